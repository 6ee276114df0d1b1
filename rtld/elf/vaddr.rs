//! A virtual address that a file states or not, in one word: what every object of a process keeps shall be small.
//!
//! In: an address that was read, or none. Out: the same. Must not: make one of a number that is not from a file.

#![forbid(unsafe_code)]

/// A virtual address, or none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Vaddr(u64);

impl Vaddr {
    /// The last one, behind which no segment ends: nothing lies there.
    pub const NONE: Vaddr = Vaddr(u64::MAX);

    #[inline(always)]
    pub fn of(address: Option<u64>) -> Vaddr {
        address.map_or(Vaddr::NONE, Vaddr)
    }

    #[inline(always)]
    pub fn get(self) -> Option<u64> {
        (self != Vaddr::NONE).then_some(self.0)
    }
}
