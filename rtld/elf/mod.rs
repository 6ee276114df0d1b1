//! What the file says: the structures of the gABI and their GNU extensions, and nothing about what
//! to do with them. Pure: reads through `bytes::View` and `bytes::Space`, allocates nothing it is not
//! asked for, and answers a wrong file with a typed `Error`, never with a panic.

pub mod dynamic;
pub mod header;
pub mod notes;
pub mod relocs;
#[cfg(test)]
pub mod sample;
pub mod symbols;
pub mod vaddr;
pub mod versions;

use crate::bytes::Pod;

/// `Elf64_Ehdr` (gABI, ELF Header).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Ehdr {
    pub ident: [u8; 16],
    pub kind: u16,
    pub machine: u16,
    pub version: u32,
    pub entry: u64,
    pub phoff: u64,
    pub shoff: u64,
    pub flags: u32,
    pub ehsize: u16,
    pub phentsize: u16,
    pub phnum: u16,
    pub shentsize: u16,
    pub shnum: u16,
    pub shstrndx: u16,
}

/// `Elf64_Phdr` (gABI, Program Header).
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phdr {
    pub kind: u32,
    pub flags: u32,
    pub offset: u64,
    pub vaddr: u64,
    pub paddr: u64,
    pub filesz: u64,
    pub memsz: u64,
    pub align: u64,
}

/// `Elf64_Dyn` (gABI, Dynamic Section).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Dyn {
    pub tag: i64,
    pub value: u64,
}

/// `Elf64_Sym` (gABI, Symbol Table).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Sym {
    pub name: u32,
    pub info: u8,
    pub other: u8,
    pub shndx: u16,
    pub value: u64,
    pub size: u64,
}

impl Sym {
    /// The null symbol (STN_UNDEF).
    pub const UNDEFINED: Sym = Sym { name: 0, info: 0, other: 0, shndx: SHN_UNDEF, value: 0, size: 0 };

    /// Global or weak (or unique), and of default visibility: scopes settle what it means.
    #[inline(always)]
    pub const fn is_shared(&self) -> bool {
        const LOWEST: u32 = (STB_GLOBAL as u32) << 4;
        // Binding and visibility: from the lowest that counts to all bits of the binding.
        (self.traits() & 0x3f0).wrapping_sub(LOWEST) < 0x100 - LOWEST
    }

    /// What nearly all definitions are: a function, IFUNC, variable or untyped, global or weak, of default visibility, at a
    /// place in a section.
    #[inline(always)]
    pub const fn is_plain(&self) -> bool {
        const TYPES: u32 = 1 << STT_NOTYPE | 1 << STT_OBJECT | 1 << STT_FUNC | 1 << STT_GNU_IFUNC;
        // From STB_GLOBAL on, sixteen types for each binding.
        const INFOS: u32 = TYPES << 16 | TYPES;
        const SECTIONS: u32 = (SHN_LORESERVE as u32 - 1) << 16;
        let traits = self.traits();
        let info = (traits & 0xff).wrapping_sub((STB_GLOBAL as u32) << 4);
        let is_in_section = traits.wrapping_sub(1 << 16) < SECTIONS;
        info < 32 && INFOS >> info & 1 != 0 && traits & 0x300 == 0 && is_in_section && self.value != 0
    }

    /// st_info, st_other and st_shndx as they lie in memory: one load for what is asked of every symbol.
    #[inline(always)]
    const fn traits(&self) -> u32 {
        self.info as u32 | (self.other as u32) << 8 | (self.shndx as u32) << 16
    }
}

/// `Elf64_Rela` (gABI, Relocation).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Rela {
    pub offset: u64,
    pub info: u64,
    pub addend: i64,
}

impl Rela {
    pub const fn symbol(&self) -> usize {
        (self.info >> 32) as usize
    }

    pub const fn number(&self) -> u32 {
        self.info as u32
    }
}

