//! Which of an object's symbols a reference means: one object, one answer.
//!
//! In: an object's symbols and versions, and what is `Wanted`. Out: the index and the symbol, or `None`: look into the
//! next object of the scope. Must not: know scopes, print, or store; whoever loops over the scope decides about
//! unique symbols (STB_GNU_UNIQUE), weak ones under LD_DYNAMIC_WEAK, and skips the program for COPY.
//! Called for every relocation with a symbol and every dlsym: allocation-free and inlined.
//!
//! The rules (gABI, Symbol Table; LSB, Symbol Versioning; glibc `elf/dl-lookup.c`), for a candidate of the right name:
//! 1. It must define something. A value of 0 is a definition only of an absolute symbol or a TLS offset. An undefined
//!    symbol with a value is a function's PLT entry in a program that is not position-independent: it is the
//!    function's address for everybody who takes it, but not for PLT slots, which would jump in circles.
//! 2. Its type must be one that can be bound: NOTYPE, OBJECT, FUNC, COMMON, TLS, GNU_IFUNC.
//! 3. Reference with a version, object with versions: they must be equal; a definition that has no version and is not
//!    hidden will do unless the reference insists. An object without versions satisfies every reference:
//!    unversioned interposers in LD_PRELOAD live on that.
//! 4. Reference without a version: the base definition or the object's first version (index below 3), or, for dlsym, only
//!    the base (index below 2); else the one definition that is not hidden, if there is exactly one.
//! 5. What was chosen must be visible: hidden, internal and local symbols end the search in this object empty-handed.

#![forbid(unsafe_code)]

use crate::bytes::Name;
use crate::elf::symbols::{Hashes, Symbols};
use crate::elf::versions::{HIDDEN, INDEX, Version, Versions};
use crate::elf::*;

/// What kind of relocation asks; a set of bits, as glibc's ELF_RTYPE_CLASS_*.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Class(pub u8);

impl Class {
    pub const NONE: Class = Class(0);
    /// A PLT slot or TLS: undefined symbols with a value do not count.
    pub const PLT: Class = Class(1);
    /// A COPY relocation: the scope's loop leaves out the program.
    pub const COPY: Class = Class(2);
    /// A reference through the GOT, where that can mean a copy of protected data (`link/protected`).
    pub const EXTERN_PROTECTED: Class = Class(4);

    #[inline]
    pub const fn has(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    #[inline]
    pub const fn with(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

/// A reference.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub name: Name,
    /// Of `name`.
    pub hashes: &'a Hashes,
    /// The version it names: that of a versioned relocation, or dlvsym's (then hidden and without a file).
    pub version: Option<Version>,
    pub class: Class,
    /// dlsym without a version wants the default version, not the oldest (glibc's DL_LOOKUP_RETURN_NEWEST).
    pub newest: bool,
}

/// The lowest version index that a reference without a version does not plainly accept.
pub const LIMIT: u16 = 3;

impl<'a> Wanted<'a> {
    /// Rule 4: the lowest version index that is not plainly acceptable.
    #[inline(always)]
    const fn limit(&self) -> u16 {
        if self.newest { LIMIT - 1 } else { LIMIT }
    }

    /// The same with all of its hash, where that was taken from a hash table and lacks its lowest bit.
    pub fn rehashed<'b>(&self, room: &'b mut Option<Hashes>) -> Wanted<'b>
    where
        'a: 'b,
    {
        Wanted { hashes: room.insert(Hashes::of(self.name)), ..*self }
    }
}

/// The symbol of this object that `wanted` means.
pub fn find(symbols: &Symbols, versions: &Versions, wanted: &Wanted) -> Option<(usize, Sym)> {
    if !symbols.may_have(wanted.hashes) {
        return None;
    }
    find_apart(symbols, versions, wanted, None)
}

/// The same where the filter has been asked. Inlined into the loop over relocations, as what it calls: handing its answer
/// from call to call costs more than finding it.
#[inline(always)]
pub fn find_from(
    symbols: &Symbols,
    versions: &Versions,
    wanted: &Wanted,
    first: Option<u32>,
) -> Option<(usize, Sym)> {
    let index = find_index(symbols, versions, wanted, first)?;
    let symbol = symbols.get(index)?;
    is_visible(&symbol).then_some((index, symbol))
}

/// The same where an index knows the first symbol of this hash, which mostly is the one.
#[inline(always)]
pub fn find_known(
    symbols: &Symbols,
    versions: &Versions,
    wanted: &Wanted,
    first: u32,
) -> Option<(usize, Sym)> {
    if let Some(symbol) = fits(symbols, versions, wanted, first) {
        return Some((first as usize, symbol));
    }
    find_apart(symbols, versions, wanted, Some(first))
}

/// Symbol `index`, if it is what `wanted` means whatever other symbols of that name there are.
#[inline(always)]
pub fn fits(symbols: &Symbols, versions: &Versions, wanted: &Wanted, index: u32) -> Option<Sym> {
    let index = index as usize;
    let symbol = symbols.called(index, wanted.name)?;
    let fits = defines(&symbol, wanted.class)
        && is_visible(&symbol)
        && is_acceptable(symbols, versions, wanted.version, wanted.limit(), index);
    fits.then_some(symbol)
}

/// `find_from` where it is called: for all but the loop over relocations.
#[inline(never)]
pub fn find_apart(
    symbols: &Symbols,
    versions: &Versions,
    wanted: &Wanted,
    first: Option<u32>,
) -> Option<(usize, Sym)> {
    find_from(symbols, versions, wanted, first)
}

/// Rules 3 and 4, as far as symbol `index` settles them.
#[inline(always)]
pub fn is_acceptable(
    symbols: &Symbols,
    versions: &Versions,
    version: Option<Version>,
    limit: u16,
    index: usize,
) -> bool {
    match (version_of(symbols, versions, index), version) {
        (None, _) => true,
        (Some(entry), Some(version)) => is_version(symbols, versions, entry, version),
        (Some(entry), None) => entry & INDEX < limit,
    }
}

#[inline(always)]
fn find_index(symbols: &Symbols, versions: &Versions, wanted: &Wanted, first: Option<u32>) -> Option<usize> {
    let mut search = Unversioned::new(symbols, versions, wanted.class, wanted.limit());
    for (index, symbol) in symbols.called_from(first, wanted.hashes, wanted.name) {
        match wanted.version {
            Some(version) => {
                let fits = || match version_of(symbols, versions, index) {
                    Some(entry) => is_version(symbols, versions, entry, version),
                    None => true,
                };
                if defines(&symbol, wanted.class) && fits() {
                    return Some(index);
                }
            }
            None => {
                if let found @ Some(_) = search.take(index, symbol) {
                    return found;
                }
            }
        }
    }
    search.only_default()
}

/// Rule 4, symbol by symbol.
struct Unversioned<'a> {
    symbols: &'a Symbols,
    versions: &'a Versions,
    class: Class,
    /// The lowest index that is not plainly acceptable.
    limit: u16,
    defaults: Defaults,
}

