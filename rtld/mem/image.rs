//! A mapped object: its base, its segments, checked loads and stores.
//!
//! In: a `plan::map::Plan` and a file, or the address where the kernel mapped the program, the vDSO or
//! ourselves. Out: an `Image`, unmapped on drop if we mapped it. Reads go through `Space`; stores only into
//! the object's own writable segments. Must not: decide where a segment lies (plan/map).

pub mod mapping;
mod segment;

pub use crate::arch::native::PAGE_SIZE as PAGE;
pub use segment::Segment;

use crate::arch::native::cpu;
use crate::bytes::{Space, View};
use crate::elf::{PF_R, PF_W, PF_X};
use crate::error::Errno;
use crate::plan::map::{Plan, Segment as Planned};
use crate::sys::map::{self, Protection};
use alloc::boxed::Box;
use core::cell::Cell;
use core::ops::Range;
use segment::Packed;

/// Up to so many segments are looked at one by one.
const FEW: usize = 8;

/// Who unmaps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ownership {
    Ours,
    Kernels,
}

#[derive(Debug)]
pub struct Image {
    /// What is added to a virtual address of the file.
    pub bias: usize,
    /// The whole range from the page of the first segment to the last byte of the last.
    pub start: usize,
    pub end: usize,
    segments: Box<[Packed]>,
    pub contiguous: bool,
    owner: Ownership,
    /// DT_TEXTREL: read-only segments are open for stores just now.
    text_open: Cell<bool>,
    /// What nobody may store into although its segment is writable: the string table, on whose final zero every name
    /// relies, and what PT_GNU_RELRO has made read-only.
    strings: Cell<usize>,
    strings_len: Cell<u32>,
    /// In pages from the start.
    sealed: Cell<(u32, u32)>,
}

fn ceil(address: usize) -> usize {
    address.checked_next_multiple_of(PAGE).unwrap_or(usize::MAX & !(PAGE - 1))
}

impl Image {
    /// What the kernel (or whoever started us) mapped at `bias`.
    pub fn adopt(bias: usize, plan: &Plan) -> Image {
        Image::describe(bias, plan, Ownership::Kernels)
    }

    fn describe(bias: usize, plan: &Plan, owner: Ownership) -> Image {
        let at = |vaddr: u64| bias.wrapping_add(vaddr as usize);
        // Where the later segment starts, and what of that page comes from the file and can be read.
        let (mut next, mut readable) = (usize::MAX, 0);
        // And where what it goes on with ends.
        let mut onward = None;
        let segment = |s: &Planned| {
            let (start, limit) = (at(s.vaddr), at(s.mem_end));
            let file_end = if s.file_end > s.vaddr { ceil(at(s.file_end)) } else { start };
            let mut segment = Segment { start, end: ceil(limit), file_end, limit, shared: 0, flags: s.flags };
            if segment.end > next {
                segment.shared = if file_end > next { readable.min(limit.saturating_sub(next)) } else { 0 };
                (segment.end, segment.limit, segment.file_end) = (next, limit.min(next), file_end.min(next));
            }
            let can_be_read = s.flags & (PF_R | PF_W) != 0;
            let is_whole = segment.limit == segment.end && segment.file_end == segment.end;
            if let Some(end) = onward.filter(|_| is_whole && can_be_read && segment.end == next) {
                segment.file_end = end;
            }
            onward = can_be_read.then_some(segment.file_end).filter(|&end| end > start);
            (next, readable) =
                (start, if can_be_read { file_end.saturating_sub(start).min(PAGE) } else { 0 });
            segment
        };
        let image = at(plan.start);
        let mut segment = segment;
        let packed = plan.segments.iter().rev().map(|planned| Packed::of(&segment(planned), image));
        let mut segments: Box<[Packed]> = packed.collect();
        segments.reverse();
        let last = plan.segments.iter().map(|s| s.mem_end).max().unwrap_or(plan.end);
        let (start, end) = (at(plan.start), at(last));
        let (text_open, strings, strings_len) = (Cell::new(false), Cell::new(0), Cell::new(0));
        let sealed = Cell::new((0, 0));
        Image {
            bias,
            start,
            end,
            segments,
            contiguous: plan.contiguous,
            owner,
            text_open,
            strings,
            strings_len,
            sealed,
        }
    }

    /// The address of a virtual address of the file.
    #[inline]
    pub fn at(&self, vaddr: u64) -> usize {
        self.bias.wrapping_add(vaddr as usize)
    }

