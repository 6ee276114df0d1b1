//! Tests of `elf/dynamic`: a real library's section, tags that occur twice or replace each other, and contradictions.

#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::elf::sample::{File, Flat};
use alloc::vec::Vec;

#[test]
fn libc_says_what_readelf_says() {
    let libc = File::open("/lib/x86_64-linux-gnu/libc.so.6");
    let d = libc.dynamic();
    assert_eq!(d.soname.unwrap().bytes(), b"libc.so.6");
    let needed: Vec<Needed> = d.needed().collect();
    assert!(matches!(needed[..], [Needed::Library(n)] if n.bytes() == b"ld-linux-x86-64.so.2"));
    assert!(d.gnu_hash.is_some() && d.verdef.is_some() && d.verdefnum.is_some());
    assert!(d.rela.is_some() && d.relacount > 0 || d.relr.is_some());
    assert_ne!(d.flags & DF_STATIC_TLS, 0);
    assert!(!d.textrel && !d.symbolic);
}

/// A space with the given entries at 0 and a string table behind them.
fn section(entries: &[(i64, u64)], strings: &[u8]) -> Flat {
    let mut bytes = Vec::new();
    for (tag, value) in entries {
        bytes.extend_from_slice(&tag.to_le_bytes());
        bytes.extend_from_slice(&value.to_le_bytes());
    }
    bytes.resize(1024, 0);
    bytes.extend_from_slice(strings);
    Flat::new(bytes)
}

#[test]
fn last_tag_counts_and_runpath_voids_rpath() {
    let space = section(
        &[
            (DT_STRTAB, 1024),
            (DT_STRSZ, 9),
            (DT_FILTER, 1),
            (DT_NEEDED, 3),
            (DT_SONAME, 1),
            (DT_SONAME, 3),
            (DT_RPATH, 1),
            (DT_RUNPATH, 5),
            (DT_FLAGS_1, DF_1_NOW),
            (DT_INIT_ARRAY, 64),
            (DT_INIT_ARRAYSZ, 20),
        ],
        b"\0a\0b\0c\0d\0",
    );
    let d = read(&space, 0, 16).unwrap();
    assert_eq!(d.soname.unwrap().bytes(), b"b");
    assert!(d.rpath.is_none());
    assert_eq!(d.runpath.unwrap().bytes(), b"c");
    assert!(d.bind_now);
    assert_eq!(d.init_array, Some((64, 2)));
    let needed: Vec<Needed> = d.needed().collect();
    assert!(matches!(needed[..], [Needed::Filter(_), Needed::Library(_)]));
}

#[test]
fn contradictions_are_errors() {
    for (entries, structure) in [
        (&[(DT_RELAENT, 8)][..], "DT_RELAENT"),
        (&[(DT_SYMENT, 16)], "DT_SYMENT"),
        (&[(DT_PLTREL, 17)], "DT_PLTREL"),
        (&[(DT_STRTAB, 1 << 40)], "DT_STRTAB"),
        (&[(DT_STRTAB, 1024), (DT_STRSZ, u64::MAX)], "DT_STRTAB"),
        (&[(DT_STRTAB, 1024), (DT_NEEDED, 77)], "DT_NEEDED"),
    ] {
        let space = section(entries, b"\0");
        assert_eq!(read(&space, 0, 16).unwrap_err().structure, structure);
    }
    let endless = Flat::new([1u8; 64].to_vec());
    assert_eq!(read(&endless, 0, 64).unwrap_err().structure, "PT_DYNAMIC");
    assert!(read(&endless, u64::MAX, 64).is_err());
}
