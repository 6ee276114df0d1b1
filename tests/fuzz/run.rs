//! The long run of the fuzz targets, guided by coverage.
//!
//! In: which target, how many executions, a seed, a folder for what is found. Out: a line per target: executions, rate, the
//! inputs that reached something new, the counters they reached. A panic, a signal or an endless execution ends the run and
//! leaves its input in the folder. Must not: need another compiler: `-Cpasses=sancov-module` puts a counter on every edge of
//! stable Rust's code, too (Clang's SanitizerCoverage, inline 8-bit counters). Without counters every input comes from a seed.

#[path = "targets/mod.rs"]
mod targets;

use std::ffi::c_int;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use std::time::Instant;
use targets::Target;
use targets::arena::Arena;
use targets::mutator;
use targets::random::Random;

/// How many inputs are kept; beyond, a new one takes a random one's place.
const CORPUS: usize = 4096;
/// An execution may take this long.
const SECONDS: u32 = 20;

unsafe extern "C" {
    fn signal(number: c_int, handler: extern "C" fn(c_int)) -> usize;
    fn alarm(seconds: u32) -> u32;
    fn write(fd: c_int, bytes: *const u8, len: usize) -> isize;
    fn _exit(code: c_int) -> !;
}

/// The counters of one module, as the compiler's constructor hands them over.
static COUNTERS: AtomicPtr<u8> = AtomicPtr::new(std::ptr::null_mut());
static COUNT: AtomicUsize = AtomicUsize::new(0);

/// # Safety
/// Called by compiled code before `main`.
#[unsafe(no_mangle)]
unsafe extern "C" fn __sanitizer_cov_8bit_counters_init(start: *mut u8, end: *mut u8) {
    COUNTERS.store(start, Ordering::Relaxed);
    COUNT.store(end as usize - start as usize, Ordering::Relaxed);
}

/// What is being executed: for the handlers.
static INPUT: AtomicPtr<u8> = AtomicPtr::new(std::ptr::null_mut());
static LENGTH: AtomicUsize = AtomicUsize::new(0);
static FOUND: AtomicUsize = AtomicUsize::new(0);

/// Leaves the input where it can be found.
fn save() {
    let (input, len) = (INPUT.load(Ordering::Relaxed), LENGTH.load(Ordering::Relaxed));
    // SAFETY: the arena's bytes; the descriptor of the file that `main` opened.
    unsafe { write(FOUND.load(Ordering::Relaxed) as c_int, input, len) };
}

extern "C" fn died(number: c_int) {
    save();
    let text = if number == SIGALRM { "an endless execution\n" } else { "a signal\n" };
    // SAFETY: plain system calls.
    unsafe {
        write(2, text.as_ptr(), text.len());
        _exit(3)
    }
}

const SIGALRM: c_int = 14;
/// SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV, SIGALRM.
const SIGNALS: [c_int; 6] = [4, 5, 7, 8, 11, SIGALRM];

/// Counters are looked at in chunks; a target reaches few of them.
const CHUNK: usize = 16;
/// After so many executions all are looked at, lest a new place be missed for ever.
const ALL: u64 = 64;

/// What was reached so far, a bit for each order of magnitude.
struct Coverage {
    seen: Vec<u8>,
    /// Chunks that were ever reached.
    active: Vec<usize>,
    is_active: Vec<bool>,
    executions: u64,
    reached: usize,
}

impl Coverage {
    fn new() -> Coverage {
        let count = COUNT.load(Ordering::Relaxed);
        let is_active = vec![false; count.div_ceil(CHUNK)];
        Coverage { seen: vec![0; count], active: Vec::new(), is_active, executions: 0, reached: 0 }
    }

