//! The order of constructors, destructors and relocation.
//!
//! In: objects as small numbers and a `Graph` of who needs whom. Out: an order in which users come before what they
//! need; constructors and relocation run from its end, destructors from its start. Must not: call anything.
//! Called by start-up and dlopen (for the objects of one root), by exit and dlclose (for a whole namespace).
//!
//! The rule (glibc `elf/dl-sort-maps.c`, since 2.35) is one depth-first search. Objects are visited from the last of the
//! given list to the first, each after what it needs, and each is put before all that were put already. For a graph
//! without cycles that is a topological order; for one with cycles, "every dependency before its user" has no answer
//! and programs rely on this one. What an object "needs" is itself part of the contract: an object that was a root
//! (the program, or something dlopened) keeps its sorted closure, any other has only its DT_NEEDED, in order, and a root
//! whose closure is being sorted for the first time needs nothing yet. A library may need the program, by its DT_SONAME; a
//! program that the loader was called with (`ld.so PROG`) is not entered from there (`l_main_map`), one that the kernel
//! mapped is.

#![forbid(unsafe_code)]

use alloc::vec;
use alloc::vec::Vec;

/// Who needs whom, by numbers below `count`.
pub trait Graph {
    fn count(&self) -> usize;

    /// The `index`th object in `object`'s `l_initfini` list; `None` behind its end. Naming itself does no harm.
    fn need(&self, object: usize, index: usize) -> Option<usize>;

    /// The `index`th object that `object` came to depend on by binding to it; oldest first.
    fn relocation_need(&self, object: usize, index: usize) -> Option<usize>;

    /// Is this an object that is never entered from below?
    fn is_sealed(&self, object: usize) -> bool;

    /// Is this an object that others are sorted around, as it will not be destroyed with them? (The older order only.)
    fn stays(&self, object: usize) -> bool;
}

/// What the order is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// Constructors and relocation: only what objects state.
    Init,
    /// Destructors: also what they came to use.
    Fini,
}

/// Must the list's first object stay first, even if it is part of a cycle?
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum First {
    Forced,
    /// Unless an object came to depend on another by binding to it: so glibc until 2.38.
    ForcedUnlessBound,
    Free,
}

/// Sorts `objects`. What is not among them is not entered.
pub fn sort<G: Graph>(graph: &G, objects: &[usize], first: First, purpose: Purpose) -> Vec<usize> {
    let mut search = Search::new(graph, objects);
    let bound = match purpose {
        Purpose::Init => Bound::Ignored,
        Purpose::Fini => Bound::Followed,
    };
    let mut order = search.run(objects, bound);
    if search.met_bound_needs {
        // What objects state weighs more than what they came to use: a second, plain pass over the first's result
        // keeps the latter only where the former leaves it open.
        order = Search::new(graph, objects).run(&order, Bound::Ignored);
    }
    let is_forced = match first {
        First::Forced => true,
        First::ForcedUnlessBound => !search.met_bound_needs,
        First::Free => false,
    };
    if is_forced && let Some(head) = objects.first() {
        bring_to_front(&mut order, head);
    }
    order
}

/// Puts one before all others, whose order stays.
pub fn bring_to_front<T: PartialEq>(list: &mut [T], wanted: &T) {
    if let Some(place) = list.iter().position(|one| one == wanted)
        && let Some(front) = list.get_mut(..=place)
    {
        front.rotate_right(1);
    }
}

/// Relocation dependencies (`l_reldeps`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Followed,
    Ignored,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Not among the objects to be sorted, or done with.
    Closed,
    Open,
}

/// An object whose needs are being visited, and how far we are. Explicit, since a chain of libraries may be
/// as long as it likes while the stack may not.
struct Frame {
    object: usize,
    next: usize,
    stage: Stage,
}

enum Stage {
    Needs,
    /// Relocation needs, of which `next` are left; they are visited from the last on.
    Bound,
}

struct Search<'a, G> {
    graph: &'a G,
    marks: Vec<Mark>,
    met_bound_needs: bool,
}

