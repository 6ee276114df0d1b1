//! TLS at start-up: the static block of the first thread.
//!
//! In: the start-up objects. Out: offsets, the block, the thread pointer set; after relocation, the block filled with the
//! images (which hold relocated pointers). Must not: run foreign code.

use crate::error::{Error, Result, What};
use crate::link::linker::linker;
use crate::link::object::ObjectRef;
use crate::link::tenant::TlsReserve;
use crate::link::{audit, tls};
use crate::plan::tls::{StaticLayout, surplus};
use alloc::alloc::{Layout, alloc_zeroed};
use core::cell::Cell;

struct First(Cell<usize>);

// SAFETY: used during start-up, by the one thread there is.
unsafe impl Sync for First {}

/// The first thread's pointer; 0 until there is one.
static FIRST: First = First(Cell::new(0));

/// Lays out the block, allocates it and makes it the thread's. IFUNC resolvers may read it from now on.
pub fn lay_out(objects: &[ObjectRef]) -> Result<()> {
    let TlsReserve { namespaces: spaces, optional } = linker().tenant().tls_reserve();
    let auditors = audit::count() as u64;
    let reserve = match surplus(spaces, auditors, optional) {
        Ok(reserve) => reserve,
        Err(too_many) => crate::say::text::fatal_text(&alloc::format!(
            "Failed loading {} audit modules, {} are supported.\n",
            too_many.loading, too_many.supported
        )),
    };
    if FIRST.0.get() != 0 {
        // Auditors came first: these modules take from the surplus as their code asks for it.
        return tls::number_all(objects);
    }
    tls::lay_out(objects, reserve, optional);
    let tenant = linker().tenant();
    let size = tls::static_size() as usize;
    let align = (tls::totals().align as usize).max(64);
    let no_memory = || Error::new(b"", What::OutOfMemory("cannot allocate TLS data structures for initial thread"));
    let total = size.checked_add(tenant.thread_block_size()).ok_or_else(no_memory)?;
    let start = size.next_multiple_of(align) - size;
    let layout = Layout::from_size_align(total + start, align).map_err(|_| no_memory())?;
    // SAFETY: the layout has a size; the block is never freed.
    let block = unsafe { alloc_zeroed(layout) };
    if block.is_null() {
        return Err(no_memory());
    }
    let tp = block as usize + start + size;
    FIRST.0.set(tp);
    tls::start_first_thread(tp);
    tenant.enter_thread(tp)
}

/// Fills the block and the dtv, now that the images are relocated.
pub fn fill() {
    for object in linker().all_objects() {
        tls::publish(object, 0);
    }
    let _: Option<()> = tls::initialise_thread(FIRST.0.get());
    linker().tenant().tls_changed();
}

/// The layout before anything is placed, for tests.
pub const EMPTY: StaticLayout = StaticLayout::EMPTY;
