//! The hash tables over the dynamic symbols: DT_GNU_HASH with its Bloom filter, and DT_HASH.
//!
//! In: a table's bytes, to the end of their segment; then hashes of names. Out: indices of symbols that may be the one: whose hash
//! is the same (DT_GNU_HASH), or whose bucket (DT_HASH). Must not: look at a symbol or its name.
//!
//! DT_GNU_HASH (GNU binutils; introduced 2006) in brief. Header: nbuckets, symoffset, bloom words, shift. Then a
//! Bloom filter of 64-bit words: a name with hash `h` sets bits `h % 64` and `(h >> shift) % 64` of word
//! `h / 64 % words`, so that most objects are dismissed after reading one word. Then `nbuckets` indices of
//! the first symbol of each bucket (0: none), then one hash per symbol from `symoffset` on, sorted by
//! bucket, whose lowest bit is set at the last symbol of a bucket. Undefined symbols come before
//! `symoffset` and are not found. DT_HASH (gABI) has buckets and links, and holds undefined symbols too.

use super::whole;
use crate::bytes::{Entries, Ring, Table, View, Wheel};
use crate::error::ParseError;

/// DT_GNU_HASH.
#[derive(Clone, Copy, Debug)]
pub struct GnuHash {
    buckets: Wheel<u32>,
    /// From `offset` on; bounded by the segment, the last bit of a bucket's end ends it before.
    chain: Table<u32>,
    offset: u32,
}

impl GnuHash {
    pub const fn buckets(&self) -> Table<u32> {
        self.buckets.table()
    }

    /// The hashes of the symbols from `symbol_offset` on. The table's length is only its segment's bound.
    pub const fn chain(&self) -> Table<u32> {
        self.chain
    }

    /// The index of the first symbol that is hashed.
    pub const fn symbol_offset(&self) -> u32 {
        self.offset
    }

    /// The table and its Bloom filter.
    pub(super) fn read(window: View, vaddr: u64) -> Result<(GnuHash, Filter), ParseError> {
        let wrong = |at: u64, value: u32| ParseError {
            structure: "DT_GNU_HASH",
            at: vaddr.wrapping_add(at),
            value: u64::from(value),
        };
        let word = |at: usize| window.read::<u32>(at).ok_or(wrong(at as u64, 0));
        let (bucket_count, offset, words, shift) = (word(0)?, word(4)?, word(8)?, word(12)?);
        if bucket_count != 0 && !words.is_power_of_two() {
            return Err(wrong(8, words));
        }
        if shift >= u32::BITS {
            return Err(wrong(12, shift));
        }
        let bloom = window.table::<u64>(16, words as usize).ok_or(wrong(8, words))?;
        let rest = window.from(16).and_then(|v| v.from((words as usize).checked_mul(8)?));
        let rest = rest.ok_or(wrong(8, words))?;
        let buckets = rest.table::<u32>(0, bucket_count as usize).and_then(Wheel::of);
        let buckets = buckets.ok_or(wrong(0, bucket_count))?;
        let chain = rest.from((bucket_count as usize).saturating_mul(4)).map_or(Table::EMPTY, whole);
        let filter = if buckets.is_empty() { Filter::NONE } else { Filter::of(bloom, shift) };
        Ok((GnuHash { buckets, chain, offset }, filter))
    }

    /// The first symbol of the hash's bucket.
    #[inline(always)]
    fn first(&self, hash: u32) -> Option<u32> {
        self.buckets.get(hash).filter(|&symbol| symbol != 0)
    }

    /// The first symbol with this hash.
    #[inline(always)]
    pub fn first_with(&self, hash: u32) -> Option<u32> {
        let first = self.first(hash)?;
        // Anything below the offset would have no chain entry.
        let mut link = first.checked_sub(self.offset)?;
        loop {
            let stored = self.chain.get(link as usize)?;
            if (stored ^ hash) >> 1 == 0 {
                return Some(link.wrapping_add(self.offset));
            }
            if stored & 1 != 0 {
                return None;
            }
            link = link.wrapping_add(1);
        }
    }

