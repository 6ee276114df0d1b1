//! Symbol versions: which versions an object defines, which it needs and from whom.
//!
//! In: a `Space` and its `Dynamic`. Out: `Versions`. Must not: check needs against providers (that is the
//! version stage's), or compare symbols (`plan/lookup`). Called once per object, after mapping.
//!
//! The structures (LSB, Symbol Versioning; Drepper, "How to write shared libraries"). DT_VERDEF is a chain of
//! records, each with an index, the hash of its name and a chain of names (the first is its own; the rest are
//! parents, which nobody needs at run time). The record with VER_FLG_BASE names the file itself, not a version: it
//! is left out of the index table, or every unversioned symbol of the library would seem to have a version called
//! "libz.so.1". DT_VERNEED is a chain with one record per needed file, each with a chain of needed versions,
//! whose `vna_other` is the index by which this object's references name it. DT_VERSYM (`Symbols::version_index`)
//! gives one such index per symbol: 0 local, 1 global and unversioned, from 2 on versions; the top bit hides a
//! definition from references without a version ("foo@V" as against the default, "foo@@V").

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use super::dynamic::Dynamic;
use super::{Verdaux, Verdef, Vernaux, Verneed};
use crate::bytes::{Name, Pod, Space, Strings, View};
use crate::error::ParseError;
use crate::sort;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cell::Cell;

/// The index part of a DT_VERSYM entry.
pub const INDEX: u16 = 0x7fff;
/// Its hidden bit.
pub const HIDDEN: u16 = 0x8000;

/// `ParseError::structure` for a record of a revision other than 1; `value` is the revision.
pub const VERNEED_REVISION: &str = "vn_version";
pub const VERDEF_REVISION: &str = "vd_version";
/// `ParseError::structure` when the tables do not fit into memory; `value` is the number of records.
pub const NO_MEMORY: &str = "memory for versions";

const VER_FLG_BASE: u16 = 1;
const VER_FLG_WEAK: u16 = 2;
const REVISION: u16 = 1;

/// A version as a symbol's index names it, or dlvsym's caller.
#[derive(Clone, Copy, Debug)]
pub struct Version {
    pub name: Name,
    /// The SysV hash of `name`.
    pub hash: u32,
    /// A reference that accepts only a definition with exactly this version.
    pub hidden: bool,
}

/// A record of DT_VERNEED: versions needed from one file.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    pub file: Name,
    records: Records,
    first: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
pub struct NeededVersion {
    pub name: Name,
    pub hash: u32,
    /// VER_FLG_WEAK: its absence is only worth a warning.
    pub weak: bool,
    /// Without the hidden bit.
    pub index: u16,
}

/// A record of DT_VERDEF.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    pub name: Name,
    pub hash: u32,
    pub index: u16,
    /// VER_FLG_BASE: the name is the file's, not a version's.
    pub base: bool,
}

/// What is kept: of each version only what a lookup compares. The records are read again where more of them is wanted, once
/// per object or never; every process would else have a copy of them in memory of its own.
#[derive(Debug)]
pub struct Versions {
    /// By index; behind those, where `is_ordered`, all definitions by hash and name.
    entries: Box<[Entry]>,
    indexed: u16,
    /// Up to which index they count: all, but for `count_up_to`.
    end: Cell<u16>,
    has_definitions: bool,
    is_ordered: bool,
    /// Where the records lie; `NOWHERE` without any.
    verneed: u64,
    verdef: u64,
}

/// No segment ends behind it.
const NOWHERE: u64 = u64::MAX;

/// A version in two words. As for glibc, a hash of 0 is none.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    hash: u32,
    /// Where the name stands in the string table, and in the upper bits what the version is.
    name: u32,
}

impl Entry {
    const NEEDED: u32 = 0;
    const HIDDEN: u32 = 1 << 30;
    const DEFINED: u32 = 2 << 30;
    /// The definition that names the file.
    const BASE: u32 = 3 << 30;
    /// What is left for the name's place: no string table is that long.
    const NAME: u32 = Entry::HIDDEN - 1;