    /// The segments, ascending.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = Segment> {
        self.segments.iter().map(|s| Segment {
            start: self.page(s.start),
            end: self.page(s.end),
            file_end: self.page(s.file_end),
            limit: self.limit(s),
            shared: s.shared.into(),
            flags: s.flags(),
        })
    }

    /// May somebody else's memory lie between its segments? The kernel maps nothing there, nor does glibc in an ET_EXEC.
    pub fn has_holes(&self) -> bool {
        !self.contiguous && (self.owner == Ownership::Kernels || self.bias == 0)
    }

    #[inline(always)]
    fn strings(&self) -> (usize, usize) {
        let start = self.strings.get();
        (start, start.saturating_add(self.strings_len.get() as usize))
    }

    #[inline(always)]
    fn sealed(&self) -> (usize, usize) {
        let (start, end) = self.sealed.get();
        (self.page(start), self.page(end))
    }

    #[inline(always)]
    fn page(&self, number: u32) -> usize {
        self.start + number as usize * PAGE
    }

    #[inline(always)]
    fn limit(&self, segment: &Packed) -> usize {
        self.page(segment.end) - segment.slack()
    }

    /// The page in which `address` lies, counted from the image's start.
    #[inline(always)]
    fn page_of(&self, address: usize) -> usize {
        address.wrapping_sub(self.start) / PAGE
    }

    #[inline]
    fn segment_of(&self, address: usize) -> Option<&Packed> {
        // They ascend (plan/map). A linker makes five; a file may have thousands, and as many relocations.
        let page = self.page_of(address);
        if self.segments.len() > FEW { self.segment_among_many(page) } else { self.segment_among_few(page) }
    }

    #[inline(always)]
    fn segment_among_few(&self, page: usize) -> Option<&Packed> {
        self.segments.iter().find(|s| page < s.end as usize).filter(|s| s.start as usize <= page)
    }

    #[cold]
    #[inline(never)]
    fn segment_among_many(&self, page: usize) -> Option<&Packed> {
        let ends_behind = self.segments.get(self.segments.partition_point(|s| s.end as usize <= page))?;
        (ends_behind.start as usize <= page).then_some(ends_behind)
    }

    /// Does `address` lie in a segment that the file wants writable?
    pub fn is_writable(&self, address: usize) -> bool {
        self.segment_of(address).is_some_and(|segment| segment.has(PF_W))
    }

    /// Does `address` lie in a segment (not merely between two)?
    pub fn contains(&self, address: usize) -> bool {
        self.start <= address && address < self.end && self.segment_of(address).is_some()
    }

    /// May control be given to `address`?
    #[inline(never)]
    pub fn executes(&self, address: usize) -> bool {
        let (start, end) = self.sealed();
        let is_sealed = start <= address && address < end;
        self.segment_of(address).is_some_and(|s| s.has(PF_X) && address < self.limit(s)) && !is_sealed
    }

    /// The range around `address` to which control may be given.
    pub fn code_around(&self, address: usize) -> Option<Range<usize>> {
        let segment = self.segment_of(address).filter(|_| self.executes(address))?;
        let (start, end) = self.sealed();
        let (first, limit) = (self.page(segment.start), self.limit(segment));
        let clear = end <= first || limit <= start;
        Some(if clear { first..limit } else { address..address + 1 })
    }

    /// The range around `address` into which stores are allowed: its segment, as far as nothing else is in between.
    #[inline]
    pub fn store_window(&self, address: usize) -> Option<(usize, usize)> {
        let segment = self.segment_of(address)?;
        if !segment.has(PF_W) && !self.text_open.get() {
            return None;
        }
        let (mut low, mut high) = (self.page(segment.start), self.page(segment.end));
        for (start, end) in [self.strings(), self.sealed()] {
            if address >= end {
                low = low.max(end);
            } else if address < start {
                high = high.min(start);
            } else {
                return None;
            }
        }
        Some((low, high))
    }

    /// May `len` bytes at `address` be stored?
    pub fn stores(&self, address: usize, len: usize) -> bool {
        self.store_window(address).is_some_and(|(_, end)| len <= end.wrapping_sub(address))
    }

    /// These bytes, few, of an image that nothing protects yet, are about to be read, and stored into later. Read first, their
    /// pages would be mapped as the file's, and fault again at the store: they had better be our own at once.
    pub fn touch(&self, vaddr: u64, size: u64) {
        let (first, last) = (self.at(vaddr), self.at(vaddr.wrapping_add(size).wrapping_sub(1)));
        let file = self.window(vaddr).len();
        if size == 0 || size > file as u64 || !self.is_writable(first) || !self.is_writable(last) {
            return;
        }
        // SAFETY: bytes of a writable segment, within the file.
        unsafe {
            cpu::touch(first as *mut u8);
            if first / PAGE != last / PAGE {
                cpu::touch(last as *mut u8);
            }
        }
    }

    /// Can `len` bytes at `address` be read?
    pub fn reads(&self, address: usize, len: usize) -> bool {
        let readable = |s: &&Packed| s.has(PF_R | PF_W);
        let segment = self.segment_of(address).filter(readable);
        segment.is_some_and(|s| len <= (self.page(s.end) + usize::from(s.shared)).wrapping_sub(address))
    }

    /// Nobody stores into these bytes from now on: the string table.
    pub fn keep_strings(&self, address: usize, len: usize) {
        self.strings.set(address);
        self.strings_len.set(u32::try_from(len).unwrap_or(u32::MAX));
    }

    /// Opens every read-only segment for stores (DT_TEXTREL). Meanwhile none of its code can run: no page is ever writable
    /// and executable.
    pub fn open_text(&self) -> Result<(), Errno> {
        self.protect_text(|own| own.with(Protection::WRITE).without(Protection::EXEC))?;
        self.text_open.set(true);
        Ok(())
    }

    /// Gives the segments their own rights again.
    pub fn close_text(&self) -> Result<(), Errno> {
        self.text_open.set(false);
        self.protect_text(|own| own)
    }

    pub fn is_text_open(&self) -> bool {
        self.text_open.get()
    }

    fn protect_text(&self, rights: fn(Protection) -> Protection) -> Result<(), Errno> {
        for segment in self.segments().filter(|s| s.flags & PF_W == 0) {
            let protection = rights(Protection::of_segment(segment.flags));
            // SAFETY: the segment is ours; at relocation time nobody relies on it being read-only.
            unsafe { map::protect(segment.start, segment.end - segment.start, protection)? };
        }
        Ok(())
    }

    /// Write-protects a range of the image, pages that lie wholly inside it (PT_GNU_RELRO); nothing if it reaches beyond the
    /// image or into its code.
    pub fn protect_relro(&self, vaddr: u64, size: u64) -> Result<(), Errno> {
        let start = self.at(vaddr) & !(PAGE - 1);
        let end = self.at(vaddr).saturating_add(size as usize) & !(PAGE - 1);
        if start >= end || start < self.start || end > ceil(self.end) || self.has_code(start, end) {
            return Ok(());
        }
        // SAFETY: the range lies in this image; after relocation nothing writes there (that is what
        // PT_GNU_RELRO says).
        unsafe { map::protect(start, end - start, Protection::READ)? };
        let pages = |address: usize| u32::try_from((address - self.start) / PAGE).unwrap_or(u32::MAX);
        self.sealed.set((pages(start), pages(end)));
        Ok(())
    }

    /// Is there code between these addresses? Never in a linker's RELRO; a range that had it would take the right to run from
    /// functions that the loader is about to call.
    fn has_code(&self, start: usize, end: usize) -> bool {
        let is_code = |s: &Segment| s.flags & (PF_W | PF_X) == PF_X;
        self.segments().filter(is_code).any(|s| s.start < end && start < s.end)
    }

    /// What `protect_relro` has made read-only stays so: of an image that is never unloaded.
    pub fn seal_relro(&self) -> Result<(), Errno> {
        let (start, end) = self.sealed();
        if start == end {
            return Ok(());
        }
        // SAFETY: pages of this image, which stays for ever (the caller's word).
        unsafe { map::seal(start, end - start) }
    }

    /// The same memory for another list entry, which does not own it.
    pub fn twin(&self) -> Image {
        Image {
            bias: self.bias,
            start: self.start,
            end: self.end,
            segments: self.segments.clone(),
            contiguous: self.contiguous,
            owner: Ownership::Kernels,
            text_open: Cell::new(false),
            strings: self.strings.clone(),
            strings_len: self.strings_len.clone(),
            sealed: self.sealed.clone(),
        }
    }
}

