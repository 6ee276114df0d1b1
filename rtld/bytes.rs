//! Checked reads of memory that a file controls.
//!
//! In: a base address and a length whose readability somebody vouches for (an `Image`, a buffer of a
//! test). Out: values, by copy; `None` where the range does not hold them. Never a `&T` into a mapped
//! object: its tables may lie in writable pages (patchelf moves `.dynstr` and `.gnu.hash` there,
//! DT_TEXTREL opens the rest), so a reference would promise what nobody can keep.
//! Must not: know ELF, allocate, or do unchecked arithmetic on a number from a file.

use crate::arch::native::text;
use core::marker::PhantomData;

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
        (0..rest.len).any(|i| rest.read::<u8>(i) == Some(0)).then_some(Name(rest.base))
    }

    /// Where in `from..to` the first byte stands that is `wanted` but for the bits `mask` lacks: a block at a time.
    pub fn position(&self, from: usize, to: usize, wanted: u8, mask: u8) -> Option<usize> {
        let to = to.min(self.len);
        let blocks = self.table::<text::Block>(from, to.saturating_sub(from) / size_of::<text::Block>())?;
        let mut at = from;
        for block in blocks.iter() {
            let places = text::places(block, wanted, mask);
            if places != 0 {
                return Some(at + places.trailing_zeros() as usize);
            }
            at += size_of::<text::Block>();
        }
        (at..to).find(|&at| self.read::<u8>(at).is_some_and(|byte| byte & mask == wanted))
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

    /// Calls `take` with each entry, in order, until it fails; four in a round, where counting costs as much as taking.
    #[inline(always)]
    pub fn try_each<E>(self, mut take: impl FnMut(T) -> Result<(), E>) -> Result<(), E> {
        let mut here = self.base.cast::<T>();
        for _ in 0..self.count / 4 {
            // SAFETY: four of the entries that View::table checked to be readable; each is read when its turn has come.
            unsafe {
                take(here.read_unaligned())?;
                take(here.wrapping_add(1).read_unaligned())?;
                take(here.wrapping_add(2).read_unaligned())?;
                take(here.wrapping_add(3).read_unaligned())?;
            }
            here = here.wrapping_add(4);
        }
        self.skip(self.count & !3).iter().try_for_each(take)
    }

    #[inline(always)]
    pub fn iter(self) -> Entries<T> {
        let end = self.base.wrapping_add(self.count.wrapping_mul(size_of::<T>()));
        Entries { here: self.base, end, of: PhantomData }
    }
}

/// The entries of a table, in order: from `here` to `end`, whole values apart.
pub struct Entries<T> {
    here: *const u8,
    end: *const u8,
    of: PhantomData<T>,
}

impl<T: Pod> Entries<T> {
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

/// A table of 2^n values, n >= 0, whose index wraps around: no index is outside.
#[derive(Debug)]
pub struct Ring<T> {
    base: *const u8,
    mask: u32,
    of: PhantomData<T>,
}

impl<T> Clone for Ring<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Ring<T> {}

impl<T: Pod> Ring<T> {
    /// `None` if the table's length is no power of two.
    pub const fn of(table: Table<T>) -> Option<Ring<T>> {
        if !table.count.is_power_of_two() || table.count > 1 << 31 {
            return None;
        }
        Some(Ring { base: table.base, mask: (table.count - 1) as u32, of: PhantomData })
    }

    #[inline(always)]
    pub fn get(&self, index: u32) -> T {
        let index = (index & self.mask) as usize;
        // SAFETY: index <= mask < the length of the table, which View::table checked to be readable.
        unsafe { self.base.cast::<T>().add(index).read_unaligned() }
    }
}

/// A zero-terminated string in memory that somebody else owns.
#[derive(Clone, Copy)]
pub struct Name(*const u8);

// SAFETY: a Name only reads; whoever made it vouches for the string (View::string, Strings::get).
unsafe impl Send for Name {}
// SAFETY: as above.
unsafe impl Sync for Name {}

impl Name {
    pub const EMPTY: Name = Name(c"".as_ptr().cast());

    /// # Safety
    /// `start` points to a zero-terminated string that outlives the name.
    pub const unsafe fn new(start: *const u8) -> Name {
        Name(start)
    }

    pub const fn of(text: &'static core::ffi::CStr) -> Name {
        Name(text.as_ptr().cast())
    }

    /// A name for the duration of a call.
    pub const fn of_any(text: &core::ffi::CStr) -> Name {
        Name(text.as_ptr().cast())
    }

    pub const fn as_ptr(&self) -> *const u8 {
        self.0
    }