    const fn is_version(self) -> bool {
        self.hash != 0 && self.name < Entry::BASE
    }

    #[inline]
    fn name_in(self, strings: Strings) -> Option<Name> {
        strings.get((self.name & Entry::NAME) as usize)
    }

    fn order<'a>(self, strings: Strings) -> (u32, &'a [u8]) {
        (self.hash, self.name_in(strings).map_or(&[], Name::bytes))
    }
}

/// Up to so many definitions are compared one by one.
const FEW: usize = 128;

/// The hash of DT_HASH and of version names (gABI, Hash Table).
pub fn elf_hash(name: Name) -> u32 {
    name.bytes().iter().fold(0u32, |hash, &byte| {
        let hash = (hash << 4).wrapping_add(u32::from(byte));
        let high = hash & 0xf000_0000;
        (hash ^ (high >> 24)) & !high
    })
}

impl Versions {
    pub fn none() -> Versions {
        Versions {
            entries: Box::default(),
            indexed: 0,
            end: Cell::new(0),
            has_definitions: false,
            is_ordered: false,
            verneed: NOWHERE,
            verdef: NOWHERE,
        }
    }

    /// The version that a DT_VERSYM entry names; its hidden bit is ignored. `None`: unversioned. Here and below `strings` is the
    /// string table that they were read with.
    #[inline]
    pub fn get(&self, index: u16, strings: Strings) -> Option<Version> {
        let index = usize::from(index & INDEX);
        let entry = *self
            .entries
            .get(index)
            .filter(|entry| entry.is_version() && index < usize::from(self.end.get()))?;
        let hidden = entry.name & Entry::BASE == Entry::HIDDEN;
        Some(Version { name: entry.name_in(strings)?, hash: entry.hash, hidden })
    }

    /// No versions at all: glibc then ignores DT_VERSYM.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.end.get() == 0
    }

    /// One more than the highest index.
    pub fn len(&self) -> usize {
        usize::from(self.indexed)
    }

    /// Versions of a higher index are none from now on.
    pub fn count_up_to(&self, highest: u16) {
        let end = if highest == 0 { 0 } else { highest.saturating_add(1) };
        self.end.set(end.min(self.indexed));
    }

    /// What is needed, by file; `space` is what it was read from.
    pub fn needs<S: Space>(&self, space: &S, strings: Strings) -> impl Iterator<Item = Need> + use<S> {
        let records = Records::of(space, self.verneed, strings);
        let mut at = records.map(|_| 0);
        core::iter::from_fn(move || {
            let (records, place) = (records?, at?);
            let need: Verneed = records.view.read(place)?;
            at = link(place, need.next);
            let file = records.strings.get(need.file as usize)?;
            Some(Need { file, records, first: link(place, need.aux) })
        })
    }

    /// All definitions, that of the file itself included.
    pub fn definitions<S: Space>(
        &self,
        space: &S,
        strings: Strings,
    ) -> impl Iterator<Item = Definition> + use<S> {
        let records = Records::of(space, self.verdef, strings);
        let mut at = records.map(|_| 0);
        core::iter::from_fn(move || {
            let (records, place) = (records?, at?);
            let definition: Verdef = records.view.read(place)?;
            at = link(place, definition.next);
            let Verdef { flags, index, hash, aux, .. } = definition;
            let name = records.view.read::<Verdaux>(place.checked_add(aux as usize)?)?.name;
            let name = records.strings.get(name as usize)?;
            Some(Definition { name, hash, index: index & INDEX, base: flags & VER_FLG_BASE != 0 })
        })
    }

    pub fn has_definitions(&self) -> bool {
        self.has_definitions
    }

    /// Is this version, or the file's own name, defined?
    pub fn defines(&self, hash: u32, name: Name, strings: Strings) -> bool {
        if self.is_ordered {
            return self.defines_among_many(hash, name, strings);
        }
        let is_it = |entry: Entry| {
            entry.name >= Entry::DEFINED && entry.name_in(strings).is_some_and(|own| own.same_inlined(name))
        };
        self.entries.iter().any(|&entry| entry.hash == hash && is_it(entry))
    }

    #[cold]
    fn defines_among_many(&self, hash: u32, name: Name, strings: Strings) -> bool {
        let ordered = self.entries.get(self.len()..).unwrap_or(&[]);
        let wanted = (hash, name.bytes());
        ordered.binary_search_by(|&entry| entry.order(strings).cmp(&wanted)).is_ok()
    }

    /// A file may need as many versions as another defines: not each is compared with each. And where two have one index,
    /// that index cannot stand for both.
    #[cold]
    fn put_in_order(&mut self, space: &impl Space, strings: Strings) -> Result<(), ParseError> {
        let mut entries = core::mem::take(&mut self.entries).into_vec();
        reserve(&mut entries, self.definitions(space, strings).count())?;
        let place = |name: Name| (name.as_ptr() as usize).wrapping_sub(strings.address()) as u32;
        entries.extend(self.definitions(space, strings).map(|d| Entry { hash: d.hash, name: place(d.name) }));
        if let Some(ordered) = entries.get_mut(self.len()..) {
            sort::by(ordered, |&a, &b| a.order(strings) < b.order(strings));
        }
        self.entries = entries.into_boxed_slice();
        self.is_ordered = true;
        Ok(())
    }
}

