//! TLS at start-up: the static block of the first thread.
//!
//! In: the start-up objects. Out: offsets, the block, the thread pointer set; after relocation, the block filled with the
//! images (which hold relocated pointers). Must not: run foreign code.

use crate::link::linker::{BASE, linker};
use crate::link::object::ObjectRef;
use crate::link::tenant::TlsReserve;
use crate::link::tls::{dtv, modules, static_block, told};
use crate::link::{audit, customs};
use crate::mem::heap;
use crate::plan::tls::surplus;
use crate::say::text;
use crate::sort;
use crate::trace::Event;
use alloc::alloc::Layout;
use alloc::vec::Vec;
use core::cell::Cell;
use core::sync::atomic::{AtomicBool, Ordering};

struct First(Cell<usize>);

// SAFETY: used during start-up, by the one thread there is.
unsafe impl Sync for First {}

/// The first thread's pointer; 0 until there is one.
static FIRST: First = First(Cell::new(0));

/// The first thread was made for auditors, before the program's objects were known.
static EARLY: AtomicBool = AtomicBool::new(false);

/// Before the first object that is linked in the midst of start-up, an auditor: only the program has a place, for its code
/// knows it; all others are to take theirs from the surplus.
pub fn begin() {
    if FIRST.0.get() != 0 {
        return;
    }
    let program: Vec<ObjectRef> = linker().main_program().into_iter().collect();
    customs::introduce_ahead();
    make(&program);
    EARLY.store(true, Ordering::Relaxed);
    dtv::initialise_thread(FIRST.0.get());
    linker().tenant().tls_changed();
}

/// Places the modules of the start-up set. IFUNC resolvers may read the thread's control block from now on.
pub fn lay_out(objects: &[ObjectRef]) {
    let modules = as_mapped(objects);
    if EARLY.load(Ordering::Relaxed) {
        modules::number_all(&modules);
    } else {
        make(&modules);
    }
    modules.iter().for_each(|&object| linker().tenant().changed(object));
}

/// Modules are numbered in the order in which they were mapped, which filtees change among the objects.
fn as_mapped(objects: &[ObjectRef]) -> Vec<ObjectRef> {
    let mut modules: Vec<ObjectRef> = objects.iter().copied().filter(|o| o.has_tls()).collect();
    sort::by(&mut modules, |a, b| a.state().serial.get() < b.state().serial.get());
    modules
}

/// Lays out the block, allocates it and makes it the thread's.
fn make(objects: &[ObjectRef]) {
    let TlsReserve { namespaces: spaces, optional } = linker().tenant().tls_reserve();
    let auditors = audit::requested() as u64;
    let reserve = match surplus(spaces, auditors, optional) {
        Ok(reserve) => reserve,
        Err(too_many) => text::too_many_auditors(too_many.loading, too_many.supported),
    };
    static_block::lay_out(objects, reserve, optional);
    let tenant = linker().tenant();
    let size = static_block::size() as usize;
    let align = (static_block::totals().align as usize).max(64);
    let start = size.next_multiple_of(align) - size;
    let total = size.checked_add(tenant.thread_block_size()).and_then(|total| total.checked_add(start));
    let layout = total.and_then(|total| Layout::from_size_align(total, align).ok());
    let block = layout.map_or(core::ptr::null_mut(), heap::lasting);
    if block.is_null() {
        text::fatal_text("cannot allocate TLS data structures for initial thread");
    }
    let tp = block as usize + start + size;
    FIRST.0.set(tp);
    dtv::allocate_first(tp);
    dtv::tell_of_block(|| Event::TcbAllocated { address: tp });
    tenant.enter_thread(tp);
}

/// Fills the block and the dtv, now that the images are relocated.
pub fn fill() {
    if EARLY.load(Ordering::Relaxed) {
        return fill_late();
    }
    for object in linker().all_objects() {
        modules::publish(object, 0);
    }
    dtv::initialise_thread(FIRST.0.get());
    for _ in 0..customs::customs().first_generation() {
        modules::advance();
    }
    linker().tenant().tls_changed();
    told::filled();
}

/// The auditors' blocks are in use: only the program's objects are filled, as after a dlopen.
fn fill_late() {
    let mut new = linker().namespaces[BASE].list();
    new.retain(|object| object.has_tls());
    modules::introduce(&new);
    dtv::enter(FIRST.0.get(), &new);
}
