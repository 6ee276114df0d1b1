//! The merged export index: for a hash, the first object of a list that defines such a name.
//!
//! In: the GNU hash tables of a list's objects, in the list's order. Out: `Index`, asked by hash. Must not: read a name
//! or judge a symbol (`plan/lookup` does, beginning at the symbol the index answers). Built by `link/exports` for long
//! lists.
//!
//! A walk asks the Bloom filter of every object, so a lookup costs as much as the list is long; a thousand objects with
//! two hundred references each cost forty million filter probes. The index costs one visit of every exported symbol's
//! *stored* hash (no name is read or hashed), and a lookup then costs one probe, whatever the length.
//!
//! Open addressing with linear probing, eight bytes per slot and nothing else: a lookup mostly reads one cache line, and
//! what must be zeroed by the kernel is small. Names that many objects define (templates, `_init`) would fill such a
//! table with clusters; so a second definition is not entered, only noted at the first (`more`). The first is the answer
//! but for rare cases (a version that does not fit, a hidden symbol, a COPY): then the rest of the list is walked.
//! A table only grows at its end, so objects that join the list later are simply added.
//!
//! A slot has a part of the hash, not all of it: two hashes that agree there are treated as one, which costs a walk and
//! changes nothing. The lowest bit of a hash is not used at all: a hash table's chain has its end mark there.
//!
//! What did not pay: chains over an array of entries (two cache misses per lookup, twice the memory). What was not
//! taken: a huge page for the table (MADV_HUGEPAGE). It makes a start of kate, inkscape or soffice 3 to 5 % shorter where
//! one is free; where none is, the kernel may reclaim and compact memory before it answers, and a start must not wait for that.

#![forbid(unsafe_code)]

use crate::elf::symbols::hash::GnuHash;
use alloc::vec::Vec;

/// More slots in a row than this are nothing that hashes of names do; a file may state any hashes.
const MOST_PROBES: usize = 4096;

/// How many symbols before its own turn a symbol's slot is fetched: the wait for memory, in turns.
const AHEAD: usize = 16;

#[derive(Debug)]
pub struct Index {
    slots: Vec<Slot>,
    used: usize,
}

/// From the lowest bit: symbol (24 bits), position (16), tag (22), is there more (1), is it used (1).
#[derive(Clone, Copy, Debug)]
struct Slot(u64);

const SYMBOL_BITS: u32 = 24;
const TAG_AT: u32 = SYMBOL_BITS + 16;
const MORE: u64 = 1 << 62;
const USED: u64 = 1 << 63;
/// What two slots of one hash have in common.
const TAG: u64 = (((1 << 22) - 1) << TAG_AT) | USED;

impl Slot {
    const EMPTY: Slot = Slot(0);

    fn new(tag: u64, position: u16, symbol: u32) -> Slot {
        // A symbol beyond the room is looked for in its object's own table.
        let symbol = if symbol < 1 << SYMBOL_BITS { symbol } else { 0 };
        Slot(tag | u64::from(position) << SYMBOL_BITS | u64::from(symbol))
    }
}

/// Who defines a name of some hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// Of the object in the list.
    pub position: usize,
    /// The first symbol of that object with this hash, if that is known.
    pub symbol: Option<u32>,
    /// Other symbols of this hash come behind it, of this object or a later one.
    pub more: bool,
}

/// There are more symbols, or more with similar hashes, than the index can hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Full;

/// The number of symbols that have a hash: from the table's offset to its end. Reads all buckets.
pub fn exported(table: &GnuHash) -> usize {
    let first = table.symbol_offset() as usize;
    table.count().saturating_sub(first).min(table.chain().len())
}

/// Where in a table of `slots` slots a hash belongs, and its tag.
#[inline(always)]
fn place(hash: u32, slots: usize) -> (usize, u64) {
    // The golden ratio's fraction: neighbouring hashes are spread. The product's upper half is uniform below `slots`.
    let mixed = (hash >> 1).wrapping_mul(0x9e37_79b1);
    let at = (u64::from(mixed) * slots as u64) >> 32;
    (at as usize, u64::from(mixed) << TAG_AT & TAG | USED)
}

impl Index {
    /// Room for so many symbols; `None`: there is no memory for them. `reserved` is told the address and the length of the
    /// memory in which symbols will be entered all over, before it is written.
    pub fn with_room(symbols: usize, reserved: impl FnOnce(usize, usize)) -> Option<Index> {
        let count = symbols.checked_add(symbols / 3)?.checked_add(16)?;
        u32::try_from(count).ok()?;
        let mut slots = Vec::new();
        slots.try_reserve_exact(count).ok()?;
        reserved(slots.as_ptr() as usize, count * size_of::<Slot>());
        slots.resize(count, Slot::EMPTY);
        Some(Index { slots, used: 0 })
    }

