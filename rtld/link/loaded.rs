//! What is loaded already: by one of its names, or because it is the same file.
//!
//! In: a name, as DT_NEEDED or dlopen give it, or a file's device and inode; a namespace. Out: the object, which from then on
//! answers to the name too. Must not: look at the file system: a name with another path to a loaded file is found by its
//! file, when the search has opened it. Called under the load lock.

use crate::link::linker::linker;
use crate::link::names::{self, Names};
use crate::link::object::{FileId, Object, ObjectRef};
use crate::sys::file::Stat;
use core::sync::atomic::Ordering;

/// A loaded object of the namespace that answers to `name`, by its names or its DT_SONAME.
pub fn called(namespace: usize, name: &[u8]) -> Option<ObjectRef> {
    let found = first(namespace, || names::hash(name), |object| is_called(object, name))?;
    if !found.answers_to(name) {
        remember(found, name);
        found.state().soname_added.set(true);
    }
    Some(found)
}

/// The first object of a namespace that is the one. Of many only those are asked of which a name or the file has this hash.
#[inline(always)]
fn first(
    namespace: usize,
    hash: impl FnOnce() -> u32,
    is_it: impl Fn(&ObjectRef) -> bool,
) -> Option<ObjectRef> {
    let space = &linker().namespaces[namespace];
    let objects = space.objects.borrow();
    if objects.len() > names::FEW {
        let mut table = space.names.borrow_mut();
        let mut found = table
            .get_or_insert_with(|| Names::of(&objects))
            .candidates(hash())
            .filter(|object| is_it(object));
        let one = found.next()?;
        if found.all(|other| other == one) {
            return Some(one);
        }
        // Several: the first of the list counts.
    }
    objects.iter().copied().find(is_it)
}

fn is_called(object: &Object, name: &[u8]) -> bool {
    if object.removed.load(Ordering::Relaxed) {
        return false;
    }
    let by_soname =
        || !object.state().soname_added.get() && object.soname().is_some_and(|soname| soname.is(name));
    object.answers_to(name) || by_soname()
}

/// An object was found under another name: it answers to that, too, from now on.
pub fn remember(object: ObjectRef, name: &[u8]) {
    object.add_name(name);
    if let Some(names) = linker().namespaces[object.namespace].names.borrow_mut().as_mut() {
        names.add(object, name);
    }
}

/// The loaded object of the namespace that was mapped from this file, which was found as `name`.
pub fn from_file(namespace: usize, file: &Stat, name: &[u8]) -> Option<ObjectRef> {
    let file = FileId::of(file);
    let is_it = |object: &ObjectRef| !object.removed.load(Ordering::Relaxed) && object.file() == Some(file);
    let known = first(namespace, || names::hash_of_file(file), is_it)?;
    remember(known, name);
    Some(known)
}

pub fn is_loader(name: &[u8]) -> bool {
    linker().loader.get().is_some_and(|loader| {
        loader.answers_to(name) || loader.soname().is_some_and(|soname| soname.is(name))
    })
}
