//! From program headers to what must be mapped where.
//!
//! In: the program headers, and the file's size if we map the file ourselves (not if the kernel has). Out: a `Plan`:
//! page-rounded segments in ascending order and the places of everything else that a program header names, as
//! virtual addresses. Must not: map, or read the mapped bytes (except `properties`, which is handed a note).
//! Called once per object by the map stage, and by tests on plain files.
//!
//! Segments are mapped in order with MAP_FIXED, so two neighbours may share a page (GNU ld and lld place the end of
//! one segment and the start of the next there, at different file offsets): the later mapping wins that page, and
//! `mem/image` must zero the tail of a segment before it maps the next. Where sizes and offsets are wrong the answer is
//! glibc's error (`elf/dl-load.c`), except for a file that ends inside a segment: glibc maps it and dies by SIGBUS
//! later. A p_align that is 0, 1 or no power of two is accepted and then counts as the page size.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use crate::bytes::{Table, View};
use crate::elf::*;
use crate::error::MapError;
use crate::sort;
use alloc::vec::Vec;

/// One PT_LOAD.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Segment {
    /// The first page.
    pub vaddr: u64,
    /// The end of the bytes that come from the file, exactly.
    pub file_end: u64,
    /// The end of the segment's memory, exactly; behind `file_end` it is zero.
    pub mem_end: u64,
    /// The end of the file's last page.
    pub map_end: u64,
    /// Where the first page lies in the file.
    pub offset: u64,
    /// `PF_R`, `PF_W`, `PF_X`.
    pub flags: u32,
}

impl Segment {
    /// How many bytes of whole pages come from the file.
    pub const fn map_len(&self) -> u64 {
        self.map_end.saturating_sub(self.vaddr)
    }
}

/// PT_TLS: the initial image of the object's thread-local variables.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TlsSegment {
    pub vaddr: u64,
    pub filesz: u64,
    /// Never 0, and at least `filesz`.
    pub memsz: u64,
    /// A power of two.
    pub align: u64,
}

/// Everything the program headers say. Pairs are (virtual address, size).
#[derive(Clone, Debug)]
pub struct Plan {
    /// Ascending; never empty.
    pub segments: Vec<Segment>,
    /// The first page of the first segment.
    pub start: u64,
    /// The end of the last page of memory.
    pub end: u64,
    /// The largest p_align of a segment, at least a page.
    pub align: u64,
    pub dynamic: Option<(u64, u64)>,
    pub tls: Option<TlsSegment>,
    pub relro: Option<(u64, u64)>,
    /// The `PF_*` of PT_GNU_STACK; `None`: the header is missing, which asks for an executable stack.
    pub stack_flags: Option<u32>,
    pub eh_frame_hdr: Option<(u64, u64)>,
    /// Where the program headers lie in memory, if they do.
    pub phdr_vaddr: Option<u64>,
    /// PT_GNU_PROPERTY's place.
    property: Option<(u64, u64)>,
    /// Without one, those of notes that may be properties.
    notes: Vec<(u64, u64)>,
    /// No page between the first and the last segment is without one.
    pub contiguous: bool,
    /// Nor is any page two segments': each begins where the one before ends.
    pub side_by_side: bool,
}

impl Plan {
    /// The length of the address range to reserve.
    pub const fn span(&self) -> u64 {
        self.end.saturating_sub(self.start)
    }

    /// Notes that may hold program properties, as places and sizes: PT_GNU_PROPERTY alone if there is one, else each suitable
    /// PT_NOTE.
    pub fn properties(&self) -> impl Iterator<Item = (u64, u64)> {
        self.property.into_iter().chain(self.notes.iter().copied())
    }

    /// Nothing of it can run: who only looks has the processor's word for it.
    pub fn make_inert(&mut self) {
        for segment in &mut self.segments {
            segment.flags = segment.flags & !PF_X | PF_R;
        }
    }

