//! The ELF header: is this a file that this loader can load?
//!
//! In: the first bytes of a file (at least 64 of them, if the file has them). Out: the kind of object,
//! its entry point and where its program headers lie; or the first thing that is wrong, in the order in
//! which glibc checks (`elf/dl-load.c`), because the message that a user sees depends on that order.
//! Must not: look at anything behind the header. Called by the search, for every candidate it opens: a
//! `Class` or `Machine` error means "not for us, look on", any other one ends the search.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use super::{ET_DYN, ET_EXEC, Ehdr, Phdr};
use crate::arch::native::ELF_MACHINE;
use crate::bytes::{Table, View};
use crate::error::HeaderError;

/// e_type, as far as it can be loaded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileKind {
    /// ET_EXEC: linked for one fixed address.
    Executable,
    /// ET_DYN: a shared object or a position-independent executable.
    SharedObject,
}

/// What the loader needs of the ELF header.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Header {
    pub kind: FileKind,
    pub entry: u64,
    pub phoff: u64,
    pub phnum: usize,
}

impl Header {
    /// The program headers, if `start` (bytes from the file's beginning) holds them all.
    pub fn program_headers(&self, start: View) -> Option<Table<Phdr>> {
        start.table(usize::try_from(self.phoff).ok()?, self.phnum)
    }

    /// The program headers' size in bytes, for whoever must read them from elsewhere in the file.
    pub fn phdrs_size(&self) -> usize {
        self.phnum.saturating_mul(size_of::<Phdr>())
    }
}

const CLASS64: u8 = 2;
const DATA_LITTLE_ENDIAN: u8 = 1;
const DATA_BIG_ENDIAN: u8 = 2;
const EV_CURRENT: u8 = 1;
const OSABI_SYSV: u8 = 0;
const OSABI_GNU: u8 = 3;
/// The highest EI_ABIVERSION that glibc 2.36 accepts on this machine together with ELFOSABI_GNU: the
/// numbers stand for STB_GNU_UNIQUE and STT_GNU_IFUNC users, and SHN_ABS users (glibc, `libc-abis`).
const HIGHEST_GNU_ABI: u8 = 3;

/// What every ELF file begins with.
pub const MAGIC: [u8; 4] = *b"\x7fELF";

/// Checks the header at the beginning of `start`.
pub fn read(start: View) -> Result<Header, HeaderError> {
    read_for(start, ELF_MACHINE)
}

/// The same for a named machine: tests of other machines' tables, and tools.
pub fn read_for(start: View, machine: u16) -> Result<Header, HeaderError> {
    let header: Ehdr = start.read(0).ok_or(HeaderError::TooShort)?;
    check_ident(&header.ident).map_err(|error| match error {
        HeaderError::Magic | HeaderError::Class(_) => error,
        // Another machine's, whatever else it has of its own (as Debian has it): a search goes on behind its big-endian libraries.
        _ if header.machine != machine => foreign(&header),
        _ => error,
    })?;
    if header.version != u32::from(EV_CURRENT) {
        return Err(HeaderError::Version);
    }
    if header.machine != machine {
        return Err(foreign(&header));
    }
    let kind = match header.kind {
        ET_EXEC => FileKind::Executable,
        ET_DYN => FileKind::SharedObject,
        _ => return Err(HeaderError::Type),
    };
    if usize::from(header.phentsize) != size_of::<Phdr>() {
        return Err(HeaderError::PhentSize);
    }
    Ok(Header { kind, entry: header.entry, phoff: header.phoff, phnum: usize::from(header.phnum) })
}

/// For another machine; its number is in its own order of bytes.
fn foreign(header: &Ehdr) -> HeaderError {
    let [_, _, _, _, _, data, ..] = header.ident;
    HeaderError::Machine(if data == DATA_BIG_ENDIAN { header.machine.swap_bytes() } else { header.machine })
}

fn check_ident(ident: &[u8; 16]) -> Result<(), HeaderError> {
    let [m0, m1, m2, m3, class, data, version, osabi, abi, padding @ ..] = *ident;
    if [m0, m1, m2, m3] != MAGIC {
        return Err(HeaderError::Magic);
    }
    if class != CLASS64 {
        return Err(HeaderError::Class(class));
    }
    if data != DATA_LITTLE_ENDIAN {
        return Err(HeaderError::Data);
    }
    if version != EV_CURRENT {
        return Err(HeaderError::IdentVersion);
    }
    if osabi != OSABI_SYSV && osabi != OSABI_GNU {
        return Err(HeaderError::OsAbi);
    }
    if abi != 0 && (osabi != OSABI_GNU || abi > HIGHEST_GNU_ABI) {
        return Err(HeaderError::AbiVersion);
    }
    if padding != [0; 7] {
        return Err(HeaderError::Padding);
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn sample() -> Vec<u8> {
        let mut b = std::fs::read("/lib/x86_64-linux-gnu/libc.so.6").unwrap();
        b.truncate(832);
        b
    }

    fn with(change: impl FnOnce(&mut Vec<u8>)) -> Result<Header, HeaderError> {
        let mut bytes = sample();
        change(&mut bytes);
        read(View::of(bytes.leak()))
    }

    #[test]
    fn accepts_libc() {
        let header = with(|_| ()).unwrap();
        assert_eq!(header.kind, FileKind::SharedObject);
        assert_eq!(header.phoff, 64);
        let start = View::of(sample().leak());
        let fits = 64 + header.phnum * 56 <= start.len();
        assert_eq!(header.program_headers(start).is_some(), fits);
        assert_eq!(header.phdrs_size(), header.phnum * 56);
    }

    #[test]
    fn names_the_first_defect() {
        type Change = fn(&mut Vec<u8>);
        let cases: [(Change, HeaderError); 16] = [
            (|b| b.truncate(63), HeaderError::TooShort),
            (|b| b[1] = 0, HeaderError::Magic),
            (|b| b[4] = 1, HeaderError::Class(1)),
            (|b| b[5] = 2, HeaderError::Data),
            (|b| b[6] = 0, HeaderError::IdentVersion),
            (|b| b[7] = 9, HeaderError::OsAbi),
            (|b| (b[7], b[8]) = (0, 1), HeaderError::AbiVersion),
            (|b| b[12] = 1, HeaderError::Padding),
            (|b| b[20] = 2, HeaderError::Version),
            (|b| b[18] = 183, HeaderError::Machine(183)),
            (|b| b[16] = 4, HeaderError::Type),
            (|b| b[54] = 32, HeaderError::PhentSize),
            // Two defects: the earlier check wins.
            (|b| (b[4], b[18]) = (1, 3), HeaderError::Class(1)),
            (|b| (b[18], b[20]) = (3, 2), HeaderError::Version),
            // But for another machine's.
            (|b| (b[7], b[18]) = (9, 183), HeaderError::Machine(183)),
            (|b| (b[5], b[18], b[19]) = (2, 0, 22), HeaderError::Machine(22)),
        ];
        for (change, error) in cases {
            assert_eq!(with(change), Err(error));
        }
    }
}
