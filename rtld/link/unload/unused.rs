//! Which objects nothing keeps any more.
//!
//! In: the objects of a namespace; or one whose last handle was closed. Out: those that can go. Must not: unload anything.
//!
//! Not a reference count but a mark phase: an object stays if it is a root (start-up object, opened directly, NODELETE,
//! thread-local destructors pending) or reachable from one through what it needs and what it came to use. glibc marks all objects in
//! each dlclose, so that closing a thousand of them costs the square. Mostly there is nothing but what the closed one
//! kept: [`let_go`] walks only that. Who in there has users elsewhere stays, and what those keep; the rest goes. It needs
//! that all was settled before: everything that loses its last user otherwise, or may have done so, says so in
//! `Namespace::unsettled`, and everything that makes the lists of an object incomplete in `unload::INCOMPLETE`.

use crate::gather::Gather;
use crate::link::linker::{Namespace, linker};
use crate::link::object::ObjectRef;
use alloc::vec::Vec;

/// The objects of a namespace that nothing keeps.
pub(super) fn unused(space: &Namespace) -> Vec<ObjectRef> {
    let objects = space.objects.borrow();
    space.unsettled.set(false);
    let mark = linker().new_mark();
    let is_new = |object: &ObjectRef| object.state().mark.replace(mark) != mark;
    let mut work: Vec<ObjectRef> = Vec::new();
    for &root in objects.iter().filter(|&&object| is_root(object)) {
        let mut reached = is_new(&root).then_some(root);
        while let Some(object) = reached {
            work.extend(object.kept().filter(is_new));
            reached = work.pop();
        }
    }
    objects.iter().copied().filter(|object| object.state().mark.get() != mark).gather()
}

/// Does it stay, whoever keeps it?
fn is_root(object: ObjectRef) -> bool {
    if object.is_permanent() || object.state().open_count.get() > 0 {
        return true;
    }
    let waits = linker().tenant().tls_destructors(&object) > 0;
    if waits {
        // When the last has run, nobody will say.
        linker().namespaces[object.namespace].unsettled.set(true);
    }
    waits
}

/// Which of what `closed` kept, itself included, nothing keeps any more.
pub(super) fn let_go(closed: ObjectRef) -> Vec<ObjectRef> {
    let group = Group::of(closed);
    let mark = linker().new_mark();
    let is_new = |object: &ObjectRef| object.state().mark.replace(mark) != mark;
    let mut work: Vec<ObjectRef> = Vec::new();
    for &(object, _) in group.members.iter().filter(|(object, inside)| object.state().users.get() != *inside)
    {
        let mut reached = is_new(&object).then_some(object);
        while let Some(object) = reached {
            let members = object.kept_beside().filter(|object| object.state().mark.get() == group.mark);
            work.extend(members.filter(is_new));
            reached = work.pop();
        }
    }
    let members = group.members.iter().map(|&(object, _)| object);
    members.filter(|object| object.state().mark.get() != mark).gather()
}

/// What an object keeps, and what that keeps, but for roots.
struct Group {
    /// Each with how many of its users are members.
    members: Vec<(ObjectRef, u32)>,
    /// What they are marked with.
    mark: u32,
}

impl Group {
    fn of(first: ObjectRef) -> Group {
        let mut group = Group { members: Vec::new(), mark: linker().new_mark() };
        if !is_root(first) {
            group.join(first);
        }
        let mut next = 0;
        while let Some(&(member, _)) = group.members.get(next) {
            for provider in member.kept_beside() {
                if provider.state().mark.get() != group.mark && !is_root(provider) {
                    group.join(provider);
                }
                if provider.state().mark.get() == group.mark
                    && let Some((_, inside)) = group.members.get_mut(provider.state().index.get() as usize)
                {
                    *inside += 1;
                }
            }
            next += 1;
        }
        group
    }

    fn join(&mut self, object: ObjectRef) {
        object.state().mark.set(self.mark);
        object.state().index.set(self.members.len() as u32);
        self.members.push((object, 0));
    }
}