    /// How many more symbols can be added.
    pub fn room(&self) -> usize {
        (self.slots.len() / 4 * 3).saturating_sub(self.used)
    }

    /// Adds the first `count` exported symbols of the object at `position`, which comes behind all that were added
    /// before. `fetch` is told the addresses that will be read a little later.
    pub fn add(
        &mut self,
        position: usize,
        table: &GnuHash,
        count: usize,
        fetch: impl Fn(*const u8),
    ) -> Result<(), Full> {
        let position = u16::try_from(position).map_err(|_| Full)?;
        if count > self.room() {
            return Err(Full);
        }
        // Symbol 0 is the undefined one, whatever a table says; a bucket that names it is empty.
        let skipped = usize::from(table.symbol_offset() == 0);
        let mut symbol = table.symbol_offset().wrapping_add(skipped as u32);
        let hashes = table.chain().first(count).skip(skipped);
        let mut coming = hashes.skip(AHEAD).iter();
        for hash in hashes.iter() {
            if let Some(hash) = coming.next() {
                fetch(self.home(hash));
            }
            let (at, tag) = place(hash, self.slots.len());
            let slot = self.slots.get_mut(at).ok_or(Full)?;
            if slot.0 == 0 {
                *slot = Slot::new(tag, position, symbol);
                self.used += 1;
            } else if slot.0 & TAG == tag {
                slot.0 |= MORE;
            } else {
                self.enter_behind(at, Slot::new(tag, position, symbol))?;
            }
            symbol = symbol.wrapping_add(1);
        }
        Ok(())
    }

    /// Enters what has found its place taken.
    fn enter_behind(&mut self, home: usize, new: Slot) -> Result<(), Full> {
        let mut at = home;
        for _ in 0..MOST_PROBES {
            at += 1;
            if at == self.slots.len() {
                at = 0;
            }
            let slot = self.slots.get_mut(at).ok_or(Full)?;
            if slot.0 == 0 {
                *slot = new;
                self.used += 1;
                return Ok(());
            }
            if slot.0 & TAG == new.0 & TAG {
                slot.0 |= MORE;
                return Ok(());
            }
        }
        Err(Full)
    }

    /// How many names are entered.
    pub fn len(&self) -> usize {
        self.used
    }

    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// Where a lookup of this hash will read first: to be fetched early.
    #[inline(always)]
    pub fn home(&self, hash: u32) -> *const u8 {
        let (at, _) = place(hash, self.slots.len());
        self.slots.as_ptr().wrapping_add(at).cast()
    }

