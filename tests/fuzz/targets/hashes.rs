//! Names, hash tables over them, the merged index, and the choice among versions.
//!
//! In: lines, which become the names of an object's symbols (both hash tables are made here, as a linker makes them), or a
//! damaged table. Must hold: a hashed lookup answers as a linear scan does, whichever table is asked; a damaged table ends,
//! and what it finds has the right name. Must not: trust the loader's own hash functions; they are checked, too.

use super::records::Flat;
use super::{Bytes, inside, view};
use rtld::bytes::{Name, View};
use rtld::elf::dynamic::Dynamic;
use rtld::elf::symbols::hash::GnuHash;
use rtld::elf::symbols::{self, Hashes, Symbols};
use rtld::elf::versions::{self, Version, Versions, elf_hash};
use rtld::elf::{SHN_UNDEF, Sym};
use rtld::plan::index::{Index, exported};
use rtld::plan::lookup::{self, Class, Wanted};

fn gnu_hash(name: &[u8]) -> u32 {
    name.iter().fold(5381u32, |h, &c| h.wrapping_mul(33).wrapping_add(c.into()))
}

fn sysv_hash(name: &[u8]) -> u32 {
    name.iter().fold(0u32, |h, &c| {
        let h = (h << 4).wrapping_add(c.into());
        let high = h & 0xf000_0000;
        (h ^ high >> 24) & !high
    })
}

/// Two strings at the very end of memory.
pub fn names(input: &'static [u8]) {
    let Some(end) = input.iter().rposition(|&byte| byte == 0) else { return };
    let text = &input[..=end];
    let first = Name::EMPTY;
    let mut names = vec![first];
    let mut start = 0;
    while start < text.len() {
        let len = text[start..].iter().position(|&byte| byte == 0).expect("the last is a zero");
        // SAFETY: zero-terminated, as was just seen.
        names.push(unsafe { Name::new(text[start..].as_ptr()) });
        start += len + 1;
    }
    for name in &names {
        let bytes = name.bytes();
        assert_eq!(name.gnu_hash(), gnu_hash(bytes));
        assert_eq!(elf_hash(*name), sysv_hash(bytes));
        assert_eq!(name.is_empty(), bytes.is_empty());
        for other in names.iter().take(4) {
            assert_eq!(name.same(*other), bytes == other.bytes());
        }
    }
}

/// An object whose symbols are called by these names (no zeros inside), in memory of its own.
struct Made {
    bytes: Vec<u8>,
    /// The symbols' names in the order of the table, from 1 on.
    order: Vec<Vec<u8>>,
    dynamic: Dynamic,
}

fn put(bytes: &mut Vec<u8>, words: impl IntoIterator<Item = u32>) -> u64 {
    let at = bytes.len() as u64;
    words.into_iter().for_each(|word| bytes.extend(word.to_le_bytes()));
    at
}

/// Buckets, Bloom words and shift come from `shape`; each symbol's fields from `of`.
fn make(names: &[&[u8]], shape: u8, of: impl Fn(usize) -> (u8, u8, u16, u64)) -> Made {
    let buckets = 1 + u32::from(shape & 7);
    let words = 1u32 << (shape >> 3 & 3);
    let shift = u32::from(shape >> 5) * 4;
    let mut order: Vec<Vec<u8>> = names.iter().map(|name| name.to_vec()).collect();
    order.sort_by_key(|name| gnu_hash(name) % buckets);
    let mut bytes = vec![0];
    let offsets: Vec<u32> = order
        .iter()
        .map(|name| {
            let at = bytes.len() as u32;
            bytes.extend(name);
            bytes.push(0);
            at
        })
        .collect();
    let strsz = bytes.len();
    bytes.resize(bytes.len().next_multiple_of(8), 0);
    let symtab = bytes.len() as u64;
    bytes.extend([0; 24]);
    for (index, &name) in offsets.iter().enumerate() {
        let (info, other, section, value) = of(index);
        put(&mut bytes, [name, u32::from(info) | u32::from(other) << 8 | u32::from(section) << 16]);
        put(&mut bytes, [value as u32, (value >> 32) as u32, 8, 0]);
    }
    let count = order.len() as u32;
    let gnu = put(&mut bytes, [buckets, 1, words, shift]);
    let mut bloom = vec![0u64; words as usize];
    for name in &order {
        let hash = gnu_hash(name);
        bloom[(hash / 64 % words) as usize] |= 1 << (hash % 64) | 1 << ((hash >> shift) % 64);
    }
    put(&mut bytes, bloom.iter().flat_map(|word| [*word as u32, (*word >> 32) as u32]));
    let bucket = |index: usize| gnu_hash(&order[index]) % buckets;
    let first = |b: u32| (0..order.len()).find(|&i| bucket(i) == b).map_or(0, |i| i as u32 + 1);
    put(&mut bytes, (0..buckets).map(first));
    let last = |index: usize| index + 1 == order.len() || bucket(index + 1) != bucket(index);
    put(&mut bytes, (0..order.len()).map(|i| gnu_hash(&order[i]) & !1 | u32::from(last(i))));
    // DT_HASH: each bucket's chain, newest first.
    let (mut heads, mut chain) = (vec![0u32; buckets as usize], vec![0u32; order.len() + 1]);
    for (index, name) in order.iter().enumerate().rev() {
        let head = &mut heads[(sysv_hash(name) % buckets) as usize];
        chain[index + 1] = std::mem::replace(head, index as u32 + 1);
    }
    let hash = put(&mut bytes, [buckets, count + 1]);
    put(&mut bytes, heads);
    put(&mut bytes, chain);
    let dynamic = Dynamic { symtab: Some(symtab), gnu_hash: Some(gnu), hash: Some(hash), ..Dynamic::empty() };
    let mut made = Made { bytes, order, dynamic };
    made.dynamic.strtab = Some(strsz as u64);
    made
}

