//! Memory for an input, with a page behind it that nobody can read: one byte too far is a signal, not luck.
//!
//! In: bytes. Out: the same bytes, ending where the page ends. Must not: grow with each input.

use std::ffi::{c_int, c_void};

unsafe extern "C" {
    fn mmap(at: *mut c_void, len: usize, rights: c_int, flags: c_int, fd: c_int, offset: i64) -> *mut c_void;
    fn mprotect(at: *mut c_void, len: usize, rights: c_int) -> c_int;
}

const PAGE: usize = 4096;
const READ_WRITE: c_int = 3;
const PRIVATE_ANONYMOUS: c_int = 0x22;

pub struct Arena {
    start: *mut u8,
    len: usize,
}

impl Arena {
    /// Room for inputs of up to `len` bytes.
    pub fn new(len: usize) -> Arena {
        let len = len.next_multiple_of(PAGE);
        // SAFETY: new memory; its last page is closed again.
        unsafe {
            let start = mmap(std::ptr::null_mut(), len + PAGE, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0);
            assert!(start as isize != -1, "no memory");
            assert!(mprotect(start.cast::<u8>().add(len).cast(), PAGE, 0) == 0, "no guard page");
            Arena { start: start.cast(), len }
        }
    }

    /// The bytes, at the arena's end, until the next call. The lifetime is a convenience of the targets, which keep nothing:
    /// the memory itself stays.
    pub fn put(&mut self, bytes: &[u8]) -> &'static mut [u8] {
        assert!(bytes.len() <= self.len, "an input that is too long");
        // SAFETY: within the readable part; the arena is never unmapped.
        unsafe {
            let at = self.start.add(self.len - bytes.len());
            at.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
            std::slice::from_raw_parts_mut(at, bytes.len())
        }
    }
}
