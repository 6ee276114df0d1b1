//! The mapped file of LD_PROFILE, which every call of the profiled object and every tick of the clock writes to.
//!
//! In: a mapping, its shape (plan/profile). Out: counted calls and samples. Must not: lock or allocate when it counts: it is
//! called from every call through a PLT, and from a signal handler.

use crate::plan::profile::{ARC, COUNTERS, Shape, TEXT_PER_COUNTER};
use alloc::vec::Vec;
use core::sync::atomic::{AtomicU16, AtomicU32, Ordering};

/// Functions whose addresses have these bits in common share a chain.
const CHAIN_SHIFT: u32 = 4;

pub struct Profile {
    /// The file's first byte in memory.
    file: usize,
    shape: Shape,
    /// Where the text begins in memory.
    text: usize,
    /// By function: the arc to look at first, counted from 1.
    heads: Vec<AtomicU32>,
    /// By arc: the next one of the chain.
    links: Vec<AtomicU32>,
}

fn zeroes(count: usize) -> Vec<AtomicU32> {
    (0..count).map(|_| AtomicU32::new(0)).collect()
}

impl Profile {
    /// Over a mapping of `shape.file_size()` bytes, and with the arcs that a run before this one has left there.
    ///
    /// # Safety
    /// The bytes are mapped shared and writable from now on, nobody else's, and begin at a page.
    pub unsafe fn new(file: usize, shape: Shape, text: usize) -> Profile {
        let heads = zeroes((shape.text() >> CHAIN_SHIFT) + 1);
        let profile = Profile { file, shape, text, heads, links: zeroes(shape.arcs) };
        let known = (profile.word(shape.arc_count()).load(Ordering::Relaxed) as usize).min(shape.arcs);
        (0..known).for_each(|arc| {
            let (_, function) = profile.arc(arc);
            profile.enter(arc, function);
        });
        profile
    }

    /// A number of 32 bits in the file; `at` is a multiple of four.
    fn word(&self, at: usize) -> &AtomicU32 {
        assert!(at.is_multiple_of(4) && at + 4 <= self.shape.file_size());
        // SAFETY: inside the mapping, aligned, and nobody uses these bytes in another way (new).
        unsafe { AtomicU32::from_ptr((self.file + at) as *mut u32) }
    }

    fn place(&self, arc: usize) -> usize {
        self.shape.arc_count() + 4 + arc * ARC
    }

    fn number(&self, at: usize) -> u64 {
        let half = |at| u64::from(self.word(at).load(Ordering::Relaxed));
        half(at) | half(at + 4) << 32
    }

    fn set_number(&self, at: usize, value: u64) {
        self.word(at).store(value as u32, Ordering::Relaxed);
        self.word(at + 4).store((value >> 32) as u32, Ordering::Relaxed);
    }

    /// Caller and function.
    fn arc(&self, arc: usize) -> (u64, u64) {
        (self.number(self.place(arc)), self.number(self.place(arc) + 8))
    }

    /// Enters an arc into its function's chain; a file may say anything.
    fn enter(&self, arc: usize, function: u64) {
        let Some(head) = self.heads.get((function >> CHAIN_SHIFT) as usize) else { return };
        let _ = head.fetch_update(Ordering::Release, Ordering::Relaxed, |first| {
            self.links.get(arc)?.store(first, Ordering::Relaxed);
            Some(arc as u32 + 1)
        });
    }

    /// A call from `from` to `to`. Calls into other objects are not counted; callers elsewhere are caller 0.
    pub fn count(&self, from: usize, to: usize) {
        let text = self.shape.text();
        let function = to.wrapping_sub(self.text);
        if function >= text {
            return;
        }
        let caller = Some(from.wrapping_sub(self.text)).filter(|&caller| caller < text).unwrap_or(0);
        let wanted = (caller as u64, function as u64);
        if let Some(arc) = self.known(wanted).or_else(|| self.add(wanted)) {
            self.word(self.place(arc) + 16).fetch_add(1, Ordering::Relaxed);
        }
    }

    fn known(&self, wanted: (u64, u64)) -> Option<usize> {
        let mut next = self.heads.get((wanted.1 >> CHAIN_SHIFT) as usize)?.load(Ordering::Acquire) as usize;
        // A chain holds each arc once.
        for _ in 0..self.links.len() {
            let arc = next.checked_sub(1)?;
            if self.arc(arc) == wanted {
                return Some(arc);
            }
            next = self.links.get(arc)?.load(Ordering::Relaxed) as usize;
        }
        None
    }

    /// Two threads may add the same arc at once; readers add such up.
    fn add(&self, wanted: (u64, u64)) -> Option<usize> {
        let one_more = |count: u32| Some(count + 1).filter(|&count| count as usize <= self.shape.arcs);
        let count = self.word(self.shape.arc_count());
        let arc = count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more).ok()? as usize;
        self.set_number(self.place(arc), wanted.0);
        self.set_number(self.place(arc) + 8, wanted.1);
        self.enter(arc, wanted.1);
        Some(arc)
    }

    /// The clock ticked while `pc` was executed.
    pub fn tick(&self, pc: usize) {
        let counter = pc.wrapping_sub(self.text) / TEXT_PER_COUNTER;
        if counter < self.shape.counters() {
            let at = self.file + COUNTERS + counter * 2;
            // SAFETY: inside the mapping (the counters lie before the arcs), aligned, as in `word`.
            unsafe { AtomicU16::from_ptr(at as *mut u16) }.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn calls_and_samples_are_counted_and_found_again() {
        let shape = Shape::of([(0x1000, 0x3000)].into_iter()).unwrap();
        let file = alloc::vec![0u64; shape.file_size() / 8 + 1].leak();
        let at = file.as_ptr() as usize;
        let text = 0x5555_0000;
        // SAFETY: leaked, and nobody else's.
        let profile = unsafe { Profile::new(at, shape, text) };
        (0..3).for_each(|_| profile.count(1, text + 0x118));
        profile.count(text + 0x13d, text + 0x118);
        profile.count(text + 0x13d, text - 1);
        profile.count(text + 0x13d, text + 0x2000);
        profile.tick(text + 9);
        profile.tick(text + 0x2000);
        // SAFETY: the first one is not used any more.
        let again = unsafe { Profile::new(at, shape, text) };
        again.count(7, text + 0x118);
        let arcs: Vec<_> = (0..3)
            .map(|arc| (again.arc(arc), again.word(again.place(arc) + 16).load(Ordering::Relaxed)))
            .collect();
        assert_eq!(arcs, [((0, 0x118), 4), ((0x13d, 0x118), 1), ((0, 0), 0)]);
        assert_eq!(again.word(shape.arc_count()).load(Ordering::Relaxed), 2);
        assert_eq!(again.word(COUNTERS + 4).load(Ordering::Relaxed), 1);
    }

    #[test]
    fn what_is_full_stays_so() {
        let shape = Shape::of([(0, 0x1000)].into_iter()).unwrap();
        let file = alloc::vec![0u64; shape.file_size() / 8 + 1].leak();
        // SAFETY: leaked, and nobody else's.
        let profile = unsafe { Profile::new(file.as_ptr() as usize, shape, 0) };
        (0..0x1000).for_each(|function| profile.count(5, function));
        assert_eq!(profile.word(shape.arc_count()).load(Ordering::Relaxed) as usize, shape.arcs);
    }
}