impl Need {
    pub fn versions(&self) -> impl Iterator<Item = NeededVersion> + use<> {
        let (records, mut at) = (self.records, self.first);
        core::iter::from_fn(move || {
            let place = at?;
            let needed: Vernaux = records.view.read(place)?;
            at = link(place, needed.next);
            let Vernaux { hash, flags, other, name, .. } = needed;
            let name = records.strings.get(name as usize)?;
            Some(NeededVersion { name, hash, weak: flags & VER_FLG_WEAK != 0, index: other & INDEX })
        })
    }
}

/// Records that were found in order when they were read first.
#[derive(Clone, Copy, Debug)]
struct Records {
    view: View,
    strings: Strings,
}

impl Records {
    fn of(space: &impl Space, vaddr: u64, strings: Strings) -> Option<Records> {
        (vaddr != NOWHERE).then(|| Records { view: space.window(vaddr), strings })
    }
}

/// Where the next record stands.
fn link(at: usize, next: u32) -> Option<usize> {
    if next == 0 { None } else { at.checked_add(next as usize) }
}

pub fn read<S: Space>(space: &S, dynamic: &Dynamic) -> Result<Versions, ParseError> {
    let strings = dynamic.strings;
    let mut needs = dynamic.verneed.map(|at| Reader::new("DT_VERNEED", space.window(at), strings));
    let mut definitions = dynamic.verdef.map(|at| Reader::new("DT_VERDEF", space.window(at), strings));
    // An index each; 0 and 1 are nobody's, or the file's own.
    let needed = needs.as_ref().map_or(0, Reader::announced);
    let defined = definitions.as_ref().map_or(0, |reader| reader.fits(dynamic.verdefnum));
    let room =
        if needed | defined == 0 { 0 } else { needed.saturating_add(defined.max(1)).saturating_add(1) };
    let mut table = Indexed::with_room(room)?;
    if let Some(reader) = &mut needs {
        reader.needs(&mut table)?;
    }
    if let Some(reader) = &mut definitions {
        reader.definitions(&mut table)?;
    }
    table.entries.truncate(table.end);
    // An index has fifteen bits.
    let indexed = table.end as u16;
    let mut versions = Versions {
        indexed,
        end: Cell::new(indexed),
        entries: table.entries.into_boxed_slice(),
        has_definitions: definitions.is_some(),
        is_ordered: false,
        verneed: dynamic.verneed.unwrap_or(NOWHERE),
        verdef: dynamic.verdef.unwrap_or(NOWHERE),
    };
    if table.definitions > FEW || table.has_twins {
        versions.put_in_order(space, strings)?;
    }
    Ok(versions)
}

