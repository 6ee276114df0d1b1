//! How a file gets into memory.
//!
//! In: a `plan::map::Plan`, the file, where it may go. Out: an `Image`. Must not: decide how segments lie to each other
//! (`plan/map`).
//!
//! Two ways lead there. The usual one maps the whole span with the first segment's rights, which finds the room and keeps it,
//! and then puts the other segments over it, each with MAP_FIXED. Every one of them splits what is there, once or twice, for the
//! kernel the dearest part of loading a small library (an eighth of the start of a program that has three hundred). So where
//! segments lie side by side, on pages of their own and without a hole, and there seems to be room below the last image, they go
//! there one by one: that is where the kernel would put the image, too, for it fills its range from the top. Each address is but
//! a wish, and a segment that came elsewhere is taken away again: who was quicker keeps what is his. Measured: 2.3 of 20 us for
//! an object of four segments. What did not pay: a mapping of its own for RELRO, so that its mprotect splits nothing;
//! MAP_POPULATE for what is written. What must not be: to leave constants behind the code as the mapping of the whole span has
//! put them, or to map the writable segment before the others; valgrind looks for each segment's own mapping, at that moment.

use super::{Image, Ownership, PAGE, ceil};
use crate::error::{Errno, MapError};
use crate::plan::map::{Plan, Segment};
use crate::sys::file::Fd;
use crate::sys::map::{self, Place, Protection};
use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// From here on the kernel aligns what it places, so that large pages may serve it.
const HUGE: usize = 2 << 20;

/// The lowest mapping known, under which there is probably room; 0: nobody knows. Used under the load lock, as is the other.
static LOWEST: AtomicUsize = AtomicUsize::new(0);
/// Where the last mapping is, and whether that is the loader: at the start nobody else maps.
static LAST: AtomicUsize = AtomicUsize::new(0);
static BEGINS: AtomicBool = AtomicBool::new(false);

/// The kernel has put the loader here.
pub fn begins(loader: usize) {
    lies(loader, 0);
    BEGINS.store(true, Ordering::Relaxed);
}

/// The kernel has put something here. If that is next to the last one, nobody else maps in between, and it goes downward (not
/// so where the stack has no limit, and under valgrind).
pub fn placed(start: usize, length: usize) {
    let last = LAST.load(Ordering::Relaxed);
    let is_next = ceil(start.saturating_add(length)) == last;
    let goes_down = is_next || start < last && BEGINS.load(Ordering::Relaxed);
    lies(start, if goes_down { start } else { 0 });
}

fn lies(start: usize, lowest: usize) {
    LAST.store(start, Ordering::Relaxed);
    LOWEST.store(lowest, Ordering::Relaxed);
    BEGINS.store(false, Ordering::Relaxed);
}

/// A mapping is no longer here. The lowest, or the last, leaves its room to the next; into any other the kernel finds its way.
pub fn removed(start: usize, end: usize) {
    let leaves_room = [&LOWEST, &LAST].iter().any(|known| known.load(Ordering::Relaxed) == start);
    LOWEST.store(if leaves_room { ceil(end) } else { 0 }, Ordering::Relaxed);
}

impl Image {
    /// Maps a file as planned; `place` is an ET_EXEC's own. The kernel's word is not handed on: glibc names none for these
    /// errors (`elf/dl-load.c`, _dl_map_segments).
    pub fn map(plan: &Plan, fd: &Fd, place: Place) -> Result<Image, MapError> {
        let first = plan.segments.first().ok_or(MapError::NoSegments)?;
        if place == Place::Anywhere
            && let Some(image) = beside(plan, fd)
        {
            return Ok(image);
        }
        let start = reserve(plan, first, fd, place).map_err(|_| MapError::Segment)?;
        let image = Image::describe(start.wrapping_sub(plan.start as usize), plan, Ownership::Ours);
        // From here on a failure drops `image`, which unmaps the whole span.
        let parts = Parts { plan, fd, bias: image.bias, room: Room::Ours };
        parts.close_holes()?;
        parts.put().map_err(|stuck| stuck.error)?;
        if place == Place::Anywhere {
            placed(start, plan.span() as usize);
        }
        Ok(image)
    }
}

/// Below the last image, if there is room; why there is none, the usual way will tell.
fn beside(plan: &Plan, fd: &Fd) -> Option<Image> {
    let (length, lowest) = (plan.span() as usize, LOWEST.load(Ordering::Relaxed));
    let begins_with_file = plan.segments.first().is_some_and(|first| first.map_len() > 0);
    if length >= HUGE || plan.align as usize > PAGE || !plan.side_by_side || !begins_with_file {
        return None;
    }
    let start = lowest.checked_sub(length).filter(|_| lowest != 0)?;
    let parts = Parts { plan, fd, bias: start.wrapping_sub(plan.start as usize), room: Room::Free };
    if let Err(stuck) = parts.put() {
        if stuck.end > start {
            // SAFETY: mapped a moment ago, and nobody knows it.
            unsafe { map::unmap(start, stuck.end - start) };
        }
        return None;
    }
    lies(start, start);
    Some(Image::describe(parts.bias, plan, Ownership::Ours))
}

