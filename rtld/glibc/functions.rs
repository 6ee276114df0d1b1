//! Functions of the program's libc, or of who interposes them, that the loader calls once all is relocated.
//!
//! In: addresses, from `imports`. Out: memory from the process's malloc; before there is one, from `early`. Must not: call
//! with a borrow of the linker's state alive: the program's malloc may call back.

use crate::glibc::early;
use crate::mem::foreign;
use core::sync::atomic::{AtomicUsize, Ordering};

/// Functions of the program's libc (or of who interposes them) that the loader uses once all is relocated.
pub struct Functions {
    pub malloc: AtomicUsize,
    pub free: AtomicUsize,
    pub mutex_lock: AtomicUsize,
    pub mutex_unlock: AtomicUsize,
    /// libc's own raise and catch, where libc defines them (up to 2.36).
    pub signal_error: AtomicUsize,
    pub signal_exception: AtomicUsize,
    pub catch_error: AtomicUsize,
    pub catch_exception: AtomicUsize,
}

impl Functions {
    pub const fn none() -> Functions {
        Functions {
            malloc: AtomicUsize::new(0),
            free: AtomicUsize::new(0),
            mutex_lock: AtomicUsize::new(0),
            mutex_unlock: AtomicUsize::new(0),
            signal_error: AtomicUsize::new(0),
            signal_exception: AtomicUsize::new(0),
            catch_error: AtomicUsize::new(0),
            catch_exception: AtomicUsize::new(0),
        }
    }

    pub fn malloc(&self, size: usize) -> *mut u8 {
        match self.malloc.load(Ordering::Acquire) {
            0 => early::malloc(size),
            // SAFETY: the program's malloc, looked up in its global scope.
            f => unsafe { foreign::service(f, size) as *mut u8 },
        }
    }

    /// # Safety
    /// `block` is null or came from the process's malloc.
    pub unsafe fn free(&self, block: *mut u8) {
        let f = self.free.load(Ordering::Acquire);
        if f != 0 && !block.is_null() && !early::owns(block) {
            // SAFETY: the program's free; the block is its own (caller).
            unsafe { foreign::service(f, block as usize) };
        }
    }
}
