//! Changes with a purpose: what random values in random fields would seldom hit.
//!
//! In: a file, a random number. Out: a few edits that belong together. Each recipe leads to some error of the loader or to
//! a path that few files take (`variants` shows whether it does). Must not: be needed for anything else.

use super::fields::File;
use super::random::Random;

pub struct Change {
    pub at: usize,
    pub bytes: Vec<u8>,
    pub what: &'static str,
}

fn put(at: usize, value: u64, size: usize, what: &'static str) -> Change {
    Change { at, bytes: value.to_le_bytes()[..size].to_vec(), what }
}

const LOAD: u64 = 1;
const DYNAMIC: u64 = 2;
const TLS: u64 = 7;
const STACK: u64 = 0x6474_e551;

/// Tags whose value is a string's offset, a flag set, or an address with a size, for one more dynamic entry.
const STRINGS: [u64; 8] = [1, 14, 15, 29, 0x6fff_fefb, 0x6fff_fefc, 0x7fff_fffd, 0x7fff_ffff];
const FLAGS_1: u64 = 0x6fff_fffb;
/// DF_1_NOOPEN and DF_1_PIE, alone or with others.
const BITS_1: [u64; 6] = [0x40, 0x0800_0000, 0x0800_0040, 0x1, 0x800, u64::MAX];

