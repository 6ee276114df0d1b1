//! Checked reads of memory that a file controls.
//!
//! In: a base address and a length whose readability somebody vouches for (an `Image`, a buffer of a
//! test). Out: values, by copy; `None` where the range does not hold them. Never a `&T` into a mapped
//! object: its tables may lie in writable pages (patchelf moves `.dynstr` and `.gnu.hash` there,
//! DT_TEXTREL opens the rest), so a reference would promise what nobody can keep.
//! Must not: know ELF, allocate, or do unchecked arithmetic on a number from a file.

mod label;
mod names;

pub use label::{Label, Words};
pub use names::{Name, Strings};

use crate::arch::native::text;
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

    /// Where before `to` bytes stand that are one of the three `wanted`: a stretch at a time.
    pub fn places(&self, to: usize, wanted: [u8; 3]) -> Places {
        let (to, wanted) = (to.min(self.len), text::Wanted::one_of(wanted));
        Places { view: *self, to, wanted, block: 0, next: 0, found: 0 }
    }

    pub fn starts_with(&self, prefix: &[u8]) -> bool {
        prefix.iter().enumerate().all(|(i, &b)| self.read::<u8>(i) == Some(b))
    }
}

/// The places of some bytes, in order.
pub struct Places {
    view: View,
    to: usize,
    wanted: text::Wanted,
    /// Where the block lies that was looked at last, and the next.
    block: usize,
    next: usize,
    /// A bit for each byte of that block that is wanted and has not been told.
    found: u32,
}

impl Iterator for Places {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            if self.next >= self.to {
                return None;
            }
            self.block = self.next;
            (self.found, self.next) = match self.view.bytes(self.block) {
                Some(stretch) => {
                    let found = self.wanted.places(&stretch);
                    (found, self.block + size_of_val::<text::Stretch>(&stretch))
                }
                // Less than a block is left.
                None => (u32::from(self.wanted.has(self.view.read(self.block)?)), self.block + 1),
            };
        }
        let place = self.block + self.found.trailing_zeros() as usize;
        self.found &= self.found - 1;
        // The last block may reach beyond.
        (place < self.to).then_some(place)
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

/// Three tables in five words: their lengths stand together, and beside them a number that belongs to them.
#[derive(Debug)]
pub struct Three<A, B, C> {
    bases: [*const u8; 3],
    /// No file is longer.
    counts: [u32; 3],
    pub note: u32,
    of: PhantomData<(A, B, C)>,
}

impl<A, B, C> Clone for Three<A, B, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A, B, C> Copy for Three<A, B, C> {}

impl<A: Pod, B: Pod, C: Pod> Three<A, B, C> {
    pub const EMPTY: Three<A, B, C> = Three::of(Table::EMPTY, Table::EMPTY, Table::EMPTY, 0);

    /// The tables, each as far as a word can count.
    pub const fn of(first: Table<A>, second: Table<B>, third: Table<C>, note: u32) -> Three<A, B, C> {
        const fn count(count: usize) -> u32 {
            if count > u32::MAX as usize { u32::MAX } else { count as u32 }
        }
        let counts = [count(first.count), count(second.count), count(third.count)];
        Three { bases: [first.base, second.base, third.base], counts, note, of: PhantomData }
    }

    #[inline(always)]
    pub const fn first(&self) -> Table<A> {
        Table { base: self.bases[0], count: self.counts[0] as usize, of: PhantomData }
    }

    #[inline(always)]
    pub const fn second(&self) -> Table<B> {
        Table { base: self.bases[1], count: self.counts[1] as usize, of: PhantomData }
    }

    #[inline(always)]
    pub const fn third(&self) -> Table<C> {
        Table { base: self.bases[2], count: self.counts[2] as usize, of: PhantomData }
    }
}

/// A table of 2^n values, n >= 0, whose index wraps around: no index is outside.
#[derive(Debug)]
pub struct Ring<T> {
    base: *const u8,
    mask: u32,
    /// What belongs to it, and has room here.
    pub note: u32,
    of: PhantomData<T>,
}

impl<T> Clone for Ring<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Ring<T> {}

impl<T: Pod> Ring<T> {
    pub const fn table(self) -> Table<T> {
        Table { base: self.base, count: self.mask as usize + 1, of: PhantomData }
    }

    /// `None` if the table's length is no power of two.
    pub const fn of(table: Table<T>, note: u32) -> Option<Ring<T>> {
        if !table.count.is_power_of_two() || table.count > 1 << 31 {
            return None;
        }
        Some(Ring { base: table.base, mask: (table.count - 1) as u32, note, of: PhantomData })
    }

    #[inline(always)]
    pub fn get(&self, index: u32) -> T {
        let index = (index & self.mask) as usize;
        // SAFETY: index <= mask < the length of the table, which View::table checked to be readable.
        unsafe { self.base.cast::<T>().add(index).read_unaligned() }
    }
}

/// A table whose index is anything, taken modulo its length: buckets, by hash.
#[derive(Debug)]
pub struct Wheel<T> {
    base: *const u8,
    count: u32,
    of: PhantomData<T>,
}

impl<T> Clone for Wheel<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Wheel<T> {}

impl<T: Pod> Wheel<T> {
    /// `None` if the table is too long to be turned by a word.
    pub fn of(table: Table<T>) -> Option<Wheel<T>> {
        Some(Wheel { base: table.base, count: u32::try_from(table.count).ok()?, of: PhantomData })
    }

    pub const fn table(self) -> Table<T> {
        Table { base: self.base, count: self.count as usize, of: PhantomData }
    }

    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// `None` only if there is nothing.
    #[inline(always)]
    pub fn get(&self, turns: u32) -> Option<T> {
        let index = turns.checked_rem(self.count)? as usize;
        // SAFETY: index < count, and View::table checked that `count` values are readable.
        Some(unsafe { self.base.cast::<T>().add(index).read_unaligned() })
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
    fn places_are_those_of_a_plain_search() {
        let mut state = 1u32;
        let mut bytes = [0u8; 100];
        for byte in &mut bytes {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *byte = 0xe7 + (state >> 30) as u8;
        }
        for len in 0..=bytes.len() {
            // SAFETY: a part of the array.
            let view = unsafe { View::new(bytes.as_ptr(), len) };
            for to in [0, len / 2, len, len + 20] {
                let plain = (0..len.min(to)).filter(|&at| bytes[at] & 0xfe == 0xe8);
                assert!(view.places(to, [0xe8, 0xe9, 0xe8]).eq(plain), "{len} bytes, up to {to}");
            }
        }
    }

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