impl Made {
    /// Its space and dynamic section, as long as `self` lives: the targets keep neither.
    fn read(&self) -> (Flat, Dynamic) {
        // SAFETY: the bytes outlive what is made of them, in the functions of this file.
        let view = unsafe { View::new(self.bytes.as_ptr(), self.bytes.len()) };
        let size = self.dynamic.strtab.unwrap_or(0) as usize;
        let strings = rtld::bytes::Strings::new(view.slice(0, size).expect("its strings"));
        (Flat(view), Dynamic { strings, ..self.dynamic })
    }

    fn symbols(&self) -> Symbols {
        let (space, dynamic) = self.read();
        symbols::read(&space, &dynamic).expect("a table that is well-formed")
    }
}

/// Every index of that name, as a lookup finds them, in ascending order.
fn found(symbols: &Symbols, name: Name) -> Vec<usize> {
    let hashes = Hashes::of(name);
    let mut all = Vec::new();
    if symbols.may_have(&hashes) {
        let _ = symbols.find(&hashes, name, |index, _| {
            all.push(index);
            None::<()>
        });
    }
    all.sort_unstable();
    all
}

fn lines(input: &[u8]) -> impl Iterator<Item = &[u8]> {
    input.split(|&byte| byte == 0 || byte == b'\n').take(40)
}

pub fn tables(input: &'static [u8]) {
    let Some((&shape, rest)) = input.split_first() else { return };
    let names: Vec<&[u8]> = lines(rest).collect();
    let made = make(&names, shape, |_| (0x12, 0, 1, 8));
    let both = made.symbols();
    let (space, dynamic) = made.read();
    let sysv = symbols::read(&space, &Dynamic { gnu_hash: None, ..dynamic }).expect("well-formed");
    assert_eq!(both.count(), names.len() + 1);
    assert_eq!(both.gnu().expect("it has one").count(), names.len() + 1);
    let absent: &[&[u8]] = &[b"absent", b"", &rest[..rest.len().min(3)]];
    for asked in names.iter().chain(absent).take(24) {
        let text: Vec<u8> = asked.iter().copied().filter(|&byte| byte != 0).chain([0]).collect();
        // SAFETY: zero-terminated, and alive.
        let name = unsafe { Name::new(text.as_ptr()) };
        let wanted = &text[..text.len() - 1];
        let linear: Vec<usize> = made
            .order
            .iter()
            .enumerate()
            .filter(|(_, n)| n.as_slice() == wanted)
            .map(|(i, _)| i + 1)
            .collect();
        assert_eq!(found(&both, name), linear, "GNU");
        assert_eq!(found(&sysv, name), linear, "SysV");
    }
}

