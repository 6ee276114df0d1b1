//! Files whose parts multiply: a thousand headers that name one note, a thousand needed versions and a thousand defined
//! ones. Each part is as good as in any file; who looks at every pair of them is busy for minutes.
//!
//! In: nothing. Out: libraries, a few megabytes each, of one writable segment. Must not: depend on a linker, which makes no
//! such files.

type Tag = (i64, Value);

enum Value {
    Is(u64),
    /// The address of the blob with this number.
    At(usize),
}
use Value::{At, Is};

const LOAD: u32 = 1;
const DYNAMIC: u32 = 2;
const NOTE: u32 = 4;
const STRINGS: &[u8] = b"\0sym\0liblarge.so\0V1\0V2\0libnowhere.so\0";
const LIBLARGE: u64 = 5;
const V1: u32 = 17;
const V2: u32 = 20;
const NOWHERE: u64 = 23;

/// A program header: kind, offset, address, size in the file and in memory, alignment.
struct Header(u32, u64, u64, u64, u64);

fn words(words: &[u64]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn halves(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn header(&Header(kind, offset, address, size, align): &Header) -> Vec<u8> {
    const READ_WRITE: u32 = 6;
    [halves(&[kind, READ_WRITE]), words(&[offset, address, address, size, size, align])].concat()
}

/// A library of these blobs: the first is the string table, the second the symbols, the third DT_HASH.
fn library(blobs: &[Vec<u8>], tags: &[Tag], more: impl Fn(&[u64]) -> Vec<Header>) -> Vec<u8> {
    const HEADER: usize = 64;
    // Their number does not depend on addresses.
    let count = 2 + more(&vec![0; blobs.len()]).len();
    let mut bytes = vec![0; HEADER + 56 * count];
    let mut places = Vec::new();
    for blob in blobs {
        bytes.resize(bytes.len().next_multiple_of(16), 0);
        places.push(bytes.len() as u64);
        bytes.extend(blob);
    }
    bytes.resize(bytes.len().next_multiple_of(16), 0);
    let dynamic = bytes.len() as u64;
    let always = [(5, At(0)), (10, Is(blobs[0].len() as u64)), (6, At(1)), (11, Is(24)), (4, At(2))];
    for (tag, value) in always.iter().chain(tags) {
        let value = match *value {
            Is(value) => value,
            At(blob) => places[blob],
        };
        bytes.extend(words(&[*tag as u64, value]));
    }
    bytes.extend(words(&[0, 0]));
    let size = bytes.len() as u64;
    let mut headers =
        vec![Header(LOAD, 0, 0, size, 4096), Header(DYNAMIC, dynamic, dynamic, size - dynamic, 8)];
    headers.extend(more(&places));
    let ident = [0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let rest = [halves(&[3 | 62 << 16, 1]), words(&[0, 64, 0]), halves(&[0, 64 | 56 << 16, count as u32, 0])];
    let start = [ident.to_vec(), rest.concat(), headers.iter().flat_map(header).collect()].concat();
    bytes[..start.len()].copy_from_slice(&start);
    bytes
}

fn blobs(strings: &[u8], large: Vec<u8>) -> Vec<Vec<u8>> {
    vec![strings.to_vec(), vec![0; 24], halves(&[1, 1, 0, 0]), large]
}

fn none(_: &[u64]) -> Vec<Header> {
    Vec::new()
}

/// 65,000 headers name one note section of 65,536 empty notes.
pub fn notes() -> Vec<u8> {
    let notes = halves(&[0, 0, 1, 0]).repeat(1 << 16);
    let size = notes.len() as u64;
    let headers =
        move |places: &[u64]| (0..65_000).map(|_| Header(NOTE, places[3], places[3], size, 8)).collect();
    library(&blobs(STRINGS, notes), &[], headers)
}

/// 30,000 segments, and 400,000 relocations that go from one to another.
pub fn segments() -> Vec<u8> {
    const FIRST: u64 = 0x4000_0000;
    const SEGMENTS: u64 = 30_000;
    const RELATIVE: u64 = 8;
    let place = |i: u64| FIRST + i * 7919 % SEGMENTS * 0x2000 + 8 * (i % 500);
    let relocations: Vec<u8> = (0..400_000).flat_map(|i| words(&[place(i), RELATIVE, 0])).collect();
    let tags = [(7, At(3)), (8, Is(relocations.len() as u64)), (9, Is(24))];
    let headers =
        |_: &[u64]| (0..SEGMENTS).map(|i| Header(LOAD, 0, FIRST + i * 0x2000, 0x1000, 0x1000)).collect();
    library(&blobs(STRINGS, relocations), &tags, headers)
}

/// `count` definitions of one version.
pub fn defines(count: u32) -> Vec<u8> {
    let record = |i| [1, 2 | 1 << 16, 5, 20, if i + 1 < count { 28 } else { 0 }, V1, 0];
    let definitions = (0..count).flat_map(|i| halves(&record(i))).collect();
    let tags = [(14, Is(LIBLARGE)), (0x6fff_fffc, At(3)), (0x6fff_fffd, Is(count.into()))];
    library(&blobs(STRINGS, definitions), &tags, none)
}

/// `count` needs of another version with the same hash.
pub fn needs(count: u32) -> Vec<u8> {
    let record = |i| [5, 2 | 2 << 16, V2, if i + 1 < count { 16 } else { 0 }];
    let first = halves(&[1 | 0xffff << 16, LIBLARGE as u32, 16, 0]);
    let needs = first.into_iter().chain((0..count).flat_map(|i| halves(&record(i)))).collect();
    let tags = [(1, Is(LIBLARGE)), (0x6fff_fffe, At(3)), (0x6fff_ffff, Is(1))];
    library(&blobs(STRINGS, needs), &tags, none)
}

/// `count` files of which one version each is needed, and 65,535 are announced.
pub fn announces(count: u32) -> Vec<u8> {
    let file = |i| [1 | 0xffff << 16, LIBLARGE as u32, 16, if i + 1 < count { 32 } else { 0 }];
    let record = |i| [halves(&file(i)), halves(&[5, 2 | 2 << 16, V1, 0])].concat();
    let needs = (0..count).flat_map(record).collect();
    library(&blobs(STRINGS, needs), &[(0x6fff_fffe, At(3)), (0x6fff_ffff, Is(count.into()))], none)
}

/// A DT_RUNPATH of so many directories, and a library that is in none of them.
pub fn runpath(count: u32) -> Vec<u8> {
    let path: Vec<u8> = (0..count).flat_map(|i| format!("/nowhere/{i:x}:").into_bytes()).collect();
    let strings = [STRINGS, &path, b"\0"].concat();
    let tags = [(1, Is(NOWHERE)), (29, Is(STRINGS.len() as u64))];
    library(&blobs(&strings, Vec::new()), &tags, none)
}
