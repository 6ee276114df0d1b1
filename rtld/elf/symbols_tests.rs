//! Tests of `elf/symbols`: hashed lookup against a linear scan on the host's libraries, GNU against SysV tables on a
//! hand-made object, and damaged tables.

#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::elf::sample::{File, Flat};
use alloc::vec::Vec;

const LIBC: &str = "/lib/x86_64-linux-gnu/libc.so.6";
const LIBSTDCXX: &str = "/usr/lib/x86_64-linux-gnu/libstdc++.so.6";

/// Every index with that name, by a linear scan over the hashed symbols.
fn all(symbols: &Symbols, name: Name) -> Vec<usize> {
    let mut found = Vec::new();
    let _ = symbols.find(&Hashes::of(name), name, |index, _| {
        found.push(index);
        None::<()>
    });
    found
}

#[test]
fn hashed_lookup_equals_linear_scan() {
    for path in [LIBC, LIBSTDCXX] {
        let symbols = File::open(path).symbols();
        let count = symbols.count();
        assert!(count > 2000, "{path}: {count}");
        let first = symbols.gnu().unwrap().symbol_offset() as usize;
        let mut by_name = std::collections::BTreeMap::<Vec<u8>, Vec<usize>>::new();
        for index in first..count {
            let symbol = symbols.get(index).unwrap();
            let name = symbols.name(&symbol).unwrap();
            by_name.entry(name.bytes().to_vec()).or_default().push(index);
        }
        for index in first..count {
            let name = symbols.name(&symbols.get(index).unwrap()).unwrap();
            assert_eq!(all(&symbols, name), by_name[name.bytes()], "{name:?}");
        }
        assert!(all(&symbols, Name::of(c"no_such_symbol_anywhere")).is_empty());
        assert!(all(&symbols, Name::EMPTY).is_empty());
    }
}

#[test]
fn memcpy_has_two_versions_in_libc() {
    let symbols = File::open(LIBC).symbols();
    let found = all(&symbols, Name::of(c"memcpy"));
    assert_eq!(found.len(), 2);
    let hidden = |&i: &usize| symbols.version_index(i).unwrap() & 0x8000 != 0;
    assert_eq!(found.iter().filter(|&i| hidden(i)).count(), 1);
}

/// A hand-made object: symbols 1.. are called a, b, c ...; by its GNU table, and without it by the other.
fn made(sysv_first: u32, sysv_chain: &[u32]) -> (Symbols, Symbols) {
    let names = [c"a", c"b", c"c"];
    let mut bytes = Vec::new();
    let put = |bytes: &mut Vec<u8>, words: &[u32]| {
        words.iter().for_each(|w| bytes.extend_from_slice(&w.to_le_bytes()));
    };
    // 0: GNU: one bucket, symbols from 1 on, one Bloom word with all bits set.
    put(&mut bytes, &[1, 1, 1, 6, u32::MAX, u32::MAX, 1]);
    let hash = |i: usize| Name::of(names[i]).gnu_hash();
    put(&mut bytes, &[hash(0) & !1, hash(1) & !1, hash(2) | 1]);
    bytes.resize(64, 0);
    put(&mut bytes, &[1, 4, sysv_first]);
    put(&mut bytes, sysv_chain);
    bytes.resize(128, 0);
    bytes.extend_from_slice(b"\0a\0b\0c\0");
    bytes.resize(160, 0);
    for name in [0u32, 1, 3, 5] {
        put(&mut bytes, &[name, 0, name, 0, 0, 0]);
    }
    let strings = Strings::new(View::of(b"\0a\0b\0c\0"));
    let dynamic =
        Dynamic { gnu_hash: Some(0), hash: Some(64), symtab: Some(160), strings, ..Dynamic::empty() };
    let without = Dynamic { gnu_hash: None, ..dynamic };
    let space = Flat::new(bytes);
    (read(&space, &dynamic).unwrap(), read(&space, &without).unwrap())
}

#[test]
fn gnu_and_sysv_agree() {
    let (gnu, sysv) = made(3, &[0, 0, 1, 2]);
    assert_eq!((gnu.count(), sysv.count()), (4, 4));
    for (name, index) in [(c"a", 1), (c"b", 2), (c"c", 3)] {
        assert_eq!(all(&gnu, Name::of(name)), [index]);
        assert_eq!(all(&sysv, Name::of(name)), [index]);
    }
    assert!(all(&sysv, Name::of(c"d")).is_empty());
}

#[test]
fn cyclic_chains_end() {
    let (_, sysv) = made(1, &[0, 2, 1, 0]);
    assert!(all(&sysv, Name::of(c"c")).is_empty());
    assert!(all(&made(9, &[0, 0, 0, 0]).1, Name::of(c"a")).is_empty());
}

#[test]
fn every_damaged_header_is_survived() {
    for at in 0..4 {
        for value in [0u32, 1, 2, 3, 31, 32, 0x7fff_ffff, u32::MAX] {
            let mut words = [1u32, 1, 1, 6, u32::MAX, u32::MAX, 1, 2, 4, 7];
            words[at] = value;
            let bytes: Vec<u8> = words.iter().flat_map(|w| w.to_le_bytes()).collect();
            let dynamic = Dynamic { gnu_hash: Some(0), symtab: Some(0), ..Dynamic::empty() };
            if let Ok(symbols) = read(&Flat::new(bytes), &dynamic) {
                assert!(symbols.count() <= 40);
                assert!(all(&symbols, Name::of(c"x")).is_empty());
            }
        }
    }
}
