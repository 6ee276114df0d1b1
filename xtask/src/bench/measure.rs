//! Time, faults and memory of one run.
//!
//! In: a run. Out: what the kernel says of it. Must not: judge.

use super::count::Run;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// One run: microseconds, and page faults without I/O.
#[derive(Clone, Copy)]
pub struct Sample {
    pub wall: f64,
    pub cpu: f64,
    pub faults: u64,
}

/// All runs of one loader on one workload. Microseconds, kB.
#[derive(Default)]
pub struct Numbers {
    pub wall_min: f64,
    pub wall_median: f64,
    pub cpu_min: f64,
    pub cpu_median: f64,
    pub faults: u64,
    pub instructions: Option<u64>,
    pub system_calls: Option<u64>,
    /// Private dirty memory of the process at the end of relocation, its stack and the objects' own data left out.
    pub dirty: Option<u64>,
}

impl Numbers {
    pub fn of(samples: &[Sample]) -> Numbers {
        let sorted = |of: fn(&Sample) -> f64| {
            let mut all: Vec<f64> = samples.iter().map(of).collect();
            all.sort_by(f64::total_cmp);
            (all.first().copied().unwrap_or(f64::NAN), all.get(all.len() / 2).copied().unwrap_or(f64::NAN))
        };
        let ((wall_min, wall_median), (cpu_min, cpu_median)) = (sorted(|s| s.wall), sorted(|s| s.cpu));
        let faults = samples.iter().map(|s| s.faults).min().unwrap_or(0);
        Numbers { wall_min, wall_median, cpu_min, cpu_median, faults, ..Numbers::default() }
    }
}

/// `struct rusage` of 64-bit Linux (getrusage(2)).
#[repr(C)]
#[derive(Default)]
struct Usage {
    user: [i64; 2],
    system: [i64; 2],
    /// ru_minflt is the fifth.
    rest: [i64; 14],
}

unsafe extern "C" {
    fn wait4(pid: i32, status: *mut i32, options: i32, usage: *mut Usage) -> i32;
}

/// Runs it; `None` if it did not end by itself.
pub fn once(run: &Run) -> Option<Sample> {
    let start = Instant::now();
    let mut command = run.command();
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
    let (mut status, mut usage) = (0, Usage::default());
    // SAFETY: our own child, which nobody else waits for; the kernel writes one status and one usage.
    let waited = unsafe { wait4(child.id() as i32, &raw mut status, 0, &raw mut usage) };
    let wall = start.elapsed().as_secs_f64() * 1e6;
    let time = |t: [i64; 2]| (t[0] * 1_000_000 + t[1]) as f64;
    let ended = waited == child.id() as i32 && status & 0x7f == 0;
    ended.then(|| Sample { wall, cpu: time(usage.user) + time(usage.system), faults: usage.rest[4] as u64 })
}

/// Private dirty kB of a program that stops itself: the loader's own pages and what belongs to no file.
pub fn dirty(run: &Run) -> Option<u64> {
    let mut command = run.command();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
    let folder = format!("/proc/{}", child.id());
    let deadline = Instant::now() + Duration::from_secs(20);
    let stopped =
        || std::fs::read_to_string(format!("{folder}/status")).is_ok_and(|s| s.contains("State:\tT"));
    while !stopped() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(2));
    }
    let maps = std::fs::read_to_string(format!("{folder}/smaps")).ok();
    let _ = child.kill();
    let _ = child.wait();
    let loader = std::fs::canonicalize(&run.loader).ok()?;
    let (mut counts, mut sum) = (false, 0);
    for line in maps?.lines() {
        let mut words = line.split_whitespace();
        let first = words.next()?;
        if first.contains('-') && !first.ends_with(':') {
            let name = words.nth(4).unwrap_or("");
            counts = name.is_empty() || name == loader.to_str()?;
        } else if counts && first == "Private_Dirty:" {
            sum += words.next()?.parse::<u64>().ok()?;
        }
    }
    Some(sum)
}
