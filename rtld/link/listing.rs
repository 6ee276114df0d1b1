//! What directories are known to hold: so that a program with many search directories and many libraries does not
//! pay for each pair of them with an open that fails.
//!
//! In: the misses that a search reports. Out: whether a name can be ruled out without opening it. Must not: rule out
//! what an open might find. Owned by `link/search::Searcher`, forgotten at the end of each transaction: the next one
//! must see what was installed meanwhile.
//!
//! A directory is listed when it has deserved it: an open that fails takes about as long as to read and keep two or three
//! of its entries, the first read as eight of those, and as many misses may come as there were. So one is read after eight
//! misses, or, if it is short, at first sight in a long search path (`survey`); a longer one after as many more. (`/usr/bin` is some programs' `$ORIGIN`: to
//! read its 3,500 entries took longer than all the rest of their start.) What cannot be listed is asked name by name as ever. What a
//! listing cannot settle is left to the open: names that differ in case only (the directory may ignore case), names that
//! are not ASCII or have a `~` (it may know them by other names), and a directory that shows nothing at all (it may make
//! its entries when asked, as autofs does).

use crate::error::Errno;
use crate::sort;
use crate::sys::file::{self, Fd};
use alloc::ffi::CString;
use alloc::vec::Vec;

/// Entries of a directory that is worth reading at all.
const MOST: usize = 4096;
/// Misses that make it worth a try; one that was too long for them is tried again after four times as many. (With two,
/// dlopens beside the eighty libraries of Qt's took 5 % longer.)
const MISSES: u16 = 8;
/// As short as so many misses make it worth a try, a directory of a long search path is listed at first sight.
const SURVEYED: u16 = 2;
/// How many entries are read for each miss: on a network's file system a miss takes longer than here, an entry hardly.
const ENTRIES: usize = 16;
/// Room for one getdents64: a few hundred entries, and too small to be a mapping of its own for every directory.
const ROOM: usize = 12 * 1024;
/// What the record of an entry takes, about. Not less than the longest altogether: a name of 255 bytes.
const RECORD: usize = 48;
const LONGEST: usize = NAME_AT + 256 + 8;
/// Where a record of getdents64 has its length, its kind and its name (getdents(2)).
const LENGTH_AT: usize = 16;
const KIND_AT: usize = 18;
const NAME_AT: usize = 19;
const DT_DIR: u8 = 4;

/// What is known about one directory.
#[derive(Debug, Default)]
enum Listing {
    #[default]
    Unknown,
    /// So many opens have found nothing; it is worth a try when there were `enough`.
    Misses { count: u16, enough: u16 },
    /// It cannot be listed.
    Closed,
    /// Hashes of its names in lower case, sorted. Two names with one hash cost an open, no more.
    Names(Vec<u64>),
}

#[derive(Debug, Default)]
pub struct Listings {
    /// By the place of the directory in the search's table, and there those of its subdirectories that were asked about: one
    /// or two of a dozen.
    known: Vec<Vec<Known>>,
}

#[derive(Debug, Default)]
struct Known {
    sub: usize,
    listing: Listing,
    /// Is there none of that name? (Of subdirectories for better processors.)
    absent: Option<bool>,
}

impl Listings {
    /// An open in the directory found nothing.
    pub fn missed(&mut self, at: (usize, usize), errno: Option<Errno>) {
        // Any other error is for the user to see, and no listing would show it.
        if errno != Some(Errno::NOENT) {
            return;
        }
        let listing = &mut self.at(at).listing;
        match listing {
            Listing::Unknown => *listing = Listing::Misses { count: 1, enough: MISSES },
            Listing::Misses { count, .. } => *count = count.saturating_add(1),
            Listing::Closed | Listing::Names(_) => {}
        }
    }

    fn at(&mut self, (directory, sub): (usize, usize)) -> &mut Known {
        let row = grown(&mut self.known, directory);
        let place = row.iter().position(|known| known.sub == sub).unwrap_or(row.len());
        row.reserve_exact(usize::from(place == row.len()));
        let known = grown(row, place);
        known.sub = sub;
        known
    }

    /// Lists the directory `base`, of which nothing is known, if it is as short as two misses would make it.
    pub fn survey(&mut self, at: (usize, usize), base: &[u8]) {
        let listing = &mut self.at(at).listing;
        if matches!(listing, Listing::Unknown) {
            *listing = match listed(base, SURVEYED) {
                Listing::Names(names) if !names.is_empty() => Listing::Names(names),
                Listing::Misses { enough, .. } => Listing::Misses { count: 0, enough },
                _ => Listing::Misses { count: 0, enough: MISSES },
            };
        }
    }

