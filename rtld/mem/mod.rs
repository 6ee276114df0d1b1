//! Raw memory: the loader's heap, mapped images, the initial stack, the calls into foreign code, the lock.
//!
//! In: addresses that the kernel or `link/` vouch for. Out: checked access to them. Must not: hold policy
//! (what to load, which symbol wins, in what order).

pub mod cell;
pub mod foreign;
pub mod heap;
pub mod image;
pub mod lock;
pub mod profile;
pub mod stack;
