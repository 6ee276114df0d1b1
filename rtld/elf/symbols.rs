//! The dynamic symbol table and the two hash tables over it: the hot path of start-up.
//!
//! In: a `Space` and its `Dynamic`. Out: `Symbols`, by which a name's candidates are found without
//! allocation, and every read by copy and in bounds. Must not: judge a candidate (versions, visibility,
//! scopes): `plan/lookup` does. Called once per object to read; then for every symbolic relocation and dlsym.
//!
//! DT_GNU_HASH (GNU binutils; introduced 2006) in brief. Header: nbuckets, symoffset, bloom words, shift. Then a
//! Bloom filter of 64-bit words: a name with hash `h` sets bits `h % 64` and `(h >> shift) % 64` of word
//! `h / 64 % words`, so that most objects are dismissed after reading one word. Then `nbuckets` indices of
//! the first symbol of each bucket (0: none), then one hash per symbol from `symoffset` on, sorted by
//! bucket, whose lowest bit is set at the last symbol of a bucket. Undefined symbols come before
//! `symoffset` and are not found. DT_HASH (gABI) has buckets and links, and holds undefined symbols too.
//! The number of symbols is stated nowhere but in the hash tables, so the symbol table's own bound here is its
//! segment's end: counting would read every bucket of every object at start-up.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use super::dynamic::Dynamic;
use super::versions::elf_hash;
use super::{SHN_UNDEF, Sym};
use crate::bytes::{Entries, Name, Pod, Ring, Space, Strings, Table, View, Wheel};
use crate::error::ParseError;
use core::cell::Cell;
use core::mem::offset_of;

/// A name's hashes; the SysV one only when an object without DT_GNU_HASH is met.
#[derive(Clone, Debug)]
pub struct Hashes {
    pub gnu: u32,
    sysv: Cell<Option<u32>>,
}

impl Hashes {
    #[inline]
    pub fn of(name: Name) -> Hashes {
        Hashes::with_gnu(name.gnu_hash())
    }

    /// For a name whose GNU hash is known already (from a hash table's chain).
    #[inline]
    pub const fn with_gnu(gnu: u32) -> Hashes {
        Hashes { gnu, sysv: Cell::new(None) }
    }

