//! IFUNCs: places that get what a function of the object answers (psABI, R_X86_64_IRELATIVE and STT_GNU_IFUNC).
//!
//! In: places and resolvers, as they are met. Out: the resolvers' answers, stored when everything else of the object is, for
//! a resolver may use the object's own data. Must not: have anything borrowed while a resolver runs: it is foreign code.

use super::{Work, close_text, open_text};
use crate::bytes::Name;
use crate::error::{Error, RelocateError, Result, SymbolError, What};
use crate::link::linker::BASE;
use crate::link::lookup::Definition;
use crate::link::object::{Kind, ObjectRef};
use crate::link::transaction::display_name;
use crate::link::walk::Bound;
use crate::mem::foreign;
use crate::say::text;
use crate::trace::{self, Category};
use core::sync::atomic::Ordering;

/// An IFUNC to be resolved when everything else is stored: where, its resolver, what to add.
pub(super) struct Deferred {
    at: usize,
    resolver: usize,
    owner: ObjectRef,
    addend: usize,
    symbol: Name,
}

impl Work<'_> {
    /// An IFUNC of the object itself, named by its resolver.
    pub(super) fn defer_own(&mut self, at: usize, resolver: i64) {
        if self.own.capacity() == 0 {
            self.own.reserve(64);
        }
        self.own.push((at, self.object.image.bias.wrapping_add(resolver as usize)));
    }

    #[inline(never)]
    pub(super) fn defer(&mut self, at: usize, found: Bound, addend: usize) -> Result<()> {
        let found = found.definition();
        let at = self.place.checked(at, 8)?;
        let symbol = found.object.symbols.name(&found.symbol).unwrap_or(Name::EMPTY);
        self.deferred.push(Deferred { at, resolver: found.address(), owner: found.object, addend, symbol });
        if trace::any(Category::Symbols as u32 | Category::Bindings as u32) && found.object != self.object {
            // What a resolver looks up is shown where glibc shows it: in the table's order.
            return self.resolve_deferred();
        }
        Ok(())
    }

    /// Runs the IFUNC resolvers. They are foreign code, so nothing is borrowed here.
    pub(super) fn resolve_deferred(&mut self) -> Result<()> {
        for deferred in core::mem::take(&mut self.deferred) {
            let value = self.resolved(deferred.owner, deferred.resolver, deferred.symbol)?;
            self.store(deferred.at, value.wrapping_add(deferred.addend) as u64)?;
        }
        let object = self.object;
        // The code in which the last resolver lay: the next does, too.
        let mut code = 0..0;
        for (at, resolver) in core::mem::take(&mut self.own) {
            let value = if code.contains(&resolver) && !object.image.is_text_open() {
                // SAFETY: it lies in an executable segment of the object, which is relocated but for this.
                unsafe { foreign::resolve(resolver) }
            } else {
                code = object.image.code_around(resolver).unwrap_or(0..0);
                self.resolved(object, resolver, Name::EMPTY)?
            };
            self.store(at, value as u64)?;
        }
        Ok(())
    }

    /// What a resolver answers. An object with relocations in its text has no code that can run while the text is open for
    /// stores: it is closed for the resolver.
    fn resolved(&self, owner: ObjectRef, resolver: usize, symbol: Name) -> Result<usize> {
        check_ifunc_order(self.object, owner, symbol)?;
        if !owner.image.executes(resolver) {
            return Err(self.fail(What::Relocate(RelocateError::BadResolver(resolver as u64))));
        }
        let is_open = self.object.image.is_text_open();
        if is_open {
            close_text(self.object)?;
        }
        // SAFETY: the resolver lies in an executable segment of a loaded object, relocated before.
        let value = unsafe { foreign::resolve(resolver) };
        if is_open {
            open_text(self.object)?;
        }
        Ok(value)
    }

    /// The address that a definition stands for.
    pub(super) fn address_of(&self, found: &Definition) -> Result<usize> {
        let address = found.address();
        if !found.is_ifunc() {
            return Ok(address);
        }
        let symbol = found.object.symbols.name(&found.symbol).unwrap_or(Name::EMPTY);
        self.resolved(found.object, address, symbol)
    }
}

/// A resolver of an object that is not relocated yet may jump into nowhere (glibc `elf/dl-runtime` and
/// `sysdeps/x86_64/dl-machine.h` say what is said then).
fn check_ifunc_order(user: ObjectRef, owner: ObjectRef, symbol: Name) -> Result<()> {
    if owner == user || owner.relocated.load(Ordering::Relaxed) || owner.kind == Kind::Loader {
        return Ok(());
    }
    if owner.kind == Kind::Program && owner.namespace == BASE {
        let error = SymbolError::IfuncInUnrelocatedProgram {
            name: symbol.bytes().to_vec(),
            referrer: user.name.as_bytes().to_vec(),
        };
        return Err(Error::new(display_name(owner), What::Symbol(error)));
    }
    text::relink(display_name(user), display_name(owner), symbol.bytes());
    Ok(())
}
