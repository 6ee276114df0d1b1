//! The merged export index: for a hash, the objects of a list that define such a name, in the list's order.
//!
//! In: the GNU hash tables of a list's objects. Out: `Index`, asked by hash. Must not: read a name or judge a symbol
//! (`plan/lookup` does, beginning at the symbol the index answers). Built by `link/exports` for long lists.
//!
//! A walk asks the Bloom filter of every object, so a lookup costs as much as the list is long; a thousand objects with
//! two hundred references each cost forty million filter probes. The index costs one visit of every exported symbol's
//! *stored* hash (no name is read or hashed), and a lookup then costs one probe, whatever the length.
//!
//! Chained buckets over one array of entries. Objects are visited from the last to the first and every entry is put at
//! its chain's front; so a chain lists equal hashes in the order of the list, and no tail must be known. A name that all
//! objects define makes one long chain, whose first entry mostly is the answer. (Open addressing would need half the
//! memory, but such names fill it with clusters, quadratic in the number of objects.)
//!
//! The key is the hash without its lowest bit, which a hash table's chain uses as its end mark; names that differ only
//! there are told apart when they are compared, as all others with equal hashes.

#![forbid(unsafe_code)]

use crate::elf::symbols::GnuHash;
use alloc::vec::Vec;

#[derive(Debug)]
pub struct Index {
    /// By key, the first entry of a chain, counted from 1; 0: none. As many as a power of two.
    heads: Vec<u32>,
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    key: u32,
    /// Position in the list.
    object: u32,
    symbol: u32,
    /// As in `heads`.
    next: u32,
}

const fn key(hash: u32) -> u32 {
    hash | 1
}

/// How many symbols an index of these tables holds.
pub fn size<'a>(tables: impl Iterator<Item = &'a GnuHash>) -> usize {
    tables.map(exported).sum()
}

/// The symbols that have a hash: from the table's offset to its end.
fn exported(table: &GnuHash) -> usize {
    let first = table.symbol_offset() as usize;
    table.count().saturating_sub(first).min(table.chain().len())
}

impl Index {
    /// The tables come with their objects' positions in the list, ascending. `None`: no memory, or more symbols than
    /// an index can count.
    pub fn build<'a>(tables: impl DoubleEndedIterator<Item = (usize, &'a GnuHash)> + Clone) -> Option<Index> {
        let count = size(tables.clone().map(|(_, table)| table));
        if u32::try_from(count).is_err() {
            return None;
        }
        let buckets = count.checked_next_power_of_two()?.max(16);
        let mut index = Index { heads: Vec::new(), entries: Vec::new() };
        index.entries.try_reserve_exact(count).ok()?;
        index.heads.try_reserve_exact(buckets).ok()?;
        index.heads.resize(buckets, 0);
        for (position, table) in tables.rev() {
            index.add(u32::try_from(position).ok()?, table);
        }
        Some(index)
    }

    fn add(&mut self, object: u32, table: &GnuHash) {
        let (chain, offset) = (table.chain(), table.symbol_offset());
        for link in (0..exported(table)).rev() {
            let Some(hash) = chain.get(link) else { continue };
            let symbol = offset.wrapping_add(link as u32);
            // Symbol 0 is the undefined one, whatever a table says; a bucket that names it is empty.
            if symbol == 0 {
                continue;
            }
            let at = self.bucket(hash);
            let next = self.entries.len() as u32 + 1;
            self.entries.push(Entry { key: key(hash), object, symbol, next: self.heads[at] });
            self.heads[at] = next;
        }
    }

    #[inline(always)]
    fn bucket(&self, hash: u32) -> usize {
        (hash >> 1) as usize & (self.heads.len() - 1)
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Where a lookup of this hash will read first: to be fetched early.
    #[inline]
    pub fn head(&self, hash: u32) -> *const u32 {
        &raw const self.heads[self.bucket(hash)]
    }

    /// Calls `visit` with (position, symbol) of each object that has this hash, until it answers; the visitor looks
    /// through that symbol's bucket from there on, and `together` says whether that covers a second symbol of the same
    /// object and key (or whether it is another name, whose hash differs in the lowest bit). The lowest bit of `hash`
    /// does not matter.
    #[inline(always)]
    pub fn find<R>(
        &self,
        hash: u32,
        together: impl Fn(usize, u32, u32) -> bool,
        mut visit: impl FnMut(usize, u32) -> Option<R>,
    ) -> Option<R> {
        let mut next = self.heads[self.bucket(hash)];
        let mut refused = (u32::MAX, 0);
        while let Some(entry) = self.entries.get((next as usize).wrapping_sub(1)) {
            next = entry.next;
            if entry.key != key(hash) {
                continue;
            }
            if entry.object == refused.0 && together(entry.object as usize, refused.1, entry.symbol) {
                continue;
            }
            if let found @ Some(_) = visit(entry.object as usize, entry.symbol) {
                return found;
            }
            refused = (entry.object, entry.symbol);
        }
        None
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elf::sample::File;
    use crate::elf::symbols::{Hashes, Symbols};

    /// The positions that define a name, by walking.
    fn walk(all: &[Symbols], name: crate::bytes::Name) -> Vec<(usize, usize)> {
        let hashes = Hashes::of(name);
        let all = all.iter().enumerate().filter(|(_, symbols)| symbols.may_have(&hashes));
        all.filter_map(|(at, s)| s.find(None, &hashes, name, |index, _| Some((at, index)))).collect()
    }

    #[test]
    fn answers_as_a_walk_does() {
        let paths =
            ["libm.so.6", "libc.so.6", "libm.so.6"].map(|p| alloc::format!("/lib/x86_64-linux-gnu/{p}"));
        let files: Vec<File> = paths.iter().map(|path| File::open(path)).collect();
        let all: Vec<Symbols> = files.iter().map(File::symbols).collect();
        let index = Index::build(all.iter().map(|s| s.gnu().unwrap()).enumerate()).unwrap();
        for symbols in &all {
            for number in 1..symbols.count() {
                let Some(name) = symbols.get(number).and_then(|s| symbols.name(&s)) else { continue };
                let hashes = Hashes::of(name);
                let mut found = Vec::new();
                let together = |at: usize, a, b| all[at].gnu().unwrap().same_bucket(a, b);
                let none: Option<()> = index.find(hashes.gnu ^ 1, together, |at, first| {
                    let symbols = &all[at];
                    found.extend(symbols.find(Some(first), &hashes, name, |index, _| Some((at, index))));
                    None
                });
                assert!(none.is_none());
                assert_eq!(found, walk(&all, name), "{name:?}");
            }
        }
    }

    #[test]
    fn an_empty_one_answers_nothing() {
        let index = Index::build(core::iter::empty::<(usize, &GnuHash)>()).unwrap();
        assert!(index.is_empty() && index.find(7, |_, _, _| false, |at, _| Some(at)).is_none());
    }
}