    /// Pages from the file overlap so much that the last segment begins within the first's: the one case of shared
    /// pages in a position-independent file that glibc refuses (`elf/dl-map-segments.h`).
    pub fn folds_back(&self) -> bool {
        let uneven = pairs(&self.segments).any(|(before, segment)| before.map_end != segment.vaddr);
        let ends = self.segments.first().zip(self.segments.last());
        uneven && ends.is_some_and(|(first, last)| last.vaddr < first.map_end)
    }

    /// Does `[vaddr, vaddr + len)` lie in one segment's bytes from the file?
    pub fn in_file(&self, vaddr: u64, len: u64) -> bool {
        vaddr
            .checked_add(len)
            .is_some_and(|end| self.segments.iter().any(|s| s.vaddr <= vaddr && end <= s.file_end))
    }
}

/// `phoff` is e_phoff. `page` is the system's page size, a power of two.
pub fn plan(phdrs: Table<Phdr>, phoff: u64, file_size: Option<u64>, page: u64) -> Result<Plan, MapError> {
    let (mut plan, ascending) = empty(phdrs, file_size, page)?;
    let mut rest = Rest::default();
    // Where the last segment so far ends.
    let mut load_end = None;
    let mut load = |plan: &mut Plan, phdr: &Phdr| {
        // Segments share no byte.
        if load_end.is_some_and(|end| phdr.vaddr < end) {
            return Err(MapError::Geometry);
        }
        load_end = Some(end(phdr, file_size));
        plan.segments.push(segment(phdr, file_size, page)?);
        Ok(())
    };
    for phdr in phdrs.iter() {
        match phdr.kind {
            PT_LOAD if ascending => load(&mut plan, &phdr)?,
            PT_LOAD => {}
            _ => note_header(&mut plan, &mut rest, &phdr),
        }
    }
    if !ascending {
        sorted(phdrs)?.iter().try_for_each(|phdr| load(&mut plan, phdr))?;
    }
    let (Some(first), Some(last)) = (plan.segments.first(), plan.segments.last()) else {
        return Err(MapError::NoSegments);
    };
    let mem_end = plan.segments.iter().map(|s| s.mem_end).max().unwrap_or(last.mem_end);
    plan.start = first.vaddr;
    plan.end = ceil(mem_end, page).ok_or(MapError::Geometry)?;
    plan.contiguous = contiguous(&plan.segments, page);
    plan.side_by_side = pairs(&plan.segments).all(|(s, next)| ceil(s.mem_end, page) == Some(next.vaddr));
    // Segments are judged before what lies in them.
    plan.tls = rest.tls.map(|phdr| tls(&phdr)).transpose()?;
    if plan.property.is_none() {
        plan.notes = notes(phdrs)?;
    }
    plan.phdr_vaddr = headers_in_memory(&plan, phdrs.len(), rest.stated, phoff);
    Ok(plan)
}

/// What is seen of the headers on the way; of two of a kind the last counts.
#[derive(Default)]
struct Rest {
    tls: Option<Phdr>,
    /// PT_PHDR's address.
    stated: Option<u64>,
}

/// Segments ascend (gABI, Program Header); but patchelf can put one that it adds behind all others, and neither the kernel nor
/// glibc minds.
#[cold]
fn sorted(phdrs: Table<Phdr>) -> Result<Vec<Phdr>, MapError> {
    let mut loads = Vec::new();
    loads.try_reserve_exact(phdrs.len()).map_err(|_| MapError::Segment)?;
    loads.extend(phdrs.iter().filter(|phdr| phdr.kind == PT_LOAD));
    sort::by(&mut loads, |a, b| a.vaddr < b.vaddr);
    Ok(loads)
}

