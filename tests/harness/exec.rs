//! Runs one command under one loader, with a time limit, and compares two results.
//!
//! In: a folder, a job, a mode, a loader. Out: what it wrote and how it ended. Both loaders get the same environment, byte
//! for byte (`RTLD_ERRORS=short`, our switch for glibc's texts alone, included), so that nothing but the loader differs.

use super::directives::Job;
use super::loader::{Loader, SYSTEM};
use std::collections::BTreeMap;
use std::io::Read;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How the program meets its loader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The kernel starts the loader that PT_INTERP names.
    Interp,
    /// `loader ./program`.
    Direct,
}

/// Whose turn it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    System,
    Ours,
}

impl Side {
    /// The folder of this side inside a case's output; both names have the same length.
    pub fn folder(self, base: &Path) -> PathBuf {
        base.join(if self == Side::System { "sys" } else { "our" })
    }
    /// The loader's path on this side.
    pub fn loader(self, loader: &Loader) -> &str {
        if self == Side::System { SYSTEM } else { loader.path.to_str().expect("an ASCII path") }
    }
}

/// What came of a run, with the differences that are no differences removed.
#[derive(PartialEq, Eq)]
pub struct Outcome {
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    /// `exit 0`, `signal 11`, or that the time was over.
    pub ending: String,
}

/// One run to make.
pub struct Run<'a> {
    pub base: &'a Path,
    pub folder: PathBuf,
    pub env: &'a BTreeMap<String, String>,
    pub job: &'a Job,
    pub mode: Mode,
    pub side: Side,
    pub nobody: bool,
    pub limit: Duration,
}

/// The shell functions that an `Sh:` line sees. A name without slash is a program of the system, `$BIN/name` its copy.
const PRELUDE: &str = r#"
run() {
  local n=$1; shift
  case $n in
    */*) if [ "$MODE" = direct ]; then "$LOADER" "$n" "$@"; else "$n" "$@"; fi;;
    *) local p; p=$(type -P "$n")
       if [ "$MODE" = direct ]; then "$LOADER" "$p" "$@"; else (exec -a "$p" "$BIN/$n" "$@"); fi;;
  esac
}
"#;

impl Run<'_> {
    /// Runs it.
    pub fn execute(&self, loader: &Loader) -> Result<Outcome, String> {
        let mut command = self.command(loader);
        let mut child = command.spawn().map_err(|e| format!("{command:?}: {e}"))?;
        let drain = |mut from: Box<dyn Read + Send>| {
            std::thread::spawn(move || {
                let mut all = Vec::new();
                let _ = from.read_to_end(&mut all);
                all
            })
        };
        let stdout = drain(Box::new(child.stdout.take().expect("piped")));
        let stderr = drain(Box::new(child.stderr.take().expect("piped")));
        let started = Instant::now();
        let mut pause = Duration::from_millis(1);
        let ending = loop {
            if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
                break match status.code() {
                    Some(code) => format!("exit {code}"),
                    None => format!("signal {}", status.signal().unwrap_or(0)),
                };
            }
            if started.elapsed() > self.limit {
                let group = format!("-{}", child.id());
                let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
                let _ = child.wait();
                break format!("killed: still running after {} s", self.limit.as_secs());
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(20));
        };
        let join =
            |t: std::thread::JoinHandle<Vec<u8>>| t.join().map_err(|_| "a reader thread died".to_string());
        Ok(Outcome {
            stdout: self.neutral(join(stdout)?, loader),
            stderr: self.neutral(join(stderr)?, loader),
            ending,
        })
    }

    /// The command line, for running and for showing.
    pub fn command(&self, loader: &Loader) -> Command {
        let ours = self.side.loader(loader);
        let folder = self.folder.to_str().expect("a UTF-8 path");
        let mut argv: Vec<String> = Vec::new();
        let mut env: Vec<(String, String)> = self.env.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
        if let Job::Program { env: own, .. } = self.job {
            env.extend(own.iter().cloned());
        }
        env.iter_mut().for_each(|(_, value)| *value = value.replace("@DIR@", folder));
        if self.nobody && is_root() {
            // What sets the user is a program too: the variables are for the one after it.
            argv.extend(
                ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env"].map(String::from),
            );
            argv.extend(env.drain(..).map(|(key, value)| format!("{key}={value}")));
        }
        match self.job {
            Job::Program { argv: words, .. } => {
                if self.mode == Mode::Direct {
                    argv.push(ours.into());
                }
                argv.extend(words.iter().map(|w| w.replace("@DIR@", folder)));
            }
            Job::Shell(line) => argv.extend(["bash", "-c", &format!("{PRELUDE}{line}")].map(String::from)),
        }
        let mut command = Command::new(&argv[0]);
        command.args(&argv[1..]).current_dir(&self.folder).process_group(0);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).env_clear();
        command
            .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
            .env("LANG", "C.UTF-8");
        command.env("HOME", &self.folder).env("RTLD_ERRORS", "short").env("LOADER", ours);
        command.env("MODE", if self.mode == Mode::Direct { "direct" } else { "interp" });
        command.env("BIN", self.side.folder(self.base).join("bin"));
        command.envs(env);
        command
    }

    /// Loader and folder under one name on both sides.
    fn neutral(&self, text: Vec<u8>, loader: &Loader) -> Vec<u8> {
        let folder = self.folder.to_str().expect("a UTF-8 path");
        let path = loader.path.to_str().expect("an ASCII path");
        let text = replace(&text, folder.as_bytes(), b"@DIR@");
        let text =
            replace(&text, self.side.folder(self.base).to_str().expect("a UTF-8 path").as_bytes(), b"@BASE@");
        let text = replace(&text, path.as_bytes(), SYSTEM.as_bytes());
        let text = replace(&text, b"/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", SYSTEM.as_bytes());
        replace(&text, b"ld-rtld.so.2", b"ld-linux-x86-64.so.2")
    }
}

fn replace(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.windows(from.len()).position(|w| w == from) {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    out.extend_from_slice(rest);
    out
}

/// Are we root? Then permissions mean nothing unless we drop it.
pub fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
}

/// Says how two outcomes differ, for a person.
pub fn difference(expected: &Outcome, got: &Outcome, command: &Command) -> String {
    let mut text =
        format!("{command:?}\n").replace(&format!("{PRELUDE:?}").trim_matches('"').to_string(), "");
    let parts = [("stdout", &expected.stdout, &got.stdout), ("stderr", &expected.stderr, &got.stderr)];
    if expected.ending != got.ending {
        text += &format!("--- ending: system's ld.so: {}; ours: {}\n", expected.ending, got.ending);
    }
    for (name, theirs, ours) in parts {
        if theirs != ours {
            text +=
                &format!("--- {name}, system's ld.so:\n{}--- {name}, ours:\n{}", clip(theirs), clip(ours));
        } else if name == "stderr" && !ours.is_empty() {
            text += &format!("--- stderr, both:\n{}", clip(ours));
        }
    }
    text
}

/// At most forty lines of an output, ending in a newline.
pub fn clip(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text.lines().collect();
    let mut out: String = lines.iter().take(40).map(|l| format!("  | {l}\n")).collect();
    if lines.len() > 40 {
        out += &format!("  | … {} lines more\n", lines.len() - 40);
    }
    out
}
