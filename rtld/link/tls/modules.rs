//! The modules of thread-local storage: which object has which number, and since which generation.
//!
//! In: objects with PT_TLS that come and go. Out: their numbers; the table of slots, which libthread_db reads too, and the
//! generation, with which threads see whether their dtv is up to date. A number is given before relocation, which stores it;
//! the slot is filled (`publish`) when the object can be asked for its image. Must not: place or allocate blocks.
//! Changed under the load lock; read by any thread at any time.

use crate::link::linker::linker;
use crate::link::object::ObjectRef;
use crate::link::tls::place::TlsPlace;
use crate::link::tls::{static_block, told};
use crate::link::transaction::display_name;
use crate::say::debug::emit;
use crate::sort;
use crate::trace::Event;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, AtomicUsize, Ordering};

/// Slots per chunk of the module table. The first lies in memory that every process writes: few have more.
const CHUNK: usize = 8;

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

const _: () = assert!(core::mem::offset_of!(Slots, slots) == 16 && size_of::<Slot>() == 16);

static FIRST: Slots = Slots::new();
/// The generation of the modules there are.
static GENERATION: AtomicU64 = AtomicU64::new(0);
/// The highest number in use.
static HIGHEST: AtomicUsize = AtomicUsize::new(0);
/// Is there an unused number below it?
static GAPS: AtomicBool = AtomicBool::new(false);

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
    GAPS.load(Ordering::Relaxed)
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
pub fn module(number: usize) -> Option<(u64, Option<ObjectRef>)> {
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

/// New modules of a dlopen, before relocation.
pub fn number_all(objects: &[ObjectRef]) {
    let mut gaps = None;
    for &object in objects {
        if object.has_tls() && object.state().tls_module.get() == 0 {
            number(object, &mut gaps);
        }
    }
}

/// The number of an object with TLS that was just mapped.
#[cold]
pub fn number_now(object: ObjectRef) -> usize {
    if object.state().tls_module.get() == 0 {
        number(object, &mut None);
    }
    object.state().tls_module.get()
}

/// Gives an object with TLS its module number; the slot is filled later (`publish`).
#[inline(never)]
fn number(object: ObjectRef, gaps: &mut Option<Gaps>) {
    let gap = if has_gaps() { gaps.get_or_insert_with(Gaps::find).next() } else { None };
    let number = gap.unwrap_or_else(|| {
        GAPS.store(false, Ordering::Relaxed);
        highest_module() + 1
    });
    HIGHEST.fetch_max(number, Ordering::AcqRel);
    object.state().tls_module.set(number);
    if told::is_ours() && linker().is_running() {
        trace_module(object);
    }
}

/// The numbers of all modules, in order. By objects, not by slots: of what is just being loaded they are not filled yet.
#[cold]
fn numbers() -> Vec<usize> {
    let numbers = linker().all_objects().into_iter().map(|object| object.state().tls_module.get());
    let mut numbers: Vec<usize> = numbers.filter(|&number| number != 0).collect();
    sort::by(&mut numbers, |a, b| a < b);
    numbers.dedup();
    numbers
}

/// The numbers that nobody has, below the highest, from the lowest on.
struct Gaps {
    taken: Vec<usize>,
    next: usize,
}

impl Gaps {
    #[cold]
    fn find() -> Gaps {
        Gaps { taken: numbers(), next: 1 }
    }
}

impl Iterator for Gaps {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.next <= highest_module() {
            let candidate = self.next;
            self.next += 1;
            let is_empty = || module(candidate).is_none_or(|(_, object)| object.is_none());
            if self.taken.binary_search(&candidate).is_err() && is_empty() {
                return Some(candidate);
            }
        }
        None
    }
}

/// LD_DEBUG=tls: a module and its place.
#[cold]
#[inline(never)]
pub fn trace_module(object: ObjectRef) {
    let (state, name) = (object.state(), display_name(object));
    let (Some(tls), number) = (object.tls(), state.tls_module.get()) else { return };
    let offset = match state.tls_place.get() {
        TlsPlace::Static(offset) => Some(offset),
        _ => None,
    };
    emit(&Event::TlsModule { name, number, size: tls.memsz, align: tls.align, offset });
}

/// Fills the module's slot for the generation to come.
pub fn publish(object: ObjectRef, generation: u64) {
    let number = object.state().tls_module.get();
    if let Some(slot) = slot_or_new(number).filter(|_| number != 0) {
        slot.object.store(object.handle(), Ordering::Release);
        slot.generation.store(generation as usize, Ordering::Release);
    }
}

/// Fills the slots of new objects that have TLS, and their places in the static blocks, for the next generation.
pub fn introduce(objects: &[ObjectRef]) {
    if objects.iter().any(|object| object.has_tls()) {
        let coming = generation() + 1;
        objects.iter().for_each(|&object| publish(object, coming));
        objects.iter().for_each(|&object| static_block::initialise_everywhere(object));
        advance();
    }
}

/// Makes the next generation current.
pub fn advance() {
    GENERATION.fetch_add(1, Ordering::AcqRel);
    linker().tenant().tls_changed();
}

/// Empties the slots of objects that go, which are still listed, and frees their numbers and places. Answers whether any had
/// one: then the next generation comes.
pub fn retire(objects: &[ObjectRef]) -> bool {
    let mut any = false;
    for object in objects {
        let number = object.state().tls_module.replace(0);
        any |= number != 0;
        if let Some(slot) = slot(number).filter(|_| number != 0)
            && slot.object.load(Ordering::Acquire) == object.handle()
        {
            slot.object.store(null_mut(), Ordering::Release);
            slot.generation.store(generation() as usize + 1, Ordering::Release);
        }
    }
    if any {
        let numbers = numbers();
        let highest = numbers.last().copied().unwrap_or(0);
        HIGHEST.store(highest, Ordering::Release);
        GAPS.store(numbers.len() < highest, Ordering::Relaxed);
        static_block::give_back();
    }
    any
}
