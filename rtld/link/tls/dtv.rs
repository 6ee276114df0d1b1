//! A thread's dtv: where its block of each module lies, and the blocks that are allocated when they are first asked for.
//!
//! In: a thread's control block (libc makes it), a module and an offset. Out: an address. A dtv is its thread's alone, and
//! brought up to date by it; without the load lock, for any code may ask at any time. Must not: run with a borrow of the
//! linker's state alive: blocks and tables come from the program's malloc, which may call back.

use crate::arch::native::cpu;
use crate::link::customs::customs;
use crate::link::linker::linker;
use crate::link::object::{Object, ObjectRef};
use crate::link::tenant::Thread;
use crate::link::tls::memory::Memory;
use crate::link::tls::modules::{self, highest_module, module};
use crate::link::tls::place::TlsPlace;
use crate::link::tls::static_block::initialise;
use crate::link::tls::table::{Block, Dtv, Size};
use crate::link::tls::told;
use crate::link::transaction::display_name;
use crate::mem::foreign::Caller;
use crate::mem::image::PAGE;
use crate::plan::debug_words::ALL;
use crate::say::debug::emit;
use crate::trace::{self, Category, Event};
use alloc::boxed::Box;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicUsize, Ordering};

/// The first thread's dtv, which no malloc made.
static INITIAL: AtomicUsize = AtomicUsize::new(0);

pub fn initial() -> usize {
    INITIAL.load(Ordering::Relaxed)
}

/// LD_DEBUG=tls and all of newer releases: a thread's control block.
pub fn tell_of_block(event: impl FnOnce() -> Event<'static>) {
    if tells_of_blocks() {
        emit(&event());
    }
}

pub fn tells_of_blocks() -> bool {
    let is_asked = || trace::on(Category::Tls) || trace::mask() & ALL == ALL;
    trace::anything() && is_asked() && customs().tells_of_control_blocks()
}

fn current() -> Thread {
    Thread(cpu::thread_pointer())
}

/// The dtv of the first thread, on the loader's own heap: nobody ever frees it (libc knows `_dl_initial_dtv`).
pub fn allocate_first(tp: usize) {
    let size = Size::for_modules(highest_module());
    let words = Box::leak(alloc::vec![0u128; size.bytes().div_ceil(16)].into_boxed_slice());
    // SAFETY: leaked memory of that size.
    let dtv = unsafe { Dtv::make(size, words.as_mut_ptr().cast(), Memory::NONE) };
    INITIAL.store(dtv.address(), Ordering::Relaxed);
    dtv.install(Thread(tp));
}

/// `_dl_allocate_tls`, first half: a dtv for the thread whose control block is at `tp`.
pub fn allocate(tp: usize) -> Option<()> {
    Dtv::allocate(highest_module())?.install(Thread(tp));
    Some(())
}

/// `_dl_allocate_tls_init`: fills the static block and the dtv of a thread that does not run yet (or is the first).
pub fn initialise_thread(tp: usize) {
    let thread = Thread(tp);
    let tenant = linker().tenant();
    // The stack may be another thread's that has ended: libc has cleared the entries, not what the blocks are freed by.
    Dtv::of(thread).free_blocks();
    tenant.lock_tls(Caller::Anybody);
    let highest = highest_module();
    let dtv = large_enough(thread, highest);
    let mut newest = 0;
    for number in 1..=highest {
        let Some((generation, object)) = module(number) else { continue };
        let mut place = None;
        if let Some(object) = object.filter(|_| generation <= modules::generation() + 1) {
            newest = newest.max(generation.min(modules::generation()));
            if let TlsPlace::Static(offset) = object.state().tls_place.get() {
                let block = tp - offset as usize;
                place = Some(block);
                initialise(&object, block);
            }
        }
        dtv.set(number, place);
    }
    dtv.set_generation(newest.max(modules::generation()));
    tenant.unlock_tls();
}

/// Modules that came last, for a thread that has a dtv without them: those with a place in the static block, which is filled, are
/// entered, the others wait until they are asked for.
pub fn enter(tp: usize, objects: &[ObjectRef]) {
    for object in objects {
        let number = object.state().tls_module.get();
        // With the first of them all that came since the dtv was made is known to it.
        let dtv = update(Thread(tp), number);
        if let TlsPlace::Static(offset) = object.state().tls_place.get() {
            dtv.set(number, Some(tp - offset as usize));
        }
    }
}

/// The thread's dtv, with room for `wanted` modules; fatal without memory, as there is nobody to tell.
fn large_enough(thread: Thread, wanted: usize) -> Dtv {
    let dtv = Dtv::of(thread);
    if dtv.capacity() >= wanted {
        return dtv;
    }
    let Some(larger) = Dtv::allocate(wanted) else { crate::say::text::out_of_thread_memory() };
    // malloc is the program's: it may have used a new variable, and grown the dtv, meanwhile.
    let dtv = Dtv::of(thread);
    let (from, to) = (dtv.capacity(), larger.capacity());
    if from >= wanted {
        larger.free();
        return dtv;
    }
    if told::is_ours() {
        emit(&Event::TlsDtv { thread: thread.0, from, to });
    }
    larger.take_over(dtv);
    larger.install(thread);
    dtv.free();
    larger
}

