//! Tests of `elf/versions`: what the host's libraries define and need, damaged records, many definitions against few.

#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::elf::sample::{File, Flat};

#[test]
fn hashes_are_the_known_ones() {
    assert_eq!(elf_hash(Name::of(c"GLIBC_2.2.5")), 0x09691a75);
    assert_eq!(elf_hash(Name::of(c"GLIBC_2.34")), 0x069691b4);
    assert_eq!(elf_hash(Name::EMPTY), 0);
}

#[test]
fn libc_defines_and_needs() {
    let file = File::open("/lib/x86_64-linux-gnu/libc.so.6");
    let (versions, strings) = (file.versions(), file.dynamic().strings);
    for name in [c"GLIBC_2.2.5", c"GLIBC_2.34", c"GLIBC_PRIVATE"] {
        let name = Name::of(name);
        assert!(versions.defines(elf_hash(name), name, strings), "{name:?}");
    }
    assert!(!versions.defines(elf_hash(Name::of(c"NO_1")), Name::of(c"NO_1"), strings));
    let base = versions.definitions(&file, strings).find(|d| d.base).unwrap();
    assert_eq!((base.name.bytes(), base.index), (&b"libc.so.6"[..], 1));
    assert!(versions.get(1, strings).is_none() && versions.get(0, strings).is_none());
    assert_eq!(versions.get(2 | HIDDEN, strings).unwrap().name.bytes(), b"GLIBC_2.2.5");
    let needs: Vec<Need> = versions.needs(&file, strings).collect();
    let [need] = needs[..] else { panic!("{needs:?}") };
    assert_eq!(need.file.bytes(), b"ld-linux-x86-64.so.2");
    for needed in need.versions() {
        let version = versions.get(needed.index, strings).unwrap();
        assert!(version.name.same(needed.name) && version.hash == needed.hash && !needed.weak);
    }
    assert!(versions.defines(elf_hash(base.name), base.name, strings));
}

#[test]
fn every_stated_hash_is_its_names() {
    let file = File::open("/usr/lib/x86_64-linux-gnu/libstdc++.so.6");
    let (versions, strings) = (file.versions(), file.dynamic().strings);
    assert!(versions.definitions(&file, strings).count() > 30 && versions.has_definitions());
    assert!(versions.definitions(&file, strings).all(|d| d.hash == elf_hash(d.name)));
    assert!(versions.definitions(&file, strings).all(|d| versions.defines(d.hash, d.name, strings)));
    assert!(versions.needs(&file, strings).count() >= 2);
    assert!(versions.needs(&file, strings).flat_map(|n| n.versions()).all(|v| v.hash == elf_hash(v.name)));
}

fn strings() -> Strings {
    Strings::new(View::of(b"\0file\0V1\0"))
}

fn needs(bytes: &[u8]) -> Result<(Flat, Versions), ParseError> {
    let dynamic = Dynamic { verneed: Some(0), strings: strings(), ..Dynamic::empty() };
    let flat = Flat::new(bytes.to_vec());
    read(&flat, &dynamic).map(|versions| (flat, versions))
}

#[test]
fn a_weak_need_and_damaged_ones() {
    let mut good = [1u16, 1, 1, 0, 16, 0, 0, 0].map(u16::to_le_bytes).concat();
    good.extend([0x0541u16, 0, 2, 0x8005, 6, 0, 0, 0].map(u16::to_le_bytes).concat());
    let (flat, versions) = needs(&good).unwrap();
    let needed = versions.needs(&flat, strings()).next().unwrap().versions().next().unwrap();
    assert!(needed.index == 5 && needed.weak && versions.get(5, strings()).unwrap().hidden);
    assert!(!versions.has_definitions() && versions.len() == 6 && !versions.is_empty());

    for cut in 0..good.len() {
        assert!(needs(&good[..cut]).is_err());
    }
    for at in 0..good.len() {
        for value in [1, 0x7f, 0xff] {
            let mut bad = good.clone();
            bad[at] = value;
            let _ = needs(&bad);
        }
    }
    let mut bad = good.clone();
    bad[0] = 2;
    let error = needs(&bad).err().unwrap();
    assert_eq!((error.structure, error.value), (VERNEED_REVISION, 2));
}

#[test]
fn many_definitions_are_found_as_few_are() {
    let strings = Strings::new(View::of(b"\0V1\0V2\0V3\0"));
    let definitions = |count: u32, indices: u32| {
        let record = |i: u32| {
            let (name, next) = (1 + 3 * (i % 2), if i + 1 < count { 28 } else { 0 });
            [1, (2 + i % indices) | (1 << 16), i % 7 + 1, 20, next, name, 0].map(u32::to_le_bytes).concat()
        };
        let bytes = (0..count).flat_map(record).collect();
        read(&Flat::new(bytes), &Dynamic { verdef: Some(0), strings, ..Dynamic::empty() }).unwrap()
    };
    let (few, many) = (definitions(FEW as u32, 1000), definitions(FEW as u32 + 1, 1000));
    let twins = definitions(FEW as u32, 100);
    assert!(!few.is_ordered && many.is_ordered && twins.is_ordered);
    for versions in [few, many, twins] {
        for hash in 1..9 {
            assert_eq!(versions.defines(hash, Name::of(c"V1"), strings), hash < 8);
            assert_eq!(versions.defines(hash, Name::of(c"V2"), strings), hash < 8);
            assert!(!versions.defines(hash, Name::of(c"V3"), strings));
        }
    }
}

#[test]
fn overlapping_chains_stay_small() {
    // Every byte 1: each record leads on by 0x01010101 or, with only next = 1, by one byte.
    let mut bytes = [1u8, 0, 1, 0, 1, 0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0].repeat(64);
    bytes[12] = 16;
    let _ = needs(&bytes);
}
