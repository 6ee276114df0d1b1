//! Errors that explain: what follows glibc's line when a start fails.
//!
//! In: the error, and the objects loaded so far, which a failed start leaves as they are. Out: at most twelve indented
//! lines: who wanted it, where it was looked for, what is known of the file, what would help. Every suggestion was
//! tried before it is made: a file that is offered was opened and fits. RTLD_ERRORS=short, and a program with raised
//! privileges, get none of it. Must not: run anything, or be asked while the program runs (dlerror() has one line).

use super::{Number, Sink};
use crate::bytes::Name;
use crate::elf::{SHN_UNDEF, Sym};
use crate::error::{
    Error, HeaderError, MapError, SymbolError, TlsError, VersionError, VersionErrorKind, What,
};
use crate::link::candidate::{self, Attempt, Outcome};
use crate::link::linker::{BASE, linker};
use crate::link::locate;
use crate::link::object::{Kind, ObjectRef};
use crate::link::transaction::display_name;
use crate::sys::file;
use crate::trace::Rule;
use alloc::ffi::CString;
use alloc::vec::Vec;

/// How many lines there may be.
const MOST: usize = 12;
/// How many directories are looked into for another copy.
const DIRECTORIES: usize = 64;

/// The lines for `error`; empty if there is nothing to add.
pub fn lines(error: &Error) -> Vec<u8> {
    let mut to = Lines { text: Vec::new(), count: 0 };
    let object = error.0.object.as_slice();
    match &error.0.what {
        What::Search(_) => missing(object, &mut to),
        What::Header(reason) => header(object, *reason, &mut to),
        What::Map(MapError::BeyondFile) => truncated(object, &mut to),
        What::Map(_) | What::Parse(_) => {
            wanted_by(object, &mut to);
        }
        What::Version(list) => list.iter().take(3).for_each(|one| version(one, &mut to)),
        What::Symbol(SymbolError::Undefined { name, version }) => symbol(name, version.as_deref(), &mut to),
        What::Tls(TlsError::StaticExhausted { needed, free }) => static_tls(*needed, *free, &mut to),
        _ => {}
    }
    to.text
}

/// The text being put together: a label, then what it says.
struct Lines {
    text: Vec<u8>,
    count: usize,
}

impl Lines {
    fn line(&mut self, label: &str, parts: &[&[u8]]) {
        if self.count == MOST {
            return;
        }
        self.count += 1;
        self.text.all(&[b"  ", label.as_bytes()]);
        self.text.extend(core::iter::repeat_n(b' ', 12usize.saturating_sub(label.len())));
        self.text.all(parts);
        self.text.put(b"\n");
    }
}

fn decimal(value: u64) -> Vec<u8> {
    let mut text = Vec::new();
    text.number(Number::Decimal(value));
    text
}

fn base_name(path: &[u8]) -> &[u8] {
    path.rsplit(|&byte| byte == b'/').next().unwrap_or(path)
}

/// What an object is called here: its path, or argv[0] for the program.
fn shown<'a>(object: ObjectRef) -> &'a [u8] {
    display_name(object)
}

/// The first object, in load order, that needs `name` (or the file of that name).
pub fn requester(name: &[u8]) -> Option<ObjectRef> {
    let objects = linker().namespaces[BASE].list();
    let needs = |object: &ObjectRef| {
        object.dynamic.needed().any(|needed| {
            let needed = needed.name().bytes();
            needed == name || (name.contains(&b'/') && base_name(name) == needed)
        })
    };
    objects.into_iter().find(needs)
}

fn wanted_by(name: &[u8], to: &mut Lines) -> Option<ObjectRef> {
    let first = requester(name)?;
    let mut text = shown(first).to_vec();
    let mut object = first;
    for _ in 0..4 {
        match object.state().loader.get() {
            Some(by) => {
                text.all(&[b", itself wanted by ", shown(by)]);
                object = by;
            }
            None => break,
        }
    }
    to.line("wanted by", &[&text]);
    Some(first)
}

// ---- a library that was not found ----

