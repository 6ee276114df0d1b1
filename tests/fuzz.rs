//! The fuzz targets, a bounded run: their seeds, and mutations of these. The long run is `cargo xtask fuzz`.
//!
//! In: nothing. Out: a test; it says which input of which target breaks a promise. What a long run finds is fixed, and its
//! input gets a line in `FOUND`. Must not: take more than seconds.

#[path = "fuzz/targets/mod.rs"]
mod targets;

use targets::arena::Arena;
use targets::mutator;
use targets::random::Random;
use targets::{ALL, Target};

/// Executions per target; and of the one that takes a whole library apart.
const EXECUTIONS: u64 = 10_000;
const FILES: u64 = 1_000;

/// Inputs that broke something once: the target, the bytes.
const FOUND: [(&str, &[u8]); 1] = [
    // An empty segment that begins within a page, far behind the end of the file.
    (
        "plan",
        b"\x40\0\0\0\0\0\0\0\x90\x38\0\0\0\0\0\0\x01\0\0\0\x04\0\0\0\x23\x01\x10\0\0\0\0\0\x23\x01\0\0\0\0\0\0\
          \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x10\0\0\0\0\0\0",
    ),
];

fn run(target: &Target, executions: u64) {
    let mut arena = Arena::new(target.limit);
    let mut seeds = (target.seeds)();
    seeds.push(Vec::new());
    let found = FOUND.iter().filter(|(name, _)| *name == target.name).map(|(_, bytes)| bytes.to_vec());
    seeds.extend(found);
    for seed in &mut seeds {
        seed.truncate(target.limit);
        (target.run)(arena.put(seed));
    }
    let mut random = Random::new(1);
    for number in 0..executions {
        let mut input = seeds[random.below(seeds.len())].clone();
        let other = &seeds[random.below(seeds.len())];
        mutator::mutate(&mut input, other, target.words, target.limit, &mut random);
        let copy = arena.put(&input);
        let outcome = std::panic::catch_unwind(|| (target.run)(copy));
        assert!(outcome.is_ok(), "{} {number}: {input:?}", target.name);
    }
}

#[test]
fn promises_hold_for_every_input() {
    for target in &ALL {
        run(target, if target.name == "file" { FILES } else { EXECUTIONS });
    }
}