/// `Elf64_Verdef`, `Elf64_Verdaux`, `Elf64_Verneed`, `Elf64_Vernaux` (LSB, Symbol Versioning). Links count from the
/// record that holds them.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Verdef {
    pub version: u16,
    pub flags: u16,
    pub index: u16,
    pub count: u16,
    pub hash: u32,
    pub aux: u32,
    pub next: u32,
}

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Verdaux {
    pub name: u32,
    pub next: u32,
}

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Verneed {
    pub version: u16,
    pub count: u16,
    pub file: u32,
    pub aux: u32,
    pub next: u32,
}

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Vernaux {
    pub hash: u32,
    pub flags: u16,
    /// What DT_VERSYM calls it.
    pub other: u16,
    pub name: u32,
    pub next: u32,
}

// SAFETY: repr(C), integers only, no padding (sizes asserted below).
unsafe impl Pod for Ehdr {}
// SAFETY: as above.
unsafe impl Pod for Phdr {}
// SAFETY: as above.
unsafe impl Pod for Dyn {}
// SAFETY: as above.
unsafe impl Pod for Sym {}
// SAFETY: as above.
unsafe impl Pod for Rela {}
// SAFETY: as above.
unsafe impl Pod for Verdef {}
// SAFETY: as above.
unsafe impl Pod for Verdaux {}
// SAFETY: as above.
unsafe impl Pod for Verneed {}
// SAFETY: as above.
unsafe impl Pod for Vernaux {}

const _: () = assert!(size_of::<Ehdr>() == 64 && size_of::<Phdr>() == 56 && size_of::<Dyn>() == 16);
const _: () = assert!(size_of::<Sym>() == 24 && size_of::<Rela>() == 24);
const _: () = assert!(size_of::<Verdef>() == 20 && size_of::<Verdaux>() == 8);
const _: () = assert!(size_of::<Verneed>() == 16 && size_of::<Vernaux>() == 16);

pub const ET_EXEC: u16 = 2;
pub const ET_DYN: u16 = 3;

pub const PT_LOAD: u32 = 1;
pub const PT_DYNAMIC: u32 = 2;
pub const PT_INTERP: u32 = 3;
pub const PT_NOTE: u32 = 4;
pub const PT_PHDR: u32 = 6;
pub const PT_TLS: u32 = 7;
pub const PT_GNU_EH_FRAME: u32 = 0x6474_e550;
pub const PT_GNU_STACK: u32 = 0x6474_e551;
pub const PT_GNU_RELRO: u32 = 0x6474_e552;
pub const PT_GNU_PROPERTY: u32 = 0x6474_e553;

pub const PF_X: u32 = 1;
pub const PF_W: u32 = 2;
pub const PF_R: u32 = 4;

pub const SHN_UNDEF: u16 = 0;
/// From here on not a section's number.
pub const SHN_LORESERVE: u16 = 0xff00;
pub const SHN_ABS: u16 = 0xfff1;

pub const STB_LOCAL: u8 = 0;
pub const STB_GLOBAL: u8 = 1;
pub const STB_WEAK: u8 = 2;
pub const STB_GNU_UNIQUE: u8 = 10;

pub const STT_NOTYPE: u8 = 0;
pub const STT_OBJECT: u8 = 1;
pub const STT_FUNC: u8 = 2;
pub const STT_COMMON: u8 = 5;
pub const STT_TLS: u8 = 6;
pub const STT_GNU_IFUNC: u8 = 10;

pub const STV_DEFAULT: u8 = 0;
pub const STV_INTERNAL: u8 = 1;
pub const STV_HIDDEN: u8 = 2;
pub const STV_PROTECTED: u8 = 3;

impl Sym {
    /// One of `STB_*`.
    #[inline]
    pub const fn binding(&self) -> u8 {
        self.info >> 4
    }

    /// One of `STT_*`.
    #[inline]
    pub const fn kind(&self) -> u8 {
        self.info & 0xf
    }

