//! `GLIBC_TUNABLES`: settings of the C library that its dynamic linker parses and keeps.
//!
//! `GLIBC_TUNABLES=glibc.malloc.perturb=5:glibc.cpu.hwcaps=-AVX2` and a few older variables
//! (`MALLOC_ARENA_MAX`) set numbers or texts by name (manual of glibc, "Tunables"). libc knows them by an
//! index only and asks for them through `__tunable_get_val(id, void *value, callback)`: the value is stored
//! with the width of its type, and the callback is called only if the user has set it.
//!
//! In: values of environment variables, borrowed, never written to. Out: [`Tunables`], typed values; and for
//! a privileged program the part of the string that its children may see. Unknown names are ignored, so are
//! values outside the allowed range and items without `=`. The rules are those of glibc 2.36
//! (`elf/dl-tunables.c`) with the fix for CVE-2023-4911: every name and value is a slice of the input, the
//! rewritten string is built from items each taken once, so it cannot be longer than the input. Later releases' rules are in
//! `strict`, the tunables themselves in `table`, and what is tuned for all programs in `system`. Must not: look into the
//! environment itself.

mod strict;
mod system;
mod table;

pub use strict::{Refusal, asks_for_security, is_plain, refused_security};
pub use system::Ruled;
pub use table::{Kind, Name, Security, TUNABLES, Tunable, describe};

use crate::plan::number;
use alloc::collections::TryReserveError;
use alloc::vec::Vec;
use table::{named, of_alias};

/// Whether the process is privileged; AT_SECURE of the auxiliary vector decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Privilege {
    Ordinary,
    Secure,
}

/// The values of one process. `'a` is the life of the environment.
#[derive(Clone, Debug)]
pub struct Tunables<'a> {
    /// The user's values; an `Int` is kept sign-extended.
    numbers: [u64; COUNT],
    texts: [Option<&'a [u8]>; COUNT_TEXTS],
    /// Bit `name as u8`: the user has set it.
    set: u64,
}

/// What libc is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    Int(i32),
    Unsigned(u64),
    /// Without its end: the byte after it is `:` or zero.
    Text(Option<&'a [u8]>),
}

/// The names of text tunables, in the order of `Tunables::texts`.
const TEXTS: [Name; COUNT_TEXTS] = [Name::CpuHwcaps, Name::CpuX86Ibt, Name::CpuX86Shstk];

const COUNT_TEXTS: usize = 3;

const COUNT: usize = TUNABLES.len();

impl Default for Tunables<'_> {
    fn default() -> Self {
        Tunables::NONE
    }
}

impl<'a> Tunables<'a> {
    /// Nothing is tuned.
    pub const NONE: Tunables<'a> = Tunables { numbers: [0; COUNT], texts: [None; COUNT_TEXTS], set: 0 };

    /// Takes the value of one `GLIBC_TUNABLES`. Of several settings the last valid one counts.
    pub fn read(&mut self, value: &'a [u8], privilege: Privilege) {
        for (tunable, text) in Items(value) {
            if privilege == Privilege::Ordinary || tunable.security == Security::None {
                self.assign(tunable, text);
            }
        }
    }

    /// Takes an environment variable that may be an alias; a tunable that is set already wins.
    pub fn read_alias(&mut self, variable: &[u8], value: &'a [u8], privilege: Privilege) -> Alias {
        let Some(tunable) = of_alias(variable) else {
            return Alias::Unrelated;
        };
        match (privilege, tunable.security) {
            (Privilege::Secure, Security::Erase) => Alias::Erase,
            (Privilege::Secure, Security::Ignore) => Alias::Keep,
            _ => {
                if !self.is_set(tunable.name) {
                    self.assign(tunable, value);
                }
                Alias::Keep
            }
        }
    }

    pub fn is_any_set(&self) -> bool {
        self.set != 0
    }

    pub fn is_set(&self, name: Name) -> bool {
        self.set & bit(name) != 0
    }

    /// The value and whether the user gave it.
    pub fn get(&self, name: Name) -> (Value<'a>, bool) {
        let set = self.is_set(name);
        let number = self.numbers.get(name as usize).copied().unwrap_or(0);
        let value = match describe(name).kind {
            Kind::Int { default, .. } => Value::Int(if set { number as i32 } else { default }),
            Kind::Unsigned { default, .. } => Value::Unsigned(if set { number } else { default }),
            Kind::Text => Value::Text(self.text(name)),
        };
        (value, set)
    }

    /// A number, whatever its width; 0 for a text.
    pub fn number(&self, name: Name) -> u64 {
        match self.get(name).0 {
            Value::Int(value) => i64::from(value) as u64,
            Value::Unsigned(value) => value,
            Value::Text(_) => 0,
        }
    }

    pub fn text(&self, name: Name) -> Option<&'a [u8]> {
        let place = TEXTS.iter().position(|&text| text == name)?;
        self.texts.get(place).copied().flatten()
    }

    /// What is set.
    fn names(&self) -> impl Iterator<Item = Name> + use<'_, 'a> {
        TUNABLES.iter().map(|tunable| tunable.name).filter(|&name| self.is_set(name))
    }

    fn assign(&mut self, tunable: &Tunable, text: &'a [u8]) {
        let (number, _) = number::read(text);
        self.assign_number(tunable, number, text);
    }

    fn assign_number(&mut self, tunable: &Tunable, number: u64, text: &'a [u8]) {
        // A number that does not fit the type is out of range, not truncated.
        let valid = match tunable.kind {
            Kind::Int { min, max, .. } => (i64::from(min)..=i64::from(max)).contains(&(number as i64)),
            Kind::Unsigned { min, max, .. } => (min..=max).contains(&number),
            Kind::Text => true,
        };
        if !valid {
            return;
        }
        if let Some(place) = TEXTS.iter().position(|&t| t == tunable.name) {
            self.texts[place] = Some(text);
        }
        self.numbers[tunable.name as usize] = number;
        self.set |= bit(tunable.name);
    }
}

