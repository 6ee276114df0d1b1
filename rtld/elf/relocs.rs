//! The relocation tables: DT_RELA, DT_JMPREL and DT_RELR.
//!
//! In: a `Space` and its `Dynamic`. Out: bounded tables, cut so that no relocation is in two of them, and the
//! decoder of the packed form. Must not: know what a relocation number means (`arch/`), nor store anything.
//! Called once per object; the tables are walked by `link/relocate`.
//!
//! DT_RELR (gABI proposal by Rahul Chaudhry and Ali Bahrami, 2017) packs RELATIVE relocations. An even entry is the
//! address of one place. An odd entry is a bitmap for the 63 words behind the last place covered: bit `i + 1`
//! set means word `i` is a place too. The addend is what the place holds.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use super::Rela;
use super::dynamic::Dynamic;
use crate::bytes::{Pod, Space, Table, Three};
use crate::error::ParseError;

/// With the number of entries that DT_RELA begins with that are RELATIVE (DT_RELACOUNT).
#[derive(Clone, Copy, Debug)]
pub struct Relocations(Three<Rela, Rela, u64>);

impl Relocations {
    pub const EMPTY: Relocations = Relocations(Three::EMPTY);

    /// DT_RELA without what belongs to `plt`.
    pub fn rela(&self) -> Table<Rela> {
        self.0.first()
    }

    /// DT_JMPREL: the entries that lazy binding names by their index.
    pub fn plt(&self) -> Table<Rela> {
        self.0.second()
    }

    pub fn relr(&self) -> Table<u64> {
        self.0.third()
    }

    pub fn relative_count(&self) -> usize {
        self.0.note as usize
    }

    /// The RELATIVE prefix of `rela`.
    pub fn relative(&self) -> Table<Rela> {
        self.rela().first(self.relative_count())
    }

    /// The rest of `rela`.
    pub fn symbolic(&self) -> Table<Rela> {
        self.rela().skip(self.relative_count())
    }
}

pub fn read<S: Space>(space: &S, dynamic: &Dynamic) -> Result<Relocations, ParseError> {
    let rela: Table<Rela> = table(space, "DT_RELA", dynamic.rela)?;
    let plt: Table<Rela> = table(space, "DT_JMPREL", dynamic.jmprel)?;
    let (rela, plt) = apart(dynamic, rela, plt);
    let relative = u32::try_from(dynamic.relacount.min(rela.len())).unwrap_or(u32::MAX);
    Ok(Relocations(Three::of(rela, plt, table(space, "DT_RELR", dynamic.relr)?, relative)))
}

fn table<T: Pod, S: Space>(
    space: &S,
    structure: &'static str,
    place: Option<(u64, u64)>,
) -> Result<Table<T>, ParseError> {
    let Some((vaddr, size)) = place.filter(|&(_, size)| size != 0) else { return Ok(Table::EMPTY) };
    let window = space.window(vaddr);
    // glibc reads the entry of which the size takes in the beginning only, too.
    let of_whole = |size: usize| window.table(0, size.checked_div(size_of::<T>())?);
    let read = |size: usize| window.table(0, size.div_ceil(size_of::<T>())).or_else(|| of_whole(size));
    usize::try_from(size).ok().and_then(read).ok_or(ParseError { structure, at: vaddr, value: size })
}

/// Some linkers let DT_RELASZ include the PLT's entries, which mostly are DT_RELA's tail. They are taken out of it,
/// or lazy binding would be undone by the eager pass. A PLT table in the middle stays where it is, and is then
/// bound eagerly: that is always correct.
fn apart(dynamic: &Dynamic, rela: Table<Rela>, plt: Table<Rela>) -> (Table<Rela>, Table<Rela>) {
    let (Some((start, size)), Some((plt_start, plt_size))) = (dynamic.rela, dynamic.jmprel) else {
        return (rela, plt);
    };
    let (end, plt_end) = (start.saturating_add(size), plt_start.saturating_add(plt_size));
    if plt_size == 0 || plt_start < start || plt_start >= end {
        return (rela, plt);
    }
    if plt_end < end {
        return (rela, Table::EMPTY);
    }
    let before = plt_start.wrapping_sub(start).checked_div(size_of::<Rela>() as u64);
    (rela.first(before.and_then(|n| usize::try_from(n).ok()).unwrap_or(0)), plt)
}

/// The places (virtual addresses) that a DT_RELR table names, in order. Whoever stores must check each: the table
/// may name any address. A bitmap before the first address has nothing to refer to and names nothing.
pub fn places(table: Table<u64>) -> Places {
    Places { table, index: 0, bits: 0, word: 0, next: None }
}

pub struct Places {
    table: Table<u64>,
    index: usize,
    /// What is left of the current bitmap, and the address of its lowest bit's word.
    bits: u64,
    word: u64,
    /// The word behind the last place covered.
    next: Option<u64>,
}

const WORD: u64 = 8;
/// The bytes that one bitmap covers.
const SPAN: u64 = 63 * WORD;

impl Iterator for Places {
    type Item = u64;

