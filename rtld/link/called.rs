//! What an object is called: the names it answers to, in the form in which others read them.
//!
//! In: names, as they become known. Out: a list in glibc's `struct libname_list` (`include/link.h`): a name, the next entry, and
//! that libc's free_mem must leave it alone. Auditors read it: sotruss says by it who calls whom. Under the load lock; it grows at
//! its end and never shrinks. Must not: decide which names those are.

use crate::bytes::Name;
use alloc::alloc::{alloc, dealloc, handle_alloc_error};
use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::{NonNull, null};

#[derive(Debug)]
pub struct Called {
    first: Cell<*const Entry>,
}

#[repr(C)]
struct Entry {
    name: Name,
    next: Cell<*const Entry>,
    dont_free: i32,
    /// Behind what others read: the length of the name.
    length: u32,
    // The text, if nobody else holds it.
}

const _: () = assert!(size_of::<Entry>() == 24);

impl Entry {
    fn text(&self) -> &[u8] {
        // SAFETY: `put` counted the bytes of the name, which lives as long as the entry.
        unsafe { core::slice::from_raw_parts(self.name.as_ptr(), self.length as usize) }
    }
}

impl Default for Called {
    fn default() -> Called {
        Called { first: Cell::new(null()) }
    }
}

impl Called {
    /// The first entry, or null: what a link map names.
    pub fn as_ptr(&self) -> *const u8 {
        self.first.get().cast()
    }

    pub fn is_empty(&self) -> bool {
        self.first.get().is_null()
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        let mut next = &self.first;
        core::iter::from_fn(move || {
            // SAFETY: entries are made by `add` and live as long as the list.
            let entry = unsafe { next.get().as_ref() }?;
            next = &entry.next;
            Some(entry)
        })
    }

    pub fn names(&self) -> impl Iterator<Item = Name> {
        self.entries().map(|entry| entry.name)
    }

    #[inline(always)]
    pub fn contains(&self, name: &[u8]) -> bool {
        self.entries().any(|entry| entry.text() == name)
    }

    /// Adds a copy of a name.
    pub fn add_copy(&self, name: &[u8]) {
        let layout = layout(name.len() + 1);
        // SAFETY: the layout has a size; the text has room behind the entry and ends with a zero.
        unsafe {
            let Some(entry) = NonNull::new(alloc(layout)) else { handle_alloc_error(layout) };
            let text = entry.as_ptr().add(size_of::<Entry>());
            text.copy_from_nonoverlapping(name.as_ptr(), name.len());
            text.add(name.len()).write(0);
            self.put(entry, Name::new(text), name.len());
        }
    }

    /// Adds a name that lives as long as the list.
    pub fn add_kept(&self, name: Name) {
        let layout = layout(0);
        // SAFETY: the layout has a size.
        unsafe {
            let Some(entry) = NonNull::new(alloc(layout)) else { handle_alloc_error(layout) };
            self.put(entry, name, name.bytes().len());
        }
    }

    /// # Safety
    /// There is room for an entry, which is nobody's.
    unsafe fn put(&self, room: NonNull<u8>, name: Name, length: usize) {
        let entry = room.cast::<Entry>();
        let last = self.entries().last().map_or(&self.first, |last| &last.next);
        // SAFETY: the caller's room; the layout is that of an entry.
        unsafe { entry.write(Entry { name, next: Cell::new(null()), dont_free: 1, length: length as u32 }) };
        last.set(entry.as_ptr());
    }
}

/// An entry with a text of so many bytes behind it.
fn layout(text: usize) -> Layout {
    let (size, align) = (size_of::<Entry>() + text, align_of::<Entry>());
    Layout::from_size_align(size, align).unwrap_or(Layout::new::<Entry>())
}

impl Drop for Called {
    fn drop(&mut self) {
        let mut next = self.first.get();
        while !next.is_null() {
            // SAFETY: `add` allocated the entries with these layouts; nobody reads the list of an object that goes.
            unsafe {
                let (entry, behind) = (&*next, next.add(1).cast::<u8>());
                let is_copy = entry.name.as_ptr() == behind;
                let layout = layout(if is_copy { entry.length as usize + 1 } else { 0 });
                let block = next.cast_mut().cast();
                next = entry.next.get();
                dealloc(block, layout);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_order() {
        let called = Called::default();
        assert!(called.is_empty() && called.as_ptr().is_null());
        called.add_copy(b"libx.so.1");
        let first = called.as_ptr();
        called.add_kept(Name::of(c"other"));
        called.add_copy(b"");
        assert_eq!(called.as_ptr(), first);
        let names: alloc::vec::Vec<&[u8]> = called.names().map(Name::bytes).collect();
        assert_eq!(names, [&b"libx.so.1"[..], b"other", b""]);
        assert!(called.contains(b"other") && called.contains(b"libx.so.1") && !called.contains(b"libx.so."));
    }
}
