//! Faults: the kernel says no, once, at each system call of the loader in turn.
//!
//! In: a loader and a folder to work in. Out: for every system call of a start-up, of a dlopen and of a dlclose, and for
//! every error number that fits it, what became of the program: a table. Shared by `tests/faults.rs` (a bounded run) and
//! `cargo xtask faults` (all of it). Must not: fail calls that the program or its libraries make.

pub mod calls;
pub mod campaign;
#[allow(dead_code)] // The task does without.
pub mod limits;
#[allow(dead_code)] // The harness uses the rest.
#[path = "../harness/loader.rs"]
pub mod loader;
pub mod scenes;
pub mod tracer;
