//! The loader's own texts about programs of the distribution: LD_DEBUG, `--list`, `--verify`, and what ldd asks for.
//!
//! In: the names below; one that is not installed makes its trial ignored, visibly. Out: a trial per program and mode.
//! Each text, in both streams, and the exit status must be those of the system's ld.so, line by line, in its order, but for
//! process ids, addresses, cycles, and the loader's own path.

use super::case::on_path;
use super::directives::Job;
use super::exec::{self, Mode, Outcome, Run, Side};
use super::loader::{Loader, SYSTEM};
use libtest_mimic::Trial;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// More than sixty programs, small and large, that show the same when asked for their version twice.
const PROGRAMS: &str = "ls cat cp mv rm ln mkdir touch chmod df du head tail sort uniq cut tr wc tee stat date env id \
    uname expr join comm fold od md5sum sha256sum base64 readlink shuf split tac timeout nohup sed grep find xargs tar \
    gzip bash git perl make readelf nm objdump openssl sqlite3 xz bzip2 zstd jq curl file strace bc tclsh gcc \
    patchelf mount ps dpkg apt less python3.11";

/// The categories that glibc has.
const CATEGORIES: &str = "libs files reloc symbols bindings versions scopes statistics unused all";

/// What is asked of every program: variables, options before the program, arguments behind it.
struct Question {
    env: Vec<(String, String)>,
    options: Vec<&'static str>,
    arguments: Vec<&'static str>,
}

impl Question {
    fn listing(variables: &str) -> Question {
        let pair = |word: &str| word.split_once('=').map(|(k, v)| (k.to_string(), v.to_string()));
        let env = variables.split_whitespace().filter_map(pair).collect();
        Question { env, options: Vec::new(), arguments: Vec::new() }
    }

    fn debug(category: &str) -> Question {
        let env = vec![("LD_DEBUG".to_string(), category.to_string())];
        Question { env, options: Vec::new(), arguments: vec!["--version"] }
    }

    fn option(option: &'static str) -> Question {
        Question { env: Vec::new(), options: vec![option], arguments: Vec::new() }
    }

    fn all(mode: Mode) -> Vec<Question> {
        let listings = [
            "LD_TRACE_LOADED_OBJECTS=1",
            "LD_TRACE_LOADED_OBJECTS=1 LD_WARN=yes LD_VERBOSE=",
            "LD_TRACE_LOADED_OBJECTS=1 LD_WARN=yes LD_BIND_NOW=yes LD_VERBOSE=yes",
            "LD_TRACE_LOADED_OBJECTS=1 LD_DEBUG=unused",
            "LD_TRACE_LOADED_OBJECTS=1 LD_WARN=yes LD_BIND_NOW=yes LD_DEBUG=all",
        ];
        let listed = listings.into_iter().map(Question::listing);
        let options = ["--list", "--verify"].map(Question::option);
        match mode {
            Mode::Direct => {
                listed.chain(options).chain(CATEGORIES.split_whitespace().map(Question::debug)).collect()
            }
            // What the kernel started differs in nothing but how the program was found.
            Mode::Interp => listed.take(1).chain([Question::debug("all")]).collect(),
        }
    }
}

/// One trial per program and mode.
pub fn discover(output: &Path, loader: &Arc<Loader>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for name in PROGRAMS.split_whitespace() {
        for (mode, suffix) in [(Mode::Direct, "direct"), (Mode::Interp, "interp")] {
            let base = output.join("real").join(format!("{name}.{suffix}"));
            let loader = loader.clone();
            let body = move || compare(&base, name, mode, &loader).map_err(Into::into);
            let trial = Trial::test(format!("real/{name}::{suffix}"), body);
            let missing = !on_path(name);
            trials.push(if missing {
                trial.with_kind("not installed").with_ignored_flag(true)
            } else {
                trial
            });
        }
    }
    trials
}

fn compare(base: &Path, name: &str, mode: Mode, loader: &Loader) -> Result<(), String> {
    for side in [Side::System, Side::Ours] {
        fs::create_dir_all(side.folder(base)).map_err(|e| e.to_string())?;
        if mode == Mode::Interp {
            super::system::copy(name, &side.folder(base).join(name), side, loader)?;
        }
    }
    let installed = installed(name)?;
    let program = |side: Side| match mode {
        Mode::Direct => installed.clone(),
        Mode::Interp => side.folder(base).join(name),
    };
    for question in Question::all(mode) {
        let run = |side: Side| -> Result<(Outcome, String), String> {
            let mut argv: Vec<String> = question.options.iter().map(|o| o.to_string()).collect();
            argv.push(program(side).display().to_string());
            argv.extend(question.arguments.iter().map(|a| a.to_string()));
            let job = Job::Program { env: question.env.clone(), argv };
            let (folder, env) = (side.folder(base), BTreeMap::new());
            let limit = Duration::from_secs(60);
            let run = Run { base, folder, env: &env, job: &job, mode, side, nobody: false, limit };
            let outcome = run.execute(loader)?;
            let shown = format!("{:?}", run.command(loader));
            let text = |text: &[u8]| {
                if side == Side::System { normal(&without_itself(text)) } else { normal(text) }
            };
            Ok((Outcome { stdout: text(&outcome.stdout), stderr: text(&outcome.stderr), ..outcome }, shown))
        };
        let (got, shown) = run(Side::Ours)?;
        // A program that shows something else each time (it has threads) would differ from itself: none is in the list, but who knows.
        let mut expected = run(Side::System)?.0;
        for _ in 0..3 {
            if got != expected {
                expected = run(Side::System)?.0;
            }
        }
        if got != expected {
            return Err(first_difference(&expected, &got, &shown));
        }
    }
    Ok(())
}

