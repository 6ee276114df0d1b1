//! `cargo xtask mutate`: the long run of the whole-loader mutation test.
//!
//! In: how many mutations per target, a seed, a loader. Out: findings as they come, then what became of all runs and the
//! table of errors. Fails if there is a finding, or, in a run of a million or more, if an error that a file can cause was
//! produced less than a hundred times: then the mutations count for nothing. Must not: leave its folder behind.

#[path = "../../tests/hostile/mod.rs"]
mod hostile;

use super::loader;
use clap::{Arg, ArgMatches};
use hostile::campaign::{Bench, LOOK, Tally};
use hostile::found;
use hostile::loader::Loader;
use hostile::modes::{Mode, Stage};
use hostile::random::Random;
use hostile::targets::{self, Kind, Target};
use hostile::variants::{self, Cause};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// Mutations a worker takes at a time.
const BATCH: u64 = 500;
/// From how many runs on each error must have been produced, and how often.
const MANY: u64 = 1_000_000;
const OFTEN: u64 = 100;
/// Offsets at which `--cuts` cuts, besides every page.
const OFFSETS: usize = 1000;

pub fn arguments() -> Vec<Arg> {
    let number = || clap::value_parser!(u64);
    vec![
        Arg::new("count")
            .long("count")
            .value_name("N")
            .default_value("1000")
            .value_parser(number())
            .help("per target"),
        Arg::new("start").long("start").value_name("N").default_value("0").value_parser(number()),
        Arg::new("seed").long("seed").value_name("N").default_value("1").value_parser(number()),
        Arg::new("jobs").long("jobs").value_name("N").default_value("2").value_parser(number()),
        Arg::new("target").long("target").value_name("NAME").help("only this one"),
        Arg::new("mode")
            .long("mode")
            .value_name("MODE")
            .help("only this one: list, check, needed, opened, interpreted ..."),
        Arg::new("cuts").long("cuts").num_args(0).help("truncations at every page and 1,000 offsets instead"),
        loader::argument(),
    ]
}

/// What to do.
struct Order {
    folder: PathBuf,
    seed: u64,
    numbers: std::ops::Range<u64>,
    modes: Vec<Mode>,
    cuts: bool,
}

pub fn run(root: &Path, arguments: &ArgMatches) -> Result<(), String> {
    let number = |name| *arguments.get_one::<u64>(name).expect("it has a default");
    let loader = loader::given(root, arguments)?;
    let text = |e: std::io::Error| e.to_string();
    let temporary = tempfile::Builder::new().prefix("h").tempdir().map_err(text)?;
    let folder = temporary.path().to_path_buf();
    let loader = Loader::copy(&folder, &loader).map_err(|e| format!("{}: {e}", loader.display()))?;
    let (opener, trivial) =
        (targets::opener(&folder).map_err(text)?, targets::trivial(&folder).map_err(text)?);
    let launcher = targets::launcher(&folder).map_err(text)?;
    let stage = Stage { launcher: &launcher, loader: &loader, opener: &opener, trivial: &trivial };
    let mut targets = targets::all(&folder, &loader.path).map_err(text)?;
    if let Some(name) = arguments.get_one::<String>("target") {
        targets.retain(|target| target.name == name);
    }
    let modes = match arguments.get_one::<String>("mode") {
        Some(name) => {
            let all = [Kind::Library, Kind::Program, Kind::Cache].into_iter().flat_map(Mode::of).copied();
            all.filter(|m| format!("{m:?}").eq_ignore_ascii_case(name)).collect()
        }
        None => Vec::new(),
    };
    let numbers = number("start")..number("start") + number("count");
    let order = Order { folder, seed: number("seed"), numbers, modes, cuts: arguments.get_flag("cuts") };
    let began = std::time::Instant::now();
    let mut before = Tally::default();
    let wrong = found::run(&stage, &targets, &order.folder, &mut before).map_err(text)?;
    wrong.iter().for_each(|wrong| println!("{wrong}"));
    let mut tally = work(&order, &stage, &targets, number("jobs"))?;
    drop(temporary);
    tally.add(before);
    let rare = report(&tally, began.elapsed().as_secs_f64(), order.seed);
    match (tally.findings.len(), rare) {
        (0, rare) if tally.runs < MANY || rare == 0 => Ok(()),
        (0, rare) => Err(format!("{rare} kinds of errors were produced less than {OFTEN} times")),
        (findings, _) => Err(format!("{findings} findings")),
    }
}

