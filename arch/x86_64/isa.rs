//! What the processor can do, in the words the loader needs: its level, its $PLATFORM.
//!
//! In: words of CPUID and XCR0 (`cpu`). Out: an `IsaLevel`, whose bits select the glibc-hwcaps directories to search and
//! the ISA notes that are satisfied; the name of the platform and the word of the legacy scheme.
//! Must not: execute CPUID: each costs a trap in a virtual machine, and whoever starts the loader has the words already.
//! Called by: start, to fill plan/hwcaps' `Processor`; elf/ (GNU_PROPERTY_X86_ISA_1_NEEDED).
//!
//! The levels are psABI 3.1.1, "Micro-Architecture Levels". A feature with registers of its own counts only when the
//! kernel saves them (XCR0).

use crate::plan::hwcaps::{HWCAP_AVX512_1, HWCAP_X86_64};

/// The words that decide. Leaves the processor does not have are zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub leaf_1_ecx: u32,
    pub leaf_7_ebx: u32,
    /// Leaf 0x8000_0001.
    pub extended_1_ecx: u32,
    /// Zero without OSXSAVE.
    pub xcr0: u64,
}

/// Every level includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IsaLevel {
    Baseline,
    V2,
    V3,
    V4,
}

/// Who made it: leaf 0's "GenuineIntel" is the only one with $PLATFORM names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vendor {
    Intel,
    Other,
}

// Leaf 1, ecx.
const SSE3: u32 = 1 << 0;
const SSSE3: u32 = 1 << 9;
const FMA: u32 = 1 << 12;
const CMPXCHG16B: u32 = 1 << 13;
const SSE4_1: u32 = 1 << 19;
const SSE4_2: u32 = 1 << 20;
const MOVBE: u32 = 1 << 22;
const POPCNT: u32 = 1 << 23;
const OSXSAVE: u32 = 1 << 27;
const AVX: u32 = 1 << 28;
const F16C: u32 = 1 << 29;
// Leaf 7, ebx.
const BMI1: u32 = 1 << 3;
const AVX2: u32 = 1 << 5;
const BMI2: u32 = 1 << 8;
const AVX512F: u32 = 1 << 16;
const AVX512DQ: u32 = 1 << 17;
const AVX512PF: u32 = 1 << 26;
const AVX512ER: u32 = 1 << 27;
const AVX512CD: u32 = 1 << 28;
const AVX512BW: u32 = 1 << 30;
const AVX512VL: u32 = 1 << 31;
// Leaf 0x8000_0001, ecx.
const LAHF: u32 = 1 << 0;
const LZCNT: u32 = 1 << 5;
// XCR0.
const YMM_STATE: u64 = 0x6;
const ZMM_STATE: u64 = 0xe6;

const fn all(word: u32, bits: u32) -> bool {
    word & bits == bits
}

impl Words {
    /// The highest level of which nothing is missing.
    pub const fn level(&self) -> IsaLevel {
        let v2 = SSE3 | SSSE3 | CMPXCHG16B | SSE4_1 | SSE4_2 | POPCNT;
        if !all(self.leaf_1_ecx, v2) || !all(self.extended_1_ecx, LAHF) {
            return IsaLevel::Baseline;
        }
        let v3 = all(self.leaf_1_ecx, FMA | MOVBE | AVX | F16C | OSXSAVE)
            && all(self.leaf_7_ebx, BMI1 | AVX2 | BMI2)
            && all(self.extended_1_ecx, LZCNT);
        if !v3 || self.xcr0 & YMM_STATE != YMM_STATE {
            return IsaLevel::V2;
        }
        let v4 = all(self.leaf_7_ebx, AVX512F | AVX512DQ | AVX512CD | AVX512BW | AVX512VL);
        if !v4 || self.xcr0 & ZMM_STATE != ZMM_STATE { IsaLevel::V3 } else { IsaLevel::V4 }
    }

