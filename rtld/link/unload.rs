//! Taking objects away: dlclose.
//!
//! In: an object whose open count fell, or what `undo` takes back. Out: destructors run, lists and scopes
//! without it, memory given back, in the order that glibc's `elf/dl-close.c` documents and programs observe. Must not:
//! free anything that a lock-free reader may still be reading: it waits for them first.
//!
mod scopes;
mod unused;

use crate::arch::native::cpu;
use crate::elf::DF_1_NODELETE;
use crate::error::{DlError, Error, Result, What};
use crate::link::customs::customs;
use crate::link::exports::Exports;
use crate::link::init::Ending;
use crate::link::linker::{Closing, linker};
use crate::link::object::{Kind, ObjectRef};
use crate::link::scope::{Retired, SearchList, free_array};
use crate::link::tenant::Change;
use crate::link::{audit, bind, debugger, find_object, init, tls};
use crate::mem::foreign::Caller;
use crate::mem::lock;
use crate::plan::init::First;
use crate::say::debug::tell;
use crate::sort;
use crate::trace::{Category, Event};
use alloc::vec::Vec;
use core::ops::Range;
use core::sync::atomic::{AtomicBool, Ordering};
use scopes::{detach, forget, seen_globally, shrink_global};
use unused::{let_go, unused};

/// dlclose(3). The load lock is held.
pub fn close(object: ObjectRef) -> Result<()> {
    let state = object.state();
    if state.open_count.get() == 0 && !is_listed(object) {
        return Err(Error::new(b"", What::Dl(DlError::NotOpen)));
    }
    tell(Category::Dlopen, move || Event::Closing { name: object.as_static().name.as_bytes() });
    if object.is_permanent() && state.open_count.get() == 0 && object.kind != Kind::Library {
        // dlopen(NULL)'s handle, the vDSO's: nothing to count.
        return Ok(());
    }
    // One of the start was to be such only from the first dlopen on.
    let is_nodelete = object.dynamic.has_1(DF_1_NODELETE) && !state.nodelete_pending.get();
    if object.is_permanent() && (!state.startup.get() || is_nodelete) {
        // NODELETE: not even counted (glibc, `elf/dl-close.c`).
        return Ok(());
    }
    if state.open_count.get() == 0 {
        return Err(Error::new(object.name.as_bytes(), What::Dl(DlError::NotOpen)));
    }
    state.open_count.set(state.open_count.get() - 1);
    linker().tenant().counted(object);
    if state.open_count.get() > 0 || state.startup.get() || linker().closing.get() != Closing::No {
        trace_close(object);
    }
    // One of the start stays, and its closing is not the time to look what else could go.
    if state.open_count.get() == 0 && !state.startup.get() {
        collect(object);
    }
    Ok(())
}

/// Is there such an object, or has dlclose got something else for a handle?
fn is_listed(object: ObjectRef) -> bool {
    linker().namespaces.iter().any(|space| space.objects.borrow().contains(&object))
}

fn trace_close(object: ObjectRef) {
    tell(Category::Files, move || Event::Close {
        name: object.as_static().name.as_bytes(),
        count: object.state().open_count.get(),
    });
}

/// Unloads what nothing keeps any more. A destructor may close further objects: then once more.
fn collect(closed: ObjectRef) {
    let closing = &linker().closing;
    if closing.replace(Closing::Again) != Closing::No {
        // Another namespace is swept when something of it is closed again.
        linker().namespaces[closed.namespace].unsettled.set(true);
        return;
    }
    linker().closer.set(cpu::thread_pointer());
    // It is gone when that is done once more.
    let (namespace, mut closed) = (closed.namespace, Some(closed));
    loop {
        closing.set(Closing::Running);
        sweep(namespace, closed.take());
        if closing.get() == Closing::Running {
            break;
        }
    }
    closing.set(Closing::No);
}

fn sweep(namespace: usize, closed: Option<ObjectRef>) {
    let space = &linker().namespaces[namespace];
    let dead = match closed.filter(|_| !space.unsettled.get() && are_lists_complete()) {
        Some(closed) => let_go(closed),
        None => unused(space),
    };
    // A thread that ends may run its last destructor just now.
    debug_assert!(space.unsettled.get() || is_same(&dead, &unused(space)));
    if dead.is_empty() {
        return;
    }
    let dead = order_of_ends(dead, namespace, closed);
    let users = Users::Since(linker().new_serial());
    let series = lock::series();
    deleting(namespace, || dead.iter().copied().for_each(end));
    debugger::removing(namespace);
    remove(namespace, &dead, users);
    drop(series);
    audit::consistent(namespace);
    debugger::consistent(namespace);
}

/// The lists of some object do not name all that it has brought (filtees that came later), or do not count any more (at exit):
/// each dlclose looks at everything. (Not with the rest of the state, in whose pages a child of fork that exits writes nothing else.)
static INCOMPLETE: AtomicBool = AtomicBool::new(false);