impl<'a> Unversioned<'a> {
    fn new(symbols: &'a Symbols, versions: &'a Versions, class: Class, limit: u16) -> Unversioned<'a> {
        Unversioned { symbols, versions, class, limit, defaults: Defaults::None }
    }

    #[inline(always)]
    fn take(&mut self, index: usize, symbol: Sym) -> Option<usize> {
        if !defines(&symbol, self.class) {
            return None;
        }
        match version_of(self.symbols, self.versions, index) {
            Some(entry) if entry & INDEX >= self.limit => {
                if entry & HIDDEN == 0 {
                    self.defaults = self.defaults.and(index);
                }
                None
            }
            _ => Some(index),
        }
    }

    fn only_default(&self) -> Option<usize> {
        match self.defaults {
            Defaults::One(index) => Some(index),
            Defaults::None | Defaults::Several => None,
        }
    }
}

/// The default versions met on the way.
enum Defaults {
    None,
    One(usize),
    Several,
}

impl Defaults {
    fn and(&self, index: usize) -> Defaults {
        match self {
            Defaults::None => Defaults::One(index),
            Defaults::One(..) | Defaults::Several => Defaults::Several,
        }
    }
}

/// The DT_VERSYM entry; `None` if the object has no versions, in which case glibc ignores DT_VERSYM as well.
#[inline(always)]
fn version_of(symbols: &Symbols, versions: &Versions, index: usize) -> Option<u16> {
    if versions.is_empty() { None } else { symbols.version_index(index) }
}

#[inline(always)]
fn is_version(symbols: &Symbols, versions: &Versions, entry: u16, wanted: Version) -> bool {
    match versions.get(entry, symbols.strings()) {
        Some(version) => is_named(version, wanted),
        None => accepts_none(entry, wanted),
    }
}

#[inline(always)]
fn is_named(version: Version, wanted: Version) -> bool {
    version.hash == wanted.hash && version.name.same_inlined(wanted.name)
}

/// Local, global or base: no version.
#[inline(always)]
fn accepts_none(entry: u16, wanted: Version) -> bool {
    !wanted.hidden && entry & HIDDEN == 0
}

/// Rules 1 and 2. An undefined symbol of value 0 never defines anything, TLS or not: a DT_HASH table holds those.
#[inline(always)]
pub fn defines(symbol: &Sym, class: Class) -> bool {
    const TYPES: u32 = 1 << STT_NOTYPE
        | 1 << STT_OBJECT
        | 1 << STT_FUNC
        | 1 << STT_COMMON
        | 1 << STT_TLS
        | 1 << STT_GNU_IFUNC;
    let has_place = match symbol.shndx {
        SHN_UNDEF => symbol.value != 0 && !class.has(Class::PLT),
        SHN_ABS => true,
        _ => symbol.value != 0 || symbol.kind() == STT_TLS,
    };
    has_place && TYPES >> symbol.kind() & 1 != 0
}

/// Rule 5.
#[inline(always)]
fn is_visible(symbol: &Sym) -> bool {
    let binding = matches!(symbol.binding(), STB_GLOBAL | STB_WEAK | STB_GNU_UNIQUE);
    binding && matches!(symbol.visibility(), STV_DEFAULT | STV_PROTECTED)
}

#[cfg(test)]
#[path = "lookup_tests.rs"]
mod tests;