    /// The symbols with this hash, from `first` (or else the first of the hash's bucket) to the bucket's end.
    #[inline(always)]
    pub fn bucket(&self, first: Option<u32>, hash: u32) -> Bucket {
        let first = match first {
            Some(first) => first,
            // No table reaches so far.
            None => self.first(hash).unwrap_or(u32::MAX),
        };
        // Anything below the offset has no chain entry.
        let rest = match first.checked_sub(self.offset) {
            Some(link) => self.chain.skip(link as usize),
            None => Table::EMPTY,
        };
        Bucket { rest: rest.iter(), next: first, hash }
    }

    /// The hash of a symbol that is defined here; its lowest bit, the mark of a bucket's end, says nothing of it. Of any other
    /// symbol, nothing or anything.
    #[inline]
    pub(super) fn stored(&self, symbol: usize) -> Option<u32> {
        self.chain.get(symbol.checked_sub(self.offset as usize)?)
    }

    /// One more than the highest symbol index that can be reached.
    pub fn count(&self) -> usize {
        let last = self.buckets().iter().max().unwrap_or(0);
        let Some(mut link) = last.checked_sub(self.offset).filter(|_| last != 0) else {
            return self.offset as usize;
        };
        while self.chain.get(link as usize).is_some_and(|hash| hash & 1 == 0) {
            link = link.saturating_add(1);
        }
        (link as usize).saturating_add(self.offset as usize).saturating_add(1)
    }
}

/// What is left of a bucket of DT_GNU_HASH: an iterator and no visitor, because the loop over relocations wants all
/// of it in one function.
pub struct Bucket {
    /// The hashes from symbol `next` on; none are left at the bucket's end.
    rest: Entries<u32>,
    next: u32,
    hash: u32,
}

impl Bucket {
    pub(super) const EMPTY: Bucket = Bucket { rest: Entries::NONE, next: 0, hash: 0 };
}

impl Iterator for Bucket {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        loop {
            let stored = self.rest.next()?;
            let symbol = self.next;
            if stored & 1 != 0 {
                self.rest.end();
            }
            // As the table is in memory, it ends before the index wraps.
            self.next = symbol.wrapping_add(1);
            if (stored ^ self.hash) >> 1 == 0 {
                return Some(symbol as usize);
            }
        }
    }
}

/// DT_HASH.
#[derive(Clone, Copy, Debug)]
pub struct SysvHash {
    buckets: Table<u32>,
    chain: Table<u32>,
}

impl SysvHash {
    pub const fn buckets(&self) -> Table<u32> {
        self.buckets
    }

    pub const fn chain(&self) -> Table<u32> {
        self.chain
    }

    pub(super) fn read(window: View, vaddr: u64) -> Result<SysvHash, ParseError> {
        let read = || {
            let (buckets, chain) = (window.read::<u32>(0)?, window.read::<u32>(4)?);
            let rest = window.from(8)?;
            let after = rest.from((buckets as usize).checked_mul(4)?)?;
            Some(SysvHash {
                buckets: rest.table(0, buckets as usize)?,
                chain: after.table(0, chain as usize)?,
            })
        };
        read().ok_or(ParseError {
            structure: "DT_HASH",
            at: vaddr,
            value: u64::from(window.read::<u32>(0).unwrap_or(0)),
        })
    }
}

/// The Bloom filter alone: what a walk over a scope reads of most objects, and nothing else of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filter {
    /// With the second shift.
    pub(super) words: Ring<u64>,
}

impl Filter {
    /// Of an object without DT_GNU_HASH: everything may be there.
    pub(super) const ALL: Filter = Filter::constant(&[u64::MAX]);
    /// Of an object without symbols, or whose hash table has no buckets.
    pub(super) const NONE: Filter = Filter::constant(&[0]);

    const fn constant(word: &'static [u64; 1]) -> Filter {
        match Ring::of(Table::of(word), 0) {
            Some(words) => Filter { words },
            // One is a power of two.
            None => unreachable!(),
        }
    }

    fn of(bloom: Table<u64>, shift: u32) -> Filter {
        Ring::of(bloom, shift).map_or(Filter::NONE, |words| Filter { words })
    }

    /// May a name with this hash be here? (False positives only.)
    #[inline(always)]
    pub(super) fn may_have(&self, hash: u32) -> bool {
        let word = self.words.get(hash >> 6);
        // One after the other: for most objects the first will do.
        word.wrapping_shr(hash) & 1 != 0 && word.wrapping_shr(hash.wrapping_shr(self.words.note)) & 1 != 0
    }
}