pub fn lists_are_incomplete() {
    INCOMPLETE.store(true, Ordering::Relaxed);
}

/// Does what an object needs and uses, with its group, name all that can know of it?
fn are_lists_complete() -> bool {
    !INCOMPLETE.load(Ordering::Relaxed) && !audit::is_on()
}

/// The same objects, in whatever order?
fn is_same(some: &[ObjectRef], others: &[ObjectRef]) -> bool {
    some.len() == others.len() && some.iter().all(|object| others.contains(object))
}

/// The `dead` in the order in which they end.
fn order_of_ends(dead: Vec<ObjectRef>, namespace: usize, closed: Option<ObjectRef>) -> Vec<ObjectRef> {
    if dead.len() == 1 {
        return dead;
    }
    let mut objects = linker().namespaces[namespace].list();
    let mut first = init::ends_first(namespace);
    if customs().first_ends_first() {
        first = if closed.is_some() { First::Forced } else { First::Free };
        // Who stands first in the list takes its place.
        if let Some((head, rest)) = objects.split_first_mut()
            && let Some(closed) = rest.iter_mut().find(|object| Some(**object) == closed)
        {
            core::mem::swap(head, closed);
        }
    }
    init::destruction_order(&objects, Ending::Only(&dead), first)
}

/// Tells auditors that objects go, before or after `close` tells of each.
pub fn deleting(namespace: usize, close: impl FnOnce()) {
    let first = customs().deletion_comes_first();
    if first {
        audit::deleting(namespace);
    }
    close();
    if !first {
        audit::deleting(namespace);
    }
}

/// Runs the destructors of an object that nobody uses any more.
fn end(object: ObjectRef) {
    object.state().dying.set(true);
    if object.state().init_called.get() {
        linker().tenant().without_catch(&mut || init::destroy(object, init::Occasion::Close));
    }
    audit::closed(object);
    object.removed.store(true, Ordering::Release);
    linker().tenant().changed(object);
}

/// Objects that go, marked as such until somebody else walks.
struct Dead {
    /// By the places of their search lists.
    sorted: Vec<ObjectRef>,
    mark: u32,
}

impl Dead {
    fn of(objects: &[ObjectRef]) -> Dead {
        let mark = linker().new_mark();
        objects.iter().for_each(|object| object.state().mark.set(mark));
        let mut sorted = objects.to_vec();
        sort::by(&mut sorted, |a, b| a.searchlist.as_ptr() < b.searchlist.as_ptr());
        Dead { sorted, mark }
    }

    /// Is this one of them? It is loaded still.
    fn has(&self, object: ObjectRef) -> bool {
        object.state().mark.get() == self.mark
    }

    /// Does nobody keep them but they themselves?
    fn are_by_themselves(&self) -> bool {
        let users: u64 = self.sorted.iter().map(|object| u64::from(object.state().users.get())).sum();
        let own = self.sorted.iter().flat_map(|object| object.kept_beside());
        users == own.filter(|&object| self.has(object)).count() as u64
    }

    /// The one of them whose list this is.
    fn owner(&self, list: &SearchList) -> Option<ObjectRef> {
        let at = self.sorted.partition_point(|object| object.searchlist.as_ptr() < list.as_ptr());
        self.sorted.get(at).copied().filter(|object| core::ptr::eq(list, &raw const object.searchlist))
    }
}

/// Which survivors may need what goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Users {
    Any,
    /// Who was loaded since this serial number was given, by a destructor; nobody else, or it would not go.
    Since(u64),
}

impl Users {
    fn include(self, object: ObjectRef) -> bool {
        match self {
            Users::Any => true,
            Users::Since(serial) => object.state().serial.get() > serial,
        }
    }
}