fn missing(name: &[u8], to: &mut Lines) {
    let by = wanted_by(name, to);
    let attempts = locate::attempts(name, by);
    looked_in(name, &attempts, to);
    if !name.contains(&b'/') {
        elsewhere(name, by, to);
    }
}

/// Each rule with its directories, the last subdirectory of each alone; and what was there but did not fit.
fn looked_in(name: &[u8], attempts: &[Attempt], to: &mut Lines) {
    let mut label = "looked in";
    let mut rest = attempts;
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|a| a.rule == first.rule && a.owner == first.owner).count();
        let (group, after) = rest.split_at(same);
        rest = after;
        let mut text = Vec::new();
        for attempt in group {
            let dir = attempt.path.strip_suffix(name).unwrap_or(&attempt.path);
            let sub = group.iter().any(|other| {
                let other = other.path.strip_suffix(name).unwrap_or(&other.path);
                dir.strip_prefix(other).is_some_and(is_capability)
            });
            let Some(reason) = reason(attempt).filter(|reason| !sub || !reason.is_empty()) else { continue };
            let dir = dir.strip_suffix(b"/").unwrap_or(dir);
            text.all(&[if text.is_empty() { b"" } else { b", " }, dir, &reason]);
        }
        if text.is_empty() {
            continue;
        }
        let owner =
            first.owner.as_deref().map(|owner| if owner.is_empty() { super::text::program() } else { owner });
        let rule = super::lines::name_of(first.rule).as_bytes();
        match (first.rule, owner) {
            (Rule::Cache | Rule::Path, _) => to.line(label, &[&text]),
            (_, Some(owner)) => to.line(label, &[&text, b" (", rule, b" of ", owner, b")"]),
            _ => to.line(label, &[&text, b" (", rule, b")"]),
        }
        label = "";
    }
}

/// The subdirectories that are searched before a directory itself (ld.so(8), Hardware capabilities).
fn is_capability(rest: &[u8]) -> bool {
    let first = rest.split(|&byte| byte == b'/').next().unwrap_or(b"");
    matches!(first, b"glibc-hwcaps" | b"tls" | b"haswell" | b"xeon_phi" | b"avx512_1" | b"x86_64")
}

/// What came of an attempt; `None`: not worth a word.
fn reason(attempt: &Attempt) -> Option<Vec<u8>> {
    Some(match attempt.outcome {
        Outcome::Failed(errno) if errno.0 == 2 => Vec::new(),
        Outcome::Failed(errno) => {
            let mut text = b" (".to_vec();
            let mut words = Vec::new();
            super::reason::put_errno(errno.0, &mut words);
            text.all(&[words.strip_prefix(b": ").unwrap_or(&words), b")"]);
            text
        }
        Outcome::BadHeader(HeaderError::Class(_)) => b" (there, but a 32-bit file)".to_vec(),
        Outcome::BadHeader(HeaderError::Machine(machine)) => {
            let mut text = b" (there, but for another machine, ".to_vec();
            text.all(&[machine_name(machine).as_bytes(), b")"]);
            text
        }
        Outcome::BadHeader(_) | Outcome::BadRead => b" (there, but not a library)".to_vec(),
        Outcome::MissingDirectory => b" (no such directory)".to_vec(),
        Outcome::NotInCache => b" (not in it)".to_vec(),
        Outcome::NoDefaultLibraries => b" (the object wants no default libraries)".to_vec(),
        Outcome::Refused => b" (refused by an auditor)".to_vec(),
        Outcome::NotSetUserId => b" (lacks the set-user-ID bit)".to_vec(),
        Outcome::Taken => return None,
    })
}

fn machine_name(machine: u16) -> &'static str {
    match machine {
        3 => "i386",
        8 => "MIPS",
        20 | 21 => "PowerPC",
        22 => "S/390",
        40 => "ARM",
        62 => "x86-64",
        183 => "AArch64",
        243 => "RISC-V",
        258 => "LoongArch",
        _ => "an unknown one",
    }
}

/// A directory worth a look, and the object whose RPATH or RUNPATH names it.
struct Place {
    directory: Vec<u8>,
    of: Option<ObjectRef>,
}