    #[inline]
    fn next(&mut self) -> Option<u64> {
        loop {
            if self.bits != 0 {
                let skipped = u64::from(self.bits.trailing_zeros()).wrapping_mul(WORD);
                let place = self.word.wrapping_add(skipped);
                self.bits &= self.bits.wrapping_sub(1);
                return Some(place);
            }
            let entry = self.table.get(self.index)?;
            self.index = self.index.wrapping_add(1);
            if entry & 1 == 0 {
                self.next = Some(entry.wrapping_add(WORD));
                return Some(entry);
            }
            if let Some(word) = self.next {
                (self.word, self.bits) = (word, entry >> 1);
                self.next = Some(word.wrapping_add(SPAN));
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::bytes::View;
    use crate::elf::sample::{File, Flat};
    use alloc::vec;
    use alloc::vec::Vec;

    fn relr(words: &[u64]) -> Table<u64> {
        let bytes: Vec<u8> = words.iter().flat_map(|w| w.to_le_bytes()).collect();
        View::of(bytes.leak()).table(0, words.len()).unwrap()
    }

    /// The decoder as the proposal writes it, bit by bit.
    fn naive(words: &[u64]) -> Vec<u64> {
        let (mut out, mut base) = (vec![], None::<u64>);
        for &word in words {
            if word & 1 == 0 {
                out.push(word);
                base = Some(word.wrapping_add(8));
            } else if let Some(at) = base {
                out.extend((1..64).filter(|i| word >> i & 1 != 0).map(|i| at.wrapping_add((i - 1) * 8)));
                base = Some(at.wrapping_add(63 * 8));
            }
        }
        out
    }

    #[test]
    fn places_equal_the_naive_decoder() {
        let mut seed = 1u64;
        let mut random = || {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            seed ^ (seed >> 29)
        };
        for len in 0..200 {
            let words: Vec<u64> = (0..len % 17).map(|_| random()).collect();
            assert_eq!(places(relr(&words)).collect::<Vec<_>>(), naive(&words), "{words:x?}");
        }
        let words = [3, 1, u64::MAX - 1, u64::MAX, u64::MAX, 0x1000, 1, 3];
        assert_eq!(places(relr(&words)).collect::<Vec<_>>(), naive(&words));
        assert_eq!(places(relr(&[0x1000, 0b101])).collect::<Vec<_>>(), [0x1000, 0x1010]);
    }

    #[test]
    fn libc_and_libstdcxx() {
        for path in ["/lib/x86_64-linux-gnu/libc.so.6", "/usr/lib/x86_64-linux-gnu/libstdc++.so.6"] {
            let file = File::open(path);
            let all = read(&file, &file.dynamic()).unwrap();
            assert!(all.relative().len() + all.relr().len() > 0 && !all.plt().is_empty());
            const RELATIVE: u32 = 8;
            assert!(all.relative().iter().all(|r| r.number() == RELATIVE && r.symbol() == 0));
            assert!(all.symbolic().iter().all(|r| r.number() != RELATIVE));
            let inside = |at| file.plan.segments.iter().any(|s| (s.vaddr..s.mem_end).contains(&at));
            assert!(places(all.relr()).all(inside));
        }
    }

    #[test]
    fn overlap_is_cut_once() {
        let space = Flat::new(vec![0; 24 * 10]);
        let at = |rela, jmprel| {
            let dynamic = Dynamic { rela: Some(rela), jmprel: Some(jmprel), ..Dynamic::empty() };
            let all = read(&space, &dynamic).unwrap();
            (all.rela().len(), all.plt().len())
        };
        assert_eq!(at((0, 96), (96, 48)), (4, 2));
        assert_eq!(at((0, 96), (48, 48)), (2, 2));
        assert_eq!(at((0, 96), (48, 96)), (2, 4));
        assert_eq!(at((0, 96), (24, 24)), (4, 0));
        assert_eq!(at((48, 48), (0, 48)), (2, 2));
    }

    #[test]
    fn a_size_of_no_whole_entries_counts_up_as_far_as_there_are_bytes() {
        let space = Flat::new(vec![0; 48]);
        let count = |size| {
            let dynamic = Dynamic { rela: Some((0, size)), ..Dynamic::empty() };
            read(&space, &dynamic).unwrap().rela().len()
        };
        assert_eq!((count(23), count(25), count(48), count(49)), (1, 2, 2, 2));
    }

    #[test]
    fn a_table_outside_is_an_error() {
        let space = Flat::new(vec![0; 48]);
        let dynamic = Dynamic { rela: Some((0, 72)), ..Dynamic::empty() };
        assert_eq!(read(&space, &dynamic).unwrap_err().structure, "DT_RELA");
        let dynamic = Dynamic { relr: Some((u64::MAX, 8)), ..Dynamic::empty() };
        assert_eq!(read(&space, &dynamic).unwrap_err().structure, "DT_RELR");
        let dynamic = Dynamic { jmprel: Some((99, 0)), ..Dynamic::empty() };
        assert!(read(&space, &dynamic).unwrap().plt().is_empty());
    }
}
