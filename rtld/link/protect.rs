//! PROTECT: read-only after relocation (PT_GNU_RELRO).
//!
//! In: a relocated object. Out: its RELRO pages write-protected. Must not: run before the lazy pass over the PLT, which
//! writes GOT[1] and GOT[2].

use crate::error::{Error, MapError, Result, What};
use crate::link::object::ObjectRef;

pub fn protect(object: ObjectRef) -> Result<()> {
    let Some((vaddr, size)) = object.relro() else { return Ok(()) };
    object
        .image
        .protect_relro(vaddr, size)
        .map_err(|errno| Error::with_errno(object.name.as_bytes(), What::Map(MapError::Protect), errno))
}
