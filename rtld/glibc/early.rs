//! Memory for libc's structures before the program's malloc is known.
//!
//! Auditors run while the program's libc is not even loaded. What they need of the process's malloc then (control blocks,
//! texts of errors) comes from here, and is never given back: later the process's `free` must not get it. In: sizes. Out: blocks, aligned to 16.
//! Must not: be used once the program's malloc is known (`Functions::malloc`, the caller).

use crate::sys::map::{self, Place, Protection};
use core::sync::atomic::{AtomicUsize, Ordering};

/// Address space; pages are used as they are touched.
const SIZE: usize = 16 << 20;
const ALIGN: usize = 16;

static START: AtomicUsize = AtomicUsize::new(0);
static USED: AtomicUsize = AtomicUsize::new(0);

/// A zeroed block; null without memory.
pub fn malloc(size: usize) -> *mut u8 {
    if START.load(Ordering::Relaxed) == 0 {
        let Ok(start) = map::anonymous(Place::Anywhere, SIZE, Protection::READ_WRITE) else {
            return core::ptr::null_mut();
        };
        if START.compare_exchange(0, start, Ordering::Relaxed, Ordering::Relaxed).is_err() {
            // Another thread of an auditor was first.
            // SAFETY: nobody else knows of it.
            unsafe { map::unmap(start, SIZE) };
        }
    }
    let Some(whole) = size.checked_next_multiple_of(ALIGN).filter(|&whole| whole <= SIZE) else {
        return core::ptr::null_mut();
    };
    let at = USED.fetch_add(whole, Ordering::Relaxed);
    if at > SIZE - whole {
        return core::ptr::null_mut();
    }
    (START.load(Ordering::Relaxed) + at) as *mut u8
}

/// Is this block one of ours?
pub fn owns(block: *mut u8) -> bool {
    let start = START.load(Ordering::Relaxed);
    start != 0 && (block as usize).wrapping_sub(start) < SIZE
}
