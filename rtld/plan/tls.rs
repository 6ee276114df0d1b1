//! The layout of static TLS: where each module's block lies below the thread pointer.
//!
//! In: the PT_TLS segments, in order of module ids, and the tunables of ld.so(8). Out: offsets, and the sizes that libc
//! needs to make room in every thread's stack. Must not: allocate or copy blocks (`link/tls`). Called by start-up for
//! the first modules, later by dlopen for a library that uses the initial-exec model.
//!
//! TLS on x86-64 (Drepper, "ELF Handling For Thread-Local Storage", variant II): the thread pointer points at the
//! thread's control block; the blocks of the modules present at start lie below it, so that a program reaches its own
//! variables at constant negative offsets. A module's offset `o` is the distance from the thread pointer down to the
//! start of its block. Block addresses must be congruent to p_vaddr modulo p_align, not merely aligned. The thread
//! pointer is aligned to the largest alignment of all (`static_align`), which libc ensures.
//!
//! Libraries loaded later with dlopen have dynamic blocks, unless their code was compiled for the initial-exec
//! model: then they need a place in every existing thread, for which a *surplus* is kept free. Its size is
//! glibc's formula (`elf/dl-tls.c`): one libc per namespace, other IE users per namespace, and a part that is
//! optional because it is only an optimisation (TLSDESC resolved statically).

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use super::map::TlsSegment;
use crate::error::TlsError;

/// The most namespaces there can be (glibc's DL_NNS).
pub const NAMESPACES: u64 = 16;
/// What the tunables glibc.rtld.nns and glibc.rtld.optional_static_tls are by default.
pub const DEFAULT_NAMESPACES: u64 = 4;
pub const DEFAULT_OPTIONAL: u64 = 512;

/// glibc's estimates of the IE TLS of one libc, and of the other libraries of one namespace.
const LIBC_BYTES: u64 = 144;
const OTHER_BYTES: u64 = 144;
/// What keeps the default at 1664 bytes, the fixed size of releases before the tunables.
const LEGACY_BYTES: u64 = 144;

/// The alignment of the thread control block, and so the least that static TLS has.
const TCB_ALIGN: u64 = 64;

/// More auditors than namespaces are left for them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooManyAuditors {
    pub loading: u64,
    pub supported: u64,
}

/// The bytes to keep free for modules that come late.
pub fn surplus(namespaces: u64, auditors: u64, optional: u64) -> Result<u64, TooManyAuditors> {
    let namespaces = namespaces.clamp(1, NAMESPACES);
    let supported = NAMESPACES.saturating_sub(namespaces);
    if auditors > supported {
        return Err(TooManyAuditors { loading: auditors, supported });
    }
    let count = namespaces.saturating_add(auditors);
    // The first namespace's libc is among the modules of the start.
    let libcs = count.saturating_sub(1).saturating_mul(LIBC_BYTES);
    let others = count.saturating_mul(OTHER_BYTES);
    Ok(libcs.saturating_add(others).saturating_add(optional).saturating_add(LEGACY_BYTES))
}

/// Is a late module's place needed, or would it only be faster?
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Use {
    /// Its code is of the initial-exec model.
    Required,
    /// TLSDESC or the like: the dynamic way works as well.
    Optional,
}

/// The static TLS blocks below the thread pointer, as far as they are given away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StaticLayout {
    /// Bytes below the thread pointer that are taken (glibc's `_dl_tls_static_used`).
    pub used: u64,
    /// The alignment of the thread pointer (`_dl_tls_static_align`).
    pub max_align: u64,
    /// What of the surplus optimisations may still take (`_dl_tls_static_optional`).
    pub optional_left: u64,
    /// Bytes for blocks in every thread, the thread's descriptor not included; 0 until `close`.
    pub capacity: u64,
    /// A gap left by an alignment: offsets `(gap_low, gap_high]`, good for a smaller block.
    gap_low: u64,
    gap_high: u64,
}

impl Default for StaticLayout {
    fn default() -> StaticLayout {
        StaticLayout::EMPTY
    }
}

impl StaticLayout {
    pub const EMPTY: StaticLayout = StaticLayout {
        used: 0,
        max_align: TCB_ALIGN,
        optional_left: DEFAULT_OPTIONAL,
        capacity: 0,
        gap_low: 0,
        gap_high: 0,
    };

    /// The next start-up module's offset: into the gap if it fits there, else below everything.
    pub fn place(&mut self, segment: &TlsSegment) -> u64 {
        self.place_block(segment.memsz, segment.align, first_byte(segment))
    }

    /// Room for something that is no module: the rseq area that libc 2.41 and later wants behind the blocks.
    /// `size` is a multiple of `align`, a power of two. Gives the distance of its start from the thread pointer.
    pub fn place_extra(&mut self, size: u64, align: u64) -> u64 {
        self.max_align = self.max_align.max(align);
        self.used = round_up(self.used.saturating_add(size), align);
        self.used
    }

    fn place_block(&mut self, size: u64, align: u64, first: u64) -> u64 {
        self.max_align = self.max_align.max(align);
        // The smallest distance of at least `from + size` at which the block is congruent.
        let below = |from: u64| {
            round_up(from.saturating_add(size).saturating_sub(first), align).saturating_add(first)
        };
        let gap = self.gap_high.saturating_sub(self.gap_low);
        if gap >= size {
            let offset = below(self.gap_low);
            if offset <= self.gap_high {
                self.gap_low = offset;
                return offset;
            }
        }
        let offset = below(self.used);
        // Keep the larger of the old gap and the one that this block leaves above itself.
        if offset > self.used.saturating_add(size).saturating_add(gap) {
            (self.gap_low, self.gap_high) = (self.used, offset.saturating_sub(size));
        }
        self.used = offset;
        offset
    }

