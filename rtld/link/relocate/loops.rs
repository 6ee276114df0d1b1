//! The loops over DT_RELA: what nearly all relocations are, with as little as possible around it.
//!
//! In: a table whose every entry is to be applied now, each in its turn. Out: the words of the common cases stored; the others are
//! handed to `apply`. Must not: hold a case that is rare; go on with what it knew of the scope when foreign code has run.

use super::reference::resolve_with;
use super::{Same, Work};
use crate::arch::native::{SYMBOLIC, reloc_kind};
use crate::bytes::{Entries, Table};
use crate::elf::Rela;
use crate::error::Result;
use crate::link::definition::Bound;
use crate::link::object::ObjectRef;
use crate::link::{ahead, plain, scope, walk};
use crate::plan::lookup::Class;
use crate::plan::relocate::RelocKind;
use alloc::borrow::Cow;

/// What a walk says about a relocation.
enum Walked {
    Address(Same),
    Ifunc(Bound),
    /// There is nothing to be said by a walk.
    Other,
}

impl Work<'_> {
    /// A table whose every entry is to be applied now, each in its turn.
    pub(super) fn all(&mut self, table: Table<Rela>) -> Result<()> {
        let mut rest = self.all_by_index(table)?.iter();
        while !rest.is_empty() {
            let scope = if self.walks {
                // SAFETY: the object's own scope, an array of live lists; walks end where foreign code has run, which may change
                // it.
                unsafe { scope::definers(self.object.scope_ptr()) }
            } else {
                Cow::Borrowed(&[][..])
            };
            rest = self.all_by_walks(rest, &scope)?;
        }
        Ok(())
    }

    /// As long as there is one that may be asked. Answers what is left.
    #[inline(never)]
    fn all_by_index(&mut self, table: Table<Rela>) -> Result<Table<Rela>> {
        let bias = self.object.image.bias;
        let mut rest = table;
        while let Some(ahead) = &mut self.ahead
            && !rest.is_empty()
        {
            let stretch = rest.first(ahead::STRETCH);
            rest = rest.skip(ahead::STRETCH);
            ahead.look(self.object, stretch, self.same.info);
            for rela in stretch.iter() {
                let at = bias.wrapping_add(rela.offset as usize);
                if rela.info == self.same.info && self.writable.has_word(at) {
                    // SAFETY: `has_word` found the word inside a writable segment of the object.
                    unsafe { (at as *mut u64).write_unaligned(self.same.stored(&rela)) };
                } else if let Some(value) = self.plain(&rela) {
                    self.store(at, value)?;
                } else {
                    self.apply(rela)?;
                    if self.has_called.take() {
                        self.forget_indexes();
                    }
                }
            }
        }
        Ok(rest)
    }

    /// A resolver has run, which may have opened or closed objects.
    #[cold]
    fn forget_indexes(&mut self) {
        (self.ahead, self.exports) = (None, &[]);
        self.walks = walk::serves();
    }

    /// What most of them are comes first, in one loop with as little as possible around a walk. Answers what is left when a
    /// resolver has run.
    #[inline(never)]
    fn all_by_walks(&mut self, mut table: Entries<Rela>, scope: &[ObjectRef]) -> Result<Entries<Rela>> {
        let bias = self.object.image.bias;
        for rela in table.by_ref() {
            let at = bias.wrapping_add(rela.offset as usize);
            // Relocations of one symbol follow each other.
            if rela.info != self.same.info {
                match self.walked(&rela, scope) {
                    Walked::Address(same) => self.same = same,
                    Walked::Ifunc(found) => {
                        let addend = if SYMBOLIC.adds(rela.number()) { rela.addend } else { 0 };
                        self.defer(at, found, addend as usize)?;
                        continue;
                    }
                    Walked::Other => {
                        self.other(rela, at)?;
                        if self.has_called.take() {
                            break;
                        }
                        continue;
                    }
                }
            }
            self.store(at, self.same.stored(&rela))?;
        }
        Ok(table)
    }

    #[inline(always)]
    fn walked(&mut self, rela: &Rela, scope: &[ObjectRef]) -> Walked {
        let (number, index) = (rela.number(), rela.symbol());
        if !self.walks || !SYMBOLIC.has(number) || index == 0 {
            return Walked::Other;
        }
        let class = if SYMBOLIC.is_plt(number) { Class::PLT } else { Class::NONE };
        let found =
            walk::definition_inlined(self.object, index, class, scope.iter().copied(), Some, &self.lookups);
        debug_assert!(
            self.agrees(found.map(Bound::of), index, class),
            "a walk disagrees about symbol {index}"
        );
        let Some(found) = found else { return Walked::Other };
        if found.is_ifunc() {
            return Walked::Ifunc(Bound::of(found));
        }
        let value = if found.index == 0 { 0 } else { found.address() as u64 };
        Walked::Address(Same::symbolic(rela, value))
    }

    /// What a relocation stores, if it is one of the many without peculiarities.
    #[inline(always)]
    fn plain(&mut self, rela: &Rela) -> Option<u64> {
        let ahead = self.ahead.as_mut()?;
        let class = match reloc_kind(rela.number()) {
            RelocKind::GotEntry | RelocKind::Absolute => Class::NONE,
            RelocKind::PltEntry => Class::PLT,
            _ => return None,
        };
        let coming = ahead.of(rela.symbol())?;
        let value = plain::address(self.object, coming, class)?;
        debug_assert!(
            resolve_with(self.object, rela.symbol(), class, self.exports, None)
                .is_ok_and(|found| found.is_some_and(|found| found.address() as u64 == value)),
            "the plain case of {:?} is not plain",
            coming.name
        );
        let (definer, _) = coming.expected?;
        if definer != self.object {
            self.lookups.settled.on(self.object, definer);
        }
        self.same = Same::symbolic(rela, value);
        Some(self.same.stored(rela))
    }
}
