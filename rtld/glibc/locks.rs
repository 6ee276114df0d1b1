//! libc's locks, taken as libc takes them.
//!
//! In: the offset of a lock in `_rtld_global`. Out: held or not. `_dl_load_lock` is *the* load lock: libc's own
//! dladdr and dl_iterate_phdr take it, and libc's fork re-initialises it in the child, so a lock of our own
//! beside it could deadlock and would survive a fork locked. Must not: be used before libc is relocated.
//!
//! Up to 2.33 libpthread is a library of its own that may come late or never. libc and the linker lock through two hooks in
//! `_rtld_global`; ours only count, in the mutex, how often it is held. When libpthread initialises itself it replaces
//! them, and locks the real mutex as often as that count says (glibc `nptl/nptl-init.c`).
//!
//! **Several libcs.** A libc that has made no thread takes a lock by a mere store, and lets go of it without looking whether
//! somebody waits (glibc `nptl/pthread_mutex_lock.c`), though another libc's threads may be there: an auditor's, or of
//! libraries in another namespace. But never one that other processes might share. So before another libc than the
//! program's can make a thread, these locks become such ones.

use crate::glibc::block::Block;
use crate::glibc::layout::{Offset, mutex};
use crate::glibc::{glibc, tcb};
use crate::mem::{foreign, lock};
use core::sync::atomic::Ordering;

/// From now on the load lock is libc's.
pub fn begin() {
    if glibc().functions.mutex_lock.load(Ordering::Acquire) != 0 {
        lock::install(acquire, release, tcb::thread_id);
    }
}

/// Makes the locks of `_rtld_global` of this kind.
pub fn make(kind: u32) {
    let (global, at) = (glibc().global(), &glibc().layout().global);
    let locks = [Some(at.load_lock), Some(at.load_write_lock), at.load_tls_lock.map(Offset::get)];
    for lock in locks.into_iter().flatten() {
        global.put(lock + mutex::KIND, kind);
    }
}

/// What kind they are. libc's fork makes two of them anew in the child, not the third.
fn kind() -> u32 {
    glibc().global().get(glibc().layout().global.load_write_lock + mutex::KIND)
}

/// A libc that is not the program's is about to begin.
pub fn share() {
    // Had the program's libc made threads, it would take locks as it should; had another one, they would be shared. And
    // somebody could be waiting for one, who would not be woken once it has become another kind.
    if !tcb::is_threaded() {
        make(mutex::RECURSIVE | mutex::SHARED);
    }
}

/// In a child of fork: libc does not reset the lock of the lists, which a vanished thread may have held in dl_iterate_phdr;
/// the others it makes what they were at first.
pub fn forked() {
    let at = glibc().layout().global.load_write_lock;
    for word in 0..mutex::STATE_WORDS {
        glibc().global().put(at + word * 4, 0u32);
    }
    make(kind());
}

fn acquire() {
    lock(glibc().layout().global.load_lock);
}

fn release() {
    unlock(glibc().layout().global.load_lock);
}

/// `pthread_mutex_lock` on the lock at this offset of `_rtld_global`.
pub fn lock(offset: u16) {
    let function = glibc().functions.mutex_lock.load(Ordering::Acquire);
    call(hook(glibc().layout().global.rtld_lock_recursive, function), offset);
}

pub fn unlock(offset: u16) {
    let function = glibc().functions.mutex_unlock.load(Ordering::Acquire);
    call(hook(glibc().layout().global.rtld_unlock_recursive, function), offset);
}

/// What is in a hook of `_rtld_global`, if this libc has it; else the function itself.
fn hook(offset: Option<Offset>, function: usize) -> usize {
    offset.map_or(function, |offset| glibc().global().get(offset.get()))
}

/// `_dl_rtld_lock_recursive` until libpthread comes: there is one thread, which counts.
pub extern "C" fn count_up(lock: *mut u8) {
    count(lock, 1);
}

/// `_dl_rtld_unlock_recursive` until libpthread comes.
pub extern "C" fn count_down(lock: *mut u8) {
    count(lock, u32::MAX);
}

fn count(lock: *mut u8, by: u32) {
    // SAFETY: libc and we pass locks of `_rtld_global`, each a pthread_mutex_t.
    let lock = unsafe { Block::new(lock) };
    lock.put(mutex::COUNT, lock.get::<u32>(mutex::COUNT).wrapping_add(by));
}

fn call(function: usize, offset: u16) {
    if function != 0 {
        // SAFETY: libc's pthread_mutex_lock or _unlock, on a pthread_mutex_t inside `_rtld_global`.
        unsafe { foreign::service(function, glibc().global().at(offset) as usize) };
    }
}
