//! The known layouts, one file per distinct one.
//!
//! In: nothing. Out: [`ALL`], searched by `evidence::choose`, or by the build that a table was read from. A new libc is a new
//! file, made by `cargo xtask layouts`, and a line here. The first one serves programs without libc.
//!
//! A release as its authors published it has upstream's, unless a distribution of that release has the same in all that libc looks
//! at. What they put on its branch afterwards, and distributions take from there, may change a layout: the tables of a branch are
//! named by the month of the first change; a state that lasted for days has none. States that look the same from outside, and
//! differ only in what they judge of processors or in what libc does not read, share one (2.33, 2.34, 2.39).

mod branch_2_33_2022_01;
mod branch_2_33_2022_05;
mod branch_2_34_2021_10;
mod branch_2_34_2023_04;
mod branch_2_35_2023_04;
mod branch_2_35_2023_09;
mod branch_2_36_2023_04;
mod branch_2_37_2023_04;
mod branch_2_37_2023_09;
mod branch_2_38_2023_09;
mod branch_2_38_2025_08;
mod branch_2_39_2024_04;
mod branch_2_39_2025_04;
mod debian_2_31;
mod debian_2_36;
mod debian_2_41;
mod debian_2_43;
mod debian_2_44;
mod ubuntu_2_39;
mod upstream_2_31;
mod upstream_2_32;
mod upstream_2_33;
mod upstream_2_34;
mod upstream_2_35;
mod upstream_2_36;
mod upstream_2_37;
mod upstream_2_38;
mod upstream_2_39;
mod upstream_2_40;
mod upstream_2_42;

pub use debian_2_31::DEBIAN_2_31;
pub use debian_2_36::DEBIAN_2_36;
pub use debian_2_41::DEBIAN_2_41;
pub use debian_2_43::DEBIAN_2_43;

use crate::glibc::layout::{BuildId, Layout};
use crate::glibc::tunables::Name;

/// Not references to them: those would have to be relocated at every start, in a page that would be dirty from then on.
pub static ALL: [Layout; 30] = [
    DEBIAN_2_36,
    DEBIAN_2_31,
    DEBIAN_2_41,
    DEBIAN_2_43,
    debian_2_44::DEBIAN_2_44,
    ubuntu_2_39::UBUNTU_2_39,
    upstream_2_31::UPSTREAM_2_31,
    upstream_2_32::UPSTREAM_2_32,
    upstream_2_33::UPSTREAM_2_33,
    upstream_2_34::UPSTREAM_2_34,
    upstream_2_35::UPSTREAM_2_35,
    upstream_2_36::UPSTREAM_2_36,
    upstream_2_37::UPSTREAM_2_37,
    upstream_2_38::UPSTREAM_2_38,
    upstream_2_39::UPSTREAM_2_39,
    upstream_2_40::UPSTREAM_2_40,
    upstream_2_42::UPSTREAM_2_42,
    branch_2_33_2022_01::BRANCH_2_33_2022_01,
    branch_2_33_2022_05::BRANCH_2_33_2022_05,
    branch_2_34_2021_10::BRANCH_2_34_2021_10,
    branch_2_34_2023_04::BRANCH_2_34_2023_04,
    branch_2_35_2023_04::BRANCH_2_35_2023_04,
    branch_2_35_2023_09::BRANCH_2_35_2023_09,
    branch_2_36_2023_04::BRANCH_2_36_2023_04,
    branch_2_37_2023_04::BRANCH_2_37_2023_04,
    branch_2_37_2023_09::BRANCH_2_37_2023_09,
    branch_2_38_2023_09::BRANCH_2_38_2023_09,
    branch_2_38_2025_08::BRANCH_2_38_2025_08,
    branch_2_39_2024_04::BRANCH_2_39_2024_04,
    branch_2_39_2025_04::BRANCH_2_39_2025_04,
];

/// Has a release this tunable? What is not known of it counts as had.
pub fn have(release: u16, tunable: Name) -> bool {
    let mut of_release = ALL.iter().filter(|layout| layout.version.release() == Some(release)).peekable();
    of_release.peek().is_none() || of_release.any(|layout| layout.tunables.contains(&tunable))
}

/// The table that was read from this very build.
pub fn of_build(id: BuildId) -> Option<&'static Layout> {
    ALL.iter().find(|layout| layout.build == Some(id))
}