    /// The first definition of a name with this hash, whose lowest bit does not matter. `None`: there is none.
    #[inline(always)]
    pub fn first(&self, hash: u32) -> Option<Candidate> {
        let (mut at, tag) = place(hash, self.slots.len());
        loop {
            // There is always an empty slot, at which this ends.
            let Some(slot) = self.slots.get(at) else {
                at = 0;
                continue;
            };
            if slot.0 == 0 {
                return None;
            }
            if slot.0 & TAG == tag {
                let symbol = slot.0 as u32 & ((1 << SYMBOL_BITS) - 1);
                return Some(Candidate {
                    position: usize::from((slot.0 >> SYMBOL_BITS) as u16),
                    symbol: (symbol != 0).then_some(symbol),
                    more: slot.0 & MORE != 0,
                });
            }
            at += 1;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elf::sample::File;
    use crate::elf::symbols::{Hashes, Symbols};

    fn build(all: &[Symbols]) -> Index {
        let tables: Vec<&GnuHash> = all.iter().filter_map(Symbols::gnu).collect();
        let mut index = Index::with_room(tables.iter().map(|t| exported(t)).sum(), |_, _| ()).unwrap();
        for (position, table) in tables.into_iter().enumerate() {
            index.add(position, table, exported(table), |_| ()).unwrap();
        }
        index
    }

    /// The first position and symbol that defines a name, by walking.
    fn walk(all: &[Symbols], name: crate::bytes::Name) -> Option<(usize, usize)> {
        let hashes = Hashes::of(name);
        let mut all = all.iter().enumerate().filter(|(_, symbols)| symbols.may_have(&hashes));
        all.find_map(|(at, s)| Some((at, s.called_from(None, &hashes, name).next()?.0)))
    }

    #[test]
    fn answers_as_a_walk_does() {
        let paths =
            ["libm.so.6", "libc.so.6", "libm.so.6"].map(|p| alloc::format!("/lib/x86_64-linux-gnu/{p}"));
        let files: Vec<File> = paths.iter().map(|path| File::open(path)).collect();
        let all: Vec<Symbols> = files.iter().map(File::symbols).collect();
        let index = build(&all);
        for symbols in &all {
            for number in 1..symbols.count() {
                let Some(name) = symbols.get(number).and_then(|s| symbols.name(&s)) else { continue };
                let hashes = Hashes::of(name);
                let candidate = index.first(hashes.gnu ^ 1);
                let indexed = candidate.and_then(|c| {
                    let mut called = all[c.position].called_from(c.symbol, &hashes, name);
                    called.next().map(|(number, _)| (c.position, number))
                });
                let walked = walk(&all, name);
                // A refusal says to walk on, if there is anything to walk to.
                assert!(indexed == walked || indexed.is_none() && candidate.unwrap().more, "{name:?}");
            }
        }
        assert!(index.len() > 3000 && index.len() < all.iter().map(Symbols::count).sum());
    }

    #[test]
    fn an_empty_one_answers_nothing() {
        let index = Index::with_room(0, |_, _| ()).unwrap();
        assert!(index.is_empty() && index.first(7).is_none());
    }

    #[test]
    fn too_much_is_refused() {
        let file = File::open("/lib/x86_64-linux-gnu/libm.so.6");
        let symbols = file.symbols();
        let table = symbols.gnu().unwrap();
        let mut index = Index::with_room(8, |_, _| ()).unwrap();
        assert_eq!(index.add(0, table, exported(table), |_| ()), Err(Full));
        assert_eq!(Index::with_room(1 << 16, |_, _| ()).unwrap().add(1 << 16, table, 1, |_| ()), Err(Full));
        assert!(Index::with_room(usize::MAX, |_, _| ()).is_none());
    }

    /// A hash table with these hashes, of symbols from 1 on, and what holds it.
    fn table(hashes: &[u32]) -> (crate::elf::sample::Flat, Symbols) {
        // Header: one bucket, first symbol 1, one Bloom word, no shift.
        let mut words = alloc::vec![1, 1, 1, 0, u32::MAX, u32::MAX, 1];
        words.extend(hashes.iter().map(|hash| hash & !1));
        *words.last_mut().unwrap() |= 1;
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        let flat = crate::elf::sample::Flat::new(bytes);
        let dynamic =
            crate::elf::dynamic::Dynamic { gnu_hash: Some(0), ..crate::elf::dynamic::Dynamic::empty() };
        let symbols = crate::elf::symbols::read(&flat, &dynamic).unwrap();
        (flat, symbols)
    }

    fn hashes_at_home(at: usize, slots: usize, count: usize) -> Vec<u32> {
        (0..).step_by(2).filter(|&hash| place(hash, slots).0 == at).take(count).collect()
    }

    #[test]
    fn equal_hashes_do_not_cluster() {
        let mut index = Index::with_room(2 * MOST_PROBES, |_, _| ()).unwrap();
        let (_flat, symbols) = table(&[42; MOST_PROBES]);
        index.add(1, symbols.gnu().unwrap(), MOST_PROBES, |_| ()).unwrap();
        assert_eq!(index.len(), 1);
        assert_eq!(index.first(43), Some(Candidate { position: 1, symbol: Some(1), more: true }));
    }

    #[test]
    fn behind_the_last_slot_comes_the_first() {
        let mut index = Index::with_room(100, |_, _| ()).unwrap();
        let slots = index.slots.len();
        let hashes = hashes_at_home(slots - 1, slots, 3);
        let (_flat, symbols) = table(&[hashes[0], hashes[1], hashes[1]]);
        index.add(2, symbols.gnu().unwrap(), 3, |_| ()).unwrap();
        assert_eq!(index.first(hashes[0]), Some(Candidate { position: 2, symbol: Some(1), more: false }));
        assert_eq!(index.first(hashes[1]), Some(Candidate { position: 2, symbol: Some(2), more: true }));
        assert_eq!(index.first(hashes[2]), None);
        assert_eq!((index.len(), index.slots[0].0 != 0), (2, true));
    }

    #[test]
    fn hashes_made_to_collide_are_refused() {
        let mut index = Index::with_room(4 * MOST_PROBES, |_, _| ()).unwrap();
        let hashes = hashes_at_home(7, index.slots.len(), 2 * MOST_PROBES);
        let (_flat, symbols) = table(&hashes);
        assert_eq!(index.add(0, symbols.gnu().unwrap(), hashes.len(), |_| ()), Err(Full));
    }
}
