//! Tables whose index wraps around, so that no index is outside: what hash tables are made of.
//!
//! In: a table. Out: the value at any index, by copy. Must not: have an index checked against a length that a mask or a remainder
//! makes sure of already.

use super::{Pod, Table};
use core::marker::PhantomData;

/// A table of 2^n values, n >= 0, whose index wraps around: no index is outside.
#[derive(Debug)]
pub struct Ring<T> {
    base: *const u8,
    mask: u32,
    /// What belongs to it, and has room here.
    pub note: u32,
    of: PhantomData<T>,
}

impl<T> Clone for Ring<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Ring<T> {}

impl<T: Pod> Ring<T> {
    pub const fn table(self) -> Table<T> {
        Table { base: self.base, count: self.mask as usize + 1, of: PhantomData }
    }

    /// `None` if the table's length is no power of two.
    pub const fn of(table: Table<T>, note: u32) -> Option<Ring<T>> {
        if !table.count.is_power_of_two() || table.count > 1 << 31 {
            return None;
        }
        Some(Ring { base: table.base, mask: (table.count - 1) as u32, note, of: PhantomData })
    }

    #[inline(always)]
    pub fn get(&self, index: u32) -> T {
        let index = (index & self.mask) as usize;
        // SAFETY: index <= mask < the length of the table, which View::table checked to be readable.
        unsafe { self.base.cast::<T>().add(index).read_unaligned() }
    }
}

/// A table whose index is anything, taken modulo its length: buckets, by hash.
#[derive(Debug)]
pub struct Wheel<T> {
    base: *const u8,
    count: u32,
    of: PhantomData<T>,
}

impl<T> Clone for Wheel<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Wheel<T> {}

impl<T: Pod> Wheel<T> {
    /// `None` if the table is too long to be turned by a word.
    pub fn of(table: Table<T>) -> Option<Wheel<T>> {
        Some(Wheel { base: table.base, count: u32::try_from(table.count).ok()?, of: PhantomData })
    }

    pub const fn table(self) -> Table<T> {
        Table { base: self.base, count: self.count as usize, of: PhantomData }
    }

    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// `None` only if there is nothing.
    #[inline(always)]
    pub fn get(&self, turns: u32) -> Option<T> {
        let index = turns.checked_rem(self.count)? as usize;
        // SAFETY: index < count, and View::table checked that `count` values are readable.
        Some(unsafe { self.base.cast::<T>().add(index).read_unaligned() })
    }
}
