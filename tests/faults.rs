//! Faults, a bounded run: whatever system call fails at start-up, in a dlopen or in a dlclose, the loader says so or goes
//! on; it never dies by a signal, and a dlopen that failed leaves nothing behind.
//!
//! In: the loader of this package. Out: one test. All calls meet some of their faults; `cargo xtask faults` runs the rest
//! and prints the table.

#[path = "faults/mod.rs"]
mod faults;

use faults::loader::Loader;
use faults::{campaign, scenes};
use std::path::Path;

/// Of a call's faults, every third, beginning elsewhere for each call.
const STEP: usize = 3;

#[test]
fn every_system_call_may_fail() {
    let folder = tempfile::tempdir().expect("a folder");
    let loader = Loader::install(Path::new(env!("CARGO_BIN_EXE_rtld"))).expect("the loader");
    let mut wrong = Vec::new();
    let mut count = 0;
    for scene in scenes::all(folder.path(), &loader).expect("the scenes") {
        let rows = campaign::scene(&scene, &loader.path, |call, fault| (call + fault) % STEP == 0);
        for row in rows.expect("running") {
            count += 1;
            wrong.extend(row.outcome.is_err().then(|| row.to_string()));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} faults end badly:\n{}", wrong.len(), wrong.join("\n"));
}
