//! `cargo xtask race`: the long run of the race test.
//!
//! In: how many operations and forks, a loader. Out: what was done and how long it took, in rounds of a bounded size. Fails
//! at the first wrong result. Must not: leave its folder behind.

#[path = "../../tests/races/mod.rs"]
mod races;

use super::loader;
use clap::{Arg, ArgMatches};
use races::{Race, Watched};
use std::path::Path;
use std::time::{Duration, Instant};

/// Operations of one round; each round is a new process.
const ROUND: u64 = 1_000_000;
const LIMIT: Duration = Duration::from_secs(3600);

pub fn arguments() -> Vec<Arg> {
    let number = || clap::value_parser!(u64);
    let count = |name, count, help| {
        Arg::new(name).long(name).value_name("N").default_value(count).value_parser(number()).help(help)
    };
    vec![
        count("operations", "10000000", "of eight threads together"),
        count("forks", "10000", "whose children dlopen"),
        Arg::new("tsan").long("tsan").num_args(0).help("under gcc's thread sanitizer"),
        loader::argument(),
    ]
}

pub fn run(root: &Path, arguments: &ArgMatches) -> Result<(), String> {
    let number = |name| *arguments.get_one::<u64>(name).expect("it has a default");
    let loader = loader::given(root, arguments)?;
    let loader = loader.canonicalize().map_err(|e| format!("{}: {e}", loader.display()))?;
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let watched = if arguments.get_flag("tsan") { Watched::ByTsan } else { Watched::No };
    let race = Race::build(folder.path(), &loader, watched)?;
    rounds(&race, number("operations"), number("forks"))
}

fn rounds(race: &Race, operations: u64, forks: u64) -> Result<(), String> {
    let begun = Instant::now();
    let rounds = operations.div_ceil(ROUND).max(1);
    for round in 0..rounds {
        let said = race.run(operations / rounds, forks / rounds, LIMIT)?;
        println!("round {} of {rounds}, {:.0} s: {said}", round + 1, begun.elapsed().as_secs_f64());
    }
    Ok(())
}
