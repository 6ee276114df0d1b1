//! The programs that meet faults: a start-up of python3 and dlopens of libraries of several kinds.
//!
//! In: a folder, a loader. Out: `Scene`s: a command, when its calls count, and how a run of it is judged. A library or a
//! program that is missing leaves its scene out.

use super::loader::Loader;
use super::tracer::{End, Run, Window};
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a fault led to, if that is allowed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Outcome {
    /// As if nothing had happened.
    Continued,
    /// An error, in one line, and an orderly end or a program that goes on.
    Refused(String),
}

pub struct Scene {
    pub name: &'static str,
    pub window: Window,
    program: PathBuf,
    zero: Option<PathBuf>,
    arguments: Vec<String>,
    /// What a start-up writes to standard output.
    output: Option<&'static str>,
}

impl Scene {
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        if let Some(zero) = &self.zero {
            command.arg0(zero);
        }
        command.args(&self.arguments).env("RTLD_ERRORS", "short").env_remove("LD_LIBRARY_PATH");
        command
    }

    /// Is this an end that a fault may lead to? Otherwise what is wrong.
    pub fn judge(&self, run: &Run) -> Result<Outcome, String> {
        let story = || format!("{:?}: {}{}", run.end, run.stdout, run.stderr).trim_end().replace('\n', " | ");
        let End::Exited(status) = run.end else { return Err(story()) };
        if run.stderr.contains("Inconsistency detected") {
            return Err(story());
        }
        match self.output {
            Some(expected) => judge_start(status, expected, run).ok_or_else(story),
            None => judge_open(status, run).ok_or_else(story),
        }
    }
}

fn judge_start(status: i32, expected: &str, run: &Run) -> Option<Outcome> {
    if status == 0 && run.stdout == expected && run.stderr.is_empty() {
        return Some(Outcome::Continued);
    }
    // What could not be told apart from the program's own words would be no error of the loader's.
    let one_line = run.stderr.ends_with('\n') && run.stderr.lines().count() == 1;
    let refused = status == 127 && run.stdout.is_empty() && one_line;
    refused.then(|| Outcome::Refused(run.stderr.trim_end().to_string()))
}

fn judge_open(status: i32, run: &Run) -> Option<Outcome> {
    if status != 0 || !run.stderr.is_empty() || run.stdout.lines().last() != Some("ok") {
        return None;
    }
    let failed = run.stdout.lines().find_map(|line| line.strip_prefix("failed: "));
    match failed {
        Some("(null)") => None,
        Some(text) => Some(Outcome::Refused(text.to_string())),
        None => Some(Outcome::Continued),
    }
}

fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("tests/faults").join(name))
        .find(|path| path.exists())
        .unwrap_or_default()
}

fn gcc(output: &Path, from: &str, flags: &[&str]) -> io::Result<()> {
    let status = Command::new("gcc")
        .args(["-O1", "-w", "-Wl,--no-warnings"])
        .arg("-o")
        .arg(output)
        .arg(source(from))
        .args(flags)
        .status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("gcc {from} {flags:?} failed"))) }
}

/// The libraries to be opened, by what is special about them.
const LIBRARIES: [(&str, &[&str]); 4] = [
    ("plain", &["-Wl,-z,now"]),
    ("text", &["-DTEXT", "-Wl,-z,notext", "-Wl,-z,lazy"]),
    ("stack", &["-Wl,-z,execstack"]),
    ("aligned", &["-Wl,-z,max-page-size=0x200000", "-Wl,-z,norelro"]),
];

/// All scenes.
pub fn all(folder: &Path, loader: &Loader) -> io::Result<Vec<Scene>> {
    let mut scenes: Vec<Scene> = python(folder, loader)?.into_iter().collect();
    let opener = folder.join("opener");
    let interpreter = format!("-Wl,--dynamic-linker={}", loader.path.display());
    gcc(&opener, "opener.c", &[&interpreter])?;
    gcc(&folder.join("libdep.so"), "dep.c", &["-shared", "-fPIC", "-Wl,-soname,libdep.so"])?;
    let folder_flag = format!("-L{}", folder.display());
    let mut open = |name, how: &str, library: &str, symbol: &str| {
        scenes.push(Scene {
            name,
            window: Window::Marked,
            program: opener.clone(),
            zero: None,
            arguments: [how, library, symbol].map(String::from).to_vec(),
            output: None,
        });
    };
    for (kind, flags) in LIBRARIES {
        let library = folder.join(format!("lib{kind}.so"));
        let mut all = vec!["-shared", "-fPIC", &folder_flag, "-Wl,-rpath,$ORIGIN"];
        all.extend(flags);
        all.push("-ldep");
        gcc(&library, "lib.c", &all)?;
        let path = library.to_str().expect("an ASCII path");
        match kind {
            "plain" => {
                open("dlopen, the first", "cold", path, "answer");
                open("dlopen", "warm", path, "answer");
                open("dlclose", "close", path, "answer");
            }
            "text" => open("dlopen, text relocations", "warm", path, "answer"),
            // The stack becomes executable once and stays so.
            "stack" => open("dlopen, executable stack", "cold", path, "answer"),
            _ => open("dlopen, aligned to 2 MiB", "warm", path, "answer"),
        }
    }
    open("dlopen by the cache", "cold", "libz.so.1", "deflate");
    Ok(scenes)
}

/// The program whose loader runs out of memory, and its libraries' folder.
#[allow(dead_code)] // The task does without.
pub fn short_of_memory(folder: &Path, loader: &Loader) -> io::Result<Command> {
    let program = folder.join("memory");
    let interpreter = format!("-Wl,--dynamic-linker={}", loader.path.display());
    gcc(&program, "memory.c", &[&interpreter])?;
    let mut command = Command::new(program);
    command.arg(folder);
    Ok(command)
}

/// Python, with our loader as its interpreter.
fn python(folder: &Path, loader: &Loader) -> io::Result<Option<Scene>> {
    let original = PathBuf::from("/usr/bin/python3");
    if !original.exists() {
        return Ok(None);
    }
    let program = folder.join("python3");
    std::fs::copy(&original, &program)?;
    if !loader.adopt(&program)? {
        return Ok(None);
    }
    let arguments = ["-I", "-S", "-c", "print(6 * 7)"].map(String::from).to_vec();
    Ok(Some(Scene {
        name: "start-up of python3",
        window: Window::Whole,
        program,
        zero: Some(original),
        arguments,
        output: Some("42\n"),
    }))
}
