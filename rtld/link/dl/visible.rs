//! What a dlopen makes visible, when nothing can fail any more: to threads, to objects that were there, to the global scope.
//!
//! In: the root of what was opened and the objects that are new. Out: scopes that know of them, and tables by which they are found
//! by address. Must not: fail, or free what a reader may be inside of.

use super::Mode;
use crate::gather::Gather;
use crate::link::linker::{BASE, linker};
use crate::link::object::{Kind, ObjectRef};
use crate::link::scope::{SearchList, lists};
use crate::link::tenant::Change;
use crate::link::transaction::set_scope;
use crate::link::unload::Garbage;
use crate::link::{find_object, tls};
use crate::mem::foreign::Caller;
use crate::say::debug::emit;
use crate::say::list;
use crate::trace::{self, Category, Event, Permanence};
use alloc::vec::Vec;
use core::sync::atomic::Ordering;

/// The demarcation point is passed: the new objects become visible.
pub(super) fn show(root: ObjectRef, new: &[ObjectRef]) {
    root.state().open_roots.set(true);
    let list: Vec<ObjectRef> = root.searchlist.objects().to_vec();
    activate_nodelete(root.namespace);
    let mut garbage = Garbage::default();
    for &object in &list {
        extend_scope(object, root, new, &mut garbage);
    }
    garbage.dispose();
    find_object::add(new);
    let tenant = linker().tenant();
    tenant.lock_tls(Caller::Loader);
    tls::modules::introduce(new);
    tenant.unlock_tls();
    new.iter().for_each(|&object| tenant.changed(object));
}

/// Pending NODELETE becomes final; what a permanent object needs is permanent, too, by the mark phase of close.
/// What was there from the start has waited for the first dlopen, and what one asked for that failed, for the next.
fn activate_nodelete(namespace: usize) {
    let space = &linker().namespaces[namespace];
    if !space.awaits_permanence.replace(false) {
        return;
    }
    for object in space.list().into_iter().filter(|object| object.state().nodelete_pending.get()) {
        object.state().nodelete_pending.set(false);
        if trace::on(Category::Files) {
            let (name, why) = (object.name.as_bytes(), Permanence::Active);
            emit(&Event::NoDelete { name, namespace: object.namespace, why });
        }
        object.permanent.store(true, Ordering::Release);
    }
}

/// An object that was loaded before and now belongs to this root's group, too, sees that group.
fn extend_scope(object: ObjectRef, root: ObjectRef, new: &[ObjectRef], garbage: &mut Garbage) {
    if let Some(first) = extended(object, root, new, garbage)
        && trace::on(Category::Scopes)
    {
        list::scope(object, first);
    }
}

/// Answers the position in the scope from which on it is news; `None`: nothing was.
fn extended(object: ObjectRef, root: ObjectRef, new: &[ObjectRef], garbage: &mut Garbage) -> Option<usize> {
    // What a constructor opens is not seen by objects whose own constructors are still to come (glibc, `update_scopes`).
    let begun = object.state().init_called.get();
    if !begun || new.contains(&object) || object.kind != Kind::Library || is_startup(object) {
        return Some(0);
    }
    // SAFETY: the object's own scope.
    let scope: Vec<*const SearchList> =
        unsafe { lists(object.scope_ptr()) }.map(core::ptr::from_ref).gather();
    if scope.contains(&root.searchlist.as_ptr()) {
        return None;
    }
    let known = scope.len();
    let mut scope = scope;
    if let Some(symbolic) = object.symbolic() {
        scope.retain(|&list| list != symbolic.as_ptr());
    }
    scope.push(root.searchlist.as_ptr());
    garbage.scopes.push(set_scope(object, &scope));
    Some(known)
}

/// Start-up objects keep the global scope alone.
fn is_startup(object: ObjectRef) -> bool {
    object.state().startup.get()
}

/// RTLD_GLOBAL: the group's members that are not in the global scope join it.
pub(super) fn add_global_if(root: ObjectRef, mode: Mode) {
    if !mode.has(Mode::GLOBAL) {
        return;
    }
    let group = root.searchlist.objects();
    let group: Vec<ObjectRef> = if group.is_empty() { alloc::vec![root] } else { group.to_vec() };
    let new: Vec<ObjectRef> = group.into_iter().filter(|o| !o.state().global.replace(true)).collect();
    if new.is_empty() {
        return;
    }
    let space = &linker().namespaces[root.namespace];
    let list = match space.global.get() {
        Some(list) => list,
        None => {
            let Some(first) = space.first() else { return };
            // The namespace's first object's list is what its members search first.
            space.global.set(Some(&first.as_static().searchlist));
            &first.as_static().searchlist
        }
    };
    if trace::on(Category::Scopes) {
        for object in &new {
            emit(&Event::AddGlobal { name: object.name.as_bytes(), namespace: object.namespace });
        }
    }
    // In the base namespace whatever is in the list is marked so; in another the first object's group is not.
    let is_missing = |object: &ObjectRef| root.namespace == BASE || !list.objects().contains(object);
    let missing: Vec<ObjectRef> = new.into_iter().filter(is_missing).collect();
    space.extend_global(list, &missing);
    let tenant = linker().tenant();
    for object in missing {
        tenant.changed(object);
    }
    tenant.listed(root.namespace, Change::Scope);
}
