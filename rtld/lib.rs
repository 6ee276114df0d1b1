//! rtld: a dynamic linker for Linux, a drop-in for glibc's `ld-linux-x86-64.so.2`.
//!
//! The library holds everything but the exported names: linking it into a test changes nothing (no allocator, no panic
//! handler, no symbol of C). The pipeline, which `start` runs once and every dlopen again:
//!
//! search → map → parse → versions → scope → tls → relocate → protect → commit → init
//!
//! What a stage decides is in `plan/`, what it does in `link/`, under the same name where one file holds it (README.md has the
//! table: mapping and parsing are both `link/load`, with `mem/image`). Modules, by and large, in the order in which they
//! depend on each other; all may name `error`, `trace` and `arch`, and what has something to tell names `say`:
#![cfg_attr(not(test), no_std)]
#![deny(unsafe_op_in_unsafe_fn)]
#![warn(clippy::undocumented_unsafe_blocks)]

extern crate alloc;

pub mod bytes;
pub mod error;
pub mod gather;
pub mod sort;
pub mod trace;

#[path = "../arch/mod.rs"]
pub mod arch;

pub mod elf;
pub mod plan;

pub mod sys;

pub mod mem;
pub mod nursery;

pub mod link;

pub mod glibc;

pub mod say;

pub mod start;
