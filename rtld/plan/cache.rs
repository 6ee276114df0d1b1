//! ld.so.cache: the index that ldconfig makes of the system's libraries.
//!
//! In: the mapped bytes of the file, a name, what the processor may use. Out: the path to open.
//! Must not: open, map, or trust any number in the file. Called by `link/search`, once per name that no
//! search path of the objects or the environment has found.
//!
//! Three layouts (glibc, `dl-cache.h`). The new one, magic "glibc-ld.so.cache1.1": a header of 48 bytes,
//! entries of 24 bytes, strings (offsets count from the header), then an optional extension directory one
//! section of which lists the names of glibc-hwcaps subdirectories, and one settings for all programs (`settings`). The old one, "ld.so-1.7.0": a header of
//! 16 bytes, entries of 12, strings (offsets count from the end of the entries). And the old one with the new
//! one behind its entries, where only the new one is used. Entries are sorted by descending name, numbers in
//! names compared as numbers, so that libx.so.10 lies before libx.so.9; entries of one name, best build first.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

mod settings;

pub use settings::Setting;

use super::hwcaps::{Processor, Subdirectories};
use crate::bytes::{Name, Strings, Table, View};
use core::cmp::Ordering;

const MAGIC_NEW: &[u8] = b"glibc-ld.so.cache1.1";
const MAGIC_OLD: &[u8] = b"ld.so-1.7.0";
const HEADER_NEW: usize = 48;
const HEADER_OLD: usize = 16;
const ENTRY_NEW: usize = 24;
const ENTRY_OLD: usize = 12;
/// Byte order of a new cache: unset by ldconfig before 2.33, else 2 for little-endian.
const ENDIAN_AT: usize = 28;
const EXTENSIONS_AT: usize = 32;
const EXTENSION_MAGIC: u32 = 0xeaa4_2174;
const TAG_GLIBC_HWCAPS: u32 = 1;
/// FLAG_ELF_LIBC6 | FLAG_X8664_LIB64: the only kind of entry this machine's 64-bit programs take.
const FLAGS: u32 = 0x0303;
/// Bits 32..64 of the hwcap word of an entry of the glibc-hwcaps kind, without the ISA level.
const NAMED: u64 = 1 << 30;
const LEVEL: u64 = (1 << 10) - 1;

/// A cache whose header was understood.
#[derive(Debug)]
pub struct Cache {
    entries: View,
    count: usize,
    layout: Layout,
    /// What offsets of keys and values count from; the values, which end at a zero.
    strings: View,
    values: Strings,
    /// Offsets of the names of glibc-hwcaps subdirectories.
    hwcaps: Table<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Layout {
    New,
    Old,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    flags: u32,
    key: u32,
    value: u32,
    /// 0 in the old layout.
    hwcap: u64,
}

impl Entry {
    /// The index of the glibc-hwcaps name, if the entry is of that kind.
    fn named(&self) -> Option<usize> {
        ((self.hwcap >> 32) & !LEVEL == NAMED).then_some(self.hwcap as u32 as usize)
    }

    fn level(&self) -> u32 {
        ((self.hwcap >> 32) & LEVEL) as u32
    }
}

impl Cache {
    /// `None` for a file in no known layout, of the other byte order, or too short for its count.
    pub fn parse(file: View) -> Option<Cache> {
        if file.starts_with(MAGIC_NEW) {
            return Cache::new_layout(file);
        }
        if !file.starts_with(MAGIC_OLD) {
            return None;
        }
        let count = file.read::<u32>(12)? as usize;
        let entries = file.slice(HEADER_OLD, count.checked_mul(ENTRY_OLD)?)?;
        let end = HEADER_OLD.checked_add(entries.len())?;
        let aligned = end.checked_next_multiple_of(8)?;
        let new = file.from(aligned).filter(|rest| rest.starts_with(MAGIC_NEW)).and_then(Cache::new_layout);
        new.or_else(|| Some(Cache::of(entries, count, Layout::Old, file.from(end)?, Table::EMPTY)))
    }

    fn new_layout(file: View) -> Option<Cache> {
        let count = file.read::<u32>(20)? as usize;
        let entries = file.slice(HEADER_NEW, count.checked_mul(ENTRY_NEW)?)?;
        if !matches!(file.read::<u8>(ENDIAN_AT)? & 3, 0 | 2) {
            return None;
        }
        let hwcaps = hwcaps(file).unwrap_or(Table::EMPTY);
        Some(Cache::of(entries, count, Layout::New, file, hwcaps))
    }

    fn of(entries: View, count: usize, layout: Layout, strings: View, hwcaps: Table<u32>) -> Cache {
        Cache { entries, count, layout, strings, values: Strings::new(strings), hwcaps }
    }

