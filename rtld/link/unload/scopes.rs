//! Scopes and lists without what goes.
//!
//! In: the objects that go, marked. Out: no survivor searches or needs them any more, and the global scope has none of them.
//! Must not: free what was replaced, for readers may be inside: it is the caller's `Garbage`.

use super::{Dead, Garbage};
use crate::gather::Gather;
use crate::link::linker::linker;
use crate::link::namespaces::Namespace;
use crate::link::object::ObjectRef;
use crate::link::scope::{Retired, SearchList, lists};
use crate::link::transaction::set_scope;
use alloc::vec::Vec;
use core::sync::atomic::Ordering;

/// The global list, as far as a removal changes it.
pub(super) fn seen_globally(space: &Namespace) -> Option<(*const SearchList, usize)> {
    space.global.get().map(|list| (core::ptr::from_ref(list), list.len()))
}

/// The living among these objects.
#[inline(never)]
fn without(objects: &[ObjectRef], dead: &Dead) -> Vec<ObjectRef> {
    objects.iter().copied().filter(|&object| !dead.has(object)).gather()
}

/// What a destructor has loaded may need what was going already. That goes all the same, as in glibc; but nobody may look at it any
/// more. (The global list has an array of its own: see `shrink_global`.)
pub(super) fn forget(survivor: ObjectRef, dead: &Dead, garbage: &mut Garbage) {
    let is_gone = |object: &ObjectRef| object.removed.load(Ordering::Relaxed);
    let initfini = &survivor.state().initfini;
    if initfini.objects().iter().any(is_gone) {
        survivor.set_initfini(&without(initfini.objects(), dead));
    }
    let list = &survivor.as_static().searchlist;
    let is_global =
        linker().namespaces[survivor.namespace].global.get().is_some_and(|g| core::ptr::eq(g, list));
    if !is_global && list.objects().iter().any(is_gone) {
        garbage.lists.push(list.put_in_place_of(is_gone, survivor));
    }
}

/// Removes the dead from a survivor's scope and bookkeeping.
pub(super) fn detach(survivor: ObjectRef, dead: &Dead, garbage: &mut Garbage) {
    let state = survivor.state();
    if survivor.reldeps().iter().any(|&object| dead.has(object)) {
        survivor.set_reldeps(&without(survivor.reldeps(), dead));
    }
    if state.loader.get().is_some_and(|loader| dead.has(loader)) {
        state.loader.set(None);
    }
    let is_dead = |list: &SearchList| dead.owner(list).is_some();
    // SAFETY: the object's own scope.
    let scope = || unsafe { lists(survivor.scope_ptr()) };
    if !scope().any(is_dead) {
        return;
    }
    // The group whose root goes was part of its scope: from now on it is the root of its own.
    let mut own_list = None;
    if survivor.searchlist.is_empty() {
        let own = without(state.initfini.objects(), dead);
        survivor.searchlist.fill(&own);
        state.open_roots.set(true);
        own_list = Some(survivor.searchlist.as_ptr());
    }
    let scope: Vec<&SearchList> = scope().gather();
    let mut kept: Vec<*const SearchList> = Vec::with_capacity(scope.len());
    for list in scope {
        let own_symbolic = survivor.symbolic().is_some_and(|own| core::ptr::eq(list, own));
        if own_symbolic {
            continue;
        }
        if is_dead(list) {
            kept.extend(own_list.take());
        } else {
            kept.push(core::ptr::from_ref(list));
        }
    }
    garbage.scopes.push(set_scope(survivor, &kept));
}

/// Takes the dead out of the global scope. The array keeps its order; readers may be inside.
pub(super) fn shrink_global(namespace: usize, dead: &Dead, garbage: &mut Garbage) {
    let space = &linker().namespaces[namespace];
    let Some(list) = space.global.get() else { return };
    if let Some(owner) = dead.owner(list) {
        return end_global(namespace, owner, garbage);
    }
    let kept = without(list.objects(), dead);
    if kept.len() == list.len() {
        return;
    }
    let mut room = space.global_room.borrow_mut();
    let old = core::mem::take(&mut *room);
    // A reader may walk the new array with the old count: as many valid references as there were.
    room.reserve(old.capacity().max(list.len()));
    room.extend_from_slice(&kept);
    room.resize(list.len(), kept.first().copied().unwrap_or(dead.sorted[0]));
    room.truncate(kept.len());
    list.publish(room.as_ptr(), kept.len());
    // The old array goes with the rest, once nobody reads it; the start-up one is the list's own and stays.
    garbage.lists.push(Retired::of(old));
}

/// The object that gave the namespace its global list goes, and the list with it: the next one is the next first object's.
fn end_global(namespace: usize, owner: ObjectRef, garbage: &mut Garbage) {
    let space = &linker().namespaces[namespace];
    space.global.set(None);
    let room = core::mem::take(&mut *space.global_room.borrow_mut());
    if !room.is_empty() {
        // The owner's list was published in that room.
        owner.searchlist.clear().leak();
        garbage.lists.push(Retired::of(room));
    }
    // Who was in it and stays can be made global again.
    space.list().into_iter().for_each(|object| object.state().global.set(false));
}
