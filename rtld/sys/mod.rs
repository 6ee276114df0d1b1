//! What the kernel does: typed system calls and nothing else.
//!
//! In: typed arguments. Out: `Result<_, Errno>`. Must not: decide anything (no policy), or know ELF.

pub mod call;
pub mod file;
pub mod map;
pub mod out;
pub mod proc;
