//! Two locks: the load lock, which is the tenant's, and our own short one behind it.
//!
//! **The load lock** says who may load and unload. It is the tenant's recursive mutex, installed once libc is relocated
//! (until then there is one thread and no lock), and it is held while constructors run.
//!
//! **The state lock** is held, behind the load lock, only while the loader's own data is being read or changed, and is
//! let go around every call of foreign code (`Pause`), and while one of the tenant's other locks is waited for. Nobody but
//! `fork` ever waits for it: a child made while another thread is inside the loader would otherwise get its data half
//! changed, for ever, as that thread is not there. Mostly that is short. Where it is not, for the kernel does not answer an
//! open, say, the fork goes on without, and the child has what it has: as with glibc, which waits for nobody.
//!
//! In: the tenant's functions. Out: a `Guard`, proof of holding both. Must not: know whose lock it is.

mod fork;

pub use fork::{
    forget_foreign, hold_for_fork, hold_to_the_end, is_forking, is_whole_in_child, let_go_after_fork,
    let_go_in_child,
};

use crate::arch::native::cpu;
use crate::sys::proc;
use core::marker::PhantomData;
use core::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

/// Takes a lock word that may be somebody else's (glibc's low-level locks work the same way).
pub fn lock_word(word: &AtomicU32) {
    if word.compare_exchange(0, 1, Ordering::Acquire, Ordering::Relaxed).is_err() {
        while word.swap(2, Ordering::Acquire) != 0 {
            proc::futex_wait(word.as_ptr(), 2);
        }
    }
}

pub fn unlock_word(word: &AtomicU32) {
    if word.swap(0, Ordering::Release) == 2 {
        proc::futex_wake(word.as_ptr(), 1);
    }
}

#[cfg_attr(not(test), unsafe(link_section = ".data.rel.ro.sealed"))]
static ACQUIRE: AtomicUsize = AtomicUsize::new(0);
#[cfg_attr(not(test), unsafe(link_section = ".data.rel.ro.sealed"))]
static RELEASE: AtomicUsize = AtomicUsize::new(0);
#[cfg_attr(not(test), unsafe(link_section = ".data.rel.ro.sealed"))]
static THREAD_ID: AtomicUsize = AtomicUsize::new(0);

/// The state lock: 0 if nobody has it, else the thread pointer of who has it, and `AWAITED` if somebody sleeps on its lower half. One
/// word, so that a signal handler finds it either free, or its own thread's, or another's.
static STATE: AtomicUsize = AtomicUsize::new(0);
const AWAITED: usize = 1;
/// What the kernel calls who took it last.
static HOLDER_ID: AtomicU32 = AtomicU32::new(0);

/// Proof that the calling thread holds the load lock (or is the only thread there is).
pub struct Guard {
    release: usize,
    state: Hold,
    /// A lock is given back by the thread that took it.
    not_send: PhantomData<*mut ()>,
}

/// Uses these two from now on; and what the calling thread knows the kernel to call it.
pub fn install(acquire: fn(), release: fn(), thread_id: fn() -> u32) {
    THREAD_ID.store(thread_id as usize, Ordering::Release);
    RELEASE.store(release as usize, Ordering::Release);
    ACQUIRE.store(acquire as usize, Ordering::Release);
}

fn is_installed() -> bool {
    ACQUIRE.load(Ordering::Acquire) != 0
}

fn call(address: usize) {
    if address != 0 {
        // SAFETY: only `install` stores here, and it stores `fn()`s.
        let f: fn() = unsafe { core::mem::transmute::<usize, fn()>(address) };
        f();
    }
}

/// The kernel's name for the calling thread; 0 before there are others.
fn thread_id() -> u32 {
    let address = THREAD_ID.load(Ordering::Acquire);
    if address == 0 {
        return 0;
    }
    // SAFETY: only `install` stores here, and it stores a `fn() -> u32`.
    let ask: fn() -> u32 = unsafe { core::mem::transmute::<usize, fn() -> u32>(address) };
    ask()
}

/// Waits for the load lock.
pub fn enter() -> Guard {
    let acquire = ACQUIRE.load(Ordering::Acquire);
    if acquire == 0 {
        return Guard { release: 0, state: Hold::Before, not_send: PhantomData };
    }
    call(acquire);
    fork::give_way();
    let state = hold();
    Guard { release: RELEASE.load(Ordering::Acquire), state, not_send: PhantomData }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if self.release != 0 {
            if self.state == Hold::Now {
                let_go();
            }
            call(self.release);
        }
    }
}

/// Since when the calling thread has the state lock: who took it lets it go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Hold {
    Now,
    Before,
}

/// Takes the state lock.
fn hold() -> Hold {
    let me = cpu::thread_pointer();
    match STATE.compare_exchange(0, me, Ordering::Acquire, Ordering::Relaxed) {
        Ok(_) => {}
        Err(now) if now & !AWAITED == me => return Hold::Before,
        Err(_) => wait(me),
    }
    HOLDER_ID.store(thread_id(), Ordering::Relaxed);
    Hold::Now
}

/// How long a sleeper waits before it looks about.
const SLICE_NANOSECONDS: u64 = 20_000_000;
/// After so long in vain nobody waits for a fork any more: the fork may be waiting for a lock of libc's that the waiting
/// thread has. The child can do without what the fork has reserved for it.
const NANOSECONDS_FOR_FORK: u64 = 50 * SLICE_NANOSECONDS;

