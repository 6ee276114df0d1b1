//! Leaf 4, and who shares the last cache (leaf 0BH).
//!
//! In: the leaves of `caches`. Out: the cache of a level, [`Sharing`]. Called by `cache` and `descriptors`.

use super::super::feature::*;
use super::super::{Processor, Registers, Vendor};
use super::{Cache, CacheLeaves, Geometry};

/// The cache that a thread can count on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sharing {
    /// The last level, all of it.
    pub shared: i64,
    /// A thread's share of it.
    pub per_thread: i64,
}

/// What the caches of leaf 4 are for; level 2 and above hold both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Instruction,
    Data,
    Level2,
    Level3,
    Level4,
}

/// The first subleaf that describes this cache.
pub fn find(leaves: &CacheLeaves, which: Which) -> Option<Cache> {
    described(leaves).find(|&&[eax, ..]| is(eax, which)).map(decode)
}

fn described(leaves: &CacheLeaves) -> impl Iterator<Item = &Registers> {
    leaves.deterministic.iter().take_while(|cache| cache[0] & 0x1f != 0)
}

fn is(eax: u32, which: Which) -> bool {
    let (kind, level) = (eax & 0x1f, (eax >> 5) & 7);
    match which {
        Which::Data => level == 1 && kind == 1,
        Which::Instruction => level == 1 && kind == 2,
        Which::Level2 => level == 2,
        Which::Level3 => level == 3,
        Which::Level4 => level == 4,
    }
}

/// Size = ways * partitions * line * sets, in the 32 bits of the registers.
pub fn decode(&[_, ebx, ecx, _]: &Registers) -> Cache {
    let ways = (ebx >> 22) + 1;
    let partitions = ((ebx >> 12) & 0x3ff) + 1;
    let line = (ebx & 0xfff) + 1;
    let size = ways.wrapping_mul(partitions).wrapping_mul(line).wrapping_mul(ecx.wrapping_add(1));
    Cache { size: size.into(), ways: ways.into(), line: line.into() }
}

/// Zhaoxin: leaf 4 alone; what it does not list is 0, a level 4 is not looked for.
pub fn geometry(leaves: &CacheLeaves) -> Geometry {
    let none = Cache { size: 0, ways: 0, line: 0 };
    let of = |which| find(leaves, which).unwrap_or(none);
    Geometry {
        instruction: of(Which::Instruction),
        data: of(Which::Data),
        level2: of(Which::Level2),
        level3: of(Which::Level3),
        level4_size: -1,
    }
}

/// Threads that share level 2 and level 3, less one, as leaf 4 counts them.
struct Sharers {
    level2: u32,
    level3: u32,
    inclusive: bool,
}

pub fn sharing(processor: &Processor, leaves: &CacheLeaves, geometry: &Geometry) -> Sharing {
    let core = geometry.level2.size;
    let last = if geometry.level3.size > 0 { 3 } else { 2 };
    let mut shared = if last == 3 { geometry.level3.size } else { core };
    let mut per_thread = shared;
    let mut sharers = Sharers { level2: 0, level3: 0, inclusive: true };
    if processor.leaves.has(HTT) {
        let threads = if processor.max_leaf >= 4 && count(processor, leaves, last, &mut sharers) {
            if last == 2 { few_cores(processor, sharers.level2) } else { sharers.level3 }
        } else {
            // Leaf 1 EBX: as many logical processors share the last cache.
            (processor.leaves.leaf(Leaf::L1)[1] >> 16) & 0xff
        };
        if per_thread > 0 && threads > 0 {
            per_thread /= i64::from(threads);
        }
    }
    if !sharers.inclusive {
        // Level 3 does not repeat what level 2 holds, so they add up.
        let threads = i64::from(sharers.level2.max(1));
        per_thread = per_thread.wrapping_add(core / threads);
        shared = shared.wrapping_add(core);
    }
    Sharing { shared, per_thread }
}

/// Fills in who shares what, in threads. False: leaf 4 ended early, as on some Pentium D.
fn count(processor: &Processor, leaves: &CacheLeaves, last: u32, sharers: &mut Sharers) -> bool {
    let (mut two, mut three) = (None, None);
    for &[eax, _, _, edx] in described(leaves) {
        if two.is_some() && (three.is_some() || last == 2) {
            break;
        }
        let ids = (eax >> 14) & 0x3ff;
        if is(eax, Which::Level2) && two.is_none() {
            two = Some(ids);
        } else if is(eax, Which::Level3) && last == 3 && three.is_none() {
            three = Some(ids);
            sharers.inclusive = edx & 2 != 0;
        }
    }
    sharers.level2 = two.unwrap_or(0);
    sharers.level3 = three.unwrap_or(0);
    if processor.vendor == Vendor::Intel && (two.is_none() || (three.is_none() && last == 3)) {
        return false;
    }
    if processor.max_leaf >= 11 {
        narrow(leaves, last, sharers);
    }
    for threads in [&mut sharers.level2, &mut sharers.level3] {
        if *threads > 0 {
            *threads += 1;
        }
    }
    true
}

/// Leaf 4 counts addressable ids; leaf 0BH knows how many threads a core and a package ship, of which the low bits
/// that leaf 4's count spans are taken.
fn narrow(leaves: &CacheLeaves, last: u32, sharers: &mut Sharers) {
    let mut smt = sharers.level2 > 0 && last == 3;
    let mut core = if last == 3 { sharers.level3 > 0 } else { sharers.level2 > 0 };
    for &[_, ebx, ecx, _] in &leaves.topology {
        let shipped = ebx & 0xff;
        let kind = ecx & 0xff00;
        if !(smt || core) || shipped == 0 || kind == 0 {
            break;
        }
        let narrowed = |ids: u32| (shipped - 1) & (u32::MAX >> ids.leading_zeros());
        if kind == 0x100 && smt {
            sharers.level2 = narrowed(sharers.level2);
            smt = false;
        } else if kind == 0x200 && core {
            let threads = if last == 3 { &mut sharers.level3 } else { &mut sharers.level2 };
            *threads = narrowed(*threads);
            core = false;
        }
    }
}

/// Silvermont's level 2 is shared by two cores, whatever leaf 4 says.
fn few_cores(processor: &Processor, threads: u32) -> u32 {
    let silvermont = matches!(processor.model, 0x37 | 0x4a | 0x4d | 0x5a | 0x5d);
    if processor.vendor == Vendor::Intel && processor.family == 6 && silvermont {
        threads.min(2)
    } else {
        threads
    }
}