impl<'a, G: Graph> Search<'a, G> {
    fn new(graph: &'a G, objects: &[usize]) -> Search<'a, G> {
        let mut marks = vec![Mark::Closed; graph.count()];
        for &object in objects {
            if let Some(mark) = marks.get_mut(object) {
                *mark = Mark::Open;
            }
        }
        Search { graph, marks, met_bound_needs: false }
    }

    fn run(&mut self, roots: &[usize], bound: Bound) -> Vec<usize> {
        let mut finished = Vec::with_capacity(roots.len());
        let mut path = Vec::new();
        for &root in roots.iter().rev() {
            self.enter(root, &mut path);
            while let Some(frame) = path.last_mut() {
                match self.step(frame, bound) {
                    Step::Visit(need) if !self.graph.is_sealed(need) => self.enter(need, &mut path),
                    Step::Visit(_) => (),
                    Step::Done(object) => {
                        finished.push(object);
                        path.pop();
                    }
                }
            }
        }
        // Each was to be put before all others.
        finished.reverse();
        finished
    }

    fn enter(&mut self, object: usize, path: &mut Vec<Frame>) {
        if let Some(mark @ Mark::Open) = self.marks.get_mut(object) {
            *mark = Mark::Closed;
            path.push(Frame { object, next: 0, stage: Stage::Needs });
        }
    }

    fn step(&mut self, frame: &mut Frame, bound: Bound) -> Step {
        if let Stage::Needs = frame.stage {
            if let Some(need) = self.graph.need(frame.object, frame.next) {
                frame.next += 1;
                return Step::Visit(need);
            }
            let count = match bound {
                Bound::Followed => self.bound_needs(frame.object),
                Bound::Ignored => 0,
            };
            self.met_bound_needs |= count != 0;
            (frame.stage, frame.next) = (Stage::Bound, count);
        }
        match frame.next.checked_sub(1).map(|last| (last, self.graph.relocation_need(frame.object, last))) {
            Some((last, Some(need))) => {
                frame.next = last;
                Step::Visit(need)
            }
            _ => Step::Done(frame.object),
        }
    }

    fn bound_needs(&self, object: usize) -> usize {
        (0..).take_while(|&index| self.graph.relocation_need(object, index).is_some()).count()
    }
}

enum Step {
    Visit(usize),
    Done(usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Object 0 is the program.
    #[derive(Default)]
    struct Made {
        needs: Vec<Vec<usize>>,
        bound: Vec<(usize, usize)>,
    }

    impl Graph for Made {
        fn count(&self) -> usize {
            self.needs.len()
        }
        fn need(&self, object: usize, index: usize) -> Option<usize> {
            self.needs[object].get(index).copied()
        }
        fn relocation_need(&self, object: usize, index: usize) -> Option<usize> {
            self.bound.iter().filter(|b| b.0 == object).nth(index).map(|b| b.1)
        }
        fn is_sealed(&self, object: usize) -> bool {
            object == 0
        }
        fn stays(&self, _: usize) -> bool {
            false
        }
    }

    fn made(needs: &[&[usize]]) -> Made {
        Made { needs: needs.iter().map(|n| n.to_vec()).collect(), bound: vec![] }
    }

    /// Breadth first from the program.
    fn searchlist(graph: &Made) -> Vec<usize> {
        let mut list = vec![0];
        let mut at = 0;
        while at < list.len() {
            for &need in &graph.needs[list[at]] {
                if !list.contains(&need) {
                    list.push(need);
                }
            }
            at += 1;
        }
        list
    }

    fn init(graph: &Made) -> Vec<usize> {
        let mut order = sort(graph, &searchlist(graph), First::Forced, Purpose::Init);
        order.reverse();
        order
    }

    #[test]
    fn the_recorded_initfirst_example() {
        // main -> 3, 2(INITFIRST), 4(INITFIRST); 3 -> 1; 2 -> 1. The last one mapped with the flag wins: 4.
        let graph = made(&[&[3, 2, 4], &[], &[1], &[1], &[]]);
        // Its turn comes before all others (`link/init`); these are theirs.
        let mut others = init(&graph);
        others.retain(|&object| object != 4);
        assert_eq!(others, [1, 2, 3, 0]);
        let fini = sort(&graph, &searchlist(&graph), First::Forced, Purpose::Fini);
        assert_eq!(fini, [0, 3, 2, 4, 1]);
    }

    #[test]
    fn preloads_come_before_what_does_not_precede_them() {
        // Preloads 3 (needs 1) and 1: constructors 1, 3.
        let graph = made(&[&[3, 1, 2], &[], &[], &[1]]);
        assert_eq!(init(&graph), [2, 1, 3, 0]);
    }

    #[test]
    fn diamonds() {
        let graph = made(&[&[1, 2], &[3], &[3], &[]]);
        assert_eq!(init(&graph), [3, 2, 1, 0]);
        let graph = made(&[&[1, 2], &[3], &[1, 3], &[]]);
        assert_eq!(init(&graph), [3, 1, 2, 0]);
    }

    #[test]
    fn cycles_and_the_program() {
        let graph = made(&[&[1, 2], &[2], &[1]]);
        assert_eq!(init(&graph), [1, 2, 0]);
        // A library that needs the program does not pull it in front.
        let graph = made(&[&[1], &[0, 2], &[1]]);
        assert_eq!(init(&graph), [1, 2, 0]);
        // A dlopened root in a cycle: only forcing keeps it first.
        let graph = made(&[&[], &[2], &[1]]);
        assert_eq!(sort(&graph, &[1, 2], First::Free, Purpose::Init), [2, 1]);
        assert_eq!(sort(&graph, &[1, 2], First::Forced, Purpose::Init), [1, 2]);
    }

    #[test]
    fn relocation_needs_count_for_fini_only() {
        let mut graph = made(&[&[1, 2], &[], &[]]);
        graph.bound = vec![(2, 1)];
        let all = [0, 1, 2];
        assert_eq!(sort(&graph, &all, First::Forced, Purpose::Init), [0, 1, 2]);
        assert_eq!(sort(&graph, &all, First::Forced, Purpose::Fini), [0, 2, 1]);
        // Against a stated dependency they lose.
        graph.needs[1] = vec![2];
        assert_eq!(sort(&graph, &all, First::Forced, Purpose::Fini), [0, 1, 2]);
    }

    #[test]
    fn every_object_once_and_users_first_without_cycles() {
        let mut seed = 5u64;
        let mut random = |below: u64| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            ((seed >> 33) % below) as usize
        };
        for _ in 0..300 {
            let count = 2 + random(20);
            let needs: Vec<Vec<usize>> =
                (0..count).map(|i| (i + 1..count).filter(|_| random(4) == 0).collect()).collect();
            let graph = Made { needs, bound: vec![] };
            let list = searchlist(&graph);
            let order = sort(&graph, &list, First::Forced, Purpose::Init);
            let place = |object| order.iter().position(|&o| o == object).unwrap();
            assert_eq!(order.len(), list.len());
            for &object in &list {
                assert!(graph.needs[object].iter().all(|&need| place(object) < place(need)));
            }
        }
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let count = 200_000;
        let needs = (0..count).map(|i| if i + 1 < count { vec![i + 1] } else { vec![] }).collect();
        let graph = Made { needs, bound: vec![] };
        let all: Vec<usize> = (0..count).collect();
        assert_eq!(sort(&graph, &all, First::Free, Purpose::Init), all);
    }
}
