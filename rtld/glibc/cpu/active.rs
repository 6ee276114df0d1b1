//! What a program may use: features that are present, enabled by the kernel and not withdrawn.
//!
//! In: [`Processor`], the generation's rules. Out: a set of features, the size of the state that trampolines save,
//! the psABI level. glibc: `update_active` in `sysdeps/x86/cpu-features.c`, `get-isa-level.h`. Called by `cpu::abilities`.
//! Must not: ask the processor.

use super::feature::*;
use super::{Abilities, Processor};
use crate::glibc::layout::Rules;

/// Usable wherever present: no state of their own that the kernel would have to save.
const STATELESS: Words = Words::of(&[
    SSE3,
    PCLMULQDQ,
    SSSE3,
    CMPXCHG16B,
    SSE4_1,
    SSE4_2,
    MOVBE,
    POPCNT,
    AES,
    OSXSAVE,
    RDRAND,
    TSC,
    CX8,
    CMOV,
    CLFSH,
    MMX,
    FXSR,
    SSE,
    SSE2,
    HTT,
    BMI1,
    HLE,
    BMI2,
    ERMS,
    RDSEED,
    ADX,
    CLFLUSHOPT,
    CLWB,
    SHA,
    PREFETCHWT1,
    OSPKE,
    WAITPKG,
    GFNI,
    RDPID,
    CLDEMOTE,
    MOVDIRI,
    MOVDIR64B,
    FSRM,
    RTM_ALWAYS_ABORT,
    SERIALIZE,
    TSXLDTRK,
    LAHF64_SAHF64,
    LZCNT,
    SSE4A,
    PREFETCHW,
    TBM,
    RDTSCP,
    WBNOINVD,
    FZLRM,
    FSRS,
    FSRCS,
    PTWRITE,
]);
const STATELESS_241: Words = Words::of(&[RAO_INT, CMPCCXADD, PREFETCHI]);
/// Need YMM state.
const WITH_AVX: Words = Words::of(&[AVX, AVX2, AVX_VNNI, FMA, VAES, VPCLMULQDQ, XOP, F16C]);
const WITH_AVX_241: Words = Words::of(&[AVX_IFMA, AVX_NE_CONVERT, AVX_VNNI_INT8]);
/// Need mask and ZMM state.
const WITH_AVX512: Words = Words::of(&[
    AVX512F,
    AVX512CD,
    AVX512ER,
    AVX512PF,
    AVX512VL,
    AVX512DQ,
    AVX512BW,
    AVX512_4FMAPS,
    AVX512_4VNNIW,
    AVX512_BITALG,
    AVX512_IFMA,
    AVX512_VBMI,
    AVX512_VBMI2,
    AVX512_VNNI,
    AVX512_VPOPCNTDQ,
    AVX512_VP2INTERSECT,
    AVX512_BF16,
    AVX512_FP16,
]);
/// Need tile state.
const WITH_AMX: Words = Words::of(&[AMX_BF16, AMX_TILE, AMX_INT8]);
const WITH_AMX_241: Words = Words::of(&[AMX_FP16, AMX_COMPLEX]);
const WITH_XSAVE: Words = Words::of(&[XSAVE, XSAVEOPT, XSAVEC, XGETBV_ECX_1, XFD]);
const FOUR_OPERANDS: Words = Words::of(&[FMA4]);

/// Bits of XCR0 (Intel SDM vol. 1, 13.3).
const XMM_YMM: u64 = 1 << 1 | 1 << 2;
const MASKS_ZMM: u64 = 1 << 5 | 1 << 6 | 1 << 7;
const TILES: u64 = 1 << 17 | 1 << 18;
const APX: u64 = 1 << 19;

const HWCAP2_FSGSBASE: u64 = 1 << 1;

pub fn usable(processor: &Processor, rules: Rules) -> Words {
    let present = &processor.leaves;
    let mut active = Words::NONE;
    let newer = rules >= Rules::Glibc238;
    active.add(present, &STATELESS);
    if newer {
        active.add(present, &STATELESS_241);
        if processor.hwcap2 & HWCAP2_FSGSBASE != 0 {
            active.add(present, const { &Words::of(&[FSGSBASE]) });
        }
    }
    if !present.has(RTM_ALWAYS_ABORT) {
        active.add(present, const { &Words::of(&[RTM]) });
    }
    if present.has(OSXSAVE) {
        with_state(processor, newer, &mut active);
    }
    if present.has(OSPKE) {
        active.set(PKU);
    }
    if present.has(AESKLE) {
        active.add(present, const { &Words::of(&[AESKLE, KL, WIDE_KL]) });
    }
    active
}

