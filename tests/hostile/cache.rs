//! A small ld.so.cache, to be mutated.
//!
//! In: nothing. Out: a target whose every field matters: the libraries that the opener asks for are all there is. The
//! layout is glibc's newer one (`dl-cache.h`): header, entries in descending order, strings, an extension directory with
//! the names of glibc-hwcaps subdirectories. Must not: read the system's.

use super::fields::{Group, records};
use super::targets::{Kind, Target};
use std::path::PathBuf;

const HEADER: usize = 48;
const ENTRY: usize = 24;
const FOLDER: &str = "/lib/x86_64-linux-gnu/";
/// In the order of the file.
const LIBRARIES: [&str; 7] =
    ["libzstd.so.1", "libz.so.1", "libtinfo.so.6", "libm.so.6", "liblzma.so.5", "libc.so.6", "libbz2.so.1.0"];

pub fn target() -> Option<Target> {
    let symbols = ["libm.so.6", "libz.so.1", "liblzma.so.5", "libnone.so.1", "libz.so.1"];
    Some(Target {
        name: "cache",
        kind: Kind::Cache,
        bytes: bytes(),
        file: "ld.so.cache".into(),
        program: PathBuf::new(),
        symbols: symbols.map(String::from).to_vec(),
        arguments: vec![],
    })
}

/// The file.
pub fn bytes() -> Vec<u8> {
    let hwcaps = ["x86-64-v2", "x86-64-v3"];
    // One library twice: in a subdirectory that does not exist, for processors of the second level, and plainly.
    let twice = |name: &str| name == "libz.so.1";
    let entries: Vec<(&str, bool)> = LIBRARIES
        .iter()
        .flat_map(|&name| if twice(name) { vec![(name, true), (name, false)] } else { vec![(name, false)] })
        .collect();
    let start = HEADER + entries.len() * ENTRY;
    let mut strings = Vec::new();
    let mut add = |text: String| {
        let at = (start + strings.len()) as u32;
        strings.extend(text.into_bytes());
        strings.push(0);
        at
    };
    let mut table = Vec::new();
    for (name, named) in entries.iter().copied() {
        let sub = if named { "glibc-hwcaps/x86-64-v2/" } else { "" };
        let words = [0x303, add(name.into()), add(format!("{FOLDER}{sub}{name}")), 0];
        table.extend(words.iter().flat_map(|word| word.to_le_bytes()));
        let hwcap: u64 = if named { (1 << 30 | 1) << 32 } else { 0 };
        table.extend(hwcap.to_le_bytes());
    }
    let names: Vec<u32> = hwcaps.iter().map(|name| add((*name).into())).collect();
    while !(start + strings.len()).is_multiple_of(4) {
        strings.push(0);
    }
    let extensions = (start + strings.len()) as u32;
    let mut file = b"glibc-ld.so.cache1.1".to_vec();
    let words = [entries.len() as u32, strings.len() as u32, 2, extensions, 0, 0, 0];
    file.extend(words.iter().flat_map(|word| word.to_le_bytes()));
    file.extend(table);
    file.extend(strings);
    let section = [0xeaa4_2174, 1, 1, 0, extensions + 24, 8];
    file.extend(section.iter().chain(&names).flat_map(|word| word.to_le_bytes()));
    file
}

/// What can be changed in it.
pub fn groups(bytes: &[u8]) -> Vec<Group> {
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
    let (count, extensions) = (word(20), word(32));
    let strings = HEADER + count * ENTRY;
    let letters = (strings..extensions).map(|at| (at, 1)).collect();
    let mut extension = records(extensions, 8, &[4]);
    extension.retain(|field| field.0 + 4 <= bytes.len());
    vec![
        Group { name: "cache magic", fields: records(0, 20, &[1]) },
        Group { name: "cache header", fields: records(20, 7, &[4]) },
        Group { name: "cache entries", fields: records(HEADER, count, &[4, 4, 4, 4, 8]) },
        Group { name: "cache strings", fields: letters },
        Group { name: "cache extensions", fields: extension },
    ]
}
