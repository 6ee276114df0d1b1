//! The lookup of a relocation that nobody watches: a short scope, a versioned reference, no special case.
//!
//! In: an object and one of its symbols. Out: where it is defined, or that it is not, or that this
//! reference needs `lookup`, which knows every rule. Must not: decide anything differently from `lookup` (debug builds compare), print,
//! or allocate. Called by the loop over relocations, once for nearly every symbolic relocation of a small program.
//!
//! What makes it fast is what it leaves out: everything that would have the question in memory, or that calls. So it
//! hands `lookup` whatever has a line of LD_DEBUG, an index to be asked, a COPY, a protected or unversioned reference,
//! a unique definition, or an object in its way that has no DT_GNU_HASH. Measured with bash and LD_BIND_NOW: 590
//! instructions for a lookup through `lookup`, of which a third only moved the question and its answer.

use crate::elf::{STB_GNU_UNIQUE, STB_WEAK, STV_PROTECTED, Sym};
use crate::link::linker::linker;
use crate::link::lookup;
use crate::link::object::{ObjectRef, lists};
use crate::plan::lookup::{Class, Versioned, find_versioned_hashed};
use crate::trace::{self, Category};
use core::cell::Cell;
use core::sync::atomic::Ordering;

/// Where a symbol is defined.
#[derive(Clone, Copy)]
pub struct Bound {
    pub object: ObjectRef,
    /// The symbol's index in it; 0: nobody defines it, which is well, for it is weak.
    pub index: usize,
}

/// What is remembered from one lookup of an object to the next: by the index of the version wanted, the definition's
/// version that was the same.
#[derive(Default)]
pub struct Known([Cell<usize>; 16]);

impl Known {
    fn of(&self, version: u16) -> &Cell<usize> {
        &self.0[version as usize % self.0.len()]
    }
}

/// Whether lookups may be answered here at all: asked once per object.
pub fn serves() -> bool {
    const WATCHED: u32 = Category::Symbols as u32 | Category::Bindings as u32 | Category::Statistics as u32;
    trace::mask() & WATCHED == 0 && !linker().options().dynamic_weak
}

/// Looks up symbol `index` of `object` for a relocation of class NONE or PLT. `None`: `lookup` must be asked.
#[inline(never)]
pub fn definition(object: ObjectRef, index: usize, class: Class, known: &Known) -> Option<Bound> {
    let own = object.symbols.get(index)?;
    if lookup::binds_locally(&own) {
        return Some(Bound { object, index });
    }
    let name = object.symbols.name(&own)?;
    let number = object.symbols.version_index(index)?;
    let Some(version) = object.versions.get(number) else { return nobody(object, &own) };
    if own.visibility() == STV_PROTECTED {
        return None;
    }
    let wanted = Versioned { name, hash: name.gnu_hash_inlined(), version, class, known: known.of(number) };
    // SAFETY: the object's own scope, an array of live lists.
    for list in unsafe { lists(object.scope_ptr()) } {
        for &candidate in list.objects() {
            if candidate.symbols.may_have_hash(wanted.hash)
                && let Some(definer) = in_object(object, candidate.real(), wanted)
            {
                return definer.ok();
            }
        }
    }
    (own.binding() == STB_WEAK).then_some(Bound { object, index: 0 })
}

/// The weak references without a version that every object has, to `__gmon_start__` and its like: mostly every filter
/// says no.
#[inline(never)]
fn nobody(object: ObjectRef, own: &Sym) -> Option<Bound> {
    let hash = object.symbols.name(own).filter(|_| own.binding() == STB_WEAK)?.gnu_hash();
    let may_have = |candidate: &ObjectRef| candidate.symbols.may_have_hash(hash);
    // SAFETY: the object's own scope, an array of live lists.
    let found = unsafe { lists(object.scope_ptr()) }.any(|list| list.objects().iter().any(may_have));
    (!found).then_some(Bound { object, index: 0 })
}

/// `lookup` must be asked.
struct Ask;

#[inline(always)]
fn in_object(user: ObjectRef, object: ObjectRef, wanted: Versioned<'_>) -> Option<Result<Bound, Ask>> {
    if object.removed.load(Ordering::Relaxed) {
        return None;
    }
    let Some(gnu) = object.symbols.gnu() else { return Some(Err(Ask)) };
    let (index, symbol) = find_versioned_hashed(&object.symbols, gnu, &object.versions, wanted)?;
    if symbol.binding() == STB_GNU_UNIQUE {
        return Some(Err(Ask));
    }
    if object != user {
        lookup::depend(user, object);
    }
    Some(Ok(Bound { object, index }))
}
