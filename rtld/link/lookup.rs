//! Which object defines a symbol: the walk over a scope.
//!
//! In: a reference and a scope. Out: a `Definition`, or none. Which symbol of one object fits is decided in
//! `plan/lookup`; here are the rules about objects: what is skipped, where unique (`unique`) and protected symbols
//! (`protected`) differ, and that a binding across objects is a dependency (`depend`). Lock-free as far as possible: the lazy
//! resolver and dlsym come here without the load lock. Must not: change anything but by those three.

use crate::bytes::{Name, Owned};
use crate::elf::symbols::Hashes;
use crate::elf::versions::Version;
use crate::elf::{STB_WEAK, STV_HIDDEN, STV_INTERNAL, Sym};
use crate::error::{Error, SymbolError, What};
use crate::link::customs::customs;
use crate::link::definition::{Bound, Definition};
use crate::link::exports::Exports;
use crate::link::linker::linker;
use crate::link::object::{Object, ObjectRef};
use crate::link::scope::{ScopePtr, SearchList, lists};
use crate::link::transaction::display_name;
use crate::link::{depend, protected, unique};
use crate::plan::lookup::{Class, Wanted, find, find_apart, find_from, find_known};
use crate::say::debug::emit;
use crate::trace::{self, Category, Event, Statistics};
use core::sync::atomic::Ordering;

/// What becomes of a binding to another object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binding {
    /// The referrer keeps the definer loaded from now on.
    Depends,
    /// Nobody remembers.
    Loose,
    /// Nor may anything be changed, for the load lock is not held: a unique symbol's definition is not the one, but one of them.
    Unlocked,
}

/// Who asks, and how.
pub struct Reference<'a> {
    pub wanted: Wanted<'a>,
    pub referrer: ObjectRef,
    /// The referrer's own symbol, if it has one: its visibility counts.
    pub own: Option<Sym>,
    pub binding: Binding,
    /// What spares it the walk over lists of the scope, as far as there are such.
    pub exports: &'a [Exports],
}

/// Does a symbol of the referrer mean itself, whatever others define (local, hidden, internal)?
pub fn binds_locally(symbol: &Sym) -> bool {
    symbol.binding() == crate::elf::STB_LOCAL || matches!(symbol.visibility(), STV_HIDDEN | STV_INTERNAL)
}

/// The definition that a reference gets in a scope.
///
/// # Safety
/// `scope` is null or a null-terminated array of live search lists.
#[inline(never)]
pub unsafe fn lookup(reference: &Reference<'_>, scope: ScopePtr) -> Option<Definition> {
    // SAFETY: handed on to the caller.
    let mut found = settled(reference, unsafe { in_scope(reference, &reference.wanted, scope) });
    // For the referrer's own nothing follows from it but lines.
    if let Some(definition) = found
        && (definition.object != reference.referrer || trace::on(Category::Symbols))
        && let Some(own) = reference.own.filter(protected::is_protected)
    {
        // SAFETY: handed on to the caller.
        found = Some(unsafe { protected::bind(reference, &own, definition, scope) });
    }
    if let Some(definition) = found
        && definition.is_protected()
        && reference.binding == Binding::Depends
        && let Some(own) = reference.own
    {
        protected::warn(reference, &own, &definition);
    }
    noted(reference, found)
}

/// Of a unique symbol that one definition which counts, whichever was found.
#[inline(always)]
fn settled(reference: &Reference<'_>, found: Option<Definition>) -> Option<Definition> {
    match found {
        Some(found) if found.is_unique() && reference.binding != Binding::Unlocked => {
            Some(unique::only(&reference.wanted, found))
        }
        _ => found,
    }
}

/// The categories that want to know of every lookup.
const NOTED: u32 = Category::Bindings as u32 | Category::Statistics as u32;

/// Does somebody want to know of every lookup?
#[inline(always)]
pub fn is_noted() -> bool {
    trace::any(NOTED)
}

/// What follows from a lookup: the dependency, the line.
#[inline(always)]
fn noted(reference: &Reference<'_>, found: Option<Definition>) -> Option<Definition> {
    if let Some(found) = found
        && reference.binding == Binding::Depends
        && found.object != reference.referrer
    {
        depend::on(reference.referrer, found.object);
    }
    if is_noted() {
        note(reference, found);
    }
    found
}