fn places() -> Vec<Place> {
    let objects = linker().namespaces[BASE].list();
    let mut places: Vec<Place> = Vec::new();
    let mut add = |directory: Vec<u8>, of: Option<ObjectRef>| {
        if places.len() < DIRECTORIES && !places.iter().any(|place| place.directory == directory) {
            places.push(Place { directory, of });
        }
    };
    for &object in &objects {
        for list in [object.dynamic.rpath, object.dynamic.runpath].into_iter().flatten() {
            locate::path_of(object, list.bytes()).into_iter().for_each(|dir| add(dir, Some(object)));
        }
    }
    for &object in objects.iter().filter(|o| matches!(o.kind, Kind::Program | Kind::Library)) {
        if let Some(origin) = locate::origin(&object) {
            let with = |tail: &[u8]| [origin.as_bytes(), tail].concat();
            add(with(b"/"), None);
            if object.kind == Kind::Program {
                add(with(b"/../lib/"), None);
                add(with(b"/lib/"), None);
            }
        }
    }
    add(b"/usr/local/lib/".to_vec(), None);
    places
}

/// A copy that would do, in a place that the rules do not reach for this requester.
fn elsewhere(name: &[u8], by: Option<ObjectRef>, to: &mut Lines) {
    for place in places() {
        let path = [place.directory.as_slice(), name].concat();
        if !fits(&path) {
            continue;
        }
        let directory = place.directory.strip_suffix(b"/").unwrap_or(&place.directory);
        match place.of.filter(|&of| Some(of) != by) {
            Some(of) => {
                to.line("found", &[&path, b" (x86-64): there is a RUNPATH to it in ", shown(of), b","]);
                to.line("", &[b"but a RUNPATH serves only the file that has it, not its dependencies"]);
            }
            None => to.line("found", &[&path, b" (x86-64), which no rule leads to"]),
        }
        to.line("try", &[b"LD_LIBRARY_PATH=", directory]);
        if let Some(by) = by.filter(|by| by.kind == Kind::Library) {
            to.line("", &[b"or patchelf --add-rpath ", directory, b" ", shown(by)]);
        }
        return;
    }
}

/// Would this file be taken?
fn fits(path: &[u8]) -> bool {
    let Ok(path) = CString::new(path) else { return false };
    candidate::open(&path, &path, Rule::Path).is_ok_and(|found| {
        let ends = found.program_headers().iter().filter(|p| p.kind == crate::elf::PT_LOAD);
        ends.map(|p| p.offset.saturating_add(p.filesz)).all(|end| end <= found.stat.size)
    })
}

// ---- a file that is no library ----

fn header(object: &[u8], reason: HeaderError, to: &mut Lines) {
    if matches!(reason, HeaderError::Class(_) | HeaderError::Machine(_)) {
        return missing(object, to);
    }
    if let Some(kind) = kind_of(object) {
        to.line("the file", &[kind.as_bytes()]);
    }
    let by = wanted_by(object, to);
    elsewhere(base_name(object), by, to);
}

/// What a file that is no ELF file is, by its first bytes.
fn kind_of(path: &[u8]) -> Option<&'static str> {
    let path = CString::new(path).ok()?;
    let mut bytes = [0; 256];
    let length = file::open(&path).ok()?.read(&mut bytes).ok()?;
    let start = bytes.get(..length)?;
    let begins = |text: &[u8]| start.starts_with(text);
    let has = |text: &[u8]| start.windows(text.len()).any(|window| window == text);
    Some(if start.is_empty() {
        "is empty"
    } else if begins(b"version https://git-lfs") {
        "is a Git LFS pointer: the file itself was never fetched (git lfs pull)"
    } else if has(b"GNU ld script") || begins(b"INPUT") || begins(b"GROUP") {
        "is a linker script: made for linking a program, not for running it"
    } else if begins(b"!<arch>") {
        "is a static archive: made for linking a program, not for running it"
    } else if begins(b"\x1f\x8b") || begins(b"\x28\xb5\x2f\xfd") || begins(b"\xfd7zXZ") || begins(b"BZh") {
        "is compressed"
    } else if begins(b"PK\x03\x04") {
        "is a zip archive"
    } else if begins(b"<!DOCTYPE") || begins(b"<html") || begins(b"<?xml") {
        "is a web page: a download that went wrong?"
    } else if begins(b"#!") {
        "is a script"
    } else if begins(b"MZ") {
        "is a Windows program"
    } else if begins(b"\xcf\xfa\xed\xfe") || begins(b"\xca\xfe\xba\xbe") {
        "is a macOS (Mach-O) file"
    } else if begins(b"\x7fELF") && length < 64 {
        "is an ELF file that ends within its header"
    } else if start.iter().all(|&byte| byte == 0) {
        "begins with zeros: a copy that was cut off?"
    } else if !begins(b"\x7fELF") {
        "is no ELF file"
    } else {
        return None;
    })
}

