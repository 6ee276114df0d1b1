//! Output: one line, one write.
//!
//! In: bytes. Out: what the kernel took; errors of a diagnostic write have nowhere to go and are dropped
//! on purpose. Must not: allocate (the lazy resolver may be called in a signal handler), or buffer.

use super::call::{call, nr};
use crate::error::Errno;

/// Standard output and standard error.
pub const STDOUT: i32 = 1;
pub const STDERR: i32 = 2;

/// Writes all of `bytes`, however many calls it takes.
pub fn write(fd: i32, bytes: &[u8]) {
    let mut rest = bytes;
    while !rest.is_empty() {
        // SAFETY: the kernel reads rest.len() bytes from `rest`.
        match unsafe { call(nr::WRITE, [fd as usize, rest.as_ptr() as usize, rest.len()]) } {
            Ok(0) => return,
            Ok(n) => rest = rest.get(n..).unwrap_or(&[]),
            Err(Errno::INTR) => {}
            Err(_) => return,
        }
    }
}

/// A line being put together on the stack; what does not fit goes out in more than one write.
pub struct Line<const N: usize = 1024> {
    fd: i32,
    used: usize,
    bytes: [u8; N],
}

impl<const N: usize> Line<N> {
    pub fn to(fd: i32) -> Line<N> {
        Line { fd, used: 0, bytes: [0; N] }
    }

    pub fn push(&mut self, text: &[u8]) -> &mut Self {
        for &byte in text {
            if self.used == N {
                self.flush();
            }
            if let Some(slot) = self.bytes.get_mut(self.used) {
                *slot = byte;
                self.used += 1;
            }
        }
        self
    }

    #[inline(never)]
    pub fn flush(&mut self) {
        write(self.fd, self.bytes.get(..self.used).unwrap_or(&[]));
        self.used = 0;
    }
}

impl<const N: usize> Drop for Line<N> {
    fn drop(&mut self) {
        self.flush();
    }
}
