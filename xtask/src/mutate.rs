//! `cargo xtask mutate`: the long run of the whole-loader mutation test.
//!
//! In: how many mutations per target, a seed, a loader. Out: findings as they come, then what became of all runs. Fails if
//! there is a finding. Must not: leave its folder behind.

#[path = "../../tests/hostile/mod.rs"]
mod hostile;

use clap::{Arg, ArgMatches};
use hostile::campaign::{Bench, MODES, Mode, Tally};
use hostile::targets::{self, Target};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// Mutations a worker takes at a time.
const BATCH: u64 = 100;

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
        Arg::new("mode").long("mode").value_name("MODE").help("list, needed or opened"),
        Arg::new("cuts").long("cuts").num_args(0).help("truncations at every page and 1,000 offsets instead"),
        Arg::new("loader").long("loader").value_name("FILE").default_value("target/release/rtld"),
    ]
}

/// What to do.
struct Order {
    loader: PathBuf,
    opener: PathBuf,
    folder: PathBuf,
    seed: u64,
    numbers: std::ops::Range<u64>,
    modes: Vec<Mode>,
    cuts: bool,
}

pub fn run(root: &Path, arguments: &ArgMatches) -> Result<(), String> {
    let number = |name| *arguments.get_one::<u64>(name).expect("it has a default");
    let loader = root.join(arguments.get_one::<String>("loader").expect("it has a default"));
    let loader = loader.canonicalize().map_err(|e| format!("{}: {e}", loader.display()))?;
    let folder = std::env::temp_dir().join(format!("rtld-mutate-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let opener = targets::opener(&folder).map_err(|e| e.to_string())?;
    let mut targets = targets::all(&folder).map_err(|e| e.to_string())?;
    if let Some(name) = arguments.get_one::<String>("target") {
        targets.retain(|target| target.name == name);
    }
    let modes = match arguments.get_one::<String>("mode").map(String::as_str) {
        Some(name) => MODES.into_iter().filter(|m| format!("{m:?}").eq_ignore_ascii_case(name)).collect(),
        None => MODES.to_vec(),
    };
    let numbers = number("start")..number("start") + number("count");
    let order = Order {
        loader,
        opener,
        folder,
        seed: number("seed"),
        numbers,
        modes,
        cuts: arguments.get_flag("cuts"),
    };
    let began = std::time::Instant::now();
    let tally = work(&order, &targets, number("jobs"));
    let _ = std::fs::remove_dir_all(&order.folder);
    let tally = tally?;
    report(&tally, began.elapsed().as_secs_f64(), order.seed);
    if tally.findings.is_empty() { Ok(()) } else { Err(format!("{} findings", tally.findings.len())) }
}

/// All targets, the batches shared among the workers.
fn work(order: &Order, targets: &[Target], jobs: u64) -> Result<Tally, String> {
    let total = Mutex::new(Tally::default());
    for target in targets {
        let next = AtomicU64::new(order.numbers.start);
        let done = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..jobs)
                .map(|job| {
                    scope.spawn({
                        let (next, total) = (&next, &total);
                        move || worker(order, target, job, jobs, next, total)
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
    target: &Target,
    job: u64,
    jobs: u64,
    next: &AtomicU64,
    total: &Mutex<Tally>,
) -> std::io::Result<()> {
    let folder = order.folder.join(format!("{}-{job}", target.name));
    let mut bench = Bench::new(&order.loader, &order.opener, target, folder)?;
    let hand_in = |tally: Tally| {
        tally.findings.iter().for_each(|finding| println!("{finding}"));
        total.lock().expect("no panic").add(tally);
    };
    if order.cuts {
        let mut tally = Tally::default();
        let size = target.bytes.len();
        let lengths = (0..size).step_by(4096).chain((0..1000).map(|i| i * size / 1000));
        bench.cuts(lengths.skip(job as usize).step_by(jobs as usize), &order.modes, &mut tally)?;
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

fn report(tally: &Tally, seconds: f64, seed: u64) {
    println!("seed {seed}: {} runs in {seconds:.0} s", tally.runs);
    println!("exit status: {:?}; signals in the program's own code: {}", tally.exits, tally.programs_signals);
    let mut messages: Vec<_> = tally.messages.iter().collect();
    messages.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    for (text, count) in messages.into_iter().take(80) {
        println!("{count:8} {text}");
    }
    println!("findings: {}", tally.findings.len());
}
