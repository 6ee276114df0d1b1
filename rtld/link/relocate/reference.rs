//! What a relocation's symbol means, by the fastest way that can tell.
//!
//! In: an object and the index of one of its symbols. Out: the definition, that there is none and need be none, or the error.
//! Must not: know what is done with it. Asked in this order: the last answer, a walk, the general lookup with its indexes.

use super::{Last, Work};
use crate::elf::symbols::Hashes;
use crate::elf::{SHN_UNDEF, STB_WEAK, Sym};
use crate::error::{Error, RelocateError, Result, What};
use crate::link::definition::{Bound, Definition};
use crate::link::exports::Exports;
use crate::link::linker::linker;
use crate::link::lookup::{self, Binding, Reference};
use crate::link::object::ObjectRef;
use crate::link::protected;
use crate::link::walk;
use crate::plan::lookup::{Class, Wanted};
use crate::say::text;
use crate::trace::Fate;

impl Work<'_> {
    /// The definition of symbol `index` for this object; `None`: undefined and weak, or no symbol at all.
    pub fn find(&mut self, index: usize, class: Class) -> Result<Option<Definition>> {
        Ok(self.bound(index, class)?.map(Bound::definition))
    }

    #[inline(never)]
    pub(super) fn bound(&mut self, index: usize, class: Class) -> Result<Option<Bound>> {
        if index == 0 {
            return Ok(None);
        }
        if self.last.symbol == index && self.last.class == class {
            return Ok(self.last.found);
        }
        let found = match self.walk(index, class) {
            Some(found) => Some(found).filter(|found| found.index != 0),
            None => self.ask(index, class)?,
        };
        self.last = Last { symbol: index, class, found };
        Ok(found)
    }

    #[inline(always)]
    fn walk(&mut self, index: usize, class: Class) -> Option<Bound> {
        if !self.walks {
            return None;
        }
        let found = walk::definition(self.object, index, class, &self.lookups);
        debug_assert!(self.agrees(found, index, class), "a walk disagrees about symbol {index}");
        found
    }

    pub(super) fn agrees(&mut self, walked: Option<Bound>, index: usize, class: Class) -> bool {
        match (walked, self.ask(index, class)) {
            (None, _) => true,
            (Some(walked), Ok(None)) => walked.index == 0,
            (Some(walked), Ok(Some(asked))) => (walked.object, walked.index) == (asked.object, asked.index),
            (Some(_), Err(_)) => false,
        }
    }

    #[inline(never)]
    fn ask(&mut self, index: usize, class: Class) -> Result<Option<Bound>> {
        let hash = self.ahead.as_mut().and_then(|ahead| ahead.of(index)).map(|coming| coming.hash);
        let found = resolve_with(self.object, index, class, self.exports, hash)?;
        Ok(found.map(Bound::of))
    }
}

/// Looks up symbol `index` of `object` in its scope, with its version.
pub fn resolve(object: ObjectRef, index: usize, class: Class) -> Result<Option<Definition>> {
    resolve_with(object, index, class, &[], None)
}

/// The same; `hash` is that of the name if it is known, perhaps without its lowest bit, with which an index does without.
#[inline(never)]
pub(super) fn resolve_with(
    object: ObjectRef,
    index: usize,
    class: Class,
    exports: &[Exports],
    hash: Option<u32>,
) -> Result<Option<Definition>> {
    let bad =
        || Error::new(object.name.as_bytes(), What::Relocate(RelocateError::BadSymbolIndex(index as u64)));
    let own = object.symbols.get(index).ok_or_else(bad)?;
    if lookup::binds_locally(&own) {
        return Ok(Some(Definition { object, index, symbol: own }));
    }
    let name = object.symbols.name(&own).ok_or_else(bad)?;
    let hashes = hash.map_or_else(|| Hashes::of(name), Hashes::with_gnu);
    let version = object.version_of(index);
    let wanted = Wanted { name, hashes: &hashes, version, class, newest: false };
    let reference =
        Reference { wanted, referrer: object, own: Some(own), binding: Binding::Depends, exports };
    // SAFETY: the object's own scope, an array of live lists.
    let found = unsafe { lookup::lookup(&reference, object.scope_ptr()) };
    match found {
        // LD_DEBUG=unused (`ldd -u`) passes over what is undefined.
        None if own.binding() != STB_WEAK && !linker().options().unused() => {
            Err(undefined(object, &own, &reference))
        }
        Some(found) if found.is_protected() => {
            protected::check(object, &own, &found, class).map(|()| Some(found))
        }
        _ => Ok(found),
    }
}

#[cold]
fn undefined(object: ObjectRef, own: &Sym, reference: &Reference<'_>) -> Error {
    debug_assert!(own.shndx == SHN_UNDEF || own.binding() != STB_WEAK);
    let error = lookup::undefined(object, reference.wanted.name, reference.wanted.version);
    text::trace_error(&error, if linker().options().look_only { Fate::Continued } else { Fate::Fatal });
    error
}
