//! Which object holds an address, without a lock: what unwinders ask for every frame.
//!
//! In: new objects, or that objects went (under the load lock). An object is a range, but for a program in which the kernel has left
//! holes, which may be anybody's: each segment of it is one. Out: `find`, callable from anywhere, also from
//! signal handlers and while another thread loads or unloads. Must not: wait, allocate or free on the reading side.
//!
//! Two sorted tables; the sequence number says which is current. A writer changes the other one and then advances the
//! number. That one is behind by the last change, so both changes are made. The highest address comes first: kernels map each file
//! below the last, so that a new object mostly comes at the end, and a plugin that goes soon is there still. A reader that
//! sees the number unchanged after its search has read one consistent table; otherwise it searches again. Tables that became
//! too small are never freed (each is twice its predecessor, so their sum is bounded), hence a slow reader touches no freed
//! memory.

use crate::gather::Gather;
use crate::link::linker::linker;
use crate::link::object::{Kind, ObjectRef};
use crate::sort;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::sync::atomic::{AtomicPtr, AtomicUsize, Ordering, fence};

/// An object's range and what an unwinder wants of it.
#[derive(Clone, Copy, Debug)]
pub struct Mapping {
    pub start: usize,
    pub end: usize,
    pub handle: *mut u8,
    /// Address of PT_GNU_EH_FRAME's contents, 0 if there is none.
    pub eh_frame_hdr: usize,
}

/// A change of the list.
#[derive(Debug)]
pub enum Difference {
    Added(Vec<Mapping>),
    /// Where each began, and its handle; the highest first.
    Removed(Vec<(usize, usize)>),
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

/// All objects there are at the start.
pub fn begin() {
    // The objects, not their mappings: those would be as much again, and freed at once.
    let mut objects = linker().all_objects();
    sort::by(&mut objects, |a, b| a.image.start > b.image.start);
    let count = objects.iter().copied().flat_map(mappings).count();
    publish(|version| {
        // No more than there is: few processes open anything.
        version.make_room(0, count, count);
        version.len.store(0, Ordering::Release);
        // The highest first, each comes at the end, but for what lies in a hole.
        objects.iter().copied().flat_map(mappings).for_each(|mapping| version.insert(&mapping));
    });
    // The other table knows at best the auditors.
    *linker().unplaced.borrow_mut() = None;
}

/// These objects joined the list. Called under the load lock.
pub fn add(objects: &[ObjectRef]) {
    change(Difference::Added(objects.iter().copied().flat_map(mappings).gather()));
}

/// These objects left it. Called under the load lock.
pub fn remove(objects: &[ObjectRef]) {
    let gone = objects.iter().filter(|object| object.kind != Kind::Proxy);
    let mut gone: Vec<(usize, usize)> =
        gone.map(|object| (object.image.start, object.handle() as usize)).gather();
    // As the table is, so that both are walked once.
    sort::by(&mut gone, |a, b| a > b);
    change(Difference::Removed(gone));
}

/// Changes the older table as the other was, and then further.
fn change(new: Difference) {
    let before = linker().unplaced.borrow_mut().take();
    publish(|version| {
        match &before {
            Some(before) => version.apply(before),
            None => version.copy(current()),
        }
        version.apply(&new);
    });
    *linker().unplaced.borrow_mut() = Some(new);
}

/// What readers see.
fn current() -> &'static Version {
    &VERSIONS[SEQUENCE.load(Ordering::Relaxed) & 1]
}

/// Has the table that is not current changed, and makes it the current one.
fn publish(change: impl FnOnce(&Version)) {
    let sequence = SEQUENCE.load(Ordering::Relaxed);
    change(&VERSIONS[(sequence + 1) & 1]);
    SEQUENCE.store(sequence + 1, Ordering::Release);
    // What the next change overwrites must not be seen before this number is.
    fence(Ordering::SeqCst);
}

impl Version {
    /// Room for `wanted` entries, or else for `capacity`; the first `kept` stay.
    fn make_room(&self, kept: usize, wanted: usize, capacity: usize) {
        if self.capacity.load(Ordering::Relaxed) >= wanted {
            return;
        }
        let mut table = Vec::with_capacity(capacity);
        table.resize_with(capacity, Entry::default);
        let old = self.entries.load(Ordering::Relaxed);
        for (index, entry) in table.iter().enumerate().take(kept) {
            // SAFETY: the old table holds `kept` entries.
            entry.put(&unsafe { &*old.add(index) }.mapping());
        }
        // The old table stays for readers that are still inside.
        self.entries.store(Box::leak(table.into_boxed_slice()).as_mut_ptr(), Ordering::Release);
        self.capacity.store(capacity, Ordering::Relaxed);
    }

