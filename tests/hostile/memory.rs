//! The memory and the registers of a process that stands still.
//!
//! In: its number. Out: what is mapped where, words. Must not: be asked after the process went on.

use std::ffi::c_int;
use std::fs;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// How many registers there are in `user_regs_struct` (sys/user.h), and the indices of some.
pub const REGISTERS: usize = 27;
pub const R11: usize = 6;
pub const RIP: usize = 16;
pub const RSP: usize = 19;
pub const FS_BASE: usize = 21;
/// r15, r14, r13, r12, rbp, rbx: a function keeps them (psABI 3.2.1).
pub const KEPT: Range<usize> = 0..6;

/// A line of /proc/PID/maps.
pub struct Map {
    start: u64,
    end: u64,
    pub writable: bool,
    pub executable: bool,
    offset: u64,
    pub name: String,
}

pub struct Memory {
    maps: Vec<Map>,
    words: Option<fs::File>,
}

impl Memory {
    pub fn of(pid: c_int) -> Memory {
        let text = fs::read_to_string(format!("/proc/{pid}/maps")).unwrap_or_default();
        let maps = text.lines().filter_map(map).collect();
        Memory { maps, words: fs::File::open(format!("/proc/{pid}/mem")).ok() }
    }

    /// What `address` lies in.
    pub fn at(&self, address: u64) -> Option<&Map> {
        self.maps.iter().find(|m| m.start <= address && address < m.end)
    }

    /// The offset in its file.
    pub fn offset(&self, address: u64) -> Option<u64> {
        self.at(address).map(|m| address - m.start + m.offset)
    }

    pub fn is_code_of(&self, file: &Path, address: u64) -> bool {
        self.at(address).is_some_and(|m| m.executable && Path::new(&m.name) == file)
    }

    /// All code of a file.
    pub fn code_of(&self, file: &Path) -> Range<u64> {
        let own = self.maps.iter().filter(|m| m.executable && Path::new(&m.name) == file);
        own.fold(0..0, |all, m| if all.is_empty() { m.start..m.end } else { all.start..m.end })
    }

    /// The eight bytes at `address`; 0 if nothing is there.
    pub fn word(&self, address: u64) -> u64 {
        let mut bytes = [0; 8];
        let read = self.words.as_ref().map(|words| words.read_exact_at(&mut bytes, address));
        if matches!(read, Some(Ok(()))) { u64::from_le_bytes(bytes) } else { 0 }
    }

    /// An address for a person to read.
    pub fn text(&self, address: u64) -> String {
        match self.at(address).zip(self.offset(address)) {
            Some((map, offset)) => {
                let name = map.name.rsplit('/').next().unwrap_or("");
                format!("{name}+{offset:#x}")
            }
            None => format!("{address:#x}"),
        }
    }
}

fn map(line: &str) -> Option<Map> {
    let mut words = line.split_whitespace();
    let (start, end) = words.next()?.split_once('-')?;
    let rights = words.next()?;
    let offset = words.next()?;
    let hex = |s| u64::from_str_radix(s, 16).ok();
    let name = words.nth(2).unwrap_or("").to_string();
    Some(Map {
        start: hex(start)?,
        end: hex(end)?,
        writable: rights.contains('w'),
        executable: rights.contains('x'),
        offset: hex(offset)?,
        name,
    })
}
