//! The machines: what differs between processors, one folder each, the same file names in every folder.
//!
//! Out: a `Machine` per folder, pure facts and functions that are compiled (and tested) on every host; and `native`, the
//! machine this build runs on, with what is for its processor alone: `cpu` (instructions), `nr` (system call numbers) and
//! `text` (names in its widest registers). The folder's `*.S` files are assembled by build.rs and reach the bin only.
//! Must not: decide anything that is not a property of the machine. `cfg(target_arch)` appears nowhere else in the loader.
//!
//! A new machine: a folder, a line here, a line in build.rs.

use crate::plan::relocate::RelocKind;

pub mod x86_64;

#[cfg(target_arch = "x86_64")]
pub use x86_64 as native;

/// How a module's thread-local block lies relative to the thread pointer ("ELF Handling For Thread-Local Storage").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsVariant {
    /// Above it, after a fixed header: aarch64, riscv64.
    I,
    /// Below it, growing downwards: x86-64. The thread control block lies at it.
    II,
}

/// What a machine must state. Everything that reads files takes it from here, so that any host can read any machine's.
pub struct Machine {
    /// `uname -m`, and the name of the folder.
    pub name: &'static str,
    /// e_machine.
    pub elf_machine: u16,
    /// The smallest page; segments of loadable files are aligned to it at least.
    pub page_size: usize,
    /// PT_INTERP of its programs, and the soname of the loader within.
    pub interpreter: &'static str,
    pub soname: &'static str,
    /// What $LIB stands for.
    pub lib: &'static str,
    /// Where to look last, in this order.
    pub default_directories: &'static [&'static str],
    pub tls: TlsVariant,
    /// What a relocation number asks for.
    pub reloc_kind: fn(u32) -> RelocKind,
}

/// Every machine this build can read files of.
pub const MACHINES: &[&Machine] = &[&x86_64::MACHINE];