    /// Ends the start-up phase: every thread now gets what is used, and the surplus.
    pub fn close(&mut self, surplus: u64) {
        self.capacity = round_up(self.used.saturating_add(surplus), self.max_align);
    }

    /// A place in the surplus for a module that comes after `close`. All threads must then be given its image.
    pub fn place_late(&mut self, segment: &TlsSegment, wanted: Use) -> Result<u64, TlsError> {
        let free = self.capacity.saturating_sub(self.used);
        let exhausted = TlsError::StaticExhausted { needed: segment.memsz, free };
        // The thread pointers that exist are not aligned any better.
        if segment.align > self.max_align {
            return Err(exhausted);
        }
        // Placed as deep as it goes in whole alignments, as glibc counts: `skew` stays free above.
        let skew = skew(segment);
        let spare = free.checked_sub(segment.memsz.saturating_add(skew)).ok_or(exhausted)?;
        let steps = spare.checked_div(segment.align).ok_or(TlsError::BadSegment)?;
        let taken = free.saturating_sub(steps.saturating_mul(segment.align)).saturating_sub(skew);
        if wanted == Use::Optional {
            self.optional_left = self.optional_left.checked_sub(taken).ok_or(exhausted)?;
        }
        self.used = self.used.saturating_add(taken);
        Ok(self.used)
    }
}

/// p_vaddr modulo p_align: how far the block's start lies behind an aligned address (`l_tls_firstbyte_offset`).
pub fn skew(segment: &TlsSegment) -> u64 {
    segment.vaddr & segment.align.saturating_sub(1)
}

/// The complement of `skew`: what must be added to an aligned distance to get the block's start congruent.
fn first_byte(segment: &TlsSegment) -> u64 {
    skew(segment).wrapping_neg() & segment.align.saturating_sub(1)
}

/// `align` is a power of two.
fn round_up(value: u64, align: u64) -> u64 {
    value.checked_next_multiple_of(align).unwrap_or(u64::MAX)
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, clippy::unwrap_used)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn segment(vaddr: u64, memsz: u64, align: u64) -> TlsSegment {
        TlsSegment { vaddr, filesz: 0, memsz, align }
    }

    /// sizeof(struct pthread) in 2.36 to 2.43.
    const DESCRIPTOR: u64 = 2368;

    #[test]
    fn sizes_of_hello_as_recorded() {
        for (namespaces, optional, size) in [
            (1, 512, 3328),
            (2, 512, 3648),
            (4, 512, 4224),
            (8, 512, 5376),
            (16, 512, 7680),
            (99, 512, 7680),
            (4, 0, 3712),
            (4, 2048, 5760),
        ] {
            let mut layout = StaticLayout::EMPTY;
            layout.place(&segment(0x1d0000, 0x90, 8));
            layout.close(surplus(namespaces, 0, optional).unwrap());
            assert_eq!(layout.capacity + DESCRIPTOR, size, "{namespaces} {optional}");
        }
        assert_eq!(surplus(4, 0, 512), Ok(1664));
        assert_eq!(surplus(15, 2, 0), Err(TooManyAuditors { loading: 2, supported: 1 }));
    }

    #[test]
    fn blocks_are_congruent_and_disjoint() {
        let mut seed = 3u64;
        let mut random = |below: u64| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) % below
        };
        for _ in 0..500 {
            let mut layout = StaticLayout::EMPTY;
            let mut blocks: Vec<(u64, u64)> = Vec::new();
            for _ in 0..8 {
                let s = segment(random(5000), 1 + random(300), 1 << random(9));
                let offset = layout.place(&s);
                assert_eq!(offset.wrapping_neg() & (s.align - 1), s.vaddr & (s.align - 1));
                assert!(offset >= s.memsz && offset <= layout.used);
                for &(low, high) in &blocks {
                    assert!(offset <= low || offset - s.memsz >= high);
                }
                blocks.push((offset - s.memsz, offset));
            }
            layout.close(1664);
            let s = segment(random(5000), 1 + random(300), 1 << random(6));
            let before = layout.used;
            let offset = layout.place_late(&s, Use::Required).unwrap();
            assert_eq!(offset.wrapping_neg() & (s.align - 1), s.vaddr & (s.align - 1));
            assert!(offset - s.memsz >= before && offset <= layout.capacity);
        }
    }

    #[test]
    fn the_gap_is_used_again() {
        let mut layout = StaticLayout::EMPTY;
        assert_eq!(layout.place(&segment(0, 8, 8)), 8);
        assert_eq!(layout.place(&segment(0, 64, 64)), 128);
        assert_eq!(layout.place(&segment(0, 16, 16)), 32);
        assert_eq!(layout.place(&segment(0, 64, 8)), 192);
        assert_eq!(layout.place_extra(32, 32), 224);
        assert_eq!(layout.max_align, 64);
    }

    #[test]
    fn the_surplus_ends() {
        let mut layout = StaticLayout::EMPTY;
        layout.close(surplus(4, 0, 512).unwrap());
        assert!(layout.place_late(&segment(0, 8, 128), Use::Required).is_err());
        assert!(layout.place_late(&segment(0, 513, 1), Use::Optional).is_err());
        assert_eq!(layout.place_late(&segment(0, 512, 1), Use::Optional), Ok(512));
        assert!(layout.place_late(&segment(0, 1, 1), Use::Optional).is_err());
        assert_eq!(layout.place_late(&segment(0, 1152, 1), Use::Required), Ok(1664));
        let full = TlsError::StaticExhausted { needed: 1, free: 0 };
        assert_eq!(layout.place_late(&segment(0, 1, 1), Use::Required), Err(full));
    }
}
