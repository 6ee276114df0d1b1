//! Executable stacks: PT_GNU_STACK with PF_X, or none at all (an old file).
//!
//! In: an object that is being loaded. Out: every stack executable if it asks for that, as glibc 2.36 does for start-up and
//! dlopen alike. Must not: refuse what glibc grants.

use crate::elf::PF_X;
use crate::error::{Error, MapError, Result, What};
use crate::link::linker::linker;
use crate::link::object::{Kind, ObjectRef};

/// Grants what `object` asks for.
pub fn grant(object: ObjectRef) -> Result<()> {
    // A file without the header asks for an executable stack (psABI's default before PT_GNU_STACK).
    let wanted = object.stack_flags.unwrap_or(PF_X);
    if object.kind == Kind::Vdso || wanted & PF_X == 0 || linker().stack_flags.get() & PF_X != 0 {
        return Ok(());
    }
    linker().tenant().stacks_executable().map_err(|errno| {
        Error::with_errno(object.name.as_bytes(), What::Map(MapError::ExecutableStack), errno)
    })
}