/// A plan with room for its segments, and their alignment; and whether they ascend.
fn empty(phdrs: Table<Phdr>, file_size: Option<u64>, page: u64) -> Result<(Plan, bool), MapError> {
    let (mut count, mut align) = (0usize, page);
    let (mut last, mut ascending) = (0, true);
    for phdr in phdrs.iter().filter(|phdr| phdr.kind == PT_LOAD) {
        // glibc checks every header's offset before anything else; the kernel, that of what it maps from the file.
        let is_mapped = file_size.is_some() || phdr.filesz != 0;
        if is_mapped && floor(phdr.vaddr, page) ^ floor(phdr.offset, page) != phdr.vaddr ^ phdr.offset {
            return Err(MapError::NotPageAligned);
        }
        count = count.saturating_add(1);
        ascending &= last <= phdr.vaddr;
        last = phdr.vaddr;
        if phdr.align > align && phdr.align.is_power_of_two() {
            align = phdr.align;
        }
    }
    let mut segments = Vec::new();
    // Out of memory looks as if mmap had failed for want of it.
    segments.try_reserve_exact(count).map_err(|_| MapError::Segment)?;
    let plan = Plan {
        segments,
        start: 0,
        end: 0,
        align,
        contiguous: false,
        side_by_side: false,
        dynamic: None,
        tls: None,
        relro: None,
        stack_flags: None,
        eh_frame_hdr: None,
        phdr_vaddr: None,
        property: None,
        notes: Vec::new(),
    };
    Ok((plan, ascending))
}

fn floor(value: u64, page: u64) -> u64 {
    value & !page.wrapping_sub(1)
}

fn ceil(value: u64, page: u64) -> Option<u64> {
    Some(floor(value.checked_add(page.checked_sub(1)?)?, page))
}

/// Below what address no further segment may begin. What the kernel has mapped already may overlap, as far as we care.
fn end(phdr: &Phdr, file_size: Option<u64>) -> u64 {
    match file_size {
        Some(_) => phdr.vaddr.saturating_add(phdr.memsz.max(phdr.filesz)),
        None => phdr.vaddr,
    }
}

fn segment(phdr: &Phdr, file_size: Option<u64>, page: u64) -> Result<Segment, MapError> {
    let end = |start: u64, size: u64| start.checked_add(size).ok_or(MapError::Geometry);
    let file_end = end(phdr.vaddr, phdr.filesz)?;
    let mem_end = end(phdr.vaddr, phdr.memsz)?.max(file_end);
    // A wrap around the address space by rounding is one, too.
    ceil(mem_end, page).ok_or(MapError::Geometry)?;
    let offset_end = end(phdr.offset, phdr.filesz)?;
    // Reading behind the end of the file but in its last page gives zeros, not SIGBUS.
    // An empty part that begins within a page still gets that page from the file (and the page's rest is zeroed, if the
    // segment goes on): its beginning can be read.
    let mapped = phdr.filesz != 0 || floor(phdr.vaddr, page) != phdr.vaddr;
    if let Some(size) = file_size
        && mapped
        && offset_end > ceil(size, page).unwrap_or(u64::MAX)
    {
        return Err(MapError::BeyondFile);
    }
    Ok(Segment {
        vaddr: floor(phdr.vaddr, page),
        file_end,
        mem_end,
        map_end: ceil(file_end, page).ok_or(MapError::Geometry)?,
        offset: floor(phdr.offset, page),
        flags: phdr.flags & (PF_R | PF_W | PF_X),
    })
}

/// Each segment and the next.
fn pairs(segments: &[Segment]) -> impl Iterator<Item = (&Segment, &Segment)> {
    segments.iter().zip(segments.iter().skip(1))
}

fn contiguous(segments: &[Segment], page: u64) -> bool {
    let mut covered = None;
    for segment in segments {
        if covered.is_some_and(|end| segment.vaddr > end) {
            return false;
        }
        covered = covered.max(ceil(segment.mem_end, page));
    }
    true
}

/// Notes a header that is no segment's.
fn note_header(plan: &mut Plan, rest: &mut Rest, phdr: &Phdr) {
    let place = Some((phdr.vaddr, phdr.memsz));
    match phdr.kind {
        // An empty file part means: stripped away, as in separate debug files.
        PT_DYNAMIC if phdr.filesz != 0 => plan.dynamic = place,
        PT_TLS if phdr.memsz != 0 => rest.tls = Some(*phdr),
        PT_GNU_RELRO => plan.relro = place,
        PT_GNU_STACK => plan.stack_flags = Some(phdr.flags),
        PT_GNU_EH_FRAME => plan.eh_frame_hdr = place,
        PT_PHDR => rest.stated = Some(phdr.vaddr),
        PT_GNU_PROPERTY => plan.property = place,
        _ => (),
    }
}

