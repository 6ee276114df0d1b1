//! Checked reads of memory that a file controls.
//!
//! In: a base address and a length whose readability somebody vouches for (an `Image`, a buffer of a
//! test). Out: values, by copy; `None` where the range does not hold them. Never a `&T` into a mapped
//! object: its tables may lie in writable pages (patchelf moves `.dynstr` and `.gnu.hash` there,
//! DT_TEXTREL opens the rest), so a reference would promise what nobody can keep.
//! Must not: know ELF, allocate, or do unchecked arithmetic on a number from a file.

mod label;
mod names;
mod places;
mod three;
mod wrapping;

pub use label::{Label, Words};
pub use names::{Name, Strings};
pub use three::Three;
pub use wrapping::{Ring, Wheel};

use alloc::vec::Vec;
use core::marker::PhantomData;

/// A copy of bytes. `to_vec` would be inlined in each of sixty places.
pub trait Owned {
    fn owned(&self) -> Vec<u8>;
}

impl Owned for [u8] {
    #[inline(never)]
    fn owned(&self) -> Vec<u8> {
        self.to_vec()
    }
}

/// A plain value: every bit pattern is valid and it has no padding to leak.
///
/// # Safety
/// The implementor is `repr(C)` (or a primitive integer) without padding, references or niches.
pub unsafe trait Pod: Copy + 'static {}

// SAFETY: integers accept every bit pattern.
unsafe impl Pod for u8 {}

// SAFETY: as above.
unsafe impl Pod for u16 {}

// SAFETY: as above.
unsafe impl Pod for u32 {}

// SAFETY: as above.
unsafe impl Pod for i32 {}

// SAFETY: as above.
unsafe impl Pod for u64 {}

// SAFETY: as above.
unsafe impl Pod for i64 {}

// SAFETY: an array has nothing between its elements.
unsafe impl<T: Pod, const N: usize> Pod for [T; N] {}

/// A readable range of bytes that may change under us; reads are copies.
#[derive(Clone, Copy, Debug)]
pub struct View {
    base: *const u8,
    len: usize,
}

// SAFETY: a View only reads; whoever made it vouches that the range stays readable.
unsafe impl Send for View {}

// SAFETY: as above.
unsafe impl Sync for View {}

impl View {
    pub const EMPTY: View = View { base: core::ptr::NonNull::dangling().as_ptr(), len: 0 };

    /// # Safety
    /// `[base, base + len)` stays readable for as long as the view or anything made from it is used.
    pub const unsafe fn new(base: *const u8, len: usize) -> View {
        View { base, len }
    }

    /// A view of bytes that live for ever.
    pub const fn of(bytes: &'static [u8]) -> View {
        View { base: bytes.as_ptr(), len: bytes.len() }
    }

    pub const fn len(&self) -> usize {
        self.len
    }

    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn address(&self) -> usize {
        self.base as usize
    }

    /// The value at byte `offset`.
    #[inline]
    pub fn read<T: Pod>(&self, offset: usize) -> Option<T> {
        let end = offset.checked_add(size_of::<T>())?;
        if end > self.len {
            return None;
        }
        // SAFETY: `offset + size_of::<T>() <= len`, the range is readable (View::new), T is Pod.
        Some(unsafe { self.base.add(offset).cast::<T>().read_unaligned() })
    }

    /// `N` bytes from `offset` on, by copy.
    #[inline]
    pub fn bytes<const N: usize>(&self, offset: usize) -> Option<[u8; N]> {
        if offset.checked_add(N)? > self.len {
            return None;
        }
        // SAFETY: `offset + N <= len`, the range is readable (View::new), any bytes are an array.
        Some(unsafe { self.base.add(offset).cast::<[u8; N]>().read() })
    }

    /// `len` bytes from `offset` on.
    #[inline]
    pub fn slice(&self, offset: usize, len: usize) -> Option<View> {
        if offset.checked_add(len)? > self.len {
            return None;
        }
        Some(View { base: self.base.wrapping_add(offset), len })
    }

    /// Everything from `offset` on.
    #[inline]
    pub fn from(&self, offset: usize) -> Option<View> {
        let len = self.len.checked_sub(offset)?;
        Some(View { base: self.base.wrapping_add(offset), len })
    }

    /// `count` values of `T` starting at `offset`.
    pub fn table<T: Pod>(&self, offset: usize, count: usize) -> Option<Table<T>> {
        let view = self.slice(offset, count.checked_mul(size_of::<T>())?)?;
        Some(Table { base: view.base, count, of: PhantomData })
    }

    /// The zero-terminated string at `offset`; `None` if no zero follows within the view.
    pub fn string(&self, offset: usize) -> Option<Name> {
        let rest = self.from(offset)?;
        let ends = (0..rest.len).any(|i| rest.read::<u8>(i) == Some(0));
        // SAFETY: a zero follows within what is readable.
        ends.then(|| unsafe { Name::new(rest.base) })
    }

    pub fn starts_with(&self, prefix: &[u8]) -> bool {
        prefix.iter().enumerate().all(|(i, &b)| self.read::<u8>(i) == Some(b))
    }
}

