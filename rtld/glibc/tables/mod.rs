//! The known layouts, one file per distinct one.
//!
//! In: nothing. Out: [`ALL`], searched by `evidence::choose`. A new libc is a new file and a line here.

mod debian_2_36;
mod debian_2_41;

pub use debian_2_36::DEBIAN_2_36;
pub use debian_2_41::DEBIAN_2_41;

use crate::glibc::layout::Layout;

pub static ALL: [&Layout; 2] = [&DEBIAN_2_36, &DEBIAN_2_41];
