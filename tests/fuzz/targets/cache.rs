//! ld.so.cache: damaged files, and sorted ones made here.
//!
//! In: a file; or lines, of which a cache is made. Must hold: an answer is a string of the file, in an entry of that name;
//! in a file that is sorted as ldconfig sorts, the answer is that of a linear search. Must not: read the system's.

use super::{inside, view};
use rtld::plan::cache::Cache;
use rtld::plan::hwcaps::{Processor, Schemes, Subdirectories, subdirectories};
use std::cmp::Ordering;

const HEADER: usize = 48;
const ENTRY: usize = 24;
const KIND: u32 = 0x303;

fn processor() -> Processor {
    Processor { isa: 7, platform: Some(b"haswell"), hwcap: 6 }
}

fn order() -> Subdirectories {
    subdirectories(&processor(), None, None, Schemes::Both)
}

const ASKED: [&[u8]; 6] = [b"libc.so.6", b"libz.so.1", b"liba.so", b"", b"zz", b"lib10.so"];

pub fn damaged(input: &'static [u8]) {
    let Some(cache) = Cache::parse(view(input)) else { return };
    assert!(cache.len() <= input.len() / 12);
    let (processor, order) = (processor(), order());
    for name in ASKED {
        if let Some(path) = cache.lookup(name, &processor, &order) {
            assert!(inside(input, path.as_ptr() as usize, path.bytes().len() + 1));
        }
    }
    for setting in cache.settings() {
        for text in [Some(setting.name), Some(setting.value), setting.program].into_iter().flatten() {
            assert!(inside(input, text.as_ptr() as usize, text.bytes().len() + 1));
        }
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let new = forge(&[b"libc.so.6", b"libz.so.1", b"liba.so", b"lib2.so", b"lib10.so"], 0);
    let mut old = b"ld.so-1.7.0\0".to_vec();
    old.extend(1u32.to_le_bytes());
    old.extend([KIND, 0, 10].iter().flat_map(|word| word.to_le_bytes()));
    old.extend(b"libc.so.6\0/lib/libc.so.6\0");
    let mut both = old.clone();
    both.resize(both.len().next_multiple_of(8), 0);
    both.extend(&new);
    vec![new, old, both]
}

/// ldconfig's order, read from its documentation: digits by value, anything else as characters.
fn compare(a: &[u8], b: &[u8]) -> Ordering {
    let (mut i, mut j) = (0, 0);
    let digits = |text: &[u8], at: usize| text[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    loop {
        let (x, y) = (a.get(i).copied().unwrap_or(0), b.get(j).copied().unwrap_or(0));
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (m, n) = (digits(a, i), digits(b, j));
            let value = |text: &[u8]| text.iter().fold(0i64, |v, d| v * 10 + i64::from(d - b'0'));
            match value(&a[i..i + m]).cmp(&value(&b[j..j + n])) {
                Ordering::Equal => (i, j) = (i + m, j + n),
                other => return other,
            }
        } else if x.is_ascii_digit() != y.is_ascii_digit() {
            return if x.is_ascii_digit() { Ordering::Greater } else { Ordering::Less };
        } else if x != y {
            return (x as i8).cmp(&(y as i8));
        } else if x == 0 {
            return Ordering::Equal;
        } else {
            (i, j) = (i + 1, j + 1);
        }
    }
}

/// A cache of these names, each with a path, sorted downwards; `kinds` makes some entries of another kind.
fn forge(names: &[&[u8]], kinds: u8) -> Vec<u8> {
    let mut sorted: Vec<(usize, &[u8])> = names.iter().copied().enumerate().collect();
    sorted.sort_by(|a, b| compare(b.1, a.1));
    let start = HEADER + sorted.len() * ENTRY;
    let (mut entries, mut strings) = (Vec::new(), Vec::new());
    for (place, (number, name)) in sorted.into_iter().enumerate() {
        let key = start + strings.len();
        strings.extend(name.iter().chain(&[0]));
        let value = start + strings.len();
        strings.extend(format!("/lib/{number}\0").into_bytes());
        let kind = if kinds >> (place % 8) & 1 != 0 { 0x001 } else { KIND };
        [kind, key as u32, value as u32, 0, 0, 0].iter().for_each(|word| entries.extend(word.to_le_bytes()));
    }
    let mut file = b"glibc-ld.so.cache1.1".to_vec();
    let words = [names.len() as u32, strings.len() as u32, 2, 0, 0, 0, 0];
    words.iter().for_each(|word| file.extend(word.to_le_bytes()));
    file.extend(entries);
    file.extend(strings);
    file
}

pub fn sorted(input: &'static [u8]) {
    let Some((&kinds, rest)) = input.split_first() else { return };
    // Numbers that do not fit ldconfig's int are sorted as they wrap there: no part of this.
    let short = |name: &&[u8]| !name.split(|byte| !byte.is_ascii_digit()).any(|run| run.len() > 8);
    let names: Vec<&[u8]> = rest.split(|&byte| byte == 0 || byte == b'\n').filter(short).take(24).collect();
    let file = forge(&names, kinds);
    // SAFETY: the file lives to the end of the function.
    let whole = unsafe { rtld::bytes::View::new(file.as_ptr(), file.len()) };
    let cache = Cache::parse(whole).expect("a file that is well-formed");
    let (processor, order) = (processor(), order());
    assert_eq!(cache.len(), names.len());
    let mut sorted: Vec<(usize, &[u8])> = names.iter().copied().enumerate().collect();
    sorted.sort_by(|a, b| compare(b.1, a.1));
    for asked in names.iter().copied().chain(ASKED) {
        let fits = |(place, (number, name)): (usize, &(usize, &[u8]))| {
            (compare(name, asked) == Ordering::Equal && kinds >> (place % 8) & 1 == 0).then_some(*number)
        };
        let linear = sorted.iter().enumerate().find_map(fits).map(|number| format!("/lib/{number}"));
        let found = cache.lookup(asked, &processor, &order).map(|path| path.bytes().to_vec());
        assert_eq!(found, linear.map(String::into_bytes), "{asked:?} in {names:?}");
    }
}
