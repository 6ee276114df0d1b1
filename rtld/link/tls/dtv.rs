//! A thread's dtv: where its block of each module lies, and the blocks that are allocated when they are first asked for.
//!
//! In: a thread's control block (libc makes it), a module and an offset. Out: an address. A dtv is its thread's alone, and
//! brought up to date by it; without the load lock, for any code may ask at any time. Must not: run with a borrow of the
//! linker's state alive: blocks and tables come from the program's malloc, which may call back.

use crate::arch::native::cpu;
use crate::link::customs::customs;
use crate::link::linker::linker;
use crate::link::object::{Object, TlsPlace};
use crate::link::tenant::Thread;
use crate::link::tls::modules::{self, highest_module, module};
use crate::link::tls::static_block::initialise;
use crate::link::transaction::display_name;
use crate::plan::debug_words::ALL;
use crate::say::debug::{emit, tell};
use crate::trace::{self, Category, Event};
use alloc::boxed::Box;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicUsize, Ordering};

/// Entries of a dtv beyond the modules there are, so that a few dlopens need no new one.
const DTV_SURPLUS: usize = 14;
/// "No block yet" in a dtv entry.
const UNALLOCATED: usize = usize::MAX;
/// Where the thread control block keeps the dtv: its second word, in every glibc on x86-64 and read by gdb.
const TCB_DTV: usize = 8;

/// One dtv entry: the block's address (or a counter, in entries -1 and 0) and what to free.
#[repr(C)]
#[derive(Clone, Copy)]
struct Entry {
    value: usize,
    to_free: *mut u8,
}

/// The first thread's dtv, which no malloc made.
static INITIAL: AtomicUsize = AtomicUsize::new(0);

pub fn initial() -> usize {
    INITIAL.load(Ordering::Relaxed)
}

/// LD_DEBUG=all of newer releases: a thread's control block.
pub fn tell_of_block(event: impl FnOnce() -> Event<'static>) {
    if tells_of_blocks() {
        emit(&event());
    }
}

pub fn tells_of_blocks() -> bool {
    trace::anything() && trace::mask() & ALL == ALL && customs().tells_of_control_blocks()
}

fn dtv_of(thread: Thread) -> *mut Entry {
    // SAFETY: a thread control block has its dtv pointer there.
    unsafe { ((thread.0 + TCB_DTV) as *const *mut Entry).read() }
}

fn set_dtv(thread: Thread, dtv: *mut Entry) {
    // SAFETY: as above.
    unsafe { ((thread.0 + TCB_DTV) as *mut *mut Entry).write(dtv) }
}

fn current() -> Thread {
    Thread(cpu::thread_pointer())
}

fn dtv_bytes(capacity: usize) -> usize {
    (capacity + 2) * size_of::<Entry>()
}

/// A zeroed dtv with room for `capacity` modules; null without memory.
fn new_dtv(capacity: usize, allocate: &dyn Fn(usize) -> *mut u8) -> *mut Entry {
    let block = allocate(dtv_bytes(capacity)).cast::<Entry>();
    if block.is_null() {
        return block;
    }
    // SAFETY: the block has room for capacity + 2 entries.
    unsafe {
        block.cast::<u8>().write_bytes(0, dtv_bytes(capacity));
        (*block).value = capacity;
        block.add(1)
    }
}

fn capacity(dtv: *mut Entry) -> usize {
    // SAFETY: entry -1 of a dtv is its capacity.
    unsafe { (*dtv.sub(1)).value }
}

/// The dtv of the first thread, on the loader's own heap: libc never frees it (it knows `_dl_initial_dtv`).
pub fn allocate_first(tp: usize) {
    let dtv = new_dtv(highest_module() + DTV_SURPLUS, &|size| {
        let words = alloc::vec![0u128; size.div_ceil(16)].into_boxed_slice();
        Box::leak(words).as_mut_ptr().cast()
    });
    INITIAL.store(dtv as usize, Ordering::Relaxed);
    set_dtv(Thread(tp), dtv);
}

