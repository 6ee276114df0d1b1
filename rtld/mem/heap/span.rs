//! A stretch of memory that is handed out from front to back.
//!
//! In: where it lies; then sizes and alignments. Out: blocks, until it is used up. Must not: touch the memory, or know what
//! becomes of a block.

use core::cell::Cell;

/// Memory that is handed out from front to back.
pub struct Span {
    pub next: Cell<usize>,
    pub end: Cell<usize>,
}

impl Span {
    pub const fn none() -> Span {
        Span { next: Cell::new(0), end: Cell::new(0) }
    }

    pub fn refill(&self, start: usize, len: usize) {
        self.next.set(start);
        self.end.set(start + len);
    }

    pub fn left(&self) -> usize {
        self.end.get() - self.next.get()
    }

    pub fn take(&self, size: usize, align: usize) -> Option<usize> {
        let start = self.next.get().checked_next_multiple_of(align)?;
        let end = start.checked_add(size).filter(|&end| end <= self.end.get())?;
        self.next.set(end);
        Some(start)
    }
}
