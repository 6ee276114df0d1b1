//! The lookup of a relocation that nobody watches: a short scope, no special case.
//!
//! In: an object and one of its symbols. Out: where it is defined, or that it is not, or that this reference needs
//! `lookup`, which knows every rule. Must not: decide anything differently from `lookup` (debug builds compare), print,
//! or allocate. Called by the loop over relocations, once for nearly every symbolic relocation of a small program, and by
//! lazy binding.
//!
//! What makes it fast is what it leaves out: everything that would have the question in memory, or that calls. So it
//! hands `lookup` whatever has a line of LD_DEBUG, an index to be asked, a protected reference or definition,
//! or a unique one. And in each object it looks at one symbol only, the first that has the name's hash. That is the one
//! that is meant, if it is called so, is a plain definition, and has the version that was the right one the last time
//! the same version was wanted of the same object; or is found to be right now, and remembered. Otherwise the object is
//! searched (`search`), by all rules of `plan::lookup::find` if it must be. Measured with bash and LD_BIND_NOW: 590 instructions for a lookup through `lookup`, of
//! which a third only moved the question and its answer. A relocation as a whole took 440 with all of the rules here, 370 now.

use crate::bytes::Name;
use crate::elf::symbols::Hashes;
use crate::elf::versions::Version;
use crate::elf::{STB_GNU_UNIQUE, STB_WEAK, Sym};
use crate::link::definition::{Bound, Definition};
use crate::link::depend::Settled;
use crate::link::linker::linker;
use crate::link::lookup::{self, Binding};
use crate::link::object::ObjectRef;
use crate::link::protected::is_protected;
use crate::link::scope::{definer, lists};
use crate::plan::lookup::{Class, LIMIT, Wanted, defines, find, is_acceptable};
use crate::trace;
use core::cell::Cell;

/// What the lookups of one object have in common.
pub struct Lookups {
    binding: Binding,
    pub settled: Settled,
    /// What is remembered from one to the next, by the number of the version wanted.
    known: [Cell<Known>; 32],
}

/// Whoever wants the version of this number means a symbol with that entry in that object: rules 3 and 4 of
/// `plan/lookup`, which depend on nothing else. Numbers and entries are those of DT_VERSYM, or `UNNUMBERED`.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Known {
    /// `None`: nothing is known.
    object: Option<ObjectRef>,
    wanted: u32,
    entry: u32,
}

/// What has no entry in DT_VERSYM.
const UNNUMBERED: u32 = u32::MAX;

/// A reference.
#[derive(Clone, Copy)]
struct Asked {
    user: ObjectRef,
    name: Name,
    /// Of `name`: that of DT_GNU_HASH.
    hash: u32,
    /// The version that is wanted.
    number: u32,
    class: Class,
}

impl Lookups {
    pub fn new(binding: Binding) -> Lookups {
        let known = [const { Cell::new(Known { object: None, wanted: 0, entry: 0 }) }; 32];
        Lookups { binding, settled: Settled::none(), known }
    }

    #[inline(always)]
    fn known(&self, number: u32) -> &Cell<Known> {
        &self.known[number as usize % self.known.len()]
    }
}

/// Whether lookups may be answered here at all: asked once per object.
#[inline(always)]
pub fn serves() -> bool {
    !trace::lookups() && finds_first()
}

/// Is the first definition the one that counts?
#[inline(always)]
pub fn finds_first() -> bool {
    !linker().options().dynamic_weak
}

/// Looks up symbol `index` of `object` for a relocation. The definition's index is 0 if there is none, which is well, for the
/// symbol is weak. `None`: `lookup` must be asked.
#[inline(never)]
pub fn definition(object: ObjectRef, index: usize, class: Class, lookups: &Lookups) -> Option<Bound> {
    // SAFETY: the object's own scope, an array of live lists.
    let scope = unsafe { lists(object.scope_ptr()) }.flat_map(|list| list.objects().iter().copied());
    let passed_over = lookup::passed_over(class, object);
    let scope = scope.filter(move |&candidate| Some(candidate) != passed_over);
    definition_inlined(object, index, class, scope, definer, lookups).map(Bound::of)
}

