//! Thread-local storage: modules, blocks, the dtv.
//!
//! In: objects with a PT_TLS segment, threads that libc makes. Out: module numbers, offsets, addresses. Must not: know
//! where libc keeps its thread lists (the tenant does), or be called with a borrow of the linker's state alive
//! (allocation goes through the program's malloc, which may call back).
//!
//! A tutorial (Drepper, "ELF Handling For Thread-Local Storage"; psABI x86-64, TLS variant II). Every object with
//! PT_TLS is a *module* with a number from 1 on. The *static* block lies directly below the thread pointer in
//! every thread; code compiled initial-exec reaches a variable by a constant offset from `fs:0`. Everything else
//! asks `__tls_get_addr({module, offset})`, which looks into the thread's *dtv*: `dtv[module]` holds the
//! address of that module's block in this thread, or "unallocated". `dtv[0]` is a generation: when modules come
//! and go the global generation rises, and a dtv with an older one is brought up to date on the next access,
//! slot by slot, before it is trusted (`link/dtv`).

use crate::arch::native::cpu;
use crate::error::{Error, Result, TlsError, What};
use crate::link::customs::customs;
use crate::link::dtv::{self, Block, Dtv};
use crate::link::linker::linker;
use crate::link::object::{Object, ObjectRef, TlsPlace};
use crate::link::tenant::{Thread, TlsTotals};
use crate::link::thread_memory::Memory;
use crate::link::transaction::display_name;
use crate::mem::image::PAGE;
use crate::plan::options::ALL;
use crate::plan::tls::{StaticLayout, Use};
use crate::say::debug::{emit, tell};
use crate::trace::{self, Category, Event};
use alloc::boxed::Box;
use core::cell::{Cell, RefCell};
use core::ptr::null_mut;
use core::sync::atomic::{AtomicPtr, AtomicU64, AtomicUsize, Ordering};

/// Slots per chunk of the module table.
const CHUNK: usize = 64;

/// One module: the generation in which the slot last changed, and the object, null when empty. The layout is that of
/// glibc's `struct dtv_slotinfo`, for libthread_db walks this very memory.
#[repr(C)]
struct Slot {
    generation: AtomicUsize,
    object: AtomicPtr<u8>,
}

impl Slot {
    const fn new() -> Slot {
        Slot { generation: AtomicUsize::new(0), object: AtomicPtr::new(null_mut()) }
    }
}

/// glibc's `struct dtv_slotinfo_list`. Chunks are appended and never freed.
#[repr(C)]
pub struct Slots {
    len: usize,
    next: AtomicPtr<Slots>,
    slots: [Slot; CHUNK],
}

impl Slots {
    const fn new() -> Slots {
        Slots { len: CHUNK, next: AtomicPtr::new(null_mut()), slots: [const { Slot::new() }; CHUNK] }
    }
}

static FIRST: Slots = Slots::new();

const _: () = assert!(core::mem::offset_of!(Slots, slots) == 16 && size_of::<Slot>() == 16);
static GENERATION: AtomicU64 = AtomicU64::new(0);
static HIGHEST: AtomicUsize = AtomicUsize::new(0);

/// Layout of the static block; changed under the TLS lock.
struct Static {
    layout: RefCell<StaticLayout>,
    totals: Cell<TlsTotals>,
    gaps: Cell<bool>,
    initial_dtv: Cell<usize>,
}

// SAFETY: used under the load lock and the TLS lock, or while one thread exists.
unsafe impl Sync for Static {}

static STATIC: Static = Static {
    layout: RefCell::new(StaticLayout::EMPTY),
    totals: Cell::new(TlsTotals { used: 0, align: 64, surplus: 0, optional: 0 }),
    gaps: Cell::new(false),
    initial_dtv: Cell::new(0),
};

/// Where `__tls_get_addr` reads the current generation.
pub fn generation_ptr() -> *const u64 {
    GENERATION.as_ptr()
}

pub fn generation() -> u64 {
    GENERATION.load(Ordering::Acquire)
}

pub fn slots_ptr() -> *const Slots {
    &raw const FIRST
}

pub fn highest_module() -> usize {
    HIGHEST.load(Ordering::Acquire)
}

pub fn has_gaps() -> bool {
    STATIC.gaps.get()
}

pub fn initial_dtv() -> usize {
    STATIC.initial_dtv.get()
}

pub fn totals() -> TlsTotals {
    STATIC.totals.get()
}

fn slot(module: usize) -> Option<&'static Slot> {
    let mut chunk: &'static Slots = &FIRST;
    for _ in 0..module / CHUNK {
        let next = chunk.next.load(Ordering::Acquire);
        // SAFETY: chunks are leaked boxes, published by a release store and never freed.
        chunk = unsafe { next.as_ref()? };
    }
    chunk.slots.get(module % CHUNK)
}

fn slot_or_new(module: usize) -> Option<&'static Slot> {
    let mut chunk: &'static Slots = &FIRST;
    for _ in 0..module / CHUNK {
        if chunk.next.load(Ordering::Acquire).is_null() {
            let fresh = Box::leak(Box::new(Slots::new()));
            chunk.next.store(fresh, Ordering::Release);
        }
        // SAFETY: as in `slot`.
        chunk = unsafe { chunk.next.load(Ordering::Acquire).as_ref()? };
    }
    chunk.slots.get(module % CHUNK)
}