fn truncated(name: &[u8], to: &mut Lines) {
    let by = requester(name);
    let attempts = locate::attempts(name, by);
    let taken = attempts.iter().find(|attempt| attempt.outcome == Outcome::Taken);
    if let Some(path) = taken.and_then(|attempt| CString::new(attempt.path.as_slice()).ok())
        && let Ok(found) = candidate::open(&path, &path, Rule::Path)
    {
        let mut text = path.as_bytes().to_vec();
        let segments = found.program_headers().iter().filter(|p| p.kind == crate::elf::PT_LOAD);
        let beyond = |end: &(usize, u64)| end.1 > found.stat.size;
        let ends = segments.map(|p| p.offset.saturating_add(p.filesz)).enumerate();
        if let Some((index, end)) = ends.into_iter().find(beyond) {
            text.all(&[
                b" has ",
                &decimal(found.stat.size),
                b" bytes, its segment ",
                &decimal(index as u64 + 1),
            ]);
            text.all(&[b" goes to ", &decimal(end)]);
        }
        to.line("the file", &[&text]);
    }
    wanted_by(name, to);
    elsewhere(base_name(name), by, to);
}

// ---- versions ----

fn version(error: &VersionError, to: &mut Lines) {
    if error.kind != VersionErrorKind::NotFound {
        return;
    }
    let objects = linker().namespaces[BASE].list();
    let called = |name: &[u8]| objects.iter().copied().find(|&object| display_name(object) == name);
    if let Some(requirer) = called(&error.requirer) {
        let names = symbols_of_version(requirer, &error.version);
        to.line("needed for", &[&list(names.iter().map(Vec::as_slice), 6)]);
    }
    if let Some(provider) = called(&error.provider) {
        let mut offered: Vec<&[u8]> =
            provider.versions.definitions().filter(|d| !d.base).map(|d| d.name.bytes()).collect();
        // The last ones are the newest: what matters is how far it goes.
        let more = offered.len().saturating_sub(6);
        offered.drain(..more);
        let before: &[u8] = if more > 0 { b"... " } else { b"" };
        to.line("file has", &[before, &list(offered.into_iter(), 6)]);
        let wanted = base_name(&error.provider);
        for place in places() {
            let path = [place.directory.as_slice(), wanted].concat();
            if path != error.provider && fits(&path) && defines(&path, &error.version) {
                to.line("other copy", &[&path, b" has ", &error.version]);
                to.line("try", &[b"LD_LIBRARY_PATH=", place.directory.strip_suffix(b"/").unwrap_or(b".")]);
                break;
            }
        }
    }
}

/// Does the text of a version stand in this file? Only asked of files that fit.
fn defines(path: &[u8], version: &[u8]) -> bool {
    let Ok(path) = CString::new(path) else { return false };
    let Ok(fd) = file::open(&path) else { return false };
    let mut bytes = alloc::vec![0; 1 << 16];
    let length = fd.read(&mut bytes).unwrap_or(0);
    let wanted = [b"\0", version, b"\0"].concat();
    bytes.get(..length).unwrap_or(&[]).windows(wanted.len()).any(|window| window == wanted)
}

