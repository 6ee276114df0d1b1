//! The known layouts, one file per distinct one.
//!
//! In: nothing. Out: [`ALL`], searched by `evidence::choose`. A new libc is a new file, made by `cargo xtask layouts`, and
//! a line here. The first one serves programs without libc.

mod debian_2_31;
mod debian_2_36;
mod debian_2_41;
mod debian_2_43;

pub use debian_2_31::DEBIAN_2_31;
pub use debian_2_36::DEBIAN_2_36;
pub use debian_2_41::DEBIAN_2_41;
pub use debian_2_43::DEBIAN_2_43;

use crate::glibc::layout::Layout;

pub static ALL: [&Layout; 4] = [&DEBIAN_2_36, &DEBIAN_2_31, &DEBIAN_2_41, &DEBIAN_2_43];
