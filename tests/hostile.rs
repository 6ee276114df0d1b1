//! Hostile files, a bounded run: no mutation of a library may make the loader die by a signal, hang or panic.
//!
//! In: the loader of this package. Out: one test per target. The long run is `cargo xtask mutate`.

#[path = "hostile/mod.rs"]
mod hostile;

use hostile::campaign::{Bench, MODES, Tally};
use hostile::targets;
use std::path::Path;

/// Mutations per target; a run takes about a millisecond, and each mutation has three.
const MUTATIONS: u64 = 150;
const SEED: u64 = 1;

#[test]
fn no_mutation_harms_the_loader() {
    let folder = tempfile::tempdir().expect("a folder");
    let loader = std::fs::canonicalize(env!("CARGO_BIN_EXE_rtld")).expect("the loader");
    let loader: &Path = &loader;
    let opener = targets::opener(folder.path()).expect("opener");
    let mut tally = Tally::default();
    for target in targets::all(folder.path()).expect("targets") {
        let bench = Bench::new(loader, &opener, &target, folder.path().join(format!("m-{}", target.name)));
        let mut bench = bench.expect("a bench");
        let mut one = Tally::default();
        bench.run(SEED, 0..MUTATIONS, &MODES, &mut one).expect("running");
        let pages = (0..target.bytes.len()).step_by(4096);
        let step = pages.len() / 16 + 1;
        bench.cuts(pages.step_by(step), &MODES, &mut one).expect("running");
        tally.add(one);
    }
    for finding in &tally.findings {
        eprintln!("{finding}");
    }
    assert!(tally.findings.is_empty(), "{} findings in {} runs", tally.findings.len(), tally.runs);
}
