//! INIT and its reverse: constructors at start-up and dlopen, destructors at exit and dlclose.
//!
//! In: objects and what they depend on. Out: their functions called, each once, in the order of `plan/init`. The load
//! lock is held while a constructor runs (it may dlopen: the lock is recursive), but nothing of the loader's state is
//! borrowed. Must not: run the program's own constructors, which are libc's business (`__libc_start_main`).

use crate::bytes::Space;
use crate::link::customs::customs;
use crate::link::linker::{BASE, linker};
use crate::link::object::{Kind, Object, ObjectRef};
use crate::link::tenant::Sorting;
use crate::link::transaction::display_name;
use crate::link::{audit, find_object, unload};
use crate::mem::foreign::{self, Arguments};
use crate::mem::lock;
use crate::plan::init::{First, Graph, Purpose, sort};
use crate::plan::init_moves;
use crate::say::debug::{began, emit, final_statistics, tell, took};
use crate::say::text;
use crate::sys::proc;
use crate::trace::{self, Category, Event, Function, Stage};
use alloc::vec::Vec;
use core::sync::atomic::Ordering;

/// The objects being sorted, numbered by their position.
struct Listed<'a> {
    objects: &'a [ObjectRef],
    ending: Ending<'a>,
}

/// Which objects of a list come to their end.
#[derive(Clone, Copy)]
pub enum Ending<'a> {
    All,
    Only(&'a [ObjectRef]),
}

impl<'a> Listed<'a> {
    fn new(objects: &'a [ObjectRef], ending: Ending<'a>) -> Listed<'a> {
        for (index, object) in objects.iter().enumerate() {
            object.state().index.set(index as u32);
        }
        Listed { objects, ending }
    }

    /// The number of an object; a number beyond the list if it is not in it.
    fn number(&self, object: ObjectRef) -> usize {
        let index = object.state().index.get() as usize;
        if self.objects.get(index) == Some(&object) { index } else { usize::MAX }
    }
}

impl Graph for Listed<'_> {
    fn count(&self) -> usize {
        self.objects.len()
    }

    fn need(&self, object: usize, index: usize) -> Option<usize> {
        let needed = self.objects.get(object)?.as_static().state().initfini.objects().get(index).copied()?;
        Some(self.number(needed))
    }

    fn relocation_need(&self, object: usize, index: usize) -> Option<usize> {
        let needed = self.objects.get(object)?.as_static().reldeps().get(index).copied()?;
        Some(self.number(needed))
    }

    fn is_sealed(&self, object: usize) -> bool {
        // glibc marks only a program that it has loaded itself (`elf/rtld.c`).
        self.objects.get(object).is_some_and(|o| o.kind == Kind::Program) && linker().has_direct_path()
    }

    fn stays(&self, object: usize) -> bool {
        match self.ending {
            Ending::All => false,
            Ending::Only(dead) => self.objects.get(object).is_some_and(|object| !dead.contains(object)),
        }
    }
}

fn order(objects: &[ObjectRef], ending: Ending<'_>, first: First, purpose: Purpose) -> Vec<ObjectRef> {
    let graph = Listed::new(objects, ending);
    let numbers: Vec<usize> = (0..objects.len()).collect();
    let sorted = match linker().tenant().sorting() {
        Sorting::Search => sort(&graph, &numbers, first, purpose),
        Sorting::Moves => init_moves::sort(&graph, &numbers, first, purpose),
    };
    let ends = sorted.into_iter().filter(|&index| !graph.stays(index));
    ends.filter_map(|index| objects.get(index).copied()).collect()
}

/// The order of a root's closure: users before what they need.
pub fn dependency_order(objects: &[ObjectRef], first: First) -> Vec<ObjectRef> {
    order(objects, Ending::All, first, Purpose::Init)
}

/// A root stays first even in a cycle, except a namespace's libc (glibc forces it before all others).
pub fn is_forced_first(root: ObjectRef) -> First {
    let libc = linker().namespaces[root.namespace].libc.get();
    if libc == Some(root) { First::Free } else { First::Forced }
}

/// Of the base namespace the program, the first of its list, is to end first.
pub fn ends_first(namespace: usize) -> First {
    match namespace {
        BASE if customs().first_ends_first() => First::Forced,
        BASE => First::ForcedUnlessBound,
        _ => First::Free,
    }
}

/// In which order they end, of all the objects of a namespace, proxies left out: that in which all of them would.
pub fn destruction_order(objects: &[ObjectRef], ending: Ending<'_>, first: First) -> Vec<ObjectRef> {
    order(objects, ending, first, Purpose::Fini)
}

/// What constructors are called with at start-up; in a dlopen, with what the libc says that opens, whose environment may be
/// another by then.
pub fn arguments() -> Arguments {
    linker().initial.get().map_or(Arguments::NONE, |initial| Arguments {
        argc: initial.argc() as i32,
        argv: initial.argv(),
        envp: initial.envp(),
    })
}

