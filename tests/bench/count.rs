//! What can be counted exactly: instructions (callgrind) and system calls (strace).
//!
//! In: a loader, a program, its environment. Out: numbers, or `None` where the tool is missing or fails. Must not: measure
//! time. Used by `cargo xtask bench` and by `tests/speed.rs`.

use std::path::{Path, PathBuf};
use std::process::Command;

/// One program under one loader, stopped at the end of relocation by `preload`.
#[derive(Clone)]
pub struct Run {
    pub loader: PathBuf,
    pub program: PathBuf,
    pub arguments: Vec<String>,
    pub preload: Option<PathBuf>,
    pub bind_now: bool,
}

impl Run {
    fn environment(&self) -> Vec<(&'static str, String)> {
        let mut all = vec![("PATH", "/usr/bin:/bin".to_string())];
        all.extend(self.preload.as_ref().map(|path| ("LD_PRELOAD", path.display().to_string())));
        if self.bind_now {
            all.push(("LD_BIND_NOW", "1".to_string()));
        }
        all
    }

    /// `LOADER PROGRAM ARGUMENTS`, in an environment that is the same everywhere.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.loader);
        command.arg(&self.program).args(&self.arguments).env_clear().envs(self.environment());
        command
    }
}

/// valgrind's own tool binary: the `valgrind` in PATH may be a script, which a preloaded object would end as well.
fn callgrind() -> Option<(PathBuf, PathBuf)> {
    let folders =
        ["/usr/libexec/valgrind", "/usr/lib/valgrind", "/usr/lib64/valgrind", "/usr/local/libexec/valgrind"];
    folders.iter().map(Path::new).find_map(|folder| {
        let tool = folder.join("callgrind-amd64-linux");
        tool.exists().then(|| (folder.to_path_buf(), tool))
    })
}

pub fn can_count_instructions() -> bool {
    callgrind().is_some()
}

/// All instructions of the run.
pub fn instructions(run: &Run) -> Option<u64> {
    let (folder, tool) = callgrind()?;
    let mut command = Command::new(&tool);
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    command.arg(&run.loader).arg(&run.program).args(&run.arguments);
    command
        .env_clear()
        .envs(run.environment())
        .env("VALGRIND_LIB", folder)
        .env("VALGRIND_LAUNCHER", "/usr/bin/valgrind");
    let output = command.output().ok()?;
    // valgrind's own memory may lie where a program has its place: then it has not run.
    if !output.status.success() {
        return None;
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let line = text.lines().find(|line| line.contains("Collected :"))?;
    line.rsplit(':').next()?.trim().parse().ok()
}

/// All system calls of the run, execve and the last one included.
pub fn system_calls(run: &Run) -> Option<u64> {
    let mut command = Command::new("strace");
    command.args(["-qq", "-o", "/dev/stdout", "-E"]).arg("PATH=/usr/bin:/bin");
    for (name, value) in run.environment() {
        command.arg("-E").arg(format!("{name}={value}"));
    }
    let output = command.arg(&run.loader).arg(&run.program).args(&run.arguments).env_clear().output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let count = text.lines().filter(|line| line.contains('(') && !line.starts_with("---")).count();
    (count > 0).then_some(count as u64)
}
