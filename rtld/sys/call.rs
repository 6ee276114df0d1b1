//! The system call itself: numbers of the machine (`arch`), the kernel's error convention.
//!
//! In: a number and up to six words. Out: the result or an `Errno` (the kernel answers -4095..-1 for an
//! error). Must not: retry; whether EINTR matters is for the caller to say.

use crate::arch::native::cpu;
use crate::error::Errno;

pub use crate::arch::native::nr;

/// # Safety
/// The caller vouches for what this system call does with these arguments.
#[inline]
pub unsafe fn call<const N: usize>(number: usize, args: [usize; N]) -> Result<usize, Errno> {
    // SAFETY: handed on to the caller.
    let value = unsafe { cpu::syscall(number, args) };
    if (-4095..0).contains(&value) { Err(Errno(value.unsigned_abs() as i32)) } else { Ok(value as usize) }
}

/// A call that touches no memory of ours: always safe.
#[inline]
pub(super) fn plain<const N: usize>(number: usize, args: [usize; N]) -> Result<usize, Errno> {
    // SAFETY: used in this folder only for calls whose arguments are not pointers.
    unsafe { call(number, args) }
}