/// Takes `dead` out of every structure and frees them. Their destructors have run, or were never due.
pub fn remove(namespace: usize, dead: &[ObjectRef], users: Users) {
    let mut retired = Garbage::default();
    let space = &linker().namespaces[namespace];
    let marked = Dead::of(dead);
    if users != Users::Any && are_lists_complete() && marked.are_by_themselves() {
        // Then nobody can know of them but those that they have brought.
        for group in dead {
            let brought = group.searchlist.objects().iter().copied().chain(group.kept_beside());
            let survivors = brought.filter(|object| object.namespace == namespace && !marked.has(*object));
            survivors.for_each(|survivor| detach(survivor, &marked, &mut retired));
        }
    } else {
        for &survivor in space.objects.borrow().iter().filter(|&&object| !marked.has(object)) {
            if users.include(survivor) {
                forget(survivor, &marked, &mut retired);
            }
            detach(survivor, &marked, &mut retired);
        }
    }
    dead.iter().for_each(|object| object.lets_go());
    let exports = space.exports.take().filter(Exports::misses_nobody);
    let before = seen_globally(space);
    shrink_global(namespace, &marked, &mut retired);
    linker().removals.set(linker().removals.get().wrapping_add(1));
    space.exports.set(exports.filter(|_| seen_globally(space) == before).map(Exports::outlive_removal));
    if let Some(names) = space.names.borrow_mut().as_mut() {
        dead.iter().for_each(|&object| names.forget(object));
    }
    space.unique.borrow_mut().remove(dead);
    let tenant = linker().tenant();
    tenant.lock_tls(Caller::Loader);
    tenant.lock_lists();
    let numbers = tls::told::numbers(dead);
    let had_tls = tls::modules::retire(dead);
    let places = take_from(&mut space.objects.borrow_mut(), dead);
    if space.libc.get().is_some_and(|libc| marked.has(libc)) {
        space.libc.set(None);
    }
    if linker().init_first.get().is_some_and(|first| marked.has(first)) {
        linker().init_first.set(None);
    }
    tenant.listed(namespace, Change::Neighbours(places));
    find_object::remove(dead);
    tenant.unlock_lists();
    if had_tls {
        tls::modules::advance();
    }
    tenant.unlock_tls();
    tenant.wait_for_readers();
    retired.free();
    for (place, &object) in dead.iter().enumerate() {
        if let Some(&number) = numbers.get(place) {
            tls::told::unmapped(object, number);
        }
        free(object);
    }
}

/// Up to so many objects are told by their address.
const FEW: usize = 8;

/// Takes `dead` out of a list: the places of those that have other neighbours now. (Of few
/// that go nobody else's memory is looked at.)
fn take_from(list: &mut Vec<ObjectRef>, dead: &[ObjectRef]) -> Range<usize> {
    let mark = |object: &ObjectRef| object.state().mark.get();
    let is_dead = |object: &ObjectRef| match dead {
        [first, ..] if dead.len() > FEW => mark(object) == mark(first),
        _ => dead.contains(object),
    };
    let first = list.iter().position(is_dead).unwrap_or(list.len());
    let last = list.iter().rposition(is_dead).unwrap_or(0);
    let count = list.len();
    list.retain(|object| !is_dead(object));
    let gone = count - list.len();
    first.saturating_sub(1)..(last + 2).saturating_sub(gone).min(list.len())
}

/// Frees an object that nothing refers to any more.
fn free(object: ObjectRef) {
    tell(Category::Files, move || Event::Destroy {
        name: object.as_static().name.as_bytes(),
        namespace: object.namespace,
    });
    crate::link::locate::forget(object);
    bind::forget(object);
    let own = object.searchlist.clear();
    let symbolic = object.as_static().symbolic().map(SearchList::clear);
    let scope = object.scope.swap(core::ptr::null_mut(), Ordering::AcqRel);
    // SAFETY: readers have left (`remove` waited) and no list holds the object.
    unsafe {
        own.free();
        if let Some(symbolic) = symbolic {
            symbolic.free();
        }
        free_array(scope);
        object.free();
    }
}

/// What readers may still be inside of.
#[derive(Default)]
pub struct Garbage {
    pub lists: Vec<Retired>,
    pub scopes: Vec<*mut *const SearchList>,
}

impl Garbage {
    /// Waits until no reader is inside, and frees.
    pub fn dispose(self) {
        if !self.lists.is_empty() || !self.scopes.is_empty() {
            linker().tenant().wait_for_readers();
            self.free();
        }
    }

    fn free(self) {
        for list in self.lists {
            // SAFETY: replaced before the wait for readers.
            unsafe { list.free() };
        }
        for scope in self.scopes {
            // SAFETY: as above.
            unsafe { free_array(scope) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::ptr::NonNull;

    fn object(number: usize) -> ObjectRef {
        // SAFETY: compared, never looked at.
        unsafe { core::mem::transmute(NonNull::<u64>::without_provenance(number.try_into().unwrap())) }
    }

    /// Who has other neighbours: compared with the list before, pair by pair.
    #[test]
    fn places_of_new_neighbours() {
        for count in 1..8usize {
            for set in 1..1u32 << count {
                let all: Vec<ObjectRef> = (1..=count).map(object).collect();
                let is_dead = |place: usize| set >> place & 1 != 0;
                let dead: Vec<ObjectRef> = (0..count).filter(|&p| is_dead(p)).map(|p| all[p]).collect();
                let mut list = all.clone();
                let places = take_from(&mut list, &dead);
                assert!(places.end <= list.len() && list.iter().all(|object| !dead.contains(object)));
                let neighbours = |list: &[ObjectRef], object: ObjectRef| {
                    let at = list.iter().position(|&o| o == object).unwrap();
                    (at.checked_sub(1).map(|at| list[at]), list.get(at + 1).copied())
                };
                for (place, &object) in list.iter().enumerate() {
                    let changed = neighbours(&all, object) != neighbours(&list, object);
                    assert!(!changed || places.contains(&place), "{count} {set:b} {place} {places:?}");
                }
            }
        }
    }
}
