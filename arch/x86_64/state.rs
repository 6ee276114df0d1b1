//! How the trampolines of resolve.S, tlsdesc.S and profile.S save vector registers on this processor.
//!
//! In: words of CPUID and XCR0. Out: the way, hence which trampolines to hand out, and the mask of states, which
//! `rtld_xsave_mask` and `rtld_tlsdesc_mask` hold. (The size of the image: `compact_size` of the processor that was detected.)
//! Must not: assume: valgrind has XSAVE but no XSAVEC, and a processor may list states its kernel has not enabled.
//! Called by: start, once, before anything is bound lazily.
//!
//! Intel SDM volume 1, 13.4: FXSAVE stores x87 and SSE; XSAVE also the other states, at fixed offsets; XSAVEC those of
//! the mask alone, each directly after the one before it.

/// What may carry arguments to a function: SSE, AVX, bounds, AVX-512 (masks, upper halves, registers 16 to 31), APX.
/// Not x87, which is empty at a call, nor AMX tiles.
pub const ARGUMENT_STATES: u32 = 0xee | APX;
/// What a TLS descriptor's caller relies on: everything a program can name.
pub const ALL_STATES: u32 = ARGUMENT_STATES | X87 | AMX;

const X87: u32 = 1 << 0;
const AMX: u32 = 1 << 17 | 1 << 18;
const APX: u32 = 1 << 19;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_is_what_the_machine_has() {
        assert_eq!(save(0, !0), Save::Fxsave);
        assert_eq!(save(1 << 27, 0), Save::Xsave);
        assert_eq!(save(1 << 27, 2), Save::Xsavec);
        assert_eq!((width(0), width(0x7), width(0x600e7)), (Width::Sse, Width::Avx, Width::Avx512));
    }
}