fn installed(name: &str) -> Result<PathBuf, String> {
    let directories = ["/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];
    let found = directories.iter().map(|d| Path::new(d).join(name)).find(|p| p.is_file());
    found.ok_or_else(|| format!("{name} is gone"))
}

/// Such texts have thousands of lines: the first that differ will do.
fn first_difference(expected: &Outcome, got: &Outcome, shown: &str) -> String {
    let mut text = format!("{shown}\n{} and {}\n", expected.ending, got.ending);
    for (stream, theirs, ours) in
        [("stdout", &expected.stdout, &got.stdout), ("stderr", &expected.stderr, &got.stderr)]
    {
        let (theirs, ours): (Vec<_>, Vec<_>) =
            (theirs.split(|&b| b == b'\n').collect(), ours.split(|&b| b == b'\n').collect());
        let Some(at) = (0..theirs.len().max(ours.len())).find(|&i| theirs.get(i) != ours.get(i)) else {
            continue;
        };
        let some = |lines: &[&[u8]]| exec::clip(&lines[at.saturating_sub(2).min(lines.len())..].join(&b'\n'));
        text +=
            &format!("--- {stream}, line {at}, system's ld.so:\n{}--- ours:\n{}", some(&theirs), some(&ours));
    }
    text
}

/// Without what differs from run to run under one loader, too.
fn normal(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        let line = without_id(line);
        // Who needs the loader by its soname is told where it is, if that is elsewhere.
        let own = b"\t/lib64/ld-linux-x86-64.so.2 => /lib64/ld-linux-x86-64.so.2 (";
        if let Some(rest) = line.strip_prefix(own) {
            out.extend_from_slice(b"\t/lib64/ld-linux-x86-64.so.2 (");
            without_addresses(rest, &mut out);
        } else if let Some(at) = line.windows(7).position(|w| w == b" cycles") {
            // `name: 123 cycles (45.6%)`
            let label = line[..at].iter().rposition(|b| !b.is_ascii_digit()).map_or(0, |at| at + 1);
            out.extend_from_slice(&line[..label]);
            out.extend_from_slice(b"N cycles\n");
        } else {
            without_addresses(line, &mut out);
        }
    }
    out
}

/// The system's ld.so counts its own relocations among the relative ones, where it has DT_RELACOUNT (until 2.35). We do
/// not, and have others.
fn without_itself(text: &[u8]) -> Vec<u8> {
    static OWN: OnceLock<u64> = OnceLock::new();
    const LABEL: &str = "number of relative relocations: ";
    let own = || {
        let table =
            Command::new("readelf").args(["-dW", SYSTEM]).output().map(|o| o.stdout).unwrap_or_default();
        let table = String::from_utf8_lossy(&table).into_owned();
        let line = table.lines().find(|line| line.contains("(RELACOUNT)"));
        line.and_then(|line| line.split_whitespace().last()?.parse().ok()).unwrap_or(0)
    };
    let line = |line: &str| match line.split_once(LABEL) {
        Some((head, count)) => match count.trim_end().parse::<u64>() {
            Ok(count) => format!("{head}{LABEL}{}\n", count.saturating_sub(*OWN.get_or_init(own))),
            Err(_) => line.to_string(),
        },
        None => line.to_string(),
    };
    match std::str::from_utf8(text) {
        Ok(text) if text.contains(LABEL) => text.split_inclusive('\n').map(line).collect::<String>().into(),
        _ => text.to_vec(),
    }
}

/// LD_DEBUG's lines begin with a process id, ten wide, a colon and a tab.
fn without_id(line: &[u8]) -> &[u8] {
    let digits = line.iter().take_while(|b| b.is_ascii_digit() || **b == b' ').count();
    match line.get(digits..) {
        Some(rest) if digits >= 10 && rest.starts_with(b":\t") => rest,
        _ => line,
    }
}

/// `0x` and at least eight digits become `0xA`.
fn without_addresses(line: &[u8], out: &mut Vec<u8>) {
    let mut rest = line;
    while let Some(at) = rest.windows(2).position(|w| w == b"0x") {
        let digits = rest[at + 2..].iter().take_while(|b| b.is_ascii_hexdigit()).count();
        out.extend_from_slice(&rest[..at + 2]);
        rest = &rest[at + 2..];
        if digits >= 8 {
            out.push(b'A');
            rest = &rest[digits..];
        }
    }
    out.extend_from_slice(rest);
}