    /// Has the directory been listed?
    pub fn is_known(&self, (directory, sub): (usize, usize)) -> bool {
        let mut row = self.known.get(directory).into_iter().flatten();
        row.any(|known| known.sub == sub && matches!(known.listing, Listing::Names(_)))
    }

    /// Is there no such name in a directory? `base` makes its path, with a slash at the end.
    pub fn rules_out(&mut self, at: (usize, usize), base: impl FnOnce() -> Vec<u8>, name: Key) -> bool {
        let listing = &mut self.at(at).listing;
        if let &mut Listing::Misses { count, enough } = listing
            && count >= enough
        {
            *listing = listed(&base(), count);
        }
        match listing {
            Listing::Names(names) => names.binary_search(&name.0).is_err(),
            Listing::Unknown | Listing::Misses { .. } | Listing::Closed => false,
        }
    }

    /// Is there nothing at this path? One status asked instead of an open per combination of capabilities. `at` is the first
    /// of the subdirectories that it leads to.
    pub fn is_absent(&mut self, at: (usize, usize), path: impl FnOnce() -> Option<Vec<u8>>) -> bool {
        *self.at(at).absent.get_or_insert_with(|| {
            let path = path().and_then(|path| CString::new(path).ok());
            path.is_some_and(|path| matches!(file::stat(&path), Err(Errno::NOENT)))
        })
    }

    pub fn forget(&mut self) {
        self.known.clear();
    }
}

/// The element at `index`, the list made as long as that takes.
fn grown<T: Default>(list: &mut Vec<T>, index: usize) -> &mut T {
    if index >= list.len() {
        list.resize_with(index.saturating_add(1), T::default);
    }
    &mut list[index]
}

/// What stands for a name in a listing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Key(u64);

/// The key of a name that a listing can settle.
pub fn key(name: &[u8]) -> Option<Key> {
    name.iter().all(|byte| byte.is_ascii() && *byte != b'~').then(|| Key(hash(name)))
}

/// FNV-1a of the name in lower case.
fn hash(name: &[u8]) -> u64 {
    name.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x100_0000_01b3)
    })
}

/// A directory in which so many opens have found nothing: its names, if they are few enough.
fn listed(base: &[u8], misses: u16) -> Listing {
    let most = MOST.min(ENTRIES * usize::from(misses));
    match read(base, most) {
        Ok(names) => Listing::Names(names),
        Err(Unread::TooLong) if most < MOST => {
            Listing::Misses { count: misses, enough: misses.saturating_mul(4) }
        }
        Err(_) => Listing::Closed,
    }
}

/// Why a directory's names are not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unread {
    TooLong,
    /// It cannot be listed, or shows nothing.
    Closed,
}

/// All names of a directory, if they are at most so many.
fn read(base: &[u8], most: usize) -> Result<Vec<u64>, Unread> {
    let path = if base.is_empty() { b"." } else { base };
    let directory = match file::open_directory(&CString::new(path).map_err(|_| Unread::Closed)?) {
        Ok(directory) => directory,
        // Nothing can be found in it.
        Err(Errno::NOENT) => return Ok(Vec::new()),
        Err(_) => return Err(Unread::Closed),
    };
    let mut names = Vec::new();
    each(&directory, most, &mut |name, _| names.push(hash(name)))?;
    sort::by(&mut names, |a, b| a < b);
    if names.is_empty() { Err(Unread::Closed) } else { Ok(names) }
}

/// What a directory says of an entry (DT_DIR of getdents(2); a file system may not say).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entry {
    Directory,
    Other,
}

/// Each name of a directory but `.` and `..`, as far as they are not more than `most`.
pub fn each(directory: &Fd, most: usize, f: &mut dyn FnMut(&[u8], Entry)) -> Result<(), Unread> {
    let mut room = Vec::new();
    let size = most.saturating_mul(RECORD).clamp(LONGEST, ROOM);
    room.try_reserve_exact(size).map_err(|_| Unread::Closed)?;
    let mut count = 0usize;
    loop {
        let records = directory.entries(room.spare_capacity_mut()).map_err(|_| Unread::Closed)?;
        if records.is_empty() {
            return Ok(());
        }
        count = count.saturating_add(entries(records, f).ok_or(Unread::Closed)?);
        if count > most {
            return Err(Unread::TooLong);
        }
    }
}