/// All targets, the batches shared among the workers.
fn work(order: &Order, stage: &Stage, targets: &[Target], jobs: u64) -> Result<Tally, String> {
    let total = Mutex::new(Tally::default());
    for target in targets {
        let next = AtomicU64::new(order.numbers.start);
        let done = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..jobs)
                .map(|job| {
                    scope.spawn({
                        let (next, total) = (&next, &total);
                        move || worker(order, stage, target, job, jobs, next, total)
                    })
                })
                .collect();
            workers.into_iter().map(|w| w.join().expect("no panic")).collect::<std::io::Result<Vec<()>>>()
        });
        done.map_err(|e| e.to_string())?;
        eprintln!("{}: done, {} runs so far", target.name, total.lock().expect("no panic").runs);
    }
    Ok(total.into_inner().expect("no panic"))
}

fn worker(
    order: &Order,
    stage: &Stage,
    target: &Target,
    job: u64,
    jobs: u64,
    next: &AtomicU64,
    total: &Mutex<Tally>,
) -> std::io::Result<()> {
    // One below another: who is looked for next to it does not meet what another worker is just changing.
    let folder = order.folder.join(format!("{}-{job}/only", target.name));
    let mut bench = Bench::new(stage, target, folder)?;
    let hand_in = |tally: Tally| {
        tally.findings.iter().for_each(|finding| println!("{finding}"));
        total.lock().expect("no panic").add(tally);
    };
    if order.cuts {
        let mut tally = Tally::default();
        let size = target.bytes.len();
        let mut random = Random::new(order.seed);
        let offsets: Vec<usize> = (0..OFFSETS).map(|_| random.below(size)).collect();
        let lengths = (0..size).step_by(4096).chain(offsets);
        bench.cuts(lengths.skip(job as usize).step_by(jobs as usize), &mut tally)?;
        hand_in(tally);
        return Ok(());
    }
    loop {
        let first = next.fetch_add(BATCH, Ordering::Relaxed);
        if first >= order.numbers.end {
            return Ok(());
        }
        let mut tally = Tally::default();
        let numbers = first..order.numbers.end.min(first + BATCH);
        bench.run(order.seed, numbers, &order.modes, &mut tally)?;
        hand_in(tally);
    }
}

/// Prints everything; gives the number of rare errors.
fn report(tally: &Tally, seconds: f64, seed: u64) -> usize {
    println!("seed {seed}: {} runs in {seconds:.0} s, at most {} MB", tally.runs, tally.resident >> 20);
    println!("modes: {:?}", tally.modes);
    println!("exit status: {:?}; refused or ended by the kernel: {}", tally.exits, tally.refused);
    let signals: u64 = tally.programs_ends.values().sum();
    println!("ends in the program's or a library's own code: {signals}");
    let mut ends: Vec<_> = tally.programs_ends.iter().collect();
    ends.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let (looked_at, others): (Vec<_>, Vec<_>) =
        ends.into_iter().partition(|(place, _)| place.starts_with(LOOK));
    others.iter().take(25).chain(&looked_at).for_each(|(place, count)| println!("{count:9} {place}"));
    println!("errors:");
    let mut rare = 0;
    for kind in variants::all() {
        let count = tally.variants.get(kind.name).copied().unwrap_or(0);
        let short = count < OFTEN && kind.cause == Cause::File;
        rare += usize::from(short);
        let remark = match kind.cause {
            Cause::File if short => " RARE",
            Cause::File => "",
            Cause::Elsewhere => " (no file alone can cause it)",
        };
        println!("{count:9} {}{remark}", kind.name);
    }
    println!("findings: {}", tally.findings.len());
    rare
}
