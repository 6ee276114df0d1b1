//! The heap of the process.
//!
//! In: requests of `alloc`, in the binary, whose `#[global_allocator]` is [`Process`]. Out: blocks of the one [`Heap`]. Must
//! not: be used by the library's tests, which have an allocator already.
//!
//! Why it has a module to itself: statics of a program are laid out in the order of their names, and half a megabyte of
//! room, of which a small program uses eight pages, belongs behind everything else in `.bss`. Then what every start writes
//! is one range of pages, which `_start` asks for at once.

use crate::mem::heap::Heap;
use core::alloc::{GlobalAlloc, Layout};

static HEAP: Heap = Heap::new();

/// The global allocator. Each request is code of its own, which the heap is part of: some two hundred places ask, and need
/// not name the heap.
pub struct Process;

// SAFETY: handed on to the heap, which is one.
unsafe impl GlobalAlloc for Process {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: handed on to the caller.
        unsafe { HEAP.alloc(layout) }
    }

    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { HEAP.dealloc(block, layout) }
    }

    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: as above.
        unsafe { HEAP.realloc(block, layout, new_size) }
    }

    #[inline(never)]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        unsafe { HEAP.alloc_zeroed(layout) }
    }
}
