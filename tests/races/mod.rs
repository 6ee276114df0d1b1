//! Races: a program with threads that does everything a loader has to do with threads, at once.
//!
//! In: a loader, a folder to work in, how many operations and forks. Out: what the program said, or why it failed. Bounded
//! by count; a run that takes too long is a hang and is ended. Shared by `tests/races.rs` and `cargo xtask race`.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The libraries: each bound, found and laid out in another way, two with a dependency.
const LIBRARIES: [&[&str]; 6] = [
    &["-DDEEP", "-Wl,-z,lazy"],
    &["-DNEEDS", "-Wl,-z,lazy", "-lrace0"],
    &["-DNEEDS", "-Wl,-z,lazy", "-lrace0"],
    &["-Wl,-z,now"],
    &["-Wl,-z,lazy", "-mtls-dialect=gnu2"],
    &["-Wl,-z,lazy", "-Wl,--hash-style=sysv", "-Wl,-Bsymbolic"],
];

/// With or without gcc's thread sanitizer, which watches every access of the program to memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Watched {
    No,
    ByTsan,
}

/// What to run.
pub struct Race {
    program: PathBuf,
    folder: PathBuf,
}

impl Race {
    /// Builds the program and its libraries.
    pub fn build(folder: &Path, loader: &Path, watched: Watched) -> Result<Race, String> {
        let here = format!("-L{}", folder.display());
        for (number, flags) in LIBRARIES.iter().enumerate() {
            let output = folder.join(format!("librace{number}.so"));
            let mut all = vec!["-shared", "-fPIC", &here, "-Wl,-rpath,$ORIGIN"];
            all.extend(*flags);
            compile(&output, "lib.cpp", &all)?;
        }
        let program = folder.join("race");
        let interpreter = format!("-Wl,--dynamic-linker={}", loader.display());
        let mut all = vec!["-std=c++17", "-Wl,-z,lazy", "-pthread", &interpreter];
        if watched == Watched::ByTsan {
            all.push("-fsanitize=thread");
        }
        compile(&program, "race.cpp", &all)?;
        Ok(Race { program, folder: folder.into() })
    }

    /// Runs it; its last line, or everything it said.
    pub fn run(&self, operations: u64, forks: u64, limit: Duration) -> Result<String, String> {
        let mut command = Command::new(&self.program);
        command.args([operations.to_string(), forks.to_string()]).arg(&self.folder);
        let log = self.folder.join("log");
        let open = || std::fs::File::create(&log).and_then(|file| Ok((file.try_clone()?, file)));
        let (out, err) = open().map_err(|e| e.to_string())?;
        let mut child = command
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            .process_group(0)
            .spawn()
            .map_err(|e| e.to_string())?;
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
                break status;
            }
            if begun.elapsed() > limit {
                // SAFETY: the group is this child's own.
                unsafe { libc::kill(-(child.id() as libc::pid_t), libc::SIGKILL) };
                let _ = child.wait();
                return Err(format!("a hang: still running after {} s: {}", limit.as_secs(), said(&log)));
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        let all = said(&log);
        match all.lines().last() {
            Some(last) if status.success() && all.lines().count() == 1 => Ok(last.to_string()),
            _ => Err(format!("{status}: {all}")),
        }
    }
}

fn said(log: &Path) -> String {
    let text = std::fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    text.unwrap_or_default().chars().take(4000).collect()
}

fn compile(output: &Path, from: &str, flags: &[&str]) -> Result<(), String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("tests/races").join(from))
        .find(|path| path.exists())
        .ok_or("no source")?;
    // Libraries come behind what needs them.
    let mut command = Command::new("g++");
    command.args(["-O1", "-o"]).arg(output).arg(source).args(flags);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        other => Err(format!("{command:?}: {other:?}")),
    }
}