/// `_dl_deallocate_tls`, without the control block itself: frees the dynamic blocks and the dtv.
///
/// # Safety
/// The thread whose control block is at `tp` does not run any more.
pub unsafe fn deallocate(tp: usize) {
    let dtv = Dtv::of(Thread(tp));
    dtv.free_blocks();
    dtv.free();
}

/// Brings the calling thread's dtv up to the generation of `module`, freeing blocks of modules that went.
fn update(thread: Thread, module_number: usize) -> Dtv {
    let dtv = Dtv::of(thread);
    let Some((wanted, _)) = module(module_number) else { return dtv };
    let had = dtv.generation();
    // All that is to be known: `__tls_get_addr` is fast again only then.
    let wanted = wanted.max(modules::generation());
    if had >= wanted && module_number <= dtv.capacity() {
        return dtv;
    }
    let capacity = large_enough(thread, highest_module().max(module_number)).capacity();
    for number in 1..=capacity {
        let Some((generation, _)) = module(number) else { break };
        if generation > had && generation <= wanted {
            // The program's free may use a new variable, too: the dtv is asked for each time.
            Dtv::of(thread).clear(number);
        }
    }
    let dtv = Dtv::of(thread);
    dtv.set_generation(had.max(wanted));
    dtv
}

/// The slow path of `__tls_get_addr`: the address of byte `offset` of a module's block in this thread.
pub fn address(module_number: usize, offset: usize) -> *mut u8 {
    let thread = current();
    let had = Dtv::of(thread).generation();
    let dtv = update(thread, module_number);
    let is_updated = dtv.generation() != had;
    if is_updated {
        told::updated(module_number, dtv.generation(), thread.0);
    }
    if module_number > dtv.capacity() {
        crate::say::text::fatal_text("__tls_get_addr: no such module");
    }
    let known = match dtv.get(module_number) {
        Some(known) => known,
        None => {
            if !is_updated {
                told::lazily(module_number, thread.0);
            }
            let fresh = block_for(thread, module_number);
            // malloc is the program's: it may have used this very variable, or grown the dtv, meanwhile.
            Dtv::of(thread).add(module_number, fresh)
        }
    };
    known.wrapping_add(offset) as *mut u8
}

/// The block of a module in this thread: its static place, or a fresh allocation.
fn block_for(thread: Thread, number: usize) -> Block {
    let tenant = linker().tenant();
    let Some((_, Some(object))) = module(number) else { return Block::unowned(0) };
    // From the first dynamic use on the module can not become static: decide under the lock, behind which a static block
    // is initialised, too.
    tenant.lock_tls(Caller::Anybody);
    let place = object.state().tls_place.get();
    if place == TlsPlace::None {
        object.state().tls_place.set(TlsPlace::Dynamic);
        tenant.placed(object);
    }
    tenant.unlock_tls();
    if let TlsPlace::Static(offset) = place {
        told::is_static(number, thread.0);
        return Block::unowned(thread.0 - offset as usize);
    }
    let block = allocate_block(&object);
    let size = object.tls().map_or(0, |tls| tls.memsz);
    told::allocated(number, size, block.address, thread.0);
    if told::is_ours() {
        let name = display_name(object);
        emit(&Event::TlsBlock { name, number, size, address: block.address, thread: thread.0 });
    }
    block
}

/// Where no block begins in its page: sanitizers take what lies there for one of glibc 2.19, with its address and its size before
/// it, and read what they then suppose to be the block (compiler-rt, `sanitizer_tls_get_addr.cpp`).
const TAKEN_FOR_ANOTHER: usize = 16;

/// A block from the program's malloc, aligned as PT_TLS asks, with the initial image.
fn allocate_block(object: &Object) -> Block {
    let Some(tls) = object.tls() else { return Block::unowned(0) };
    let align = (tls.align as usize).max(1);
    let step = align.max(16);
    let skew = tls.vaddr as usize & (align - 1);
    let size = (tls.memsz as usize).saturating_add(align).saturating_add(skew).saturating_add(step);
    let Some(memory) = Memory::allocate(size) else { crate::say::text::out_of_thread_memory() };
    let least = memory.start() as usize;
    let start = least.next_multiple_of(align) + skew;
    let start = if skew > 0 && start - align >= least { start - align } else { start };
    let start = if start % PAGE == TAKEN_FOR_ANOTHER { start + step } else { start };
    initialise(object, start);
    Block { address: start, memory }
}

/// `_dl_tls_get_addr_soft`: the block's address in this thread if it has one; never allocates.
pub fn address_if_any(object: &Object) -> *mut u8 {
    let number = object.state().tls_module.get();
    if number == 0 {
        return null_mut();
    }
    let dtv = Dtv::of(current());
    let Some((generation, _)) = module(number) else { return null_mut() };
    // A late static module that this thread has not asked for yet counts as absent, too, as in glibc.
    if dtv.generation() < generation || number > dtv.capacity() {
        return null_mut();
    }
    dtv.get(number).map_or(null_mut(), |address| address as *mut u8)
}
