//! Leaf 2: sixteen one-byte descriptors (Intel SDM vol. 2A, "Encoding of CPUID Leaf 2 Descriptors").
//!
//! In: the leaves of `caches`. Out: [`Geometry`] of an Intel processor. Called by `cache`.

use super::super::Processor;
use super::intel::{self, Which};
use super::{Cache, CacheLeaves, Geometry};

const I: Which = Which::Instruction;
const D: Which = Which::Data;
const L2: Which = Which::Level2;
const L3: Which = Which::Level3;
const L4: Which = Which::Level4;

/// Descriptor, cache, KiB, ways, line; ascending.
#[rustfmt::skip]
const KNOWN: [(u8, Which, u16, u8, u8); 68] = [
    (0x06, I, 8, 4, 32), (0x08, I, 16, 4, 32), (0x09, I, 32, 4, 32), (0x0a, D, 8, 2, 32), (0x0c, D, 16, 4, 32),
    (0x0d, D, 16, 4, 64), (0x0e, D, 24, 6, 64), (0x21, L2, 256, 8, 64), (0x22, L3, 512, 4, 64), (0x23, L3, 1024, 8, 64),
    (0x25, L3, 2048, 8, 64), (0x29, L3, 4096, 8, 64), (0x2c, D, 32, 8, 64), (0x30, I, 32, 8, 64), (0x39, L2, 128, 4, 64),
    (0x3a, L2, 192, 6, 64), (0x3b, L2, 128, 2, 64), (0x3c, L2, 256, 4, 64), (0x3d, L2, 384, 6, 64), (0x3e, L2, 512, 4, 64),
    (0x3f, L2, 256, 2, 64), (0x41, L2, 128, 4, 32), (0x42, L2, 256, 4, 32), (0x43, L2, 512, 4, 32), (0x44, L2, 1024, 4, 32),
    (0x45, L2, 2048, 4, 32), (0x46, L3, 4096, 4, 64), (0x47, L3, 8192, 8, 64), (0x48, L2, 3072, 12, 64), (0x49, L2, 4096, 16, 64),
    (0x4a, L3, 6144, 12, 64), (0x4b, L3, 8192, 16, 64), (0x4c, L3, 12288, 12, 64), (0x4d, L3, 16384, 16, 64), (0x4e, L2, 6144, 24, 64),
    (0x60, D, 16, 8, 64), (0x66, D, 8, 4, 64), (0x67, D, 16, 4, 64), (0x68, D, 32, 4, 64), (0x78, L2, 1024, 8, 64),
    (0x79, L2, 128, 8, 64), (0x7a, L2, 256, 8, 64), (0x7b, L2, 512, 8, 64), (0x7c, L2, 1024, 8, 64), (0x7d, L2, 2048, 8, 64),
    (0x7f, L2, 512, 2, 64), (0x80, L2, 512, 8, 64), (0x82, L2, 256, 8, 32), (0x83, L2, 512, 8, 32), (0x84, L2, 1024, 8, 32),
    (0x85, L2, 2048, 8, 32), (0x86, L2, 512, 4, 64), (0x87, L2, 1024, 8, 64), (0xd0, L3, 512, 4, 64), (0xd1, L3, 1024, 4, 64),
    (0xd2, L3, 2048, 4, 64), (0xd6, L3, 1024, 8, 64), (0xd7, L3, 2048, 8, 64), (0xd8, L3, 4096, 8, 64), (0xdc, L3, 2048, 12, 64),
    (0xdd, L3, 4096, 12, 64), (0xde, L3, 8192, 12, 64), (0xe2, L3, 2048, 16, 64), (0xe3, L3, 4096, 16, 64), (0xe4, L3, 8192, 16, 64),
    (0xea, L3, 12288, 24, 64), (0xeb, L3, 18432, 24, 64), (0xec, L3, 24576, 24, 64),
];

/// A bit per descriptor in the table: most of a processor's tell of its TLBs.
const IS_KNOWN: [u64; 4] = {
    let (mut known, mut i) = ([0; 4], 0);
    while i < KNOWN.len() {
        known[KNOWN[i].0 as usize / 64] |= 1 << (KNOWN[i].0 % 64);
        i += 1;
    }
    known
};

/// No level 2, or no level 3 if there is a level 2.
const ABSENT: u8 = 0x40;
const SEE_LEAF_4: u8 = 0xff;
/// 4 MiB of level 3 on family 15 model 6, of level 2 elsewhere.
const AMBIGUOUS: u8 = 0x49;

pub fn geometry(processor: &Processor, leaves: &CacheLeaves) -> Geometry {
    let of = |which| cache(processor, leaves, which);
    Geometry { instruction: of(I), data: of(D), level2: of(L2), level3: of(L3), level4_size: of(L4).size }
}

fn cache(processor: &Processor, leaves: &CacheLeaves, which: Which) -> Cache {
    if processor.max_leaf < 2 {
        return Cache::UNKNOWN;
    }
    let [eax, ebx, ecx, edx] = leaves.descriptors;
    // AL is always 1; anything else means that leaf 2 is not to be believed.
    if eax & 0xff != 1 {
        return intel::find(leaves, which).unwrap_or(Cache::UNKNOWN);
    }
    let mut absent = false;
    for word in [eax & !0xff, ebx, ecx, edx] {
        if let Some(found) = search(processor, leaves, word, which, &mut absent) {
            return found;
        }
    }
    if absent && matches!(which, L2 | L3) { Cache::UNKNOWN } else { Cache { size: 0, ways: 0, line: 0 } }
}

/// The cache, if one of the four descriptors of a register knows it.
fn search(
    processor: &Processor,
    leaves: &CacheLeaves,
    word: u32,
    mut which: Which,
    absent: &mut bool,
) -> Option<Cache> {
    // The top bit: the register holds no descriptors.
    if word & 0x8000_0000 != 0 {
        return None;
    }
    // Zeros above the last descriptor say nothing.
    let used = 4 - word.leading_zeros() as usize / 8;
    for &descriptor in word.to_le_bytes().get(..used)? {
        match descriptor {
            ABSENT => {
                *absent = true;
                if which == L3 {
                    return None;
                }
            }
            SEE_LEAF_4 => return Some(intel::find(leaves, which).unwrap_or(Cache::UNKNOWN)),
            // Says nothing, as 0 does.
            _ if IS_KNOWN[usize::from(descriptor / 64)] >> (descriptor % 64) & 1 == 0 => {}
            _ => {
                let old_xeon = processor.family == 15 && processor.model == 6;
                if descriptor == AMBIGUOUS && which == L3 && old_xeon {
                    which = L2;
                }
                let row =
                    KNOWN.binary_search_by_key(&descriptor, |row| row.0).ok().and_then(|at| KNOWN.get(at));
                if let Some(&(_, _, kib, ways, line)) = row.filter(|row| row.1 == which) {
                    let size = i64::from(kib) * 1024;
                    return Some(Cache { size, ways: ways.into(), line: line.into() });
                }
            }
        }
    }
    None
}