fn with_state(processor: &Processor, newer: bool, active: &mut Words) {
    let present = &processor.leaves;
    let enabled = |state: u64| processor.xcr0 & state == state;
    let avx = enabled(XMM_YMM) && present.has(AVX);
    let zmm = enabled(XMM_YMM) && enabled(MASKS_ZMM);
    let mut allow = |group: &Words, condition: bool| {
        if condition {
            active.add(present, group);
        }
    };
    allow(&WITH_AVX, avx);
    allow(&WITH_AVX_241, avx && newer);
    allow(&WITH_AVX512, zmm && present.has(AVX512F));
    allow(&WITH_AMX, enabled(TILES));
    allow(&WITH_AMX_241, enabled(TILES) && newer);
    allow(const { &Words::of(&[APX_F]) }, enabled(APX) && newer);
    allow(const { &Words::of(&[AVX10, AVX10_XMM]) }, newer);
    allow(const { &Words::of(&[AVX10_YMM]) }, newer && avx);
    allow(const { &Words::of(&[AVX10_ZMM]) }, newer && zmm);
    allow(&WITH_XSAVE, true);
    // OSXSAVE promises XSAVE itself, whatever its own bit says.
    active.set(XSAVE);
}

/// Bytes for the registers a trampoline saves below the XSAVE area, and for the area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateSizes {
    /// With XSAVEC if there is one.
    pub best: u32,
    /// With XSAVE.
    pub full: u32,
}

/// SSE, AVX, bounds, masks, ZMM; since 2.39 APX too.
const SAVED_236: u32 = 0xee;
const SAVED_241: u32 = SAVED_236 | 1 << 19;
/// AMX tiles and their configuration.
const SAVED_AMX: u32 = 3 << 17;

/// Bytes for registers below the XSAVE area.
const REGISTERS_236: u32 = 64;
const REGISTERS_241: u32 = 88;

/// glibc's numbers for its own trampolines: 64 bytes for registers, in 2.41 88 (its TLSDESC resolver saves more).
/// Seven registers and padding are 64 bytes.
pub fn state_sizes(processor: &Processor, rules: Rules) -> StateSizes {
    let (registers, saved) = match rules {
        Rules::Glibc231 | Rules::Glibc236 | Rules::Glibc238 => (REGISTERS_236, SAVED_236),
        _ => (REGISTERS_241, SAVED_241),
    };
    if processor.xsave_size == 0 {
        return StateSizes { best: 0, full: 0 };
    }
    let full = align64(processor.xsave_size.wrapping_add(registers));
    let best = match processor.compact_size(saved) {
        Some(size) => align64(size.wrapping_add(registers)),
        None => full,
    };
    StateSizes { best, full }
}

/// What glibc's resolver of TLS descriptors saves since 2.41: all that the caller may have, tiles too.
pub fn descriptor_state_size(abilities: &Abilities<'_>) -> u32 {
    let compact = abilities.processor.compact_size(SAVED_241 | SAVED_AMX);
    match compact.filter(|_| abilities.has(XSAVEC)) {
        Some(size) => align64(size.wrapping_add(REGISTERS_241)),
        None => abilities.xsave_state_full_size,
    }
}

impl Processor {
    /// The size of an XSAVEC image with these components (bit i: component i); `None` without XSAVEC.
    pub fn compact_size(&self, saved: u32) -> Option<u32> {
        if !self.leaves.has(XSAVEC) || self.xsave_size == 0 {
            return None;
        }
        // The legacy region and the header come first, always (Intel SDM vol. 1, 13.4).
        let mut end: u32 = 576;
        for (i, component) in self.components.iter().enumerate().skip(2) {
            if saved & (1 << i) != 0 {
                let start = if component.aligned { align64(end) } else { end };
                end = start.wrapping_add(component.size);
            }
        }
        Some(end)
    }
}

const fn align64(size: u32) -> u32 {
    size.wrapping_add(63) & !63
}

/// GNU_PROPERTY_X86_ISA_1_BASELINE, _V2, _V3, _V4: the levels of the x86-64 psABI.
pub fn isa_level(present: &Words, active: &Words) -> u32 {
    let has = |feature| active.has(feature);
    let v1 = has(CMOV) && has(CX8) && has(FXSR) && has(MMX) && has(SSE) && has(SSE2);
    let v2 = v1 && has(CMPXCHG16B) && has(LAHF64_SAHF64) && has(POPCNT);
    let v2 = v2 && has(SSE3) && has(SSSE3) && has(SSE4_1) && has(SSE4_2);
    let v3 = v2 && has(AVX) && has(AVX2) && has(BMI1) && has(BMI2);
    let v3 = v3 && has(F16C) && has(FMA) && has(LZCNT) && has(MOVBE);
    let v4 = v3 && has(AVX512F) && has(AVX512BW) && has(AVX512CD) && has(AVX512DQ) && has(AVX512VL);
    let levels = [v1, v2, v3, v4].iter().filter(|&&reached| reached).count();
    if present.has(FPU) { (1 << levels) - 1 } else { 0 }
}

/// A tunable may have taken XSAVE away; without it no vector state beyond SSE survives lazy binding.
pub fn withdraw_without_xsave(abilities: &mut Abilities<'_>) {
    let active = &mut abilities.active;
    let os = active.has(OSXSAVE);
    if !os {
        active.remove(&WITH_XSAVE);
    }
    if !os || !(active.has(XSAVE) || active.has(XSAVEC)) {
        abilities.xsave_state_size = 0;
        for group in [&WITH_AVX, &WITH_AVX512, &WITH_AMX, &FOUR_OPERANDS] {
            active.remove(group);
        }
    }
}
