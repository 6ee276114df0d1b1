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

mod reader;

use super::dynamic::Dynamic;
use super::vaddr::Vaddr;
use super::{Verdaux, Verdef, Vernaux, Verneed};
use crate::bytes::{Name, Space, Strings, View};
use crate::error::ParseError;
use crate::sort;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cell::Cell;
use reader::{Indexed, Reader};

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
    /// Where the records lie.
    verneed: Vaddr,
    verdef: Vaddr,
}

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
            verneed: Vaddr::NONE,
            verdef: Vaddr::NONE,
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
    fn of(space: &impl Space, vaddr: Vaddr, strings: Strings) -> Option<Records> {
        vaddr.get().map(|vaddr| Records { view: space.window(vaddr), strings })
    }
}

/// Where the next record stands.
fn link(at: usize, next: u32) -> Option<usize> {
    if next == 0 { None } else { at.checked_add(next as usize) }
}

fn reserve<T>(list: &mut Vec<T>, more: usize) -> Result<(), ParseError> {
    list.try_reserve_exact(more).map_err(|_| ParseError { structure: NO_MEMORY, at: 0, value: more as u64 })
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
        verneed: Vaddr::of(dynamic.verneed),
        verdef: Vaddr::of(dynamic.verdef),
    };
    if table.definitions > FEW || table.has_twins {
        versions.put_in_order(space, strings)?;
    }
    Ok(versions)
}

#[cfg(test)]
#[path = "versions_tests.rs"]
mod tests;
