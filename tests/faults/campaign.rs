//! Every call of a scene with every fault that fits it, each in a run of its own.
//!
//! In: scenes, a loader. Out: a row per fault. Must not: print.

use super::calls::{Call, Fault};
use super::scenes::{Outcome, Scene};
use super::tracer::{self, Plan, Run, Target};
use std::io;
use std::path::Path;

/// One fault and what came of it; `Err` says what is wrong about that.
pub struct Row {
    pub scene: &'static str,
    pub number: usize,
    pub call: Call,
    pub fault: Fault,
    pub outcome: Result<Outcome, String>,
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Row { scene, number, call, fault, outcome } = self;
        let name = call.name();
        write!(f, "{scene}, call {number}, {name} {}: {fault}: ", call.about)?;
        match outcome {
            Ok(Outcome::Continued) => write!(f, "continued"),
            Ok(Outcome::Refused(text)) => write!(f, "{text}"),
            Err(wrong) => write!(f, "WRONG: {wrong}"),
        }
    }
}

/// The rows of one scene; of the faults of a call, those that `choose` takes (its arguments: the call's number, the
/// fault's).
pub fn scene(scene: &Scene, loader: &Path, choose: impl Fn(usize, usize) -> bool) -> io::Result<Vec<Row>> {
    let clean = tracer::run(&mut scene.command(), loader, scene.window, &Plan::Watch)?;
    let judged = scene.judge(&clean);
    if judged != Ok(Outcome::Continued) || clean.calls.is_empty() {
        return Err(io::Error::other(format!("{}: {judged:?} without any fault", scene.name)));
    }
    let mut rows = Vec::new();
    for (number, call) in clean.calls.iter().enumerate() {
        let Some(target) = Target::last(&clean.calls[..=number]) else { continue };
        for (index, &fault) in call.faults().iter().enumerate() {
            if !choose(number, index) {
                continue;
            }
            let outcome = match meet(scene, loader, &target, fault)? {
                Some(run) => scene.judge(&run),
                None => Err(format!("not called again in {TRIES} runs")),
            };
            rows.push(Row { scene: scene.name, number, call: call.clone(), fault, outcome });
        }
    }
    Ok(rows)
}

/// A call that chance leaves out in one run is there in the next.
const TRIES: usize = 10;

/// The run in which this call met this fault.
fn meet(scene: &Scene, loader: &Path, target: &Target, fault: Fault) -> io::Result<Option<Run>> {
    for _ in 0..TRIES {
        let mut command = scene.command();
        if target.call.number == libc::SYS_munmap {
            command.env("FAULT_LEAKS", "1");
        }
        let run = tracer::run(&mut command, loader, scene.window, &Plan::Meet(target, fault))?;
        if run.met {
            return Ok(Some(run));
        }
    }
    Ok(None)
}
