//! The tables of the dynamic section, each alone, in memory whose addresses are the input's indices.
//!
//! In: bytes. Must hold: names end inside; chains end; DT_RELR says what the plainest decoder says. Must not: need a file
//! around the table.

use super::{inside, view};
use rtld::bytes::{Name, Space, Strings, Table, View};
use rtld::elf::dynamic::{self, Dynamic};
use rtld::elf::{notes, relocs, versions};
use rtld::plan::map;

pub struct Flat(pub View);

impl Space for Flat {
    fn window(&self, vaddr: u64) -> View {
        usize::try_from(vaddr).ok().and_then(|at| self.0.from(at)).unwrap_or(View::EMPTY)
    }
}

fn words(values: &[u64]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

pub fn dynamic(input: &'static [u8]) {
    let Ok(found) = dynamic::read(&Flat(view(input)), 0, 16) else { return };
    assert!(inside(input, found.entries.address(), found.entries.len() * 16));
    let stated = found.strtab.is_some() && !found.strings.is_empty();
    assert!(!stated || inside(input, found.strings.address(), found.strings.len()));
    // Without DT_STRTAB the one string is ours, and empty.
    let named = |name: Name| {
        assert!(found.strtab.is_none() || inside(input, name.as_ptr() as usize, name.bytes().len() + 1));
    };
    found.needed().for_each(|needed| named(needed.name()));
    let names = [found.soname, found.rpath, found.runpath, found.audit, found.depaudit];
    names.into_iter().flatten().for_each(named);
    assert!(found.rpath.is_none() || found.runpath.is_none());
    let arrays = [found.init_array, found.fini_array, found.preinit_array];
    assert!(arrays.into_iter().flatten().all(|(at, _)| at % 8 == 0));
    let stated = found.entries.iter().filter(|e| matches!(e.tag, 1 | 0x7fff_fffd | 0x7fff_ffff)).count();
    assert_eq!(found.needed().count(), stated);
}

pub fn dynamic_seeds() -> Vec<Vec<u8>> {
    let mut section = words(&[
        5,
        512,
        10,
        64,
        1,
        1,
        14,
        1,
        15,
        3,
        29,
        5,
        6,
        640,
        11,
        24,
        7,
        0,
        8,
        48,
        9,
        24,
        23,
        0,
        2,
        24,
        20,
        7,
        25,
        64,
        27,
        16,
        30,
        8,
        0x6fff_fffb,
        1,
        0x7fff_fffd,
        3,
        36,
        0,
        35,
        8,
        37,
        8,
        0,
        0,
    ]);
    section.resize(512, 0);
    section.extend(b"\0a\0bc\0lib.so\0/path:$ORIGIN\0".iter());
    section.resize(700, 0);
    vec![section, words(&[0, 0])]
}

/// Where DT_VERDEF lies (two bytes), DT_VERNEED, and at the end strings.
pub fn versions(input: &'static [u8]) {
    let Some(strings) = input.len().checked_sub(64) else { return };
    let view = view(input);
    let verdef = view.read::<u16>(0).unwrap_or(0).into();
    let Some(tail) = view.from(strings) else { return };
    let dynamic =
        Dynamic { verneed: Some(2), verdef: Some(verdef), strings: Strings::new(tail), ..Dynamic::empty() };
    let Ok(found) = versions::read(&Flat(view), &dynamic) else { return };
    let named = |name: Name| assert!(inside(input, name.as_ptr() as usize, name.bytes().len() + 1));
    let mut records = 0;
    // A hash of 0 is no version, whose index it may take.
    let definitions = found.definitions(&Flat(view), dynamic.strings).map(|d| d.hash);
    let mut hashes = found
        .needs(&Flat(view), dynamic.strings)
        .flat_map(|n| n.versions())
        .map(|v| v.hash)
        .chain(definitions);
    let has_none = hashes.any(|hash| hash == 0);
    for need in found.needs(&Flat(view), dynamic.strings) {
        named(need.file);
        records += 1 + need.versions().count();
        for version in need.versions() {
            named(version.name);
            assert!(usize::from(version.index) < found.len() && version.index <= versions::INDEX);
            assert!(found.get(version.index, dynamic.strings).is_some() || has_none);
        }
    }
    for definition in found.definitions(&Flat(view), dynamic.strings) {
        named(definition.name);
        records += 1;
        assert!(usize::from(definition.index) < found.len());
        assert!(found.defines(definition.hash, definition.name, dynamic.strings));
    }
    assert!(records <= input.len() / 4 + 4, "more records than bytes can hold");
    assert!(
        found.len() <= 0x8000 && found.get(u16::MAX, dynamic.strings).is_none_or(|_| found.len() == 0x8000)
    );
}

pub fn versions_seeds() -> Vec<Vec<u8>> {
    let mut need: Vec<u8> = [100u16, 1, 2, 1, 0, 16, 0, 48, 0].iter().flat_map(|h| h.to_le_bytes()).collect();
    need.extend([0x0541u16, 0, 0, 0x8005, 6, 0, 16, 0].iter().flat_map(|h| h.to_le_bytes()));
    need.extend([0x0542u16, 0, 2, 4, 9, 0, 0, 0].iter().flat_map(|h| h.to_le_bytes()));
    need.extend([1u16, 1, 1, 0, 16, 0, 0, 0].iter().flat_map(|h| h.to_le_bytes()));
    need.extend([0x0541u16, 0, 0, 3, 6, 0, 0, 0].iter().flat_map(|h| h.to_le_bytes()));
    need.resize(100, 0);
    need.extend([1u16, 1, 1, 1, 0x11, 0, 20, 0, 28, 0].iter().flat_map(|h| h.to_le_bytes()));
    need.extend([1u16, 0, 0, 0].iter().flat_map(|h| h.to_le_bytes()));
    need.extend([1u16, 0, 2, 1, 0x12, 0, 20, 0, 0, 0].iter().flat_map(|h| h.to_le_bytes()));
    need.extend([6u16, 0, 0, 0].iter().flat_map(|h| h.to_le_bytes()));
    let mut strings = b"\0file\0V1\0V2\0".to_vec();
    strings.resize(64, 0);
    need.extend(strings);
    vec![need]
}

/// Sixteen bytes of places and sizes, then words.
pub fn relocations(input: &'static [u8]) {
    let view = view(input);
    let table: Table<u64> = view.table(0, input.len() / 8).unwrap_or(Table::EMPTY);
    let all: Vec<u64> = table.iter().collect();
    let mut plain = plainly(&all).into_iter();
    assert!(relocs::places(table).eq(plain.by_ref()), "DT_RELR");
    let half = |at: usize| u64::from(view.read::<u16>(at).unwrap_or(0));
    let dynamic = Dynamic {
        rela: Some((half(0), half(2))),
        jmprel: Some((half(4), half(6))),
        relr: Some((half(8), half(10))),
        relacount: half(12) as usize,
        ..Dynamic::empty()
    };
    let Ok(found) = relocs::read(&Flat(view), &dynamic) else { return };
    for table in [found.rela(), found.plt(), found.relative(), found.symbolic()] {
        assert!(table.is_empty() || inside(input, table.address(), table.len() * 24));
    }
    assert_eq!(found.relative().len() + found.symbolic().len(), found.rela().len());
    // Nothing is done twice: whatever both tables hold is cut from one.
    let (start, plt) = (found.rela().address(), found.plt().address());
    if !found.rela().is_empty() && !found.plt().is_empty() && start <= plt {
        assert!(start + found.rela().len() * 24 <= plt || half(4) < half(0), "overlap");
    }
}

/// The decoder as the proposal writes it, bit by bit.
fn plainly(words: &[u64]) -> Vec<u64> {
    let (mut out, mut base) = (Vec::new(), None::<u64>);
    for &word in words {
        if word & 1 == 0 {
            out.push(word);
            base = Some(word.wrapping_add(8));
        } else if let Some(at) = base {
            out.extend((1..64).filter(|i| word >> i & 1 != 0).map(|i| at.wrapping_add((i - 1) * 8)));
            base = Some(at.wrapping_add(63 * 8));
        }
    }
    out
}

pub fn relocations_seeds() -> Vec<Vec<u8>> {
    vec![words(&[0x0030_0018_0060_0018, 0x1000, 0b1011, u64::MAX, 0x2000, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0])]
}

pub fn notes(input: &'static [u8]) {
    for align in [4, 8] {
        for note in notes::gnu(view(input), align) {
            assert!(inside(input, note.description.address(), note.description.len()));
        }
        // Found only where it stands, behind its head.
        if let Some(id) = notes::build_id(view(input), align) {
            let head = [4u32, 20, 3, 0x0055_4e47].map(u32::to_le_bytes);
            let whole = [head.as_flattened(), &id].concat();
            assert!(input.windows(whole.len()).any(|window| window == whole));
        }
    }
    properties(input);
}

fn properties(input: &'static [u8]) {
    let all = map::properties(view(input));
    // What a shorter view says, the longer one says or overrules; with nothing to read there is nothing.
    assert_eq!(map::properties(view(&input[..0])), Default::default());
    let zeros = input.iter().all(|&byte| byte == 0);
    assert!(!zeros || all == Default::default());
}

pub fn notes_seeds() -> Vec<Vec<u8>> {
    let note = [4u32, 32, 5, 0x0055_4e47, 0xc000_0002, 4, 3, 0, 0xc000_8002, 4, 3, 0];
    let more = [4u32, 16, 5, 0x0055_4e47, 2, 0, 0xb000_8000, 4];
    let build = [4u32, 0, 1, 0x0055_4e47, 4, 20, 3, 0x0055_4e47, 1, 2, 3, 4, 5];
    [&note[..], &more, &build].map(|note| note.iter().flat_map(|word| word.to_le_bytes()).collect()).into()
}
