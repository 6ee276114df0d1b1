//! The order of constructors, and the places of static TLS.
//!
//! In: a graph; segments. Must hold: the order holds every object once, and a user before what it needs, unless that needs
//! the user in turn; blocks share no byte and are congruent. Must not: be slow for long chains.

use super::Bytes;
use rtld::plan::init::{First, Graph, Purpose, sort};
use rtld::plan::map::TlsSegment;
use rtld::plan::tls::{self, StaticLayout, Use};

pub fn seeds() -> Vec<Vec<u8>> {
    vec![
        vec![6, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 1],
        vec![12, 3, 7, 7, 2, 1, 9, 9, 1, 4, 4],
        (0..100).map(|i: u8| i.wrapping_mul(37)).collect(),
    ]
}

struct Made {
    needs: Vec<Vec<usize>>,
    bound: Vec<Vec<usize>>,
}

impl Graph for Made {
    fn count(&self) -> usize {
        self.needs.len()
    }
    fn need(&self, object: usize, index: usize) -> Option<usize> {
        self.needs[object].get(index).copied()
    }
    fn relocation_need(&self, object: usize, index: usize) -> Option<usize> {
        self.bound[object].get(index).copied()
    }
    fn is_sealed(&self, object: usize) -> bool {
        object == 0
    }

    fn stays(&self, object: usize) -> bool {
        object % 7 == 3
    }
}

impl Made {
    /// By what is stated, never through the program, which is not entered from below.
    fn reaches(&self, from: usize, to: usize) -> bool {
        let (mut seen, mut stack) = (vec![false; self.needs.len()], vec![from]);
        while let Some(object) = stack.pop() {
            for &need in &self.needs[object] {
                if need == to {
                    return true;
                }
                if need != 0 && !std::mem::replace(&mut seen[need], true) {
                    stack.push(need);
                }
            }
        }
        false
    }
}

pub fn order(input: &'static [u8]) {
    let mut bytes = Bytes(input);
    let count = usize::from(bytes.byte() % 16) + 1;
    let mut graph = Made { needs: vec![Vec::new(); count], bound: vec![Vec::new(); count] };
    while !bytes.is_empty() {
        let (from, to) = (usize::from(bytes.byte()), usize::from(bytes.byte()));
        let list = if from & 0x80 == 0 { &mut graph.needs } else { &mut graph.bound };
        list[from % count].push(to % count);
    }
    let all: Vec<usize> = (0..count).collect();
    for purpose in [Purpose::Init, Purpose::Fini] {
        for first in [First::Free, First::Forced] {
            let order = sort(&graph, &all, first, purpose);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, all, "each once");
            if first == First::Forced {
                assert_eq!(order[0], 0);
            }
        }
    }
    let order = sort(&graph, &all, First::Free, Purpose::Init);
    let place = |object: usize| order.iter().position(|&o| o == object).expect("it is there");
    for user in 1..count {
        for &need in graph.needs[user].iter().filter(|&&need| need != 0 && need != user) {
            assert!(
                place(user) < place(need) || graph.reaches(need, user),
                "{user} before {need}: {order:?}"
            );
        }
    }
}

pub fn static_tls(input: &'static [u8]) {
    let mut bytes = Bytes(input);
    let mut layout = StaticLayout::EMPTY;
    let mut blocks: Vec<(u64, u64)> = Vec::new();
    let segment = |bytes: &mut Bytes| {
        let (size, place) = (u64::from(bytes.short()), u64::from(bytes.short()));
        let large = bytes.byte();
        let memsz = (size << (large >> 5)).max(1);
        TlsSegment { vaddr: place << (large & 3), filesz: 0, memsz, align: 1 << (bytes.byte() % 24) }
    };
    for _ in 0..bytes.byte() % 12 {
        let one = segment(&mut bytes);
        let offset = layout.place(&one);
        assert!(offset >= one.memsz && offset <= layout.used && layout.max_align >= one.align);
        assert_eq!(offset.wrapping_neg() & (one.align - 1), tls::skew(&one), "not congruent");
        let (low, high) = (offset - one.memsz, offset);
        assert!(blocks.iter().all(|&(l, h)| high <= l || low >= h), "two blocks in one place");
        blocks.push((low, high));
    }
    let auditors = u64::from(bytes.byte() % 20);
    let Ok(surplus) = tls::surplus(u64::from(bytes.byte()), auditors, u64::from(bytes.short())) else {
        return;
    };
    layout.close(surplus);
    assert!(layout.capacity >= layout.used + surplus && layout.capacity.is_multiple_of(layout.max_align));
    while !bytes.is_empty() {
        let one = segment(&mut bytes);
        let before = layout;
        let wanted = if bytes.byte() & 1 == 0 { Use::Required } else { Use::Optional };
        match layout.place_late(&one, wanted) {
            Ok(offset) => {
                assert!(
                    offset - one.memsz >= before.used && offset <= layout.capacity && offset <= layout.used
                );
                assert_eq!(offset.wrapping_neg() & (one.align - 1), tls::skew(&one));
            }
            Err(_) => assert_eq!(layout.used, before.used),
        }
    }
}