    /// The SysV hash of `name`, which must be the name these hashes are of.
    #[cold]
    pub fn sysv(&self, name: Name) -> u32 {
        let hash = self.sysv.get().unwrap_or_else(|| elf_hash(name));
        self.sysv.set(Some(hash));
        hash
    }
}

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
    fn read(window: View, vaddr: u64) -> Result<(GnuHash, Filter), ParseError> {
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
    fn stored(&self, symbol: usize) -> Option<u32> {
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
    const EMPTY: Bucket = Bucket { rest: Entries::NONE, next: 0, hash: 0 };
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

    fn read(window: View, vaddr: u64) -> Result<SysvHash, ParseError> {
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
struct Filter {
    /// With the second shift.
    words: Ring<u64>,
}

impl Filter {
    /// Of an object without DT_GNU_HASH: everything may be there.
    const ALL: Filter = Filter::constant(&[u64::MAX]);
    /// Of an object without symbols, or whose hash table has no buckets.
    const NONE: Filter = Filter::constant(&[0]);

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
    fn may_have(&self, hash: u32) -> bool {
        let word = self.words.get(hash >> 6);
        // One after the other: for most objects the first will do.
        word.wrapping_shr(hash) & 1 != 0 && word.wrapping_shr(hash.wrapping_shr(self.words.note)) & 1 != 0
    }
}

/// An object's dynamic symbols.
#[derive(Clone, Copy, Debug)]
pub struct Symbols {
    filter: Filter,
    table: Table<Sym>,
    strings: Strings,
    hash: Hash,
    versym: Table<u16>,
}

/// By what symbols are found. Where both exist only the GNU one is used: a wrong or stale DT_HASH harms nobody.
#[derive(Clone, Copy, Debug)]
enum Hash {
    None,
    Gnu(GnuHash),
    Sysv(SysvHash),
}

/// As many `T` as the view holds.
fn whole<T: Pod>(view: View) -> Table<T> {
    let count = view.len().checked_div(size_of::<T>()).unwrap_or(0);
    view.table(0, count).unwrap_or(Table::EMPTY)
}

pub fn read<S: Space>(space: &S, dynamic: &Dynamic) -> Result<Symbols, ParseError> {
    let bounded = |structure: &'static str, vaddr: u64| {
        let window = space.window(vaddr);
        let outside = ParseError { structure, at: vaddr, value: 0 };
        if window.is_empty() { Err(outside) } else { Ok(window) }
    };
    let table = dynamic.symtab.map(|at| bounded("DT_SYMTAB", at)).transpose()?;
    let versym = dynamic.versym.map(|at| bounded("DT_VERSYM", at)).transpose()?;
    let (hash, filter) = match (dynamic.gnu_hash, dynamic.hash) {
        (Some(at), _) => {
            let (gnu, filter) = GnuHash::read(space.window(at), at)?;
            (Hash::Gnu(gnu), filter)
        }
        (None, Some(at)) => (Hash::Sysv(SysvHash::read(space.window(at), at)?), Filter::ALL),
        (None, None) => (Hash::None, Filter::ALL),
    };
    Ok(Symbols {
        filter,
        table: table.map_or(Table::EMPTY, whole),
        strings: dynamic.strings,
        hash,
        versym: versym.map_or(Table::EMPTY, whole),
    })
}

impl Symbols {
    pub const EMPTY: Symbols = Symbols {
        filter: Filter::NONE,
        table: Table::EMPTY,
        strings: Strings::EMPTY,
        hash: Hash::None,
        versym: Table::EMPTY,
    };

    #[inline]
    pub fn get(&self, index: usize) -> Option<Sym> {
        self.table.get(index)
    }

    #[inline]
    pub fn name(&self, symbol: &Sym) -> Option<Name> {
        self.strings.get(symbol.name as usize)
    }

    /// The raw DT_VERSYM entry (index and hidden bit); `None` if the object has none.
    #[inline]
    pub fn version_index(&self, index: usize) -> Option<u16> {
        self.versym.get(index)
    }

    pub const fn has_versions(&self) -> bool {
        !self.versym.is_empty()
    }

    /// Calls `fetch` with the addresses at which a lookup reads what its candidate `index` is: symbol and version.
    #[inline(always)]
    pub fn prefetch_definition(&self, index: usize, fetch: impl Fn(*const u8)) {
        let symbol = self.table.place(index);
        fetch(symbol);
        // One in eight has its value in the next cache line.
        fetch(symbol.wrapping_add(offset_of!(Sym, size)).wrapping_sub(1));
        fetch(self.versym.place(index));
    }

    /// The same for what a reference to symbol `index` begins with: the symbol, and its hash if it is defined here.
    #[inline(always)]
    pub fn prefetch_reference(&self, index: usize, fetch: impl Fn(*const u8)) {
        fetch(self.table.place(index));
        if let Some(gnu) = self.gnu() {
            fetch(gnu.chain.place(index.wrapping_sub(gnu.offset as usize)));
        }
    }

    /// The hash in DT_GNU_HASH of a symbol that is defined here; its lowest bit says nothing. Others have no entry there, though
    /// memory may go on behind the table: GNU ld makes a table of one empty bucket for a program that exports nothing.
    #[inline(always)]
    pub fn stored_hash(&self, index: usize) -> Option<u32> {
        let gnu = self.gnu()?;
        self.table.get(index).filter(|symbol| symbol.shndx != SHN_UNDEF).and_then(|_| gnu.stored(index))
    }

    /// DT_SYMTAB, up to its segment's end.
    pub const fn table(&self) -> Table<Sym> {
        self.table
    }

    pub const fn strings(&self) -> Strings {
        self.strings
    }

    #[inline(always)]
    pub const fn gnu(&self) -> Option<&GnuHash> {
        match &self.hash {
            Hash::Gnu(gnu) => Some(gnu),
            Hash::Sysv(_) | Hash::None => None,
        }
    }

    pub const fn sysv(&self) -> Option<&SysvHash> {
        match &self.hash {
            Hash::Sysv(sysv) => Some(sysv),
            Hash::Gnu(_) | Hash::None => None,
        }
    }

    /// The words of the Bloom filter and its second shift.
    pub const fn bloom(&self) -> (Table<u64>, u32) {
        (self.filter.words.table(), self.filter.words.note)
    }

    /// The number of symbols, from the hash tables. Reads all GNU buckets: not for start-up.
    pub fn count(&self) -> usize {
        let count = match &self.hash {
            Hash::Sysv(sysv) => sysv.chain.len(),
            Hash::Gnu(gnu) => gnu.count(),
            Hash::None => 0,
        };
        count.min(self.table.len())
    }

    /// May a symbol with these hashes be here? Most objects say no, for the price of one word of their Bloom filter.
    #[inline(always)]
    pub fn may_have(&self, wanted: &Hashes) -> bool {
        self.may_have_hash(wanted.gnu)
    }

    #[inline(always)]
    pub fn may_have_hash(&self, hash: u32) -> bool {
        self.filter.may_have(hash)
    }

    /// Calls `accept` with each symbol that is called `name` (whose hashes are `wanted`) until it answers.
    pub fn find<R>(
        &self,
        wanted: &Hashes,
        name: Name,
        mut accept: impl FnMut(usize, Sym) -> Option<R>,
    ) -> Option<R> {
        self.called_from(None, wanted, name).find_map(|(index, symbol)| accept(index, symbol))
    }

    /// The first that is defined here, of whichever version.
    #[inline(never)]
    pub fn definition(&self, wanted: &Hashes, name: Name) -> Option<(usize, Sym)> {
        self.find(wanted, name, |index, symbol| (symbol.shndx != super::SHN_UNDEF).then_some((index, symbol)))
    }

    /// The symbols that are called `name`, whose hashes are `wanted`. Does not ask `may_have`: the caller has, or knows
    /// the `first` symbol with this GNU hash from an index.
    #[inline(always)]
    pub fn called_from(&self, first: Option<u32>, wanted: &Hashes, name: Name) -> Called<'_> {
        match self.gnu() {
            Some(gnu) => Called { symbols: self, name, bucket: gnu.bucket(first, wanted.gnu), links: None },
            None => Called { symbols: self, name, bucket: Bucket::EMPTY, links: self.links(wanted, name) },
        }
    }

    #[cold]
    fn links(&self, wanted: &Hashes, name: Name) -> Option<Links> {
        let sysv = self.sysv()?;
        let bucket = (wanted.sysv(name) as usize).checked_rem(sysv.buckets.len())?;
        let (symbol, chain) = (sysv.buckets.get(bucket)?, sysv.chain);
        // A chain can name every symbol once; more steps than symbols would be a cycle.
        Some(Links { chain, symbol, left: chain.len() })
    }

    /// Symbol `index`, if it is called `name`.
    #[inline(always)]
    pub fn called(&self, index: usize, name: Name) -> Option<Sym> {
        let called = self.name(&self.table.get(index)?)?;
        // What else there is of it is loaded only now, and not kept while the names are compared.
        if called.same_inlined(name) { self.table.get(index) } else { None }
    }
}

/// The symbols of one name in one object. (Not one walk or the other: a value that is either is built in one place and copied to
/// another, and a copy of what was just written in parts waits for all of them.)
pub struct Called<'a> {
    symbols: &'a Symbols,
    name: Name,
    bucket: Bucket,
    links: Option<Links>,
}

/// What is left of a chain of DT_HASH.
struct Links {
    chain: Table<u32>,
    symbol: u32,
    left: usize,
}

impl Iterator for Called<'_> {
    type Item = (usize, Sym);

    #[inline(always)]
    fn next(&mut self) -> Option<(usize, Sym)> {
        for index in self.bucket.by_ref() {
            if let Some(symbol) = self.symbols.called(index, self.name) {
                return Some((index, symbol));
            }
        }
        if self.links.is_none() { None } else { self.next_by_links() }
    }
}

impl Called<'_> {
    #[cold]
    fn next_by_links(&mut self) -> Option<(usize, Sym)> {
        loop {
            let Links { chain, symbol, left } = self.links.take()?;
            if symbol == 0 {
                return None;
            }
            let left = left.checked_sub(1)?;
            self.links = chain.get(symbol as usize).map(|symbol| Links { chain, symbol, left });
            if let Some(found) = self.symbols.called(symbol as usize, self.name) {
                return Some((symbol as usize, found));
            }
        }
    }
}

#[cfg(test)]
#[path = "symbols_tests.rs"]
mod tests;
