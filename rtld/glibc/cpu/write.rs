//! The model's bytes, where a libc looks for them.
//!
//! In: [`CpuFeatures`], the layout's numbers, the memory of `struct cpu_features`. Out: nothing; the memory is filled. A
//! field that the layout does not have, or that would not fit, is not written. Called by `glibc/globals`.

use super::feature::*;
use super::{Abilities, CpuFeatures, Processor, Vendor};
use crate::glibc::layout::{Cpu, Offset, Rules, at};

pub fn write(features: &CpuFeatures<'_>, layout: &Cpu, out: &mut [u8]) {
    let abilities = &features.abilities;
    let processor = abilities.processor;
    out.fill(0);
    let mut out = Out(out);
    if let Some(start) = layout.features.map(Offset::get) {
        let leaves = processor.leaves.bits().iter().zip(abilities.active.bits());
        for (i, (cpuid, active)) in (0..layout.leaves).zip(leaves) {
            out.bytes(Some(at(start + 32 * i)), &cpuid.to_le_bytes());
            out.bytes(Some(at(start + 32 * i + 16)), &active.to_le_bytes());
        }
    }
    let bits = layout.preferences.iter().zip(0..);
    let preferred = bits.map(|(&p, bit)| u32::from(abilities.preferred.has(p)) << bit).sum();
    old(abilities, layout, preferred, &mut out);
    for (offset, value) in [
        (Some(at(layout.kind)), kind(processor, layout)),
        (Some(at(layout.max_cpuid)), processor.max_leaf),
        (Some(at(layout.family)), processor.family),
        (Some(at(layout.model)), processor.model),
        (Some(at(layout.stepping)), processor.stepping),
        (layout.preferred, preferred),
        (layout.isa_1, abilities.isa_1),
        (Some(at(layout.xsave_state_full_size)), abilities.xsave_state_full_size),
    ] {
        out.word(offset, value);
    }
    longs(features, layout, &mut out);
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

/// Up to 2.31: the leaves as CPUID gave them, a word of what may be used, a word of preferences.
fn old(abilities: &Abilities<'_>, layout: &Cpu, preferred: u32, out: &mut Out<'_>) {
    let (Some(cpuid), Some(feature)) = (layout.cpuid, layout.feature) else { return };
    let (cpuid, feature) = (cpuid.get(), feature.get());
    let leaves = abilities.processor.leaves.leaves().flatten();
    for (offset, value) in (cpuid..feature).step_by(4).zip(leaves) {
        out.word(Some(at(offset)), value);
    }
    let usable = USABLE_231.iter().zip(0..).map(|(&f, bit)| u32::from(abilities.active.has(f)) << bit).sum();
    out.word(Some(at(feature)), usable);
    out.word(Some(at(feature + 4)), preferred);
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

fn longs(features: &CpuFeatures<'_>, layout: &Cpu, out: &mut Out<'_>) {
    let (t, g, wished) = (&features.thresholds, &features.geometry, &features.wished);
    let [data, shared, non_temporal] = match layout.rules {
        // That libc measures the caches itself; here are only the user's wishes, 0 for none.
        Rules::Glibc231 => [wished.data_cache_size, wished.shared_cache_size, wished.non_temporal],
        _ => [t.data_cache_size, t.shared_cache_size, t.non_temporal],
    };
    for (offset, value) in [
        (Some(at(layout.xsave_state_size)), features.abilities.xsave_state_size.into()),
        (Some(at(layout.data_cache_size)), data),
        (Some(at(layout.shared_cache_size)), shared),
        (Some(at(layout.non_temporal_threshold)), non_temporal),
        (layout.memset_non_temporal_threshold, t.memset_non_temporal),
        (layout.rep_movsb_threshold, t.rep_movsb),
        (layout.rep_movsb_stop_threshold, t.rep_movsb_stop),
        (layout.rep_stosb_threshold, t.rep_stosb),
        (layout.cachesize_non_temporal_divisor, t.non_temporal_divisor),
        (layout.level1_icache_size, g.instruction.size as u64),
        (layout.level1_icache_linesize, g.instruction.line as u64),
        (layout.level1_dcache_size, g.data.size as u64),
        (layout.level1_dcache_assoc, g.data.ways as u64),
        (layout.level1_dcache_linesize, g.data.line as u64),
        (layout.level2_cache_size, g.level2.size as u64),
        (layout.level2_cache_assoc, g.level2.ways as u64),
        (layout.level2_cache_linesize, g.level2.line as u64),
        (layout.level3_cache_size, g.level3.size as u64),
        (layout.level3_cache_assoc, g.level3.ways as u64),
        (layout.level3_cache_linesize, g.level3.line as u64),
        (layout.level4_cache_size, g.level4_size as u64),
    ] {
        out.bytes(offset, &value.to_le_bytes());
    }
}

struct Out<'a>(&'a mut [u8]);

impl Out<'_> {
    fn word(&mut self, offset: Option<Offset>, value: u32) {
        self.bytes(offset, &value.to_le_bytes());
    }

    fn bytes(&mut self, offset: Option<Offset>, bytes: &[u8]) {
        let room = offset.and_then(|at| self.0.get_mut(usize::from(at.get())..)?.get_mut(..bytes.len()));
        if let Some(room) = room {
            room.copy_from_slice(bytes);
        }
    }
}
