//! The static TLS block: the modules that have a place below the thread pointer in every thread, and the room kept for more.
//!
//! In: the modules of the start, in order; later single ones that code reaches by a constant offset. Out: their offsets
//! (decided by `plan/tls`), and their initial images written into the blocks of the threads there are. Must not: know how to
//! find the threads (the tenant does), or allocate a thread's block (`startup`; libc for all others).
//! Changed under the load lock and the TLS lock.

use crate::error::TlsError;
use crate::link::linker::linker;
use crate::link::object::{Object, ObjectRef};
use crate::link::tenant::{Thread, TlsTotals};
use crate::link::tls::modules;
use crate::link::tls::place::TlsPlace;
use crate::link::tls::told;
use crate::link::transaction::display_name;
use crate::mem::cell::RefCell;
use crate::mem::foreign::Caller;
use crate::mem::image::PAGE;
use crate::plan::map::TlsSegment;
use crate::plan::tls::{StaticLayout, Use};
use crate::say::debug::emit;
use crate::trace::Event;
use alloc::vec::Vec;
use core::cell::Cell;
use core::sync::atomic::Ordering;

/// Its layout; changed under the TLS lock.
struct Static {
    layout: RefCell<StaticLayout>,
    /// Fixed when the start is laid out.
    totals: Cell<TlsTotals>,
    /// The layout's, likewise: threads are made while a module gets a place.
    size: Cell<u64>,
}

// SAFETY: the layout is used under the load lock and the TLS lock, or while one thread exists; totals and size are set by then.
unsafe impl Sync for Static {}

static STATIC: Static = Static {
    layout: RefCell::new(StaticLayout::EMPTY),
    totals: Cell::new(TlsTotals { used: 0, align: 64, surplus: 0, optional: 0 }),
    size: Cell::new(0),
};

pub fn totals() -> TlsTotals {
    STATIC.totals.get()
}

/// Total bytes below the thread pointer.
pub fn size() -> u64 {
    STATIC.size.get()
}

/// How much of the static block was left for modules that come late.
pub fn kept_for_late() -> u64 {
    size().saturating_sub(totals().used)
}

/// Lays out the static block of the start-up set, in module order.
pub fn lay_out(objects: &[ObjectRef], surplus: u64, optional: u64) {
    let mut layout = STATIC.layout.borrow_mut();
    modules::number_all(objects);
    for object in objects {
        if let Some(tls) = object.tls() {
            let offset = layout.place(&tls);
            object.state().tls_place.set(TlsPlace::Static(offset));
        }
    }
    let tenant = linker().tenant();
    if let Some((size, align)) = tenant.extra_tls() {
        let offset = layout.place_extra(size, align);
        tenant.extra_tls_placed(offset);
    }
    layout.optional_left = optional;
    layout.close(surplus);
    let totals = TlsTotals { used: layout.used, align: layout.max_align, surplus, optional };
    STATIC.totals.set(totals);
    STATIC.size.set(layout.capacity);
    let free = layout.capacity.saturating_sub(layout.used);
    drop(layout);
    if told::is_ours() {
        objects.iter().filter(|o| o.has_tls()).for_each(|&object| modules::trace_module(object));
        emit(&Event::TlsLayout { used: totals.used, free, optional });
    }
    tenant.tls_laid_out(totals);
}

/// Gives a module that came late a place in the static surplus, because code reaches it by a constant offset
/// (`Required`) or could do so (`Optional`, the part reserved for optimisation).
pub fn place_late(object: ObjectRef, need: Use) -> core::result::Result<u64, TlsError> {
    if let TlsPlace::Static(offset) = object.state().tls_place.get() {
        return Ok(offset);
    }
    let tenant = linker().tenant();
    // A thread that accesses it for the first time decides otherwise, under the same lock (`dtv`).
    tenant.lock_tls(Caller::Loader);
    let placed = match (object.state().tls_place.get(), object.tls()) {
        (TlsPlace::None, Some(tls)) => place_now(object, &tls, need),
        (_, tls) => Err(TlsError::StaticExhausted { needed: tls.map_or(0, |t| t.memsz), free: 0 }),
    };
    tenant.unlock_tls();
    placed
}

