//! `*` and `?`: the patterns of `LD_DEBUG=obj=GLOB` and `sym=GLOB`.
//!
//! In: a name, a pattern. Out: does it fit? At most as many steps as both lengths' product. Must not: know classes (`[a-z]`)
//! or escapes; names have neither.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

/// Against the whole name or what follows its last slash.
pub fn is_like(name: &[u8], glob: &[u8]) -> bool {
    let base = name.rsplit(|&byte| byte == b'/').next().unwrap_or(name);
    matches(name, glob) || matches(base, glob)
}

pub fn matches(name: &[u8], glob: &[u8]) -> bool {
    let (mut name, mut glob) = (name, glob);
    // Where to go on if what follows the last star does not fit: one byte further.
    let mut star = None;
    while let Some((byte, rest)) = name.split_first() {
        match glob.split_first() {
            Some((b'*', after)) => {
                star = Some((name, after));
                glob = after;
            }
            Some((other, after)) if other == byte || *other == b'?' => (name, glob) = (rest, after),
            _ => {
                let Some((from, after)) = star else { return false };
                let further = from.get(1..).unwrap_or(&[]);
                star = Some((further, after));
                (name, glob) = (further, after);
            }
        }
    }
    glob.iter().all(|&byte| byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_question_marks() {
        for (name, glob, fits) in [
            ("libc.so.6", "libc*", true),
            ("/lib/libc.so.6", "libc.so.?", true),
            ("aab", "*ab", true),
            ("aab", "*a?b", true),
            ("ab", "a?b", false),
            ("", "*", true),
            ("", "?", false),
            ("a*b", "a*b", true),
            ("abcd", "a*c", false),
        ] {
            assert_eq!(is_like(name.as_bytes(), glob.as_bytes()), fits, "{name} {glob}");
        }
    }
}