/// What to do with an environment variable after [`Tunables::read_alias`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alias {
    Unrelated,
    Keep,
    /// Every occurrence must leave the environment (AT_SECURE).
    Erase,
}

/// The `GLIBC_TUNABLES` that a privileged program leaves to its children: known, not to be erased.
pub fn rewrite(value: &[u8]) -> Result<Vec<u8>, TryReserveError> {
    let mut kept = Vec::new();
    kept.try_reserve_exact(value.len())?;
    for (tunable, text) in Items(value).filter(|(t, _)| t.security != Security::Erase) {
        if !kept.is_empty() {
            kept.push(b':');
        }
        kept.extend_from_slice(tunable.full.bytes());
        kept.push(b'=');
        kept.extend_from_slice(text);
    }
    Ok(kept)
}

fn bit(name: Name) -> u64 {
    1 << (name as u8)
}

/// The known tunables of a `name=value:name=value` string. An item without `=` is skipped; a value extends to
/// the next `:` and may contain `=`.
struct Items<'a>(&'a [u8]);

impl<'a> Iterator for Items<'a> {
    type Item = (&'static Tunable, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.0.is_empty() {
            let end = self.0.iter().position(|&b| b == b':').unwrap_or(self.0.len());
            let (item, rest) = self.0.split_at(end);
            self.0 = rest.get(1..).unwrap_or(&[]);
            let Some(sign) = item.iter().position(|&b| b == b'=') else {
                continue;
            };
            let (name, value) = item.split_at(sign);
            if let Some(tunable) = named(name) {
                return Some((tunable, value.get(1..).unwrap_or(&[])));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(value: &[u8]) -> Tunables<'_> {
        let mut tunables = Tunables::default();
        tunables.read(value, Privilege::Ordinary);
        tunables
    }

    #[test]
    fn values_have_their_type_and_range() {
        let t =
            parse(b"glibc.malloc.perturb=0x1f:glibc.rtld.nns=17:glibc.rtld.nns=016:glibc.cpu.hwcaps=-A,b=c");
        assert_eq!(t.get(Name::MallocPerturb), (Value::Int(31), true));
        assert_eq!(t.get(Name::RtldNns), (Value::Unsigned(14), true));
        assert_eq!(t.get(Name::CpuHwcaps), (Value::Text(Some(b"-A,b=c")), true));
        assert_eq!(t.get(Name::PthreadRseq), (Value::Int(1), false));
        assert!(!parse(b"glibc.malloc.perturb=4294967296").is_set(Name::MallocPerturb));
        assert!(!parse(b"glibc.malloc.arena_max=no").is_set(Name::MallocArenaMax));
        assert_eq!(parse(b"glibc.malloc.mxfast=-1").number(Name::MallocMxfast), u64::MAX);
        assert_eq!(parse(b"glibc.malloc.mxfast=99999999999999999999").number(Name::MallocMxfast), u64::MAX);
    }

    #[test]
    fn strange_strings_are_harmless() {
        for text in [&b""[..], b":", b"=", b"glibc.malloc.mxfast", b"glibc.malloc.mxfast:", b"=::=", b"x=y"] {
            assert_eq!(parse(text).set, 0);
        }
        // The shape of CVE-2023-4911: a value that looks like another assignment.
        let t = parse(b"glibc.malloc.mxfast=glibc.malloc.mxfast=8");
        assert_eq!(t.number(Name::MallocMxfast), 0);
        assert!(parse(b"bad:glibc.malloc.mxfast=8").is_set(Name::MallocMxfast));
    }

    #[test]
    fn privileged_programs_read_nothing_and_keep_little() {
        let text =
            b"glibc.malloc.check=1:glibc.malloc.mxfast=8:zzz=1:glibc.mem.tagging=1=2:glibc.malloc.perturb";
        let mut t = Tunables::default();
        t.read(text, Privilege::Secure);
        assert_eq!(t.set, 0);
        assert_eq!(rewrite(text).unwrap(), b"glibc.malloc.mxfast=8:glibc.mem.tagging=1=2");
        let long = b"glibc.malloc.mxfast=glibc.malloc.mxfast=A";
        assert_eq!(rewrite(long).unwrap(), long);
        assert_eq!(t.read_alias(b"MALLOC_CHECK_", b"3", Privilege::Secure), Alias::Erase);
        assert_eq!(t.read_alias(b"MALLOC_ARENA_MAX", b"3", Privilege::Secure), Alias::Keep);
        assert_eq!(t.set, 0);
    }

    #[test]
    fn an_alias_loses_to_the_tunable() {
        let mut t = parse(b"glibc.malloc.arena_max=5");
        assert_eq!(t.read_alias(b"MALLOC_ARENA_MAX", b"7", Privilege::Ordinary), Alias::Keep);
        assert_eq!(t.number(Name::MallocArenaMax), 5);
        assert_eq!(t.read_alias(b"MALLOC_TOP_PAD_", b"4096", Privilege::Ordinary), Alias::Keep);
        assert_eq!(t.number(Name::MallocTopPad), 4096);
        assert_eq!(t.read_alias(b"MALLOC", b"7", Privilege::Ordinary), Alias::Unrelated);
    }
}
