//! Faults, a bounded run: whatever system call fails at start-up, in a dlopen or in a dlclose, the loader says so or goes
//! on; it never dies by a signal, and a dlopen that failed leaves nothing behind.
//!
//! In: the loader of this package. Out: tests. All calls meet some of their faults; `cargo xtask faults` runs the rest
//! and prints the table.

#[path = "faults/mod.rs"]
mod faults;

use faults::loader::Loader;
use faults::scenes::Scene;
use faults::tracer::{self, Plan};
use faults::{campaign, limits, scenes};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Of a call's faults, every third, beginning elsewhere for each call.
const STEP: usize = 3;

/// One test at a time: a program that one of them has just written is busy while any child that inherited the
/// descriptor lives.
static TURN: Mutex<()> = Mutex::new(());

struct Place {
    _turn: MutexGuard<'static, ()>,
    folder: tempfile::TempDir,
    loader: Loader,
    scenes: Vec<Scene>,
}

fn place() -> Place {
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = tempfile::tempdir().expect("a folder");
    let loader = Loader::install(Path::new(env!("CARGO_BIN_EXE_rtld"))).expect("the loader");
    let scenes = scenes::all(folder.path(), &loader).expect("the scenes");
    Place { _turn: turn, folder, loader, scenes }
}

#[test]
fn every_system_call_may_fail() {
    let place = place();
    let mut wrong = Vec::new();
    let mut count = 0;
    for scene in &place.scenes {
        let rows = campaign::scene(scene, &place.loader.path, |call, fault| (call + fault) % STEP == 0);
        for row in rows.expect("running") {
            count += 1;
            wrong.extend(row.outcome.is_err().then(|| row.to_string()));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} faults end badly:\n{}", wrong.len(), wrong.join("\n"));
}

/// Which is not there everywhere, and takes its time.
#[test]
fn a_start_asks_proc_nothing() {
    let place = place();
    for scene in place.scenes.iter().filter(|scene| scene.name.starts_with("start-up")) {
        let run = tracer::run(&mut scene.command(), &place.loader.path, scene.window, &Plan::Watch);
        let calls = run.expect("running").calls;
        let asked: Vec<_> = calls.iter().filter(|call| call.about.starts_with("/proc/")).collect();
        assert!(calls.len() > 20 && asked.is_empty(), "{}: {asked:?}", scene.name);
    }
}

#[test]
fn limits_are_met_with_words() {
    let place = place();
    let mut wrong = Vec::new();
    for scene in place.scenes.iter().filter(|scene| scene.name.starts_with("dlopen, the first")) {
        wrong.extend(limits::all(scene, &place.loader.path).expect("running"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_library_cut_while_it_is_opened() {
    let place = place();
    let library = place.folder.path().join("libplain.so");
    let scene = place.scenes.iter().find(|scene| scene.name == "dlopen, the first").expect("the scene");
    let wrong = limits::cuts(scene, &library, &place.loader.path).expect("running");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn out_of_memory_in_dlopen() {
    let place = place();
    let mut command = scenes::short_of_memory(place.folder.path(), &place.loader).expect("the program");
    let output = command.output().expect("running");
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && said == "ok: notes refused, mappings refused\n",
        "{said}{}",
        output.status
    );
}
