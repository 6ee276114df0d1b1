//! What coming lookups will read is fetched before they read it.
//!
//! In: a stretch of a relocation table, and the index that serves the scope, all of it or all behind the object itself.
//! Out: the hashes of its symbols' names, and cache lines on their way. Must not: decide anything; what is fetched in vain
//! costs a little time, no more.
//!
//! A lookup in a large program is a chain of cache misses, each of which needs the one before: the reference's name, the
//! index's slot, the candidate's symbol, its version, its name. One after the other they take most of the time of
//! relocating. So the lookups of a stretch go abreast: each step is made for all of them, and asks for what the next step
//! reads; by the time it reads, it is there. Measured on programs of C++: asking for all lines of a name, not its first,
//! for the second line of a symbol that lies across two, and for the referrer's own symbols and relocations took a tenth
//! of the time of a start of kate and inkscape, a fifth with a thousand libraries of long names. Stretches of 16, 24 and
//! 64 are within two hundredths of each other.

use crate::arch::native::cpu::{CACHE_LINE, prefetch};
use crate::bytes::{Name, Table};
use crate::elf::Rela;
use crate::elf::symbols::Symbols;
use crate::link::exports::{Exports, Share};
use crate::link::object::ObjectRef;

/// Relocations that are looked at together: what they fetch must fit into the first-level cache.
pub const STRETCH: usize = 32;

/// The lookups of a stretch.
pub struct Ahead<'a> {
    exports: &'a Exports,
    share: Share,
    coming: [Coming; STRETCH],
    len: usize,
    /// Those before this one are over.
    next: usize,
}

/// A lookup that is coming.
#[derive(Clone, Copy)]
pub struct Coming {
    /// The referrer's symbol, its name, and the name's hash, perhaps without its lowest bit.
    pub symbol: u32,
    pub hash: u32,
    pub name: Name,
    /// Who will probably be the answer: the object and symbol that the index has for this hash.
    pub expected: Option<(ObjectRef, u32)>,
}

impl<'a> Ahead<'a> {
    pub fn new(exports: &'a Exports, share: Share) -> Ahead<'a> {
        let coming = Coming { symbol: 0, hash: 0, name: Name::EMPTY, expected: None };
        Ahead { exports, share, coming: [coming; STRETCH], len: 0, next: 0 }
    }

    /// Looks at a stretch of `object`'s relocations, at most `STRETCH`; `known` is the r_info of the one before.
    pub fn look(&mut self, object: ObjectRef, stretch: Table<Rela>, known: u64) {
        let symbols = &object.symbols;
        self.collect(symbols, stretch, known);
        let Some(coming) = self.coming.get_mut(..self.len) else { return };
        for one in &mut *coming {
            let symbol = symbols.get(one.symbol as usize);
            one.name = symbol.and_then(|symbol| symbols.name(&symbol)).unwrap_or(Name::EMPTY);
            prefetch_name(one.name);
        }
        for one in &mut *coming {
            let stored = symbols.stored_hash(one.symbol as usize);
            one.hash = stored.unwrap_or_else(|| one.name.gnu_hash());
            self.exports.prefetch(one.hash);
        }
        for one in &mut *coming {
            let asked_first = self.share == Share::BehindOwn && may_define(symbols, one);
            one.expected = if asked_first { None } else { self.exports.expect(one.hash) };
            if let Some((definer, symbol)) = one.expected {
                definer.symbols.prefetch_definition(symbol as usize, prefetch);
            }
        }
        for one in &mut *coming {
            if let Some((definer, symbol)) = one.expected
                && let Some(symbol) = definer.symbols.get(symbol as usize)
                && let Some(name) = definer.symbols.name(&symbol)
            {
                prefetch_name(name);
            }
        }
    }

    /// Relocations of one symbol mostly follow each other: they are one lookup. The next stretch's are asked for as well.
    fn collect(&mut self, symbols: &Symbols, stretch: Table<Rela>, mut known: u64) {
        (self.len, self.next) = (0, 0);
        for (at, rela) in stretch.first(STRETCH).iter().enumerate() {
            prefetch(stretch.place(at + STRETCH));
            let symbol = rela.symbol() as u32;
            if rela.info != known
                && symbol != 0
                && let Some(one) = self.coming.get_mut(self.len)
            {
                one.symbol = symbol;
                symbols.prefetch_reference(symbol as usize, prefetch);
                self.len += 1;
            }
            known = rela.info;
        }
    }

    /// What is known of a symbol, if it is one of those that come next.
    #[inline(always)]
    pub fn of(&mut self, symbol: usize) -> Option<&Coming> {
        while let Some(one) = self.coming.get(self.next).filter(|_| self.next < self.len) {
            if one.symbol as usize == symbol {
                return Some(one);
            }
            self.next += 1;
        }
        None
    }
}

/// May the referrer itself define what comes?
fn may_define(referrer: &Symbols, coming: &Coming) -> bool {
    // The filter needs the lowest bit, which only a hash that was not stored has.
    referrer.stored_hash(coming.symbol as usize).is_some() || referrer.may_have_hash(coming.hash)
}

/// The lines of a name, short or long: nothing knows its end before it is read.
#[inline(always)]
fn prefetch_name(name: Name) {
    let line = |number: usize| prefetch(name.as_ptr().wrapping_add(number * CACHE_LINE));
    // Mangled names of C++ often have more than a hundred letters.
    line(0);
    line(1);
    line(2);
    line(3);
}
