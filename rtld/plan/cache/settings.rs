//! /etc/tunables.conf, of which ldconfig puts what it understood into the cache (glibc 2.44).
//!
//! In: a cache. Out: its settings, in the order of the file. Must not: know a tunable, or say whom a setting concerns.
//!
//! The section's header is four words: a magic number, a version, the number of entries, zero. An entry has 32 bytes: flags, the
//! tunable's number in the libc that ldconfig came with, offsets of its name, of the value and of the program's name (0: every
//! program), zero, and the value as a number.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use super::{Cache, Layout, section};
use crate::bytes::{Entries, Name, Strings};

const TAG: u32 = 2;
const MAGIC: u32 = 0x7c3b_a94f;
const VERSION: u32 = 0x0100_0000;
const HEADER: usize = 16;

const NUMBER: u32 = 1;
const FINAL: u32 = 4;
const WHO: u32 = 0x30;
const ONLY_ORDINARY: u32 = 0x10;
const ONLY_PRIVILEGED: u32 = 0x20;

/// One line.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    flags: u32,
    pub name: Name,
    pub value: Name,
    number: i64,
    /// Of the one program it concerns.
    pub program: Option<Name>,
}

impl Setting {
    /// The value, if ldconfig took it for a number.
    pub fn number(&self) -> Option<i64> {
        (self.flags & NUMBER != 0).then_some(self.number)
    }

    /// May the environment not say otherwise?
    pub fn is_final(&self) -> bool {
        self.flags & FINAL != 0
    }

    /// Does it concern programs that are privileged, or those that are not?
    pub fn concerns(&self, privileged: bool) -> bool {
        match self.flags & WHO {
            ONLY_ORDINARY => !privileged,
            ONLY_PRIVILEGED => privileged,
            _ => true,
        }
    }
}

impl Cache {
    /// The settings of /etc/tunables.conf.
    pub fn settings(&self) -> Settings {
        let entries = || {
            let section = section(self.strings, TAG).filter(|_| self.layout == Layout::New)?;
            let header = section.read::<[u32; 3]>(0)?;
            let [MAGIC, VERSION, count] = header else { return None };
            section.table::<[u32; 8]>(HEADER, count as usize)
        };
        Settings { entries: entries().map_or(Entries::NONE, |table| table.iter()), strings: self.values }
    }
}

/// The settings that are left.
pub struct Settings {
    entries: Entries<[u32; 8]>,
    strings: Strings,
}

impl Iterator for Settings {
    type Item = Setting;

    fn next(&mut self) -> Option<Setting> {
        let [flags, _, name, value, program, _, low, high] = self.entries.next()?;
        let text = |offset: u32| self.strings.get(offset as usize);
        let program = if program == 0 { None } else { Some(text(program)?) };
        let number = (u64::from(high) << 32 | u64::from(low)) as i64;
        Some(Setting { flags, name: text(name)?, value: text(value)?, number, program })
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::bytes::View;
    use std::{vec, vec::Vec};

    /// A cache without libraries; of each line flags, name, value, program and number.
    fn cache(lines: &[(u32, &str, &str, &str, i64)]) -> Cache {
        let mut file = vec![0u8; 48 + 8 + 16 + HEADER + 32 * lines.len()];
        file[..20].copy_from_slice(b"glibc-ld.so.cache1.1");
        let put = |file: &mut Vec<u8>, at: usize, words: &[u32]| {
            for (i, word) in words.iter().enumerate() {
                file[at + 4 * i..][..4].copy_from_slice(&word.to_le_bytes());
            }
        };
        put(&mut file, 32, &[48]);
        put(&mut file, 48, &[0xeaa4_2174, 1, TAG, 0, 72, (HEADER + 32 * lines.len()) as u32]);
        put(&mut file, 72, &[MAGIC, VERSION, lines.len() as u32, 0]);
        for (i, (flags, name, value, program, number)) in lines.iter().enumerate() {
            let mut text = |text: &str| {
                if text.is_empty() {
                    return 0;
                }
                let at = file.len() as u32;
                file.extend(text.bytes().chain([0]));
                at
            };
            let words =
                [*flags, 0, text(name), text(value), text(program), 0, *number as u32, (number >> 32) as u32];
            put(&mut file, 72 + HEADER + 32 * i, &words);
        }
        Cache::parse(View::of(file.leak())).unwrap()
    }

    #[test]
    fn lines_come_in_order() {
        let lines = [(0x15, "a", "-1", "", -1), (0x121, "b", "x", "bash", 0)];
        let mut settings = cache(&lines).settings();
        let (first, second) = (settings.next().unwrap(), settings.next().unwrap());
        assert!(settings.next().is_none());
        assert!(first.name.is(b"a") && first.program.is_none() && first.number() == Some(-1));
        assert!(first.is_final() && first.concerns(false) && !first.concerns(true));
        assert!(second.program.unwrap().is(b"bash") && second.value.is(b"x"));
        assert!(!second.is_final() && second.concerns(true) && !second.concerns(false));
    }

    #[test]
    fn what_is_cut_says_nothing() {
        let whole = cache(&[(1, "a", "1", "", 1)]).strings;
        for len in 0..whole.len() {
            let cut = whole.slice(0, len).and_then(Cache::parse);
            assert_eq!(cut.map_or(0, |cache| cache.settings().count()), 0, "{len}");
        }
    }
}
