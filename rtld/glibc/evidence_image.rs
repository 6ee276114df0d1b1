//! A loaded object as `evidence` wants to read it.
//!
//! In: a mapped libc.so.6; no relocation changes what is read. Out: its symbols, bytes and import slots, by an address that the image knows.
//! Must not: execute or relocate anything.

use crate::arch::native::reloc_kind;
use crate::bytes::{Name, Space, View};
use crate::elf::notes::{self, BuildId};
use crate::elf::relocs::Relocations;
use crate::elf::symbols::{Hashes, Symbols};
use crate::elf::{PT_NOTE, Rela};
use crate::glibc::evidence::{LibcImage, Sought, SymbolAt};
use crate::link::object::Object;
use crate::mem::image::Image;
use crate::plan::relocate::RelocKind;
use core::ffi::CStr;

/// What `evidence` reads, wherever that lies.
pub struct ImageOf<'a> {
    pub image: &'a Image,
    pub symbols: &'a Symbols,
    pub relocations: &'a Relocations,
    /// What is to be added to a symbol's and a slot's address, that the image may know it.
    pub base: u64,
}

/// Which build it is. Its notes lie behind its program headers, in bytes that are read in any case.
pub fn build_id(object: &Object) -> Option<BuildId> {
    object.first_header(|header| {
        let view = || object.image.window(header.vaddr).slice(0, header.memsz as usize);
        let notes = (header.kind == PT_NOTE).then(view).flatten()?;
        notes::build_id(notes, header.align as usize)
    })
}

impl ImageOf<'_> {
    pub fn of(object: &Object) -> ImageOf<'_> {
        let Object { image, symbols, relocations, .. } = object;
        ImageOf { image, symbols, relocations, base: 0 }
    }

    /// Is a symbol of this name imported?
    pub fn imports(&self, name: &CStr) -> bool {
        self.imported(Name::of_any(name)).is_some()
    }

    /// The index of an imported symbol. What is imported comes before what is hashed; without a hash table, anywhere.
    fn imported(&self, name: Name) -> Option<usize> {
        let symbols = self.symbols;
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
        let (_, symbol) = self.symbols.definition(&Hashes::with_gnu(hash), name)?;
        Some(SymbolAt { address: self.base.wrapping_add(symbol.value), size: symbol.size })
    }

    fn bytes(&self, address: u64) -> View {
        self.image.window(address)
    }

    fn import_slot(&self, name: &CStr) -> Option<u64> {
        let wanted = self.imported(Name::of_any(name))?;
        let slot_of = |rela: Rela| {
            let is_slot = || matches!(reloc_kind(rela.number()), RelocKind::PltEntry | RelocKind::GotEntry);
            (rela.symbol() == wanted && is_slot()).then(|| self.base.wrapping_add(rela.offset))
        };
        let relocations = self.relocations;
        relocations.plt().iter().find_map(slot_of).or_else(|| relocations.symbolic().iter().find_map(slot_of))
    }
}
