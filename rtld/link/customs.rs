//! Whose customs are followed: those of the libc in use.
//!
//! In: a libc that was considered, or the need to know before there is one. Out: `customs()`. Must not: load anything for
//! good; what is looked at ahead is unmapped again, and no line of LD_DEBUG tells of it.

use crate::link::linker::linker;
use crate::link::load;
use crate::link::locate;
use crate::link::object::Object;
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
    if let Some(release) = look(config, |libc| linker().tenant().release(libc)).flatten() {
        settle(Customs::of(release));
    }
}

/// Tells the tenant of the libc that will be found, before a thread is made for an auditor that came without one.
#[cold]
pub fn introduce_ahead() {
    let tenant = linker().tenant();
    if tenant.awaits_libc()
        && let Some(config) = locate::config()
    {
        look(config, |libc| tenant.expect(libc));
    }
}

fn look<R>(config: Config, of: impl FnOnce(&Object) -> R) -> Option<R> {
    let mask = trace::mask();
    trace::set_mask(0);
    // In silence until it is found: the tenant then tells libc what is asked for.
    let of = |libc: &Object| {
        trace::set_mask(mask);
        of(libc)
    };
    let answer = locate::find_apart(config, b"libc.so.6").and_then(|found| load::look(found, of).ok());
    trace::set_mask(mask);
    answer
}