/// `_dl_allocate_tls`, first half: a dtv for the thread whose control block is at `tp`.
pub fn allocate(tp: usize) -> Option<()> {
    let tenant = linker().tenant();
    let dtv = new_dtv(highest_module() + DTV_SURPLUS, &|size| tenant.malloc(size));
    if dtv.is_null() {
        return None;
    }
    set_dtv(Thread(tp), dtv);
    Some(())
}

/// `_dl_allocate_tls_init`: fills the static block and the dtv of a thread that does not run yet (or is the first).
pub fn initialise_thread(tp: usize) {
    let thread = Thread(tp);
    let mut dtv = dtv_of(thread);
    let tenant = linker().tenant();
    tenant.lock_tls();
    let highest = highest_module();
    if capacity(dtv) < highest {
        dtv = grow(thread, dtv, highest);
    }
    let mut newest = 0;
    for number in 1..=highest {
        let Some((generation, object)) = module(number) else { continue };
        let mut entry = Entry { value: UNALLOCATED, to_free: null_mut() };
        if let Some(object) = object.filter(|_| generation <= modules::generation() + 1) {
            newest = newest.max(generation.min(modules::generation()));
            if let TlsPlace::Static(offset) = object.state().tls_place.get() {
                entry.value = tp - offset as usize;
                initialise(&object, entry.value);
            }
        }
        // SAFETY: number <= capacity.
        unsafe { dtv.add(number).write(entry) };
    }
    // SAFETY: entry 0 of a dtv is its generation.
    unsafe { (*dtv).value = newest.max(modules::generation()) as usize };
    tenant.unlock_tls();
}

/// A larger copy of a dtv; fatal without memory, as there is nobody to tell.
fn grow(thread: Thread, dtv: *mut Entry, wanted: usize) -> *mut Entry {
    let tenant = linker().tenant();
    let larger = new_dtv(wanted + DTV_SURPLUS, &|size| tenant.malloc(size));
    tell(Category::Tls, move || Event::TlsDtv {
        thread: thread.0,
        from: capacity(dtv),
        to: wanted + DTV_SURPLUS,
    });
    if larger.is_null() {
        crate::say::text::out_of_thread_memory();
    }
    // SAFETY: both have capacity(dtv) + 1 entries from entry 0 on; the old one is the thread's own, and
    // came from malloc unless it is the initial one.
    unsafe {
        core::ptr::copy_nonoverlapping(dtv, larger, capacity(dtv) + 1);
        set_dtv(thread, larger);
        if dtv as usize != initial() {
            tenant.free(dtv.sub(1).cast());
        }
    }
    larger
}

/// `_dl_deallocate_tls`, without the control block itself: frees the dynamic blocks and the dtv.
///
/// # Safety
/// The thread whose control block is at `tp` does not run any more.
pub unsafe fn deallocate(tp: usize) {
    let dtv = dtv_of(Thread(tp));
    let tenant = linker().tenant();
    // SAFETY: entries 1..=capacity exist; to_free is null or a malloc'ed block of this thread.
    unsafe {
        for number in 1..=capacity(dtv) {
            tenant.free((*dtv.add(number)).to_free);
        }
        if dtv as usize != initial() {
            tenant.free(dtv.sub(1).cast());
        }
    }
}

/// Brings the calling thread's dtv up to the generation of `module`, freeing blocks of modules that went.
fn update(thread: Thread, module_number: usize) -> *mut Entry {
    let mut dtv = dtv_of(thread);
    let Some((wanted, _)) = module(module_number) else { return dtv };
    // SAFETY: entry 0 is the generation.
    let had = unsafe { (*dtv).value as u64 };
    if had >= wanted && module_number <= capacity(dtv) {
        return dtv;
    }
    let highest = highest_module().max(module_number);
    if capacity(dtv) < highest {
        dtv = grow(thread, dtv, highest);
    }
    for number in 1..=capacity(dtv) {
        let Some((generation, _)) = module(number) else { break };
        if generation > had && generation <= wanted {
            // SAFETY: number <= capacity; the block was this thread's, of a module that is gone.
            unsafe {
                let entry = dtv.add(number);
                let block = (*entry).to_free;
                entry.write(Entry { value: UNALLOCATED, to_free: null_mut() });
                linker().tenant().free(block);
            }
        }
    }
    // SAFETY: entry 0 is the generation.
    unsafe { (*dtv).value = had.max(wanted) as usize };
    dtv
}