    /// $PLATFORM, as glibc names it (sysdeps/x86/cpu-features.c): two generations of one maker, else the kernel's
    /// AT_PLATFORM has the word.
    pub const fn platform(&self, vendor: Vendor) -> Option<&'static [u8]> {
        if matches!(vendor, Vendor::Other) {
            return None;
        }
        let zmm = self.xcr0 & ZMM_STATE == ZMM_STATE;
        if zmm && all(self.leaf_7_ebx, AVX512F | AVX512CD | AVX512ER | AVX512PF) {
            return Some(b"xeon_phi");
        }
        let haswell = self.xcr0 & YMM_STATE == YMM_STATE
            && all(self.leaf_1_ecx, AVX | MOVBE | POPCNT)
            && all(self.leaf_7_ebx, AVX2 | BMI1 | BMI2)
            && all(self.extended_1_ecx, LZCNT);
        if haswell { Some(b"haswell") } else { None }
    }

    /// The legacy hwcap word of glibc (getauxval(AT_HWCAP) returns it too, whatever the kernel says).
    pub const fn hwcap(&self, vendor: Vendor) -> u64 {
        let wide = AVX512CD | AVX512BW | AVX512DQ | AVX512VL;
        let avx512_1 = matches!(vendor, Vendor::Intel)
            && self.xcr0 & ZMM_STATE == ZMM_STATE
            && all(self.leaf_7_ebx, wide)
            && self.leaf_7_ebx & AVX512ER == 0;
        if avx512_1 { HWCAP_X86_64 | HWCAP_AVX512_1 } else { HWCAP_X86_64 }
    }
}

impl IsaLevel {
    /// The bits of GNU_PROPERTY_X86_ISA_1_NEEDED that this processor satisfies (psABI, "Program Property").
    pub const fn isa_1(self) -> u32 {
        match self {
            IsaLevel::Baseline => 1,
            IsaLevel::V2 => 3,
            IsaLevel::V3 => 7,
            IsaLevel::V4 => 15,
        }
    }

    /// Whether a file with this GNU_PROPERTY_X86_ISA_1_NEEDED may run.
    pub const fn satisfies(self, needed: u32) -> bool {
        needed & !self.isa_1() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERYTHING: Words =
        Words { leaf_1_ecx: !0, leaf_7_ebx: !(AVX512ER | AVX512PF), extended_1_ecx: !0, xcr0: 0xe7 };

    #[test]
    fn levels_need_all_their_features() {
        assert_eq!(EVERYTHING.level(), IsaLevel::V4);
        assert_eq!(Words { leaf_7_ebx: !AVX512VL, ..EVERYTHING }.level(), IsaLevel::V3);
        assert_eq!(Words { leaf_1_ecx: !MOVBE, ..EVERYTHING }.level(), IsaLevel::V2);
        assert_eq!(Words { extended_1_ecx: !LAHF, ..EVERYTHING }.level(), IsaLevel::Baseline);
        assert_eq!(Words::default().level(), IsaLevel::Baseline);
    }

    #[test]
    fn registers_count_only_when_the_kernel_saves_them() {
        assert_eq!(Words { xcr0: 0x7, ..EVERYTHING }.level(), IsaLevel::V3);
        assert_eq!(Words { xcr0: 0x3, ..EVERYTHING }.level(), IsaLevel::V2);
    }

    #[test]
    fn platforms_are_intel_only() {
        assert_eq!(EVERYTHING.platform(Vendor::Intel), Some(&b"haswell"[..]));
        assert_eq!(EVERYTHING.platform(Vendor::Other), None);
        assert_eq!(Words { leaf_7_ebx: !0, ..EVERYTHING }.platform(Vendor::Intel), Some(&b"xeon_phi"[..]));
        assert_eq!(Words { extended_1_ecx: LAHF, ..EVERYTHING }.platform(Vendor::Intel), None);
    }

    #[test]
    fn files_state_what_they_need() {
        assert_eq!(IsaLevel::V3.isa_1(), 7);
        assert!(IsaLevel::V2.satisfies(3) && !IsaLevel::V2.satisfies(4));
        assert_eq!(EVERYTHING.hwcap(Vendor::Intel), HWCAP_X86_64 | HWCAP_AVX512_1);
        assert_eq!(EVERYTHING.hwcap(Vendor::Other), HWCAP_X86_64);
    }
}