fn reserve<T>(list: &mut Vec<T>, more: usize) -> Result<(), ParseError> {
    list.try_reserve_exact(more).map_err(|_| ParseError { structure: NO_MEMORY, at: 0, value: more as u64 })
}

/// The versions by index, while they are read.
struct Indexed {
    /// With room for as many as are announced, and more where that is too little.
    entries: Vec<Entry>,
    /// One more than the highest index met.
    end: usize,
    definitions: usize,
    /// A definition has another version's index.
    has_twins: bool,
}

impl Indexed {
    fn with_room(count: usize) -> Result<Indexed, ParseError> {
        let mut table = Indexed { entries: Vec::new(), end: 0, definitions: 0, has_twins: false };
        table.make_room(count)?;
        Ok(table)
    }

    fn make_room(&mut self, count: usize) -> Result<(), ParseError> {
        let more = count.saturating_sub(self.entries.len());
        reserve(&mut self.entries, more)?;
        self.entries.resize(count, Entry::default());
        Ok(())
    }

    #[inline(always)]
    fn set(&mut self, index: u16, entry: Entry) -> Result<(), ParseError> {
        let index = usize::from(index & INDEX);
        if index >= self.entries.len() {
            // Announced were fewer: not one more each time.
            self.make_room(index.saturating_add(32))?;
        }
        if let Some(slot) = self.entries.get_mut(index) {
            let is_taken = slot.hash | slot.name != 0;
            self.has_twins |= is_taken && entry.name >= Entry::DEFINED;
            // No symbol has the file's own name for a version.
            if !is_taken || entry.name < Entry::BASE {
                *slot = entry;
            }
            self.end = self.end.max(index.saturating_add(1));
        }
        Ok(())
    }
}

/// Walks chains of records. Links are unsigned and relative, so a chain only goes forward and ends; but records
/// could overlap and chains be nested, so their total is bounded by what fits into the view without overlap.
struct Reader {
    structure: &'static str,
    view: View,
    strings: Strings,
    left: usize,
}

impl Reader {
    fn new(structure: &'static str, view: View, strings: Strings) -> Reader {
        // The smallest record, Verdaux, has 8 bytes.
        Reader { structure, view, strings, left: view.len() >> 3 }
    }

    fn wrong(&self, at: usize, value: u64) -> ParseError {
        ParseError { structure: self.structure, at: at as u64, value }
    }

    fn record<T: Pod>(&self, at: usize) -> Result<T, ParseError> {
        self.view.read(at).ok_or_else(|| self.wrong(at, 0))
    }

    /// The place of the name of the record at `at`.
    fn name(&self, at: usize, offset: u32) -> Result<u32, ParseError> {
        if (offset as usize) < self.strings.len() && offset <= Entry::NAME {
            return Ok(offset);
        }
        Err(self.wrong(at, u64::from(offset)))
    }

    /// The record that a link of the one at `at` leads to, if it is not the last.
    fn next(&mut self, at: usize, next: u32) -> Result<Option<usize>, ParseError> {
        if next == 0 {
            return Ok(None);
        }
        self.left = self.left.checked_sub(1).ok_or_else(|| self.wrong(at, u64::from(next)))?;
        Ok(link(at, next))
    }

    /// How many versions the records of files announce: each may claim any number, but together no more than fit.
    fn announced(&self) -> usize {
        let (mut count, mut at) = (0usize, Some(0));
        while let Some(need) = at.and_then(|at| self.view.read::<Verneed>(at)) {
            count = count.saturating_add(usize::from(need.count));
            if count >= self.view.len() >> 4 {
                return self.fits(None);
            }
            at = at.and_then(|at| link(at, need.next));
        }
        count
    }

