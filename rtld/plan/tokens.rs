//! Dynamic string tokens: `$ORIGIN`, `$LIB` and `$PLATFORM` in names and search paths.
//!
//! In: a string from DT_NEEDED, DT_RPATH, DT_RUNPATH, dlopen or LD_LIBRARY_PATH, and what each token
//! stands for. Out: the expanded string, or the decision to drop it. Must not: touch the file system.
//! Called by `link/search`. Rules: ld.so(8), "Dynamic string tokens"; gABI, "Substitution Sequences".
//!
//! A token is `$NAME` (not followed by a character of an identifier) or `${NAME}`. One that we do not
//! know stays as it is written; one that we know and cannot replace makes the whole string unusable.
//! A set-user-ID program may use `$ORIGIN` only as the first element of a path, and only if the result,
//! normalised, lies in a directory that the system trusts: whoever makes a hard link to the program
//! chooses its origin.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use crate::bytes::Label;
use alloc::vec::Vec;

/// What the tokens stand for, for one object.
pub struct Values<'a> {
    /// The directory of the object's file; asked at most once per token, for it may need system calls.
    pub origin: &'a dyn Fn() -> Option<Vec<u8>>,
    pub lib: &'a [u8],
    pub platform: Option<&'a [u8]>,
    pub trust: Trust<'a>,
}

/// How far `$ORIGIN` may lead.
#[derive(Clone, Copy, Debug)]
pub enum Trust<'a> {
    Anywhere,
    /// AT_SECURE, for a library: first element only; its own place was trusted when it was loaded.
    FirstElement,
    /// AT_SECURE, for the program: first element only, and the result below one of these directories
    /// (each with its trailing slash).
    Below(&'a [&'a [u8]]),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Token {
    Origin,
    Platform,
    Lib,
}

static TOKENS: [(Label<8>, Token); 3] = [
    (Label::of("ORIGIN"), Token::Origin),
    (Label::of("PLATFORM"), Token::Platform),
    (Label::of("LIB"), Token::Lib),
];

/// The token whose text follows a `$`, and the rest of the string behind it.
fn token(after_dollar: &[u8]) -> Option<(Token, &[u8])> {
    TOKENS.iter().find_map(|(name, token)| {
        let (rest, curly) = match after_dollar.strip_prefix(b"{") {
            Some(rest) => (rest, true),
            None => (after_dollar, false),
        };
        let rest = rest.strip_prefix(name.bytes())?;
        match (curly, rest.split_first()) {
            (true, Some((b'}', rest))) => Some((*token, rest)),
            (false, Some((c, _))) if c.is_ascii_alphanumeric() || *c == b'_' => None,
            (false, _) => Some((*token, rest)),
            (true, _) => None,
        }
    })
}

/// Eight bytes at a time, wherever the text begins: for texts as short as names, a third of what `contains` takes.
fn holds_dollar(text: &[u8]) -> bool {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGHEST: u64 = u64::from_ne_bytes([0x80; 8]);
    const DOLLARS: u64 = u64::from_ne_bytes([b'$'; 8]);
    let (words, rest) = text.as_chunks::<8>();
    // A byte that is a dollar sign is now 0, and alone borrows up to its highest bit with none there before.
    let holds = |word: &[u8; 8]| {
        let other = u64::from_ne_bytes(*word) ^ DOLLARS;
        other.wrapping_sub(ONES) & !other & HIGHEST != 0
    };
    words.iter().any(holds) || rest.contains(&b'$')
}

/// Does the string hold a token that we know?
pub fn present(input: &[u8]) -> bool {
    // Mostly that is all.
    if !holds_dollar(input) {
        return false;
    }
    let mut rest = input;
    while let Some(at) = rest.iter().position(|&c| c == b'$') {
        rest = rest.get(at.saturating_add(1)..).unwrap_or(&[]);
        if token(rest).is_some() {
            return true;
        }
    }
    false
}

/// The string with its tokens replaced; `None` if it must not be used.
pub fn expand(input: &[u8], values: &Values<'_>) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(input.len());
    let mut from_origin = false;
    let mut rest = input;
    while let Some((&c, tail)) = rest.split_first() {
        match (c == b'$').then(|| token(tail)).flatten() {
            None => {
                out.push(c);
                rest = tail;
            }
            Some((Token::Origin, after)) => {
                let first = rest.len() == input.len() && matches!(after.first(), None | Some(b'/'));
                if !first && !matches!(values.trust, Trust::Anywhere) {
                    return None;
                }
                out.extend_from_slice(&(values.origin)()?);
                from_origin = true;
                rest = after;
            }
            Some((Token::Platform, after)) => {
                out.extend_from_slice(values.platform?);
                rest = after;
            }
            Some((Token::Lib, after)) => {
                out.extend_from_slice(values.lib);
                rest = after;
            }
        }
    }
    match values.trust {
        Trust::Below(dirs) if from_origin && !below(&out, dirs) => None,
        _ => Some(out),
    }
}

