//! What we say: every text that a user sees, and nothing else.
//!
//! In: typed errors, events, tables. Out: bytes on standard output, standard error or LD_DEBUG_OUTPUT. Must not:
//! decide anything, or be asked on a path that is not slow already. `text` has glibc's lines, `reason` the words for
//! each error, `debug` is LD_DEBUG, `events` what it says, `fill` puts values into words, `list` what ldd shows, `help` the
//! answers to --help and its like, `diagnostics` that to --list-diagnostics. `explain` is what follows an error's line,
//! `tree` and `check` look at a program without running it, `json` is their other form.
//! `modes` is what `start` calls, each function at its moment.
//!
//! Names are bytes, not text in any encoding, so lines are put together from bytes (`Sink`), on the stack where
//! the line may be about a lack of memory.

pub mod check;
pub mod debug;
pub mod diagnostics;
pub mod events;
pub mod explain;
pub mod fill;
pub mod help;
pub mod json;
pub mod list;
pub mod modes;
pub mod reason;
pub mod text;
pub mod tree;

use crate::sys::out::Line;
use alloc::vec::Vec;

/// Where a line is put together. Texts are large and in no hurry: they take `&mut dyn Sink`, and are there once.
pub trait Sink {
    fn put(&mut self, bytes: &[u8]);

    fn all(&mut self, parts: &[&[u8]]) {
        for part in parts {
            self.put(part);
        }
    }

    fn number(&mut self, number: Number) {
        let mut digits = [0; Number::MOST];
        self.put(number.render(&mut digits));
    }
}

impl<const N: usize> Sink for Line<N> {
    fn put(&mut self, bytes: &[u8]) {
        self.push(bytes);
    }
}

impl Sink for Vec<u8> {
    fn put(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

/// A number as printf(3) would show it, without its machinery.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    Decimal(u64),
    /// `%*u`: padded with spaces on the left.
    Padded(u64, usize),
    Signed(i64),
    Hex(u64),
    /// `%0*lx`: padded with zeros.
    Address(u64, usize),
}

impl Number {
    /// The longest rendering.
    pub const MOST: usize = 24;

    fn render(self, room: &mut [u8; Number::MOST]) -> &[u8] {
        let (magnitude, base, width, fill, negative) = match self {
            Number::Decimal(value) => (value, 10, 1, b' ', false),
            Number::Padded(value, width) => (value, 10, width, b' ', false),
            Number::Signed(value) => (value.unsigned_abs(), 10, 1, b' ', value < 0),
            Number::Hex(value) => (value, 16, 1, b'0', false),
            Number::Address(value, width) => (value, 16, width, b'0', false),
        };
        let mut rest = magnitude;
        let mut length = 0;
        // Digits from the right; the padding is what follows when none are left.
        for slot in room.iter_mut().rev() {
            if rest == 0 && length > 0 && length >= width {
                break;
            }
            *slot = if rest == 0 && length > 0 { fill } else { digit(rest % base) };
            rest /= base;
            length += 1;
        }
        if negative && let Some(sign) = room.iter_mut().rev().nth(length) {
            *sign = b'-';
            length += 1;
        }
        room.get(Number::MOST - length..).unwrap_or(&[])
    }
}

fn digit(value: u64) -> u8 {
    b"0123456789abcdef".get(value as usize).copied().unwrap_or(b'?')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(number: Number) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.number(number);
        bytes
    }

    #[test]
    fn numbers() {
        assert_eq!(shown(Number::Decimal(0)), b"0");
        assert_eq!(shown(Number::Decimal(u64::MAX)), b"18446744073709551615");
        assert_eq!(shown(Number::Padded(42, 10)), b"        42");
        assert_eq!(shown(Number::Padded(0, 3)), b"  0");
        assert_eq!(shown(Number::Signed(-7)), b"-7");
        assert_eq!(shown(Number::Signed(i64::MIN)), b"-9223372036854775808");
        assert_eq!(shown(Number::Hex(0x1f)), b"1f");
        assert_eq!(shown(Number::Address(0x1f, 16)), b"000000000000001f");
    }
}