    /// As many as are stated, within reason.
    fn fits(&self, stated: Option<u64>) -> usize {
        let stated = stated.and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
        stated.min(self.left).min(1024)
    }

    fn needs(&mut self, table: &mut Indexed) -> Result<(), ParseError> {
        let mut at = Some(0);
        while let Some(place) = at {
            let need: Verneed = self.record(place)?;
            revision(place, need.version, VERNEED_REVISION)?;
            self.name(place, need.file)?;
            let mut aux = self.next(place, need.aux)?;
            while let Some(place) = aux {
                let needed: Vernaux = self.record(place)?;
                let kind = if needed.other & HIDDEN != 0 { Entry::HIDDEN } else { Entry::NEEDED };
                let name = self.name(place, needed.name)? | kind;
                table.set(needed.other, Entry { hash: needed.hash, name })?;
                aux = self.next(place, needed.next)?;
            }
            at = self.next(place, need.next)?;
        }
        Ok(())
    }

    fn definitions(&mut self, table: &mut Indexed) -> Result<(), ParseError> {
        let mut at = Some(0);
        while let Some(place) = at {
            let definition: Verdef = self.record(place)?;
            revision(place, definition.version, VERDEF_REVISION)?;
            let Verdef { flags, index, hash, .. } = definition;
            // The first name is its own.
            let aux = place.checked_add(definition.aux as usize).ok_or_else(|| self.wrong(place, 0))?;
            let kind = if flags & VER_FLG_BASE != 0 { Entry::BASE } else { Entry::DEFINED };
            let name = self.name(aux, self.record::<Verdaux>(aux)?.name)? | kind;
            table.set(index, Entry { hash, name })?;
            table.definitions = table.definitions.saturating_add(1);
            at = self.next(place, definition.next)?;
        }
        Ok(())
    }
}

