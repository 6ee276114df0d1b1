//! Three tables in five words, for what every object of a process keeps.
//!
//! In: the tables, and a number that belongs to them. Out: each of them again. Must not: know what they hold.

use super::{Pod, Table};
use core::marker::PhantomData;

/// Their lengths stand together, and beside them a number that belongs to them.
#[derive(Debug)]
pub struct Three<A, B, C> {
    bases: [*const u8; 3],
    /// No file is longer.
    counts: [u32; 3],
    pub note: u32,
    of: PhantomData<(A, B, C)>,
}

impl<A, B, C> Clone for Three<A, B, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A, B, C> Copy for Three<A, B, C> {}

impl<A: Pod, B: Pod, C: Pod> Three<A, B, C> {
    pub const EMPTY: Three<A, B, C> = Three::of(Table::EMPTY, Table::EMPTY, Table::EMPTY, 0);

    /// The tables, each as far as a word can count.
    pub const fn of(first: Table<A>, second: Table<B>, third: Table<C>, note: u32) -> Three<A, B, C> {
        const fn count(count: usize) -> u32 {
            if count > u32::MAX as usize { u32::MAX } else { count as u32 }
        }
        let counts = [count(first.count), count(second.count), count(third.count)];
        Three { bases: [first.base, second.base, third.base], counts, note, of: PhantomData }
    }

    #[inline(always)]
    pub const fn first(&self) -> Table<A> {
        Table { base: self.bases[0], count: self.counts[0] as usize, of: PhantomData }
    }

    #[inline(always)]
    pub const fn second(&self) -> Table<B> {
        Table { base: self.bases[1], count: self.counts[1] as usize, of: PhantomData }
    }

    #[inline(always)]
    pub const fn third(&self) -> Table<C> {
        Table { base: self.bases[2], count: self.counts[2] as usize, of: PhantomData }
    }
}