/// The same, for the loop over relocations; `definer` says who defines what is found in an object of the scope.
#[inline(always)]
pub fn definition_inlined(
    object: ObjectRef,
    index: usize,
    class: Class,
    scope: impl Iterator<Item = ObjectRef>,
    definer: impl Fn(ObjectRef) -> Option<ObjectRef>,
    lookups: &Lookups,
) -> Option<Definition> {
    let own = object.symbols.get(index)?;
    if !own.is_shared() {
        return lookup::binds_locally(&own).then_some(Definition { object, index, symbol: own });
    }
    let name = object.symbols.name(&own)?;
    let number = object.symbols.version_index(index).map_or(UNNUMBERED, u32::from);
    let asked = Asked { user: object, name, hash: name.gnu_hash_inlined(), number, class };
    for candidate in scope {
        if !candidate.symbols.may_have_hash(asked.hash) {
            continue;
        }
        let Some(definer) = definer(candidate) else { continue };
        let (index, symbol) = match first(definer, asked, lookups) {
            First::Absent => continue,
            First::Meant(index, symbol) => (index, symbol),
            First::Unclear => match search(definer, asked, lookups) {
                None => continue,
                Some((_, symbol)) if needs_lookup(&symbol, definer, object) => return None,
                Some(found) => found,
            },
        };
        if definer != object && lookups.binding == Binding::Depends {
            lookups.settled.on(object, definer);
        }
        return Some(Definition { object: definer, index, symbol });
    }
    (own.binding() == STB_WEAK).then_some(Definition { object, index: 0, symbol: Sym::UNDEFINED })
}

/// What the first symbol with the name's hash says about an object.
enum First {
    /// There is none.
    Absent,
    /// It is what is meant.
    Meant(usize, Sym),
    /// Perhaps; or another one is.
    Unclear,
}

#[inline(always)]
fn first(definer: ObjectRef, asked: Asked, lookups: &Lookups) -> First {
    let symbols = &definer.as_static().symbols;
    let Some(gnu) = symbols.gnu() else { return First::Unclear };
    let Some(index) = gnu.first_with(asked.hash) else { return First::Absent };
    let index = index as usize;
    match symbols.called(index, asked.name) {
        Some(symbol) if symbol.is_plain() && has_version(definer, index, asked, lookups) => {
            First::Meant(index, symbol)
        }
        _ => First::Unclear,
    }
}

/// Has this symbol the version that is wanted, whatever others of its name there are?
#[inline(always)]
fn has_version(definer: ObjectRef, index: usize, asked: Asked, lookups: &Lookups) -> bool {
    let entry = definer.symbols.version_index(index).map_or(UNNUMBERED, u32::from);
    let known = Known { object: Some(definer), wanted: asked.number, entry };
    known == lookups.known(asked.number).get() || learn(known, definer, index, asked.user, lookups)
}

#[inline(never)]
fn learn(known: Known, definer: ObjectRef, index: usize, user: ObjectRef, lookups: &Lookups) -> bool {
    let version = version_of(user, known.wanted);
    // A number means one version in one object.
    let is_own = definer == user && known.entry == known.wanted && version.is_some();
    let is_acceptable = is_own || is_acceptable(&definer.symbols, &definer.versions, version, LIMIT, index);
    if is_acceptable {
        lookups.known(known.wanted).set(known);
    }
    is_acceptable
}

/// Where the first symbol with the hash is not the one. Mostly it is the name's other version, and the one comes behind it;
/// or it is undefined, with a value for those who want the function's address (psABI, "Function Addresses").
#[inline(never)]
fn search(definer: ObjectRef, asked: Asked, lookups: &Lookups) -> Option<(usize, Sym)> {
    let symbols = &definer.as_static().symbols;
    let mut all_define_nothing = symbols.gnu().is_some();
    for index in symbols.gnu().into_iter().flat_map(|gnu| gnu.bucket(None, asked.hash)) {
        let Some(symbol) = symbols.called(index, asked.name) else { continue };
        if !defines(&symbol, asked.class) {
            continue;
        }
        all_define_nothing = false;
        if !symbol.is_plain() {
            break;
        }
        if has_version(definer, index, asked, lookups) {
            return Some((index, symbol));
        }
    }
    if all_define_nothing { None } else { by_all_rules(definer, asked) }
}

#[inline(never)]
fn by_all_rules(definer: ObjectRef, asked: Asked) -> Option<(usize, Sym)> {
    find(&definer.symbols, &definer.versions, &asked.wanted(&Hashes::with_gnu(asked.hash)))
}

/// The version of this number in `user`.
#[inline(always)]
fn version_of(user: ObjectRef, number: u32) -> Option<Version> {
    user.versions.get(u16::try_from(number).ok()?, user.symbols.strings())
}

impl Asked {
    fn wanted<'a>(&self, hashes: &'a Hashes) -> Wanted<'a> {
        let version = version_of(self.user, self.number);
        Wanted { name: self.name, hashes, version, class: self.class, newest: false }
    }
}

/// Is this a definition about which there is more to do than to bind it?
fn needs_lookup(symbol: &Sym, definer: ObjectRef, user: ObjectRef) -> bool {
    symbol.binding() == STB_GNU_UNIQUE || is_protected(symbol) && definer != user
}