    /// The bytes without the terminator, to be used at once and not kept: the owner may unmap them.
    #[inline]
    pub fn bytes<'a>(self) -> &'a [u8] {
        // SAFETY: zero-terminated and readable (Name::new, View::string, Strings::get).
        unsafe { core::ffi::CStr::from_ptr(self.0.cast()).to_bytes() }
    }

    pub fn is_empty(self) -> bool {
        self.first() == 0
    }

    /// The first byte; 0 if there is none.
    #[inline]
    pub fn first(self) -> u8 {
        // SAFETY: a zero-terminated string has at least one readable byte.
        unsafe { self.0.read() }
    }

    /// Equality by bytes.
    #[inline]
    pub fn same(self, other: Name) -> bool {
        // SAFETY: both are zero-terminated and readable (Name::new, View::string, Strings::get).
        unsafe { text::same(self.0, other.0) }
    }

    /// The hash of DT_GNU_HASH.
    pub fn gnu_hash(self) -> u32 {
        self.gnu_hash_inlined()
    }

    /// The same, for the loop over relocations.
    #[inline(always)]
    pub fn gnu_hash_inlined(self) -> u32 {
        // SAFETY: as in `same`.
        unsafe { text::gnu_hash(self.0) }
    }
}

impl core::fmt::Debug for Name {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&alloc::string::String::from_utf8_lossy(self.bytes()))
    }
}

/// A string table whose last byte is zero, so that every offset inside it begins a terminated string.
#[derive(Clone, Copy, Debug)]
pub struct Strings(View);

impl Strings {
    pub const EMPTY: Strings = Strings(View::of(b"\0"));

    /// Cuts the table after its last zero; an offset beyond is then simply outside.
    pub fn new(view: View) -> Strings {
        let mut len = view.len();
        while len > 0 && view.read::<u8>(len.wrapping_sub(1)) != Some(0) {
            len = len.wrapping_sub(1);
        }
        Strings(view.slice(0, len).unwrap_or(View::EMPTY))
    }

    #[inline]
    pub fn get(&self, offset: usize) -> Option<Name> {
        (offset < self.0.len()).then(|| Name(self.0.base.wrapping_add(offset)))
    }

    pub const fn len(&self) -> usize {
        self.0.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn address(&self) -> usize {
        self.0.address()
    }
}

/// A short text inside the constant table it belongs to. A table without an address in it needs no relocation: its pages
/// stay the file's, shared and clean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Label<const N: usize> {
    len: u8,
    bytes: [u8; N],
}

impl<const N: usize> Label<N> {
    /// For constants: a text of more than `N` bytes does not compile.
    pub const fn of(text: &str) -> Label<N> {
        let (text, mut bytes, mut i) = (text.as_bytes(), [0; N], 0);
        while i < text.len() {
            bytes[i] = text[i];
            i += 1;
        }
        Label { len: i as u8, bytes }
    }

    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len.into()).unwrap_or(&[])
    }
}

impl<const N: usize> core::fmt::Debug for Label<N> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:?}", self.bytes().escape_ascii())
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

    /// Every length and alignment, also across the end of a page.
    #[test]
    fn words_agree_with_bytes() {
        let mut room = alloc::vec![0u8; 3 * 4096];
        let start = 4096 - room.as_ptr() as usize % 4096;
        for at in (0..16).chain(4096 - 40..4096 + 8) {
            for len in 0..40 {
                room.fill(0xff);
                let text = &mut room[start + at..][..len + 1];
                (0..len).for_each(|i| text[i] = (i * 37 + at * 11 + 128) as u8 | 1);
                text[len] = 0;
                let hash =
                    text[..len].iter().fold(5381u32, |h, &c| h.wrapping_mul(33).wrapping_add(c.into()));
                let copy = text.to_vec();
                // SAFETY: both are zero-terminated and live to the end of the block.
                let (name, copy) =
                    unsafe { (Name::new(room[start + at..].as_ptr()), Name::new(copy.as_ptr())) };
                assert_eq!(name.gnu_hash(), hash, "{at} {len}");
                assert!(name.same(copy) && copy.same(name));
                let mut other = name.bytes().to_vec();
                other.push(b'x');
                for i in 0..=len {
                    let mut changed = other.clone();
                    changed[i] = if i == len { b'x' } else { changed[i] ^ 0x10 };
                    changed.push(0);
                    // SAFETY: zero-terminated and alive.
                    let changed = unsafe { Name::new(changed.as_ptr()) };
                    assert!(!name.same(changed) && !changed.same(name), "{at} {len} {i}");
                }
            }
        }
    }

    #[test]
    fn strings_end_at_their_last_zero() {
        let s = Strings::new(View::of(b"\0ab\0cd"));
        assert_eq!(s.get(1).map(Name::bytes), Some(&b"ab"[..]));
        assert!(s.get(4).is_none());
        assert!(Strings::new(View::of(b"xyz")).get(0).is_none());
    }
}
