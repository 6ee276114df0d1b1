//! The loader's own heap.
//!
//! In: layouts. Out: memory, never shared with the program's malloc. A nursery in `.bss` serves first, so
//! that a small program starts without an mmap for the loader; then chunks from the kernel. Freed blocks go to
//! a list of their size class; large ones go straight back to the kernel. Before another chunk is asked for, what was freed is
//! handed out anew, whatever the size it had: pages that were written once are nobody else's any more.
//!
//! **When the kernel gives nothing any more**, a reserve serves, set aside for that, and the shortage is noted. Code that
//! allocates need not be able to fail at every step, nor to unwind: a transaction asks at its own steps (`check`) and is
//! undone as after any other error, on what the reserve holds. The next one begins only with a reserve (`prepare`).
//!
//! It has no lock: it is used only under the load lock, or before a second thread can exist. It must not
//! be called by the lazy resolver's lock-free path, which may run in a signal handler.

mod class;
mod span;

use crate::arch::native::PAGE_SIZE as PAGE;
use crate::sys::map::{self, Place, Protection};
use class::{FINE, LARGE, SMALLEST};
use core::alloc::{GlobalAlloc, Layout};
use core::cell::{Cell, UnsafeCell};
use core::ptr::null_mut;
use core::sync::atomic::{AtomicBool, AtomicPtr, Ordering};
use span::Span;

const NURSERY: usize = 192 * 1024;
const CHUNK: usize = 256 * 1024;
/// Enough to end what was begun with a thousand objects, and to say why. Untouched pages of it cost nothing.
const RESERVE: usize = 256 * 1024;
/// With less than this left a transaction does not begin.
const RESERVE_NEEDED: usize = RESERVE / 2;
/// What was freed is worth being cut up from this size on.
const WORTH_CUTTING: usize = 512;
/// And from this size on before anything fresh, as long as so much of it is left.
const WORTH_REUSING: usize = 1536;
const WORTH_KEEPING: usize = 64;

/// The kernel refused memory since the last `prepare`.
static SHORT: AtomicBool = AtomicBool::new(false);
/// The heap in use; none where somebody else's allocator serves, as in tests.
static HEAP: AtomicPtr<Heap> = AtomicPtr::new(null_mut());

/// Has memory run out since the last `prepare`?
pub fn is_short() -> bool {
    SHORT.load(Ordering::Relaxed)
}

/// Before something is begun that must be undone if memory runs out: is there a reserve to do that with?
pub fn prepare() -> Result<(), Exhausted> {
    SHORT.store(false, Ordering::Relaxed);
    // SAFETY: null, or the one heap of the binary, a static; used under the load lock.
    match unsafe { HEAP.load(Ordering::Relaxed).as_ref() } {
        Some(heap) if !heap.has_reserve() => Err(Exhausted),
        _ => Ok(()),
    }
}

/// Zeroed memory that is never given back, of just this size; null without memory.
pub fn lasting(layout: Layout) -> *mut u8 {
    // SAFETY: null, or the one heap of the binary, a static; used under the load lock.
    let heap = unsafe { HEAP.load(Ordering::Relaxed).as_ref() };
    if let Some(heap) = heap
        && let Some(block) = heap.fresh.take(layout.size().next_multiple_of(SMALLEST), layout.align())
    {
        let used = heap.untouched.get().saturating_sub(block).min(layout.size());
        // SAFETY: nobody's memory, so many bytes at least; behind `untouched` it is zero.
        unsafe { (block as *mut u8).write_bytes(0, used) };
        return block as *mut u8;
    }
    // SAFETY: the layout has a size (the caller's).
    unsafe { alloc::alloc::alloc_zeroed(layout) }
}

/// Is this an address in the rooms that lie in the loader's own image?
pub fn is_nursery(address: usize) -> bool {
    let heap = HEAP.load(Ordering::Relaxed);
    !heap.is_null()
        && address.wrapping_sub(heap as usize).wrapping_sub(core::mem::offset_of!(Heap, nursery))
            < NURSERY + RESERVE
}

/// At a step of what can be undone: did the last one find the memory it needed?
pub fn check() -> Result<(), Exhausted> {
    if is_short() { Err(Exhausted) } else { Ok(()) }
}

/// The kernel gives no memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Exhausted;

#[repr(C, align(16))]
struct Room<const N: usize>(UnsafeCell<[u8; N]>);

/// The heap: a bump pointer and a free list per size class. In this order, and the nursery not at a page of its own: what
/// every process writes shall lie in as few pages as possible.
#[repr(C)]
pub struct Heap {
    fresh: Span,
    spare: Span,
    /// From here to the end of `fresh`, nobody has written yet: it is zero.
    untouched: Cell<usize>,
    /// Where `fresh` goes on when what it is in now is full: a large block was freed, and that comes first.
    later: Span,
    later_untouched: Cell<usize>,
    free: [Cell<*mut FreeBlock>; class::COUNT],
    nursery: Room<NURSERY>,
    reserve: Room<RESERVE>,
}

struct FreeBlock {
    next: *mut FreeBlock,
}

