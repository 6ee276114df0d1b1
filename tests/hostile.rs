//! Hostile files, a bounded run: no mutation of a file may make the loader die by a signal, hang, panic, or take memory
//! without bound.
//!
//! In: the loader of this package. Out: one test for the files built here, in all modes, and a sample of the
//! distribution's. The long run is `cargo xtask mutate`.

#[path = "hostile/mod.rs"]
mod hostile;

use hostile::campaign::{Bench, Tally};
use hostile::modes::Stage;
use hostile::targets;
use std::path::Path;

/// Mutations per target; a run takes about a millisecond.
const MUTATIONS: u64 = 200;
const CUTS: usize = 16;
const SEED: u64 = 1;

#[test]
fn no_mutation_harms_the_loader() {
    let folder = tempfile::tempdir().expect("a folder");
    let loader =
        targets::copy_of_loader(folder.path(), Path::new(env!("CARGO_BIN_EXE_rtld"))).expect("a copy");
    let opener = targets::opener(folder.path()).expect("opener");
    let trivial = targets::trivial(folder.path()).expect("trivial");
    let stage = Stage { loader: &loader, opener: &opener, trivial: &trivial };
    let mut tally = Tally::default();
    for target in targets::all(folder.path(), &loader).expect("targets") {
        let bench = Bench::new(&stage, &target, folder.path().join(format!("m-{}", target.name)));
        let mut bench = bench.expect("a bench");
        bench.run(SEED, 0..MUTATIONS, &[], &mut tally).expect("running");
        let pages = (0..target.bytes.len()).step_by(4096);
        let step = pages.len() / CUTS + 1;
        bench.cuts(pages.step_by(step), &mut tally).expect("running");
    }
    for finding in &tally.findings {
        eprintln!("{finding}");
    }
    assert!(tally.findings.is_empty(), "{} findings in {} runs", tally.findings.len(), tally.runs);
}
