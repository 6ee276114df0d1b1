//! The closure of an object: all that it needs, directly or not, in the order of the search list.
//!
//! In: a root, objects that are to be preloaded before what it needs, the transaction that loads what is not there. Out: the
//! root's search list and its order of initialisation; what each object directly needs. Must not: build scopes, or map files
//! (the transaction does).
//!
//! The order is the gABI's: breadth first over DT_NEEDED, the program (and LD_PRELOAD's objects) first; an object's DT_FILTER
//! and DT_AUXILIARY filtees come just before it.

use crate::elf::dynamic::Needed;
use crate::error::{Error, HeaderError, Result, SearchError, What};
use crate::link::linker::linker;
use crate::link::object::{Kind, ObjectRef};
use crate::link::tenant::Change;
use crate::link::transaction::{Transaction, display_name};
use crate::link::{init, locate, unload};
use crate::plan::command_line::Mode;
use crate::plan::init::bring_to_front;
use crate::say::debug::tell;
use crate::trace::{Category, Event};
use alloc::vec::Vec;

/// Loads the closure of `root` and gives it its search list and its order of initialisation.
pub fn load(transaction: &mut Transaction, root: ObjectRef, preloads: &[ObjectRef]) -> Result<()> {
    // A search that tries nothing has no error number to tell; behind the closure the old one counts again (glibc `elf/dl-deps.c`).
    let old = locate::with(|searcher| searcher.replace_errno(None)).flatten();
    let loaded = load_all(transaction, root, preloads);
    let _ = locate::with(|searcher| searcher.replace_errno(searcher.errno().or(old)));
    loaded
}

fn load_all(transaction: &mut Transaction, root: ObjectRef, preloads: &[ObjectRef]) -> Result<()> {
    let mut walk = Walk::new(linker().new_mark());
    walk.push(root);
    for &preload in preloads {
        walk.push(preload);
    }
    while let Some(index) = walk.next_undone() {
        visit(transaction, &mut walk, index, root)?;
    }
    if linker().is_running() && transaction.added.iter().any(|object| !walk.has(*object)) {
        unload::lists_are_incomplete();
    }
    let mut list: Vec<ObjectRef> = walk.list.iter().map(|entry| entry.object).collect();
    root.searchlist.fill(&list);
    // The root of a closure is the last to be initialised, even if it is a filter, whose filtees come before it.
    bring_to_front(&mut list, &root);
    let order = init::dependency_order(&list, init::is_forced_first(root));
    root.set_initfini(&order);
    root.state().dependencies_known.set(true);
    Ok(())
}

/// Loads what the entry at `index` needs directly; filtees shift it to the right.
fn visit(transaction: &mut Transaction, walk: &mut Walk, mut index: usize, root: ObjectRef) -> Result<()> {
    let Some(object) = walk.finish(index) else { return Ok(()) };
    let mut initfini = Vec::with_capacity(object.real().dynamic.dependencies() + 1);
    initfini.push(object);
    for needed in object.real().needed() {
        match needed {
            Needed::Library(name) => {
                let name = locate::expand(name, object)?;
                let Some(dependency) = found_for(transaction, &name, object, None)? else { continue };
                walk.push(dependency);
                initfini.push(dependency);
            }
            Needed::Filter(name) => {
                unload::lists_are_incomplete();
                let name = locate::expand(name, object)?;
                trace_filtee(&name, object);
                let Some(filtee) = found_for(transaction, &name, object, Some(object))? else { continue };
                index = filter(transaction, walk, index, filtee);
                initfini.push(filtee);
            }
            Needed::Auxiliary(name) => {
                unload::lists_are_incomplete();
                // An auxiliary filtee that is missing or unusable is simply not there (gABI).
                let Ok(name) = locate::expand(name, object) else {
                    tell(Category::Libs, move || Event::FilteeEmpty { name: name.bytes() });
                    continue;
                };
                trace_filtee(&name, object);
                // Which is no fault to be checked for, but a listing shows it as missing.
                let filtee = match linker().options().mode {
                    Mode::Check => transaction.object(&name, Some(object), transaction.needed).map(Some),
                    _ => found_for(transaction, &name, object, Some(object)),
                };
                let Ok(Some(filtee)) = filtee else { continue };
                index = filter(transaction, walk, index, filtee);
                initfini.push(filtee);
            }
        }
    }
    // The root's are known when they are sorted, and while they are, it has none (see `plan/init`).
    if object != root && !object.state().dependencies_known.replace(true) {
        object.set_initfini(&initfini);
    }
    Ok(())
}