/// One recipe, if the file has what it needs.
pub fn pick(file: &File, spare: Option<usize>, random: &mut Random) -> Vec<Change> {
    let header = |kind: u64| file.program_headers().into_iter().find(|&at| file.number(at, 4) == Some(kind));
    let loads: Vec<usize> =
        file.program_headers().into_iter().filter(|&at| file.number(at, 4) == Some(LOAD)).collect();
    let load = |random: &mut Random| loads.get(random.below(loads.len())).copied();
    match random.below(16) {
        // e_ident and its neighbours, each with a value that some system uses.
        0 if random.below(3) == 0 => {
            // A processor that nobody has.
            let Some(at) = file.isa_needed() else { return vec![] };
            vec![put(at, 1 << random.below(32), 4, "recipe: ISA needed")]
        }
        0 => {
            let (at, size, value) = random.one_of(&[
                (0usize, 1usize, 0u64),
                (4, 1, 1),
                (5, 1, 2),
                (6, 1, 2),
                (7, 1, 9),
                (8, 1, 4),
                (12, 1, 1),
                (16, 2, 1),
                (16, 2, 2),
                (18, 2, 183),
                (20, 4, 2),
                (54, 2, 32),
            ]);
            let mut all = vec![put(at, value, size, "recipe: ELF header")];
            // An ABI version is wrong only with an ABI that has none.
            if at == 8 && random.below(2) == 0 {
                all.push(put(7, 0, 1, "recipe: ELF header"));
            }
            all
        }
        // The program headers elsewhere.
        1 => vec![put(32, random.one_of(&[0, 64, 1 << 40, u64::MAX, u64::MAX - 55]), 8, "recipe: e_phoff")],
        // One more entry.
        2 | 3 => spare.map_or(vec![], |at| {
            let strings = random.below(3) != 0;
            let (tag, value) = match strings {
                true => (random.one_of(&STRINGS), random.one_of(&[0, 1, 0xffff_ffff, u64::MAX, 1 << 40])),
                false => (FLAGS_1, random.one_of(&BITS_1)),
            };
            vec![put(at, tag, 8, "recipe: entry"), put(at + 8, value, 8, "recipe: entry")]
        }),
        // A record of another size, a revision of another time.
        4 if random.below(2) == 0 => {
            let sizes: Vec<_> =
                file.dynamic().into_iter().filter(|e| matches!(e.1, 9 | 11 | 20 | 37)).collect();
            let versions: Vec<_> =
                [0x6fff_fffcu64, 0x6fff_fffe].into_iter().filter_map(|tag| file.place(tag)).collect();
            match random.below(2) {
                0 => sizes.get(random.below(sizes.len())).map_or(vec![], |e| {
                    vec![put(e.0 + 8, random.one_of(&[0, 16, 17, u64::MAX]), 8, "recipe: size of a record")]
                }),
                _ => versions.get(random.below(versions.len())).map_or(vec![], |&at| {
                    vec![put(at, random.one_of(&[0, 2, 0xffff]), 2, "recipe: revision")]
                }),
            }
        }
        // A tag with another entry's value.
        4 | 5 => {
            let entries = file.dynamic();
            let (Some(a), Some(b)) =
                (entries.get(random.below(entries.len())), entries.get(random.below(entries.len())))
            else {
                return vec![];
            };
            vec![put(a.0 + 8, b.2, 8, "recipe: value of another")]
        }
        // No PT_DYNAMIC, no PT_LOAD.
        6 => match random.below(3) {
            0 => header(DYNAMIC).map_or(vec![], |at| vec![put(at, 0, 4, "recipe: no PT_DYNAMIC")]),
            1 => loads.iter().map(|&at| put(at, 0, 4, "recipe: no PT_LOAD")).collect(),
            _ => header(DYNAMIC).map_or(vec![], |at| vec![put(at + 32, 0, 8, "recipe: PT_DYNAMIC stripped")]),
        },
        // A hole before a segment's pages; a segment behind the end of the file; one of enormous size.
        7 | 8 => load(random).map_or(vec![], |at| {
            let old = |field: usize| file.number(at + field, 8).unwrap_or(0);
            match random.below(5) {
                0 => vec![put(at + 8, old(8) + 1, 8, "recipe: p_offset")],
                1 => vec![put(at + 8, old(8) + (1 << 30), 8, "recipe: p_offset")],
                2 => vec![put(at + 40, 1 << 46 | old(40), 8, "recipe: p_memsz")],
                3 => vec![put(at + 32, old(32) / 2, 8, "recipe: p_filesz")],
                _ => vec![put(at + 4, random.next() & 7, 4, "recipe: p_flags")],
            }
        }),
        // TLS of every shape.
        9 => header(TLS).map_or(vec![], |at| {
            let align = 1u64 << random.below(42);
            match random.below(4) {
                0 => vec![put(at + 48, align, 8, "recipe: TLS alignment")],
                1 => vec![put(at + 40, 1 << random.below(48), 8, "recipe: TLS size")],
                2 => vec![put(at + 16, random.next() >> random.below(64), 8, "recipe: TLS address")],
                _ => vec![
                    put(at + 32, 1 << 20, 8, "recipe: TLS image"),
                    put(at + 40, 1 << 20, 8, "recipe: TLS image"),
                ],
            }
        }),
        10 => header(STACK).map_or(vec![], |at| vec![put(at + 4, 7, 4, "recipe: executable stack")]),
        // The tables that have a size of their own: too long by one.
        11 => {
            let sizes: Vec<_> = file
                .dynamic()
                .into_iter()
                .filter(|e| matches!(e.1, 2 | 8 | 10 | 27 | 28 | 33 | 35))
                .collect();
            sizes.get(random.below(sizes.len())).map_or(vec![], |e| {
                let value = random.one_of(&[e.2 + 8, e.2 + 24, e.2 * 2, 1 << 20, 1 << 33, u64::MAX, 1, 0]);
                vec![put(e.0 + 8, value, 8, "recipe: size of a table")]
            })
        }
        // A relocation of another kind, for another symbol, at another place.
        12 | 13 => {
            let table = random.one_of(&[(7u64, 8u64), (23, 2)]);
            let Some((at, count)) = file.table(table.0, table.1, 24).filter(|t| t.1 != 0) else {
                return vec![];
            };
            let at = at + 24 * random.below(count);
            match random.below(4) {
                0 => vec![put(at + 8, random.one_of(&[5, 6, 7, 8, 16, 17, 18, 36, 37]), 4, "recipe: r_type")],
                1 => vec![put(at + 12, random.one_of(&[0, 1, 2, 0xff_ffff, u64::MAX]), 4, "recipe: r_sym")],
                2 => vec![put(at, random.next() >> random.below(64), 8, "recipe: r_offset")],
                _ => {
                    let value = random.next() >> random.below(64);
                    vec![put(at + 8, 37, 8, "recipe: IRELATIVE"), put(at + 16, value, 8, "recipe: resolver")]
                }
            }
        }
        // A symbol of another type, section, value.
        14 => file.table(6, 0, 24).map_or(vec![], |(at, _)| {
            let at = at + 24 * (1 + random.below(64));
            match random.below(3) {
                0 => vec![put(at + 4, random.one_of(&[0x1a, 0x2a, 0x16, 0xa1, 0x0a]), 1, "recipe: st_info")],
                1 => vec![put(at + 8, random.next() >> random.below(64), 8, "recipe: st_value")],
                _ => vec![put(at + 6, random.one_of(&[0, 1, 0xfff1]), 2, "recipe: st_shndx")],
            }
        }),
        // A tag that the loader does not know instead of one that it needs.
        _ => {
            let entries = file.dynamic();
            entries
                .get(random.below(entries.len()))
                .map_or(vec![], |e| vec![put(e.0, 0x7000_0000, 8, "recipe: tag gone")])
        }
    }
}
