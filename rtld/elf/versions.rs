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
use alloc::vec::Vec;

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

/// A version as a symbol's index names it.
#[derive(Clone, Copy, Debug)]
pub struct Version {
    pub name: Name,
    /// The SysV hash of `name`.
    pub hash: u32,
    /// A reference that accepts only a definition with exactly this version.
    pub hidden: bool,
    /// The file a needed version was linked against; `None` for a definition.
    pub file: Option<Name>,
}

/// A record of DT_VERNEED: versions needed from one file.
#[derive(Debug)]
pub struct Need {
    pub file: Name,
    pub versions: Vec<NeededVersion>,
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

#[derive(Debug, Default)]
pub struct Versions {
    by_index: Vec<Option<Version>>,
    needs: Vec<Need>,
    definitions: Vec<Definition>,
    /// Of many definitions: their indices, ordered by hash and name.
    ordered: Vec<u32>,
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
    pub const EMPTY: Versions =
        Versions { by_index: Vec::new(), needs: Vec::new(), definitions: Vec::new(), ordered: Vec::new() };

    /// The version that a DT_VERSYM entry names; its hidden bit is ignored. `None`: unversioned.
    #[inline]
    pub fn get(&self, index: u16) -> Option<&Version> {
        self.by_index.get(usize::from(index & INDEX))?.as_ref()
    }

    /// No versions at all: glibc then ignores DT_VERSYM.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.by_index.is_empty()
    }

    /// One more than the highest index.
    pub fn len(&self) -> usize {
        self.by_index.len()
    }

    pub fn needs(&self) -> &[Need] {
        &self.needs
    }

    /// All definitions, that of the file itself included.
    pub fn definitions(&self) -> impl Iterator<Item = &Definition> {
        self.definitions.iter()
    }

    pub fn has_definitions(&self) -> bool {
        !self.definitions.is_empty()
    }

    pub fn defines(&self, hash: u32, name: Name) -> bool {
        if !self.ordered.is_empty() {
            return self.defines_among_many(hash, name);
        }
        self.definitions.iter().any(|d| d.hash == hash && d.name.same_inlined(name))
    }

    #[cold]
    fn defines_among_many(&self, hash: u32, name: Name) -> bool {
        let wanted = (hash, name.bytes());
        self.ordered.binary_search_by(|&index| self.order_of(index).cmp(&wanted)).is_ok()
    }

    fn order_of(&self, index: u32) -> (u32, &[u8]) {
        self.definitions.get(index as usize).map_or((0, &[]), |d| (d.hash, d.name.bytes()))
    }

    /// A file may need as many versions as another defines: not each is compared with each.
    fn put_in_order(&mut self) -> Result<(), ParseError> {
        let Ok(count) = u32::try_from(self.definitions.len()) else { return Ok(()) };
        if count as usize > FEW {
            let mut ordered = Vec::new();
            reserve(&mut ordered, count as usize)?;
            ordered.extend(0..count);
            sort::by(&mut ordered, |&a, &b| self.order_of(a) < self.order_of(b));
            self.ordered = ordered;
        }
        Ok(())
    }

    fn set(&mut self, index: u16, version: Version) -> Result<(), ParseError> {
        let index = usize::from(index & INDEX);
        match self.by_index.get_mut(index) {
            Some(slot) => *slot = Some(version),
            None => {
                self.cover(index)?;
                self.by_index.push(Some(version));
            }
        }
        Ok(())
    }

    /// Makes an entry for every index below, and room for one more.
    fn cover(&mut self, index: usize) -> Result<(), ParseError> {
        let missing = index.saturating_sub(self.by_index.len());
        if missing >= self.by_index.capacity().wrapping_sub(self.by_index.len()) {
            // Versions are many, or few: not one more each time.
            reserve(&mut self.by_index, missing.saturating_add(1).max(12))?;
        }
        if missing != 0 {
            self.by_index.resize(index, None);
        }
        Ok(())
    }
}

fn reserve<T>(list: &mut Vec<T>, more: usize) -> Result<(), ParseError> {
    list.try_reserve(more).map_err(|_| ParseError { structure: NO_MEMORY, at: 0, value: more as u64 })
}

