//! What we decide: where to look, what to map, which symbol wins, what to store, in which order to initialise.
//!
//! In: what `elf/` read, options. Out: values. Pure: no system call, no raw memory, no foreign call, so that every
//! decision is tested and fuzzed on the host. Must not: name `sys`, `mem`, `link` or `say`.

pub mod bias;
pub mod cache;
pub mod command_line;
pub mod customs;
pub mod debug_words;
pub mod glob;
pub mod hwcaps;
pub mod index;
pub mod init;
pub mod init_moves;
pub mod lookup;
pub mod map;
pub mod number;
pub mod options;
pub mod paths;
pub mod profile;
pub mod relocate;
pub mod search;
pub mod tls;
pub mod tokens;
