//! Executable stacks: PT_GNU_STACK with PF_X, or none at all (an old file).
//!
//! In: an object that has just been mapped, and the name it was asked for by; what the user wants of stacks. Out: every stack
//! executable if it asks for that, as glibc 2.36 does for start-up and dlopen alike, and later releases at start-up only. Must
//! not: refuse what glibc grants.

use crate::elf::PF_X;
use crate::error::{Errno, Error, MapError, Result, What};
use crate::link::customs::{ask_ahead, customs};
use crate::link::linker::linker;
use crate::link::object::ObjectRef;
use crate::link::tenant::Stacks;

/// Grants what `object` asks for, unless it is only looked at.
pub fn grant(object: ObjectRef, name: &[u8]) -> Result<()> {
    // A file without the header asks for an executable stack (psABI's default before PT_GNU_STACK).
    let wanted = object.stack_flags.unwrap_or(PF_X);
    if wanted & PF_X == 0 || are_executable() || linker().options().look_only {
        return Ok(());
    }
    let granted = if may_change() { linker().tenant().make_stacks_executable() } else { Err(Errno::INVAL) };
    granted.map_err(|errno| Error::with_errno(name, What::Map(MapError::ExecutableStack), errno))
}

/// What the user wants, once the program is there and nothing of what it needs.
pub fn settle() -> Result<()> {
    let refuse = |what| Err(Error::new(b"", What::Map(what)));
    match wanted() {
        Stacks::NeverExecutable if are_executable() => refuse(MapError::StackForbidden),
        Stacks::AlwaysExecutable if !are_executable() => {
            let made = linker().tenant().make_stacks_executable();
            made.or_else(|_| refuse(MapError::StackDemanded))
        }
        _ => Ok(()),
    }
}

fn are_executable() -> bool {
    linker().stack_flags.get() & PF_X != 0
}

/// May a file's wish change what is?
fn may_change() -> bool {
    let settled = linker().is_running() && customs().stacks_are_settled_at_start();
    !settled && wanted() == Stacks::AsFilesAsk
}

/// What the user wants, if the libc that will be used is one that hears it.
fn wanted() -> Stacks {
    match linker().tenant().stacks() {
        Stacks::AsFilesAsk => Stacks::AsFilesAsk,
        other => {
            ask_ahead();
            if customs().stacks_are_settled_at_start() { other } else { Stacks::AsFilesAsk }
        }
    }
}