pub fn read<S: Space>(space: &S, dynamic: &Dynamic) -> Result<Versions, ParseError> {
    let mut versions = Versions::EMPTY;
    if let Some(at) = dynamic.verneed {
        Reader::new("DT_VERNEED", space.window(at), dynamic.strings).needs(&mut versions)?;
    }
    if let Some(at) = dynamic.verdef {
        Reader::new("DT_VERDEF", space.window(at), dynamic.strings)
            .definitions(dynamic.verdefnum, &mut versions)?;
        versions.put_in_order()?;
    }
    Ok(versions)
}

/// Walks chains of records. Links are unsigned and relative, so a chain only goes forward and ends; but records
/// could overlap and chains be nested, so their total is bounded by what fits into the view without overlap.
struct Reader {
    structure: &'static str,
    view: View,
    strings: Strings,
    left: usize,
    /// How many records of needed versions may still be announced: each record of a file may claim any number.
    announced: usize,
}

impl Reader {
    fn new(structure: &'static str, view: View, strings: Strings) -> Reader {
        // The smallest record, Verdaux, has 8 bytes.
        Reader { structure, view, strings, left: view.len() >> 3, announced: view.len() >> 4 }
    }

    fn wrong(&self, at: usize, value: u64) -> ParseError {
        ParseError { structure: self.structure, at: at as u64, value }
    }

    fn record<T: Pod>(&self, at: usize) -> Result<T, ParseError> {
        self.view.read(at).ok_or_else(|| self.wrong(at, 0))
    }

    /// The name of the record at `at`.
    fn name(&self, at: usize, offset: u32) -> Result<Name, ParseError> {
        self.strings.get(offset as usize).ok_or_else(|| self.wrong(at, u64::from(offset)))
    }

    /// The record that a link of the one at `at` leads to, if it is not the last.
    fn next(&mut self, at: usize, link: u32) -> Result<Option<usize>, ParseError> {
        if link == 0 {
            return Ok(None);
        }
        self.left = self.left.checked_sub(1).ok_or_else(|| self.wrong(at, u64::from(link)))?;
        Ok(at.checked_add(link as usize))
    }

    fn needs(&mut self, versions: &mut Versions) -> Result<(), ParseError> {
        let mut at = Some(0);
        while let Some(place) = at {
            let need: Verneed = self.record(place)?;
            revision(place, need.version, VERNEED_REVISION)?;
            let file = self.name(place, need.file)?;
            let mut list = Vec::new();
            let count = usize::from(need.count).min(self.announced);
            self.announced = self.announced.saturating_sub(count);
            reserve(&mut list, count)?;
            let mut aux = self.next(place, need.aux)?;
            while let Some(place) = aux {
                let needed: Vernaux = self.record(place)?;
                reserve(&mut list, 1)?;
                list.push(self.needed(place, &needed, file, versions)?);
                aux = self.next(place, needed.next)?;
            }
            reserve(&mut versions.needs, 1)?;
            versions.needs.push(Need { file, versions: list });
            at = self.next(place, need.next)?;
        }
        Ok(())
    }

    fn needed(
        &self,
        at: usize,
        needed: &Vernaux,
        file: Name,
        versions: &mut Versions,
    ) -> Result<NeededVersion, ParseError> {
        let &Vernaux { hash, flags, other, .. } = needed;
        let name = self.name(at, needed.name)?;
        let hidden = other & HIDDEN != 0;
        versions.set(other, Version { name, hash, hidden, file: Some(file) })?;
        Ok(NeededVersion { name, hash, weak: flags & VER_FLG_WEAK != 0, index: other & INDEX })
    }