fn symbols_of_version(object: ObjectRef, version: &[u8]) -> Vec<Vec<u8>> {
    let of_version = |index: &usize| {
        let found = object.symbols.version_index(*index).and_then(|v| object.versions.get(v));
        found.is_some_and(|v| v.name.bytes() == version)
    };
    let name =
        |index| object.symbols.name(&object.symbols.get(index)?).map(|name: Name| name.bytes().to_vec());
    (1..object.symbols.count()).filter(of_version).filter_map(name).collect()
}

/// The first `most`, and how many more.
fn list<'a>(names: impl Iterator<Item = &'a [u8]>, most: usize) -> Vec<u8> {
    let mut text = Vec::new();
    let mut count = 0usize;
    for name in names {
        count += 1;
        if count <= most {
            text.all(&[if count == 1 { b"" } else { b" " }, name]);
        }
    }
    if count > most {
        text.all(&[b" and ", &decimal((count - most) as u64), b" more"]);
    }
    text
}

// ---- symbols ----

fn symbol(name: &[u8], version: Option<&[u8]>, to: &mut Lines) {
    let Some(main) = linker().main() else { return };
    let objects = main.searchlist.objects();
    let names: Vec<&[u8]> =
        objects.iter().filter(|o| o.kind == Kind::Library).map(|&o| base_name(shown(o))).collect();
    to.line("looked in", &[&list(names.into_iter(), 8)]);
    let mut close = 0;
    for &object in objects {
        for index in 1..object.symbols.count() {
            let Some(found) = object.symbols.get(index).filter(is_definition) else { continue };
            let Some(text) = object.symbols.name(&found) else { continue };
            let text = text.bytes();
            if text == name && version.is_some() {
                let has = object.symbols.version_index(index).and_then(|v| object.versions.get(v));
                let has = has.map_or(&b"no version"[..], |v| v.name.bytes());
                to.line("but", &[shown(object), b" has ", name, b" with ", has]);
                close += 1;
            } else if close < 3 && version.is_none() && is_near(name, text) {
                to.line("close", &[text, b" in ", shown(object)]);
                close += 1;
            }
        }
    }
}

fn is_definition(symbol: &Sym) -> bool {
    symbol.shndx != SHN_UNDEF && symbol.value != 0
}

/// One letter more, less, other or swapped; of short names too much would be near.
fn is_near(a: &[u8], b: &[u8]) -> bool {
    if a.len() < 4 || a.len().abs_diff(b.len()) > 1 || a == b {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(same..).unwrap_or(&[]), b.get(same..).unwrap_or(&[]));
    let tail = |text: &'_ [u8], skip: usize| text.get(skip..).map(<[u8]>::to_vec);
    match a.len().cmp(&b.len()) {
        core::cmp::Ordering::Greater => tail(a, 1).as_deref() == Some(b),
        core::cmp::Ordering::Less => tail(b, 1).as_deref() == Some(a),
        core::cmp::Ordering::Equal => {
            tail(a, 1) == tail(b, 1)
                || (a.len() > 1 && a.first() == b.get(1) && a.get(1) == b.first() && tail(a, 2) == tail(b, 2))
        }
    }
}

// ---- static TLS ----

fn static_tls(needed: u64, free: u64, to: &mut Lines) {
    to.line("needs", &[&decimal(needed), b" bytes of static TLS; ", &decimal(free), b" are free"]);
    let wanted = decimal(needed.next_multiple_of(512).saturating_add(512));
    to.line("try", &[b"GLIBC_TUNABLES=glibc.rtld.optional_static_tls=", &wanted]);
    to.line("", &[b"or load it at start (LD_PRELOAD), or build it without -ftls-model=initial-exec"]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near() {
        assert!(is_near(b"foo_extra", b"foo_extr"));
        assert!(is_near(b"foo_extr", b"foo_extra"));
        assert!(is_near(b"foo_extra", b"fou_extra"));
        assert!(is_near(b"foo_extra", b"foo_exrta"));
        assert!(!is_near(b"foo_extra", b"foo_extra"));
        assert!(!is_near(b"foo_extra", b"foo_ext"));
        assert!(!is_near(b"abc", b"abd"));
    }
}
