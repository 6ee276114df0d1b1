//! x86-64 (psABI, "System V Application Binary Interface, AMD64 Architecture Processor Supplement", LP64).
//!
//! Out: relocation numbers as `RelocKind`, the constants of the machine, and from its rooms: `state` (saving vector
//! registers), `cpu` (instructions), `catch` (the jump of a raised error), `nr` (system calls), `text` (names), `code`
//! (instructions as data).
//! Must not: compute a relocation; the formulas are at `RelocKind`, once for all machines.
//! Called by: everybody through `native`.

#[cfg(target_arch = "x86_64")]
pub mod catch;
pub mod code;
pub mod state;

#[cfg(target_arch = "x86_64")]
pub mod cpu;
pub mod nr;
#[cfg(target_arch = "x86_64")]
pub mod text;

use crate::plan::relocate::RelocKind;

/// EM_X86_64. With ELFCLASS64 and ELFDATA2LSB: x32 (ELFCLASS32) is another machine.
pub const ELF_MACHINE: u16 = 62;
pub const PAGE_SIZE: usize = 4096;

/// The relocation of `RelocKind::Relative`.
pub const RELATIVE: u32 = 8;

/// Number and kind, psABI table 4.9 ("Relocation Types"). Only what may appear in a loadable file: the link editor
/// resolves the rest, and a file that has it anyway is told so.
const RELOCATIONS: [(u32, RelocKind); 16] = [
    (0, RelocKind::None),            // R_X86_64_NONE
    (1, RelocKind::Absolute),        // R_X86_64_64
    (2, RelocKind::Pc32),            // R_X86_64_PC32
    (5, RelocKind::Copy),            // R_X86_64_COPY
    (6, RelocKind::GotEntry),        // R_X86_64_GLOB_DAT
    (7, RelocKind::PltEntry),        // R_X86_64_JUMP_SLOT
    (RELATIVE, RelocKind::Relative), // R_X86_64_RELATIVE
    (10, RelocKind::Abs32),          // R_X86_64_32
    (16, RelocKind::TlsModule),      // R_X86_64_DTPMOD64
    (17, RelocKind::TlsOffset),      // R_X86_64_DTPOFF64
    (18, RelocKind::TlsStatic),      // R_X86_64_TPOFF64
    (32, RelocKind::Size32),         // R_X86_64_SIZE32
    (33, RelocKind::Size64),         // R_X86_64_SIZE64
    (36, RelocKind::TlsDesc),        // R_X86_64_TLSDESC
    (37, RelocKind::IRelative),      // R_X86_64_IRELATIVE
    (38, RelocKind::Relative64),     // R_X86_64_RELATIVE64: x32's way to relocate a 64-bit word
];

/// The table by number, for the relocation loop.
const KINDS: [RelocKind; 39] = {
    let mut kinds = [RelocKind::None; 39];
    let mut number = 0;
    while number < kinds.len() {
        kinds[number] = RelocKind::Unknown(number as u32);
        number += 1;
    }
    let mut row = 0;
    while row < RELOCATIONS.len() {
        kinds[RELOCATIONS[row].0 as usize] = RELOCATIONS[row].1;
        row += 1;
    }
    kinds
};

/// What relocation `number` asks for.
#[inline]
pub const fn reloc_kind(number: u32) -> RelocKind {
    if (number as usize) < KINDS.len() { KINDS[number as usize] } else { RelocKind::Unknown(number) }
}

/// The relocations that store a symbol's address and need nothing else, as sets of numbers: a bit each, all below 64. The
/// loop that is all about them has no time for the table.
pub struct Symbolic {
    absolute: u64,
    got: u64,
    plt: u64,
}

pub const SYMBOLIC: Symbolic = {
    let mut sets = Symbolic { absolute: 0, got: 0, plt: 0 };
    let mut row = 0;
    while row < RELOCATIONS.len() {
        match RELOCATIONS[row] {
            (number, RelocKind::Absolute) => sets.absolute |= 1 << number,
            (number, RelocKind::GotEntry) => sets.got |= 1 << number,
            (number, RelocKind::PltEntry) => sets.plt |= 1 << number,
            _ => {}
        }
        row += 1;
    }
    sets
};

impl Symbolic {
    #[inline(always)]
    pub const fn has(&self, number: u32) -> bool {
        number < u64::BITS && (self.absolute | self.got | self.plt) >> number & 1 != 0
    }

    /// Does the addend of one of these count?
    #[inline(always)]
    pub const fn adds(&self, number: u32) -> bool {
        self.absolute.wrapping_shr(number) & 1 != 0
    }

    /// Is one of these for a slot of the PLT?
    #[inline(always)]
    pub const fn is_plt(&self, number: u32) -> bool {
        self.plt.wrapping_shr(number) & 1 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_kinds_correspond() {
        assert_eq!(reloc_kind(8), RelocKind::Relative);
        assert_eq!(reloc_kind(7), RelocKind::PltEntry);
        assert_eq!(reloc_kind(36), RelocKind::TlsDesc);
        for (number, kind) in RELOCATIONS {
            assert_eq!(reloc_kind(number), kind);
            assert_eq!(SYMBOLIC.is_plt(number), kind == RelocKind::PltEntry);
            assert_eq!(SYMBOLIC.adds(number), kind == RelocKind::Absolute);
            let address = matches!(kind, RelocKind::Absolute | RelocKind::GotEntry | RelocKind::PltEntry);
            assert_eq!(SYMBOLIC.has(number), address);
        }
    }

    #[test]
    fn other_numbers_keep_their_number() {
        for number in [3, 4, 9, 11, 19, 23, 24, 35, 39, 40, u32::MAX] {
            assert_eq!(reloc_kind(number), RelocKind::Unknown(number));
            assert!(!SYMBOLIC.has(number));
        }
    }
}
