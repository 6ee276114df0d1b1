//! A loaded object as `evidence` wants to read it.
//!
//! In: a mapped libc.so.6, before any relocation. Out: its symbols, bytes and import slots, by virtual address.
//! Must not: execute or relocate anything.

use crate::arch::native::reloc_kind;
use crate::bytes::{Name, Space, View};
use crate::elf::notes::{self, BuildId};
use crate::elf::symbols::Hashes;
use crate::elf::{PT_NOTE, Rela};
use crate::glibc::evidence::{LibcImage, Sought, SymbolAt};
use crate::link::object::Object;
use crate::plan::relocate::RelocKind;
use core::ffi::CStr;

pub struct ImageOf<'a>(pub &'a Object);

impl ImageOf<'_> {
    /// Which build it is. Its notes lie behind its program headers, in bytes that are read in any case.
    pub fn build_id(&self) -> Option<BuildId> {
        self.0.first_header(|header| {
            let view = || self.0.image.window(header.vaddr).slice(0, header.memsz as usize);
            let notes = (header.kind == PT_NOTE).then(view).flatten()?;
            notes::build_id(notes, header.align as usize)
        })
    }

    /// Is a symbol of this name imported?
    pub fn imports(&self, name: &CStr) -> bool {
        self.imported(Name::of_any(name)).is_some()
    }

    /// The index of an imported symbol. What is imported comes before what is hashed; without a hash table, anywhere.
    fn imported(&self, name: Name) -> Option<usize> {
        let symbols = &self.0.symbols;
        let undefined = symbols.gnu().map_or_else(|| symbols.count(), |gnu| gnu.symbol_offset() as usize);
        let mut all = symbols.table().first(undefined).iter();
        // Few names begin with the same eight letters.
        let strings = symbols.strings();
        let first = name.bytes().first_chunk().map(|letters| u64::from_ne_bytes(*letters));
        all.position(|symbol| {
            let differs = matches!((strings.letters(symbol.name as usize), first), (Some(own), Some(first)) if own != first);
            !differs && symbols.name(&symbol).is_some_and(|own| own.same(name))
        })
    }
}

impl LibcImage for ImageOf<'_> {
    fn symbol(&self, Sought { name, hash }: Sought) -> Option<SymbolAt> {
        let (_, symbol) = self.0.symbols.definition(&Hashes::with_gnu(hash), name)?;
        Some(SymbolAt { address: symbol.value, size: symbol.size })
    }

    fn bytes(&self, address: u64) -> View {
        self.0.image.window(address)
    }

    fn import_slot(&self, name: &CStr) -> Option<u64> {
        let (object, wanted) = (self.0, self.imported(Name::of_any(name))?);
        let slot_of = |rela: Rela| {
            let is_slot = || matches!(reloc_kind(rela.number()), RelocKind::PltEntry | RelocKind::GotEntry);
            (rela.symbol() == wanted && is_slot()).then_some(rela.offset)
        };
        let relocations = &object.relocations;
        relocations.plt().iter().find_map(slot_of).or_else(|| relocations.symbolic().iter().find_map(slot_of))
    }
}