/// Finds room for the whole span, its first segment mapped, aligned as the file asks where it has no place of its own.
fn reserve(plan: &Plan, first: &Segment, fd: &Fd, place: Place) -> Result<usize, Errno> {
    let (length, protection) = (plan.span() as usize, Protection::of_segment(first.flags));
    let align = plan.align as usize;
    if align <= PAGE || matches!(place, Place::Free(_)) {
        return map::file(place, length, protection, fd, first.offset);
    }
    let room = length.checked_add(align).ok_or(Errno::NOMEM)?;
    let reserved = map::anonymous(place, room, Protection::NONE)?;
    // The span begins at plan.start modulo the alignment, not at zero.
    let skew = plan.start as usize % align;
    let start = (reserved.wrapping_sub(skew)).next_multiple_of(align).wrapping_add(skew);
    let (head, tail) = (start - reserved, reserved + room - (start + length));
    // SAFETY: the reservation is ours alone; the ends are not part of the image.
    unsafe {
        if head > 0 {
            map::unmap(reserved, head);
        }
        if tail > 0 {
            map::unmap(start + length, tail);
        }
        if let Err(error) = map::file_over(start, length, protection, fd, first.offset) {
            map::unmap(start, length);
            return Err(error);
        }
    }
    Ok(start)
}

/// What the segments are put into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    /// A mapping of the whole span, with the first segment in its place: parts of it are replaced.
    Ours,
    /// Addresses where nothing was a moment ago; another thread may be there by now.
    Free,
}

/// What could not be done, and the end of what was mapped by then.
struct Stuck {
    error: MapError,
    end: usize,
}

/// The parts of an image on their way into memory.
struct Parts<'a> {
    plan: &'a Plan,
    fd: &'a Fd,
    bias: usize,
    room: Room,
}

impl Parts<'_> {
    fn at(&self, vaddr: u64) -> usize {
        self.bias.wrapping_add(vaddr as usize)
    }

    /// What lies between segments is nobody's.
    fn close_holes(&self) -> Result<(), MapError> {
        let plan = self.plan;
        if let (false, Some(first), Some(last)) =
            (plan.contiguous, plan.segments.first(), plan.segments.last())
        {
            let (from, to) = (self.at(first.map_end), self.at(last.vaddr));
            if from < to {
                // SAFETY: inside our own span, and no segment has been put there yet.
                unsafe { map::protect(from, to - from, Protection::NONE) }.map_err(|_| MapError::Holes)?;
            }
        }
        Ok(())
    }

    /// Maps the segments that are not in their places yet, and zeroes what the file does not hold.
    fn put(&self) -> Result<(), Stuck> {
        let stuck = |error, end: u64| Stuck { error, end: self.at(end) };
        for (index, segment) in self.plan.segments.iter().enumerate() {
            let is_there = index == 0 && self.room == Room::Ours;
            if segment.map_len() > 0 && !is_there {
                self.map_file(segment).map_err(|_| stuck(MapError::Segment, segment.vaddr))?;
            }
            let end = segment.map_end.max(segment.vaddr);
            self.zero_fill(segment).map_err(|_| stuck(MapError::ZeroFill, end))?;
        }
        Ok(())
    }

    fn map_file(&self, segment: &Segment) -> Result<(), Errno> {
        let (at, length) = (self.at(segment.vaddr), segment.map_len() as usize);
        let protection = Protection::of_segment(segment.flags);
        match self.room {
            // SAFETY: inside our own span (plan/map: segments lie between start and end).
            Room::Ours => unsafe { map::file_over(at, length, protection, self.fd, segment.offset) },
            Room::Free => map::file(Place::Wished(at), length, protection, self.fd, segment.offset).map(drop),
        }
    }

    /// The part of a segment beyond its file bytes: the rest of the last page, then anonymous pages.
    fn zero_fill(&self, segment: &Segment) -> Result<(), Errno> {
        if segment.mem_end <= segment.file_end {
            return Ok(());
        }
        let protection = Protection::of_segment(segment.flags);
        let (zero, end) = (self.at(segment.file_end), self.at(segment.mem_end));
        // Without any file byte nothing of the segment was mapped: its first page is anonymous, too.
        let page = if segment.map_end > segment.vaddr { ceil(zero) } else { self.at(segment.vaddr) };
        let in_page = page.min(end).saturating_sub(zero);
        if in_page > 0 && page > zero {
            let writable = protection.has(Protection::WRITE);
            let last_page = page - PAGE;
            // SAFETY: the page is part of this segment and lies in our span; nobody else knows it yet.
            unsafe {
                if !writable {
                    map::protect(last_page, PAGE, protection.with(Protection::READ_WRITE))?;
                }
                (zero as *mut u8).write_bytes(0, in_page);
                if !writable {
                    map::protect(last_page, PAGE, protection)?;
                }
            }
        }
        let rest = ceil(end).saturating_sub(page);
        match self.room {
            _ if rest == 0 => Ok(()),
            // SAFETY: inside our own span, behind the file part of this segment.
            Room::Ours => unsafe { map::anonymous_over(page, rest, protection) },
            Room::Free => map::anonymous(Place::Wished(page), rest, protection).map(drop),
        }
    }
}
