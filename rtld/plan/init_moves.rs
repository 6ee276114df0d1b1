//! The order of constructors and destructors until glibc 2.34, and of `GLIBC_TUNABLES=glibc.rtld.dynamic_sort=1` since.
//!
//! In and out as in `plan/init`. Must not: be improved. Without cycles any order with users before what they need is right;
//! with cycles programs rely on the one that this way of sorting comes to (glibc `elf/dl-sort-maps.c`).
//!
//! Each object in turn moves behind the last one that needs it, and whoever stands in its place then has its turn. In a cycle
//! that would never end: an object that has had a turn more often than there are places left is passed over.

#![forbid(unsafe_code)]

use super::init::{First, Graph, Purpose};
use alloc::vec;
use alloc::vec::Vec;

/// Sorts `objects`.
pub fn sort<G: Graph>(graph: &G, objects: &[usize], first: First, purpose: Purpose) -> Vec<usize> {
    let mut order = objects.to_vec();
    let fixed = usize::from(first != First::Free).min(order.len());
    if let Some(list) = order.get_mut(fixed..).filter(|list| list.len() > 1) {
        settle(graph, list, purpose);
    }
    order
}

fn settle<G: Graph>(graph: &G, list: &mut [usize], purpose: Purpose) {
    let count = list.len();
    let mut turns = vec![0usize; count];
    let mut place = 0;
    while let (Some(&object), Some(turn)) = (list.get(place), turns.get_mut(place)) {
        *turn += 1;
        let has_turn = purpose == Purpose::Init || !graph.stays(object);
        let user = if has_turn { last_user(graph, list, place, purpose) } else { None };
        if let Some(user) = user
            && let (Some(passed), Some(their)) = (list.get_mut(place..=user), turns.get_mut(place..=user))
        {
            passed.rotate_left(1);
            if their.get(1).is_some_and(|&turns| turns <= count - place) {
                their.rotate_left(1);
                continue;
            }
        }
        place += 1;
        turns.iter_mut().skip(place).for_each(|turns| *turns = 0);
    }
}

/// The last place behind `place` of an object that needs the one there.
fn last_user<G: Graph>(graph: &G, list: &[usize], place: usize, purpose: Purpose) -> Option<usize> {
    let &object = list.get(place)?;
    let needs = |user: usize, wanted: usize| {
        (0..).map_while(|index| graph.need(user, index)).any(|need| need == wanted)
    };
    let bound =
        |user: usize| (0..).map_while(|index| graph.relocation_need(user, index)).any(|n| n == object);
    let users = list.iter().copied().enumerate().skip(place + 1);
    let last = users.rev().find(|&(_, user)| {
        // What objects state weighs more than what they came to use.
        needs(user, object) || purpose == Purpose::Fini && bound(user) && !needs(object, user)
    });
    last.map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who needs whom, and who came to use whom.
    struct Made(&'static [&'static [usize]], &'static [(usize, usize)]);

    /// The last of these stays.
    const STAYS: usize = 3;

    impl Graph for Made {
        fn count(&self) -> usize {
            self.0.len()
        }
        fn need(&self, object: usize, index: usize) -> Option<usize> {
            self.0[object].get(index).copied()
        }
        fn relocation_need(&self, object: usize, index: usize) -> Option<usize> {
            self.1.iter().filter(|b| b.0 == object).nth(index).map(|b| b.1)
        }
        fn is_sealed(&self, object: usize) -> bool {
            object == 0
        }
        fn stays(&self, object: usize) -> bool {
            object == STAYS
        }
    }

    fn sorted(graph: &Made, purpose: Purpose) -> Vec<usize> {
        let all: Vec<usize> = (0..graph.count()).collect();
        sort(graph, &all, First::Forced, purpose)
    }

    #[test]
    fn users_come_first() {
        assert_eq!(sorted(&Made(&[&[1, 2], &[], &[1]], &[]), Purpose::Init), [0, 2, 1]);
        assert_eq!(sorted(&Made(&[&[1, 2, 3], &[], &[1], &[2]], &[]), Purpose::Init), [0, 3, 2, 1]);
        assert_eq!(sorted(&Made(&[&[1]], &[]), Purpose::Init), [0]);
        assert_eq!(sort(&Made(&[], &[]), &[], First::Forced, Purpose::Init), []);
    }

    #[test]
    fn cycles_end() {
        // 1, 2 and 3 in a ring: each has its turns, then they stay.
        let graph = Made(&[&[1], &[2], &[3], &[1]], &[]);
        let mut order = sorted(&graph, Purpose::Init);
        assert_eq!(order[0], 0);
        order.sort();
        assert_eq!(order, [0, 1, 2, 3]);
    }

    #[test]
    fn what_stays_has_no_turn() {
        let graph = Made(&[&[], &[], &[], &[], &[3]], &[]);
        assert_eq!(sorted(&graph, Purpose::Init), [0, 1, 2, 4, 3]);
        assert_eq!(sorted(&graph, Purpose::Fini), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn relocation_needs_count_for_fini_only() {
        let graph = Made(&[&[1, 2], &[], &[]], &[(2, 1)]);
        assert_eq!(sorted(&graph, Purpose::Init), [0, 1, 2]);
        assert_eq!(sorted(&graph, Purpose::Fini), [0, 2, 1]);
        // Against a stated dependency they lose.
        let graph = Made(&[&[1, 2], &[2], &[]], &[(2, 1)]);
        assert_eq!(sorted(&graph, Purpose::Fini), [0, 1, 2]);
    }
}