impl Space for Image {
    fn window(&self, vaddr: u64) -> View {
        let address = self.at(vaddr);
        // Not in the midst of it: what calls must save registers first, and each table of an object asks.
        if self.segments.len() > FEW {
            return self.window_among_many(address);
        }
        self.window_in(self.segment_among_few(self.page_of(address)), address)
    }
}

impl Image {
    #[cold]
    #[inline(never)]
    fn window_among_many(&self, address: usize) -> View {
        self.window_in(self.segment_among_many(self.page_of(address)), address)
    }

    #[inline(always)]
    fn window_in(&self, segment: Option<&Packed>, address: usize) -> View {
        let Some(segment) = segment.filter(|s| s.has(PF_R | PF_W)) else {
            return View::EMPTY;
        };
        let end = self.page(segment.file_end) + usize::from(segment.shared);
        if address >= end {
            return View::EMPTY;
        }
        // SAFETY: [address, file_end) lies in a mapped segment with read permission (writable pages are
        // readable on every machine we know), within the file (plan/map), and stays mapped while the Image
        // lives; `Object` keeps its Image as long as anything parsed from it.
        unsafe { View::new(address as *const u8, end - address) }
    }
}

impl Drop for Image {
    fn drop(&mut self) {
        if self.owner == Ownership::Ours {
            // SAFETY: all of [start, end) is ours: one span, or segments without a hole (`mapping`); close waits for readers
            // before it drops.
            unsafe { map::unmap(self.start, self.end - self.start) };
            mapping::removed(self.start, self.end);
        }
    }
}