#[cold]
fn wait(me: usize) {
    let (mut fork, mut slept) = (0, 0);
    loop {
        let now = fork::FORK.load(Ordering::Relaxed);
        if now != fork {
            (fork, slept) = (now, 0);
        }
        if fork != 0 && slept >= NANOSECONDS_FOR_FORK && take_from(fork, me) {
            return;
        }
        match take_or_sleep(me) {
            Attempt::Taken => return,
            Attempt::Slept(time) => slept += time,
        }
    }
}

/// What came of an attempt to take the state lock.
enum Attempt {
    Taken,
    /// Nanoseconds. Whoever is woken may come too late.
    Slept(u64),
}

/// Takes the state lock if it is free; else sleeps for a slice, or until it may be.
fn take_or_sleep(me: usize) -> Attempt {
    let now = STATE.load(Ordering::Relaxed);
    if now == 0 {
        return match STATE.compare_exchange(0, me | AWAITED, Ordering::Acquire, Ordering::Relaxed) {
            Ok(_) => Attempt::Taken,
            Err(_) => Attempt::Slept(0),
        };
    }
    let awaited = now | AWAITED;
    if now == awaited || STATE.compare_exchange(now, awaited, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
        // The lower half: whatever it says with this bit set, who lets go wakes.
        let left = proc::futex_wait_for(STATE.as_ptr().cast(), awaited as u32, SLICE_NANOSECONDS);
        return Attempt::Slept(SLICE_NANOSECONDS - left);
    }
    Attempt::Slept(0)
}

/// Takes the state lock from a thread that forks.
fn take_from(fork: usize, me: usize) -> bool {
    let now = STATE.load(Ordering::Relaxed);
    now & !AWAITED == fork
        && STATE.compare_exchange(now, me | AWAITED, Ordering::Acquire, Ordering::Relaxed).is_ok()
}

/// Lets the state lock go unless somebody has taken it from us.
fn let_go_of_rest(me: usize) {
    let mut now = STATE.load(Ordering::Relaxed);
    while now & !AWAITED == me {
        match STATE.compare_exchange(now, 0, Ordering::Release, Ordering::Relaxed) {
            Ok(_) if now & AWAITED != 0 => return proc::futex_wake(STATE.as_ptr().cast(), 1),
            Ok(_) => return,
            Err(other) => now = other,
        }
    }
}

fn let_go() {
    if STATE.swap(0, Ordering::Release) & AWAITED != 0 {
        proc::futex_wake(STATE.as_ptr().cast(), 1);
    }
}

/// Who has the state lock.
fn holder() -> usize {
    STATE.load(Ordering::Relaxed) & !AWAITED
}

/// How many frames of foreign code run under the load lock just now, all of one thread, and which.
static FOREIGN: AtomicU32 = AtomicU32::new(0);
static FOREIGN_THREAD: AtomicUsize = AtomicUsize::new(0);
/// The kernel's name for the thread of the last series.
static FOREIGN_ID: AtomicU32 = AtomicU32::new(0);
/// How many series have begun.
static SERIES: AtomicU32 = AtomicU32::new(0);
/// Somebody sleeps on FOREIGN.
static FOREIGN_AWAITED: AtomicU32 = AtomicU32::new(0);

/// Several functions of foreign code that belong together, as the constructors of a dlopen: for a fork that waits, they
/// are one, what lies between them included.
pub struct Series(());

/// Begins a series, if the calling thread holds the lock.
pub fn series() -> Option<Series> {
    is_held().then(|| {
        FOREIGN_ID.store(thread_id(), Ordering::Relaxed);
        foreign_begins();
        Series(())
    })
}

impl Drop for Series {
    fn drop(&mut self) {
        foreign_ended();
    }
}

/// Does the calling thread hold the state lock?
#[inline(always)]
fn is_held() -> bool {
    is_installed() && holder() == cpu::thread_pointer()
}

#[inline(always)]
fn foreign_begins() {
    FOREIGN_THREAD.store(cpu::thread_pointer(), Ordering::Relaxed);
    if FOREIGN.fetch_add(1, Ordering::Relaxed) == 0 {
        SERIES.fetch_add(1, Ordering::Relaxed);
    }
}

fn foreign_ended() {
    FOREIGN.fetch_sub(1, Ordering::Release);
    if FOREIGN_AWAITED.swap(0, Ordering::Relaxed) != 0 {
        proc::futex_wake(FOREIGN.as_ptr(), EVERYBODY);
    }
}

const EVERYBODY: u32 = u32::MAX >> 1;

/// The state lock let go for as long as this lives: around foreign code.
pub struct Pause(Hold);

pub fn pause() -> Pause {
    if !is_held() {
        return Pause(Hold::Before);
    }
    foreign_begins();
    let_go();
    Pause(Hold::Now)
}

impl Drop for Pause {
    fn drop(&mut self) {
        if self.0 == Hold::Now {
            foreign_ended();
            hold();
        }
    }
}

/// Waits for a further lock, which a thread that forks may have, without the state lock.
pub fn without_state(wait: impl FnOnce()) {
    let held = is_held();
    if held {
        let_go();
    }
    wait();
    if held {
        hold();
    }
}
