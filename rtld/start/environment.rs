//! What the environment says to the C library, and what must not be said in it: tunables, and programs with raised privileges.
//!
//! In: the kernel's stack; the options. Out: the tunables by the rules of the release in use; an environment without what is
//! unsafe. Since 2.40 a user can ask that a program be treated as if its privileges were raised
//! (`GLIBC_TUNABLES=glibc.rtld.enable_secure=1`). Must not: decide what is unsafe (`plan`).

use crate::bytes::{Name, Owned};
use crate::glibc::tunables::{self, Alias, Privilege, Refusal, Tunables};
use crate::glibc::{glibc, tables};
use crate::link::customs::{self, customs};
use crate::link::linker::linker;
use crate::mem::stack::Initial;
use crate::plan::command_line::CommandLine;
use crate::plan::customs::{ONCE_UNSAFE, STRICTLY_UNSAFE};
use crate::plan::hwcaps::Processor;
use crate::plan::options::{self, Options};
use crate::plan::search::SYSTEM;
use crate::say::text;
use crate::sys::file;
use crate::trace;
use alloc::ffi::CString;

/// A program with raised privileges and its children do not get to see what could lead them astray
/// (ld.so(8), secure-execution mode).
pub fn clean(initial: Initial) {
    initial.filter_environment(|entry| {
        let variable = variable(&entry);
        if variable == b"GLIBC_TUNABLES" {
            return rewritten(entry.bytes());
        }
        (!options::unsafe_in_secure(variable)).then_some(entry)
    });
}

/// What some releases clean away as well. Early, for libc is told where the auxiliary vector is, and that moves.
pub fn clean_by_release(initial: Initial) {
    let may_be_unsafe = |entry: &Name| {
        let variable = variable(entry);
        STRICTLY_UNSAFE.contains(variable) || ONCE_UNSAFE.contains(variable)
    };
    if !linker().options().secure || !initial.environment().any(|entry| may_be_unsafe(&entry)) {
        return;
    }
    customs::ask_ahead();
    let customs = customs();
    let debugging = !customs.strict_environment() && file::stat(c"/etc/suid-debug").is_ok();
    initial.filter_environment(|entry| {
        let variable = variable(&entry);
        let spared = variable == b"MALLOC_CHECK_" && debugging;
        (spared || !customs.is_unsafe(variable)).then_some(entry)
    });
}

/// Who debugs privileged programs is heard until 2.38 only.
pub fn hear_by_release() {
    let options = linker().options();
    let asks = options.trace_loaded || options.debug_if_suid_debug != 0 || !options.debug_unknown.is_empty();
    if !options.secure || !asks {
        return;
    }
    customs::ask_ahead();
    if customs().strict_environment() {
        linker().set_options(options.without_debugging());
    }
}

/// The name in an entry of the environment; without `=` it is no variable, and harms nobody.
fn variable(entry: &Name) -> &'static [u8] {
    options::assignment(entry.bytes()).map_or(b"", |(name, _)| name)
}

/// GLIBC_TUNABLES without what a privileged program must not hand on.
fn rewritten(entry: &'static [u8]) -> Option<Name> {
    let (_, value) = options::assignment(entry)?;
    let kept = tunables::rewrite(value).ok()?;
    let mut text = b"GLIBC_TUNABLES=".owned();
    text.extend_from_slice(&kept);
    let text = CString::new(text).ok()?;
    // SAFETY: a leaked string: it is part of the environment from now on.
    Some(unsafe { Name::new(text.into_raw().cast()) })
}

/// The variables that may set a tunable, and what they are set to.
fn tuning(initial: &Initial) -> impl Iterator<Item = (&'static [u8], &'static [u8])> {
    let entries = initial.environment().filter(|entry| matches!(entry.first(), b'G' | b'L' | b'M'));
    entries.filter_map(|entry| options::assignment(entry.bytes()))
}

/// The user's settings, and whether every release reads them alike.
pub fn tunables(initial: &Initial, options: &Options) -> (Tunables<'static>, bool) {
    let privilege = if options.secure { Privilege::Secure } else { Privilege::Ordinary };
    let (mut tunables, mut plain) = (Tunables::default(), true);
    for (variable, value) in tuning(initial) {
        if variable == b"GLIBC_TUNABLES" {
            tunables.read(value, privilege);
        } else if tunables.read_alias(variable, value, privilege) == Alias::Unrelated {
            continue;
        }
        plain &= options.secure || tunables::is_plain(variable, value);
    }
    (tunables, plain)
}

/// What is not well formed, newer releases read differently.
#[cold]
pub fn read_tunables_strictly(initial: Initial) {
    customs::ask_ahead();
    if !customs().strict_tunables() {
        return;
    }
    let told = |refusal: Refusal<'_>| match refusal {
        Refusal::Whole(value) => text::invalid_tunables(value),
        // Of what it does not know a libc says nothing.
        Refusal::Value(tunable, value) if tables::have(customs().release(), tunable.name) => {
            text::invalid_tunable(tunable.full.bytes(), value);
        }
        Refusal::Value(..) => {}
    };
    let mut tuned = Tunables::default();
    for (_, value) in tuning(&initial).filter(|(variable, _)| variable == b"GLIBC_TUNABLES") {
        if customs().tunables_can_secure() {
            tunables::refused_security(value).into_iter().for_each(told);
        }
        tuned.read_strictly(value, told);
    }
    for (variable, value) in tuning(&initial) {
        tuned.read_alias_strictly(variable, value, told);
    }
    glibc().reread(tuned);
}

/// Does a tunable of 2.40 ask for what AT_SECURE means?
pub fn asks_for_security(initial: &Initial) -> bool {
    let mut settings = tuning(initial).filter(|(variable, _)| *variable == b"GLIBC_TUNABLES");
    settings.any(|(_, value)| tunables::asks_for_security(value))
}

/// Treats the program so, if the libc that it gets then has that tunable. Says whether it does.
#[cold]
pub fn secure(initial: Initial, line: Option<&CommandLine>, processor: &Processor) -> bool {
    // Of all that the loader is told by variables, these two are heard.
    let heard =
        |entry: &Name| [&b"LD_PRELOAD="[..], b"LD_AUDIT="].iter().any(|v| entry.bytes().starts_with(v));
    let mut options = options::from_environment(initial.environment().filter(heard), true);
    if let Some(line) = line {
        options = options.under(line);
    }
    options.isa_levels = linker().options().isa_levels;
    customs::ask_ahead_by(options.search_config(SYSTEM, processor.clone()));
    if !customs().tunables_can_secure() {
        // The libc of an ordinary program may be another.
        linker().customs.set(None);
        return false;
    }
    trace::set_mask(options.debug);
    linker().set_options(options);
    clean(initial);
    glibc().secure();
    true
}
