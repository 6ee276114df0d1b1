//! What is changed in a file.
//!
//! In: a file, its fields, a number. Out: a `Mutation`: bytes to overwrite, perhaps a shorter length. The same number
//! always gives the same mutation. Must not: write files.

use super::cache;
use super::fields::{File, Group, groups};
use super::random::Random;
use super::recipes;
use super::targets::Kind;

#[derive(Default, Clone)]
pub struct Mutation {
    pub edits: Vec<(usize, Vec<u8>)>,
    pub length: Option<usize>,
    /// For humans: what was done.
    pub story: Vec<String>,
}

/// A file that is mutated, and what can be changed in it.
pub struct Base {
    pub bytes: Vec<u8>,
    groups: Vec<Group>,
    /// Addresses that mean something in this file.
    addresses: Vec<u64>,
    /// File ranges of executable segments.
    code: Vec<std::ops::Range<usize>>,
    /// Where one more dynamic entry can stand.
    spare: Option<usize>,
}

const PAGE: usize = 4096;
/// Tags worth being mistaken for.
#[rustfmt::skip]
const TAGS: [u64; 50] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 32, 33, 34, 35, 36, 37,
    0x6fff_fef5, 0x6fff_fef6, 0x6fff_fef7, 0x6fff_fefb, 0x6fff_fefc, 0x6fff_fff0, 0x6fff_fff9, 0x6fff_fffa, 0x6fff_fffb,
    0x6fff_fffc, 0x6fff_fffd, 0x6fff_fffe, 0x6fff_ffff, 0x7fff_fffd, 0x7fff_ffff, 17,
];
const KINDS: [u64; 12] = [0, 1, 2, 3, 4, 5, 6, 7, 0x6474_e550, 0x6474_e551, 0x6474_e552, 0x6474_e553];
const RELOCATIONS: [u64; 24] =
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 17, 18, 24, 32, 33, 34, 35, 36, 37, 38, 255];

impl Base {
    pub fn new(bytes: Vec<u8>, kind: Kind) -> Base {
        if kind == Kind::Cache {
            let (groups, addresses) = (cache::groups(&bytes), vec![0, 48, bytes.len() as u64]);
            return Base { groups, addresses, code: vec![], spare: None, bytes };
        }
        let file = File::new(&bytes);
        let mut code = Vec::new();
        let mut addresses = vec![0, bytes.len() as u64];
        for header in file.program_headers() {
            let field = |at| file.number(header + at, 8).unwrap_or(0);
            let (vaddr, filesz, memsz) = (field(16), field(32), field(40));
            let kind = file.number(header, 8).unwrap_or(0);
            if kind as u32 == 1 && kind >> 32 & 1 != 0 {
                code.push(field(8) as usize..(field(8) + filesz) as usize);
            }
            addresses.extend([
                vaddr,
                vaddr + filesz,
                vaddr + memsz,
                (vaddr + memsz).next_multiple_of(PAGE as u64),
                memsz,
            ]);
        }
        addresses.extend(file.dynamic().into_iter().map(|e| e.2));
        let groups = groups(&bytes);
        let spare = file.spare();
        Base { groups, addresses, code, spare, bytes }
    }

    /// Mutation number `number` under `seed`.
    pub fn mutation(&self, seed: u64, number: u64) -> Mutation {
        let mut random = Random::new(seed ^ number.wrapping_mul(0xd134_2543_de82_ef95));
        let mut mutation = Mutation::default();
        let changes = match random.below(16) {
            0..8 => 1,
            8..12 => 2,
            12..15 => 3,
            _ => 4 + random.below(12),
        };
        for _ in 0..changes {
            match random.below(40) {
                0 => self.truncate(&mut random, &mut mutation),
                1 | 2 => self.random_bytes(&mut random, &mut mutation),
                3 => self.swap(&mut random, &mut mutation),
                4..8 => self.recipe(&mut random, &mut mutation),
                _ => self.field(&mut random, &mut mutation),
            }
        }
        mutation
    }

    /// Cut after `length` bytes.
    pub fn cut(&self, length: usize) -> Mutation {
        Mutation {
            length: Some(length),
            story: vec![format!("cut after {length} bytes")],
            ..Mutation::default()
        }
    }

    fn truncate(&self, random: &mut Random, mutation: &mut Mutation) {
        let length = match random.below(2) {
            0 => random.below(self.bytes.len() / PAGE + 1) * PAGE,
            _ => random.below(self.bytes.len()),
        };
        mutation.story.push(format!("cut after {length} bytes"));
        mutation.length = Some(mutation.length.map_or(length, |before| before.min(length)));
    }

