//! Executable stacks: PT_GNU_STACK with PF_X, or none at all (an old file).
//!
//! In: an object that has just been mapped, and the name it was asked for by. Out: every stack executable if it asks for
//! that, as glibc 2.36 does for start-up and dlopen alike. Must not: refuse what glibc grants.

use crate::elf::PF_X;
use crate::error::{Error, MapError, Result, What};
use crate::link::linker::linker;
use crate::link::object::ObjectRef;

/// Grants what `object` asks for, unless it is only looked at.
pub fn grant(object: ObjectRef, name: &[u8]) -> Result<()> {
    // A file without the header asks for an executable stack (psABI's default before PT_GNU_STACK).
    let wanted = object.stack_flags.unwrap_or(PF_X);
    if wanted & PF_X == 0 || linker().stack_flags.get() & PF_X != 0 || linker().options().look_only {
        return Ok(());
    }
    linker()
        .tenant()
        .stacks_executable()
        .map_err(|errno| Error::with_errno(name, What::Map(MapError::ExecutableStack), errno))
}