    /// One of `STV_*`.
    #[inline]
    pub const fn visibility(&self) -> u8 {
        self.other & 3
    }
}

// The tags of `Dyn` (gABI, Dynamic Section; LSB, Symbol Versioning; Solaris "Linker and Libraries Guide").
pub const DT_NULL: i64 = 0;
pub const DT_NEEDED: i64 = 1;
pub const DT_PLTRELSZ: i64 = 2;
pub const DT_PLTGOT: i64 = 3;
pub const DT_HASH: i64 = 4;
pub const DT_STRTAB: i64 = 5;
pub const DT_SYMTAB: i64 = 6;
pub const DT_RELA: i64 = 7;
pub const DT_RELASZ: i64 = 8;
pub const DT_RELAENT: i64 = 9;
pub const DT_STRSZ: i64 = 10;
pub const DT_SYMENT: i64 = 11;
pub const DT_INIT: i64 = 12;
pub const DT_FINI: i64 = 13;
pub const DT_SONAME: i64 = 14;
pub const DT_RPATH: i64 = 15;
pub const DT_SYMBOLIC: i64 = 16;
pub const DT_PLTREL: i64 = 20;
pub const DT_DEBUG: i64 = 21;
pub const DT_TEXTREL: i64 = 22;
pub const DT_JMPREL: i64 = 23;
pub const DT_BIND_NOW: i64 = 24;
pub const DT_INIT_ARRAY: i64 = 25;
pub const DT_FINI_ARRAY: i64 = 26;
pub const DT_INIT_ARRAYSZ: i64 = 27;
pub const DT_FINI_ARRAYSZ: i64 = 28;
pub const DT_RUNPATH: i64 = 29;
pub const DT_FLAGS: i64 = 30;
pub const DT_PREINIT_ARRAY: i64 = 32;
pub const DT_PREINIT_ARRAYSZ: i64 = 33;
pub const DT_RELRSZ: i64 = 35;
pub const DT_RELR: i64 = 36;
pub const DT_RELRENT: i64 = 37;
pub const DT_GNU_HASH: i64 = 0x6fff_fef5;
pub const DT_DEPAUDIT: i64 = 0x6fff_fefb;
pub const DT_AUDIT: i64 = 0x6fff_fefc;
pub const DT_VERSYM: i64 = 0x6fff_fff0;
pub const DT_RELACOUNT: i64 = 0x6fff_fff9;
pub const DT_FLAGS_1: i64 = 0x6fff_fffb;
pub const DT_VERDEF: i64 = 0x6fff_fffc;
pub const DT_VERDEFNUM: i64 = 0x6fff_fffd;
pub const DT_VERNEED: i64 = 0x6fff_fffe;
pub const DT_VERNEEDNUM: i64 = 0x6fff_ffff;
pub const DT_AUXILIARY: i64 = 0x7fff_fffd;
pub const DT_FILTER: i64 = 0x7fff_ffff;

// Bits of DT_FLAGS.
pub const DF_SYMBOLIC: u64 = 2;
pub const DF_TEXTREL: u64 = 4;
pub const DF_BIND_NOW: u64 = 8;
pub const DF_STATIC_TLS: u64 = 0x10;

// Bits of DT_FLAGS_1.
pub const DF_1_NOW: u64 = 1;
pub const DF_1_NODELETE: u64 = 8;
pub const DF_1_INITFIRST: u64 = 0x20;
pub const DF_1_NOOPEN: u64 = 0x40;
pub const DF_1_ORIGIN: u64 = 0x80;
pub const DF_1_NODEFLIB: u64 = 0x800;
pub const DF_1_PIE: u64 = 0x0800_0000;
/// Those that glibc honours, or may pass over because others do the work.
pub const DF_1_SUPPORTED: u64 =
    DF_1_NOW | DF_1_NODELETE | DF_1_INITFIRST | DF_1_NOOPEN | DF_1_ORIGIN | DF_1_NODEFLIB | DF_1_PIE;
