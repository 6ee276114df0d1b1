//! The machines: what differs between processors, one folder each, the same file names in every folder.
//!
//! Out: `native`, the machine this build runs on: its constants and relocation numbers, which compile on every host, and
//! what is for its processor alone: `cpu` (instructions), `nr` (system call numbers), `text` (names in its widest
//! registers). The folder's `*.S` files are assembled by build.rs and reach the bin only.
//! Must not: decide anything that is not a property of the machine. `cfg(target_arch)` appears nowhere else in the loader.
//!
//! A new machine: a folder, a line here, a line in build.rs. And what belongs to Debian's port or to glibc's rather than to the
//! processor has its place with what uses it: the directories (`plan/search`), the flag of the cache's entries
//! (`plan/cache`), the names of glibc-hwcaps (`plan/hwcaps`), the numbers of the properties (`plan/map`), the kernel's
//! `struct stat` (`sys/file`), where a thread keeps its dtv (`link/tls/table`).

pub mod x86_64;

#[cfg(target_arch = "x86_64")]
pub use x86_64 as native;
