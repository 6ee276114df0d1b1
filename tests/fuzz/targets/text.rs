//! Tokens, search paths, patterns.
//!
//! In: text. Must hold: the same as in a plain reading; with raised privileges no path that is relative or leads out of the
//! system's directories by way of $ORIGIN. Must not: touch the file system.

use rtld::plan::glob;
use rtld::plan::hwcaps::Processor;
use rtld::plan::search::{self, Config, MULTIARCH, Requester};
use rtld::plan::tokens::{self, Trust, Values};
use rtld::trace::Rule;

pub static WORDS: &[&[u8]] = &[
    b"$ORIGIN",
    b"${ORIGIN}",
    b"$LIB",
    b"${LIB}",
    b"$PLATFORM",
    b"${PLATFORM}",
    b"/",
    b"..",
    b"/../",
    b":",
    b";",
    b"$",
    b"{",
    b"/lib/",
    b"/usr/lib/",
];

pub fn lines() -> Vec<Vec<u8>> {
    [
        &b"\x09abc\0memcpy\0a\0b\0abc\0ba\0zz\0"[..],
        b"\x2blib10.so\0lib2.so\0liba.so\0lib.so.1\0lib.so.01",
        b"a*b?c\0abbbc",
    ]
    .map(<[u8]>::to_vec)
    .to_vec()
}

pub fn paths() -> Vec<Vec<u8>> {
    [
        &b"\0$ORIGIN/../lib:/usr/lib//:$LIB:${PLATFORM}/x:"[..],
        b"\x05$ORIGIN/../../usr/lib/../lib",
        b"\x03a:;b:/lib///",
    ]
    .map(<[u8]>::to_vec)
    .to_vec()
}

const DIRECTORIES: &[&[u8]] = &[b"/lib/", b"/usr/lib/"];
const ORIGINS: [&[u8]; 4] = [b"/usr/bin", b"/usr/lib/x", b"/home/me", b"/"];

/// The tokens, as ld.so(8) describes them, replaced one after the other; and whether $ORIGIN was among them.
fn plainly(text: &[u8], origin: &[u8]) -> (Vec<u8>, bool) {
    let (mut out, mut at, mut origins) = (Vec::new(), 0, false);
    'next: while at < text.len() {
        for (name, value) in [(&b"ORIGIN"[..], origin), (b"PLATFORM", b"haswell"), (b"LIB", b"lib64")] {
            let curly = [b"${", name, b"}"].concat();
            let plain = [b"$", name].concat();
            let rest = &text[at..];
            let ends = |rest: &[u8]| !rest.first().is_some_and(|c| c.is_ascii_alphanumeric() || *c == b'_');
            let len = if rest.starts_with(&curly) {
                curly.len()
            } else if rest.starts_with(&plain) && ends(&rest[plain.len()..]) {
                plain.len()
            } else {
                continue;
            };
            out.extend(value);
            origins |= name == b"ORIGIN";
            at += len;
            continue 'next;
        }
        out.push(text[at]);
        at += 1;
    }
    (out, origins)
}

/// Where a path leads by its text, as a stack of elements.
fn resolved(path: &[u8]) -> Vec<u8> {
    let mut stack: Vec<&[u8]> = Vec::new();
    for element in path.split(|&byte| byte == b'/') {
        match element {
            b"" | b"." => (),
            b".." => {
                stack.pop();
            }
            other => stack.push(other),
        }
    }
    let mut whole = vec![b'/'];
    stack.into_iter().for_each(|element| {
        whole.extend(element);
        whole.push(b'/');
    });
    whole
}

pub fn tokens(input: &'static [u8]) {
    let Some((&choice, text)) = input.split_first() else { return };
    let text: &[u8] = text;
    let origin = ORIGINS[usize::from(choice >> 2 & 3)];
    let trust = match choice & 3 {
        0 => Trust::Below(DIRECTORIES),
        1 => Trust::FirstElement,
        _ => Trust::Anywhere,
    };
    let get = || Some(origin.to_vec());
    let values = Values { origin: &get, lib: b"lib64", platform: Some(b"haswell"), trust };
    let (expected, origins) = plainly(text, origin);
    assert!(tokens::present(text) || expected == text);
    match tokens::expand(text, &values) {
        Some(out) => {
            assert_eq!(out, expected);
            if origins && matches!(trust, Trust::Below(_)) {
                let leads = resolved(&out);
                assert!(DIRECTORIES.iter().any(|directory| leads.starts_with(directory)), "{leads:?}");
            }
        }
        None => assert!(origins && !matches!(trust, Trust::Anywhere)),
    }
}

/// The program, in a directory that anybody may choose.
struct Program(&'static [u8]);

impl Requester for Program {
    fn identity(&self) -> usize {
        0
    }
    fn name(&self) -> &[u8] {
        b""
    }
    fn rpath(&self) -> Option<&[u8]> {
        None
    }
    fn runpath(&self) -> Option<&[u8]> {
        None
    }
    fn origin(&self) -> Option<Vec<u8>> {
        Some(self.0.to_vec())
    }
    fn loader(&self) -> Option<&dyn Requester> {
        None
    }
    fn nodeflib(&self) -> bool {
        false
    }
    fn is_main(&self) -> bool {
        true
    }
}

pub fn search_path(input: &'static [u8]) {
    let Some((&choice, text)) = input.split_first() else { return };
    let rule =
        [Rule::LibraryPath, Rule::Rpath, Rule::Runpath, Rule::LibraryPathOption][usize::from(choice & 3)];
    let program = Program(ORIGINS[usize::from(choice >> 2 & 3)]);
    let processor = Processor { platform: Some(b"haswell"), ..Processor::default() };
    let free = Config { processor, ..Config::plain(MULTIARCH) };
    let secure = Config { secure: true, ..free.clone() };
    let separators = text.iter().filter(|byte| matches!(byte, b':' | b';')).count();
    let all = search::split(&free, Some(&program), text, rule);
    assert!(all.len() <= separators + 1);
    for path in &all {
        assert!(path.is_empty() || path.ends_with(b"/") && !path.ends_with(b"//"));
    }
    let trusted = search::split(&secure, Some(&program), text, rule);
    assert!(trusted.len() <= all.len());
    for path in &trusted {
        assert!(path.starts_with(b"/"), "a relative path with raised privileges");
        assert!(all.contains(path));
    }
    // Without $ORIGIN the two differ in relative paths alone.
    if !text.windows(6).any(|window| window == b"ORIGIN") {
        assert_eq!(trusted.len(), all.iter().filter(|path| path.starts_with(b"/")).count());
    }
    let _ = search::inhibited(text, b"x");
}

/// The first part a name, the rest a pattern.
pub fn globs(input: &'static [u8]) {
    let (name, pattern) = input.split_at(input.len() / 2);
    assert_eq!(glob::matches(name, pattern), fits(name, pattern));
    let base = name.rsplit(|&byte| byte == b'/').next().unwrap_or(name);
    assert_eq!(glob::is_like(name, pattern), fits(name, pattern) || fits(base, pattern));
}

/// By a table: does the pattern's beginning fit the name's?
fn fits(name: &[u8], pattern: &[u8]) -> bool {
    let mut row = vec![false; name.len() + 1];
    row[0] = true;
    for &byte in pattern {
        let mut next = vec![false; name.len() + 1];
        next[0] = row[0] && byte == b'*';
        for (at, &letter) in name.iter().enumerate() {
            next[at + 1] = match byte {
                b'*' => row[at + 1] || next[at],
                b'?' => row[at],
                _ => row[at] && byte == letter,
            };
        }
        row = next;
    }
    row[name.len()]
}
