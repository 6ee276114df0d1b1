//! The kinds of relocation that are met once in a thousand: COPY, 32 bits, sizes, and those that no file should have.
//!
//! In: the object's work and one relocation. Out: its word stored, or an error. Must not: be on the path of the others.

use super::Work;
use crate::bytes::{Name, Owned};
use crate::elf::{Rela, Sym};
use crate::error::{RelocateError, Result, What};
use crate::link::definition::Definition;
use crate::link::linker::linker;
use crate::link::object::ObjectRef;
use crate::link::{tls, unique};
use crate::plan::lookup::Class;
use crate::plan::relocate::{Overflow, Patch, RelocKind, patch};
use crate::say::text;
use alloc::vec::Vec;

impl Work<'_> {
    #[inline(never)]
    pub(super) fn rare(&mut self, rela: &Rela, kind: RelocKind, at: usize) -> Result<()> {
        match kind {
            RelocKind::None => Ok(()),
            RelocKind::Copy => self.copy(rela, at),
            RelocKind::IRelative => {
                self.defer_own(at, rela.addend);
                Ok(())
            }
            RelocKind::TlsModule | RelocKind::TlsOffset | RelocKind::TlsStatic | RelocKind::TlsDesc => {
                tls::relocate::apply(self, rela, kind, at)
            }
            RelocKind::Unknown(number) => {
                Err(self.fail(What::Relocate(RelocateError::UnexpectedType(number))))
            }
            _ => self.arithmetic(rela, kind, at),
        }
    }

    /// The kinds of 32 bits and the sizes.
    fn arithmetic(&mut self, rela: &Rela, kind: RelocKind, at: usize) -> Result<()> {
        let found = self.find(rela.symbol(), Class::NONE)?;
        let value = match found {
            Some(found) => self.address_of(&found)? as u64,
            None => self.value_of_none(rela),
        };
        let size = found.map_or(0, |f| f.symbol.size);
        match patch(kind, at as u64, self.object.image.bias as u64, value, size, rela.addend) {
            Ok(Patch::Store64(value)) => self.store(at, value),
            Ok(Patch::Store32(value)) => self.store32(at, value),
            Ok(Patch::Nothing | Patch::NotArithmetic) => Ok(()),
            Err(Overflow { low }) => {
                text::overflow(&self.name_of(rela.symbol()), kind);
                self.store32(at, low)
            }
        }
    }

    fn name_of(&self, index: usize) -> Vec<u8> {
        let symbol = self.object.symbols.get(index);
        let name = symbol.and_then(|s| self.object.symbols.name(&s));
        name.map_or(Vec::new(), |n| n.bytes().owned())
    }

    /// The program's own copy of a library's variable, filled from the definition it stands for.
    fn copy(&mut self, rela: &Rela, at: usize) -> Result<()> {
        let Some(own) = self.object.symbols.get(rela.symbol()) else { return Ok(()) };
        let Some(found) = self.find(rela.symbol(), Class::COPY)? else { return Ok(()) };
        let size = own.size.min(found.symbol.size) as usize;
        compare_sizes(self.object, &own, &found);
        let from = found.address();
        // Copies have places of their own, so that together they fit into the object.
        let image = &self.object.as_static().image;
        self.copied = self.copied.saturating_add(size);
        let fits = self.copied <= image.end - image.start;
        if !fits || !found.object.image.reads(from, size) || !image.stores(at, size) {
            return Err(self.fail(What::Relocate(RelocateError::BadPlace(rela.offset))));
        }
        // SAFETY: source inside a segment of the definer, destination inside a writable one of ours.
        unsafe { core::ptr::copy(from as *const u8, at as *mut u8, size) };
        if found.is_unique()
            && let Some(name) = self.object.symbols.name(&own)
        {
            unique::copied(name, self.object, rela.symbol());
        }
        Ok(())
    }

    fn store32(&mut self, address: usize, value: u32) -> Result<()> {
        let at = self.writable.checked(address, 4)?;
        // SAFETY: as in `store`.
        unsafe { (at as *mut u32).write_unaligned(value) };
        Ok(())
    }
}

/// Says so if a copy relocation's two symbols differ in size; a copy too small for its library is always worth it.
pub fn compare_sizes(object: ObjectRef, own: &Sym, found: &Definition) {
    if found.symbol.size > own.size || (found.symbol.size < own.size && linker().options().warn) {
        text::copy_size_differs(object.symbols.name(own).unwrap_or(Name::EMPTY).bytes());
    }
}