/// How many names these records have.
fn entries(mut records: &[u8], f: &mut dyn FnMut(&[u8], Entry)) -> Option<usize> {
    let mut count = 0;
    while let Some(&[low, high]) = records.get(LENGTH_AT..LENGTH_AT + 2) {
        let record = records.get(..usize::from(u16::from_le_bytes([low, high])))?;
        let kind = if record.get(KIND_AT) == Some(&DT_DIR) { Entry::Directory } else { Entry::Other };
        let name = record.get(NAME_AT..)?.split(|&byte| byte == 0).next()?;
        if !matches!(name, b"." | b"..") {
            f(name, kind);
            count += 1;
        }
        records = records.get(record.len()..)?;
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::ffi::OsStrExt;

    #[test]
    fn misses_make_a_listing() {
        let place = tempfile::tempdir().unwrap();
        for name in ["libone.so", "LibTwo.so"] {
            std::fs::write(place.path().join(name), "").unwrap();
        }
        std::os::unix::fs::symlink("nowhere", place.path().join("dangling")).unwrap();
        let base = [place.path().as_os_str().as_bytes(), b"/"].concat();
        let mut listings = Listings::default();
        let at = (3, 0);
        (1..MISSES).for_each(|_| listings.missed(at, Some(Errno::NOENT)));
        listings.missed(at, Some(Errno::ACCES));
        let ruled_out = |listings: &mut Listings, name: &str| {
            key(name.as_bytes()).is_some_and(|key| listings.rules_out(at, || base.clone(), key))
        };
        assert!(!ruled_out(&mut listings, "libnone.so"));
        listings.missed(at, Some(Errno::NOENT));
        assert!(ruled_out(&mut listings, "libnone.so"));
        for open in ["libone.so", "libtwo.so", "dangling", "libn\u{f6}.so", "LIBNON~1.SO"] {
            assert!(!ruled_out(&mut listings, open), "{open}");
        }
        // What comes later is seen by the next transaction.
        std::fs::write(place.path().join("libnone.so"), "").unwrap();
        assert!(ruled_out(&mut listings, "libnone.so"));
        listings.forget();
        assert!(!ruled_out(&mut listings, "libnone.so"));
        listings.survey(at, &base);
        assert!(!ruled_out(&mut listings, "libnone.so") && ruled_out(&mut listings, "libother.so"));
    }

    /// The longer a directory, the more misses it takes.
    #[test]
    fn misses_make_it_worth_reading() {
        let place = tempfile::tempdir().unwrap();
        for number in 0..100 {
            std::fs::write(place.path().join(std::format!("f{number}")), "").unwrap();
        }
        let base = [place.path().as_os_str().as_bytes(), b"/"].concat();
        let (mut listings, at) = (Listings::default(), (0, 0));
        listings.survey(at, &base);
        let until = (0..).take_while(|_| {
            let ruled_out = listings.rules_out(at, || base.clone(), key(b"libnone.so").unwrap());
            listings.missed(at, Some(Errno::NOENT));
            !ruled_out
        });
        assert_eq!(until.count(), 8);
        assert!(matches!(listed(&base, 2), Listing::Misses { count: 2, enough: 8 }));
        assert!(matches!(listed(&base, 7), Listing::Names(names) if names.len() == 100));
    }

    #[test]
    fn what_cannot_be_listed() {
        let place = tempfile::tempdir().unwrap();
        let base = [place.path().as_os_str().as_bytes(), b"/"].concat();
        let count = |base: &[u8], most| read(base, most).map(|names| names.len());
        assert_eq!(count(&base, MOST), Err(Unread::Closed));
        assert_eq!(count(b"/nowhere/at/all/", MOST), Ok(0));
        assert_eq!(count(b"/dev/null/", MOST), Err(Unread::Closed));
        for number in 0..=MOST {
            std::fs::write(place.path().join(std::format!("f{number}")), "").unwrap();
        }
        assert_eq!(count(&base, MOST), Err(Unread::TooLong));
        assert_eq!(count(&base, usize::MAX), Ok(MOST + 1));
        std::fs::remove_file(place.path().join("f0")).unwrap();
        assert_eq!(count(&base, MOST), Ok(MOST));
    }
}
