//! The dynamic section: what the object asks of its loader.
//!
//! In: a `Space` and where PT_DYNAMIC lies in it. Out: `Dynamic`, every tag that the loader acts on, checked
//! as far as it can be without following pointers. Addresses stay what the file says, that is virtual
//! addresses, so `read` must come *before* anything relocates the section in place (glibc's tenant does
//! that later for libc's and gdb's sake). Must not: follow DT_HASH, DT_RELA and the rest; their own
//! modules do. Called once per object, after mapping.
//!
//! Rules (glibc `elf/get-dynamic-info.h`, gABI): of a tag that occurs twice the last counts, except for
//! the dependencies, which form a list; DT_RUNPATH makes DT_RPATH void; unknown tags are skipped; the
//! section ends at DT_NULL and nowhere else, for PT_DYNAMIC's size is wrong in some edited files.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

pub mod lasting;

use super::*;
use crate::bytes::{Name, Space, Strings, Table, View};
use crate::error::ParseError;

/// What the dynamic section says. Pairs are (virtual address, size in bytes) unless said otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Dynamic {
    /// All entries before DT_NULL.
    pub entries: Table<Dyn>,
    /// How many entries name a dependency.
    pub dependencies: u32,
    pub strings: Strings,
    pub soname: Option<Name>,
    /// `None` also if there is a DT_RUNPATH.
    pub rpath: Option<Name>,
    pub runpath: Option<Name>,
    pub audit: Option<Name>,
    pub depaudit: Option<Name>,
    /// DT_FLAGS.
    pub flags: u64,
    /// DT_FLAGS_1.
    pub flags_1: u64,
    /// DT_TEXTREL or DF_TEXTREL.
    pub textrel: bool,
    /// DT_SYMBOLIC or DF_SYMBOLIC.
    pub symbolic: bool,
    /// DT_BIND_NOW, DF_BIND_NOW or DF_1_NOW.
    pub bind_now: bool,
    pub pltgot: Option<u64>,
    /// The index in `entries` of DT_DEBUG.
    pub debug: Option<usize>,
    pub init: Option<u64>,
    pub fini: Option<u64>,
    /// (virtual address, number of functions), as the next two.
    pub init_array: Option<(u64, usize)>,
    pub fini_array: Option<(u64, usize)>,
    pub preinit_array: Option<(u64, usize)>,
    pub rela: Option<(u64, u64)>,
    /// How many RELATIVE relocations the DT_RELA table begins with.
    pub relacount: usize,
    pub relr: Option<(u64, u64)>,
    pub jmprel: Option<(u64, u64)>,
    pub symtab: Option<u64>,
    pub strtab: Option<u64>,
    pub gnu_hash: Option<u64>,
    pub hash: Option<u64>,
    pub versym: Option<u64>,
    pub verneed: Option<u64>,
    pub verneednum: Option<u64>,
    pub verdef: Option<u64>,
    pub verdefnum: Option<u64>,
}

/// The dependencies that `entries` name, `count` of them; every name was checked to lie in the string table. They stand first,
/// mostly: the rest is not looked at.
fn needed(entries: Table<Dyn>, count: u32, strings: Strings) -> impl Iterator<Item = Needed> {
    let all = entries.iter().filter_map(move |entry| {
        let kind = match entry.tag {
            DT_NEEDED => Needed::Library,
            DT_FILTER => Needed::Filter,
            DT_AUXILIARY => Needed::Auxiliary,
            _ => return None,
        };
        Some(kind(strings.get(usize::try_from(entry.value).ok()?)?))
    });
    all.take(count as usize)
}

/// One dependency, in the order of the dynamic section.
#[derive(Clone, Copy, Debug)]
pub enum Needed {
    /// DT_NEEDED.
    Library(Name),
    /// DT_FILTER: its definitions come from that object, which must exist.
    Filter(Name),
    /// DT_AUXILIARY: the same, if that object exists.
    Auxiliary(Name),
}

impl Needed {
    pub fn name(self) -> Name {
        let (Needed::Library(name) | Needed::Filter(name) | Needed::Auxiliary(name)) = self;
        name
    }
}

impl Dynamic {
    pub fn empty() -> Dynamic {
        Dynamic::of(Table::EMPTY)
    }

