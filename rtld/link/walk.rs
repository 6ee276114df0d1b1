//! The lookup of a relocation that nobody watches: a short scope, no special case.
//!
//! In: an object and one of its symbols. Out: where it is defined, or that it is not, or that this reference needs
//! `lookup`, which knows every rule. Must not: decide anything differently from `lookup` (debug builds compare), print,
//! or allocate. Called by the loop over relocations, once for nearly every symbolic relocation of a small program, and by
//! lazy binding.
//!
//! What makes it fast is what it leaves out: everything that would have the question in memory, or that calls. So it
//! hands `lookup` whatever has a line of LD_DEBUG, an index to be asked, a COPY, a protected reference or definition, a unique
//! one, or an object in its way that has no DT_GNU_HASH. Measured with bash and LD_BIND_NOW: 590 instructions for
//! a lookup through `lookup`, of which a third only moved the question and its answer; 310 here.

use crate::bytes::Name;
use crate::elf::symbols::GnuHash;
use crate::elf::{STB_GNU_UNIQUE, STB_WEAK, Sym};
use crate::link::depend;
use crate::link::linker::linker;
use crate::link::lookup::{self, Binding, Definition};
use crate::link::object::{ObjectRef, lists};
use crate::link::protected::is_protected;
use crate::plan::lookup::{Class, Versioned, find_unversioned_hashed, find_versioned_hashed};
use crate::trace;
use core::cell::Cell;
use core::sync::atomic::Ordering;

/// Where a symbol is defined.
#[derive(Clone, Copy)]
pub struct Bound {
    pub object: ObjectRef,
    /// The symbol's index in it; 0: nobody defines it, which is well, for it is weak.
    pub index: usize,
}

/// What the lookups of one object have in common.
pub struct Lookups {
    binding: Binding,
    /// What is remembered from one to the next: by the index of the version wanted, the definition's version that was
    /// the same.
    known: [Cell<(u16, usize)>; 16],
}

impl Lookups {
    pub fn new(binding: Binding) -> Lookups {
        Lookups { binding, known: Default::default() }
    }

    fn known(&self, version: u16) -> &Cell<(u16, usize)> {
        &self.known[version as usize % self.known.len()]
    }
}

/// Whether lookups may be answered here at all: asked once per object.
pub fn serves() -> bool {
    !trace::lookups() && finds_first()
}

/// Is the first definition the one that counts?
#[inline(always)]
pub fn finds_first() -> bool {
    !linker().options().dynamic_weak
}

impl Bound {
    pub fn definition(self) -> Definition {
        let symbol = self.object.symbols.get(self.index).unwrap_or(Sym::UNDEFINED);
        Definition { object: self.object, index: self.index, symbol }
    }
}

/// Looks up symbol `index` of `object` for a relocation of class NONE or PLT. `None`: `lookup` must be asked.
#[inline(never)]
pub fn definition(object: ObjectRef, index: usize, class: Class, lookups: &Lookups) -> Option<Bound> {
    let own = object.symbols.get(index)?;
    if lookup::binds_locally(&own) {
        return Some(Bound { object, index });
    }
    let name = object.symbols.name(&own)?;
    let number = object.symbols.version_index(index)?;
    let version = object.versions.get(number);
    if is_protected(&own) {
        return None;
    }
    let Some(version) = version else { return unversioned(object, &own, name, class, lookups) };
    let wanted = Versioned {
        name,
        hash: name.gnu_hash_inlined(),
        version,
        class,
        number,
        known: lookups.known(number),
    };
    in_scope(object, &own, wanted.hash, lookups, |candidate, gnu| {
        find_versioned_hashed(&candidate.symbols, gnu, &candidate.versions, wanted)
    })
}

/// References to what has no versions, and the weak ones of every object to `__gmon_start__` and its like.
#[inline(never)]
fn unversioned(object: ObjectRef, own: &Sym, name: Name, class: Class, lookups: &Lookups) -> Option<Bound> {
    let hash = name.gnu_hash();
    in_scope(object, own, hash, lookups, |candidate, gnu| {
        find_unversioned_hashed(&candidate.symbols, gnu, &candidate.versions, (name, hash), class)
    })
}

#[inline(always)]
fn in_scope(
    user: ObjectRef,
    own: &Sym,
    hash: u32,
    lookups: &Lookups,
    find: impl Fn(ObjectRef, &GnuHash) -> Option<(usize, Sym)>,
) -> Option<Bound> {
    // SAFETY: the object's own scope, an array of live lists.
    for list in unsafe { lists(user.scope_ptr()) } {
        for &candidate in list.objects() {
            if !candidate.symbols.may_have_hash(hash) {
                continue;
            }
            let object = candidate.real();
            if object.removed.load(Ordering::Relaxed) {
                continue;
            }
            let Some((index, symbol)) = find(object, object.as_static().symbols.gnu()?) else { continue };
            if symbol.binding() == STB_GNU_UNIQUE || is_protected(&symbol) && object != user {
                return None;
            }
            if object != user && lookups.binding == Binding::Depends {
                depend::on(user, object);
            }
            return Some(Bound { object, index });
        }
    }
    (own.binding() == STB_WEAK).then_some(Bound { object: user, index: 0 })
}
