//! IFUNCs: places that get what a function of the object answers (psABI, R_X86_64_IRELATIVE and STT_GNU_IFUNC).
//!
//! In: places and resolvers, as they are met. Out: the resolvers' answers, stored when everything else of the object is, for
//! a resolver may use the object's own data. Must not: have anything borrowed while a resolver runs: it is foreign code.

use super::{Work, close_text, open_text};
use crate::bytes::{Name, Owned};
use crate::error::{Error, RelocateError, Result, SymbolError, What};
use crate::link::definition::{Bound, Definition};
use crate::link::linker::BASE;
use crate::link::object::{Kind, ObjectRef};
use crate::link::transaction::display_name;
use crate::mem::foreign::{self, Caller};
use crate::say::text;
use crate::trace::{self, Category};
use core::ops::Range;
use core::sync::atomic::Ordering;

/// An IFUNC to be resolved when everything else is stored: where, whose, what to add.
pub(super) struct Deferred {
    at: usize,
    found: Bound,
    addend: usize,
}

/// Where the last resolver lay: the next does, too. Code of an object whose resolvers may run, or nothing.
struct Code {
    owner: ObjectRef,
    range: Range<usize>,
}

impl Work<'_> {
    /// An IFUNC of the object itself, named by its resolver.
    pub(super) fn defer_own(&mut self, at: usize, resolver: i64) {
        if self.own.capacity() == 0 {
            self.own.reserve(48);
        }
        self.own.push((at, self.object.image.bias.wrapping_add(resolver as usize)));
    }

    #[inline(never)]
    pub(super) fn defer(&mut self, at: usize, found: Bound, addend: usize) -> Result<()> {
        let at = self.writable.checked(at, 8)?;
        if self.deferred.capacity() == 0 {
            self.deferred.reserve(16);
        }
        self.deferred.push(Deferred { at, found, addend });
        Ok(())
    }

    /// What a resolver looks up is shown where glibc shows it: in the table's order.
    pub(super) fn resolve_in_turn(&mut self, owner: ObjectRef) -> Result<()> {
        let shown = trace::any(Category::Symbols as u32 | Category::Bindings as u32);
        if shown && owner != self.object { self.resolve_deferred() } else { Ok(()) }
    }

    /// Runs the IFUNC resolvers. They are foreign code, so nothing is borrowed here.
    pub(super) fn resolve_deferred(&mut self) -> Result<()> {
        let object = self.object;
        let mut last = Code { owner: object, range: 0..0 };
        for Deferred { at, found, addend } in core::mem::take(&mut self.deferred) {
            let found = found.definition();
            let name = || found.object.symbols.name(&found.symbol).unwrap_or(Name::EMPTY);
            let value = self.answer(found.object, found.address(), name, &mut last)?;
            self.store(at, value.wrapping_add(addend) as u64)?;
        }
        for (at, resolver) in core::mem::take(&mut self.own) {
            let value = self.answer(object, resolver, || Name::EMPTY, &mut last)?;
            self.store(at, value as u64)?;
        }
        Ok(())
    }

    /// What a resolver answers, without much ado if it lies where the last one lay.
    #[inline(always)]
    fn answer(
        &self,
        owner: ObjectRef,
        resolver: usize,
        symbol: impl FnOnce() -> Name,
        last: &mut Code,
    ) -> Result<usize> {
        if owner == last.owner && last.range.contains(&resolver) && !self.object.image.is_text_open() {
            // SAFETY: it lies in an executable segment of an object that is relocated, but perhaps for its own IFUNCs.
            return Ok(unsafe { foreign::resolve(resolver, Caller::Loader) });
        }
        let range = owner.image.code_around(resolver).filter(|_| may_run(self.object, owner));
        *last = Code { owner, range: range.unwrap_or(0..0) };
        self.resolved(owner, resolver, symbol())
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
        self.has_called.set(true);
        // SAFETY: the resolver lies in an executable segment of a loaded object, relocated before.
        let value = unsafe { foreign::resolve(resolver, Caller::Loader) };
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

/// Is the owner of a resolver relocated, or is it only for this that it is not?
fn may_run(user: ObjectRef, owner: ObjectRef) -> bool {
    owner == user || owner.relocated.load(Ordering::Relaxed) || owner.kind == Kind::Loader
}

/// A resolver of an object that is not relocated yet may jump into nowhere (glibc `elf/dl-runtime` and
/// `sysdeps/x86_64/dl-machine.h` say what is said then).
fn check_ifunc_order(user: ObjectRef, owner: ObjectRef, symbol: Name) -> Result<()> {
    if may_run(user, owner) {
        return Ok(());
    }
    if owner.kind == Kind::Program && owner.namespace == BASE {
        let error = SymbolError::IfuncInUnrelocatedProgram {
            name: symbol.bytes().owned(),
            referrer: user.name.as_bytes().owned(),
        };
        return Err(Error::new(display_name(owner), What::Symbol(error)));
    }
    text::relink(display_name(user), display_name(owner), symbol.bytes());
    Ok(())
}
