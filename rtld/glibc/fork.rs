//! fork(2) from a program with threads, at any moment.
//!
//! A child has one thread. Had another one been inside the loader, its data would stay half changed: glibc re-initialises
//! the load lock in the child, so nobody would even wait. We have libc call us around fork (`__register_atfork`, the
//! function behind pthread_atfork): before it the state lock is taken, so that the data is whole; in the child, what
//! the vanished threads had begun and not committed is undone.
//!
//! In: a libc that is initialised. Out: three hooks registered, before any constructor, so that ours is the last to run
//! before the fork and the first after it: no other hook runs under our lock. Must not: wait for the load lock, which a
//! constructor that waits for the forking thread may hold.

use crate::glibc::{Glibc, locks, tcb};
use crate::link::linker::linker;
use crate::link::object::ObjectRef;
use crate::link::undo;
use crate::mem::lock;

type Hook = extern "C" fn();

/// Asks this libc to call us around its fork.
pub fn watch(glibc: &Glibc, libc: ObjectRef) {
    let register = glibc.libc_symbol(libc, c"__register_atfork");
    if register == 0 {
        return;
    }
    // SAFETY: `int __register_atfork (void (*) (void), void (*) (void), void (*) (void), void *dso)`; a null
    // DSO is never unloaded, as we are not.
    unsafe {
        let f: extern "C" fn(Hook, Hook, Hook, usize) -> i32 = core::mem::transmute(register);
        f(before, in_parent, in_child, 0);
    }
}

/// Where there is but one thread it has nobody to wait for, nothing vanishes in the child, and no page is written in the parent,
/// which after a fork is a copy each time. (A second one cannot come until the fork is over, but for a signal handler's.)
extern "C" fn before() {
    if tcb::is_threaded() {
        lock::hold_for_fork();
    }
}

extern "C" fn in_parent() {
    lock::let_go_after_fork();
}

extern "C" fn in_child() {
    locks::forked();
    if !lock::is_forking() {
        return;
    }
    lock::forget_foreign();
    if lock::is_whole_in_child() {
        undo::vanished(linker());
    }
    lock::let_go_in_child();
}