    /// Nothing is known but where it is. (No constant: that would be copied from a page that relocation makes dirty.)
    fn of(entries: Table<Dyn>) -> Dynamic {
        Dynamic {
            entries,
            dependencies: 0,
            strings: Strings::EMPTY,
            soname: None,
            rpath: None,
            runpath: None,
            audit: None,
            depaudit: None,
            flags: 0,
            flags_1: 0,
            textrel: false,
            symbolic: false,
            bind_now: false,
            pltgot: None,
            debug: None,
            init: None,
            fini: None,
            init_array: None,
            fini_array: None,
            preinit_array: None,
            rela: None,
            relacount: 0,
            relr: None,
            jmprel: None,
            symtab: None,
            strtab: None,
            gnu_hash: None,
            hash: None,
            versym: None,
            verneed: None,
            verneednum: None,
            verdef: None,
            verdefnum: None,
        }
    }

    pub fn needed(&self) -> impl Iterator<Item = Needed> + use<> {
        needed(self.entries, self.dependencies, self.strings)
    }
}

/// The values that only mean something together with another tag.
#[derive(Default)]
struct Parts {
    strsz: Option<u64>,
    rela: Option<u64>,
    relasz: u64,
    relr: Option<u64>,
    relrsz: u64,
    jmprel: Option<u64>,
    pltrelsz: u64,
    init_array: (Option<u64>, u64),
    fini_array: (Option<u64>, u64),
    preinit_array: (Option<u64>, u64),
    soname: Option<u64>,
    rpath: Option<u64>,
    runpath: Option<u64>,
    audit: Option<u64>,
    depaudit: Option<u64>,
    /// The farthest place that a dependency's name has in the string table.
    farthest: Option<u64>,
}

/// Reads the section at `vaddr`; `size` is PT_DYNAMIC's, which only has to be non-zero.
pub fn read<S: Space>(space: &S, vaddr: u64, size: u64) -> Result<Dynamic, ParseError> {
    let entries = entries(space.window(vaddr)).filter(|_| size != 0).ok_or(ParseError {
        structure: "PT_DYNAMIC",
        at: vaddr,
        value: size,
    })?;
    let mut dynamic = Dynamic::of(entries);
    let mut parts = Parts::default();
    for (index, entry) in entries.iter().enumerate() {
        take(&mut dynamic, &mut parts, index, entry)?;
    }
    tables(&mut dynamic, &parts)?;
    dynamic.strings = strings(space, &dynamic, parts.strsz)?;
    names(&mut dynamic, &parts)?;
    Ok(dynamic)
}

/// The entries before DT_NULL; `None` if it is missing.
fn entries(window: View) -> Option<Table<Dyn>> {
    let all = window.table::<Dyn>(0, window.len().checked_div(size_of::<Dyn>())?)?;
    let count = all.iter().position(|entry| entry.tag == DT_NULL)?;
    Some(all.first(count))
}

/// Notes one entry.
fn take(d: &mut Dynamic, p: &mut Parts, index: usize, entry: Dyn) -> Result<(), ParseError> {
    let value = entry.value;
    match entry.tag {
        DT_PLTRELSZ => p.pltrelsz = value,
        DT_PLTGOT => d.pltgot = Some(value),
        DT_HASH => d.hash = Some(value),
        DT_STRTAB => d.strtab = Some(value),
        DT_SYMTAB => d.symtab = Some(value),
        DT_RELA => p.rela = Some(value),
        DT_RELASZ => p.relasz = value,
        DT_RELAENT => expect("DT_RELAENT", index, value, size_of::<Rela>())?,
        DT_STRSZ => p.strsz = Some(value),
        DT_SYMENT => expect("DT_SYMENT", index, value, size_of::<Sym>())?,
        DT_INIT => d.init = Some(value),
        DT_FINI => d.fini = Some(value),
        DT_SONAME => p.soname = Some(value),
        DT_RPATH => p.rpath = Some(value),
        DT_RUNPATH => p.runpath = Some(value),
        DT_SYMBOLIC => d.symbolic = true,
        DT_PLTREL => expect("DT_PLTREL", index, value, DT_RELA as usize)?,
        DT_DEBUG => d.debug = Some(index),
        DT_TEXTREL => d.textrel = true,
        DT_JMPREL => p.jmprel = Some(value),
        DT_BIND_NOW => d.bind_now = true,
        DT_INIT_ARRAY => p.init_array.0 = Some(value),
        DT_INIT_ARRAYSZ => p.init_array.1 = value,
        DT_FINI_ARRAY => p.fini_array.0 = Some(value),
        DT_FINI_ARRAYSZ => p.fini_array.1 = value,
        DT_PREINIT_ARRAY => p.preinit_array.0 = Some(value),
        DT_PREINIT_ARRAYSZ => p.preinit_array.1 = value,
        DT_FLAGS => d.flags = value,
        DT_FLAGS_1 => d.flags_1 = value,
        DT_RELR => p.relr = Some(value),
        DT_RELRSZ => p.relrsz = value,
        DT_RELRENT => expect("DT_RELRENT", index, value, size_of::<u64>())?,
        DT_RELACOUNT => d.relacount = usize::try_from(value).unwrap_or(usize::MAX),
        DT_GNU_HASH => d.gnu_hash = Some(value),
        DT_VERSYM => d.versym = Some(value),
        DT_VERNEED => d.verneed = Some(value),
        DT_VERNEEDNUM => d.verneednum = Some(value),
        DT_VERDEF => d.verdef = Some(value),
        DT_VERDEFNUM => d.verdefnum = Some(value),
        DT_NEEDED | DT_FILTER | DT_AUXILIARY => {
            d.dependencies = d.dependencies.saturating_add(1);
            p.farthest = p.farthest.max(Some(value));
        }
        DT_AUDIT => p.audit = Some(value),
        DT_DEPAUDIT => p.depaudit = Some(value),
        _ => (),
    }
    Ok(())
}

