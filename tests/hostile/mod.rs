//! Hostile files: mutations of libraries that a whole loader must survive.
//!
//! In: a loader, a folder to work in. Out: for each mutated file, what became of the loader that met it. Shared by
//! `tests/hostile.rs` (a bounded run) and `cargo xtask mutate` (a long one). Every mutation is a function of a seed and
//! a number, so that each can be made again. Must not: depend on the loader's own parsers.

pub mod cache;
pub mod campaign;
pub mod child;
pub mod fields;
pub mod found;
pub mod loader;
pub mod memory;
pub mod modes;
pub mod mutate;
pub mod place;
#[path = "../harness/random.rs"]
pub mod random;
pub mod recipes;
pub mod system;
pub mod targets;
pub mod trail;
pub mod variants;
