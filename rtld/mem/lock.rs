//! Two locks: the load lock, which is the tenant's, and our own short one behind it.
//!
//! **The load lock** says who may load and unload. It is the tenant's recursive mutex, installed once libc is relocated
//! (until then there is one thread and no lock), and it is held while constructors run.
//!
//! **The state lock** is held, behind the load lock, only while the loader's own data is being read or changed, and is
//! let go around every call of foreign code (`Pause`). Nobody but `fork` ever waits for it: a child made while another
//! thread is inside the loader would otherwise get its data half changed, for ever, as that thread is not there.
//! Because no foreign code runs under it, waiting for it is short and cannot deadlock.
//!
//! In: the tenant's functions. Out: a `Guard`, proof of holding both. Must not: know whose lock it is.

use crate::arch::native::cpu;
use crate::sys::proc;
use core::marker::PhantomData;
use core::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

/// A futex lock: 0 free, 1 taken, 2 taken and waited for.
pub struct Futex(AtomicU32);

impl Futex {
    pub const fn new() -> Futex {
        Futex(AtomicU32::new(0))
    }

    pub fn lock(&self) {
        lock_word(&self.0);
    }

    pub fn unlock(&self) {
        unlock_word(&self.0);
    }
}

impl Default for Futex {
    fn default() -> Futex {
        Futex::new()
    }
}

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

static STATE: Futex = Futex::new();
/// The thread pointer of the state lock's holder, and how often it holds it.
static OWNER: AtomicUsize = AtomicUsize::new(0);
static DEPTH: AtomicUsize = AtomicUsize::new(0);

/// Proof that the calling thread holds the load lock (or is the only thread there is).
pub struct Guard {
    release: usize,
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
        return Guard { release: 0, not_send: PhantomData };
    }
    call(acquire);
    give_way_to_forks();
    hold();
    Guard { release: RELEASE.load(Ordering::Acquire), not_send: PhantomData }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if self.release != 0 {
            let_go();
            call(self.release);
        }
    }
}

/// Takes the state lock, again if it is ours already.
pub fn hold() {
    let me = cpu::thread_pointer();
    if OWNER.load(Ordering::Relaxed) != me {
        STATE.lock();
        OWNER.store(me, Ordering::Relaxed);
    }
    DEPTH.store(DEPTH.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
}

pub fn let_go() {
    let depth = DEPTH.load(Ordering::Relaxed) - 1;
    DEPTH.store(depth, Ordering::Relaxed);
    if depth == 0 {
        OWNER.store(0, Ordering::Relaxed);
        STATE.unlock();
    }
}

/// How many frames of foreign code run under the load lock just now, all of one thread, and which.
static FOREIGN: AtomicU32 = AtomicU32::new(0);
static FOREIGN_THREAD: AtomicUsize = AtomicUsize::new(0);
/// The kernel's name for the thread of the last series.
static FOREIGN_ID: AtomicU32 = AtomicU32::new(0);
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
    is_installed() && OWNER.load(Ordering::Relaxed) == cpu::thread_pointer()
}

#[inline(always)]
fn foreign_begins() {
    FOREIGN_THREAD.store(cpu::thread_pointer(), Ordering::Relaxed);
    FOREIGN.fetch_add(1, Ordering::Relaxed);
}

fn foreign_ended() {
    FOREIGN.fetch_sub(1, Ordering::Release);
    if FOREIGN_AWAITED.swap(0, Ordering::Relaxed) != 0 {
        proc::futex_wake(FOREIGN.as_ptr(), EVERYBODY);
    }
}

const EVERYBODY: u32 = u32::MAX >> 1;

/// The state lock let go for as long as this lives: around foreign code.
pub struct Pause(usize);

pub fn pause() -> Pause {
    if !is_held() {
        return Pause(0);
    }
    foreign_begins();
    let depth = DEPTH.swap(0, Ordering::Relaxed);
    OWNER.store(0, Ordering::Relaxed);
    STATE.unlock();
    Pause(depth)
}

impl Drop for Pause {
    fn drop(&mut self) {
        if self.0 == 0 {
            return;
        }
        foreign_ended();
        STATE.lock();
        OWNER.store(cpu::thread_pointer(), Ordering::Relaxed);
        DEPTH.store(self.0, Ordering::Relaxed);
    }
}

/// How long a fork waits for another thread's constructor or destructor to end: long for code that runs, short for
/// code that waits, perhaps for the very thread that forks. A thread that has work to do and no processor gets more time.
const PATIENCE_NANOSECONDS: u64 = 20_000_000;
const EXTENSIONS: u32 = 100;

/// How many threads are about to fork, and whether somebody waits until they have.
static FORKS: AtomicU32 = AtomicU32::new(0);
static FORKS_AWAITED: AtomicU32 = AtomicU32::new(0);

/// Called with the load lock just taken: where forks wait for constructors to end, no new ones are begun for a while.
/// Only by who is not inside of one: a fork would wait for him.
fn give_way_to_forks() {
    let forks = FORKS.load(Ordering::Relaxed);
    if forks != 0
        && FOREIGN.load(Ordering::Relaxed) == 0
        && OWNER.load(Ordering::Relaxed) != cpu::thread_pointer()
    {
        FORKS_AWAITED.store(1, Ordering::Relaxed);
        proc::futex_wait_for(FORKS.as_ptr(), forks, PATIENCE_NANOSECONDS);
    }
}

/// After the fork, in the parent.
pub fn let_go_after_fork() {
    let_go();
    FORKS.fetch_sub(1, Ordering::Relaxed);
    if FORKS_AWAITED.swap(0, Ordering::Relaxed) != 0 {
        proc::futex_wake(FORKS.as_ptr(), EVERYBODY);
    }
}

/// After the fork, in the child: nobody else is there.
pub fn let_go_in_child() {
    FORKS.store(0, Ordering::Relaxed);
    let_go();
}

/// Takes the state lock for a fork, if possible at a moment when no constructor or destructor of a dlopen or dlclose is
/// running: libc has locks of its own that such code holds at times (`__cxa_finalize`'s) and that no child gets back.
/// Our own data is whole either way, so after a while the fork goes on.
pub fn hold_for_fork() {
    let me = cpu::thread_pointer();
    FORKS.fetch_add(1, Ordering::Relaxed);
    hold();
    let mut left = PATIENCE_NANOSECONDS;
    let mut extensions = EXTENSIONS;
    loop {
        let running = FOREIGN.load(Ordering::Acquire);
        if running == 0 || FOREIGN_THREAD.load(Ordering::Relaxed) == me || left == 0 {
            return;
        }
        FOREIGN_AWAITED.store(1, Ordering::Relaxed);
        let_go();
        left = proc::futex_wait_for(FOREIGN.as_ptr(), running, left);
        if left == 0 && extensions > 0 && proc::is_runnable(FOREIGN_ID.load(Ordering::Relaxed)) {
            extensions -= 1;
            left = PATIENCE_NANOSECONDS;
        }
        hold();
    }
}

/// In a child of fork: foreign code of threads that are not there does not run any more.
pub fn forget_foreign() {
    if FOREIGN_THREAD.load(Ordering::Relaxed) != cpu::thread_pointer() {
        FOREIGN.store(0, Ordering::Relaxed);
    }
}
