//! Programs of the distribution, from `tests/system.txt`: `name: line for bash`, where `run ls -l` runs ls under the loader.
//!
//! In interp mode every program named after `run` is copied, and its copy's PT_INTERP names the loader under test; it is
//! executed with the original's name in argv[0]. In direct mode the installed file itself is the loader's argument.
//! A program that is not installed makes the line ignored, visibly.

use super::case::{on_path, shell};
use super::directives::Job;
use super::exec::{self, Mode, Run, Side};
use super::loader::Loader;
use libtest_mimic::Trial;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// One trial per line and mode.
pub fn discover(table: &Path, output: &Path, loader: &Arc<Loader>) -> Vec<Trial> {
    let text = fs::read_to_string(table).expect("tests/system.txt");
    let lines = text.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(": "));
    let mut trials = Vec::new();
    for (name, line) in lines {
        let programs: Vec<String> = programs(line);
        let missing = programs.iter().find(|p| !on_path(p)).map(|p| format!("{p} is not installed"));
        for (mode, suffix) in [(Mode::Interp, "interp"), (Mode::Direct, "direct")] {
            let base = output.join("system").join(format!("{name}.{suffix}"));
            let (line, programs, loader) = (line.to_string(), programs.clone(), loader.clone());
            let body = move || compare(&base, &line, &programs, mode, &loader).map_err(Into::into);
            let trial = Trial::test(format!("system/{name}::{suffix}"), body);
            trials.push(match &missing {
                Some(why) => trial.with_kind(why.clone()).with_ignored_flag(true),
                None => trial,
            });
        }
    }
    trials
}

/// The words that follow `run`.
fn programs(line: &str) -> Vec<String> {
    let words: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || "()$".contains(c)).filter(|w| !w.is_empty()).collect();
    words.windows(2).filter(|w| w[0] == "run").map(|w| w[1].trim_end_matches(';').to_string()).collect()
}

fn compare(base: &Path, line: &str, programs: &[String], mode: Mode, loader: &Loader) -> Result<(), String> {
    let mut outcomes = Vec::new();
    let mut shown = None;
    let job = Job::Shell(line.into());
    let env: BTreeMap<String, String> = [("TZ", "UTC")].map(|(k, v)| (k.to_string(), v.to_string())).into();
    for side in [Side::System, Side::Ours] {
        let (bin, work) = (side.folder(base).join("bin"), side.folder(base).join("work"));
        shell(
            Path::new("/"),
            &format!("rm -rf '{0}'; mkdir -p '{0}' '{1}'", work.display(), bin.display()),
            &[],
        )?;
        if mode == Mode::Interp {
            for program in programs {
                copy(program, &bin.join(program), side, loader)?;
            }
        }
        let limit = Duration::from_secs(60);
        let run = Run { base, folder: work, env: &env, job: &job, mode, side, nobody: false, limit };
        outcomes.push(run.execute(loader)?);
        shown = Some(run.command(loader));
    }
    if outcomes[0] == outcomes[1] {
        return Ok(());
    }
    Err(exec::difference(&outcomes[0], &outcomes[1], &shown.expect("two runs")))
}

/// Copies a program, and on our side lets the copy name our loader.
pub fn copy(program: &str, to: &Path, side: Side, loader: &Loader) -> Result<(), String> {
    let directories = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];
    let from: PathBuf =
        directories.iter().map(|d| Path::new(d).join(program)).find(|p| p.is_file()).ok_or("gone")?;
    // In a child process, for the reason that `Loader::adopt` gives.
    shell(Path::new("/"), &format!("cp --remove-destination '{}' '{}'", from.display(), to.display()), &[])?;
    if side == Side::Ours && !loader.adopt(to).map_err(|e| e.to_string())? {
        return Err(format!("{} does not name the system's loader in PT_INTERP", from.display()));
    }
    Ok(())
}