    fn random_bytes(&self, random: &mut Random, mutation: &mut Mutation) {
        let count = 1 + random.below(16);
        let at = random.below(self.bytes.len().saturating_sub(count));
        // Other code is other code: what it does when it runs says nothing about the loader.
        if self.code.iter().any(|code| code.start < at + count && at < code.end) {
            return;
        }
        let bytes = (0..count).map(|_| random.next() as u8).collect();
        self.edit(mutation, at, bytes, "random");
    }

    /// Two records of one group change places.
    fn swap(&self, random: &mut Random, mutation: &mut Mutation) {
        let group = &self.groups[random.below(self.groups.len())];
        let (a, b) = (random.below(group.fields.len()), random.below(group.fields.len()));
        let (a, b) = (group.fields[a], group.fields[b]);
        if a.1 == b.1 {
            let read = |f: (usize, usize)| self.bytes[f.0..f.0 + f.1].to_vec();
            self.edit(mutation, a.0, read(b), group.name);
            self.edit(mutation, b.0, read(a), group.name);
        }
    }

    /// A change with a purpose.
    fn recipe(&self, random: &mut Random, mutation: &mut Mutation) {
        for change in recipes::pick(&File::new(&self.bytes), self.spare, random) {
            if change.at + change.bytes.len() <= self.bytes.len() {
                self.edit(mutation, change.at, change.bytes, change.what);
            }
        }
    }

    fn field(&self, random: &mut Random, mutation: &mut Mutation) {
        let group = &self.groups[random.below(self.groups.len())];
        let (at, size) = group.fields[random.below(group.fields.len())];
        let mut wide = [0; 8];
        wide[..size].copy_from_slice(&self.bytes[at..at + size]);
        let old = u64::from_le_bytes(wide);
        let new = self.value(random, group, at, size, old);
        self.edit(mutation, at, new.to_le_bytes()[..size].to_vec(), group.name);
    }

    fn value(&self, random: &mut Random, group: &Group, at: usize, size: usize, old: u64) -> u64 {
        // Some fields are choices.
        match (group.name, size) {
            ("dynamic tags", _) if random.below(2) == 0 => return random.one_of(&TAGS),
            ("program headers", 4) if random.below(2) == 0 => {
                return random.one_of(if at.is_multiple_of(8) { &KINDS } else { &[0, 1, 2, 3, 4, 5, 6, 7] });
            }
            ("DT_RELA" | "DT_JMPREL", 4) if random.below(3) != 0 => return random.one_of(&RELOCATIONS),
            ("DT_SYMTAB", 1) if random.below(2) == 0 => {
                return random
                    .one_of(&[0x01, 0x02, 0x11, 0x12, 0x16, 0x1a, 0x21, 0x22, 0x2a, 0xa1, 0xa2, 0xaa, 0xff]);
            }
            ("DT_SYMTAB", 2) if random.below(2) == 0 => {
                return random.one_of(&[0, 1, 0xfff1, 0xfff2, 0xffff]);
            }
            _ => (),
        }
        let near = self.addresses[random.below(self.addresses.len())];
        match random.below(22) {
            0 => 0,
            1 => 1,
            2 => u64::MAX,
            3 => u64::MAX >> 1,
            4 => 1 << (size * 8 - 1),
            5 => old.wrapping_add(1),
            6 => old.wrapping_sub(1),
            7 => old.wrapping_add(8),
            8 => old.wrapping_sub(8),
            9 => old.wrapping_add(PAGE as u64),
            10 => old.wrapping_sub(PAGE as u64),
            11 => old.wrapping_mul(2),
            12 => old ^ 1 << random.below(size * 8),
            13 | 14 => near,
            15 => {
                near.wrapping_add(random.one_of(&[1, 4, 7, 8, 16, 24, u64::MAX, u64::MAX - 7, u64::MAX - 15]))
            }
            16 => random.next() % (self.bytes.len() as u64 * 2),
            17 => 1 << random.below(64),
            18 => (1u64 << random.below(64)).wrapping_sub(1),
            19 => old.wrapping_neg(),
            20 => random.next() % 64,
            _ => random.next(),
        }
    }

    fn edit(&self, mutation: &mut Mutation, at: usize, bytes: Vec<u8>, what: &str) {
        let mut old = self.bytes[at..at + bytes.len()].to_vec();
        let mut new = bytes.clone();
        old.reverse();
        new.reverse();
        let hex = |b: &[u8]| b.iter().map(|x| format!("{x:02x}")).collect::<String>();
        mutation.story.push(format!("{what} at {at:#x}: {} -> {}", hex(&old), hex(&new)));
        mutation.edits.push((at, bytes));
    }
}
