//! What an iterator yields, in a vector.
//!
//! In: an iterator. Out: its items. Must not: be used where many are gathered and how many is known; `collect` is faster there.
//!
//! `collect` holds the iterator's code twice: for the first item, by which it decides how much to allocate, and for the rest.
//! Where the iterator is long and the items are few, half of that is a waste.

use alloc::vec::Vec;

pub trait Gather: Iterator + Sized {
    fn gather(self) -> Vec<Self::Item> {
        let mut items = Vec::new();
        for item in self {
            items.push(item);
        }
        items
    }
}

impl<I: Iterator> Gather for I {}
