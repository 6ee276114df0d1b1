//! What coming lookups will read is fetched before they read it.
//!
//! In: a stretch of a relocation table, and the lists of the scope, of which one at least has an index. Out: the hashes of
//! its symbols' names, who will probably define them, and cache lines on their way. Must not: decide anything; what is
//! fetched in vain costs a little time, no more.
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
use crate::link::exports::{Expected, Exports};
use crate::link::object::ObjectRef;
use crate::link::scope;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// Relocations that are looked at together: what they fetch must fit into the first-level cache.
pub const STRETCH: usize = 32;

/// How a list of the scope is asked.
enum List<'a> {
    ByIndex(&'a Exports),
    /// Too short for an index, or too rarely asked: what is opened, behind the global list; or the object itself (DT_SYMBOLIC).
    InTurn(&'a [ObjectRef]),
}

/// The lookups of a stretch.
pub struct Ahead<'a> {
    lists: Vec<List<'a>>,
    /// The one index that is all there is to ask, as mostly at start-up. It does without a hash's lowest bit.
    alone: Option<&'a Exports>,
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
    /// Who will probably be the answer: the object and symbol that the lists have for this hash.
    pub expected: Option<(ObjectRef, u32)>,
}

impl<'a> Ahead<'a> {
    /// For an object's lookups; `None`: no list of its scope has an index.
    pub fn new(object: ObjectRef, exports: &'a [Exports]) -> Option<Box<Ahead<'a>>> {
        if exports.is_empty() {
            return None;
        }
        let mut lists = Vec::new();
        // SAFETY: the object's own scope, an array of live lists.
        for list in unsafe { scope::lists(object.scope_ptr()) } {
            lists.push(match exports.iter().find(|exports| exports.is_of(list)) {
                Some(exports) => List::ByIndex(exports),
                None => List::InTurn(list.objects()),
            });
        }
        let alone = match *lists {
            [List::ByIndex(exports)] => Some(exports),
            _ => None,
        };
        let is_indexed = lists.iter().any(|list| matches!(list, List::ByIndex(_)));
        let coming = Coming { symbol: 0, hash: 0, name: Name::EMPTY, expected: None };
        is_indexed.then(|| Box::new(Ahead { lists, alone, coming: [coming; STRETCH], len: 0, next: 0 }))
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
        match self.alone {
            Some(exports) => expect_by_index(coming, symbols, exports),
            None => expect_in_order(coming, &self.lists),
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

/// Who will probably define what comes, where one index is all there is to ask.
#[inline(always)]
fn expect_by_index(coming: &mut [Coming], symbols: &Symbols, exports: &Exports) {
    for one in &mut *coming {
        let stored = symbols.stored_hash(one.symbol as usize);
        one.hash = stored.unwrap_or_else(|| one.name.gnu_hash());
        exports.prefetch(one.hash);
    }
    for one in &mut *coming {
        one.expect(exports.expect(one.hash));
    }
}

/// The same of a scope with other lists: the first of the first list that knows one.
#[inline(never)]
fn expect_in_order(coming: &mut [Coming], lists: &[List<'_>]) {
    for one in &mut *coming {
        one.hash = one.name.gnu_hash();
        lists.iter().for_each(|list| list.prefetch(one.hash));
    }
    for one in &mut *coming {
        let mut expected = lists.iter().map(|list| list.expect(one.hash));
        one.expect(expected.find(|&expected| expected != Expected::Nobody).unwrap_or(Expected::Nobody));
    }
}

impl Coming {
    #[inline(always)]
    fn expect(&mut self, expected: Expected) {
        self.expected = expected.definition();
        if let Some((definer, symbol)) = self.expected {
            definer.symbols.prefetch_definition(symbol as usize, prefetch);
        }
    }
}

impl List<'_> {
    #[inline(always)]
    fn prefetch(&self, hash: u32) {
        if let List::ByIndex(exports) = self {
            exports.prefetch(hash);
        }
    }

    #[inline(always)]
    fn expect(&self, hash: u32) -> Expected {
        match self {
            List::ByIndex(exports) => exports.expect(hash),
            List::InTurn(objects) => in_turn(objects, hash),
        }
    }
}

/// Needs all bits of the hash.
fn in_turn(objects: &[ObjectRef], hash: u32) -> Expected {
    for &object in objects {
        if !object.symbols.may_have_hash(hash) {
            continue;
        }
        let Some(gnu) = object.symbols.gnu() else { return Expected::Unclear };
        if let Some(symbol) = gnu.first_with(hash) {
            return Expected::Definition(object, symbol);
        }
    }
    Expected::Nobody
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
