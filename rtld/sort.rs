//! Sorting in place, for all of the loader; and a list that stays sorted while it grows.
//!
//! In: a slice, and what comes before what. Out: the slice in order; equal items stand in any order. Must not: allocate, or
//! take longer than n log n for any input (what is sorted comes out of files and directories).
//!
//! A heap sort: the items are first made a heap, in which none stands below one that comes before it; then its top, which
//! is the last of all, changes places with the heap's end, which thereby is one shorter. `core`'s sorts are two to three
//! times as fast on long lists, and five kilobytes of code for each kind of item; here nothing is sorted that is long, and
//! most of it is in order already.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// Puts the items in order.
pub fn by<T>(items: &mut [T], before: impl Fn(&T, &T) -> bool) {
    if items.is_sorted_by(|a, b| !before(b, a)) {
        return;
    }
    for top in (0..items.len() / 2).rev() {
        sift(items, top, &before);
    }
    for end in (1..items.len()).rev() {
        swap(items, 0, end);
        if let Some(heap) = items.get_mut(..end) {
            sift(heap, 0, &before);
        }
    }
}

/// Two items change places, which exist and are not one. (`slice::swap` would panic otherwise; who panics says where, and that is
/// a pointer in a page that is dirty from the start on.)
#[inline(always)]
fn swap<T>(items: &mut [T], one: usize, other: usize) {
    if let Ok([one, other]) = items.get_disjoint_mut([one, other]) {
        core::mem::swap(one, other);
    }
}

/// Lets the item at `at` sink until none below it comes after it.
#[inline(never)]
fn sift<T>(heap: &mut [T], mut at: usize, before: &impl Fn(&T, &T) -> bool) {
    loop {
        let left = at.saturating_mul(2).saturating_add(1);
        let below = heap.get(left..).unwrap_or(&[]);
        let (child, item) = match below {
            [first, second, ..] if before(first, second) => (left.saturating_add(1), second),
            [first, ..] => (left, first),
            [] => return,
        };
        if heap.get(at).is_some_and(|above| !before(above, item)) {
            return;
        }
        swap(heap, at, child);
        at = child;
    }
}

/// Items that are found by binary search, added one at a time: sorted runs, whose lengths are the powers of two that make up
/// the count, the longest first. An item more is a run of one, which is merged with the last runs as a carry runs through a
/// binary number; so each item is moved log n times at most, and a search looks into log n runs.
#[derive(Debug)]
pub struct Ordered<T>(Vec<T>);

impl<T> Ordered<T> {
    pub const EMPTY: Ordered<T> = Ordered(Vec::new());

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub fn add(&mut self, item: T, before: impl Fn(&T, &T) -> bool) {
        self.0.push(item);
        let count = self.0.len();
        if let Some(merged) = self.0.get_mut(count.saturating_sub(1 << count.trailing_zeros())..) {
            by(merged, before);
        }
    }

    /// The item of which `compare` says that it is equal to what is wanted.
    pub fn find(&mut self, compare: impl Fn(&T) -> Ordering) -> Option<&mut T> {
        let mut rest = self.0.as_mut_slice();
        while let Some(log) = rest.len().checked_ilog2() {
            let (run, shorter) = rest.split_at_mut_checked(1 << log)?;
            if let Ok(at) = run.binary_search_by(&compare) {
                return run.get_mut(at);
            }
            rest = shorter;
        }
        None
    }

    /// Leaves the items for which `keep` is true.
    pub fn retain(&mut self, keep: impl Fn(&T) -> bool, before: impl Fn(&T, &T) -> bool) {
        let count = self.0.len();
        self.0.retain(keep);
        if self.0.len() < count {
            by(&mut self.0, before);
        }
    }
}

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Ordered::EMPTY
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec::Vec;

    /// Any numbers below `limit`, the same in every run.
    fn numbers(count: usize, limit: u64, seed: u64) -> Vec<u64> {
        let next = |state: &mut u64| {
            *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            Some((*state >> 33) % limit)
        };
        let mut state = seed;
        std::iter::from_fn(|| next(&mut state)).take(count).collect()
    }

    #[test]
    fn as_the_standard_library_does() {
        for count in (0..70).chain([1000, 4096]) {
            for limit in [1, 2, 10, 1 << 31] {
                let mut items = numbers(count, limit, count as u64);
                let mut expected = items.clone();
                expected.sort_unstable();
                by(&mut items, |a, b| a < b);
                assert_eq!(items, expected, "{count} below {limit}");
                by(&mut items, |a, b| a > b);
                expected.reverse();
                assert_eq!(items, expected, "{count} below {limit}, descending");
            }
        }
    }

    #[test]
    fn what_was_added_is_found() {
        let mut ordered = Ordered::EMPTY;
        let mut all: Vec<u64> = numbers(300, 1 << 31, 3);
        all.dedup();
        for (count, &number) in all.iter().enumerate() {
            ordered.add(number, |a, b| a < b);
            for (at, &other) in all.iter().enumerate() {
                assert_eq!(ordered.find(|item| item.cmp(&other)).is_some(), at <= count);
            }
        }
        ordered.retain(|item| item % 3 == 0, |a, b| a < b);
        for &number in &all {
            assert_eq!(ordered.find(|item| item.cmp(&number)).is_some(), number % 3 == 0);
        }
    }

    #[test]
    fn no_input_takes_long() {
        let count = 4096u64;
        let organ: Vec<u64> = (0..count / 2).chain((0..count / 2).rev()).collect();
        for mut items in [(0..count).rev().collect(), organ, numbers(4096, 2, 1), numbers(4096, 1 << 31, 2)] {
            let compared = core::cell::Cell::new(0u64);
            by(&mut items, |a, b| {
                compared.set(compared.get() + 1);
                a < b
            });
            assert!(items.is_sorted());
            assert!(compared.get() < 3 * count * 12, "{} comparisons", compared.get());
        }
    }
}
