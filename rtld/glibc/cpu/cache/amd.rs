//! AMD's and Hygon's caches (AMD APM vol. 3, appendix E.4: 8000_0005H, 8000_0006H, 8000_0008H, 8000_001DH).
//!
//! In: the leaves of `caches`. Out: [`Geometry`] and [`Sharing`], as glibc 2.36 and 2.41 each judge them. Called by `cache`.

use super::super::feature::*;
use super::super::{Processor, Registers};
use super::intel::{Sharing, decode};
use super::{Cache, CacheLeaves, Geometry};

/// Zen: level 3 belongs to a core complex, not to the package.
const ZEN: u32 = 0x17;

/// Level 1 in 8000_0005H ECX (data) or EDX (instruction).
fn level1(register: u32) -> Cache {
    let size = (register >> 14) & 0x3fc00;
    let high = register >> 16;
    // FFH: fully associative. The number glibc gives then is of no use, but it is the number.
    let ways = if high & 0xff == 0xff { (high << 2) & 0x3fc00 } else { high & 0xff };
    Cache { size: size.into(), ways: ways.into(), line: (register & 0xff).into() }
}

/// Level 2 or 3 in 8000_0006H: the field of four bits encodes the ways, 0: no such cache.
fn outer(register: u32, size: u32) -> Cache {
    let line = register & 0xff;
    let ways = match (register >> 12) & 0xf {
        plain @ (0 | 1 | 2 | 4) => plain,
        6 => 8,
        8 => 16,
        10 => 32,
        11 => 48,
        12 => 64,
        13 => 96,
        14 => 128,
        15 => size.checked_div(line).unwrap_or(0),
        _ => 0,
    };
    if register & 0xf000 == 0 {
        return Cache { size: 0, ways: 0, line: 0 };
    }
    Cache { size: size.into(), ways: ways.into(), line: line.into() }
}

fn legacy(leaves: &CacheLeaves) -> Geometry {
    let [[_, _, data, instruction], [_, _, level2, level3]] = leaves.legacy;
    Geometry {
        instruction: level1(instruction),
        data: level1(data),
        level2: outer(level2, (level2 >> 6) & 0x03ff_fc00),
        level3: outer(level3, (level3 & 0x3ffc_0000) << 1),
        level4_size: -1,
    }
}

/// Threads that share one level 3 of a core complex.
fn complex(leaves: &CacheLeaves) -> i64 {
    i64::from((leaves.extended[3][0] >> 14) & 0xfff) + 1
}

/// Logical processors of the package, if leaf 1 tells.
fn logical(processor: &Processor) -> Option<u32> {
    let [_, ebx, _, _] = processor.leaves.leaf(Leaf::L1);
    processor.leaves.has(HTT).then_some((ebx >> 16) & 0xff)
}

pub fn geometry_236(processor: &Processor, leaves: &CacheLeaves) -> (Geometry, Sharing) {
    let geometry = legacy(leaves);
    let core = geometry.level2.size;
    let shared = geometry.level3.size;
    if shared <= 0 {
        return (geometry, Sharing { shared: core, per_thread: core });
    }
    let mut threads = 0;
    if processor.max_extended >= 0x8000_0008 {
        let [_, _, ecx, _] = processor.leaves.leaf(Leaf::L80000008);
        threads = 1 << ((ecx >> 12) & 0xf);
    }
    if threads == 0 || processor.family >= ZEN {
        threads = logical(processor).unwrap_or(threads);
    }
    let share = shared.checked_div(i64::from(threads)).unwrap_or(shared);
    let sharing = if processor.family >= ZEN {
        Sharing { shared, per_thread: share * complex(leaves) }
    } else {
        // Level 2 and 3 hold different lines.
        Sharing { shared: shared + core, per_thread: share + core }
    };
    (geometry, sharing)
}

pub fn geometry_241(processor: &Processor, leaves: &CacheLeaves) -> (Geometry, Sharing) {
    let mut old = legacy(leaves);
    if old.level3.size > 0 {
        old.level3.size = legacy_level3(processor, leaves, old.level3.size);
    }
    // Some hypervisors leave 8000_001DH zero; then the old leaves count, cache by cache.
    let [data, instruction, level2, level3] = leaves.extended;
    let geometry = Geometry {
        instruction: extended(instruction).unwrap_or(old.instruction),
        data: extended(data).unwrap_or(old.data),
        level2: extended(level2).unwrap_or(old.level2),
        level3: extended(level3).unwrap_or(old.level3),
        level4_size: 0,
    };
    let (core, last) = (geometry.level2.size, geometry.level3.size);
    let shared = match last {
        ..=0 => core,
        _ if processor.family < ZEN => last + core,
        _ => last,
    };
    (geometry, Sharing { shared, per_thread: shared })
}

fn legacy_level3(processor: &Processor, leaves: &CacheLeaves, size: i64) -> i64 {
    let mut threads = 0;
    if processor.max_extended >= 0x8000_0008 {
        let [_, _, ecx, _] = processor.leaves.leaf(Leaf::L80000008);
        threads = (ecx & 0xff) + 1;
    } else if let Some(logical) = logical(processor) {
        threads = logical;
    }
    let share = size.checked_div(i64::from(threads)).unwrap_or(0);
    if processor.family >= ZEN { share * complex(leaves) } else { share }
}

fn extended(cache: Registers) -> Option<Cache> {
    (cache[2] != 0).then(|| without_partitions(cache))
}

/// As leaf 4, but glibc does not count partitions here; AMD has one.
fn without_partitions(cache: Registers) -> Cache {
    let [eax, ebx, ecx, edx] = cache;
    decode(&[eax, ebx & !(0x3ff << 12), ecx, edx])
}

pub fn hygon_241(leaves: &CacheLeaves) -> (Geometry, Sharing) {
    let [data, instruction, level2, level3] = leaves.extended.map(without_partitions);
    let geometry = Geometry { instruction, data, level2, level3, level4_size: -1 };
    (geometry, Sharing { shared: level3.size, per_thread: level3.size })
}
