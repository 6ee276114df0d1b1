//! A thread that forks, and the state lock: it holds it while the kernel copies the process, so that the child gets the loader's
//! data whole, if that can be had.
//!
//! In: the state lock, and what is known of foreign code that is running. Out: the state lock held, or not after a while; in the
//! child both locks as if the thread that forked were the only one there ever was. Must not: wait for ever.

use super::{
    Attempt, EVERYBODY, FOREIGN, FOREIGN_AWAITED, FOREIGN_ID, FOREIGN_THREAD, HOLDER_ID, SERIES,
    SLICE_NANOSECONDS, STATE, holder, is_installed, let_go, let_go_of_rest, take_or_sleep,
};
use crate::arch::native::cpu;
use crate::sys::proc;
use core::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

/// How long a fork waits for another thread's constructor or destructor to end: long for code that runs, short for
/// code that waits, perhaps for the very thread that forks. A thread that has work to do and no processor gets more time.
const EXTENSIONS: u32 = 50;

/// How many threads are about to fork, and whether somebody waits until they have.
static FORKS: AtomicU32 = AtomicU32::new(0);
static FORKS_AWAITED: AtomicU32 = AtomicU32::new(0);
/// Who has the state lock for a fork.
pub(super) static FORK: AtomicUsize = AtomicUsize::new(0);
/// For which series of foreign code a fork has waited in vain: the next does not. (One that was left by longjmp or pthread_exit
/// never ends.)
static GIVEN_UP: AtomicU32 = AtomicU32::new(0);

/// Called with the load lock just taken: where forks wait for constructors to end, no new ones are begun for a while.
/// Only by who is not inside of one: a fork would wait for him.
pub(super) fn give_way() {
    let forks = FORKS.load(Ordering::Relaxed);
    if forks != 0 && FOREIGN.load(Ordering::Relaxed) == 0 && holder() != cpu::thread_pointer() {
        FORKS_AWAITED.store(1, Ordering::Relaxed);
        proc::futex_wait_for(FORKS.as_ptr(), forks, SLICE_NANOSECONDS);
    }
}

/// After the fork, in the parent.
pub fn let_go_after_fork() {
    let me = cpu::thread_pointer();
    let mine = FORK.load(Ordering::Relaxed) == me;
    if mine && FORK.compare_exchange(me, 0, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
        let_go_of_rest(me);
    }
    if is_forking() {
        let one_less = |forks: u32| forks.checked_sub(1);
        let _ = FORKS.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less);
        if FORKS_AWAITED.swap(0, Ordering::Relaxed) != 0 {
            proc::futex_wake(FORKS.as_ptr(), EVERYBODY);
        }
    }
}

/// Is there a thread that forks, and has reserved what it could? In a child, that was its parent's.
pub fn is_forking() -> bool {
    FORKS.load(Ordering::Relaxed) != 0
}

/// After the fork, in the child, where nobody else is: is the loader's data whole? Not if the fork could not wait for it, or came in
/// a signal handler that interrupted the loader.
pub fn is_whole_in_child() -> bool {
    let me = cpu::thread_pointer();
    FORK.load(Ordering::Relaxed) == me && holder() == me
}

/// The last word in the child. A frame that was interrupted goes on with what it has.
pub fn let_go_in_child() {
    let me = cpu::thread_pointer();
    FORKS.store(0, Ordering::Relaxed);
    let interrupted = holder() == me && FORK.load(Ordering::Relaxed) != me;
    FORK.store(0, Ordering::Relaxed);
    STATE.store(if interrupted { me } else { 0 }, Ordering::Relaxed);
}

/// Takes the state lock for a fork, if possible at a moment when no constructor or destructor of a dlopen or dlclose is
/// running: libc has locks of its own that such code holds at times (`__cxa_finalize`'s) and that no child gets back.
/// Our own data is whole either way, so after a while the fork goes on; and without the lock if who has it sleeps on and on, in an
/// open of something that does not answer, say.
pub fn hold_for_fork() {
    let me = cpu::thread_pointer();
    FORKS.fetch_add(1, Ordering::Relaxed);
    let mut left = SLICE_NANOSECONDS;
    let mut extensions = EXTENSIONS;
    while holder() != me && hold_for_a_while(me) {
        let (running, series) = (FOREIGN.load(Ordering::Acquire), SERIES.load(Ordering::Relaxed));
        let is_hopeless = left == 0 || GIVEN_UP.load(Ordering::Relaxed) == series;
        if running == 0 || FOREIGN_THREAD.load(Ordering::Relaxed) == me || is_hopeless {
            if running != 0 && left == 0 {
                GIVEN_UP.store(series, Ordering::Relaxed);
            }
            FORK.store(me, Ordering::Relaxed);
            return;
        }
        FOREIGN_AWAITED.store(1, Ordering::Relaxed);
        let_go();
        left = proc::futex_wait_for(FOREIGN.as_ptr(), running, left);
        if left == 0 && extensions > 0 && proc::is_runnable(FOREIGN_ID.load(Ordering::Relaxed)) {
            extensions -= 1;
            left = SLICE_NANOSECONDS;
        }
    }
}

/// A state lock whose holder sleeps for so long is not waited for.
const NANOSECONDS_ASLEEP: u64 = 25 * SLICE_NANOSECONDS;

/// Takes the state lock, or not if its holder sleeps and sleeps.
fn hold_for_a_while(me: usize) -> bool {
    let (mut sleeper, mut asleep) = (0, 0);
    loop {
        if STATE.compare_exchange(0, me, Ordering::Acquire, Ordering::Relaxed).is_ok() {
            return true;
        }
        let Attempt::Slept(time) = take_or_sleep(me) else { return true };
        let holder = holder();
        // Another fork lets go by itself.
        let sleeps = holder != 0
            && FORK.load(Ordering::Relaxed) != holder
            && !proc::is_runnable(HOLDER_ID.load(Ordering::Relaxed));
        asleep = if sleeps && holder == sleeper { asleep + time } else { 0 };
        sleeper = holder;
        if asleep > NANOSECONDS_ASLEEP {
            return false;
        }
    }
}

/// Takes the state lock, if that can be had soon, for a process that is about to end.
pub fn hold_to_the_end() {
    let me = cpu::thread_pointer();
    if is_installed() && holder() != me {
        hold_for_a_while(me);
    }
}

/// In a child of fork: foreign code of threads that are not there does not run any more.
pub fn forget_foreign() {
    if FOREIGN_THREAD.load(Ordering::Relaxed) != cpu::thread_pointer() {
        FOREIGN.store(0, Ordering::Relaxed);
    }
}