/// Runs the constructors of a root's closure, dependencies first; one object with DF_1_INITFIRST before all, then
/// the program's DT_PREINIT_ARRAY.
pub fn construct_all(root: ObjectRef, with: Arguments) {
    if let Some(first) = linker().init_first.take() {
        construct(first, with);
    }
    if root.kind == Kind::Program
        && let Some((vaddr, count)) = root.dynamic.preinit_array()
    {
        preinit(root, vaddr, count, with);
    }
    let initfini: Vec<ObjectRef> = root.state().initfini.objects().to_vec();
    if trace::on(Category::Init) {
        return construct_in_turn(&initfini, with);
    }
    initfini.iter().rev().for_each(|&object| construct(object, with));
}

/// The same with a line before each turn.
#[cold]
#[inline(never)]
fn construct_in_turn(initfini: &[ObjectRef], with: Arguments) {
    for (position, &object) in initfini.iter().rev().enumerate() {
        if !object.state().init_called.get() {
            emit(&Event::Turn { name: display_name(object), position: position + 1, of: initfini.len() });
        }
        construct(object, with);
    }
}

/// The program's DT_PREINIT_ARRAY, which few have.
#[cold]
#[inline(never)]
fn preinit(root: ObjectRef, vaddr: u64, count: usize, with: Arguments) {
    tell(Category::Impcalls, move || Event::Preinit { name: display_name(root) });
    let call = |code, function, index| call_watched(root, code, with, function, index);
    run_array(root, vaddr, 0..count, Function::PreinitArray, &call);
}

/// Runs the constructors of one object, once.
fn construct(object: ObjectRef, with: Arguments) {
    let state = object.state();
    if object.kind == Kind::Proxy || state.init_called.replace(true) {
        return;
    }
    state.orphan.set(false);
    linker().tenant().changed(object);
    if object.kind == Kind::Program && object.namespace == BASE {
        return;
    }
    if trace::anything() {
        construct_watched(object, with);
    } else {
        run_init(object, &|code: Code, _, _| code.call(with));
    }
}

#[cold]
#[inline(never)]
fn construct_watched(object: ObjectRef, with: Arguments) {
    // The line comes for every object, whether or not it has anything to run.
    if customs().announces_every_turn()
        || object.dynamic.init().is_some()
        || object.dynamic.init_array().is_some()
    {
        tell(Category::Impcalls, || Event::Init { name: display_name(object) });
    }
    let start = began();
    run_init(object, &|code, function, index| call_watched(object, code, with, function, index));
    took(Stage::Init, || display_name(object), start);
}

/// The address of a constructor or destructor, in an executable segment of a loaded and relocated object.
#[derive(Clone, Copy)]
struct Code(usize);

impl Code {
    /// DT_INIT or DT_FINI, which name code of the object itself.
    fn own(object: ObjectRef, vaddr: u64, function: Function) -> Option<Code> {
        let address = object.image.at(vaddr);
        if !object.image.executes(address) {
            left_out(object, function, vaddr);
            return None;
        }
        Some(Code(address))
    }

    /// An entry of an array, which may name any object's code.
    #[inline(always)]
    fn named_by(object: ObjectRef, address: usize) -> Option<Code> {
        (object.image.executes(address) || another_executes(address)).then_some(Code(address))
    }

    #[inline(always)]
    fn call(self, with: Arguments) {
        // SAFETY: executable code of a loaded object, which names it as a constructor or destructor.
        unsafe { foreign::run(self.0, with) };
    }
}

/// Is it code of whatever object lies there? Without the lock: at exit another thread may have it, in a constructor that does not
/// end.
#[cold]
fn another_executes(address: usize) -> bool {
    let tenant = linker().tenant();
    tenant.reader_enters();
    // SAFETY: what is found stays as long as a reader is inside.
    let found = find_object::find(address).and_then(|place| unsafe { ObjectRef::from_handle(place.handle) });
    let executes = found.is_some_and(|o| o.kind != Kind::Loader && o.image.executes(address));
    tenant.reader_leaves();
    executes
}

/// Calls one function of an object, with its line of LD_DEBUG=init; the number is its place in the array.
#[cold]
#[inline(never)]
fn call_watched(object: ObjectRef, code: Code, with: Arguments, function: Function, index: usize) {
    if !trace::on(Category::Init) {
        return code.call(with);
    }
    let began = proc::monotonic();
    code.call(with);
    let nanoseconds = proc::monotonic().saturating_sub(began);
    emit(&Event::Ran { name: display_name(object), function, index, address: code.0, nanoseconds });
}

