//! One loaded segment: as it is asked about, and as it is kept.
//!
//! In: where a segment lies in memory. Out: the same in few words, and its rights. Must not: decide where a segment lies.

use super::PAGE;
use crate::elf::{PF_R, PF_W, PF_X};

/// One loaded segment, in absolute addresses.
#[derive(Clone, Debug)]
pub struct Segment {
    /// First byte mapped (page-aligned).
    pub start: usize,
    /// End of the memory, file part and zero-fill, page-aligned upwards; where a later segment shares the last page, that
    /// page is the later one's, whose mapping replaced it.
    pub end: usize,
    /// End of the pages that come from the file, those of the next segment included where it goes on without a gap (patchelf
    /// puts a table into two that it has added): nothing that is parsed lies behind it. Zero-fill may be of any size that a
    /// header states.
    pub file_end: usize,
    /// End of the segment's own bytes, exactly, as far as they are in its pages.
    pub limit: usize,
    /// How many of its last bytes are in that later segment's first page instead, and can be read there.
    pub shared: usize,
    /// PF_* bits of the program header.
    pub flags: u32,
}

/// A segment as it is kept: in pages from the image's start, for every object of a process has some.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packed {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) file_end: u32,
    /// What the last page has behind the segment's own bytes; and above `SLACK_BITS` the rights.
    slack_and_flags: u16,
    /// How many of these bytes the next segment's first page has.
    pub(super) shared: u16,
}

const SLACK_BITS: u32 = PAGE.trailing_zeros();
const RIGHTS: u32 = PF_R | PF_W | PF_X;
const _: () = assert!(RIGHTS << SLACK_BITS <= u16::MAX as u32);

impl Packed {
    pub(super) fn of(segment: &Segment, image: usize) -> Packed {
        // No memory is so large; if it were, what lies further would not be found.
        let pages = |address: usize| u32::try_from((address - image) / PAGE).unwrap_or(u32::MAX);
        Packed {
            start: pages(segment.start),
            end: pages(segment.end),
            file_end: pages(segment.file_end),
            slack_and_flags: (segment.end.wrapping_sub(segment.limit) % PAGE) as u16
                | ((segment.flags & RIGHTS) << SLACK_BITS) as u16,
            shared: segment.shared as u16,
        }
    }

    pub(super) fn flags(&self) -> u32 {
        u32::from(self.slack_and_flags) >> SLACK_BITS
    }

    pub(super) fn slack(&self) -> usize {
        usize::from(self.slack_and_flags) % PAGE
    }

    pub(super) fn has(&self, flag: u32) -> bool {
        self.flags() & flag != 0
    }
}