#[cold]
fn note(reference: &Reference<'_>, found: Option<Definition>) {
    if trace::on(Category::Statistics) {
        trace::account(&Statistics { relocations: 1, ..Statistics::default() });
    }
    if let Some(found) = found.filter(|_| trace::on(Category::Bindings)) {
        trace_binding(reference, &found);
    }
}

/// The definition that a reference gets in one list of objects (RTLD_NEXT).
pub fn lookup_list(reference: &Reference<'_>, objects: &[ObjectRef]) -> Option<Definition> {
    noted(reference, settled(reference, in_list(&reference.wanted, objects, reference.referrer)))
}

/// The first definition of what is wanted, the reference's own wish or a like one.
///
/// # Safety
/// As `lookup`.
#[inline(never)]
pub unsafe fn in_scope(
    reference: &Reference<'_>,
    wanted: &Wanted<'_>,
    scope: ScopePtr,
) -> Option<Definition> {
    let &Reference { referrer, exports, .. } = reference;
    // SAFETY: handed on to the caller.
    let mut lists = unsafe { lists(scope) };
    if sees_each_object() {
        return slowly(wanted, &mut lists.flat_map(SearchList::objects), referrer);
    }
    lists.find_map(|list| match exports.iter().find(|exports| exports.is_of(list)) {
        Some(exports) => exports.find(wanted, referrer),
        None => in_list(wanted, list.objects(), referrer),
    })
}

/// Is every object of a scope to be looked at in its turn, for its line or for a definition that is not weak? Then nothing is
/// indexed.
#[inline(always)]
pub fn sees_each_object() -> bool {
    trace::on(Category::Symbols) || linker().options().dynamic_weak
}

/// The first definition in a list of objects. Weak ones count like any other, as since glibc 2.2, unless
/// LD_DYNAMIC_WEAK is set.
#[inline(never)]
pub fn in_list(wanted: &Wanted<'_>, objects: &[ObjectRef], referrer: ObjectRef) -> Option<Definition> {
    if sees_each_object() {
        return slowly(wanted, &mut objects.iter(), referrer);
    }
    bound_in_list(wanted, objects, referrer).map(Bound::definition)
}

/// The first definition in a scope, without a line.
///
/// # Safety
/// As `lookup`.
#[inline(always)]
pub unsafe fn bound_in_scope(wanted: &Wanted<'_>, scope: ScopePtr, referrer: ObjectRef) -> Option<Bound> {
    // SAFETY: handed on to the caller.
    for list in unsafe { lists(scope) } {
        if let found @ Some(_) = bound_in_list(wanted, list.objects(), referrer) {
            return found;
        }
    }
    None
}

/// The first definition in a list of objects, without a line.
#[inline(never)]
pub fn bound_in_list(wanted: &Wanted<'_>, objects: &[ObjectRef], referrer: ObjectRef) -> Option<Bound> {
    for &object in objects {
        // The one thing that is read of most objects.
        if !object.symbols.may_have(wanted.hashes) {
            continue;
        }
        let object = object.real();
        if may_define(&object, wanted, &referrer)
            && let Some((index, _)) = find_from(&object.symbols, &object.versions, wanted, None)
        {
            return Some(Bound { object, index });
        }
    }
    None
}

/// The definition of one object, of which the Bloom filter has been asked already, or whose first symbol with this hash
/// is known. Weak or not: the first counts.
#[inline(always)]
pub fn in_object(
    wanted: &Wanted<'_>,
    object: ObjectRef,
    first: Option<u32>,
    referrer: ObjectRef,
) -> Option<Definition> {
    let object = object.real();
    if !may_define(&object, wanted, &referrer) {
        return None;
    }
    let (index, symbol) = match first {
        Some(first) => find_known(&object.symbols, &object.versions, wanted, first)?,
        None => find_apart(&object.symbols, &object.versions, wanted, None)?,
    };
    Some(Definition { object, index, symbol })
}

/// The same where it is called: for all but the loop over relocations.
#[inline(never)]
pub fn in_object_apart(
    wanted: &Wanted<'_>,
    object: ObjectRef,
    first: Option<u32>,
    referrer: ObjectRef,
) -> Option<Definition> {
    in_object(wanted, object, first, referrer)
}

