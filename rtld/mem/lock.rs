//! The load lock: who holds it may read and change the loader's bookkeeping.
//!
//! In: the two functions of the tenant's lock, installed once libc is relocated; until then there is one
//! thread and no lock. Out: a `Guard`, proof of holding it. It is recursive: constructors run with it held and
//! may dlopen. Must not: know whose lock it is.

use core::marker::PhantomData;
use core::sync::atomic::{AtomicUsize, Ordering};

static ACQUIRE: AtomicUsize = AtomicUsize::new(0);
static RELEASE: AtomicUsize = AtomicUsize::new(0);

/// Proof that the calling thread holds the load lock (or is the only thread there is).
pub struct Guard {
    release: usize,
    /// A lock is given back by the thread that took it.
    not_send: PhantomData<*mut ()>,
}

/// Uses these two from now on.
pub fn install(acquire: fn(), release: fn()) {
    RELEASE.store(release as usize, Ordering::Release);
    ACQUIRE.store(acquire as usize, Ordering::Release);
}

fn call(address: usize) {
    if address != 0 {
        // SAFETY: only `install` stores here, and it stores `fn()`s.
        let f: fn() = unsafe { core::mem::transmute::<usize, fn()>(address) };
        f();
    }
}

/// Waits for the lock.
pub fn enter() -> Guard {
    let acquire = ACQUIRE.load(Ordering::Acquire);
    call(acquire);
    let release = if acquire == 0 { 0 } else { RELEASE.load(Ordering::Acquire) };
    Guard { release, not_send: PhantomData }
}

impl Drop for Guard {
    fn drop(&mut self) {
        call(self.release);
    }
}
