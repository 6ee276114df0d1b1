//! Cache sizes, and how many threads share them.
//!
//! In: [`Processor`], CPUID's cache leaves. Out: [`Geometry`], what sysconf(_SC_LEVEL*) prints, and [`Sharing`], what the
//! thresholds are made from. Called by `cpu::features`; [`caches`] executes CPUID.
//!
//! Intel lists caches twice: leaf 2 has sixteen one-byte descriptors, each a row of a table in the SDM, of which FFH
//! says "see leaf 4"; leaf 4 describes one cache per subleaf. Zhaoxin has leaf 4. AMD has 8000_0005H/6H and, since
//! family 17H, 8000_001DH in the format of leaf 4. Numbers and oddities follow `sysdeps/x86/dl-cacheinfo.h`, since the
//! answer must be the one libc was tuned to: -1 is "not known", 0 "none".
//! Must not: judge what is large.

use super::feature::*;
use super::{Processor, Registers, Vendor};
use crate::glibc::layout::Rules;

mod amd;
mod descriptors;
mod intel;

pub use intel::Sharing;

/// What the leaves about caches said; all zero where a vendor has none.
#[derive(Clone, Debug, Default)]
pub struct CacheLeaves {
    /// Leaf 2.
    pub descriptors: Registers,
    /// Leaf 4, by subleaf; a zero type ends it.
    pub deterministic: [Registers; 8],
    /// Leaf 0BH, by subleaf; a zero type ends it.
    pub topology: [Registers; 4],
    /// 8000_0005H, 8000_0006H.
    pub legacy: [Registers; 2],
    /// 8000_001DH, by subleaf: L1 data, L1 instruction, L2, L3.
    pub extended: [Registers; 4],
}

/// One cache; -1: not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cache {
    pub size: i64,
    pub ways: i64,
    pub line: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Geometry {
    pub instruction: Cache,
    pub data: Cache,
    pub level2: Cache,
    pub level3: Cache,
    pub level4_size: i64,
}

impl Cache {
    const UNKNOWN: Cache = Cache { size: -1, ways: -1, line: -1 };
}

/// Asks the leaves that this vendor has.
pub fn caches(
    processor: &Processor,
    rules: Rules,
    cpuid: &mut dyn FnMut(u32, u32) -> Registers,
) -> CacheLeaves {
    let mut leaves = CacheLeaves::default();
    match processor.vendor {
        Vendor::Intel | Vendor::Zhaoxin => intel_leaves(processor, &mut leaves, cpuid),
        Vendor::Amd | Vendor::Hygon => amd_leaves(processor, rules, &mut leaves, cpuid),
        Vendor::Other => {}
    }
    leaves
}

fn intel_leaves(
    processor: &Processor,
    leaves: &mut CacheLeaves,
    cpuid: &mut dyn FnMut(u32, u32) -> Registers,
) {
    let max = processor.max_leaf;
    if processor.vendor == Vendor::Intel && max >= 2 {
        leaves.descriptors = cpuid(2, 0);
    }
    if max >= 4 {
        for (i, cache) in (0..).zip(&mut leaves.deterministic) {
            *cache = cpuid(4, i);
            if cache[0] & 0x1f == 0 {
                break;
            }
        }
    }
    // Only to share caches among threads; see `intel::sharing`.
    let counted =
        processor.leaves.has(HTT) && !(processor.vendor == Vendor::Zhaoxin && processor.family == 6);
    if max >= 11 && counted {
        for (i, level) in (0..).zip(&mut leaves.topology) {
            *level = cpuid(11, i);
            // Types: 1 SMT, 2 core; nothing beyond them is looked at.
            if level[2] & 0xff00 != 0x100 {
                break;
            }
        }
    }
}

fn amd_leaves(
    processor: &Processor,
    rules: Rules,
    leaves: &mut CacheLeaves,
    cpuid: &mut dyn FnMut(u32, u32) -> Registers,
) {
    let max = processor.max_extended;
    if max >= 0x8000_001d {
        for (i, cache) in (0..).zip(&mut leaves.extended) {
            // 2.36 takes only the sharing of L3 from here.
            if rules >= Rules::Glibc238 || i == 3 {
                *cache = cpuid(0x8000_001d, i);
            }
        }
    }
    let complete = leaves.extended.iter().all(|cache| cache[2] != 0);
    if !(rules >= Rules::Glibc238 && complete) {
        for (leaf, answer) in (0x8000_0005..).zip(&mut leaves.legacy) {
            if max >= leaf {
                *answer = cpuid(leaf, 0);
            }
        }
    }
}

pub fn geometry(processor: &Processor, leaves: &CacheLeaves, rules: Rules) -> (Geometry, Sharing) {
    match (processor.vendor, rules) {
        (Vendor::Intel, _) => {
            let geometry = descriptors::geometry(processor, leaves);
            (geometry, intel::sharing(processor, leaves, &geometry))
        }
        (Vendor::Zhaoxin, _) => {
            let geometry = intel::geometry(leaves);
            (geometry, intel::sharing(processor, leaves, &geometry))
        }
        (Vendor::Amd | Vendor::Hygon, Rules::Glibc231 | Rules::Glibc236) => {
            amd::geometry_236(processor, leaves)
        }
        (Vendor::Amd, _) | (Vendor::Hygon, Rules::Glibc238) => amd::geometry_241(processor, leaves),
        (Vendor::Hygon, _) => amd::hygon_241(leaves),
        (Vendor::Other, _) => {
            let unknown = Geometry {
                instruction: Cache::UNKNOWN,
                data: Cache::UNKNOWN,
                level2: Cache::UNKNOWN,
                level3: Cache::UNKNOWN,
                level4_size: -1,
            };
            (unknown, Sharing { shared: -1, per_thread: -1 })
        }
    }
}
