//! Limits: the kernel says no to everything from some point on (setrlimit(2)), and files change while they are opened.
//!
//! In: scenes, a loader. Out: what is wrong, a line each. Must not: blame the loader for what the program makes of little
//! memory: only for signals in its own code, for hangs, and for ends without a word.

use super::scenes::Scene;
use super::tracer::{self, End, Plan, Run};
use std::fs;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// A resource and the limits to set.
struct Limit {
    name: &'static str,
    resource: u32,
    values: fn() -> Vec<u64>,
}

const LIMITS: [Limit; 4] = [
    Limit {
        name: "RLIMIT_AS",
        resource: libc::RLIMIT_AS,
        // From what no kernel can start a program with, to more than enough.
        values: || (0..120).map(|step| (256 << 10) + step * (100 << 10)).collect(),
    },
    Limit { name: "RLIMIT_NOFILE", resource: libc::RLIMIT_NOFILE, values: || (0..8).collect() },
    Limit {
        name: "RLIMIT_DATA",
        resource: libc::RLIMIT_DATA,
        values: || (0..24).map(|step| step * (40 << 10)).collect(),
    },
    Limit {
        name: "RLIMIT_STACK",
        resource: libc::RLIMIT_STACK,
        values: || (2..12).map(|step| step * (16 << 10)).collect(),
    },
];

/// Every limit for one scene.
pub fn all(scene: &Scene, loader: &Path) -> io::Result<Vec<String>> {
    let mut wrong = Vec::new();
    for limit in &LIMITS {
        for value in (limit.values)() {
            let mut command = scene.command();
            restrict(&mut command, limit.resource, value);
            let run = match tracer::run(&mut command, loader, scene.window, &Plan::Watch) {
                Ok(run) => run,
                // Not even the kernel could: there is no process.
                Err(_) => continue,
            };
            if let Some(what) = judge(&run, loader) {
                wrong.push(format!("{}, {} {value}: {what}", scene.name, limit.name));
            }
        }
    }
    Ok(wrong)
}

fn restrict(command: &mut Command, resource: u32, value: u64) {
    // SAFETY: setrlimit is async-signal-safe on Linux (a system call and nothing else).
    unsafe {
        command.pre_exec(move || {
            let limit = libc::rlimit { rlim_cur: value, rlim_max: value };
            match libc::setrlimit(resource, &raw const limit) {
                0 => Ok(()),
                _ => Err(io::Error::last_os_error()),
            }
        });
    }
}

fn judge(run: &Run, loader: &Path) -> Option<String> {
    let name = loader.file_name().unwrap_or_default().to_string_lossy();
    let story = format!("{:?}: {}{}", run.end, run.stdout, run.stderr);
    match &run.end {
        End::Hang(_) => Some(story),
        // The kernel could not even map the program: nobody's instruction was executed.
        End::Signal(_, place) if place == "killed" => None,
        End::Signal(_, place) if place.starts_with(&*name) => Some(story),
        End::Exited(127) if run.stderr.is_empty() => Some(story),
        _ => run.stderr.contains("Inconsistency detected").then_some(story),
    }
}

/// The library is cut to a few lengths just before each call that comes before its size is known: an error, not a signal.
/// Later is out of any loader's reach.
pub fn cuts(scene: &Scene, library: &Path, loader: &Path) -> io::Result<Vec<String>> {
    let bytes = fs::read(library)?;
    let clean = tracer::run(&mut scene.command(), loader, scene.window, &Plan::Watch)?;
    let asks = |call: &super::calls::Call| {
        call.number == libc::SYS_newfstatat && Path::new(&call.about).file_name() == library.file_name()
    };
    let known = clean.calls.iter().position(asks);
    let mut wrong = Vec::new();
    for number in 0..=known.unwrap_or(0) {
        for length in [0, 60, 500, 5000, bytes.len() - 4096] {
            let cut = || {
                // Written anew by the next round: who maps it now keeps this one.
                let _ = fs::File::options().write(true).open(library).and_then(|f| f.set_len(length as u64));
            };
            let plan = Plan::Before(number, &cut);
            let run = tracer::run(&mut scene.command(), loader, scene.window, &plan);
            fs::write(library, &bytes)?;
            let run = run?;
            if matches!(run.end, End::Signal(..) | End::Hang(_)) || !run.stdout.contains("failed: ") {
                wrong.push(format!("cut to {length} before call {number}: {:?} {}", run.end, run.stdout));
            }
        }
    }
    Ok(wrong)
}