/// With a line for every object that is looked at, and with weak definitions passed over as long as there may be others.
#[cold]
fn slowly(
    wanted: &Wanted<'_>,
    objects: &mut dyn Iterator<Item = &ObjectRef>,
    referrer: ObjectRef,
) -> Option<Definition> {
    let (traced, passes_weak) = (trace::on(Category::Symbols), linker().options().dynamic_weak);
    let mut weak = None;
    for &object in objects {
        let real = object.real();
        if !may_define(&real, wanted, &referrer) {
            continue;
        }
        if traced {
            trace_lookup(wanted, real);
        }
        if !real.symbols.may_have(wanted.hashes) {
            continue;
        }
        let Some(found) = in_object_apart(wanted, object, None, referrer) else { continue };
        if passes_weak && found.symbol.binding() == STB_WEAK {
            weak = weak.or(Some(found));
            continue;
        }
        return Some(found);
    }
    weak
}

/// A COPY relocation's source is the next definition, not the object's own.
#[inline(always)]
pub fn passed_over(class: Class, referrer: ObjectRef) -> Option<ObjectRef> {
    class.has(Class::COPY).then_some(referrer)
}

#[inline(always)]
fn may_define(object: &Object, wanted: &Wanted<'_>, referrer: &ObjectRef) -> bool {
    let is_passed_over =
        passed_over(wanted.class, *referrer).is_some_and(|own| core::ptr::eq(object, &raw const *own));
    !is_passed_over && (!object.removed.load(Ordering::Relaxed) || are_dying(*referrer))
}

/// Is the referrer of a definition that is being removed itself being removed, and may it be bound to that?
#[cold]
fn are_dying(referrer: ObjectRef) -> bool {
    referrer.removed.load(Ordering::Relaxed) && customs().dying_see_each_other()
}

/// Looks a name up in a list for the sake of its lines.
#[cold]
pub fn trace_reference(referrer: ObjectRef, name: Name, version: Version, list: &SearchList) {
    let hashes = Hashes::of(name);
    let wanted = Wanted { name, hashes: &hashes, version: Some(version), class: Class::PLT, newest: false };
    let reference = Reference { wanted, referrer, own: None, binding: Binding::Loose, exports: &[] };
    let _ = lookup_list(&reference, list.objects());
}

#[cold]
fn trace_lookup(wanted: &Wanted<'_>, object: ObjectRef) {
    emit(&Event::Lookup {
        symbol: wanted.name.bytes(),
        file: display_name(object),
        namespace: object.namespace,
    });
}

#[cold]
fn trace_binding(reference: &Reference<'_>, found: &Definition) {
    emit(&Event::Binding {
        from: display_name(reference.referrer),
        from_namespace: reference.referrer.namespace,
        to: display_name(found.object),
        to_namespace: found.object.namespace,
        protected: reference.own.is_some_and(|own| protected::is_protected(&own)),
        symbol: reference.wanted.name.bytes(),
        version: reference.wanted.version.map(|v| v.name.bytes()),
    });
}

/// The error that nobody defines a symbol for `user`.
#[cold]
pub fn undefined(user: ObjectRef, name: Name, version: Option<Version>) -> Error {
    let version = version.map(|version| version.name.bytes().owned());
    let undefined = SymbolError::Undefined { name: name.bytes().owned(), version };
    Error::new(display_name(user), What::Symbol(undefined))
}

/// The address of a definition in one given object, any version; for names the loader itself needs.
pub fn definition_in(object: ObjectRef, name: Name) -> Option<usize> {
    let hashes = Hashes::of(name);
    let wanted = Wanted { name, hashes: &hashes, version: None, class: Class::PLT, newest: true };
    let (index, symbol) = find(&object.symbols, &object.versions, &wanted)
        .or_else(|| object.symbols.definition(&hashes, name))?;
    Some(Definition { object, index, symbol }.value())
}

/// What the program would call by `name`: the first definition in the global scope. The lines name who asks.
pub fn global_definition(
    referrer: ObjectRef,
    name: Name,
    version: Option<Version>,
    class: Class,
) -> Option<Definition> {
    let hashes = Hashes::of(name);
    let wanted = Wanted { name, hashes: &hashes, version, class, newest: false };
    let reference = Reference { wanted, referrer, own: None, binding: Binding::Loose, exports: &[] };
    lookup_list(&reference, linker().main_program()?.searchlist.objects())
}