    /// Did the execution reach anything new? Clears the counters.
    fn take(&mut self) -> bool {
        let start = COUNTERS.load(Ordering::Relaxed);
        if start.is_null() {
            return false;
        }
        // SAFETY: the counters of this program, which nothing else touches now.
        let counters = unsafe { std::slice::from_raw_parts_mut(start, self.seen.len()) };
        if self.executions.is_multiple_of(ALL) {
            for (number, chunk) in counters.chunks(CHUNK).enumerate() {
                if !self.is_active[number] && chunk.iter().any(|&count| count != 0) {
                    self.is_active[number] = true;
                    self.active.push(number);
                }
            }
        }
        self.executions += 1;
        let mut fresh = false;
        for &number in &self.active {
            let range = number * CHUNK..((number + 1) * CHUNK).min(self.seen.len());
            for (counter, seen) in counters[range.clone()].iter_mut().zip(&mut self.seen[range]) {
                let count = std::mem::take(counter);
                if count == 0 {
                    continue;
                }
                let bit = 1u8 << count.ilog2().min(7);
                if *seen & bit == 0 {
                    self.reached += usize::from(*seen == 0);
                    *seen |= bit;
                    fresh = true;
                }
            }
        }
        fresh
    }
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (mut only, mut executions, mut seed) = (None, 1_000_000u64, 1u64);
    let mut folder = PathBuf::from(".");
    while let (Some(name), Some(value)) = (arguments.next(), arguments.next()) {
        match name.as_str() {
            "--target" => only = Some(value),
            "--executions" => executions = value.parse().expect("a number"),
            "--seed" => seed = value.parse().expect("a number"),
            "--found" => folder = value.into(),
            _ => {
                eprintln!("unknown: {name}");
                return ExitCode::FAILURE;
            }
        }
    }
    std::panic::set_hook(Box::new(|panic| {
        save();
        eprintln!("{panic}");
    }));
    for number in SIGNALS {
        // SAFETY: a handler that makes system calls alone.
        unsafe { signal(number, died) };
    }
    let (began, mut total) = (Instant::now(), 0);
    for target in targets::ALL.iter().filter(|target| only.as_ref().is_none_or(|name| name == target.name)) {
        total += run(target, executions, seed, &folder);
    }
    println!("{total} executions in {:.0} s", began.elapsed().as_secs_f64());
    ExitCode::SUCCESS
}

/// One target.
fn run(target: &Target, executions: u64, seed: u64, folder: &Path) -> u64 {
    use std::os::fd::IntoRawFd;
    let place = folder.join(format!("found-{}", target.name));
    let file = std::fs::File::create(&place).expect("a file for what is found");
    FOUND.store(file.into_raw_fd() as usize, Ordering::Relaxed);
    let mut arena = Arena::new(target.limit);
    let mut coverage = Coverage::new();
    let mut corpus: Vec<Vec<u8>> = Vec::new();
    let mut execute = |input: &[u8]| {
        let input = arena.put(input);
        INPUT.store(input.as_mut_ptr(), Ordering::Relaxed);
        LENGTH.store(input.len(), Ordering::Relaxed);
        (target.run)(input);
    };
    for mut input in (target.seeds)().into_iter().chain([Vec::new()]) {
        input.truncate(target.limit);
        execute(&input);
        coverage.take();
        corpus.push(input);
    }
    let (began, mut random) = (Instant::now(), Random::new(seed));
    let mut input = Vec::new();
    for number in 0..executions {
        if number % 1024 == 0 {
            // SAFETY: a plain system call.
            unsafe { alarm(SECONDS) };
        }
        // The newest are the most promising.
        let newest = corpus.len().saturating_sub(16);
        let from = if random.below(2) == 0 { newest } else { 0 };
        input.clone_from(&corpus[from + random.below(corpus.len() - from)]);
        let other = random.below(corpus.len());
        mutator::mutate(&mut input, &corpus[other], target.words, target.limit, &mut random);
        execute(&input);
        if coverage.take() {
            match corpus.len() {
                CORPUS => corpus[random.below(CORPUS)].clone_from(&input),
                _ => corpus.push(input.clone()),
            }
        }
    }
    // SAFETY: as above.
    unsafe { alarm(0) };
    let _ = std::fs::remove_file(place);
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "{:16} {executions:10} executions {:8.0} /s {:5} inputs {:6} counters",
        target.name,
        executions as f64 / seconds,
        corpus.len(),
        coverage.reached
    );
    executions
}
