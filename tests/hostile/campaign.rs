//! Many mutations, one after the other: what the loader made of each.
//!
//! In: a loader, targets, numbers of mutations. Out: a `Tally`, and every `Finding`: a signal in the loader, a hang, the
//! text of a panic, memory without bound. Must not: stop at a finding.

use super::child::{End, Launcher, Limits, Run};
use super::modes::{self, Manner, Mode, Stage};
use super::mutate::{Base, Mutation};
use super::place::Whose;
use super::random::Random;
use super::targets::{Kind, Target};
use super::variants;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::PathBuf;

/// What any process may need; and how often over a file may lie in memory (mapped, copied by writing, its tables indexed).
const RESIDENT: u64 = 96 << 20;
const RESIDENT_PER_BYTE: u64 = 4;

/// What stands before the ends that a closer look has found to be the program's.
pub const LOOK: &str = "a closer look";

/// How often an alarm is tried again; addresses differ from run to run.
const AGAIN: usize = 20;

const SIGBUS: i32 = 7;
const SIGKILL: i32 = 9;

/// A run that must not end so.
pub struct Finding {
    pub target: &'static str,
    pub mode: Mode,
    pub manner: Manner,
    pub what: String,
    pub story: Vec<String>,
    pub number: u64,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Finding { target, mode, manner, what, story, number } = self;
        write!(f, "finding: {target} {mode:?} {manner:?} {number}: {what}: {}", story.join("; "))
    }
}

/// What became of the runs.
#[derive(Default)]
pub struct Tally {
    pub runs: u64,
    pub modes: BTreeMap<Mode, u64>,
    pub exits: BTreeMap<i32, u64>,
    /// Where the program's or a library's own code met a fatal signal, or went on for ever.
    pub programs_ends: BTreeMap<String, u64>,
    /// Refused or ended by the kernel.
    pub refused: u64,
    /// Kinds of errors (`variants::ALL`), each run counted once.
    pub variants: BTreeMap<&'static str, u64>,
    /// The most memory that a run had.
    pub resident: u64,
    pub findings: Vec<Finding>,
}

fn merge<K: Ord>(into: &mut BTreeMap<K, u64>, from: BTreeMap<K, u64>) {
    from.into_iter().for_each(|(key, count)| *into.entry(key).or_default() += count);
}

impl Tally {
    pub fn add(&mut self, other: Tally) {
        self.runs += other.runs;
        self.refused += other.refused;
        self.resident = self.resident.max(other.resident);
        merge(&mut self.modes, other.modes);
        merge(&mut self.exits, other.exits);
        merge(&mut self.programs_ends, other.programs_ends);
        merge(&mut self.variants, other.variants);
        self.findings.extend(other.findings);
    }
}

/// One target, opened for mutation in a folder of its own.
pub struct Bench<'a> {
    stage: &'a Stage<'a>,
    target: &'a Target,
    base: Base,
    folder: PathBuf,
    path: PathBuf,
    output: File,
    launcher: Launcher,
}

