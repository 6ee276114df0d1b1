//! The model's bytes, where a libc looks for them.
//!
//! In: [`CpuFeatures`], the layout's numbers, the memory of `struct cpu_features`. Out: nothing; the memory is filled. A
//! field that the layout does not have, or that would not fit, is not written. Called by `glibc/globals`.

use super::feature::*;
use super::{Abilities, CpuFeatures, Processor, Vendor};
use crate::glibc::layout::{Cpu, Rules};

pub fn write(features: &CpuFeatures<'_>, layout: &Cpu, out: &mut [u8]) {
    let abilities = &features.abilities;
    let processor = abilities.processor;
    out.fill(0);
    let mut out = Out(out);
    basic(processor, layout, &mut out);
    if let Some(start) = layout.features {
        let leaves = processor.leaves.bits().iter().zip(abilities.active.bits());
        for (i, (cpuid, active)) in (0..layout.leaves).zip(leaves) {
            out.bytes(Some(start + 32 * i), &cpuid.to_le_bytes());
            out.bytes(Some(start + 32 * i + 16), &active.to_le_bytes());
        }
    }
    let bits = layout.preferences.iter().zip(0..);
    let preferred = bits.map(|(&p, bit)| u32::from(abilities.preferred.has(p)) << bit).sum();
    out.word(layout.preferred, preferred);
    old(abilities, layout, preferred, &mut out);
    out.word(layout.isa_1, abilities.isa_1);
    out.long(layout.xsave_state_size, abilities.xsave_state_size.into());
    out.word(layout.xsave_state_full_size, abilities.xsave_state_full_size);
    thresholds(features, layout, &mut out);
    caches(features, layout, &mut out);
}

/// `enum cpu_features_kind`.
pub fn kind(processor: &Processor, layout: &Cpu) -> u32 {
    match processor.vendor {
        Vendor::Intel => 1,
        Vendor::Amd => 2,
        Vendor::Zhaoxin => 3,
        Vendor::Hygon => layout.kinds.hygon,
        Vendor::Other => layout.kinds.other,
    }
}

fn basic(processor: &Processor, layout: &Cpu, out: &mut Out<'_>) {
    out.word(layout.kind, kind(processor, layout));
    out.word(layout.max_cpuid, processor.max_leaf);
    out.word(layout.family, processor.family);
    out.word(layout.model, processor.model);
    out.word(layout.stepping, processor.stepping);
}

/// Up to 2.31: the leaves as CPUID gave them, a word of what may be used, a word of preferences.
fn old(abilities: &Abilities<'_>, layout: &Cpu, preferred: u32, out: &mut Out<'_>) {
    let (Some(cpuid), Some(feature)) = (layout.cpuid, layout.feature) else { return };
    let leaves = abilities.processor.leaves.leaves().flatten();
    for (at, value) in (cpuid..feature).step_by(4).zip(leaves) {
        out.word(at, value);
    }
    let usable = USABLE_231.iter().zip(0..).map(|(&f, bit)| u32::from(abilities.active.has(f)) << bit).sum();
    out.word(feature, usable);
    out.word(feature + 4, preferred);
}

/// The meaning of bit 0, 1, ... of 2.31's first feature word.
const USABLE_231: [Feature; 23] = [
    AVX,
    AVX2,
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
    FMA,
    FMA4,
    VAES,
    VPCLMULQDQ,
    XOP,
    XSAVEC,
];

fn thresholds(features: &CpuFeatures<'_>, layout: &Cpu, out: &mut Out<'_>) {
    if layout.rules == Rules::Glibc231 {
        // That libc measures the caches itself; here are only the user's wishes, 0 for none.
        let t = &features.wished;
        out.long(layout.data_cache_size, t.data_cache_size);
        out.long(layout.shared_cache_size, t.shared_cache_size);
        out.long(layout.non_temporal_threshold, t.non_temporal);
        return;
    }
    let t = &features.thresholds;
    out.long(layout.data_cache_size, t.data_cache_size);
    out.long(layout.shared_cache_size, t.shared_cache_size);
    out.long(layout.non_temporal_threshold, t.non_temporal);
    out.long(layout.memset_non_temporal_threshold, t.memset_non_temporal);
    out.long(layout.rep_movsb_threshold, t.rep_movsb);
    out.long(layout.rep_movsb_stop_threshold, t.rep_movsb_stop);
    out.long(layout.rep_stosb_threshold, t.rep_stosb);
    out.long(layout.cachesize_non_temporal_divisor, t.non_temporal_divisor);
}

fn caches(features: &CpuFeatures<'_>, layout: &Cpu, out: &mut Out<'_>) {
    let g = &features.geometry;
    for (place, value) in [
        (layout.level1_icache_size, g.instruction.size),
        (layout.level1_icache_linesize, g.instruction.line),
        (layout.level1_dcache_size, g.data.size),
        (layout.level1_dcache_assoc, g.data.ways),
        (layout.level1_dcache_linesize, g.data.line),
        (layout.level2_cache_size, g.level2.size),
        (layout.level2_cache_assoc, g.level2.ways),
        (layout.level2_cache_linesize, g.level2.line),
        (layout.level3_cache_size, g.level3.size),
        (layout.level3_cache_assoc, g.level3.ways),
        (layout.level3_cache_linesize, g.level3.line),
        (layout.level4_cache_size, g.level4_size),
    ] {
        out.long(place, value as u64);
    }
}

struct Out<'a>(&'a mut [u8]);

impl Out<'_> {
    fn word(&mut self, at: impl Into<Option<u16>>, value: u32) {
        self.bytes(at.into(), &value.to_le_bytes());
    }

    fn long(&mut self, at: impl Into<Option<u16>>, value: u64) {
        self.bytes(at.into(), &value.to_le_bytes());
    }

    fn bytes(&mut self, at: Option<u16>, bytes: &[u8]) {
        let place = at.and_then(|at| self.0.get_mut(at as usize..)?.get_mut(..bytes.len()));
        if let Some(place) = place {
            place.copy_from_slice(bytes);
        }
    }
}
