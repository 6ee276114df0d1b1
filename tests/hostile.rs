//! Hostile files, a bounded run: no mutation of a file may make the loader die by a signal, hang, panic, or take memory
//! without bound.
//!
//! In: the loader of this package. Out: one test for the files built here and a sample of the distribution's, and one for all
//! that was ever found. The long run is `cargo xtask mutate`.

#[path = "hostile/mod.rs"]
mod hostile;
#[path = "hostile/large.rs"]
mod large;

use hostile::campaign::{Bench, Tally};
use hostile::child::{End, Launcher, Limits};
use hostile::found;
use hostile::loader::Loader;
use hostile::modes::Stage;
use hostile::place::Whose;
use hostile::targets;
use hostile::variants::{self, Cause};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Mutations per target; a run takes about a millisecond.
const MUTATIONS: u64 = 150;
const CUTS: usize = 12;
const SEED: u64 = 1;
/// Of the errors that a file can cause, so many are produced at least.
const KINDS: usize = 40;

/// Everything that runs need.
struct Set {
    folder: tempfile::TempDir,
    loader: Loader,
    launcher: PathBuf,
    opener: PathBuf,
    trivial: PathBuf,
}

impl Set {
    fn new() -> Set {
        let folder = tempfile::tempdir().expect("a folder");
        let loader = Loader::copy(folder.path(), Path::new(env!("CARGO_BIN_EXE_rtld"))).expect("a copy");
        let launcher = targets::launcher(folder.path()).expect("launcher");
        let opener = targets::opener(folder.path()).expect("opener");
        let trivial = targets::trivial(folder.path()).expect("trivial");
        Set { folder, loader, launcher, opener, trivial }
    }

    fn stage(&self) -> Stage<'_> {
        let Set { loader, launcher, opener, trivial, .. } = self;
        Stage { launcher, loader, opener, trivial }
    }
}

fn assert_harmless(tally: &Tally) {
    for finding in &tally.findings {
        eprintln!("{finding}");
    }
    assert!(tally.findings.is_empty(), "{} findings in {} runs", tally.findings.len(), tally.runs);
}

#[test]
fn no_mutation_harms_the_loader() {
    let set = Set::new();
    let (stage, folder) = (set.stage(), set.folder.path());
    let mut tally = Tally::default();
    for target in targets::all(folder, &set.loader.path).expect("targets") {
        let bench = Bench::new(&stage, &target, folder.join(format!("m-{}", target.name)));
        let (mut bench, mut one) = (bench.expect("a bench"), Tally::default());
        bench.run(SEED, 0..MUTATIONS, &[], &mut one).expect("running");
        let pages = (0..target.bytes.len()).step_by(4096);
        let step = pages.len() / CUTS + 1;
        bench.cuts(pages.step_by(step), &mut one).expect("running");
        tally.add(one);
    }
    assert_harmless(&tally);
    // Mutations that the loader takes no notice of would prove nothing.
    let produced =
        |kind: &&variants::Kind| kind.cause == Cause::File && tally.variants.contains_key(kind.name);
    let kinds = variants::all().iter().filter(produced).count();
    assert!(kinds >= KINDS, "only {kinds} kinds of errors");
}

#[test]
fn what_was_found_is_harmless_now() {
    let set = Set::new();
    let (stage, folder) = (set.stage(), set.folder.path());
    let mut tally = Tally::default();
    let targets = targets::own(folder, &set.loader.path).expect("targets");
    let wrong = found::run(&stage, &targets, folder, &mut tally).expect("running");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_harmless(&tally);
}

#[test]
fn whose_doing_it_was() {
    let set = Set::new();
    let astray = targets::astray(set.folder.path()).expect("astray");
    let limits = Limits { seconds: 10, memory: 4 << 30 };
    let launcher = Launcher::new(&set.launcher, &set.folder.path().join("output"), limits, None);
    let mut launcher = launcher.expect("a launcher");
    let mut follow = |way: &str| {
        let mut command = Command::new(&set.loader.path);
        let (run, trail) = launcher.follow(command.arg(&astray).arg(way), &set.loader).expect("following");
        let End::Signal { whose, place, .. } = run.end else { panic!("{way}: {:?}", run.end) };
        assert!(place.starts_with("l+"), "{way}: {place}");
        (whose, place, trail.programs_doing())
    };
    for (way, programs) in [("jump", true), ("call", false)] {
        let (_, place, doing) = follow(way);
        assert_eq!(doing.is_some(), programs, "{way}: {place}: {doing:?}");
    }
    let (whose, place, _) = follow("stack");
    assert_eq!(whose, Whose::Programs, "{place}");
}

/// Two seconds of processor time are far more than what grows with the file takes, and far less than its square.
#[test]
fn cost_grows_with_the_file() {
    let set = Set::new();
    let folder = set.folder.path();
    let limits = Limits { seconds: 2, memory: 4 << 30 };
    let launcher = Launcher::new(&set.launcher, &folder.join("output"), limits, None);
    let mut launcher = launcher.expect("a launcher");
    std::fs::write(folder.join("liblarge.so"), large::defines(100_000)).expect("a library");
    let cases = [
        ("notes", large::notes(), ""),
        ("segments", large::segments(), ""),
        ("versions", large::needs(100_000), "version `V2' not found"),
        ("announced versions", large::announces(60_000), ""),
        ("a long search path", large::runpath(50_000), "libnowhere.so: cannot open"),
    ];
    for (name, bytes, says) in cases {
        let path = folder.join("large.so");
        std::fs::write(&path, bytes).expect("a library");
        let output = std::fs::File::options().write(true).open(folder.join("output")).expect("the output");
        output.set_len(0).expect("the output");
        let mut command = Command::new(&set.loader.path);
        command.arg("--library-path").arg(folder).arg("--preload").arg(&path);
        let run = launcher.run(command.arg(&set.trivial), &set.loader).expect("running");
        assert!(run.resident < 192 << 20, "{name}: {} MB", run.resident >> 20);
        assert!(matches!(run.end, End::Exited(_)), "{name}: {:?}", run.end);
        let said = std::fs::read(folder.join("output")).expect("the output");
        let said = String::from_utf8_lossy(&said);
        assert!(said.contains(says), "{name}: {said}");
    }
}