impl<'a> Bench<'a> {
    pub fn new(stage: &'a Stage<'a>, target: &'a Target, folder: PathBuf) -> io::Result<Bench<'a>> {
        fs::create_dir_all(&folder)?;
        let path = folder.join(&target.file);
        fs::write(&path, &target.bytes)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
        let output = folder.join("output");
        let output = File::options().read(true).write(true).create(true).truncate(true).open(output)?;
        let over = (target.kind == Kind::Cache).then_some((path.as_path(), "/etc/ld.so.cache"));
        let limits = Limits { seconds: 5, memory: 4 << 30 };
        let launcher = Launcher::new(stage.launcher, &folder.join("output"), limits, over)?;
        let base = Base::new(target.bytes.clone(), target.kind);
        Ok(Bench { stage, target, base, folder, path, output, launcher })
    }

    /// Mutations `numbers` under `seed`, each in one mode.
    pub fn run(
        &mut self,
        seed: u64,
        numbers: impl Iterator<Item = u64>,
        modes: &[Mode],
        tally: &mut Tally,
    ) -> io::Result<()> {
        for number in numbers {
            let mutation = self.base.mutation(seed, number);
            let mut random = Random::new(seed.rotate_left(32) ^ number);
            let mode = loop {
                let mode = Mode::pick(self.target.kind, &mut random);
                if modes.is_empty()
                    || modes.contains(&mode)
                    || !Mode::of(self.target.kind).iter().any(|m| modes.contains(m))
                {
                    break mode;
                }
            };
            self.one(&mutation, number, &[mode], Manner::pick(&mut random), tally)?;
        }
        Ok(())
    }

    /// One change in one way: what the loader says.
    pub fn says(&mut self, mutation: &Mutation, mode: Mode, tally: &mut Tally) -> io::Result<String> {
        self.one(mutation, 0, &[mode], Manner::Plain, tally)?;
        self.output()
    }

    /// The file cut at these lengths, looked at and loaded.
    pub fn cuts(&mut self, lengths: impl Iterator<Item = usize>, tally: &mut Tally) -> io::Result<()> {
        let loads: Vec<Mode> =
            Mode::of(self.target.kind).iter().copied().filter(|m| *m > Mode::Relocated).collect();
        for (index, length) in lengths.enumerate() {
            let mutation = self.base.cut(length);
            let modes = match self.target.kind {
                Kind::Cache => vec![Mode::Cache],
                _ => vec![Mode::Check, loads[index % loads.len()]],
            };
            self.one(&mutation, length as u64, &modes, Manner::Plain, tally)?;
        }
        Ok(())
    }

    /// One mutation in some modes.
    fn one(
        &mut self,
        mutation: &Mutation,
        number: u64,
        modes: &[Mode],
        manner: Manner,
        tally: &mut Tally,
    ) -> io::Result<()> {
        self.apply(mutation)?;
        for &mode in modes {
            let run = self.meet(mode, manner)?;
            let output = self.output()?;
            tally.runs += 1;
            *tally.modes.entry(mode).or_default() += 1;
            let finding = match judge(&run, &output, self.target, mode, tally) {
                Some(Alarm::Doubtful(what)) => self.doubt(what, &run, mode, manner, tally)?,
                Some(Alarm::Certain(what)) => Some(what),
                None => None,
            };
            if let Some(what) = finding {
                let story = mutation.story.clone();
                let target = self.target.name;
                tally.findings.push(Finding { target, mode, manner, what, story, number });
            }
        }
        self.restore(mutation)
    }

    /// Looks more closely at an alarm. It stays one if it does not come again, or if the program is not seen to have caused
    /// it.
    fn doubt(
        &mut self,
        what: String,
        run: &Run,
        mode: Mode,
        manner: Manner,
        tally: &mut Tally,
    ) -> io::Result<Option<String>> {
        for _ in 0..AGAIN {
            self.output.set_len(0)?;
            let command = modes::command(mode, manner, self.stage, self.target, &self.folder, &self.path);
            let (again, trail) = self.launcher.follow(&command, self.stage.loader)?;
            match again.end {
                End::Hang { .. } => break,
                end if !end.resembles(&run.end) => continue,
                _ => (),
            }
            let Some(doing) = trail.programs_doing() else { return Ok(Some(what)) };
            *tally.programs_ends.entry(format!("{LOOK}: {doing}")).or_default() += 1;
            return Ok(None);
        }
        Ok(Some(format!("{what} (not again)")))
    }

    fn open(&self) -> io::Result<File> {
        File::options().write(true).open(&self.path)
    }

    fn apply(&self, mutation: &Mutation) -> io::Result<()> {
        let file = self.open()?;
        for (at, bytes) in &mutation.edits {
            file.write_all_at(bytes, *at as u64)?;
        }
        mutation.length.map_or(Ok(()), |length| file.set_len(length as u64))
    }

    fn restore(&self, mutation: &Mutation) -> io::Result<()> {
        let file = self.open()?;
        for (at, bytes) in &mutation.edits {
            file.write_all_at(&self.target.bytes[*at..*at + bytes.len()], *at as u64)?;
        }
        match mutation.length {
            Some(length) => file.write_all_at(&self.target.bytes[length..], length as u64),
            None => Ok(()),
        }
    }

    fn meet(&mut self, mode: Mode, manner: Manner) -> io::Result<Run> {
        loop {
            self.output.set_len(0)?;
            let command = modes::command(mode, manner, self.stage, self.target, &self.folder, &self.path);
            match self.launcher.run(&command, self.stage.loader) {
                // A process that another thread has just forked still has our descriptor for writing.
                Err(error) if error.kind() == io::ErrorKind::ExecutableFileBusy => std::thread::yield_now(),
                run => return run,
            }
        }
    }

    fn output(&mut self) -> io::Result<String> {
        let mut bytes = vec![0; self.output.metadata()?.len().min(1 << 18) as usize];
        self.output.read_exact_at(&mut bytes, 0)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// An end that a loader may not have.
enum Alarm {
    Certain(String),
    /// The program may have brought it about within our code.
    Doubtful(String),
}

/// Is this end one that a loader may not have?
fn judge(run: &Run, output: &str, target: &Target, mode: Mode, tally: &mut Tally) -> Option<Alarm> {
    variants::count(output, &mut tally.variants);
    tally.resident = tally.resident.max(run.resident);
    if let Some(line) = output.lines().find(|line| line.contains("Inconsistency detected by rtld")) {
        return Some(Alarm::Doubtful(line.to_string()));
    }
    if run.resident > RESIDENT + RESIDENT_PER_BYTE * target.bytes.len() as u64 {
        return Some(Alarm::Certain(format!("{} MB resident", run.resident >> 20)));
    }
    match &run.end {
        End::Exited(code) => {
            *tally.exits.entry(*code).or_default() += 1;
            None
        }
        End::Signal { whose: Whose::Programs, place, number } => {
            *tally.programs_ends.entry(format!("signal {number}: {}", near(place))).or_default() += 1;
            None
        }
        // The kernel has mapped more than the file holds, and said nothing.
        End::Signal { number: SIGBUS, place, .. } if mode == Mode::Interpreted => {
            let place = place.split(' ').next().unwrap_or("");
            *tally
                .programs_ends
                .entry(format!("beyond the file, which the kernel mapped: {place}"))
                .or_default() += 1;
            None
        }
        End::Hang { whose: Whose::Programs, place } => {
            *tally.programs_ends.entry(format!("endless: {}", near(place))).or_default() += 1;
            None
        }
        End::Refused => {
            tally.refused += 1;
            None
        }
        End::Killed(_) if target.kind == Kind::Program => {
            tally.refused += 1;
            None
        }
        // By a signal that no memory and no limit of ours sends: somebody called kill(2).
        End::Killed(number) if *number != SIGKILL => {
            *tally.programs_ends.entry(format!("killed by signal {number}")).or_default() += 1;
            None
        }
        signal @ End::Signal { .. } => Some(Alarm::Doubtful(format!("{signal:?}"))),
        other => Some(Alarm::Certain(format!("{other:?}"))),
    }
}

/// A place without the address that is different in every run.
fn near(place: &str) -> &str {
    if place.starts_with("0x") { "nowhere" } else { place }
}