/// `count` values of `T`, read by copy.
#[derive(Debug)]
pub struct Table<T> {
    base: *const u8,
    count: usize,
    of: PhantomData<T>,
}

impl<T> Clone for Table<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Table<T> {}

impl<T: Pod> Table<T> {
    pub const EMPTY: Table<T> =
        Table { base: core::ptr::NonNull::dangling().as_ptr(), count: 0, of: PhantomData };

    /// A table of values that live for ever.
    pub const fn of(values: &'static [T]) -> Table<T> {
        Table { base: values.as_ptr().cast(), count: values.len(), of: PhantomData }
    }

    pub const fn len(&self) -> usize {
        self.count
    }

    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub fn address(&self) -> usize {
        self.base as usize
    }

    /// Where an entry lies, or would lie if the table were longer: an address to prefetch, not to read.
    #[inline(always)]
    pub fn place(&self, index: usize) -> *const u8 {
        self.base.wrapping_add(index.wrapping_mul(size_of::<T>()))
    }

    #[inline]
    pub fn get(&self, index: usize) -> Option<T> {
        if index >= self.count {
            return None;
        }
        // SAFETY: index < count, and View::table checked that `count` values are readable.
        Some(unsafe { self.base.cast::<T>().add(index).read_unaligned() })
    }

    /// The first `count` entries (all of them if there are fewer).
    pub fn first(&self, count: usize) -> Table<T> {
        Table { base: self.base, count: self.count.min(count), of: PhantomData }
    }

    /// The entries from `start` on (none if there are fewer).
    pub fn skip(&self, start: usize) -> Table<T> {
        let start = start.min(self.count);
        let base = self.base.wrapping_add(start.wrapping_mul(size_of::<T>()));
        Table { base, count: self.count.wrapping_sub(start), of: PhantomData }
    }

    /// Has each entry taken, in order, until that fails; four in a round, where counting costs as much as taking.
    #[inline(always)]
    pub fn try_each<E>(self, taker: &mut impl Take<T, E>) -> Result<(), E> {
        let mut here = self.base.cast::<T>();
        for _ in 0..self.count / 4 {
            // SAFETY: four of the entries that View::table checked to be readable; each is read when its turn has come.
            unsafe {
                taker.take(here.read_unaligned())?;
                taker.take(here.wrapping_add(1).read_unaligned())?;
                taker.take(here.wrapping_add(2).read_unaligned())?;
                taker.take(here.wrapping_add(3).read_unaligned())?;
            }
            here = here.wrapping_add(4);
        }
        self.skip(self.count & !3).iter().try_for_each(|entry| taker.take(entry))
    }

    #[inline(always)]
    pub fn iter(self) -> Entries<T> {
        let end = self.base.wrapping_add(self.count.wrapping_mul(size_of::<T>()));
        Entries { here: self.base, end, of: PhantomData }
    }
}

/// So many zero bytes, if there is memory for them.
pub fn zeros(len: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(len).ok()?;
    // SAFETY: there is room for `len` bytes, all of which are written.
    unsafe {
        core::ptr::write_bytes(bytes.as_mut_ptr(), 0, len);
        bytes.set_len(len);
    }
    Some(bytes)
}

/// Who takes the entries of a table one by one. No closure: of five copies of one, the compiler would make a function, to be
/// called for each entry.
pub trait Take<T, E> {
    fn take(&mut self, entry: T) -> Result<(), E>;
}

/// The entries of a table, in order: from `here` to `end`, whole values apart.
pub struct Entries<T> {
    here: *const u8,
    end: *const u8,
    of: PhantomData<T>,
}

impl<T: Pod> Entries<T> {
    pub const NONE: Entries<T> = Entries { here: core::ptr::null(), end: core::ptr::null(), of: PhantomData };

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.here == self.end
    }

    /// No more entries come.
    #[inline(always)]
    pub fn end(&mut self) {
        self.here = self.end;
    }
}

impl<T: Pod> Iterator for Entries<T> {
    type Item = T;

    #[inline(always)]
    fn next(&mut self) -> Option<T> {
        if self.here == self.end {
            return None;
        }
        let here = self.here.cast::<T>();
        self.here = here.wrapping_add(1).cast();
        // SAFETY: one of the entries that View::table checked to be readable.
        Some(unsafe { here.read_unaligned() })
    }
}

/// Where an object's virtual addresses lie in memory: what the parsers of `elf/` read through.
pub trait Space {
    /// The readable bytes from virtual address `vaddr` to the end of the segment that holds it;
    /// empty if none does.
    fn window(&self, vaddr: u64) -> View;

    fn table<T: Pod>(&self, vaddr: u64, count: usize) -> Option<Table<T>>
    where
        Self: Sized,
    {
        self.window(vaddr).table(0, count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_stay_inside() {
        let v = View::of(&[1, 2, 3, 4, 5]);
        assert_eq!(v.read::<u32>(1), Some(0x0504_0302));
        assert_eq!(v.read::<u32>(2), None);
        assert_eq!(v.read::<u8>(usize::MAX), None);
        assert!(v.table::<u16>(0, usize::MAX / 2).is_none());
        assert_eq!(v.table::<u16>(0, 2).and_then(|t| t.get(1)), Some(0x0403));
    }
}