/// A made table in which anything may be changed: offsets of the tables (five bytes), then the memory.
pub fn damaged(input: &'static [u8]) {
    let Some(memory) = input.get(8..) else { return };
    let view = view(memory);
    let place = |at: usize| u64::from(input[at]) * 8;
    let strings = rtld::bytes::Strings::new(view.slice(0, memory.len().min(128)).expect("it is there"));
    let dynamic = Dynamic {
        strings,
        symtab: Some(place(0)),
        gnu_hash: Some(place(1)).filter(|_| input[4] & 1 != 0),
        hash: Some(place(2)),
        versym: Some(place(3)).filter(|_| input[4] & 2 != 0),
        ..Dynamic::empty()
    };
    let Ok(symbols) = symbols::read(&Flat(view), &dynamic) else { return };
    assert!(symbols.count() <= memory.len() / 24);
    for asked in [Name::of(c"a"), Name::of(c"abc"), Name::of(c"memcpy"), Name::EMPTY] {
        let hashes = Hashes::of(asked);
        let mut steps = 0;
        let _ = symbols.find(&hashes, asked, |index, symbol| {
            steps += 1;
            let name = symbols.name(&symbol).expect("it was compared");
            assert!(name.same(asked) && inside(memory, name.as_ptr() as usize, 1));
            assert!(symbols.get(index).is_some());
            None::<()>
        });
        assert!(steps <= memory.len(), "a chain without end");
    }
    if let Some(gnu) = symbols.gnu() {
        let count = exported(gnu);
        let mut index = Index::with_room(2 * count, |_, _| ()).expect("memory");
        // Hashes made to collide may fill it early.
        let _ = (0..2).try_for_each(|position| index.add(position, gnu, count, |_| ()));
        assert!(index.len() <= 2 * (memory.len() / 4 + 1));
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let made = |shape: u8| {
        let made = make(&[b"a", b"abc", b"memcpy", b"b", b"a"], shape, |_| (0x12, 0, 1, 8));
        let eighth = |place: Option<u64>| (place.unwrap_or(0) / 8) as u8;
        let d = &made.dynamic;
        let mut seed = vec![eighth(d.symtab), eighth(d.gnu_hash), eighth(d.hash), 0, 1, 0, 0, 0];
        seed.extend(&made.bytes);
        seed
    };
    vec![made(0), made(0x2b), made(0xff)]
}

/// Three objects: the index answers as the walk does.
pub fn index(input: &'static [u8]) {
    let Some((&shape, rest)) = input.split_first() else { return };
    let names: Vec<&[u8]> = lines(rest).collect();
    let parts = [&names[..names.len() / 2], &names[names.len() / 3..], &names[..]];
    let made: Vec<Made> = parts
        .iter()
        .enumerate()
        .map(|(i, part)| make(part, shape.rotate_left(i as u32), |_| (0x12, 0, 1, 8)))
        .collect();
    let all: Vec<Symbols> = made.iter().map(Made::symbols).collect();
    let tables: Vec<&GnuHash> = all.iter().map(|s| s.gnu().expect("it has one")).collect();
    let mut index =
        Index::with_room(tables.iter().map(|table| exported(table)).sum(), |_, _| ()).expect("memory");
    for (position, table) in tables.into_iter().enumerate() {
        index.add(position, table, exported(table), |_| ()).expect("there is room");
    }
    for asked in names.iter().take(12) {
        let text: Vec<u8> = asked.iter().copied().chain([0]).collect();
        // SAFETY: zero-terminated, and alive.
        let name = unsafe { Name::new(text.as_ptr()) };
        let hashes = Hashes::of(name);
        let first =
            |at: usize, symbol| all[at].called_from(symbol, &hashes, name).next().map(|(n, _)| (at, n));
        let candidate = index.first(hashes.gnu);
        let indexed = candidate.and_then(|c| first(c.position, c.symbol));
        let walked = (0..all.len()).filter(|&at| all[at].may_have(&hashes)).find_map(|at| first(at, None));
        // A refusal says to walk on, if there is anything to walk to.
        assert!(indexed == walked || indexed.is_none() && candidate.is_some_and(|c| c.more));
    }
}

/// Symbols of one or two names with any type, binding, section and version: the choice is the one that the rules, read
/// plainly, make.
pub fn lookup(input: &'static [u8]) {
    let mut bytes = Bytes(input);
    let shape = bytes.byte();
    let count = usize::from(bytes.byte() % 6) + 1;
    let fields: Vec<(u8, u8, u16, u64)> = (0..count)
        .map(|_| {
            let section = [0, 1, 0xfff1, 7][usize::from(bytes.byte() & 3)];
            (bytes.byte(), bytes.byte() & 3, section, u64::from(bytes.byte() & 1) * 8)
        })
        .collect();
    let names: Vec<&[u8]> = vec![b"same"; count];
    let mut made = make(&names, shape, |index| fields[index]);
    let entries: Vec<u16> = (0..=count).map(|_| bytes.short() & 0x8007).collect();
    made.bytes.resize(made.bytes.len().next_multiple_of(8), 0);
    made.dynamic.versym = Some(made.bytes.len() as u64);
    made.bytes.extend(entries.iter().flat_map(|entry| entry.to_le_bytes()));
    let table = definitions(bytes.byte());
    // SAFETY: alive to the end of the function.
    let records = unsafe { View::new(table.as_ptr(), table.len()) };
    let strings = rtld::bytes::Strings::new(view(b"\0V3\0V4\0V5\0lib\0"));
    let versions = versions::read(
        &Flat(records),
        &Dynamic { verdef: Some(0).filter(|_| !table.is_empty()), strings, ..Dynamic::empty() },
    )
    .expect("well-formed");
    let symbols = made.symbols();
    let name = Name::of(c"same");
    let hashes = Hashes::of(name);
    let choice = bytes.byte();
    let version = [c"V3", c"V4", c"V5", c"VX"][usize::from(choice & 3)];
    let version =
        Version { name: Name::of(version), hash: elf_hash(Name::of(version)), hidden: choice & 4 != 0 };
    let wanted = Wanted {
        name,
        hashes: &hashes,
        version: Some(version).filter(|_| choice & 8 != 0),
        class: Class(choice >> 4 & 3),
        newest: choice & 0x40 != 0,
    };
    let answer = lookup::find(&symbols, &versions, &wanted).map(|(index, _)| index);
    assert_eq!(answer, plainly(&symbols, &versions, &wanted, count), "{fields:?} {entries:?} {wanted:?}");
}

/// DT_VERDEF with some of the versions 3 to 5.
fn definitions(which: u8) -> Vec<u8> {
    let picked: Vec<u16> = (0..3).filter(|bit| which >> bit & 1 != 0).collect();
    let mut table: Vec<u8> = Vec::new();
    for (place, &number) in picked.iter().enumerate() {
        let next = if place + 1 == picked.len() { 0u32 } else { 28 };
        let text = [c"V3", c"V4", c"V5"][usize::from(number)];
        let hash = elf_hash(Name::of(text));
        [1u16, 0, number + 3, 1].iter().for_each(|half| table.extend(half.to_le_bytes()));
        [hash, 20, next, 1 + 3 * u32::from(number), 0]
            .iter()
            .for_each(|word| table.extend(word.to_le_bytes()));
    }
    table
}

/// The rules of `plan/lookup`'s prologue, one after the other.
fn plainly(symbols: &Symbols, versions: &Versions, wanted: &Wanted, count: usize) -> Option<usize> {
    let symbol = |index: usize| -> Sym { symbols.get(index).expect("it is there") };
    let defines = |s: Sym| {
        let place = match s.shndx {
            SHN_UNDEF => s.value != 0 && wanted.class.0 & 1 == 0,
            0xfff1 => true,
            _ => s.value != 0 || s.info & 15 == 6,
        };
        place && matches!(s.info & 15, 0 | 1 | 2 | 5 | 6 | 10)
    };
    let candidates: Vec<usize> = (1..=count).filter(|&index| defines(symbol(index))).collect();
    let entry = |index: usize| if versions.is_empty() { None } else { symbols.version_index(index) };
    let chosen = match wanted.version {
        Some(version) => candidates.iter().copied().find(|&index| match entry(index) {
            None => true,
            Some(entry) => match versions.get(entry, symbols.strings()) {
                Some(own) => own.name.same(version.name),
                None => !version.hidden && entry & 0x8000 == 0,
            },
        }),
        None => {
            let limit = if wanted.newest { 2 } else { 3 };
            let plain = |index: &usize| entry(*index).is_none_or(|entry| entry & 0x7fff < limit);
            let default = |index: &&usize| entry(**index).is_some_and(|entry| entry & 0x8000 == 0);
            candidates.iter().copied().find(plain).or_else(|| {
                let mut defaults = candidates.iter().filter(default);
                let first = defaults.next().copied();
                if defaults.next().is_none() { first } else { None }
            })
        }
    };
    chosen.filter(|&index| {
        let s = symbol(index);
        matches!(s.info >> 4, 1 | 2 | 10) && matches!(s.other & 3, 0 | 3)
    })
}
