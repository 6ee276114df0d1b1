//! Many mutations, one after the other: what the loader made of each.
//!
//! In: a loader, targets, numbers of mutations. Out: a `Tally`, and every `Finding`: a signal in the loader, a hang, the
//! text of a panic. Must not: stop at a finding.

use super::child::{self, End, Limits, Whose};
use super::mutate::{Base, Mutation};
use super::targets::Target;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How the file is met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// `rtld --list FILE`.
    List,
    /// A program needs it.
    Needed,
    /// A program dlopens it.
    Opened,
}

pub const MODES: [Mode; 3] = [Mode::List, Mode::Needed, Mode::Opened];

/// A run that must not end so.
pub struct Finding {
    pub target: &'static str,
    pub mode: Mode,
    pub what: String,
    pub story: Vec<String>,
    pub number: u64,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Finding { target, mode, what, story, number } = self;
        write!(f, "finding: {target} {mode:?} {number}: {what}: {}", story.join("; "))
    }
}

/// What became of the runs.
#[derive(Default)]
pub struct Tally {
    pub runs: u64,
    pub exits: BTreeMap<i32, u64>,
    /// Fatal signals in the program's or a library's own code.
    pub programs_signals: u64,
    /// The kinds of messages.
    pub messages: BTreeMap<String, u64>,
    pub findings: Vec<Finding>,
}

impl Tally {
    pub fn add(&mut self, other: Tally) {
        self.runs += other.runs;
        self.programs_signals += other.programs_signals;
        other.exits.into_iter().for_each(|(code, n)| *self.exits.entry(code).or_default() += n);
        other.messages.into_iter().for_each(|(text, n)| *self.messages.entry(text).or_default() += n);
        self.findings.extend(other.findings);
    }
}

/// One target, opened for mutation in a folder of its own.
pub struct Bench<'a> {
    loader: &'a Path,
    opener: &'a Path,
    target: &'a Target,
    base: Base,
    folder: PathBuf,
    path: PathBuf,
    file: File,
    errors: File,
    pub limits: Limits,
}

impl<'a> Bench<'a> {
    pub fn new(
        loader: &'a Path,
        opener: &'a Path,
        target: &'a Target,
        folder: PathBuf,
    ) -> io::Result<Bench<'a>> {
        fs::create_dir_all(&folder)?;
        let path = folder.join(&target.soname);
        fs::write(&path, &target.bytes)?;
        let file = File::options().read(true).write(true).open(&path)?;
        let errors = folder.join("stderr");
        let errors = File::options().read(true).write(true).create(true).truncate(true).open(errors)?;
        let base = Base::new(target.bytes.clone());
        let limits = Limits { seconds: 10, memory: 4 << 30 };
        Ok(Bench { loader, opener, target, base, folder, path, file, errors, limits })
    }

    /// Mutations `numbers` under `seed`, each in one mode or in all.
    pub fn run(
        &mut self,
        seed: u64,
        numbers: impl Iterator<Item = u64>,
        modes: &[Mode],
        tally: &mut Tally,
    ) -> io::Result<()> {
        for number in numbers {
            let mutation = self.base.mutation(seed, number);
            self.one(&mutation, number, modes, tally)?;
        }
        Ok(())
    }

    /// The file cut at these lengths.
    pub fn cuts(
        &mut self,
        lengths: impl Iterator<Item = usize>,
        modes: &[Mode],
        tally: &mut Tally,
    ) -> io::Result<()> {
        for length in lengths {
            let mutation = self.base.cut(length);
            self.one(&mutation, length as u64, modes, tally)?;
        }
        Ok(())
    }

    /// One mutation in some modes.
    pub fn one(
        &mut self,
        mutation: &Mutation,
        number: u64,
        modes: &[Mode],
        tally: &mut Tally,
    ) -> io::Result<()> {
        self.apply(mutation)?;
        for &mode in modes {
            let end = self.meet(mode)?;
            let errors = self.errors()?;
            tally.runs += 1;
            if let Some(what) = judge(&end, &errors, tally) {
                let story = mutation.story.clone();
                tally.findings.push(Finding { target: self.target.name, mode, what, story, number });
            }
        }
        self.restore(mutation)
    }

    fn apply(&self, mutation: &Mutation) -> io::Result<()> {
        for (at, bytes) in &mutation.edits {
            self.file.write_all_at(bytes, *at as u64)?;
        }
        if let Some(length) = mutation.length {
            self.file.set_len(length as u64)?;
        }
        Ok(())
    }

    fn restore(&self, mutation: &Mutation) -> io::Result<()> {
        for (at, bytes) in &mutation.edits {
            self.file.write_all_at(&self.target.bytes[*at..*at + bytes.len()], *at as u64)?;
        }
        match mutation.length {
            Some(length) => self.file.write_all_at(&self.target.bytes[length..], length as u64),
            None => Ok(()),
        }
    }

    fn meet(&mut self, mode: Mode) -> io::Result<End> {
        self.errors.set_len(0)?;
        self.errors.seek(SeekFrom::Start(0))?;
        let mut command = Command::new(self.loader);
        match mode {
            Mode::List => command.arg("--list").arg(&self.path),
            Mode::Needed => command.arg("--library-path").arg(&self.folder).arg(&self.target.program),
            Mode::Opened => command.arg(self.opener).arg(&self.path).args(&self.target.symbols),
        };
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(self.errors.try_clone()?);
        child::run(&mut command, self.loader, self.limits)
    }

    fn errors(&mut self) -> io::Result<String> {
        self.errors.seek(SeekFrom::Start(0))?;
        let mut bytes = Vec::new();
        (&self.errors).take(1 << 16).read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// Is this end one that a loader may not have?
fn judge(end: &End, errors: &str, tally: &mut Tally) -> Option<String> {
    for line in errors.lines().take(4) {
        *tally.messages.entry(kind(line)).or_default() += 1;
    }
    if let Some(line) = errors.lines().find(|line| line.contains("Inconsistency detected by rtld")) {
        return Some(line.to_string());
    }
    match end {
        End::Exited(code) => {
            *tally.exits.entry(*code).or_default() += 1;
            None
        }
        End::Signal { whose: Whose::Programs, place, .. } if place != "killed" => {
            tally.programs_signals += 1;
            None
        }
        other => Some(format!("{other:?}")),
    }
}

/// A message without names and numbers.
fn kind(line: &str) -> String {
    let mut parts: Vec<&str> =
        line.split(": ").filter(|part| !part.contains('/') && !part.contains(".so")).collect();
    parts.truncate(3);
    let text = parts.join(": ");
    let plain = text.chars().map(|c| if c.is_ascii() && !c.is_control() { c } else { '?' });
    let plain: String = plain.filter(|c| !c.is_ascii_digit()).take(70).collect();
    plain
}
