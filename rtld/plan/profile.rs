//! The file of LD_PROFILE: how large it is, and how it begins.
//!
//! In: the executable segments of the profiled object. Out: sizes, and the bytes before the counters. Must not: touch
//! the file.
//!
//! The format is gmon's for shared objects, what sprof(1) reads (glibc `gmon/sys/gmon_out.h`, `elf/dl-profile.c`): a
//! header; a record of one counter of 16 bits per four bytes of text, for the samples; a record of arcs, each call site
//! and function with the number of calls. Addresses are those of the link, beginning at the text's first page.

#![forbid(unsafe_code)]

use alloc::vec::Vec;

/// Where the file lies without LD_PROFILE_OUTPUT (ld.so(8)).
pub const FOLDER: &[u8] = b"/var/tmp";
const MAGIC: &[u8; 4] = b"gmon";
const SHARED_OBJECT: u32 = 0x1_ffff;
const TAG_HISTOGRAM: u32 = 0;
const TAG_ARCS: u32 = 1;
/// Samples per second.
pub const RATE: u32 = 100;
/// Bytes of text per counter.
pub const TEXT_PER_COUNTER: usize = 4;
/// Where the counters begin: behind the header (20 bytes), the tag, the histogram's header (40).
pub const COUNTERS: usize = 64;
/// One arc: caller, function (64 bits each), calls (32 bits).
pub const ARC: usize = 20;
/// glibc leaves room for sixteen times as many arcs as it uses, and sprof insists on that.
const ROOM: usize = 16;
const LEAST_ARCS: usize = 50;
const MOST_ARCS: usize = 1 << 20;

/// Sizes in bytes, addresses of the link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shape {
    pub low: u64,
    pub high: u64,
    /// How many arcs are recorded at most.
    pub arcs: usize,
}

impl Shape {
    /// Of these executable segments (first page, end of the last); `None`: there is no text, or it is beyond measure.
    pub fn of(segments: impl Iterator<Item = (u64, u64)>) -> Option<Shape> {
        let text = segments.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)));
        let (low, high) = text.filter(|(low, high)| low < high && high - low < 1 << 32)?;
        let arcs = ((high - low) as usize * 3 / 100).clamp(LEAST_ARCS, MOST_ARCS);
        Some(Shape { low, high, arcs })
    }

    pub fn text(&self) -> usize {
        (self.high - self.low) as usize
    }

    pub fn counters(&self) -> usize {
        self.text() / TEXT_PER_COUNTER
    }

    /// Where the number of arcs stands; they follow it.
    pub fn arc_count(&self) -> usize {
        COUNTERS + self.counters() * 2 + 4
    }

    pub fn file_size(&self) -> usize {
        self.arc_count() + 4 + self.arcs * ROOM * ARC
    }

    /// The bytes before the counters.
    pub fn head(&self) -> Vec<u8> {
        let mut head = Vec::with_capacity(COUNTERS);
        head.extend_from_slice(MAGIC);
        head.extend_from_slice(&SHARED_OBJECT.to_le_bytes());
        head.extend_from_slice(&[0; 12]);
        head.extend_from_slice(&TAG_HISTOGRAM.to_le_bytes());
        head.extend_from_slice(&self.low.to_le_bytes());
        head.extend_from_slice(&self.high.to_le_bytes());
        head.extend_from_slice(&(self.counters() as u32).to_le_bytes());
        head.extend_from_slice(&RATE.to_le_bytes());
        head.extend_from_slice(b"seconds\0\0\0\0\0\0\0\0s");
        head
    }

    /// The tag before the number of arcs.
    pub fn arcs_tag() -> [u8; 4] {
        TAG_ARCS.to_le_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_glibc() {
        let shape = Shape::of([(0x1000, 0x2000)].into_iter());
        // Measured: a library with one page of text.
        assert_eq!(
            shape.map(|s| (s.file_size(), s.arc_count(), s.head().len())),
            Some((41160, 0x844, COUNTERS))
        );
    }

    #[test]
    fn no_text_no_profile() {
        assert_eq!(Shape::of([].into_iter()), None);
        assert_eq!(Shape::of([(5, 5)].into_iter()), None);
        assert_eq!(Shape::of([(0, u64::MAX)].into_iter()), None);
    }
}