#[inline(always)]
fn run_init(object: ObjectRef, call: &impl Fn(Code, Function, usize)) {
    let (init, array) = (object.dynamic.init(), object.dynamic.init_array());
    if let Some(code) = init.and_then(|vaddr| Code::own(object, vaddr, Function::Init)) {
        call(code, Function::Init, 0);
    }
    if let Some((vaddr, count)) = array {
        run_array(object, vaddr, 0..count, Function::InitArray, call);
    }
}

#[inline(always)]
fn run_fini(object: ObjectRef, call: &impl Fn(Code, Function, usize)) {
    let (fini, array) = (object.dynamic.fini(), object.dynamic.fini_array());
    if let Some((vaddr, count)) = array {
        run_array(object, vaddr, (0..count).rev(), Function::FiniArray, call);
    }
    if let Some(code) = fini.and_then(|vaddr| Code::own(object, vaddr, Function::Fini)) {
        call(code, Function::Fini, 0);
    }
}

/// What would be called is no code of a loaded object: nobody can have meant that.
#[cold]
#[inline(never)]
fn left_out(object: ObjectRef, function: Function, vaddr: u64) {
    text::no_code(display_name(object), function, vaddr);
}

/// Calls the functions of an array but for the 0 and -1 that some tools leave there, and for what is no code.
#[inline(always)]
fn run_array(
    object: ObjectRef,
    vaddr: u64,
    indices: impl Iterator<Item = usize>,
    function: Function,
    call: &impl Fn(Code, Function, usize),
) {
    for index in indices {
        let at = vaddr.wrapping_add(index as u64 * 8);
        let Some(address) = object.image.window(at).read::<u64>(0) else { return };
        match Code::named_by(object, address as usize) {
            Some(code) => call(code, function, index),
            None if address.wrapping_add(1) <= 1 => {}
            None => left_out(object, function, address.wrapping_sub(object.image.bias as u64)),
        }
    }
}

/// Why destructors run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Occasion {
    Close,
    Exit,
}

/// Runs the destructors of one object whose constructors ran.
pub fn destroy(object: ObjectRef, occasion: Occasion) {
    if !object.state().init_called.replace(false) {
        return;
    }
    if trace::anything() {
        destroy_watched(object, occasion);
    } else {
        run_fini(object, &|code: Code, _, _| code.call(Arguments::NONE));
    }
}

#[cold]
#[inline(never)]
fn destroy_watched(object: ObjectRef, occasion: Occasion) {
    let Object { name, namespace, dynamic, .. } = object.as_static();
    if occasion == Occasion::Close || customs().tells_of_every_end() {
        // The program's name is empty here.
        tell(Category::Impcalls, || Event::Fini { name: name.as_bytes(), namespace: *namespace });
    } else if dynamic.fini().is_some() || dynamic.fini_array().is_some() {
        tell(Category::Impcalls, || Event::Fini { name: display_name(object), namespace: *namespace });
    }
    let start = began();
    let call = |code, function, index| call_watched(object, code, Arguments::NONE, function, index);
    run_fini(object, &call);
    took(Stage::Fini, || display_name(object), start);
}

/// exit(3) reached us (libc registered this with __cxa_atexit): every namespace from the last to the first, those of
/// auditors after all others.
#[inline(never)]
pub fn exit() {
    // Hardly a process has more than one.
    let count = {
        let _guard = lock::enter();
        linker().namespaces.iter().len()
    };
    for namespace in (0..count).rev().filter(|&n| !audit::is_auditing(n)) {
        finish(namespace);
    }
    for namespace in (0..count).rev().filter(|&n| audit::is_auditing(n)) {
        finish(namespace);
    }
    final_statistics();
}

fn finish(namespace: usize) {
    let objects = {
        let _guard = lock::enter();
        let space = &linker().namespaces[namespace];
        if space.is_empty() {
            return;
        }
        let own: Vec<ObjectRef> = space.list().into_iter().filter(|o| o.kind != Kind::Proxy).collect();
        if customs().exit_is_activity() {
            audit::deleting(namespace);
        }
        // What is lowered below, nobody looks at.
        unload::lists_are_incomplete();
        // A destructor may dlclose: nothing of this list may go before its turn.
        for object in &own {
            let count = &object.state().open_count;
            count.set(count.get() + 1);
        }
        // Never given back: that needs the lock, which by then another thread may hold for as long as a constructor takes.
        destruction_order(&own, Ending::All, ends_first(namespace)).leak()
    };
    for &object in &*objects {
        // What was never initialised, as the vDSO, is not closed either.
        if object.state().init_called.get() {
            destroy(object, Occasion::Exit);
            audit::closed(object);
        }
        let count = &object.state().open_count;
        count.set(count.get().saturating_sub(1));
    }
    if customs().exit_is_activity() {
        audit::consistent(namespace);
    }
}

/// Marks the loader and the vDSO, which are relocated already.
pub fn skip(object: ObjectRef) {
    object.relocated.store(true, Ordering::Relaxed);
}