    /// The entry at an index below the capacity.
    fn entry(&self, index: usize) -> &Entry {
        debug_assert!(index < self.capacity.load(Ordering::Relaxed));
        // SAFETY: the table holds `capacity` entries and is never freed.
        unsafe { &*self.entries.load(Ordering::Relaxed).add(index) }
    }

    fn put(&self, index: usize, mapping: &Mapping) {
        self.entry(index).put(mapping);
    }

    /// Becomes the same as another.
    fn copy(&self, other: &Version) {
        let len = other.len.load(Ordering::Relaxed);
        self.make_room(0, len, (len * 2).max(16));
        (0..len).for_each(|index| self.put(index, &other.entry(index).mapping()));
        self.len.store(len, Ordering::Release);
    }

    fn apply(&self, difference: &Difference) {
        match difference {
            Difference::Added(mappings) => mappings.iter().for_each(|mapping| self.insert(mapping)),
            Difference::Removed(gone) => self.remove(gone),
        }
    }

    /// Those behind the first that goes move up.
    fn remove(&self, gone: &[(usize, usize)]) {
        let Some(&(highest, _)) = gone.first() else { return };
        let len = self.len.load(Ordering::Relaxed);
        let mut gone = gone.iter().copied().peekable();
        let first = self.above(highest);
        let mut kept = first;
        for index in first..len {
            let mapping = self.entry(index).mapping();
            while gone.next_if(|&(start, _)| start > mapping.start).is_some() {}
            if gone.next_if_eq(&(mapping.start, mapping.handle as usize)).is_none() {
                self.put(kept, &mapping);
                kept += 1;
            }
        }
        self.len.store(kept, Ordering::Release);
    }

