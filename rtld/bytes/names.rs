//! Zero-terminated strings in memory that somebody else owns: names of symbols, of files, of variables.
//!
//! In: an address that somebody vouches for, or a string table and an offset. Out: a name, one word, that is compared and
//! hashed where it lies. Must not: be kept longer than its owner keeps the memory; make an offset outside its table a name.

use super::View;
use crate::arch::native::text;
use core::ptr::NonNull;

/// A zero-terminated string in memory that somebody else owns.
#[derive(Clone, Copy)]
pub struct Name(NonNull<u8>);

// SAFETY: a Name only reads; whoever made it vouches for the string (View::string, Strings::get).
unsafe impl Send for Name {}

// SAFETY: as above.
unsafe impl Sync for Name {}

impl Name {
    pub const EMPTY: Name = Name::of(c"");

    /// # Safety
    /// `start` points to a zero-terminated string that outlives the name.
    pub const unsafe fn new(start: *const u8) -> Name {
        // SAFETY: a string is at no null pointer (caller).
        Name(unsafe { NonNull::new_unchecked(start.cast_mut()) })
    }

    pub const fn of(text: &'static core::ffi::CStr) -> Name {
        Name::of_any(text)
    }

    /// A name for the duration of a call.
    pub const fn of_any(text: &core::ffi::CStr) -> Name {
        // SAFETY: a reference to a zero-terminated string.
        unsafe { Name::new(text.as_ptr().cast()) }
    }

    pub const fn as_ptr(&self) -> *const u8 {
        self.0.as_ptr()
    }

    /// The bytes without the terminator, to be used at once and not kept: the owner may unmap them.
    #[inline]
    pub fn bytes<'a>(self) -> &'a [u8] {
        self.as_c_str().to_bytes()
    }

    /// The same with the terminator.
    #[inline]
    pub fn as_c_str<'a>(self) -> &'a core::ffi::CStr {
        // SAFETY: zero-terminated and readable (Name::new, View::string, Strings::get).
        unsafe { core::ffi::CStr::from_ptr(self.as_ptr().cast()) }
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

    /// Does it begin with these bytes? As far as they agree it is read, no further.
    pub fn starts_with(self, prefix: &[u8]) -> bool {
        let mut at = self.as_ptr();
        for &byte in prefix {
            // SAFETY: no byte before this one was the terminator.
            if byte == 0 || unsafe { at.read() } != byte {
                return false;
            }
            at = at.wrapping_add(1);
        }
        true
    }

    /// Is it this text?
    pub fn is(self, text: &[u8]) -> bool {
        // SAFETY: as far as the text goes, which is all of its bytes but the terminator, at the most.
        self.starts_with(text) && unsafe { self.as_ptr().add(text.len()).read() } == 0
    }

    /// Equality by bytes.
    pub fn same(self, other: Name) -> bool {
        self.same_inlined(other)
    }

    /// The same, for the loop over relocations.
    #[inline(always)]
    pub fn same_inlined(self, other: Name) -> bool {
        // SAFETY: both are zero-terminated and readable (Name::new, View::string, Strings::get).
        unsafe { text::same(self.as_ptr(), other.as_ptr()) }
    }

    /// The hash of DT_GNU_HASH of a text known when this is compiled.
    pub const fn gnu_hash_of(text: &core::ffi::CStr) -> u32 {
        let (bytes, mut hash, mut at) = (text.to_bytes(), 5381u32, 0);
        while at < bytes.len() {
            hash = hash.wrapping_mul(33).wrapping_add(bytes[at] as u32);
            at += 1;
        }
        hash
    }

    /// The hash of DT_GNU_HASH.
    pub fn gnu_hash(self) -> u32 {
        self.gnu_hash_inlined()
    }

    /// The same, soon: two bytes at a time are done before a block's sum is, but cost more where many names are under way.
    #[inline(always)]
    pub fn gnu_hash_soon(self) -> u32 {
        let (mut hash, mut at) = (5381u32, self.as_ptr());
        loop {
            // SAFETY: no byte before these was the terminator.
            let first = u32::from(unsafe { at.read() });
            if first == 0 {
                return hash;
            }
            // SAFETY: as above.
            let second = u32::from(unsafe { at.add(1).read() });
            if second == 0 {
                return hash.wrapping_mul(33).wrapping_add(first);
            }
            hash = hash.wrapping_mul(33 * 33).wrapping_add(first * 33 + second);
            at = at.wrapping_add(2);
        }
    }

    /// The same, for the loop over relocations.
    #[inline(always)]
    pub fn gnu_hash_inlined(self) -> u32 {
        // SAFETY: as in `same_inlined`.
        unsafe { text::gnu_hash(self.as_ptr()) }
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

    /// Cuts the table after its last zero, and where no offset of a symbol's reaches; one beyond is then simply outside.
    pub fn new(view: View) -> Strings {
        let mut len = view.len().min(u32::MAX as usize);
        while len > 0 && view.read::<u8>(len.wrapping_sub(1)) != Some(0) {
            len = len.wrapping_sub(1);
        }
        Strings(view.slice(0, len).unwrap_or(View::EMPTY))
    }

    #[inline]
    pub fn get(&self, offset: usize) -> Option<Name> {
        // SAFETY: a zero ends the table, which is readable, hence at no null pointer.
        (offset < self.0.len()).then(|| unsafe { Name::new(self.0.base.wrapping_add(offset)) })
    }

    /// The eight bytes from `offset` on, whether a name ends among them or not.
    #[inline]
    pub fn letters(&self, offset: usize) -> Option<u64> {
        self.0.read(offset)
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

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_name_is_its_text_and_begins_with_parts_of_it() {
        let name = Name::of(c"abc");
        assert!(name.is(b"abc") && name.starts_with(b"ab") && name.starts_with(b"") && Name::EMPTY.is(b""));
        for other in [&b"ab"[..], b"abcd", b"abc\0", b"abc\0x", b"", b"xbc"] {
            assert!(!name.is(other), "{other:?}");
        }
        assert!(!name.starts_with(b"abc\0"));
    }

    #[test]
    fn strings_end_at_their_last_zero() {
        let s = Strings::new(View::of(b"\0ab\0cd"));
        assert_eq!(s.get(1).map(Name::bytes), Some(&b"ab"[..]));
        assert!(s.get(4).is_none());
        assert_eq!(Name::gnu_hash_of(c"__libc_early_init"), Name::of(c"__libc_early_init").gnu_hash());
        assert!(Strings::new(View::of(b"xyz")).get(0).is_none());
    }
}
