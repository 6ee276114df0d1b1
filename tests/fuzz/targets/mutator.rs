//! Changes of inputs, blind to what they mean.
//!
//! In: an input, another one, a random number. Out: the input changed. Must not: make it longer than the target allows.

use super::random::Random;

const NUMBERS: [u64; 16] = [
    0,
    1,
    7,
    8,
    16,
    24,
    0x1000,
    0x7fff,
    0x8000,
    0xffff,
    0x7fff_ffff,
    0xffff_ffff,
    1 << 40,
    u64::MAX >> 1,
    1 << 63,
    u64::MAX,
];

/// A few changes.
pub fn mutate(input: &mut Vec<u8>, other: &[u8], words: &[&[u8]], limit: usize, random: &mut Random) {
    for _ in 0..1 + random.below(4) {
        change(input, other, words, random);
    }
    input.truncate(limit);
}

fn change(input: &mut Vec<u8>, other: &[u8], words: &[&[u8]], random: &mut Random) {
    let len = input.len();
    let at = random.below(len);
    let wide = [1, 2, 4, 8][random.below(4)];
    match random.below(if words.is_empty() { 9 } else { 12 }) {
        0 if len != 0 => input[at] ^= 1 << random.below(8),
        1 if len != 0 => input[at] = random.next() as u8,
        2 if at + wide <= len => {
            let number = NUMBERS[random.below(NUMBERS.len())];
            input[at..at + wide].copy_from_slice(&number.to_le_bytes()[..wide]);
        }
        3 if at + wide <= len => add(&mut input[at..at + wide], random),
        4 if len != 0 => {
            let count = 1 + random.below((len - at).min(16));
            input.drain(at..at + count);
        }
        5 => {
            let count = 1 + random.below(16);
            let byte = random.next() as u8;
            input.splice(at..at, std::iter::repeat_n(byte, count));
        }
        6 if len != 0 => {
            let count = 1 + random.below((len - at).min(64));
            let copy = input[at..at + count].to_vec();
            let to = random.below(len);
            input.splice(to..to, copy);
        }
        7 if !other.is_empty() => {
            let from = random.below(other.len());
            let count = 1 + random.below((other.len() - from).min(64));
            let end = if random.below(2) == 0 { at } else { (at + count).min(len) };
            input.splice(at..end, other[from..from + count].iter().copied());
        }
        8 => input.truncate(at),
        9.. => {
            let word = words[random.below(words.len())];
            let end = if random.below(2) == 0 { at } else { (at + word.len()).min(len) };
            input.splice(at..end, word.iter().copied());
        }
        _ => input.push(random.next() as u8),
    }
}

/// A little more or less.
fn add(bytes: &mut [u8], random: &mut Random) {
    let mut wide = [0; 8];
    wide[..bytes.len()].copy_from_slice(bytes);
    let old = u64::from_le_bytes(wide);
    let by = [1, 2, 8, 24, 0x1000][random.below(5)];
    let new = if random.below(2) == 0 { old.wrapping_add(by) } else { old.wrapping_sub(by) };
    bytes.copy_from_slice(&new.to_le_bytes()[..bytes.len()]);
}