/// Puts a filtee before the filter at `index`, in the walk and among all objects, unless the walk has come to it already;
/// answers where the filter is now.
fn filter(transaction: &Transaction, walk: &mut Walk, index: usize, filtee: ObjectRef) -> usize {
    let moved = walk.insert_before(index, filtee);
    if let Some(filter) = walk.list.get(moved).map(|entry| entry.object).filter(|_| moved != index) {
        if !linker().passed_over.borrow().is_empty() {
            shift(filtee, filter);
        }
        let tenant = linker().tenant();
        tenant.lock_lists();
        linker().namespaces[transaction.namespace].move_before(filtee, filter);
        tenant.listed(transaction.namespace, Change::Any);
        tenant.unlock_lists();
    }
    moved
}

/// A listing shows what is missing and goes on (LD_TRACE_LOADED_OBJECTS; `--list` ends at the first, as in glibc).
fn passes_over(error: &Error) -> bool {
    let options = linker().options();
    options.mode == Mode::Check
        || options.goes_on()
            && matches!(
                error.0.what,
                What::Search(SearchError::NotFound) | What::Header(HeaderError::Class(_))
            )
}

/// What a listing shows in place of a library that cannot be had.
#[derive(Debug)]
pub struct PassedOver {
    pub by: ObjectRef,
    pub error: Error,
    /// How many objects are before it, but for the loader: all that there were by then; of a filtee, those before its filter.
    pub behind: usize,
}

/// The object that another asks for by this name; `None`: it is passed over, at its place before `next` (its filter) or at the end.
fn found_for(
    transaction: &mut Transaction,
    name: &[u8],
    by: ObjectRef,
    next: Option<ObjectRef>,
) -> Result<Option<ObjectRef>> {
    match transaction.object(name, Some(by), transaction.needed) {
        Err(error) if passes_over(&error) => {
            pass_over(by, error, next);
            Ok(None)
        }
        found => found.map(Some),
    }
}

#[cold]
#[inline(never)]
fn pass_over(by: ObjectRef, error: Error, next: Option<ObjectRef>) {
    let behind = objects_before(next, by.namespace);
    let mut list = linker().passed_over.borrow_mut();
    let at = list.partition_point(|other| other.behind <= behind);
    list.insert(at, PassedOver { by, error, behind });
}

/// A filtee is about to be moved before its filter: with it there is one more before what is missing in between.
#[cold]
#[inline(never)]
fn shift(filtee: ObjectRef, filter: ObjectRef) {
    let place = |object: ObjectRef| objects_before(Some(object), object.namespace);
    let (from, to) = (place(filtee), place(filter));
    for passed in linker().passed_over.borrow_mut().iter_mut() {
        if to < passed.behind && passed.behind <= from {
            passed.behind += 1;
        }
    }
}

/// How many objects of a namespace are before this one, or are there at all, but for the loader.
#[cold]
#[inline(never)]
fn objects_before(object: Option<ObjectRef>, namespace: usize) -> usize {
    let objects = linker().namespaces[namespace].objects.borrow();
    let before = objects.iter().take_while(|&&other| Some(other) != object);
    before.filter(|object| object.kind != Kind::Loader).count()
}

fn trace_filtee(name: &[u8], by: ObjectRef) {
    tell(Category::Libs, move || Event::Filtee { name, by: display_name(by) });
}

/// The breadth-first list being built.
struct Walk {
    list: Vec<Entry>,
    mark: u32,
    /// All entries before this one are done.
    done: usize,
}

struct Entry {
    object: ObjectRef,
    done: bool,
}

impl Walk {
    fn new(mark: u32) -> Walk {
        Walk { list: Vec::new(), mark, done: 0 }
    }

    fn push(&mut self, object: ObjectRef) {
        if object.state().mark.replace(self.mark) != self.mark {
            self.list.push(Entry { object, done: false });
        }
    }

    fn has(&self, object: ObjectRef) -> bool {
        object.state().mark.get() == self.mark
    }

    fn next_undone(&mut self) -> Option<usize> {
        let ahead = self.list.get(self.done..)?.iter().position(|entry| !entry.done)?;
        self.done += ahead;
        Some(self.done)
    }

    /// Marks an entry as visited and answers its object.
    fn finish(&mut self, index: usize) -> Option<ObjectRef> {
        let entry = self.list.get_mut(index)?;
        entry.done = true;
        Some(entry.object)
    }

    /// Puts a filtee just before the filter at `index`, unless it stands earlier already; answers where the
    /// filter is now.
    fn insert_before(&mut self, index: usize, filtee: ObjectRef) -> usize {
        self.done = self.done.min(index);
        if filtee.state().mark.replace(self.mark) == self.mark {
            match self.list.iter().position(|entry| entry.object == filtee) {
                Some(at) if at > index => {
                    let entry = self.list.remove(at);
                    self.list.insert(index, entry);
                    return index + 1;
                }
                _ => return index,
            }
        }
        self.list.insert(index, Entry { object: filtee, done: false });
        index + 1
    }
}
