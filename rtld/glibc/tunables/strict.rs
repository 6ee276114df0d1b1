//! How releases since 2.39 read GLIBC_TUNABLES: what is not well formed counts for nothing, and is refused with a line.
//!
//! In: values of environment variables. Out: typed values in [`Tunables`], and each refusal, for the caller to print; whether
//! a string means the same to every release, so that nobody need know which libc will be used; whether it asks that the
//! program be treated as privileged (2.40, `glibc.rtld.enable_secure`). Must not: print, or look into the environment itself.

use super::Tunables;
use super::table::{Kind, Name, TUNABLES, Tunable, describe, named, of_alias};
use crate::plan::number;
use alloc::vec::Vec;

/// What a release since 2.39 does not take.
#[derive(Clone, Copy, Debug)]
pub enum Refusal<'a> {
    /// A whole GLIBC_TUNABLES.
    Whole(&'a [u8]),
    Value(&'static Tunable, &'a [u8]),
}

impl<'a> Tunables<'a> {
    /// `read`, as releases since 2.39 do: a string that is not well formed counts for nothing, nor does a number with
    /// something behind it. `refused` hears of it.
    pub fn read_strictly(&mut self, value: &'a [u8], mut refused: impl FnMut(Refusal<'_>)) {
        let Some(items) = strict_items(value) else { return refused(Refusal::Whole(value)) };
        for tunable in &TUNABLES {
            // Of several settings the last one, valid or not.
            if let Some(&(_, text)) = items.iter().rev().find(|(known, _)| known.name == tunable.name) {
                self.assign_strictly(tunable, text, &mut refused);
            }
        }
    }

    /// `read_alias` of a program that is not privileged, since 2.39.
    pub fn read_alias_strictly(
        &mut self,
        variable: &[u8],
        value: &'a [u8],
        mut refused: impl FnMut(Refusal<'_>),
    ) {
        if let Some(tunable) = of_alias(variable).filter(|t| !self.is_set(t.name)) {
            self.assign_strictly(tunable, value, &mut refused);
        }
    }

    fn assign_strictly(
        &mut self,
        tunable: &'static Tunable,
        text: &'a [u8],
        refused: &mut impl FnMut(Refusal<'_>),
    ) {
        if tunable.kind == Kind::Text || number::read(text).1.is_empty() {
            self.assign(tunable, text);
        } else {
            refused(Refusal::Value(tunable, text));
        }
    }
}

/// Does this GLIBC_TUNABLES ask for the treatment of a privileged program? By the rules of 2.40, which came with it.
pub fn asks_for_security(value: &[u8]) -> bool {
    security(value).is_some_and(|(_, text)| number::read(text) == (1, &[]))
}

/// That it does is looked at before anything else is, so that what is wrong with it is said twice.
pub fn refused_security(value: &[u8]) -> Option<Refusal<'_>> {
    let wrong = security(value).filter(|(_, text)| !number::read(text).1.is_empty());
    wrong.map(|(tunable, text)| Refusal::Value(tunable, text))
}

fn security(value: &[u8]) -> Option<(&'static Tunable, &[u8])> {
    let full = describe(Name::RtldEnableSecure).full.bytes();
    if !value.windows(full.len()).any(|part| part == full) {
        return None;
    }
    strict_items(value)?.into_iter().rev().find(|(tunable, _)| tunable.name == Name::RtldEnableSecure)
}

/// Does every release read this value of GLIBC_TUNABLES or of an alias alike?
pub fn is_plain(variable: &[u8], value: &[u8]) -> bool {
    let sound =
        |(tunable, text): &(&Tunable, &[u8])| tunable.kind == Kind::Text || number::read(text).1.is_empty();
    if variable == b"GLIBC_TUNABLES" {
        return strict_items(value).is_some_and(|items| items.iter().all(sound));
    }
    of_alias(variable).is_none_or(|tunable| sound(&(tunable, value)))
}

/// The known tunables of a string that is well formed since 2.39: it ends in an assignment, and no value holds a `=`.
fn strict_items(value: &[u8]) -> Option<Vec<(&'static Tunable, &[u8])>> {
    let mut items = Vec::new();
    let last = value.rsplit(|&b| b == b':').next()?;
    if !value.is_empty() && !last.contains(&b'=') {
        return None;
    }
    for item in value.split(|&b| b == b':') {
        let Some(sign) = item.iter().position(|&b| b == b'=') else { continue };
        let (name, text) = (item.get(..sign)?, item.get(sign + 1..)?);
        if text.contains(&b'=') {
            return None;
        }
        items.extend(named(name).map(|tunable| (tunable, text)));
    }
    Some(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newer_releases_refuse_what_is_not_well_formed() {
        let strictly = |value: &'static [u8]| {
            let (mut tunables, mut refused) = (Tunables::default(), Vec::new());
            tunables.read_strictly(value, |refusal| {
                refused.push(match refusal {
                    Refusal::Whole(text) => text.to_vec(),
                    Refusal::Value(tunable, _) => tunable.full.bytes().to_vec(),
                });
            });
            (tunables, refused)
        };
        let (t, refused) = strictly(b"x:glibc.malloc.mxfast=8:glibc.malloc.perturb=3z:y=1");
        assert_eq!(t.number(Name::MallocMxfast), 8);
        assert_eq!(refused, [b"glibc.malloc.perturb"]);
        for bad in
            [&b"glibc.malloc.mxfast=8:"[..], b"glibc.malloc.mxfast=8=9", b"glibc.malloc.mxfast", b"x=1:="]
        {
            assert!(is_plain(b"GLIBC_TUNABLES", bad) == (bad == b"x=1:="));
        }
        assert_eq!(strictly(b"glibc.malloc.mxfast=8:").1, [b"glibc.malloc.mxfast=8:"]);
        let (t, refused) = strictly(b"glibc.malloc.mxfast=8:glibc.malloc.mxfast=99999999999999999999");
        assert!(!t.is_set(Name::MallocMxfast) && refused.len() == 1);
        assert!(is_plain(b"GLIBC_TUNABLES", b"") && !is_plain(b"MALLOC_ARENA_MAX", b"no"));
        assert!(is_plain(b"LD_LIBRARY_PATH", b"no") && is_plain(b"MALLOC_ARENA_MAX", b"0x2"));
    }

    #[test]
    fn security_can_be_asked_for() {
        for text in [&b"glibc.rtld.enable_secure=1"[..], b"x=y:glibc.rtld.enable_secure=01:glibc.rtld.nns=5"]
        {
            assert!(asks_for_security(text));
        }
        for text in [
            &b"glibc.rtld.enable_secure=1:"[..],
            b"glibc.rtld.enable_secure=0",
            b"glibc.rtld.enable_secure=1x",
            b"glibc.rtld.enable_secure=2",
            b"glibc.rtld.enable_secure=1:glibc.rtld.enable_secure=0",
            b"glibc.rtld.enable_secured=1",
            b"",
        ] {
            assert!(!asks_for_security(text));
        }
    }
}