/// The object in a slot and the generation of the slot.
fn module(number: usize) -> Option<(u64, Option<ObjectRef>)> {
    let slot = slot(number)?;
    let generation = slot.generation.load(Ordering::Acquire) as u64;
    // SAFETY: slots hold handles of live objects; close empties the slot before it frees.
    let object = unsafe { ObjectRef::from_handle(slot.object.load(Ordering::Acquire)) };
    Some((generation, object))
}

/// The generation from which a thread's dtv can know this module: its slot's, or the coming one.
pub fn generation_of(object: ObjectRef) -> u64 {
    match module(object.state().tls_module.get()) {
        Some((generation, Some(known))) if known == object => generation,
        _ => generation() + 1,
    }
}

/// Gives an object with TLS its module number; the slot is filled later (`publish`).
#[inline(always)]
pub fn number(object: ObjectRef) {
    if object.tls.is_some() && object.state().tls_module.get() == 0 {
        number_new(object);
    }
}

#[inline(never)]
fn number_new(object: ObjectRef) {
    let reserved = |candidate: usize| {
        linker().all_objects().iter().any(|other| other.state().tls_module.get() == candidate)
    };
    let highest = highest_module();
    let empty = |&candidate: &usize| {
        module(candidate).is_none_or(|(_, object)| object.is_none()) && !reserved(candidate)
    };
    let number = if STATIC.gaps.get() { (1..=highest).find(empty) } else { None };
    let number = number.unwrap_or_else(|| {
        STATIC.gaps.set(false);
        highest + 1
    });
    HIGHEST.fetch_max(number, Ordering::AcqRel);
    object.state().tls_module.set(number);
    if trace::on(Category::Tls) && linker().is_running() {
        trace_module(object);
    }
}

