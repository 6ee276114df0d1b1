//! Tests of `plan/lookup`: the host's libc, and a hand-made object for every rule.

use super::*;
use crate::bytes::{Strings, View};
use crate::elf::dynamic::Dynamic;
use crate::elf::sample::{File, Flat};
use crate::elf::versions::elf_hash;
use crate::elf::{symbols, versions};
use alloc::vec::Vec;
use core::ffi::CStr;

struct Object(Symbols, Versions);

impl Object {
    fn find(
        &self,
        name: &'static CStr,
        version: Option<Version>,
        class: Class,
        newest: bool,
    ) -> Option<usize> {
        let name = Name::of(name);
        let hashes = Hashes::of(name);
        let wanted = Wanted { name, hashes: &hashes, version, class, newest };
        find(&self.0, &self.1, &wanted).map(|(index, _)| index)
    }

    fn version(&self, name: &'static CStr, symbol: &'static CStr, newest: bool) -> Option<&[u8]> {
        let index = self.find(symbol, Some(version(name)).filter(|_| name != c""), Class::PLT, newest)?;
        Some(self.1.get(self.0.version_index(index)?, self.0.strings())?.name.bytes())
    }
}

fn version(name: &'static CStr) -> Version {
    let name = Name::of(name);
    Version { name, hash: elf_hash(name), hidden: false }
}

#[test]
fn libc_gives_the_version_asked_for() {
    let file = File::open("/lib/x86_64-linux-gnu/libc.so.6");
    let libc = Object(file.symbols(), file.versions());
    for v in [c"GLIBC_2.2.5", c"GLIBC_2.14"] {
        assert_eq!(libc.version(v, c"memcpy", false), Some(v.to_bytes()));
    }
    assert_eq!(libc.version(c"GLIBC_2.17", c"memcpy", false), None);
    // A relocation without a version gets the oldest, dlsym the default.
    assert_eq!(libc.version(c"", c"memcpy", false), Some(&b"GLIBC_2.2.5"[..]));
    assert_eq!(libc.version(c"", c"memcpy", true), Some(&b"GLIBC_2.14"[..]));
    assert_eq!(libc.version(c"", c"pthread_create", true), Some(&b"GLIBC_2.34"[..]));
    assert_eq!(libc.find(c"no such function", None, Class::NONE, true), None);
    // Version names are absolute symbols of value 0.
    assert!(libc.find(c"GLIBC_2.34", Some(version(c"GLIBC_2.34")), Class::NONE, false).is_some());
}

/// One symbol of a made-up object, called "f".
#[derive(Clone, Copy)]
struct Made {
    info: u8,
    other: u8,
    shndx: u16,
    value: u64,
    versym: u16,
}

const FUNC: Made = Made { info: STB_GLOBAL << 4 | STT_FUNC, other: 0, shndx: 7, value: 0x1000, versym: 1 };

/// An object with these symbols from index 1 on, DT_HASH, versions V1 (2), V2 (3), V3 (4) and a base definition.
fn object(made: &[Made], versioned: bool) -> Object {
    let strings = Strings::new(View::of(b"\0f\0V1\0V2\0V3\0"));
    let mut bytes = Vec::new();
    let put = |bytes: &mut Vec<u8>, words: &[u32]| {
        words.iter().for_each(|w| bytes.extend(w.to_le_bytes()));
    };
    // 0: one bucket; the chain leads from the first symbol to the last.
    let count = made.len() as u32 + 1;
    put(&mut bytes, &[1, count, u32::from(count > 1), 0]);
    put(&mut bytes, &(1..count).map(|i| if i + 1 < count { i + 1 } else { 0 }).collect::<Vec<_>>());
    bytes.resize(128, 0);
    put(&mut bytes, &[0; 6]);
    for m in made {
        put(&mut bytes, &[1, u32::from(m.info) | u32::from(m.other) << 8 | u32::from(m.shndx) << 16]);
        put(&mut bytes, &[m.value as u32, (m.value >> 32) as u32, 0, 0]);
    }
    bytes.resize(512, 0);
    bytes.extend([0; 2]);
    made.iter().for_each(|m| bytes.extend(m.versym.to_le_bytes()));
    bytes.resize(640, 0);
    for (index, name) in [(1u32, 1u32), (2, 3), (3, 6), (4, 9)] {
        let hash = elf_hash(strings.get(name as usize).unwrap());
        let base = u32::from(index == 1);
        put(
            &mut bytes,
            &[1 | base << 16, index | 1 << 16, hash, 20, if index == 4 { 0 } else { 28 }, name, 0],
        );
    }
    let dynamic = Dynamic {
        strings,
        hash: Some(0),
        symtab: Some(128),
        versym: Some(512),
        verdef: versioned.then_some(640),
        ..Dynamic::empty()
    };
    let space = Flat::new(bytes);
    Object(symbols::read(&space, &dynamic).unwrap(), versions::read(&space, &dynamic).unwrap())
}