fn place_now(object: ObjectRef, tls: &TlsSegment, need: Use) -> core::result::Result<u64, TlsError> {
    let mut layout = STATIC.layout.borrow_mut();
    let offset = layout.place_late(tls, need)?;
    let free = layout.capacity.saturating_sub(layout.used);
    drop(layout);
    object.state().tls_place.set(TlsPlace::Static(offset));
    if told::is_ours() {
        trace_late(object, tls.memsz, offset, free);
    }
    linker().tenant().changed(object);
    if object.relocated.load(Ordering::Acquire) {
        initialise_everywhere(object);
    }
    Ok(offset)
}

#[cold]
#[inline(never)]
fn trace_late(object: ObjectRef, size: u64, offset: u64, free: u64) {
    let number = object.state().tls_module.get();
    emit(&Event::TlsLate { name: display_name(object), number, size, offset, free });
}

/// Objects went: what lies beyond the outermost place of those that stay is free again. Which of them had the places, and in
/// which order they went, does not matter.
pub fn give_back() {
    let outermost = |objects: Vec<ObjectRef>| {
        let places = objects.into_iter().filter(|object| object.state().tls_module.get() != 0);
        places
            .filter_map(|object| match object.state().tls_place.get() {
                TlsPlace::Static(offset) => Some(offset),
                TlsPlace::None | TlsPlace::Dynamic => None,
            })
            .max()
    };
    // What the start has laid out stays, and more than modules are in it.
    let used = outermost(linker().all_objects()).unwrap_or(0).max(totals().used);
    let mut layout = STATIC.layout.borrow_mut();
    layout.used = layout.used.min(used);
}

/// Writes the module's initial image into the static block of every thread.
pub fn initialise_everywhere(object: ObjectRef) {
    if matches!(object.state().tls_place.get(), TlsPlace::Static(_))
        && !linker().tenant().fills_threads(object)
    {
        linker().tenant().each_thread(&mut |thread| initialise_in(object, thread));
    }
}

/// Writes it into the static block of one thread.
pub fn initialise_in(object: ObjectRef, thread: Thread) {
    if let TlsPlace::Static(offset) = object.state().tls_place.get() {
        initialise(&object, thread.0 - offset as usize);
    }
}

/// Copies the initial image to `block` and clears the rest.
pub fn initialise(object: &Object, block: usize) {
    let Some(tls) = object.tls() else { return };
    let image = object.image.at(tls.vaddr);
    // SAFETY: PT_TLS's file part lies in a segment of the image (plan/map); `block` has memsz bytes by
    // its allocation (the static layout, or `allocate`).
    unsafe {
        core::ptr::copy_nonoverlapping(image as *const u8, block as *mut u8, tls.filesz as usize);
        clear(block + tls.filesz as usize, (tls.memsz - tls.filesz) as usize);
    }
}

/// From this size on it is worth looking whether there is anything to clear.
const LARGE: usize = 1 << 16;

/// Zeroes memory. Of a large block only the pages that hold something are written, so that what a file calls its size costs
/// no memory before it is used.
///
/// # Safety
/// The memory is the caller's.
unsafe fn clear(start: usize, len: usize) {
    // SAFETY: the caller's memory.
    let all = unsafe { core::slice::from_raw_parts_mut(start as *mut u8, len) };
    if len < LARGE {
        return all.fill(0);
    }
    let (head, pages) = all.split_at_mut(start.next_multiple_of(PAGE) - start);
    head.fill(0);
    pages.chunks_mut(PAGE).filter(|page| !is_clear(page)).for_each(|page| page.fill(0));
}

fn is_clear(bytes: &[u8]) -> bool {
    let (words, rest) = bytes.as_chunks::<8>();
    words.iter().all(|&word| word == [0; 8]) && rest.iter().all(|&byte| byte == 0)
}
