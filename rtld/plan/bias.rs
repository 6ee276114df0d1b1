//! Where the kernel has mapped a program: its base, which nobody tells.
//!
//! In: the program headers, where they lie (AT_PHDR) and where the program starts (AT_ENTRY). Out: the bases that may be meant,
//! and whether an ELF header found by one of them bears it out. Must not: read memory; `start/adopted` does.
//!
//! PT_PHDR says where the headers lie at base 0, and glibc believes it (`elf/rtld.c`); the kernel does not look at it, but computes
//! AT_PHDR from the segment that holds them (`fs/binfmt_elf.c`). Nearly always they lie behind the ELF header, and both say the
//! same. Tools that give a program more segments put its headers elsewhere (llvm-bolt), and others leave a stale PT_PHDR.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects)]

use crate::bytes::Table;
use crate::elf::header::MAGIC;
use crate::elf::{Ehdr, PT_LOAD, PT_PHDR, Phdr};

/// Where the kernel says that things lie.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    /// AT_PHDR.
    pub headers: u64,
    /// AT_ENTRY.
    pub entry: u64,
}

/// The bases that may be meant, the likeliest first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidates {
    /// By PT_PHDR.
    pub stated: Option<u64>,
    /// If the headers lie right behind the ELF header.
    pub implied: Option<u64>,
}

impl Candidates {
    pub fn of(headers: Table<Phdr>, placed: Placed) -> Candidates {
        let from = |vaddr: u64| placed.headers.wrapping_sub(vaddr);
        let stated = headers.iter().find(|p| p.kind == PT_PHDR).map(|p| from(p.vaddr));
        let implied = in_memory(headers, size_of::<Ehdr>() as u64).map(from);
        Candidates { stated, implied }
    }

    /// The base, if nothing speaks against it. A program without PT_PHDR is one that lies where it says.
    pub fn plain(self) -> Option<u64> {
        self.implied.filter(|&bias| bias == self.stated.unwrap_or(0))
    }

    pub fn each(self) -> impl Iterator<Item = u64> {
        self.stated.into_iter().chain(self.implied).chain([0])
    }

    /// The base if no ELF header bears any out.
    pub fn likeliest(self) -> u64 {
        self.stated.or(self.implied).unwrap_or(0)
    }
}

/// Where the byte at this offset of the file lies at base 0.
fn in_memory(headers: Table<Phdr>, offset: u64) -> Option<u64> {
    let holds = |p: &Phdr| p.kind == PT_LOAD && offset.checked_sub(p.offset).is_some_and(|at| at < p.filesz);
    headers.iter().find(holds).map(|p| p.vaddr.wrapping_add(offset.wrapping_sub(p.offset)))
}

/// Where the ELF header lies at base 0, if it is in memory.
pub fn header(headers: Table<Phdr>) -> Option<u64> {
    in_memory(headers, 0)
}

/// Is this the ELF header of a program with this base?
pub fn bears_out(header: &Ehdr, headers: Table<Phdr>, placed: Placed, bias: u64) -> bool {
    let lie = in_memory(headers, header.phoff).map(|vaddr| vaddr.wrapping_add(bias));
    header.ident.starts_with(&MAGIC)
        && usize::from(header.phnum) == headers.len()
        && header.entry.wrapping_add(bias) == placed.entry
        && lie == Some(placed.headers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    const BASE: u64 = 0x5555_5555_4000;

    fn segment(offset: u64, vaddr: u64) -> Phdr {
        Phdr {
            kind: PT_LOAD,
            flags: 4,
            offset,
            vaddr,
            paddr: vaddr,
            filesz: 0x1000,
            memsz: 0x1000,
            align: 0x1000,
        }
    }

    fn table(headers: &[Phdr]) -> Table<Phdr> {
        Table::of(headers.to_vec().leak())
    }

    /// Text at 0 with the ELF header, data behind it, in which the headers lie at offset `phoff`; PT_PHDR as stated.
    fn candidates(phoff: u64, stated: Option<u64>) -> Candidates {
        let own = stated.map(|vaddr| Phdr { kind: PT_PHDR, ..segment(phoff, vaddr) });
        let headers: Vec<Phdr> = [segment(0, 0), segment(0x1000, 0x3000)].into_iter().chain(own).collect();
        let table = table(&headers);
        let vaddr = in_memory(table, phoff).expect("a segment holds them");
        Candidates::of(table, Placed { headers: BASE.wrapping_add(vaddr), entry: BASE })
    }

    #[test]
    fn behind_the_elf_header() {
        assert_eq!(candidates(64, Some(64)).plain(), Some(BASE));
        // Nobody says that it is not a program for one address.
        assert_eq!(candidates(64, None).plain(), None);
        assert_eq!(candidates(64, None).likeliest(), BASE);
    }

    #[test]
    fn elsewhere() {
        let moved = candidates(0x1200, Some(0x3200));
        assert_eq!((moved.plain(), moved.likeliest()), (None, BASE));
        assert_eq!(moved.each().collect::<Vec<_>>(), [BASE, BASE + 0x3200 - 64, 0]);
    }

    #[test]
    fn an_elf_header_decides() {
        let headers = table(&[segment(0, 0)]);
        let header = Ehdr {
            ident: *b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0",
            kind: 3,
            machine: 62,
            version: 1,
            entry: 0x100,
            phoff: 0x200,
            shoff: 0,
            flags: 0,
            ehsize: 64,
            phentsize: 56,
            phnum: 1,
            shentsize: 0,
            shnum: 0,
            shstrndx: 0,
        };
        let placed = Placed { headers: BASE + 0x200, entry: BASE + 0x100 };
        assert!(bears_out(&header, headers, placed, BASE));
        assert!(!bears_out(&header, headers, placed, BASE + 0x1000));
        assert!(!bears_out(&Ehdr { phoff: 64, ..header }, headers, placed, BASE));
    }
}
