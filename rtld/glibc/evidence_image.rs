//! A loaded object as `evidence` wants to read it.
//!
//! In: a mapped libc.so.6, before any relocation. Out: its symbols, bytes and import slots, by virtual address.
//! Must not: execute or relocate anything.

use crate::arch::native::reloc_kind;
use crate::bytes::{Name, Space};
use crate::elf::symbols::Hashes;
use crate::glibc::evidence::{LibcImage, SymbolAt};
use crate::link::object::ObjectRef;
use crate::plan::relocate::RelocKind;

pub struct ImageOf(pub ObjectRef);

impl LibcImage for ImageOf {
    fn symbol(&self, name: &[u8]) -> Option<SymbolAt> {
        let mut text = alloc::vec::Vec::from(name);
        text.push(0);
        // SAFETY: `text` is zero-terminated and outlives the lookup.
        let name = unsafe { Name::new(text.as_ptr()) };
        let symbols = &self.0.symbols;
        symbols.find(&Hashes::of(name), name, |_, symbol| {
            (symbol.shndx != crate::elf::SHN_UNDEF)
                .then_some(SymbolAt { address: symbol.value, size: symbol.size })
        })
    }

    fn byte(&self, address: u64) -> Option<u8> {
        self.0.image.window(address).read(0)
    }

    fn import_slot(&self, name: &[u8]) -> Option<u64> {
        let object = self.0;
        let tables = [object.relocations.plt, object.relocations.rela];
        tables.into_iter().flat_map(|table| table.iter()).find_map(|rela| {
            let slot = matches!(reloc_kind(rela.number()), RelocKind::PltEntry | RelocKind::GotEntry);
            let symbol = object.symbols.get(rela.symbol()).filter(|_| slot)?;
            let named = object.symbols.name(&symbol)?.bytes() == name;
            named.then_some(rela.offset)
        })
    }
}