    /// `count` is what DT_VERDEFNUM says: room for so many, within reason.
    fn definitions(&mut self, count: Option<u64>, versions: &mut Versions) -> Result<(), ParseError> {
        let count = count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
        reserve(&mut versions.definitions, count.min(self.left).min(1024))?;
        let mut at = Some(0);
        while let Some(place) = at {
            let definition: Verdef = self.record(place)?;
            revision(place, definition.version, VERDEF_REVISION)?;
            let Verdef { flags, index, hash, .. } = definition;
            // The first name is its own.
            let aux = place.checked_add(definition.aux as usize).ok_or_else(|| self.wrong(place, 0))?;
            let name = self.name(aux, self.record::<Verdaux>(aux)?.name)?;
            let base = flags & VER_FLG_BASE != 0;
            if base {
                // It has no version, but its object has versions (`is_empty`).
                versions.cover(usize::from(index & INDEX).saturating_add(1))?;
            } else {
                versions.set(index, Version { name, hash, hidden: false, file: None })?;
            }
            reserve(&mut versions.definitions, 1)?;
            versions.definitions.push(Definition { name, hash, index: index & INDEX, base });
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
        let versions = File::open("/lib/x86_64-linux-gnu/libc.so.6").versions();
        for name in [c"GLIBC_2.2.5", c"GLIBC_2.34", c"GLIBC_PRIVATE"] {
            let name = Name::of(name);
            assert!(versions.defines(elf_hash(name), name), "{name:?}");
        }
        assert!(!versions.defines(elf_hash(Name::of(c"NO_1")), Name::of(c"NO_1")));
        let base = versions.definitions().find(|d| d.base).unwrap();
        assert_eq!((base.name.bytes(), base.index), (&b"libc.so.6"[..], 1));
        assert!(versions.get(1).is_none() && versions.get(0).is_none());
        assert_eq!(versions.get(2 | HIDDEN).unwrap().name.bytes(), b"GLIBC_2.2.5");
        let [need] = versions.needs() else { panic!("{:?}", versions.needs()) };
        assert_eq!(need.file.bytes(), b"ld-linux-x86-64.so.2");
        for needed in &need.versions {
            let version = versions.get(needed.index).unwrap();
            assert!(version.name.same(needed.name) && version.hash == needed.hash);
            assert!(version.file.unwrap().same(need.file) && !needed.weak);
        }
    }

    #[test]
    fn every_stated_hash_is_its_names() {
        let versions = File::open("/usr/lib/x86_64-linux-gnu/libstdc++.so.6").versions();
        assert!(versions.definitions().count() > 30 && versions.has_definitions());
        assert!(versions.definitions().all(|d| d.hash == elf_hash(d.name)));
        assert!(versions.needs().len() >= 2);
        assert!(versions.needs().iter().flat_map(|n| &n.versions).all(|v| v.hash == elf_hash(v.name)));
    }

    fn needs(bytes: &[u8]) -> Result<Versions, ParseError> {
        let strings = Strings::new(View::of(b"\0file\0V1\0"));
        let dynamic = Dynamic { verneed: Some(0), strings, ..Dynamic::EMPTY };
        read(&Flat::new(bytes.to_vec()), &dynamic)
    }

    #[test]
    fn a_weak_need_and_damaged_ones() {
        let mut good = [1u16, 1, 1, 0, 16, 0, 0, 0].map(u16::to_le_bytes).concat();
        good.extend([0x0541u16, 0, 2, 0x8005, 6, 0, 0, 0].map(u16::to_le_bytes).concat());
        let versions = needs(&good).unwrap();
        assert_eq!(versions.needs()[0].versions[0].index, 5);
        assert!(versions.needs()[0].versions[0].weak && versions.get(5).unwrap().hidden);
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
        let error = needs(&bad).unwrap_err();
        assert_eq!((error.structure, error.value), (VERNEED_REVISION, 2));
    }

    #[test]
    fn many_definitions_are_found_as_few_are() {
        let strings = Strings::new(View::of(b"\0V1\0V2\0V3\0"));
        let definitions = |count: u32| {
            let record = |i: u32| {
                let (name, next) = (1 + 3 * (i % 2), if i + 1 < count { 28 } else { 0 });
                [1, 2 | 1 << 16, i % 7, 20, next, name, 0].map(u32::to_le_bytes).concat()
            };
            let bytes = (0..count).flat_map(record).collect();
            read(&Flat::new(bytes), &Dynamic { verdef: Some(0), strings, ..Dynamic::EMPTY }).unwrap()
        };
        let (few, many) = (definitions(FEW as u32), definitions(FEW as u32 + 1));
        assert!(few.ordered.is_empty() && !many.ordered.is_empty());
        for versions in [few, many] {
            for hash in 0..9 {
                assert_eq!(versions.defines(hash, Name::of(c"V1")), hash < 7);
                assert_eq!(versions.defines(hash, Name::of(c"V2")), hash < 7);
                assert!(!versions.defines(hash, Name::of(c"V3")));
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