/// Does `path`, with `.`, `..` and repeated slashes resolved by text alone, lie in one of `dirs`?
/// By text, because that is all the kernel's answer could be compared with later; glibc does the same.
pub fn below(path: &[u8], dirs: &[&[u8]]) -> bool {
    let mut normal: Vec<u8> = Vec::with_capacity(path.len().saturating_add(1));
    for element in path.split(|&c| c == b'/') {
        match element {
            b"" | b"." => {}
            b".." => {
                let cut = normal.iter().rposition(|&c| c == b'/').unwrap_or(0);
                normal.truncate(cut);
            }
            _ => {
                normal.push(b'/');
                normal.extend_from_slice(element);
            }
        }
    }
    normal.push(b'/');
    path.first() == Some(&b'/') && dirs.iter().any(|dir| normal.starts_with(dir))
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::string::String;

    const DIRS: &[&[u8]] = &[b"/lib/", b"/usr/lib/"];

    fn run(input: &str, origin: Option<&str>, trust: Trust<'_>) -> Option<String> {
        let origin = || origin.map(|o| o.as_bytes().to_vec());
        let values = Values { origin: &origin, lib: b"lib64", platform: Some(b"haswell"), trust };
        expand(input.as_bytes(), &values).map(|v| String::from_utf8(v).unwrap())
    }

    fn free(input: &str) -> Option<String> {
        run(input, Some("/o"), Trust::Anywhere)
    }

    #[test]
    fn a_dollar_is_found_wherever_it_is() {
        for length in 0..40 {
            for byte in [0, b'#', b'%', b'a', 0x7f, 0x80, 0xa4, 0xff] {
                let mut text = std::vec![byte; length];
                assert!(!holds_dollar(&text), "{length} of {byte}");
                for at in 0..length {
                    text[at] = b'$';
                    assert!(holds_dollar(&text), "{at} in {length} of {byte}");
                    text[at] = byte;
                }
            }
        }
    }

    #[test]
    fn replaces_known_tokens_and_keeps_others() {
        for (input, output) in [
            ("$ORIGIN/x", "/o/x"),
            ("a${ORIGIN}b", "a/ob"),
            ("$LIB:$PLATFORM", "lib64:haswell"),
            ("$ORIGIN$ORIGIN", "/o/o"),
            ("$ORIGINX $ORIGIN_ ${ORIGIN ${ORIGINX}", "$ORIGINX $ORIGIN_ ${ORIGIN ${ORIGINX}"),
            ("$FOO/$", "$FOO/$"),
            ("$$LIB", "$lib64"),
            ("", ""),
        ] {
            assert_eq!(free(input).as_deref(), Some(output), "{input}");
            assert_eq!(present(input.as_bytes()), input != output, "{input}");
        }
        assert_eq!(run("$ORIGIN/x", None, Trust::Anywhere), None);
    }

    #[test]
    fn secure_programs_trust_only_system_directories() {
        let below = Trust::Below(DIRS);
        assert_eq!(run("$ORIGIN/../lib/p", Some("/usr/bin"), below).as_deref(), Some("/usr/bin/../lib/p"));
        assert_eq!(run("$ORIGIN/../lib", Some("/home/bin"), below), None);
        assert_eq!(run("$ORIGIN/../../usr/lib/../../tmp", Some("/usr/lib"), below), None);
        assert_eq!(run("x/$ORIGIN", Some("/usr/lib"), below), None);
        assert_eq!(run("$ORIGINAL/x", Some("/usr/lib"), below).as_deref(), Some("$ORIGINAL/x"));
        assert_eq!(run("$ORIGIN:", Some("/usr/lib"), Trust::FirstElement), None);
        assert_eq!(run("$LIB/x", None, below).as_deref(), Some("lib64/x"));
        assert!(
            !super::below(b"lib/x", DIRS) && !super::below(b"/libx", DIRS) && super::below(b"//lib", DIRS)
        );
    }
}