// SAFETY: used only under the load lock or while one thread exists (prologue).
unsafe impl Sync for Heap {}

impl Default for Heap {
    fn default() -> Self {
        Self::new()
    }
}

impl Heap {
    pub const fn new() -> Heap {
        Heap {
            nursery: Room(UnsafeCell::new([0; NURSERY])),
            reserve: Room(UnsafeCell::new([0; RESERVE])),
            fresh: Span::none(),
            spare: Span::none(),
            untouched: Cell::new(0),
            later: Span::none(),
            later_untouched: Cell::new(0),
            free: [const { Cell::new(null_mut()) }; class::COUNT],
        }
    }

    /// The first request finds the rooms in `.bss`.
    fn begin(&self) {
        self.fresh.refill(self.nursery.0.get() as usize, NURSERY);
        self.spare.refill(self.reserve.0.get() as usize, RESERVE);
        HEAP.store(core::ptr::from_ref(self).cast_mut(), Ordering::Relaxed);
    }

    /// What nearly every request comes to: a freed block of its size, or the next bytes of the room in use.
    #[inline(always)]
    fn small(&self, size: usize) -> Option<*mut u8> {
        let (index, size) = class::of(size);
        if let Some(block) = self.pop(index) {
            return Some(block);
        }
        // Every block is a multiple of the smallest, so the next one is aligned.
        let next = self.fresh.next.get();
        (size <= self.fresh.end.get() - next).then(|| {
            self.fresh.next.set(next + size);
            next as *mut u8
        })
    }

    fn bump(&self, size: usize, align: usize) -> *mut u8 {
        if self.fresh.end.get() == 0 {
            self.begin();
        }
        if let Some(block) = self.fresh.take(size, align) {
            return block as *mut u8;
        }
        self.refill(size, align)
    }

    /// `fresh` goes on in what was freed, or else in another chunk.
    #[cold]
    #[inline(never)]
    fn refill(&self, size: usize, align: usize) -> *mut u8 {
        if self.later.left() > 0 {
            if self.fresh.left() >= WORTH_KEEPING
                && let Some(block) = self.later.take(size, align)
            {
                return block as *mut u8;
            }
            self.set_aside();
            if let Some(block) = self.cut(size, align) {
                return block;
            }
            self.fresh.refill(self.later.next.get(), self.later.left());
            self.untouched.set(self.later_untouched.get());
            self.later.refill(0, 0);
            return self.bump(size, align);
        }
        self.set_aside();
        if let Some(block) = self.cut(size, align) {
            return block;
        }
        if let Ok(chunk) = map::anonymous(Place::Anywhere, CHUNK, Protection::READ_WRITE) {
            self.fresh.refill(chunk, CHUNK);
            self.untouched.set(chunk);
        } else {
            return self.last_resort(size, align);
        }
        self.fresh.take(size, align).map_or(null_mut(), |block| block as *mut u8)
    }

    /// `fresh` goes on in the largest freed block, if that is enough.
    fn cut(&self, size: usize, align: usize) -> Option<*mut u8> {
        let (block, whole) = self.largest_freed(size + align - SMALLEST)?;
        self.fresh.refill(block, whole);
        self.untouched.set(block + whole);
        self.fresh.take(size, align).map(|block| block as *mut u8)
    }

    /// A large block was freed: it is handed out before memory that nobody has written.
    #[cold]
    #[inline(never)]
    fn reuse(&self, block: usize, whole: usize) {
        self.later.refill(self.fresh.next.get(), self.fresh.left());
        self.later_untouched.set(self.untouched.get());
        self.fresh.refill(block, whole);
        self.untouched.set(block + whole);
    }

    /// What is left of `fresh` becomes freed blocks.
    fn set_aside(&self) {
        while self.fresh.left() >= SMALLEST {
            let (above, size) = class::of(self.fresh.left().min(LARGE));
            let index = if size > self.fresh.left() { above - 1 } else { above };
            let Some(block) = self.fresh.take(class::size(index), SMALLEST) else { return };
            // SAFETY: nobody's memory, aligned and as large as its class.
            unsafe { self.put_back(block as *mut u8, index) };
        }
    }

    /// Takes the largest freed block, if it is of this size at least and worth it.
    fn largest_freed(&self, size: usize) -> Option<(usize, usize)> {
        let index = (0..class::COUNT).rev().find(|&index| !self.free[index].get().is_null())?;
        let whole = class::size(index);
        if whole < size.max(WORTH_CUTTING) {
            return None;
        }
        Some((self.pop(index)? as usize, whole))
    }

    /// Takes the first freed block of a class.
    #[inline(always)]
    fn pop(&self, index: usize) -> Option<*mut u8> {
        let block = self.free[index].get();
        if block.is_null() {
            return None;
        }
        // SAFETY: blocks on a list are free memory of this heap that begins with a FreeBlock.
        self.free[index].set(unsafe { (*block).next });
        Some(block.cast())
    }