fn expect(structure: &'static str, index: usize, value: u64, wanted: usize) -> Result<(), ParseError> {
    if value == wanted as u64 { Ok(()) } else { Err(ParseError { structure, at: index as u64, value }) }
}

/// Joins addresses and sizes, flags and the tags they replace.
fn tables(d: &mut Dynamic, p: &Parts) -> Result<(), ParseError> {
    d.rela = p.rela.map(|at| (at, p.relasz));
    d.relr = p.relr.map(|at| (at, p.relrsz));
    d.jmprel = p.jmprel.map(|at| (at, p.pltrelsz));
    d.init_array = array("DT_INIT_ARRAY", p.init_array)?;
    d.fini_array = array("DT_FINI_ARRAY", p.fini_array)?;
    d.preinit_array = array("DT_PREINIT_ARRAY", p.preinit_array)?;
    d.textrel |= d.flags & DF_TEXTREL != 0;
    d.symbolic |= d.flags & DF_SYMBOLIC != 0;
    d.bind_now |= d.flags & DF_BIND_NOW != 0 || d.flags_1 & DF_1_NOW != 0;
    Ok(())
}

/// The address and length of an array of code addresses. Each lies at a multiple of its size (gABI, "Data
/// Representation"): elsewhere, halves of two addresses would be called as one.
fn array(
    structure: &'static str,
    (start, size): (Option<u64>, u64),
) -> Result<Option<(u64, usize)>, ParseError> {
    let Some(start) = start else { return Ok(None) };
    if start % 8 != 0 {
        return Err(ParseError { structure, at: start, value: start % 8 });
    }
    Ok(usize::try_from(size >> 3).ok().map(|count| (start, count)))
}

fn strings<S: Space>(space: &S, d: &Dynamic, strsz: Option<u64>) -> Result<Strings, ParseError> {
    let Some(strtab) = d.strtab else { return Ok(Strings::EMPTY) };
    let window = space.window(strtab);
    let size = strsz.unwrap_or(window.len() as u64);
    usize::try_from(size)
        .ok()
        .and_then(|size| window.slice(0, size))
        .filter(|view| !view.is_empty())
        .map(Strings::new)
        .ok_or(ParseError { structure: "DT_STRTAB", at: strtab, value: size })
}

/// Looks up the strings, and checks those of the dependencies.
fn names(d: &mut Dynamic, p: &Parts) -> Result<(), ParseError> {
    let strings = d.strings;
    let name = |structure, offset: Option<u64>| match offset {
        None => Ok(None),
        Some(value) => usize::try_from(value)
            .ok()
            .and_then(|offset| strings.get(offset))
            .map(Some)
            .ok_or(ParseError { structure, at: 0, value }),
    };
    d.soname = name("DT_SONAME", p.soname)?;
    d.runpath = name("DT_RUNPATH", p.runpath)?;
    d.rpath = if d.runpath.is_some() { None } else { name("DT_RPATH", p.rpath)? };
    d.audit = name("DT_AUDIT", p.audit)?;
    d.depaudit = name("DT_DEPAUDIT", p.depaudit)?;
    if p.farthest.is_none_or(|farthest| farthest < strings.len() as u64) {
        return Ok(());
    }
    for entry in d.entries.iter() {
        match entry.tag {
            DT_NEEDED => name("DT_NEEDED", Some(entry.value))?,
            DT_FILTER => name("DT_FILTER", Some(entry.value))?,
            DT_AUXILIARY => name("DT_AUXILIARY", Some(entry.value))?,
            _ => None,
        };
    }
    Ok(())
}

#[cfg(test)]
#[path = "dynamic_tests.rs"]
mod tests;
