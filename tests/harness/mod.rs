//! The parts of the program-test harness; `tests/run.rs` is the only user.

pub mod case;
pub mod directives;
pub mod exec;
pub mod loader;
pub mod real;
pub mod system;