    /// # Safety
    /// A block of this class that nobody uses, at least 16 bytes and 16-aligned.
    unsafe fn put_back(&self, block: *mut u8, index: usize) {
        let freed = block.cast::<FreeBlock>();
        // SAFETY: handed on to the caller.
        unsafe { freed.write(FreeBlock { next: self.free[index].get() }) };
        self.free[index].set(freed);
    }

    /// `fresh` begins earlier again, at `next`.
    #[inline(always)]
    fn rewind(&self, next: usize) {
        self.untouched.set(self.untouched.get().max(self.fresh.next.get()));
        self.fresh.next.set(next);
    }

    /// What cannot be mapped comes out of the reserve, and somebody will ask. Such a block is like any other of its size:
    /// it goes to a free list in its time, or its pages to the kernel.
    #[cold]
    fn last_resort(&self, size: usize, align: usize) -> *mut u8 {
        SHORT.store(true, Ordering::Relaxed);
        self.spare.take(size, align).map_or(null_mut(), |block| block as *mut u8)
    }

    /// Is there enough of the reserve, or can there be another one? What was used of it may be in use for long.
    fn has_reserve(&self) -> bool {
        if self.spare.left() >= RESERVE_NEEDED {
            return true;
        }
        let more = map::anonymous(Place::Anywhere, RESERVE, Protection::READ_WRITE);
        more.is_ok_and(|start| {
            self.spare.refill(start, RESERVE);
            true
        })
    }
}

/// Pages from the kernel, aligned as asked. `len` is a multiple of a page.
fn mapping(len: usize, align: usize) -> *mut u8 {
    let spare = if align > PAGE { align } else { 0 };
    let Some(room) = len.checked_add(spare) else { return null_mut() };
    let Ok(at) = map::anonymous(Place::Anywhere, room, Protection::READ_WRITE) else { return null_mut() };
    let start = at.next_multiple_of(align);
    // SAFETY: the ends of a mapping that nobody else knows yet.
    unsafe {
        if start > at {
            map::unmap(at, start - at);
        }
        if at + room > start + len {
            map::unmap(start + len, at + room - (start + len));
        }
    }
    start as *mut u8
}

// SAFETY: alloc returns blocks that nobody else holds (bump, reserve or free list), aligned as asked; dealloc
// gets back what alloc gave, as GlobalAlloc's contract says.
unsafe impl GlobalAlloc for Heap {
    #[inline(always)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.size() <= FINE
            && layout.align() <= SMALLEST
            && let Some(block) = self.small(layout.size())
        {
            return block;
        }
        if layout.size() >= LARGE || layout.align() > PAGE {
            let Some(len) = layout.size().checked_next_multiple_of(PAGE) else { return null_mut() };
            let block = mapping(len, layout.align());
            return if block.is_null() { self.last_resort(len, layout.align().max(PAGE)) } else { block };
        }
        let (index, size) = class::of(layout.size());
        if (self.free[index].get() as usize).is_multiple_of(layout.align())
            && let Some(block) = self.pop(index)
        {
            return block;
        }
        self.bump(size, layout.align().max(SMALLEST))
    }

    #[inline(always)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if layout.size() >= LARGE || layout.align() > PAGE {
            // SAFETY: `alloc` mapped it with just this length.
            unsafe { map::unmap(block as usize, layout.size().next_multiple_of(PAGE)) };
            return;
        }
        let (index, size) = class::of(layout.size());
        if block as usize + size == self.fresh.next.get() {
            self.rewind(block as usize);
            return;
        }
        if size >= WORTH_REUSING && self.later.left() == 0 && self.fresh.left() > 0 {
            return self.reuse(block as usize, size);
        }
        // SAFETY: the block is of this class, and nobody uses it any more.
        unsafe { self.put_back(block, index) };
    }

    /// A block that has room is left where it is, and so is the last one, which grows into what is free behind it: a
    /// vector that is being filled is mostly one of them.
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if layout.size() < LARGE && layout.align() <= PAGE && new_size < LARGE {
            let (size, new) = (class::of(layout.size()).1, class::of(new_size).1);
            if size == new {
                return block;
            }
            let at = block as usize;
            if at + size == self.fresh.next.get() && at + new <= self.fresh.end.get() {
                self.rewind(at + new);
                return block;
            }
        }
        // SAFETY: same contract; the sizes are valid for this alignment (caller), the blocks are distinct.
        unsafe {
            let moved = self.alloc(Layout::from_size_align_unchecked(new_size, layout.align()));
            if !moved.is_null() {
                moved.copy_from_nonoverlapping(block, layout.size().min(new_size));
                self.dealloc(block, layout);
            }
            moved
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: same contract.
        let block = unsafe { self.alloc(layout) };
        if !block.is_null() && layout.size() < LARGE && layout.align() <= PAGE {
            let at = block as usize;
            let fresh = at + class::of(layout.size()).1 == self.fresh.next.get();
            let used = if fresh { self.untouched.get().saturating_sub(at) } else { layout.size() };
            // SAFETY: alloc gave layout.size() bytes. (A fresh mapping is zero already.)
            unsafe { block.write_bytes(0, used.min(layout.size())) };
        }
        block
    }
}

#[cfg(test)]
#[path = "heap_tests.rs"]
mod tests;
