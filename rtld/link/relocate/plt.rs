//! DT_JMPREL: the slots of the PLT, left for the first call or bound now.
//!
//! In: the object's work. Out: every slot either bound, or leading to its PLT entry's second half, and GOT[1] and GOT[2]
//! made ready for the trampoline (psABI, Procedure Linkage Table). Must not: bind lazily, which is `link/bind`.

use super::{Plt, Work};
use crate::arch::native::{cpu, reloc_kind};
use crate::bytes::Table;
use crate::elf::Rela;
use crate::error::{RelocateError, Result, What};
use crate::link::audit;
use crate::link::linker::linker;
use crate::link::object::ObjectRef;
use crate::mem::image::PAGE;
use crate::plan::relocate::RelocKind;

impl Work<'_> {
    /// DT_JMPREL.
    pub(super) fn plt(&mut self, plt: Plt) -> Result<()> {
        let table = self.object.relocations.plt();
        if table.is_empty() {
            return Ok(());
        }
        if plt == Plt::Now {
            // Bound now, the table is read like any other (glibc `elf/do-rel.h`).
            return self.all(table);
        }
        self.prepare_lazy(audit::traces_plt())?;
        self.lazy_slots(table)
    }

    /// The slots hold the link-time addresses of their PLT entries' second halves: moved, no more.
    #[inline(never)]
    fn lazy_slots(&mut self, table: Table<Rela>) -> Result<()> {
        let (image, mut code, mut page) = (&self.object.as_static().image, 0..0, 0);
        let got = self.object.dynamic.pltgot().map_or(0, |got| image.at(got));
        for rela in table.iter() {
            match reloc_kind(rela.number()) {
                RelocKind::PltEntry => {}
                RelocKind::IRelative | RelocKind::TlsDesc => {
                    self.other(rela, image.at(rela.offset))?;
                    continue;
                }
                _ => {
                    let number = rela.number();
                    return Err(self.fail(What::Relocate(RelocateError::UnexpectedPltType(number))));
                }
            }
            let at = self.writable.word(image.at(rela.offset))?;
            if got != 0 && reaches_reserved(got, at) {
                return Err(self.fail(What::Relocate(RelocateError::BadPlace(rela.offset))));
            }
            if at / PAGE != page {
                page = at / PAGE;
                // Read first, it would fault twice.
                // SAFETY: `word` found it inside a writable segment of the object.
                unsafe { cpu::touch(at as *mut u8) };
            }
            // SAFETY: as above.
            let entry = unsafe { (at as *const usize).read_unaligned() }.wrapping_add(image.bias);
            if !code.contains(&entry) {
                // One that leads to no code of the object is bound now.
                let Some(around) = image.code_around(entry) else {
                    self.apply(rela)?;
                    continue;
                };
                code = around;
            }
            // SAFETY: as above.
            unsafe { (at as *mut usize).write_unaligned(entry) };
        }
        Ok(())
    }

    /// GOT[1] and GOT[2]: who the object is, and the resolver (psABI, Procedure Linkage Table).
    pub(super) fn prepare_lazy(&mut self, traced: bool) -> Result<()> {
        let Some(got) = self.object.dynamic.pltgot() else { return Ok(()) };
        let got = self.object.image.at(got);
        let hooks = linker().hooks();
        let trampoline = if traced { hooks.profile } else { hooks.resolve };
        self.store(got.wrapping_add(8), self.object.handle() as u64)?;
        self.store(got.wrapping_add(16), trampoline as u64)
    }
}

/// Is this one of GOT[1] and GOT[2], which belong to the loader (psABI, Procedure Linkage Table)?
pub fn is_reserved(object: ObjectRef, slot: usize) -> bool {
    object.dynamic.pltgot().is_some_and(|got| reaches_reserved(object.image.at(got), slot))
}

/// Does a word at `slot` reach into GOT[1] or GOT[2]?
#[inline(always)]
fn reaches_reserved(got: usize, slot: usize) -> bool {
    slot.wrapping_sub(got).wrapping_sub(1) < 23
}
