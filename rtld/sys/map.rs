//! Memory mappings: mmap, munmap, mprotect.
//!
//! In: addresses, lengths, protections. Out: addresses or an `Errno`. Must not: know segments.
//! The functions that replace or unmap memory are unsafe: the caller owns the range.

use super::call::{call, nr};
use super::file::Fd;
use crate::arch::native::PAGE_SIZE;
use crate::error::Errno;

/// PROT_* bits of mmap(2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Protection(pub u32);

impl Protection {
    pub const NONE: Protection = Protection(0);
    pub const READ: Protection = Protection(1);
    pub const READ_WRITE: Protection = Protection(3);
    pub const WRITE: Protection = Protection(2);
    pub const EXEC: Protection = Protection(4);

    /// From the PF_* bits of a program header, whose order is the reverse.
    pub const fn of_segment(flags: u32) -> Protection {
        Protection((flags & 4) >> 2 | flags & 2 | (flags & 1) << 2)
    }

    pub const fn with(self, other: Protection) -> Protection {
        Protection(self.0 | other.0)
    }

    pub const fn without(self, other: Protection) -> Protection {
        Protection(self.0 & !other.0)
    }

    pub const fn has(self, other: Protection) -> bool {
        self.0 & other.0 == other.0
    }
}

const MAP_SHARED: usize = 1;
const MAP_PRIVATE: usize = 2;
const MAP_FIXED: usize = 0x10;
const MAP_ANONYMOUS: usize = 0x20;
const MAP_DENYWRITE: usize = 0x800;
const MAP_FIXED_NOREPLACE: usize = 0x10_0000;
const MAP_32BIT: usize = 0x40;
const PROT_GROWSDOWN: usize = 0x0100_0000;

/// Where a new mapping is to lie.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Anywhere,
    /// Here if there is room, else anywhere: where a shared object was linked to lie.
    Preferred(usize),
    /// In the first 2 GiB if there is room (LD_PREFER_MAP_32BIT_EXEC).
    Low,
    /// Exactly here, and an error if anything is there.
    Free(usize),
    /// The same, asked for without a flag: what filters system calls may know those alone that glibc's ld.so has. Not for who
    /// has no other way: some kernels would rather align what is large.
    Wished(usize),
}

fn mmap(
    addr: usize,
    len: usize,
    prot: Protection,
    flags: usize,
    fd: usize,
    offset: u64,
) -> Result<usize, Errno> {
    // SAFETY: callers pass either no fixed address, a NOREPLACE one, or a range they own.
    unsafe { call(nr::MMAP, [addr, len, prot.0 as usize, flags, fd, offset as usize]) }
}

fn placed(place: Place) -> (usize, usize) {
    match place {
        Place::Anywhere => (0, 0),
        Place::Low => (0, MAP_32BIT),
        Place::Free(address) => (address, MAP_FIXED_NOREPLACE),
        Place::Wished(address) | Place::Preferred(address) => (address, 0),
    }
}

/// An address without MAP_FIXED is a mere hint; kernels before 4.17 take MAP_FIXED_NOREPLACE for one, too.
fn exactly(place: Place, got: usize, len: usize) -> Result<usize, Errno> {
    match place {
        Place::Free(wanted) | Place::Wished(wanted) if wanted != got => {
            // SAFETY: the mapping was made a moment ago and nobody knows it.
            unsafe { unmap(got, len) };
            Err(Errno(17))
        }
        _ => Ok(got),
    }
}

/// Zeroed private memory.
pub fn anonymous(place: Place, len: usize, prot: Protection) -> Result<usize, Errno> {
    private(place, len, prot, MAP_ANONYMOUS, usize::MAX, 0)
}

/// A private mapping of a file.
pub fn file(place: Place, len: usize, prot: Protection, fd: &Fd, offset: u64) -> Result<usize, Errno> {
    private(place, len, prot, MAP_DENYWRITE, fd.number() as usize, offset)
}

fn private(
    place: Place,
    len: usize,
    prot: Protection,
    kind: usize,
    fd: usize,
    offset: u64,
) -> Result<usize, Errno> {
    let (addr, flags) = placed(place);
    let map = |flags| mmap(addr, len, prot, MAP_PRIVATE | kind | flags, fd, offset);
    let got = match (map(flags), place) {
        (Err(_), Place::Low) => map(0)?,
        (got, _) => got?,
    };
    exactly(place, got, len)
}

/// A shared writable mapping of a file.
pub fn shared(len: usize, fd: &Fd) -> Result<usize, Errno> {
    mmap(0, len, Protection::READ_WRITE, MAP_SHARED, fd.number() as usize, 0)
}

/// Replaces `[addr, addr + len)` by a part of a file.
///
/// # Safety
/// The caller owns that range (a reservation it made) and no reference into it is alive.
pub unsafe fn file_over(
    addr: usize,
    len: usize,
    prot: Protection,
    fd: &Fd,
    offset: u64,
) -> Result<(), Errno> {
    let flags = MAP_PRIVATE | MAP_FIXED | MAP_DENYWRITE;
    mmap(addr, len, prot, flags, fd.number() as usize, offset).map(drop)
}

/// Replaces `[addr, addr + len)` by zeroed memory.
///
/// # Safety
/// As `file_over`.
pub unsafe fn anonymous_over(addr: usize, len: usize, prot: Protection) -> Result<(), Errno> {
    mmap(addr, len, prot, MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS, usize::MAX, 0).map(drop)
}

/// # Safety
/// The caller owns the range and nothing will touch it afterwards.
pub unsafe fn unmap(addr: usize, len: usize) {
    // SAFETY: handed on to the caller. munmap of a range that is ours fails only for lack of a map
    // count, and then the memory simply stays.
    let _ = unsafe { call(nr::MUNMAP, [addr, len]) };
}

/// Has the kernel provide the pages of a writable range now, which is cheaper than one by one when they are touched. Only a
/// wish: kernels before 5.14 do not know it, and where it fails (behind the end of a file) the touch itself will tell.
pub fn populate(addr: usize, len: usize) {
    const MADV_POPULATE_WRITE: usize = 23;
    let (start, end) = (addr & !(PAGE_SIZE - 1), addr.saturating_add(len));
    // SAFETY: pages are provided with what they hold anyway; no content changes.
    let _ = unsafe { call(nr::MADVISE, [start, end - start, MADV_POPULATE_WRITE]) };
}

/// # Safety
/// The caller owns the range; nothing relies on the rights that are taken away.
pub unsafe fn protect(addr: usize, len: usize, prot: Protection) -> Result<(), Errno> {
    // SAFETY: handed on to the caller.
    unsafe { call(nr::MPROTECT, [addr, len, prot.0 as usize]) }.map(drop)
}

/// Nobody can change the rights of these pages again, unmap or replace them (mseal(2), Linux 6.10). Older kernels do not
/// know how.
///
/// # Safety
/// The caller owns the range, for as long as the process lives.
pub unsafe fn seal(addr: usize, len: usize) -> Result<(), Errno> {
    // SAFETY: handed on to the caller.
    unsafe { call(nr::MSEAL, [addr, len, 0]) }.map(drop)
}

/// Gives the whole of the growing main stack, from the page at `addr` down, these rights.
///
/// # Safety
/// `addr` is a page of the main stack.
pub unsafe fn protect_stack(addr: usize, len: usize, prot: Protection) -> Result<(), Errno> {
    // SAFETY: handed on to the caller.
    unsafe { call(nr::MPROTECT, [addr, len, prot.0 as usize | PROT_GROWSDOWN]) }.map(drop)
}