fn revision(at: usize, revision: u16, structure: &'static str) -> Result<(), ParseError> {
    if revision == REVISION {
        return Ok(());
    }
    Err(ParseError { structure, at: at as u64, value: u64::from(revision) })
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::elf::sample::{File, Flat};

    #[test]
    fn hashes_are_the_known_ones() {
        assert_eq!(elf_hash(Name::of(c"GLIBC_2.2.5")), 0x09691a75);
        assert_eq!(elf_hash(Name::of(c"GLIBC_2.34")), 0x069691b4);
        assert_eq!(elf_hash(Name::EMPTY), 0);
    }

    #[test]
    fn libc_defines_and_needs() {
        let file = File::open("/lib/x86_64-linux-gnu/libc.so.6");
        let (versions, strings) = (file.versions(), file.dynamic().strings);
        for name in [c"GLIBC_2.2.5", c"GLIBC_2.34", c"GLIBC_PRIVATE"] {
            let name = Name::of(name);
            assert!(versions.defines(elf_hash(name), name, strings), "{name:?}");
        }
        assert!(!versions.defines(elf_hash(Name::of(c"NO_1")), Name::of(c"NO_1"), strings));
        let base = versions.definitions(&file, strings).find(|d| d.base).unwrap();
        assert_eq!((base.name.bytes(), base.index), (&b"libc.so.6"[..], 1));
        assert!(versions.get(1, strings).is_none() && versions.get(0, strings).is_none());
        assert_eq!(versions.get(2 | HIDDEN, strings).unwrap().name.bytes(), b"GLIBC_2.2.5");
        let needs: Vec<Need> = versions.needs(&file, strings).collect();
        let [need] = needs[..] else { panic!("{needs:?}") };
        assert_eq!(need.file.bytes(), b"ld-linux-x86-64.so.2");
        for needed in need.versions() {
            let version = versions.get(needed.index, strings).unwrap();
            assert!(version.name.same(needed.name) && version.hash == needed.hash && !needed.weak);
        }
        assert!(versions.defines(elf_hash(base.name), base.name, strings));
    }

    #[test]
    fn every_stated_hash_is_its_names() {
        let file = File::open("/usr/lib/x86_64-linux-gnu/libstdc++.so.6");
        let (versions, strings) = (file.versions(), file.dynamic().strings);
        assert!(versions.definitions(&file, strings).count() > 30 && versions.has_definitions());
        assert!(versions.definitions(&file, strings).all(|d| d.hash == elf_hash(d.name)));
        assert!(versions.definitions(&file, strings).all(|d| versions.defines(d.hash, d.name, strings)));
        assert!(versions.needs(&file, strings).count() >= 2);
        assert!(
            versions.needs(&file, strings).flat_map(|n| n.versions()).all(|v| v.hash == elf_hash(v.name))
        );
    }

    fn strings() -> Strings {
        Strings::new(View::of(b"\0file\0V1\0"))
    }

    fn needs(bytes: &[u8]) -> Result<(Flat, Versions), ParseError> {
        let dynamic = Dynamic { verneed: Some(0), strings: strings(), ..Dynamic::empty() };
        let flat = Flat::new(bytes.to_vec());
        read(&flat, &dynamic).map(|versions| (flat, versions))
    }

    #[test]
    fn a_weak_need_and_damaged_ones() {
        let mut good = [1u16, 1, 1, 0, 16, 0, 0, 0].map(u16::to_le_bytes).concat();
        good.extend([0x0541u16, 0, 2, 0x8005, 6, 0, 0, 0].map(u16::to_le_bytes).concat());
        let (flat, versions) = needs(&good).unwrap();
        let needed = versions.needs(&flat, strings()).next().unwrap().versions().next().unwrap();
        assert!(needed.index == 5 && needed.weak && versions.get(5, strings()).unwrap().hidden);
        assert!(!versions.has_definitions() && versions.len() == 6 && !versions.is_empty());

        for cut in 0..good.len() {
            assert!(needs(&good[..cut]).is_err());
        }
        for at in 0..good.len() {
            for value in [1, 0x7f, 0xff] {
                let mut bad = good.clone();
                bad[at] = value;
                let _ = needs(&bad);
            }
        }
        let mut bad = good.clone();
        bad[0] = 2;
        let error = needs(&bad).err().unwrap();
        assert_eq!((error.structure, error.value), (VERNEED_REVISION, 2));
    }

    #[test]
    fn many_definitions_are_found_as_few_are() {
        let strings = Strings::new(View::of(b"\0V1\0V2\0V3\0"));
        let definitions = |count: u32, indices: u32| {
            let record = |i: u32| {
                let (name, next) = (1 + 3 * (i % 2), if i + 1 < count { 28 } else { 0 });
                [1, (2 + i % indices) | (1 << 16), i % 7 + 1, 20, next, name, 0]
                    .map(u32::to_le_bytes)
                    .concat()
            };
            let bytes = (0..count).flat_map(record).collect();
            read(&Flat::new(bytes), &Dynamic { verdef: Some(0), strings, ..Dynamic::empty() }).unwrap()
        };
        let (few, many) = (definitions(FEW as u32, 1000), definitions(FEW as u32 + 1, 1000));
        let twins = definitions(FEW as u32, 100);
        assert!(!few.is_ordered && many.is_ordered && twins.is_ordered);
        for versions in [few, many, twins] {
            for hash in 1..9 {
                assert_eq!(versions.defines(hash, Name::of(c"V1"), strings), hash < 8);
                assert_eq!(versions.defines(hash, Name::of(c"V2"), strings), hash < 8);
                assert!(!versions.defines(hash, Name::of(c"V3"), strings));
            }
        }
    }

    #[test]
    fn overlapping_chains_stay_small() {
        // Every byte 1: each record leads on by 0x01010101 or, with only next = 1, by one byte.
        let mut bytes = [1u8, 0, 1, 0, 1, 0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0].repeat(64);
        bytes[12] = 16;
        let _ = needs(&bytes);
    }
}
