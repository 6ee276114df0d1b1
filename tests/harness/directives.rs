//! The directives in a case's main source: `//#Name: text`, one per line, anywhere in the file.
//!
//! | directive | meaning |
//! |---|---|
//! | `Lib: NAME SOURCES FLAGS` | build a shared object and link the program (and nothing else) with it |
//! | `Plugin: NAME SOURCES FLAGS` | build a shared object that the program is not linked with |
//! | `Prog: NAME SOURCES FLAGS` | build one more program |
//! | `Build: LINE` | a shell line run before the program is linked, in order with the three above |
//! | `Cc: gcc` | what compiles and links the main source (by default from its extension) |
//! | `Flags: …` | for the program, after its source and libraries |
//! | `Rpath: none` | do not give everything built here `-rpath $ORIGIN` |
//! | `Setup: LINE` | a shell line run after building, in each of the two folders (`$LOADER` names the loader) |
//! | `Env: K=V` | for every run; `@DIR@` is the folder |
//! | `Args: a b` | of the program |
//! | `Run: [K=V …] ./prog a b` | instead of the one run of `./prog`; may be repeated |
//! | `Sh: LINE` | instead of a run, a line for bash in which `run ./prog a` runs a program under the loader |
//! | `Runs: 20` | how often each is repeated |
//! | `Mode: interp`, `direct` | default both |
//! | `Needs: tool cpu:flag root glibc:2.35-` | else the case is reported as ignored |
//! | `Differs: 2.31 2.37- [direct]: REASON` | glibc itself does otherwise in these releases (in this mode), and we do as in 2.36: there the case is reported as ignored, with the reason |
//! | `User: nobody` | if we are root, run as that user |
//! | `Same` | stdout, stderr, status equal to the system's ld.so: the default, may be written for the reader |
//! | `Signal: N` | the program is meant to die of this signal; otherwise a signal under the system's ld.so is a broken case |
//! | `Expect: REGEX` | our own texts: must match stdout followed by stderr; no comparison with the system's ld.so |
//! | `Status: N` | with `Expect`, the exit status (default 0) |

use super::exec::Mode;
use super::releases::Releases;
use std::collections::BTreeMap;

/// One step of a build, in the order written.
#[derive(Clone, Debug)]
pub enum Step {
    Object { name: String, rest: String, linked: bool },
    Program { name: String, rest: String },
    Shell(String),
}

/// What one run executes.
#[derive(Clone, Debug)]
pub enum Job {
    Program { env: Vec<(String, String)>, argv: Vec<String> },
    Shell(String),
}

/// Where glibc does otherwise than 2.36, whose ways are ours.
#[derive(Clone, Debug)]
pub struct Difference {
    pub releases: Releases,
    pub mode: Option<Mode>,
    pub reason: String,
}

/// All directives of a case.
#[derive(Clone, Debug, Default)]
pub struct Directives {
    pub steps: Vec<Step>,
    pub compiler: Option<String>,
    pub flags: String,
    pub rpath: bool,
    pub setup: Vec<String>,
    pub env: BTreeMap<String, String>,
    pub jobs: Vec<Job>,
    pub repeat: usize,
    pub modes: Vec<Mode>,
    pub needs: Vec<String>,
    pub differences: Vec<Difference>,
    pub nobody: bool,
    pub signal: Option<i32>,
    pub expect: Vec<String>,
    pub status: i32,
}

/// Reads the directives of a source text; an unknown one is an error, so that a typing error cannot pass for a test.
pub fn parse(source: &str) -> Result<Directives, String> {
    let mut d =
        Directives { rpath: true, repeat: 1, modes: vec![Mode::Interp, Mode::Direct], ..Default::default() };
    let mut arguments = String::new();
    for line in source.lines() {
        let Some(line) = line.trim_start().strip_prefix("//#") else { continue };
        let (name, text) = line.split_once(':').unwrap_or((line, ""));
        let text = text.trim().to_string();
        match name.trim() {
            "Lib" | "Plugin" | "Prog" => {
                let (file, rest) =
                    text.split_once(' ').ok_or(format!("{name}: a name and sources, please"))?;
                let (file, rest) = (file.to_string(), rest.to_string());
                d.steps.push(match name {
                    "Prog" => Step::Program { name: file, rest },
                    _ => Step::Object { name: file, rest, linked: name == "Lib" },
                });
            }
            "Build" => d.steps.push(Step::Shell(text)),
            "Cc" => d.compiler = Some(text),
            "Flags" => d.flags = text,
            "Rpath" => d.rpath = text != "none",
            "Setup" => d.setup.push(text),
            "Env" => {
                let (key, value) = text.split_once('=').ok_or("Env: K=V")?;
                d.env.insert(key.into(), value.into());
            }
            "Args" => arguments = text,
            "Run" => d.jobs.push(program(&text)),
            "Sh" => d.jobs.push(Job::Shell(text)),
            "Runs" => d.repeat = text.parse().map_err(|e| format!("Runs: {e}"))?,
            "Mode" => {
                d.modes = match text.as_str() {
                    "interp" => vec![Mode::Interp],
                    "direct" => vec![Mode::Direct],
                    "both" => d.modes,
                    _ => return Err(format!("Mode: {text}")),
                }
            }
            "Needs" => d.needs.extend(text.split_whitespace().map(String::from)),
            "Differs" => d.differences.push(difference(&text)?),
            "User" if text == "nobody" => d.nobody = true,
            "Same" => {}
            "Signal" => d.signal = Some(text.parse().map_err(|e| format!("Signal: {e}"))?),
            "Expect" => d.expect.push(text),
            "Status" => d.status = text.parse().map_err(|e| format!("Status: {e}"))?,
            _ => return Err(format!("unknown directive: {line}")),
        }
    }
    if d.jobs.is_empty() {
        d.jobs.push(program(&format!("./prog {arguments}")));
    }
    Ok(d)
}

fn difference(text: &str) -> Result<Difference, String> {
    let (place, reason) = text.split_once(": ").ok_or("Differs: releases, a colon and a reason, please")?;
    let (place, mode) = match place.rsplit_once(' ') {
        Some((releases, "interp")) => (releases, Some(Mode::Interp)),
        Some((releases, "direct")) => (releases, Some(Mode::Direct)),
        _ => (place, None),
    };
    Ok(Difference { releases: Releases::parse(place)?, mode, reason: reason.into() })
}

fn program(text: &str) -> Job {
    let mut words = text.split_whitespace().map(String::from).peekable();
    let mut env = Vec::new();
    while let Some((key, value)) = words.peek().and_then(|w| w.split_once('=')) {
        env.push((key.to_string(), value.to_string()));
        words.next();
    }
    Job::Program { env, argv: words.collect() }
}
