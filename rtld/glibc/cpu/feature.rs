//! The names of processor features, by CPUID leaf, register and bit (Intel SDM vol. 2A, AMD APM vol. 3).
//!
//! In: nothing. Out: constants, and [`Words`], a set of features in the shape of CPUID's answers. The order of
//! the leaves is that of `features[]` in `struct cpu_features` and of `__x86_get_cpuid_feature_leaf`
//! (`sys/platform/x86.h`), which is public. Must not: hold a judgement.

use super::Registers;

pub const LEAVES: usize = 10;

/// The leaves of `features[]`, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Leaf {
    L1,
    L7,
    L80000001,
    Ld1,
    L80000007,
    L80000008,
    L7s1,
    L19,
    L14,
    L24,
}

/// The number of a bit in [`Words`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feature(u16);

impl Feature {
    const fn of(leaf: Leaf, register: u16, bit: u16) -> Feature {
        Feature((leaf as u16 * 4 + register) * u32::BITS as u16 + bit)
    }

    /// Which leaf, and its bit there.
    const fn place(self) -> (usize, u128) {
        ((self.0 / u128::BITS as u16) as usize, 1 << (self.0 % u128::BITS as u16))
    }
}

/// One bit per feature: by leaf, EAX lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words([u128; LEAVES]);

impl Words {
    pub const NONE: Words = Words([0; LEAVES]);

    pub const fn of(features: &[Feature]) -> Words {
        let mut words = Words::NONE;
        let mut i = 0;
        while i < features.len() {
            let (leaf, bit) = features[i].place();
            words.0[leaf] |= bit;
            i += 1;
        }
        words
    }

    /// What CPUID answers for a leaf.
    pub fn leaf(&self, leaf: Leaf) -> Registers {
        registers(self.0[leaf as usize])
    }

    pub fn put(&mut self, leaf: Leaf, answer: Registers) {
        let words = answer.iter().rev();
        self.0[leaf as usize] = words.fold(0, |bits, &word| bits << 32 | u128::from(word));
    }

    /// The leaves in their order, EAX lowest.
    pub fn bits(&self) -> &[u128; LEAVES] {
        &self.0
    }

    /// The leaves in their order.
    pub fn leaves(&self) -> impl Iterator<Item = Registers> {
        self.0.iter().map(|&bits| registers(bits))
    }

    #[inline(always)]
    pub fn has(&self, f: Feature) -> bool {
        let (leaf, bit) = f.place();
        self.0.get(leaf).is_some_and(|&bits| bits & bit != 0)
    }

    pub fn set(&mut self, f: Feature) {
        let (leaf, bit) = f.place();
        if let Some(bits) = self.0.get_mut(leaf) {
            *bits |= bit;
        }
    }

    pub fn clear(&mut self, f: Feature) {
        let (leaf, bit) = f.place();
        if let Some(bits) = self.0.get_mut(leaf) {
            *bits &= !bit;
        }
    }

    /// Adds those of `present` that are in `group`.
    pub fn add(&mut self, present: &Words, group: &Words) {
        for ((to, from), mask) in self.0.iter_mut().zip(&present.0).zip(&group.0) {
            *to |= from & mask;
        }
    }

    pub fn remove(&mut self, group: &Words) {
        for (to, mask) in self.0.iter_mut().zip(&group.0) {
            *to &= !mask;
        }
    }
}

fn registers(bits: u128) -> Registers {
    [0, 32, 64, 96].map(|shift| (bits >> shift) as u32)
}

const EAX: u16 = 0;
const EBX: u16 = 1;
const ECX: u16 = 2;
const EDX: u16 = 3;

macro_rules! features {
    ($($leaf:ident $register:ident: $($name:ident $bit:literal)*;)*) => {
        $($(pub const $name: Feature = Feature::of(Leaf::$leaf, $register, $bit);)*)*
    };
}

features! {
    L1 ECX: SSE3 0 PCLMULQDQ 1 SSSE3 9 FMA 12 CMPXCHG16B 13 SSE4_1 19 SSE4_2 20 MOVBE 22 POPCNT 23 AES 25 XSAVE 26
        OSXSAVE 27 AVX 28 F16C 29 RDRAND 30;
    L1 EDX: FPU 0 TSC 4 CX8 8 CMOV 15 CLFSH 19 MMX 23 FXSR 24 SSE 25 SSE2 26 HTT 28;
    L7 EBX: FSGSBASE 0 BMI1 3 HLE 4 AVX2 5 BMI2 8 ERMS 9 RTM 11 AVX512F 16 AVX512DQ 17 RDSEED 18 ADX 19 AVX512_IFMA 21
        CLFLUSHOPT 23 CLWB 24 TRACE 25 AVX512PF 26 AVX512ER 27 AVX512CD 28 SHA 29 AVX512BW 30 AVX512VL 31;
    L7 ECX: PREFETCHWT1 0 AVX512_VBMI 1 PKU 3 OSPKE 4 WAITPKG 5 AVX512_VBMI2 6 GFNI 8 VAES 9 VPCLMULQDQ 10
        AVX512_VNNI 11 AVX512_BITALG 12 AVX512_VPOPCNTDQ 14 RDPID 22 KL 23 CLDEMOTE 25 MOVDIRI 27 MOVDIR64B 28;
    L7 EDX: AVX512_4VNNIW 2 AVX512_4FMAPS 3 FSRM 4 AVX512_VP2INTERSECT 8 RTM_ALWAYS_ABORT 11 SERIALIZE 14
        TSXLDTRK 16 AMX_BF16 22 AVX512_FP16 23 AMX_TILE 24 AMX_INT8 25;
    L80000001 ECX: LAHF64_SAHF64 0 LZCNT 5 SSE4A 6 PREFETCHW 8 XOP 11 FMA4 16 TBM 21;
    L80000001 EDX: RDTSCP 27;
    Ld1 EAX: XSAVEOPT 0 XSAVEC 1 XGETBV_ECX_1 2 XFD 4;
    L80000008 EBX: WBNOINVD 9;
    L7s1 EAX: RAO_INT 3 AVX_VNNI 4 AVX512_BF16 5 CMPCCXADD 7 FZLRM 10 FSRS 11 FSRCS 12 AMX_FP16 21 AVX_IFMA 23;
    L7s1 EDX: AVX_VNNI_INT8 4 AVX_NE_CONVERT 5 AMX_COMPLEX 8 PREFETCHI 14 AVX10 19 APX_F 21;
    L19 EBX: AESKLE 0 WIDE_KL 2;
    L14 EBX: PTWRITE 4;
    L24 EBX: AVX10_XMM 16 AVX10_YMM 17 AVX10_ZMM 18;
}