fn tls(phdr: &Phdr) -> Result<TlsSegment, MapError> {
    let align = phdr.align.max(1);
    // Beyond this no thread could have a stack, and the layout's sums might wrap.
    const LIMIT: u64 = 1 << 40;
    if !align.is_power_of_two() || align > LIMIT || phdr.memsz > LIMIT || phdr.filesz > phdr.memsz {
        return Err(MapError::Geometry);
    }
    Ok(TlsSegment { vaddr: phdr.vaddr, filesz: phdr.filesz, memsz: phdr.memsz, align })
}

/// Where the `count` headers lie: where PT_PHDR states it if that is true, else wherever a segment happens to hold them.
fn headers_in_memory(plan: &Plan, count: usize, stated: Option<u64>, phoff: u64) -> Option<u64> {
    let size = (count as u64).checked_mul(size_of::<Phdr>() as u64)?;
    if let Some(vaddr) = stated.filter(|&vaddr| plan.in_file(vaddr, size)) {
        return Some(vaddr);
    }
    let end = phoff.checked_add(size)?;
    plan.segments.iter().find_map(|segment| {
        let mapped_end = segment.offset.checked_add(segment.map_len())?;
        if end > mapped_end {
            return None;
        }
        segment.vaddr.checked_add(phoff.checked_sub(segment.offset)?)
    })
}

/// Where notes lie that may be properties.
fn notes(phdrs: Table<Phdr>) -> Result<Vec<(u64, u64)>, MapError> {
    let mut notes = Vec::new();
    // Properties are aligned to 8 in 64-bit objects; other notes have 4.
    let suitable = || phdrs.iter().filter(|phdr| phdr.kind == PT_NOTE && phdr.align == NOTE_ALIGN as u64);
    let count = suitable().count();
    if count > 0 {
        notes.try_reserve_exact(count).map_err(|_| MapError::Segment)?;
        notes.extend(suitable().map(|phdr| (phdr.vaddr, phdr.memsz)));
    }
    Ok(notes)
}

/// What .note.gnu.property says (psABI, Program Property).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct GnuProperties {
    /// GNU_PROPERTY_X86_ISA_1_NEEDED: bit 0 baseline, 1 v2, 2 v3, 3 v4; 0 if absent.
    pub isa_needed: u32,
    /// GNU_PROPERTY_1_NEEDED_INDIRECT_EXTERN_ACCESS: no COPY and no canonical PLT entries needed.
    pub indirect_extern_access: bool,
}

const NOTE_ALIGN: usize = 8;
const NEEDED_1: u32 = 0xb000_8000;
const X86_ISA_1_NEEDED: u32 = 0xc000_8002;

/// Reads the notes in `view`.
pub fn properties(view: View) -> GnuProperties {
    let mut found = GnuProperties::default();
    for note in notes::gnu(view, NOTE_ALIGN).filter(|note| note.kind == notes::NT_GNU_PROPERTY_TYPE_0) {
        let mut rest = Some(note.description);
        while let Some(after) = rest.and_then(|property| read_property(property, &mut found)) {
            rest = Some(after);
        }
    }
    found
}

fn read_property(property: View, found: &mut GnuProperties) -> Option<View> {
    let (kind, size) = (property.read::<u32>(0)?, property.read::<u32>(4)? as usize);
    let data = property.slice(8, size)?;
    let bits = data.read::<u32>(0).filter(|_| size == 4);
    match (kind, bits) {
        (NEEDED_1, Some(bits)) => found.indirect_extern_access = bits & 1 != 0,
        (X86_ISA_1_NEEDED, Some(bits)) => found.isa_needed = bits,
        _ => (),
    }
    property.from(size.checked_next_multiple_of(NOTE_ALIGN)?.checked_add(8)?)
}

#[cfg(test)]
#[path = "map_tests.rs"]
mod tests;
