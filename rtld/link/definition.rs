//! A definition that a lookup has found.
//!
//! In: an object and a symbol of it. Out: what it is, and its address. Must not: look for it; `lookup` does.

use crate::elf::{SHN_ABS, SHN_UNDEF, STB_GNU_UNIQUE, STT_GNU_IFUNC, Sym};
use crate::link::object::ObjectRef;
use crate::link::protected;
use crate::mem::foreign::{self, Caller};

/// A found symbol: where it is defined.
#[derive(Clone, Copy)]
pub struct Definition {
    pub object: ObjectRef,
    pub index: usize,
    pub symbol: Sym,
}

impl Definition {
    /// The symbol's address; an absolute one is not moved.
    pub fn address(&self) -> usize {
        if self.symbol.shndx == SHN_ABS {
            return self.symbol.value as usize;
        }
        self.object.image.at(self.symbol.value)
    }

    /// The address, an IFUNC's implementation asked for.
    pub fn value(&self) -> usize {
        let address = self.address();
        if !self.is_ifunc() {
            return address;
        }
        if !self.object.image.executes(address) {
            return 0;
        }
        // SAFETY: the resolver lies in an executable segment of a loaded, relocated object.
        unsafe { foreign::resolve(address, Caller::Loader) }
    }

    /// A symbol without a section is a program's PLT entry, which stands for another's function: mold leaves it its type.
    pub fn is_ifunc(&self) -> bool {
        self.symbol.kind() == STT_GNU_IFUNC && self.symbol.shndx != SHN_UNDEF
    }

    pub fn is_protected(&self) -> bool {
        protected::is_protected(&self.symbol)
    }

    pub fn is_unique(&self) -> bool {
        self.symbol.binding() == STB_GNU_UNIQUE
    }
}

/// Where a symbol is defined: fits into two registers, and to hand a symbol on costs more than to find it.
#[derive(Clone, Copy)]
pub struct Bound {
    pub object: ObjectRef,
    /// The symbol's index in it; 0: nobody defines it, which is well, for it is weak.
    pub index: usize,
}

impl Bound {
    pub fn of(found: Definition) -> Bound {
        Bound { object: found.object, index: found.index }
    }

    pub fn definition(self) -> Definition {
        let symbol = self.object.symbols.get(self.index).unwrap_or(Sym::UNDEFINED);
        Definition { object: self.object, index: self.index, symbol }
    }
}
