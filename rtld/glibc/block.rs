//! Typed access to a block of memory that libc reads by fixed offsets.
//!
//! In: the block's address and a table's offsets. Out: stores and loads. An offset that the layout does not have
//! (`None`) makes the access vanish. Must not: know any offset.

use crate::glibc::layout::{Bit, Offset};
use core::sync::atomic::AtomicU32;

/// A block: `_rtld_global`, `_rtld_global_ro`, a `struct link_map`, a `struct pthread`.
#[derive(Clone, Copy, Debug)]
pub struct Block(*mut u8);

impl Block {
    /// # Safety
    /// The block is as large as the layout in use says, writable, and lives as long as the value is used.
    pub const unsafe fn new(base: *mut u8) -> Block {
        Block(base)
    }

    pub fn address(self) -> usize {
        self.0 as usize
    }

    pub fn at(self, offset: u16) -> *mut u8 {
        self.0.wrapping_add(usize::from(offset))
    }

    #[inline(always)]
    pub fn put<T: Copy>(self, offset: u16, value: T) {
        // SAFETY: layouts' offsets lie inside the block (Block::new); unaligned is allowed.
        unsafe { self.at(offset).cast::<T>().write_unaligned(value) }
    }

    pub fn put_if<T: Copy>(self, offset: Option<Offset>, value: T) {
        if let Some(offset) = offset {
            self.put(offset.get(), value);
        }
    }

    pub fn get<T: Copy>(self, offset: u16) -> T {
        // SAFETY: as `put`; callers ask for integers and raw pointers only.
        unsafe { self.at(offset).cast::<T>().read_unaligned() }
    }

    pub fn set(self, bit: Bit, on: bool) {
        let old: u8 = self.get(bit.byte());
        self.put(bit.byte(), if on { old | bit.mask() } else { old & !bit.mask() });
    }

    pub fn set_if(self, bit: Option<Bit>, on: bool) {
        if let Some(bit) = bit {
            self.set(bit, on);
        }
    }

    /// A word that other threads change.
    pub fn atomic(self, offset: u16) -> &'static AtomicU32 {
        // SAFETY: the blocks this is used on live as long as the process or the thread asked about;
        // their 32-bit fields are aligned.
        unsafe { AtomicU32::from_ptr(self.at(offset).cast()) }
    }
}
