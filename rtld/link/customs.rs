//! Whose customs are followed: those of the libc in use.
//!
//! In: a libc that was considered, or the need to know before there is one. Out: `customs()`. Must not: load anything for
//! good; what is looked at ahead is unmapped again, and no line of LD_DEBUG tells of it.

use crate::link::linker::linker;
use crate::link::load;
use crate::link::locate;
use crate::plan::customs::Customs;
use crate::plan::search::Config;
use crate::trace;

/// The customs of the libc in use.
pub fn customs() -> Customs {
    linker().customs.get().unwrap_or(Customs::USUAL)
}

/// A libc of this release is in use, or will be.
pub fn settle(customs: Customs) {
    linker().customs.set(Some(customs));
}

/// Looks which libc will be found, for who cannot wait. Not by the program's DT_RUNPATH: that is what needs to know.
#[cold]
pub fn ask_ahead() {
    if let Some(config) = locate::config() {
        ask_ahead_by(config);
    }
}

/// The same for a search that is going on.
#[cold]
pub fn ask_ahead_by(config: Config) {
    if linker().customs.get().is_some() {
        return;
    }
    let mask = trace::mask();
    trace::set_mask(0);
    let found = locate::find_apart(config, b"libc.so.6");
    let release =
        found.and_then(|found| load::look(found, |libc| linker().tenant().release(libc)).ok()).flatten();
    trace::set_mask(mask);
    if let Some(release) = release {
        settle(Customs::of(release));
    }
}
