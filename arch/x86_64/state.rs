//! How the trampolines of resolve.S, tlsdesc.S and profile.S save vector registers on this processor.
//!
//! In: words of CPUID and XCR0. Out: the way, the mask of states, the size of the image: what `rtld_xsave_mask`,
//! `rtld_xsave_size`, `rtld_tlsdesc_mask` and `rtld_tlsdesc_size` hold, and which trampolines to hand out.
//! Must not: assume: valgrind has XSAVE but no XSAVEC, and a processor may list states its kernel has not enabled.
//! Called by: start, once, before anything is bound lazily.
//!
//! Intel SDM volume 1, 13.4: the image is 512 bytes of x87 and SSE, a header of 64, then the other states: at fixed
//! offsets (XSAVE), or each directly after the one before it, some rounded up to 64 (XSAVEC).

/// What may carry arguments to a function: SSE, AVX, bounds, AVX-512 (masks, upper halves, registers 16 to 31), APX.
/// Not x87, which is empty at a call, nor AMX tiles.
pub const ARGUMENT_STATES: u32 = 0xee | APX;
/// What a TLS descriptor's caller relies on: everything a program can name.
pub const ALL_STATES: u32 = ARGUMENT_STATES | X87 | AMX;

const X87: u32 = 1 << 0;
const AMX: u32 = 1 << 17 | 1 << 18;
const APX: u32 = 1 << 19;
/// x87 and SSE lie in the fixed part.
const FIXED_STATES: u32 = 3;
const FIXED_SIZE: u32 = 512 + 64;

/// Which trampolines serve: the suffixes of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Save {
    Fxsave,
    Xsave,
    Xsavec,
}

/// Which trampolines show vectors to auditors: the width of a whole register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    Sse,
    Avx,
    Avx512,
}

/// CPUID leaf 0xd, subleaf `i`: the place of state `i`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// eax
    pub size: u32,
    /// ebx: in the standard format.
    pub offset: u32,
    /// ecx bit 1: rounded up to 64 in the compacted format.
    pub aligned: bool,
}

impl Place {
    pub const fn from_cpuid(words: [u32; 4]) -> Place {
        Place { size: words[0], offset: words[1], aligned: words[2] & 2 != 0 }
    }
}

/// The way to save: `leaf_1_ecx` tells whether the kernel uses XSAVE, `leaf_d_1_eax` (subleaf 1) whether there is XSAVEC.
pub const fn save(leaf_1_ecx: u32, leaf_d_1_eax: u32) -> Save {
    if leaf_1_ecx & 1 << 27 == 0 {
        Save::Fxsave
    } else if leaf_d_1_eax & 1 << 1 == 0 {
        Save::Xsave
    } else {
        Save::Xsavec
    }
}

/// The width of the registers the kernel saves; XCR0 is 0 without OSXSAVE.
pub const fn width(xcr0: u64) -> Width {
    if xcr0 & 0xe6 == 0xe6 {
        Width::Avx512
    } else if xcr0 & 0x6 == 0x6 {
        Width::Avx
    } else {
        Width::Sse
    }
}

/// The states to save: those wanted that are enabled.
pub const fn mask(wanted: u32, xcr0: u64) -> u32 {
    wanted & xcr0 as u32
}

/// The bytes of the image with the states of `mask`. `place` is asked once for each that does not lie in the fixed part.
pub fn size(save: Save, mask: u32, mut place: impl FnMut(u32) -> Place) -> u64 {
    let mut end = FIXED_SIZE;
    for state in (0..32).filter(|state| mask & !FIXED_STATES & 1 << state != 0) {
        let Place { size, offset, aligned } = place(state);
        match save {
            Save::Fxsave => return 512,
            Save::Xsave => end = end.max(offset.saturating_add(size)),
            Save::Xsavec => {
                let start = if aligned { end.next_multiple_of(64) } else { end };
                end = start.saturating_add(size);
            }
        }
    }
    match save {
        Save::Fxsave => 512,
        Save::Xsave | Save::Xsavec => u64::from(end).next_multiple_of(64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Recorded from a processor with AVX-512 and AMX.
    fn place(state: u32) -> Place {
        let (size, offset, aligned) = match state {
            2 => (256, 576, false),
            3 => (64, 960, false),
            4 => (64, 1024, false),
            5 => (64, 1088, false),
            6 => (512, 1152, false),
            7 => (1024, 1664, false),
            17 => (64, 2752, false),
            18 => (8192, 2816, true),
            _ => panic!("state {state} is not enabled"),
        };
        Place { size, offset, aligned }
    }

    #[test]
    fn sizes_of_both_formats() {
        let arguments = mask(ARGUMENT_STATES, 0x600ff);
        assert_eq!(arguments, 0xee);
        assert_eq!(size(Save::Xsavec, arguments, place), 2496);
        assert_eq!(size(Save::Xsave, arguments, place), 2688);
        assert_eq!(size(Save::Xsave, mask(ALL_STATES, 0x600ff), place), 2816 + 8192);
        assert_eq!(size(Save::Xsavec, 0x6, place), 832);
        assert_eq!(size(Save::Fxsave, arguments, place), 512);
    }

    #[test]
    fn the_way_is_what_the_machine_has() {
        assert_eq!(save(0, !0), Save::Fxsave);
        assert_eq!(save(1 << 27, 0), Save::Xsave);
        assert_eq!(save(1 << 27, 2), Save::Xsavec);
        assert_eq!((width(0), width(0x7), width(0x600e7)), (Width::Sse, Width::Avx, Width::Avx512));
    }
}
