//! The cases of `tests/programs`: finding, building (cached), running.
//!
//! A case is built once with the system's loader in PT_INTERP, in `<output>/<area>/<case>/sys`; `our` is a copy in which
//! every program's PT_INTERP names the loader under test. So both sides run the same bytes.

use super::directives::{self, Difference, Directives, Step};
use super::exec::{self, Mode, Run, Side};
use super::loader::{Loader, fingerprint};
use super::releases::{self, Releases};
use libtest_mimic::Trial;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

/// What was in libraries of its own until glibc 2.34, for those who use it.
const SEPARATE: &str = "-Wl,--push-state,--as-needed -ldl -lpthread -lrt -Wl,--pop-state";

/// One folder of sources.
struct Case {
    source: PathBuf,
    main: PathBuf,
    output: PathBuf,
    directives: Directives,
    loader: Arc<Loader>,
    built: OnceLock<Result<(), String>>,
    /// The two modes of a case share folders, so they take turns.
    turn: Mutex<()>,
}

/// All cases as trials. A folder that cannot be read as a case is a failing trial, never a silent gap.
pub fn discover(programs: &Path, output: &Path, loader: &Arc<Loader>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for area in folders(programs) {
        for source in folders(&area) {
            let name = source.strip_prefix(programs).expect("below programs").display().to_string();
            match Case::read(&source, &name, output, loader) {
                Ok(case) => trials.extend(Case::trials(Arc::new(case), &name)),
                Err(why) => trials.push(Trial::test(name, move || Err(why.into()))),
            }
        }
    }
    trials
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(of).into_iter().flatten().flatten().map(|e| e.path());
    let mut all: Vec<PathBuf> = entries.filter(|p| p.is_dir()).collect();
    all.sort();
    all
}

impl Case {
    fn read(source: &Path, name: &str, output: &Path, loader: &Arc<Loader>) -> Result<Case, String> {
        let mains = ["main.c", "main.cpp", "main.rs", "main.S"].map(|m| source.join(m));
        let main = mains.into_iter().find(|m| m.exists()).ok_or("no main.c, main.cpp, main.rs or main.S")?;
        let text = fs::read_to_string(&main).map_err(|e| e.to_string())?;
        let directives = directives::parse(&text)?;
        // Somebody else must be able to enter the folder: our target may lie below a closed home.
        let base =
            if directives.nobody { loader.path.with_file_name("programs") } else { output.to_path_buf() };
        Ok(Case {
            source: source.into(),
            main,
            output: base.join(name),
            directives,
            loader: loader.clone(),
            built: OnceLock::new(),
            turn: Mutex::new(()),
        })
    }

    fn trials(case: Arc<Case>, name: &str) -> Vec<Trial> {
        let trial = |&mode: &Mode| {
            let missing = case.missing(mode);
            let case = case.clone();
            let suffix = if mode == Mode::Direct { "direct" } else { "interp" };
            let trial = Trial::test(format!("{name}::{suffix}"), move || case.run(mode).map_err(Into::into));
            match &missing {
                Some(why) => trial.with_kind(why.clone()).with_ignored_flag(true),
                None => trial,
            }
        };
        case.directives.modes.iter().map(trial).collect()
    }

    /// Why this machine cannot run the case.
    fn missing(&self, mode: Mode) -> Option<String> {
        if !self.directives.expect.is_empty() && self.loader.is_system {
            return Some("about our own texts".into());
        }
        if self.main.extension().is_some_and(|e| e == "rs")
            && Command::new("rustc").arg("-V").output().is_err()
        {
            return Some("needs rustc".into());
        }
        let here = |releases: &Releases| releases::system().is_some_and(|release| releases.has(release));
        let otherwise = |d: &&Difference| d.mode.is_none_or(|m| m == mode) && here(&d.releases);
        if let Some(difference) = self.directives.differences.iter().find(otherwise) {
            return Some(format!("as in glibc 2.36: {}", difference.reason));
        }
        self.directives.needs.iter().find(|need| !present(need)).map(|need| format!("needs {need}"))
    }

    fn run(&self, mode: Mode) -> Result<(), String> {
        let _turn = self.turn.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        self.built.get_or_init(|| self.build()).clone()?;
        for _ in 0..self.directives.repeat {
            for job in &self.directives.jobs {
                let run = |side: Side| Run {
                    base: &self.output,
                    folder: if mode == Mode::Interp { side } else { Side::System }.folder(&self.output),
                    env: &self.directives.env,
                    job,
                    mode,
                    side,
                    nobody: self.directives.nobody,
                    limit: Duration::from_secs(60),
                };
                let ours = run(Side::Ours);
                let got = ours.execute(&self.loader)?;
                if self.directives.expect.is_empty() {
                    let expected = run(Side::System).execute(&self.loader)?;
                    self.check_ending(&expected)?;
                    if got != expected {
                        return Err(exec::difference(&expected, &got, &ours.command(&self.loader)));
                    }
                } else {
                    self.check_own_text(&got)?;
                }
            }
        }
        Ok(())
    }

    /// A case that crashes or hangs under the system's loader proves nothing, unless it says that it is meant to.
    fn check_ending(&self, expected: &exec::Outcome) -> Result<(), String> {
        let meant = self.directives.signal.map(|n| format!("signal {n}"));
        if expected.ending.starts_with("exit") || Some(&expected.ending) == meant.as_ref() {
            return Ok(());
        }
        Err(format!("under the system's ld.so: {}\n{}", expected.ending, exec::clip(&expected.stderr)))
    }

