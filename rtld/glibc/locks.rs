//! libc's locks, taken as libc takes them.
//!
//! In: the offset of a lock in `_rtld_global`. Out: held or not. `_dl_load_lock` is *the* load lock: libc's own
//! dladdr and dl_iterate_phdr take it, and libc's fork re-initialises it in the child, so a lock of our own
//! beside it could deadlock and would survive a fork locked. Must not: be used before libc is relocated.

use crate::glibc::glibc;
use crate::mem::{foreign, lock};
use core::sync::atomic::Ordering;

/// From now on the load lock is libc's.
pub fn begin() {
    if glibc().functions.mutex_lock.load(Ordering::Acquire) != 0 {
        lock::install(acquire, release);
    }
}

fn acquire() {
    lock(glibc().layout().global.load_lock);
}

fn release() {
    unlock(glibc().layout().global.load_lock);
}

/// `pthread_mutex_lock` on the lock at this offset of `_rtld_global`.
pub fn lock(offset: u32) {
    call(glibc().functions.mutex_lock.load(Ordering::Acquire), offset);
}

pub fn unlock(offset: u32) {
    call(glibc().functions.mutex_unlock.load(Ordering::Acquire), offset);
}

fn call(function: usize, offset: u32) {
    if function != 0 {
        // SAFETY: libc's pthread_mutex_lock or _unlock, on a pthread_mutex_t inside `_rtld_global`.
        unsafe { foreign::service(function, glibc().global().at(offset) as usize) };
    }
}