    /// How many begin above an address.
    fn above(&self, address: usize) -> usize {
        let (mut low, mut high) = (0, self.len.load(Ordering::Relaxed));
        while low < high {
            let middle = low.midpoint(high);
            if self.entry(middle).start.load(Ordering::Relaxed) > address {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn insert(&self, mapping: &Mapping) {
        let len = self.len.load(Ordering::Relaxed);
        self.make_room(len, len + 1, (len * 2).max(16));
        let mut at = len;
        while at > 0 && self.entry(at - 1).start.load(Ordering::Relaxed) < mapping.start {
            self.put(at, &self.entry(at - 1).mapping());
            at -= 1;
        }
        self.put(at, mapping);
        self.len.store(len + 1, Ordering::Release);
    }
}

impl Entry {
    fn put(&self, mapping: &Mapping) {
        self.start.store(mapping.start, Ordering::Relaxed);
        self.end.store(mapping.end, Ordering::Relaxed);
        self.handle.store(mapping.handle as usize, Ordering::Relaxed);
        self.eh_frame_hdr.store(mapping.eh_frame_hdr, Ordering::Relaxed);
    }

    fn mapping(&self) -> Mapping {
        Mapping {
            start: self.start.load(Ordering::Relaxed),
            end: self.end.load(Ordering::Relaxed),
            handle: self.handle.load(Ordering::Relaxed) as *mut u8,
            eh_frame_hdr: self.eh_frame_hdr.load(Ordering::Relaxed),
        }
    }
}

/// What is found as this object, in descending order: all of it, or each of its segments.
fn mappings(object: ObjectRef) -> impl Iterator<Item = Mapping> {
    let is_hidden = object.kind == Kind::Proxy || object.removed.load(Ordering::Relaxed);
    let whole = (!is_hidden && !object.image.has_holes()).then(|| (object.image.start, object.image.end));
    let parts = (!is_hidden && whole.is_none()).then(|| object.as_static().image.segments().rev());
    let parts = parts.into_iter().flatten().map(|segment| (segment.start, segment.limit));
    let eh_frame_hdr = object.eh_frame_hdr().map_or(0, |vaddr| object.image.at(vaddr));
    let handle = object.handle();
    whole.into_iter().chain(parts).map(move |(start, end)| Mapping { start, end, handle, eh_frame_hdr })
}

/// The object whose range holds `address`. (Inlined: what comes back through memory, word by word, and is read at once in pairs waits
/// longer than the search takes.)
#[inline(always)]
pub fn find(address: usize) -> Option<Mapping> {
    consistently(|version| search(version, address)).or_else(|| before_begin(address))
}

/// Auditors ask early, and IFUNC resolvers while the program is relocated.
#[cold]
#[inline(never)]
fn before_begin(address: usize) -> Option<Mapping> {
    if linker().is_running() {
        return None;
    }
    // The loader is listed when something needs it.
    let known = linker().all_objects().into_iter().chain(linker().loader.get().copied());
    let mut mappings = known.flat_map(mappings);
    mappings.find(|mapping| mapping.start <= address && address < mapping.end)
}

/// Is there an object with this handle?
pub fn lists(handle: usize) -> bool {
    consistently(|version| {
        let len = version.len.load(Ordering::Acquire);
        let entries = version.entries.load(Ordering::Acquire);
        // SAFETY: a length that was ever stored fits the table stored before it or a later, larger one.
        (0..len).any(|index| unsafe { &*entries.add(index) }.handle.load(Ordering::Relaxed) == handle)
    })
}

/// What is read of one table while nobody changes it.
#[inline(always)]
fn consistently<R>(read: impl Fn(&Version) -> R) -> R {
    loop {
        let sequence = SEQUENCE.load(Ordering::Acquire);
        let answer = read(&VERSIONS[sequence & 1]);
        fence(Ordering::Acquire);
        if SEQUENCE.load(Ordering::Relaxed) == sequence {
            return answer;
        }
    }
}

#[inline(always)]
fn search(version: &Version, address: usize) -> Option<Mapping> {
    // The length first: whoever sees a new length sees the table that was stored before it.
    let (mut low, mut high) = (0, version.len.load(Ordering::Acquire));
    let entries = version.entries.load(Ordering::Acquire);
    while low < high {
        let middle = low + (high - low) / 2;
        // SAFETY: a length that was ever stored fits the table stored before it or a later, larger one.
        let entry = unsafe { &*entries.add(middle) };
        // A mapping whole only where it is the one.
        if address >= entry.end.load(Ordering::Relaxed) {
            high = middle;
        } else if address < entry.start.load(Ordering::Relaxed) {
            low = middle + 1;
        } else {
            return Some(entry.mapping());
        }
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn numbered(number: usize) -> Mapping {
        let start = number * 0x1000;
        Mapping { start, end: start + 0x1000, handle: start as *mut u8, eh_frame_hdr: 0 }
    }

    #[test]
    fn what_went_is_not_found_and_the_rest_is() {
        let (one, other) = (Version::new(), Version::new());
        one.apply(&Difference::Added((1..40).map(numbered).collect()));
        other.copy(&one);
        let gone =
            |numbers: &[usize]| numbers.iter().map(|number| (number * 0x1000, number * 0x1000)).collect();
        // The highest, the lowest, some between, one with another's handle, one that is not there.
        for numbers in [&[39][..], &[1], &[38, 20, 7, 2], &[41], &[]] {
            other.apply(&Difference::Removed(gone(numbers)));
        }
        other.apply(&Difference::Removed(std::vec![(0x5000, 0x6000)]));
        for number in 1..40 {
            let went = [39, 1, 38, 20, 7, 2].contains(&number);
            assert_eq!(search(&other, number * 0x1000).is_none(), went, "{number}");
            assert!(search(&one, number * 0x1000).is_some());
        }
        assert_eq!(other.len.load(Ordering::Relaxed), 33);
    }

    #[test]
    fn inserted_in_any_order_found_by_address() {
        let version = Version::new();
        // Every number below 101 once, in an order that is none.
        for number in (0..101).map(|i| i * 37 % 101 + 1) {
            let start = number * 0x1000;
            let handle = start as *mut u8;
            version.insert(&Mapping { start, end: start + 0x800, handle, eh_frame_hdr: number });
        }
        assert_eq!(version.len.load(Ordering::Relaxed), 101);
        for number in 1..=101 {
            for address in [number * 0x1000, number * 0x1000 + 0x7ff] {
                assert_eq!(search(&version, address).unwrap().eh_frame_hdr, number);
            }
            assert!(search(&version, number * 0x1000 + 0x800).is_none());
        }
        assert!(search(&version, 0).is_none() && search(&version, usize::MAX).is_none());
    }
}
