//! From which size on libc's copy and fill routines change their method.
//!
//! In: cache sizes, usable features, judgements, tunables. Out: [`Thresholds`], which libc copies into its own variables
//! without checking: zeros would break `memmove`. glibc: `dl_init_cacheinfo` in `sysdeps/x86/dl-cacheinfo.h`.
//! Called by `cpu::features`. Must not: ask the processor.

use super::Vendor;
use super::cache::{Geometry, Sharing};
use super::feature::*;
use super::prefer::Judgement;
use crate::glibc::layout::{Preference, Rules};
use crate::glibc::tunables::{Name, Tunables};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    pub data_cache_size: u64,
    pub shared_cache_size: u64,
    /// Copies of this size bypass the caches.
    pub non_temporal: u64,
    pub memset_non_temporal: u64,
    /// `rep movsb` from here on, up to `rep_movsb_stop`.
    pub rep_movsb: u64,
    pub rep_movsb_stop: u64,
    pub rep_stosb: u64,
    pub non_temporal_divisor: u64,
    /// The least `rep_movsb` that the vector size allows: a bound of its tunable.
    pub rep_movsb_minimum: u64,
}

/// The large-copy loop needs four pages and a cache line; its counter is shifted by four.
const NON_TEMPORAL_MINIMUM: u64 = 0x4040;
const NON_TEMPORAL_MAXIMUM: u64 = u64::MAX >> 4;

pub fn choose(
    vendor: Vendor,
    geometry: &Geometry,
    sharing: &Sharing,
    active: &Words,
    judged: &Judgement,
    rules: Rules,
    tunables: &Tunables<'_>,
) -> Thresholds {
    let newer = rules >= Rules::Glibc241;
    let non_temporal = non_temporal(vendor, sharing, active, judged, rules);
    let (rep_movsb, rep_movsb_minimum) = rep_movsb(active, judged);
    let prefers = |preference| judged.preferred.has(preference);
    let mut chosen = Thresholds {
        data_cache_size: geometry.data.size as u64,
        shared_cache_size: sharing.shared as u64,
        non_temporal,
        memset_non_temporal: if prefers(Preference::AvoidNonTemporalMemset) {
            u64::MAX
        } else {
            non_temporal
        },
        // From Zen 3 on AMD has it, but a vector loop is faster.
        rep_movsb: if newer && vendor == Vendor::Amd { non_temporal } else { rep_movsb },
        rep_movsb_stop: 0,
        rep_stosb: 0,
        non_temporal_divisor: judged.divisor,
        rep_movsb_minimum,
    };
    if vendor == Vendor::Hygon && rules >= Rules::Glibc244 {
        // memset's stays.
        chosen.non_temporal = (sharing.per_thread.wrapping_mul(3) / 8) as u64;
    }
    obey(&mut chosen, tunables);
    let stosb = tunables.number(Name::CpuX86RepStosbThreshold);
    let stosb_set = tunables.is_set(Name::CpuX86RepStosbThreshold);
    chosen.rep_stosb = match vendor {
        _ if newer && prefers(Preference::AvoidStosb) => chosen.memset_non_temporal,
        // Else nothing would ever be stored past the caches ("x86: Non-temporal memset unreachable on AMD", bug 34129).
        Vendor::Amd if rules >= Rules::Glibc244 && !stosb_set => chosen.memset_non_temporal,
        Vendor::Amd if newer && !stosb_set => u64::MAX,
        _ => stosb,
    };
    chosen.rep_movsb_stop = match vendor {
        // ERMS of Zen 3 is slow beyond level 2.
        Vendor::Amd | Vendor::Hygon if !newer => geometry.level2.size as u64,
        _ => chosen.non_temporal,
    };
    chosen
}

fn non_temporal(vendor: Vendor, sharing: &Sharing, active: &Words, judged: &Judgement, rules: Rules) -> u64 {
    // 3/4 of a thread's share: less would mean that the sizes are wrong.
    let least = (sharing.per_thread.wrapping_mul(3) / 4) as u64;
    let (part, if_unknown) = match rules {
        Rules::Glibc231 | Rules::Glibc236 => ((sharing.shared / 4) as u64, NON_TEMPORAL_MINIMUM),
        _ => ((sharing.shared as u64).checked_div(judged.divisor).unwrap_or(0), 64 << 20),
    };
    let mut threshold = part.max(least);
    // Without fast `rep movsb` plain stores compete, which thrash the cache of other threads.
    // Not on Zhaoxin, says 2.41.
    let exempt = rules >= Rules::Glibc241 && vendor == Vendor::Zhaoxin;
    if !active.has(ERMS) && !exempt {
        threshold = least;
    }
    if threshold < NON_TEMPORAL_MINIMUM { if_unknown } else { threshold.min(NON_TEMPORAL_MAXIMUM) }
}

/// The start of `rep movsb`, and its least value: eight vectors.
fn rep_movsb(active: &Words, judged: &Judgement) -> (u64, u64) {
    let (threshold, minimum) = if active.has(AVX512F) && !judged.preferred.has(Preference::PreferNoAvx512) {
        (4096 * 4, 64 * 8)
    } else if judged.preferred.has(Preference::AvxFastUnalignedLoad) {
        (4096 * 2, 32 * 8)
    } else {
        (2048, 16 * 8)
    };
    (if active.has(FSRM) { 2112 } else { threshold }, minimum)
}

/// A tunable of 0 is "not set"; thresholds out of their range are ignored.
fn obey(chosen: &mut Thresholds, tunables: &Tunables<'_>) {
    let in_range = |value| value > NON_TEMPORAL_MINIMUM && value <= NON_TEMPORAL_MAXIMUM;
    let take = |name, place: &mut u64, valid: &dyn Fn(u64) -> bool| {
        let value = tunables.number(name);
        if valid(value) {
            *place = value;
        }
    };
    let minimum = chosen.rep_movsb_minimum;
    take(Name::CpuX86DataCacheSize, &mut chosen.data_cache_size, &|v| v != 0);
    take(Name::CpuX86SharedCacheSize, &mut chosen.shared_cache_size, &|v| v != 0);
    take(Name::CpuX86NonTemporalThreshold, &mut chosen.non_temporal, &in_range);
    take(Name::CpuX86MemsetNonTemporalThreshold, &mut chosen.memset_non_temporal, &in_range);
    take(Name::CpuX86RepMovsbThreshold, &mut chosen.rep_movsb, &|v| v > minimum);
}