/// The slow path of `__tls_get_addr`: the address of byte `offset` of a module's block in this thread.
pub fn address(module_number: usize, offset: usize) -> *mut u8 {
    let thread = current();
    let dtv = update(thread, module_number);
    if module_number > capacity(dtv) {
        crate::say::text::fatal_text("__tls_get_addr: no such module");
    }
    // SAFETY: the entry exists.
    let known = unsafe { (*dtv.add(module_number)).value };
    if known != UNALLOCATED {
        return known.wrapping_add(offset) as *mut u8;
    }
    let fresh = block_for(thread, module_number);
    // malloc is the program's: it may have used this very variable, or grown the dtv, meanwhile.
    // SAFETY: a dtv never shrinks.
    let entry = unsafe { dtv_of(thread).add(module_number) };
    // SAFETY: as above; the second block, if there is one, is nobody's.
    unsafe {
        if (*entry).value == UNALLOCATED {
            entry.write(fresh);
        } else {
            linker().tenant().free(fresh.to_free);
        }
        (*entry).value.wrapping_add(offset) as *mut u8
    }
}

/// The block of a module in this thread: its static place, or a fresh allocation.
fn block_for(thread: Thread, number: usize) -> Entry {
    let tenant = linker().tenant();
    let Some((_, Some(object))) = module(number) else {
        return Entry { value: 0, to_free: null_mut() };
    };
    // From the first dynamic use on the module can not become static: decide under the lock.
    if object.state().tls_place.get() == TlsPlace::None {
        tenant.lock_tls();
        if object.state().tls_place.get() == TlsPlace::None {
            object.state().tls_place.set(TlsPlace::Dynamic);
            tenant.changed(object);
        }
        tenant.unlock_tls();
    }
    if let TlsPlace::Static(offset) = object.state().tls_place.get() {
        return Entry { value: thread.0 - offset as usize, to_free: null_mut() };
    }
    let block = allocate_block(&object);
    if trace::on(Category::Tls) {
        let (name, size) = (display_name(object), object.tls.map_or(0, |tls| tls.memsz));
        emit(&Event::TlsBlock { name, number, size, address: block.value, thread: thread.0 });
    }
    block
}

/// A block from the program's malloc, aligned as PT_TLS asks, with the initial image.
fn allocate_block(object: &Object) -> Entry {
    let Some(tls) = object.tls else { return Entry { value: 0, to_free: null_mut() } };
    let align = (tls.align as usize).max(1);
    let skew = tls.vaddr as usize & (align - 1);
    let size = (tls.memsz as usize).saturating_add(align).saturating_add(skew);
    let block = linker().tenant().malloc(size);
    if block.is_null() {
        crate::say::text::out_of_thread_memory();
    }
    let start = (block as usize).next_multiple_of(align) + skew;
    let start = if skew > 0 && start - align >= block as usize { start - align } else { start };
    initialise(object, start);
    // Before the program runs, only auditors get here: the block is not from a malloc whose free libc would call.
    Entry { value: start, to_free: if linker().is_running() { block } else { null_mut() } }
}

/// `_dl_tls_get_addr_soft`: the block's address in this thread if it has one; never allocates.
pub fn address_if_any(object: &Object) -> *mut u8 {
    let number = object.state().tls_module.get();
    if number == 0 {
        return null_mut();
    }
    let thread = current();
    let dtv = dtv_of(thread);
    let Some((generation, _)) = module(number) else { return null_mut() };
    // SAFETY: entry 0 exists; entry `number` only within the capacity.
    unsafe {
        let stale = ((*dtv).value as u64) < generation || number > capacity(dtv);
        // A late static module that this thread has not asked for yet counts as absent, too, as in glibc.
        if stale || (*dtv.add(number)).value == UNALLOCATED {
            return null_mut();
        }
        (*dtv.add(number)).value as *mut u8
    }
}