/// LD_DEBUG=tls: a module and its place.
#[cold]
#[inline(never)]
fn trace_module(object: ObjectRef) {
    let (state, name) = (object.state(), display_name(object));
    let (Some(tls), number) = (object.tls, state.tls_module.get()) else { return };
    let offset = match state.tls_place.get() {
        TlsPlace::Static(offset) => Some(offset),
        _ => None,
    };
    emit(&Event::TlsModule { name, number, size: tls.memsz, align: tls.align, offset });
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

/// Fills the module's slot for the generation to come.
pub fn publish(object: ObjectRef, generation: u64) {
    let number = object.state().tls_module.get();
    if let Some(slot) = slot_or_new(number).filter(|_| number != 0) {
        slot.object.store(object.handle(), Ordering::Release);
        slot.generation.store(generation as usize, Ordering::Release);
    }
}

/// Makes the next generation current.
pub fn advance() {
    GENERATION.fetch_add(1, Ordering::AcqRel);
    linker().tenant().tls_changed();
}

/// Empties the slot of an object that goes; its static block is given back if it is the outermost one.
pub fn retire(object: ObjectRef) {
    let number = object.state().tls_module.replace(0);
    if number == 0 {
        return;
    }
    if let Some(slot) = slot(number)
        && slot.object.load(Ordering::Acquire) == object.handle()
    {
        slot.object.store(null_mut(), Ordering::Release);
        slot.generation.store(generation() as usize + 1, Ordering::Release);
    }
    let occupied = |n: &usize| module(*n).is_some_and(|(_, object)| object.is_some());
    let highest = (1..=highest_module()).rev().find(occupied).unwrap_or(0);
    HIGHEST.store(highest, Ordering::Release);
    STATIC.gaps.set((1..=highest).any(|n| !occupied(&n)));
    if let (TlsPlace::Static(offset), Some(tls)) = (object.state().tls_place.get(), object.tls) {
        let mut layout = STATIC.layout.borrow_mut();
        if layout.used == offset {
            layout.used = offset.saturating_sub(tls.memsz);
        }
    }
}

/// Lays out the static block of the start-up set, in module order.
pub fn lay_out(objects: &[ObjectRef], surplus: u64, optional: u64) {
    let mut layout = STATIC.layout.borrow_mut();
    for object in objects {
        number(*object);
        if let Some(tls) = object.tls {
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
    let free = layout.capacity.saturating_sub(layout.used);
    drop(layout);
    if trace::on(Category::Tls) {
        objects.iter().filter(|o| o.tls.is_some()).for_each(|&object| trace_module(object));
        emit(&Event::TlsLayout { used: totals.used, free, optional });
    }
    tenant.tls_laid_out(totals);
}

/// Total bytes below the thread pointer.
pub fn static_size() -> u64 {
    STATIC.layout.borrow().capacity
}

/// How much of the static block was left for modules that come late.
pub fn kept_for_late() -> u64 {
    STATIC.layout.borrow().capacity.saturating_sub(STATIC.totals.get().used)
}

/// Gives a module that came late a place in the static surplus, because code reaches it by a constant offset
/// (`Must`) or could do so (`May`, the part reserved for optimisation).
pub fn place_late(object: ObjectRef, need: Use) -> core::result::Result<u64, TlsError> {
    let state = object.state();
    match (state.tls_place.get(), object.tls) {
        (TlsPlace::Static(offset), _) => Ok(offset),
        (TlsPlace::None, Some(tls)) => {
            let mut layout = STATIC.layout.borrow_mut();
            let offset = layout.place_late(&tls, need)?;
            let free = layout.capacity.saturating_sub(layout.used);
            drop(layout);
            state.tls_place.set(TlsPlace::Static(offset));
            if trace::on(Category::Tls) {
                trace_late(object, tls.memsz, offset, free);
            }
            linker().tenant().changed(object);
            if object.relocated.load(Ordering::Acquire) {
                initialise_everywhere(object);
            }
            Ok(offset)
        }
        (_, tls) => Err(TlsError::StaticExhausted { needed: tls.map_or(0, |t| t.memsz), free: 0 }),
    }
}

#[cold]
#[inline(never)]
fn trace_late(object: ObjectRef, size: u64, offset: u64, free: u64) {
    let number = object.state().tls_module.get();
    emit(&Event::TlsLate { name: display_name(object), number, size, offset, free });
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
fn initialise(object: &Object, block: usize) {
    let Some(tls) = object.tls else { return };
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

fn current() -> Thread {
    Thread(cpu::thread_pointer())
}

/// The dtv of the first thread, on the loader's own heap: nobody ever frees it (libc knows `_dl_initial_dtv`).
pub fn start_first_thread(tp: usize) {
    let size = dtv::Size::for_modules(highest_module());
    let words = Box::leak(alloc::vec![0u128; size.bytes().div_ceil(16)].into_boxed_slice());
    // SAFETY: leaked memory of that size.
    let dtv = unsafe { Dtv::make(size, words.as_mut_ptr().cast(), Memory::NONE) };
    STATIC.initial_dtv.set(dtv.address());
    dtv.install(Thread(tp));
}

/// `_dl_allocate_tls`, first half: a dtv for the thread whose control block is at `tp`.
pub fn allocate_dtv(tp: usize) -> Option<()> {
    Dtv::allocate(highest_module())?.install(Thread(tp));
    Some(())
}

/// `_dl_allocate_tls_init`: fills the static block and the dtv of a thread that does not run yet (or is the first).
pub fn initialise_thread(tp: usize) -> Option<()> {
    let thread = Thread(tp);
    let tenant = linker().tenant();
    // The stack may be another thread's that has ended: libc has cleared the entries, not what the blocks are freed by.
    Dtv::of(thread).free_blocks();
    tenant.lock_tls();
    let highest = highest_module();
    let dtv = large_enough(thread, highest);
    let mut newest = 0;
    for number in 1..=highest {
        let Some((generation, object)) = module(number) else { continue };
        let mut place = None;
        if let Some(object) = object.filter(|_| generation <= self::generation() + 1) {
            newest = newest.max(generation.min(self::generation()));
            if let TlsPlace::Static(offset) = object.state().tls_place.get() {
                let block = tp - offset as usize;
                place = Some(block);
                initialise(&object, block);
            }
        }
        dtv.set(number, place);
    }
    dtv.set_generation(newest.max(generation()));
    tenant.unlock_tls();
    Some(())
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
    tell(Category::Tls, move || Event::TlsDtv { thread: thread.0, from, to });
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
    let dtv = update(thread, module_number);
    if module_number > dtv.capacity() {
        crate::say::text::fatal_text("__tls_get_addr: no such module");
    }
    let known = match dtv.get(module_number) {
        Some(known) => known,
        None => {
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
        return Block::unowned(thread.0 - offset as usize);
    }
    let block = allocate(&object);
    if trace::on(Category::Tls) {
        let (name, size) = (display_name(object), object.tls.map_or(0, |tls| tls.memsz));
        emit(&Event::TlsBlock { name, number, size, address: block.address, thread: thread.0 });
    }
    block
}

/// A block from the program's malloc, aligned as PT_TLS asks, with the initial image.
fn allocate(object: &Object) -> Block {
    let Some(tls) = object.tls else { return Block::unowned(0) };
    let align = (tls.align as usize).max(1);
    let skew = tls.vaddr as usize & (align - 1);
    let size = (tls.memsz as usize).saturating_add(align).saturating_add(skew);
    let Some(memory) = Memory::allocate(size) else { crate::say::text::out_of_thread_memory() };
    let least = memory.start() as usize;
    let start = least.next_multiple_of(align) + skew;
    let start = if skew > 0 && start - align >= least { start - align } else { start };
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

/// The error of a module that finds no room in the static block.
pub fn exhausted(object: ObjectRef, error: TlsError) -> Error {
    Error::new(object.name.as_bytes(), What::Tls(error))
}

/// New modules of a dlopen: numbered before relocation.
pub fn number_all(objects: &[ObjectRef]) -> Result<()> {
    objects.iter().copied().filter(|o| o.tls.is_some()).for_each(number);
    Ok(())
}
