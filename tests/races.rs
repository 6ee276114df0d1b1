//! Races, a bounded run: lazy binding, dlopen, dlclose, dl_iterate_phdr, exceptions, thread exit, fork and signals at once.
//!
//! In: the loader of this package. Out: two tests, one of them under gcc's thread sanitizer. The long run is
//! `cargo xtask race`.

#[path = "races/mod.rs"]
mod races;

use races::{Race, Watched};
use std::path::Path;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(300);

fn race(watched: Watched, operations: u64, forks: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let loader = std::fs::canonicalize(env!("CARGO_BIN_EXE_rtld")).expect("the loader");
    let loader: &Path = &loader;
    let race = Race::build(folder.path(), loader, watched).expect("building");
    if let Err(said) = race.run(operations, forks, LIMIT) {
        panic!("{said}");
    }
}

#[test]
fn everything_at_once() {
    race(Watched::No, 100_000, 300);
}

#[test]
fn nothing_for_the_thread_sanitizer() {
    race(Watched::ByTsan, 10_000, 0);
}