fn found(made: &[Made], wanted: Option<Version>, class: Class, newest: bool) -> Option<usize> {
    object(made, true).find(c"f", wanted, class, newest)
}

#[test]
fn what_defines() {
    let plain = |m: Made, class| found(&[m], None, class, false).is_some();
    assert!(plain(FUNC, Class::PLT));
    assert!(!plain(Made { value: 0, ..FUNC }, Class::NONE));
    assert!(plain(Made { value: 0, shndx: SHN_ABS, ..FUNC }, Class::PLT));
    assert!(plain(Made { value: 0, info: STB_GLOBAL << 4 | STT_TLS, ..FUNC }, Class::PLT));
    assert!(!plain(
        Made { value: 0, shndx: SHN_UNDEF, info: STB_GLOBAL << 4 | STT_TLS, ..FUNC },
        Class::NONE
    ));
    // A PLT entry of the program is the function's address, but not for a PLT slot.
    let canonical = Made { shndx: SHN_UNDEF, ..FUNC };
    assert!(plain(canonical, Class::NONE) && plain(canonical, Class::COPY));
    assert!(!plain(canonical, Class::PLT) && !plain(canonical, Class::PLT.with(Class::COPY)));
    for kind in 0..16 {
        let bindable = matches!(kind, 0 | 1 | 2 | 5 | 6 | 10);
        assert_eq!(plain(Made { info: STB_GLOBAL << 4 | kind, ..FUNC }, Class::NONE), bindable, "{kind}");
    }
}

#[test]
fn what_is_visible() {
    for (binding, visible) in
        [(STB_LOCAL, false), (STB_GLOBAL, true), (STB_WEAK, true), (STB_GNU_UNIQUE, true), (13, false)]
    {
        let made = Made { info: binding << 4 | STT_FUNC, ..FUNC };
        assert_eq!(found(&[made], None, Class::NONE, false).is_some(), visible, "{binding}");
    }
    for (other, visible) in [(0, true), (1, false), (2, false), (3, true)] {
        assert_eq!(found(&[Made { other, ..FUNC }], None, Class::NONE, false).is_some(), visible);
    }
}

#[test]
fn versioned_references() {
    let (v1, v2) = (version(c"V1"), version(c"V2"));
    let insisting = Version { hidden: true, ..v1 };
    let v = |versym| Made { versym, ..FUNC };
    assert_eq!(found(&[v(0x8003), v(2)], Some(v1), Class::PLT, false), Some(2));
    assert_eq!(found(&[v(0x8003), v(2)], Some(v2), Class::PLT, false), Some(1));
    assert_eq!(found(&[v(4)], Some(v2), Class::PLT, false), None);
    // Unversioned definitions.
    assert_eq!(found(&[v(1)], Some(v1), Class::PLT, false), Some(1));
    assert_eq!(found(&[v(0x8001)], Some(v1), Class::PLT, false), None);
    assert_eq!(found(&[v(1)], Some(insisting), Class::PLT, false), None);
    assert_eq!(found(&[v(2)], Some(insisting), Class::PLT, false), Some(1));
    // An object without versions satisfies everybody, whatever its DT_VERSYM says.
    let interposer = object(&[v(0x8003)], false);
    assert_eq!(interposer.find(c"f", Some(insisting), Class::PLT, false), Some(1));
    assert_eq!(interposer.find(c"f", None, Class::PLT, true), Some(1));
    // An index that no record defines is no version.
    assert_eq!(found(&[v(0x7fff)], Some(v1), Class::PLT, false), Some(1));
}

#[test]
fn unversioned_references() {
    let v = |versym| Made { versym, ..FUNC };
    let plain = |made: &[Made]| found(made, None, Class::PLT, false);
    let newest = |made: &[Made]| found(made, None, Class::PLT, true);
    let all = [v(0x8002), v(3)];
    assert_eq!((plain(&all), newest(&all)), (Some(1), Some(2)));
    assert_eq!((plain(&[v(1)]), newest(&[v(1)])), (Some(1), Some(1)));
    assert_eq!((plain(&[v(0x8003)]), newest(&[v(0x8002)])), (None, None));
    assert_eq!((plain(&[v(3)]), newest(&[v(2)])), (Some(1), Some(1)));
    // Two defaults are ambiguous.
    assert_eq!((plain(&[v(3), v(4)]), newest(&[v(2), v(3)])), (None, None));
    assert_eq!(plain(&[v(3), v(4), v(0x8001)]), Some(3));
}
