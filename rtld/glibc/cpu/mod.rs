//! The processor as glibc sees it: `struct cpu_features`.
//!
//! libc's IFUNC resolvers choose `memcpy` and its like by the bits in this structure, its string functions
//! take their thresholds from it, and `sysconf(_SC_LEVEL1_DCACHE_SIZE)` prints it; the dynamic linker fills it.
//! It holds, per CPUID leaf, what the processor *has* (`cpuid`) and what a program may *use* (`active`: also
//! enabled by the kernel in XCR0, not switched off by a tunable), judgements (`preferred`), the psABI level,
//! the size of the state a lazy-binding trampoline saves, cache sizes and thresholds.
//! Sources: Intel SDM vol. 2A "CPUID" and vol. 1 ch. 13 (XSAVE), AMD APM vol. 3 app. E; what glibc makes of it:
//! `sysdeps/x86/cpu-features.c` and `dl-cacheinfo.h`, which libc's own code is tuned to.
//!
//! In: a function that executes CPUID, XCR0, AT_HWCAP2, the tunables. Out: [`Processor`] (what CPUID said), [`Abilities`] and [`CpuFeatures`]
//! (the model), bytes (`write`). Everything is pure, so that any processor can be tested on any other.
//!
//! CPUID traps in a virtual machine (tens of microseconds for glibc's 68 executions), so each leaf is asked once
//! and only if its answer can matter: on a Skylake server [`detect`] executes 14 and [`caches`] 8.
//! Two steps, because the levels for `glibc-hwcaps/` are needed before libc is found, but the caches are judged
//! by that libc's rules; and a program without glibc never pays for the second.
//!
//! Called by: `glibc/mod` at start-up, before any IFUNC resolver runs; `plan/search` gets [`Abilities::level`].
//! Must not: execute an instruction of its own accord, or know the layout (only `write` does).

mod active;
mod cache;
mod detect;
pub mod dump;
pub mod feature;
pub mod judgement;
mod prefer;
mod threshold;
mod write;

#[cfg(test)]
mod tests;

pub use active::descriptor_state_size;
pub use cache::{CacheLeaves, Geometry, caches};
pub use detect::{Processor, Vendor, detect};
pub use prefer::{Judgement, Preferences};
pub use threshold::Thresholds;
pub use write::{kind, write};

use super::layout::Rules;
use super::tunables::{Name, Tunables};
use feature::*;

/// EAX, EBX, ECX, EDX.
pub type Registers = [u32; 4];

/// What programs may use of a processor, and what they had better use.
#[derive(Clone, Debug)]
pub struct Abilities<'p> {
    pub processor: &'p Processor,
    pub active: Words,
    pub preferred: Preferences,
    /// Bits 0 to 3: the x86-64 baseline, v2, v3, v4 (psABI, GNU_PROPERTY_X86_ISA_1_*), as before any tunable.
    pub isa_1: u32,
    /// What a trampoline needs with the best instruction, and with plain XSAVE; 0: use FXSAVE.
    pub xsave_state_size: u32,
    pub xsave_state_full_size: u32,
}

/// The model: everything `struct cpu_features` holds, in no particular layout.
#[derive(Clone, Debug)]
pub struct CpuFeatures<'p> {
    pub abilities: Abilities<'p>,
    pub geometry: Geometry,
    pub thresholds: Thresholds,
    pub wished: Wished,
}

/// The sizes that tunables ask for, 0 if they do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wished {
    pub data_cache_size: u64,
    pub shared_cache_size: u64,
    pub non_temporal: u64,
}

/// What programs may use, by the rules of one generation of libc.
pub fn abilities<'p>(processor: &'p Processor, rules: Rules, tunables: &Tunables<'_>) -> Abilities<'p> {
    let (mut abilities, _) = judge(processor, rules);
    abilities.obey(rules, tunables);
    abilities
}

/// The model for one generation of libc.
pub fn features<'p>(
    processor: &'p Processor,
    caches: &CacheLeaves,
    rules: Rules,
    tunables: &Tunables<'_>,
) -> CpuFeatures<'p> {
    let (mut abilities, judged) = judge(processor, rules);
    let (geometry, sharing) = cache::geometry(processor, caches, rules);
    let active = &abilities.active;
    // From what the machine has, whatever tunables switch off.
    let thresholds =
        threshold::choose(processor.vendor, &geometry, &sharing, active, &judged, rules, tunables);
    abilities.obey(rules, tunables);
    let wished = Wished {
        data_cache_size: tunables.number(Name::CpuX86DataCacheSize),
        shared_cache_size: tunables.number(Name::CpuX86SharedCacheSize),
        non_temporal: tunables.number(Name::CpuX86NonTemporalThreshold),
    };
    CpuFeatures { abilities, geometry, thresholds, wished }
}

/// What the processor itself allows and suggests.
#[inline(never)]
fn judge(processor: &Processor, rules: Rules) -> (Abilities<'_>, Judgement) {
    let state = active::state_sizes(processor, rules);
    let mut active = active::usable(processor, rules);
    // The level is a property of the machine: judged before quirks and tunables, as glibc does.
    let isa_1 = active::isa_level(&processor.leaves, &active);
    let judged = prefer::judge(processor, rules, &mut active);
    let (xsave_state_size, xsave_state_full_size) = (state.best, state.full);
    let preferred = judged.preferred;
    (Abilities { processor, active, preferred, isa_1, xsave_state_size, xsave_state_full_size }, judged)
}

/// A directory below `glibc-hwcaps/`; each level includes the lower ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Baseline,
    V2,
    V3,
    V4,
}

impl Abilities<'_> {
    /// What the user's tunables take away or prefer.
    fn obey(&mut self, rules: Rules, tunables: &Tunables<'_>) {
        prefer::obey(self, rules, tunables);
        active::withdraw_without_xsave(self);
    }

    pub fn has(&self, feature: Feature) -> bool {
        self.active.has(feature)
    }

    /// The level a program may use now, tunables obeyed.
    pub fn level(&self) -> Level {
        match active::isa_level(&self.processor.leaves, &self.active).count_ones() {
            0 | 1 => Level::Baseline,
            2 => Level::V2,
            3 => Level::V3,
            _ => Level::V4,
        }
    }

    /// `_dl_hwcap`, which `getauxval(AT_HWCAP)` returns instead of the kernel's: 2 is x86-64, 4 the server AVX-512 set.
    pub fn hwcap(&self) -> u64 {
        let server = self.has(AVX512CD) && self.has(AVX512BW) && self.has(AVX512DQ) && self.has(AVX512VL);
        let intel = self.processor.vendor == Vendor::Intel;
        if intel && server && !self.has(AVX512ER) { 2 | 4 } else { 2 }
    }

    /// `_dl_platform`, what `$PLATFORM` stands for; `None` leaves AT_PLATFORM's.
    pub fn platform(&self) -> Option<&'static core::ffi::CStr> {
        if self.processor.vendor != Vendor::Intel {
            return None;
        }
        if self.has(AVX512CD) && self.has(AVX512ER) && self.has(AVX512PF) {
            return Some(c"xeon_phi");
        }
        let haswell = self.has(AVX2) && self.has(FMA) && self.has(BMI1) && self.has(BMI2);
        (haswell && self.has(LZCNT) && self.has(MOVBE) && self.has(POPCNT)).then_some(c"haswell")
    }
}