    pub fn len(&self) -> usize {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    fn entry(&self, index: usize) -> Option<Entry> {
        let size = match self.layout {
            Layout::New => ENTRY_NEW,
            Layout::Old => ENTRY_OLD,
        };
        let at = self.entries.slice(index.checked_mul(size)?, size)?;
        let hwcap = match self.layout {
            Layout::New => at.read(16)?,
            Layout::Old => 0,
        };
        Some(Entry { flags: at.read(0)?, key: at.read(4)?, value: at.read(8)?, hwcap })
    }

    /// How `name` compares with the entry's; `None` if the entry has no name.
    fn compare(&self, name: &[u8], index: usize) -> Option<Ordering> {
        let key = self.strings.from(self.entry(index)?.key as usize).filter(|rest| !rest.is_empty())?;
        Some(compare(name, key))
    }

    /// The path for `name` that suits the processor best.
    pub fn lookup(&self, name: &[u8], processor: &Processor, order: &Subdirectories) -> Option<Name> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low.midpoint(high);
            match self.compare(name, middle)? {
                Ordering::Less => low = middle.saturating_add(1),
                Ordering::Greater => high = middle,
                Ordering::Equal => return self.choose(name, middle, processor, order),
            }
        }
        None
    }

    /// The best entry of the run of equal names around `found`.
    fn choose(
        &self,
        name: &[u8],
        found: usize,
        processor: &Processor,
        order: &Subdirectories,
    ) -> Option<Name> {
        let same = |index: usize| self.compare(name, index) == Some(Ordering::Equal);
        let mut start = found;
        while let Some(before) = start.checked_sub(1).filter(|&i| same(i)) {
            start = before;
        }
        let mut best: Option<(usize, Name)> = None;
        for index in start..self.count {
            if index > found && !same(index) {
                break;
            }
            let Some(entry) = self.entry(index).filter(|e| e.flags == FLAGS) else { continue };
            let Some(path) = self.values.get(entry.value as usize) else { continue };
            match entry.named() {
                Some(which) => {
                    let rank = self.rank(which, order).filter(|_| processor.takes_level(entry.level()));
                    if let Some(rank) = rank.filter(|rank| best.is_none_or(|(b, _)| *rank < b)) {
                        best = Some((rank, path));
                    }
                }
                // Entries with a glibc-hwcaps name come first; if one of them fits, none of the rest is better.
                None if best.is_some() => break,
                None if processor.takes_legacy(entry.hwcap) => return Some(path),
                None => {}
            }
        }
        best.map(|(_, path)| path)
    }

    fn rank(&self, which: usize, order: &Subdirectories) -> Option<usize> {
        let name = self.strings.from(self.hwcaps.get(which)? as usize)?;
        order.rank_of(|wanted| name.starts_with(wanted) && name.read(wanted.len()) == Some(0u8))
    }
}

/// The table of glibc-hwcaps names, if the cache has one.
fn hwcaps(file: View) -> Option<Table<u32>> {
    let names = section(file, TAG_GLIBC_HWCAPS)?;
    names.table(0, names.len().checked_div(4)?)
}

/// A section of the extensions.
fn section(file: View, tag: u32) -> Option<View> {
    let at = file.read::<u32>(EXTENSIONS_AT)? as usize;
    // Unaligned means that ldconfig did not write it.
    if at == 0 || !at.is_multiple_of(4) {
        return None;
    }
    let directory = file.from(at)?;
    if directory.read::<u32>(0)? != EXTENSION_MAGIC {
        return None;
    }
    let count = directory.read::<u32>(4)? as usize;
    let sections = directory.table::<u32>(8, count.checked_mul(4)?)?;
    let field = |section: usize, field: usize| sections.get(section.checked_mul(4)?.checked_add(field)?);
    let section = (0..count).find(|&s| field(s, 0) == Some(tag))?;
    file.slice(field(section, 2)? as usize, field(section, 3)? as usize)
}

/// The order of the cache: runs of digits by value, other bytes as (signed) characters, as ldconfig sorts.
fn compare(name: &[u8], key: View) -> Ordering {
    let left = |i: usize| name.get(i).copied().unwrap_or(0);
    let right = |i: usize| key.read::<u8>(i).unwrap_or(0);
    // Most names begin alike.
    let key_bytes = key.table::<u8>(0, key.len()).unwrap_or(Table::EMPTY).iter();
    let alike = name.iter().zip(key_bytes).take_while(|&(&a, b)| a == b && !a.is_ascii_digit() && a != 0);
    let alike = alike.count();
    let (mut i, mut j) = (alike, alike);
    loop {
        let (a, b) = (left(i), right(j));
        match (a.is_ascii_digit(), b.is_ascii_digit()) {
            (true, true) => {
                let (x, y) = (number(left, &mut i), number(right, &mut j));
                if x != y {
                    // A difference of two ints that may wrap, as in the program that sorted the file.
                    return x.wrapping_sub(y).cmp(&0);
                }
            }
            (true, false) => return Ordering::Greater,
            // At the end of the name a digit is merely a longer key; both readings say Less.
            (false, true) => return Ordering::Less,
            (false, false) if a != b => return (a as i8).cmp(&(b as i8)),
            (false, false) if a == 0 => return Ordering::Equal,
            (false, false) => {
                i = i.saturating_add(1);
                j = j.saturating_add(1);
            }
        }
    }
}

/// The value of the digits at `*at`, which is moved behind them.
fn number(byte: impl Fn(usize) -> u8, at: &mut usize) -> i32 {
    let mut value = 0i32;
    while byte(*at).is_ascii_digit() {
        value = value.wrapping_mul(10).wrapping_add(i32::from(byte(*at).wrapping_sub(b'0')));
        *at = at.saturating_add(1);
    }
    value
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used)]
#[path = "cache_tests.rs"]
mod tests;
