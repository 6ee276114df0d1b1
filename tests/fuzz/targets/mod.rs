//! Fuzz targets: the pure parsers and decisions of `rtld/elf`, `rtld/plan` and `rtld/glibc`, each with what must hold of its
//! answer for *every* input.
//!
//! In: bytes that anybody may have made. Out: nothing, or a panic. Run by `tests/fuzz.rs` (bounded, in every test run) and by
//! `cargo xtask fuzz` (long, guided by coverage). Where an answer can be had in a slower, plainer way, it is compared with
//! that. Must not: keep anything of an input, or depend on anything but it.

pub mod arena;
pub mod cache;
pub mod elf;
pub mod evidence;
pub mod hashes;
pub mod mutator;
pub mod order;
#[allow(dead_code)] // Mutations of files use the rest.
#[path = "../../harness/random.rs"]
pub mod random;
pub mod records;
pub mod start;
pub mod text;

use rtld::bytes::View;

pub struct Target {
    pub name: &'static str,
    pub run: fn(&'static [u8]),
    /// Inputs to begin with.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// The longest input.
    pub limit: usize,
    /// Pieces worth inserting.
    pub words: &'static [&'static [u8]],
}

const fn target(
    name: &'static str,
    run: fn(&'static [u8]),
    seeds: fn() -> Vec<Vec<u8>>,
    limit: usize,
) -> Target {
    Target { name, run, seeds, limit, words: &[] }
}

const fn with_words(target: Target, words: &'static [&'static [u8]]) -> Target {
    Target { words, ..target }
}

/// Every target.
pub static ALL: [Target; 23] = [
    target("header", elf::header, elf::header_seeds, 256),
    target("plan", elf::plan, elf::plan_seeds, 16 + 56 * 16),
    target("file", elf::file, elf::file_seeds, 64 << 10),
    target("dynamic", records::dynamic, records::dynamic_seeds, 2048),
    target("versions", records::versions, records::versions_seeds, 1024),
    target("relocations", records::relocations, records::relocations_seeds, 1024),
    target("notes", records::notes, records::notes_seeds, 256),
    target("names", hashes::names, text::lines, 256),
    target("hashes", hashes::tables, text::lines, 512),
    target("damaged-hashes", hashes::damaged, hashes::seeds, 1024),
    target("index", hashes::index, text::lines, 512),
    target("lookup", hashes::lookup, text::lines, 512),
    target("cache", cache::damaged, cache::seeds, 2048),
    target("sorted-cache", cache::sorted, text::lines, 512),
    with_words(target("tokens", text::tokens, text::paths, 256), text::WORDS),
    with_words(target("search-path", text::search_path, text::paths, 256), text::WORDS),
    with_words(target("globs", text::globs, text::lines, 64), &[b"*", b"?", b"**"]),
    with_words(target("command-line", start::command_line, start::words, 512), start::OPTIONS),
    with_words(target("environment", start::environment, start::variables, 512), start::VARIABLES),
    with_words(target("tunables", start::tunables, start::tunable_seeds, 512), start::TUNABLES),
    target("order", order::order, order::seeds, 256),
    target("static-tls", order::static_tls, order::seeds, 256),
    target("evidence", evidence::choose, order::seeds, 128),
];

/// The input as the loader sees memory.
pub fn view(input: &'static [u8]) -> View {
    View::of(input)
}

/// Does `[address, address + len)` lie in the input?
pub fn inside(input: &[u8], address: usize, len: usize) -> bool {
    let range = input.as_ptr_range();
    address >= range.start as usize && address.checked_add(len).is_some_and(|end| end <= range.end as usize)
}

/// Numbers taken from the input's front; 0 when it is used up.
pub struct Bytes<'a>(pub &'a [u8]);

impl Bytes<'_> {
    pub fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first
    }

    pub fn short(&mut self) -> u16 {
        u16::from_le_bytes([self.byte(), self.byte()])
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
