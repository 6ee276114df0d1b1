//! The machines: what differs between processors, one folder each, the same file names in every folder.
//!
//! Out: `native`, the machine this build runs on: its constants and relocation numbers, which compile on every host, and
//! what is for its processor alone: `cpu` (instructions), `nr` (system call numbers), `text` (names in its widest
//! registers). The folder's `*.S` files are assembled by build.rs and reach the bin only.
//! Must not: decide anything that is not a property of the machine. `cfg(target_arch)` appears nowhere else in the loader.
//!
//! A new machine: a folder, a line here, a line in build.rs.

pub mod x86_64;

#[cfg(target_arch = "x86_64")]
pub use x86_64 as native;
