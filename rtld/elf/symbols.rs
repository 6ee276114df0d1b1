//! The dynamic symbol table, and the search in it by one of the hash tables over it (`hash`): the hot path of start-up.
//!
//! In: a `Space` and its `Dynamic`. Out: `Symbols`, by which a name's candidates are found without
//! allocation, and every read by copy and in bounds. Must not: judge a candidate (versions, visibility,
//! scopes): `plan/lookup` does. Called once per object to read; then for every symbolic relocation and dlsym.
//!
//! The number of symbols is stated nowhere but in the hash tables, so the symbol table's own bound here is its
//! segment's end: counting would read every bucket of every object at start-up.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

pub mod hash;

use super::dynamic::Dynamic;
use super::versions::elf_hash;
use super::{SHN_UNDEF, Sym};
use crate::bytes::{Name, Pod, Space, Strings, Table, View};
use crate::error::ParseError;
use core::cell::Cell;
use core::mem::offset_of;
use hash::{Bucket, Filter, GnuHash, SysvHash};

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
            fetch(gnu.chain().place(index.wrapping_sub(gnu.symbol_offset() as usize)));
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
            Hash::Sysv(sysv) => sysv.chain().len(),
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
        self.find(wanted, name, |index, symbol| (symbol.shndx != SHN_UNDEF).then_some((index, symbol)))
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
        let bucket = (wanted.sysv(name) as usize).checked_rem(sysv.buckets().len())?;
        let (symbol, chain) = (sysv.buckets().get(bucket)?, sysv.chain());
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
