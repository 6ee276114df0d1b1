//! Finding bytes of a few kinds in much memory: a stretch at a time.
//!
//! In: a view, how far to look, and the bytes that are wanted. Out: their offsets, ascending. Must not: know what the bytes mean.

use super::View;
use crate::arch::native::text;

impl View {
    /// Where before `to` bytes stand that are one of the three `wanted`.
    pub fn places(&self, to: usize, wanted: [u8; 3]) -> Places {
        let (to, wanted) = (to.min(self.len), text::Wanted::one_of(wanted));
        Places { view: *self, to, wanted, block: 0, next: 0, found: 0 }
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
}