    fn check_own_text(&self, got: &exec::Outcome) -> Result<(), String> {
        let ending = format!("exit {}", self.directives.status);
        let all = [got.stdout.as_slice(), got.stderr.as_slice()].concat();
        let text = String::from_utf8_lossy(&all);
        if got.ending != ending {
            return Err(format!("expected {ending}, got {}\n{}", got.ending, exec::clip(&all)));
        }
        for pattern in &self.directives.expect {
            let regex = regex_lite::Regex::new(pattern).map_err(|e| e.to_string())?;
            if !regex.is_match(&text) {
                return Err(format!("no match of {pattern:?} in\n{}", exec::clip(&all)));
            }
        }
        Ok(())
    }

    /// Builds both folders, unless they were built from the same bytes.
    fn build(&self) -> Result<(), String> {
        let key = self.key()?;
        let stamp = self.output.join("stamp");
        if fs::read_to_string(&stamp).is_ok_and(|old| old == key) {
            return Ok(());
        }
        let (sys, our) = (Side::System.folder(&self.output), Side::Ours.folder(&self.output));
        shell(
            Path::new("/"),
            &format!("chmod -R u+rwX {0}; rm -rf {0}; mkdir -p {0}", quoted(&self.output)),
            &[],
        )?;
        // A source shared with another case is a link, that leads nowhere from here: the file itself is wanted.
        shell(&self.output, &format!("cp -rL {} sys", quoted(&self.source)), &[])?;
        for line in self.lines() {
            shell(&sys, &line, &[])?;
        }
        shell(&self.output, "cp -a sys our", &[])?;
        self.adopt(&our)?;
        for side in [Side::System, Side::Ours] {
            for line in &self.directives.setup {
                shell(&side.folder(&self.output), line, &[("LOADER", side.loader(&self.loader))])?;
            }
        }
        fs::write(&stamp, key).map_err(|e| e.to_string())
    }

    fn adopt(&self, folder: &Path) -> Result<(), String> {
        for entry in fs::read_dir(folder).map_err(|e| e.to_string())?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                self.adopt(&path)?;
            } else if path.is_file() {
                self.loader.adopt(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            }
        }
        Ok(())
    }

    /// The shell lines that build the case.
    fn lines(&self) -> Vec<String> {
        let rpath = if self.directives.rpath { "-Wl,-rpath,'$ORIGIN'" } else { "" };
        let mut linked = String::new();
        let mut lines = Vec::new();
        for step in &self.directives.steps {
            lines.push(match step {
                Step::Shell(line) => line.clone(),
                Step::Program { name, rest } => {
                    format!("{} -g -O1 -w -Wl,--no-as-needed -o {name} {rest} {rpath} -Wl,-rpath-link,. {SEPARATE}", compiler(rest))
                }
                Step::Object { name, rest, linked: needed } => {
                    if *needed {
                        linked += &format!(" ./{name}");
                    }
                    format!("{} -g -O1 -w -fPIC -shared -Wl,--no-as-needed -o {name} -Wl,-soname,{name} {rest} {rpath} {SEPARATE}", compiler(rest))
                }
            });
        }
        let main = self.main.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        let with = self.directives.compiler.clone().unwrap_or_else(|| compiler(main).into());
        let flags = &self.directives.flags;
        lines.push(match with.as_str() {
            "rustc" => format!("rustc --edition 2024 -O -o prog {main} {flags}"),
            _ => format!(
                "{with} -g -O1 -w -Wl,--no-as-needed -o prog {main}{linked} {rpath} -Wl,-rpath-link,. {flags} {SEPARATE}"
            ),
        });
        lines
    }

    /// Everything the build depends on.
    fn key(&self) -> Result<String, String> {
        let mut all: Vec<u8> =
            format!("{:?} {:?} {:?}", self.lines(), self.directives.setup, self.loader.path).into();
        let mut files: Vec<PathBuf> =
            fs::read_dir(&self.source).map_err(|e| e.to_string())?.flatten().map(|e| e.path()).collect();
        files.sort();
        for file in files.iter().filter(|f| f.is_file()) {
            all.extend(fs::read(file).map_err(|e| e.to_string())?);
        }
        static TOOLS: OnceLock<Vec<u8>> = OnceLock::new();
        all.extend(TOOLS.get_or_init(|| {
            let ask = |tool: &str| {
                Command::new(tool).arg("--version").output().map(|o| o.stdout).unwrap_or_default()
            };
            [ask("gcc"), ask("ld")].concat()
        }));
        Ok(format!("{:016x}", fingerprint(&all)))
    }
}

fn compiler(sources: &str) -> &'static str {
    match sources {
        s if s.contains(".cpp") => "g++",
        s if s.contains(".rs") => "rustc",
        _ => "gcc",
    }
}

fn quoted(path: &Path) -> String {
    format!("'{}'", path.display())
}

fn present(need: &str) -> bool {
    match need.strip_prefix("cpu:") {
        Some(flag) => {
            fs::read_to_string("/proc/cpuinfo").is_ok_and(|t| t.split_whitespace().any(|w| w == flag))
        }
        None if need.starts_with("glibc:") => {
            let releases = Releases::parse(need.trim_start_matches("glibc:"));
            releases.is_ok_and(|wanted| releases::system().is_some_and(|release| wanted.has(release)))
        }
        None if need == "root" => exec::is_root(),
        None => on_path(need),
    }
}

/// Is a program of this name installed?
pub fn on_path(name: &str) -> bool {
    ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]
        .iter()
        .any(|d| Path::new(d).join(name).is_file())
}

/// Runs one line of a build; its output is the error.
pub fn shell(folder: &Path, line: &str, env: &[(&str, &str)]) -> Result<(), String> {
    let output =
        Command::new("bash").args(["-c", line]).current_dir(folder).envs(env.iter().copied()).output();
    let output = output.map_err(|e| format!("bash in {}: {e}", folder.display()))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!(
        "{line}\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    ))
}
