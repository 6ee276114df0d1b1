//! Which object holds an address, without a lock: what unwinders ask for every frame.
//!
//! In: the list of all objects, whenever it changed (under the load lock). Out: `find`, callable from anywhere, also from
//! signal handlers and while another thread loads or unloads. Must not: wait, allocate or free on the reading side.
//!
//! Two sorted tables; the sequence number says which is current. A writer fills the other one and then advances the
//! number. A reader that sees the number unchanged after its search has read one consistent table; otherwise it
//! searches again. Tables that became too small are never freed (each is twice its predecessor, so their sum is
//! bounded), hence a slow reader touches no freed memory.

use crate::link::linker::linker;
use crate::link::object::{Kind, ObjectRef};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::sync::atomic::{AtomicPtr, AtomicUsize, Ordering, fence};

/// An object's range and what an unwinder wants of it.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub start: usize,
    pub end: usize,
    pub handle: *mut u8,
    /// Address of PT_GNU_EH_FRAME's contents, 0 if there is none.
    pub eh_frame_hdr: usize,
}

#[derive(Default)]
struct Entry {
    start: AtomicUsize,
    end: AtomicUsize,
    handle: AtomicUsize,
    eh_frame_hdr: AtomicUsize,
}

struct Version {
    entries: AtomicPtr<Entry>,
    len: AtomicUsize,
    /// The writer's business.
    capacity: AtomicUsize,
}

impl Version {
    const fn new() -> Version {
        Version {
            entries: AtomicPtr::new(core::ptr::null_mut()),
            len: AtomicUsize::new(0),
            capacity: AtomicUsize::new(0),
        }
    }
}

static VERSIONS: [Version; 2] = [Version::new(), Version::new()];
static SEQUENCE: AtomicUsize = AtomicUsize::new(0);

/// The list of objects changed. Called under the load lock.
pub fn update() {
    let mut places: Vec<Place> = linker().all_objects().into_iter().filter_map(place).collect();
    places.sort_unstable_by_key(|place| place.start);
    let sequence = SEQUENCE.load(Ordering::Relaxed);
    let version = &VERSIONS[(sequence + 1) & 1];
    if version.capacity.load(Ordering::Relaxed) < places.len() {
        let capacity = (places.len() * 2).max(16);
        let mut table = Vec::with_capacity(capacity);
        table.resize_with(capacity, Entry::default);
        // The old table stays for readers that are still inside.
        version.entries.store(Box::leak(table.into_boxed_slice()).as_mut_ptr(), Ordering::Release);
        version.capacity.store(capacity, Ordering::Relaxed);
    }
    version.len.store(places.len(), Ordering::Release);
    let entries = version.entries.load(Ordering::Relaxed);
    for (index, place) in places.iter().enumerate() {
        // SAFETY: index < capacity of the leaked table.
        let entry = unsafe { &*entries.add(index) };
        entry.start.store(place.start, Ordering::Relaxed);
        entry.end.store(place.end, Ordering::Relaxed);
        entry.handle.store(place.handle as usize, Ordering::Relaxed);
        entry.eh_frame_hdr.store(place.eh_frame_hdr, Ordering::Relaxed);
    }
    SEQUENCE.store(sequence + 1, Ordering::Release);
    // What the next update overwrites must not be seen before this number is.
    fence(Ordering::SeqCst);
}

fn place(object: ObjectRef) -> Option<Place> {
    if object.kind == Kind::Proxy || object.removed.load(Ordering::Relaxed) {
        return None;
    }
    let eh_frame_hdr = object.eh_frame_hdr.map_or(0, |(vaddr, _)| object.image.at(vaddr));
    let (start, end) = (object.image.start, object.image.end);
    Some(Place { start, end, handle: object.handle(), eh_frame_hdr })
}

/// The object whose range holds `address`.
pub fn find(address: usize) -> Option<Place> {
    loop {
        let sequence = SEQUENCE.load(Ordering::Acquire);
        let found = search(&VERSIONS[sequence & 1], address);
        fence(Ordering::Acquire);
        if SEQUENCE.load(Ordering::Relaxed) == sequence {
            return found;
        }
    }
}

fn search(version: &Version, address: usize) -> Option<Place> {
    // The length first: whoever sees a new length sees the table that was stored before it.
    let (mut low, mut high) = (0, version.len.load(Ordering::Acquire));
    let entries = version.entries.load(Ordering::Acquire);
    while low < high {
        let middle = low + (high - low) / 2;
        // SAFETY: a length that was ever stored fits the table stored before it or a later, larger one.
        let entry = unsafe { &*entries.add(middle) };
        let (start, end) = (entry.start.load(Ordering::Relaxed), entry.end.load(Ordering::Relaxed));
        if address < start {
            high = middle;
        } else if address >= end {
            low = middle + 1;
        } else {
            return Some(Place {
                start,
                end,
                handle: entry.handle.load(Ordering::Relaxed) as *mut u8,
                eh_frame_hdr: entry.eh_frame_hdr.load(Ordering::Relaxed),
            });
        }
    }
    None
}
