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
//! rewritten string is built from items each taken once, so it cannot be longer than the input.
//! Called by: `plan/options` (parsing), `glibc/cpu`, the entry `__tunable_get_val`, `say/list`.
//! Must not: look into the environment itself.

use crate::bytes::Label;
use alloc::collections::TryReserveError;
use alloc::vec::Vec;

/// Every tunable of the supported versions, in alphabetical order. Ids are per version: `Layout::tunables`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Name {
    CpuHwcapMask,
    CpuHwcaps,
    CpuPltRewrite,
    CpuPreferMap32bitExec,
    CpuX86DataCacheSize,
    CpuX86Ibt,
    CpuX86MemsetNonTemporalThreshold,
    CpuX86NonTemporalThreshold,
    CpuX86RepMovsbThreshold,
    CpuX86RepStosbThreshold,
    CpuX86SharedCacheSize,
    CpuX86Shstk,
    ElisionEnable,
    ElisionSkipLockAfterRetries,
    ElisionSkipLockBusy,
    ElisionSkipLockInternalAbort,
    ElisionSkipTrylockInternalAbort,
    ElisionTries,
    GmonMaxarcs,
    GmonMinarcs,
    MallocArenaMax,
    MallocArenaTest,
    MallocCheck,
    MallocHugetlb,
    MallocMmapMax,
    MallocMmapThreshold,
    MallocMxfast,
    MallocPerturb,
    MallocTcacheCount,
    MallocTcacheMax,
    MallocTcacheUnsortedLimit,
    MallocTopPad,
    MallocTrimThreshold,
    MemDecorateMaps,
    MemTagging,
    PthreadMutexSpinCount,
    PthreadRseq,
    PthreadStackCacheSize,
    PthreadStackHugetlb,
    RtldDynamicSort,
    RtldEnableSecure,
    RtldExecstack,
    RtldNns,
    RtldOptionalStaticTls,
}

/// Type, default and allowed range. Stored to libc as `i32`, `u64` (or `size_t`), `char *`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Int { default: i32, min: i32, max: i32 },
    Unsigned { default: u64, min: u64, max: u64 },
    Text,
}

/// What a privileged program (AT_SECURE) does with a tunable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Does not read it, and takes it out of its environment.
    Erase,
    /// Does not read it, but leaves it to its children.
    Ignore,
    /// Reads it.
    None,
}

/// Whether the process is privileged; AT_SECURE of the auxiliary vector decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Privilege {
    Ordinary,
    Secure,
}

/// One tunable's description.
#[derive(Debug)]
pub struct Tunable {
    pub name: Name,
    /// "glibc.malloc.perturb"
    pub full: Label<47>,
    pub kind: Kind,
    pub security: Security,
    /// The environment variable that also sets it.
    pub alias: Option<Label<31>>,
}

const fn tunable(name: Name, full: &str, kind: Kind, security: Security, alias: Option<&str>) -> Tunable {
    let alias = match alias {
        Some(variable) => Some(Label::of(variable)),
        None => None,
    };
    Tunable { name, full: Label::of(full), kind, security, alias }
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
        Tunables { numbers: [0; COUNT], texts: [None; COUNT_TEXTS], set: 0 }
    }
}

impl<'a> Tunables<'a> {
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
        if tunable.kind == Kind::Text || number(text).1.is_empty() {
            self.assign(tunable, text);
        } else {
            refused(Refusal::Value(tunable, text));
        }
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

    fn assign(&mut self, tunable: &Tunable, text: &'a [u8]) {
        let (number, _) = number(text);
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

/// What a release since 2.39 does not take.
#[derive(Clone, Copy, Debug)]
pub enum Refusal<'a> {
    /// A whole GLIBC_TUNABLES.
    Whole(&'a [u8]),
    Value(&'static Tunable, &'a [u8]),
}

/// Does this GLIBC_TUNABLES ask for the treatment of a privileged program? By the rules of 2.40, which came with it.
pub fn asks_for_security(value: &[u8]) -> bool {
    security(value).is_some_and(|(_, text)| number(text) == (1, &[]))
}

/// That it does is looked at before anything else is, so that what is wrong with it is said twice.
pub fn refused_security(value: &[u8]) -> Option<Refusal<'_>> {
    let wrong = security(value).filter(|(_, text)| !number(text).1.is_empty());
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
    let sound = |(tunable, text): &(&Tunable, &[u8])| tunable.kind == Kind::Text || number(text).1.is_empty();
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

pub fn describe(name: Name) -> &'static Tunable {
    // In bounds: `TUNABLES` has a row per name, in the same order (a test says so).
    &TUNABLES[name as usize]
}

fn named(full: &[u8]) -> Option<&'static Tunable> {
    TUNABLES.iter().find(|t| t.full.bytes() == full)
}

/// The tunable that an environment variable sets.
fn of_alias(variable: &[u8]) -> Option<&'static Tunable> {
    ALIASED
        .iter()
        .map(|&name| describe(name))
        .find(|t| t.alias.as_ref().is_some_and(|alias| alias.bytes() == variable))
}

/// The tunables that have an alias (a test says so).
const ALIASED: [Name; 10] = [
    Name::CpuHwcapMask,
    Name::CpuPreferMap32bitExec,
    Name::MallocArenaMax,
    Name::MallocArenaTest,
    Name::MallocCheck,
    Name::MallocMmapMax,
    Name::MallocMmapThreshold,
    Name::MallocPerturb,
    Name::MallocTopPad,
    Name::MallocTrimThreshold,
];

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

/// A number as `strtoul` reads it: blanks, a sign, `0x` or `0`, digits; what follows is ignored, no digit at all
/// is 0, too large a number is the largest. With what follows; behind a number that is too large, that is never nothing.
fn number(text: &[u8]) -> (u64, &[u8]) {
    let blanks = text.iter().take_while(|&&b| b == b' ' || b == b'\t').count();
    let text = text.get(blanks..).unwrap_or(&[]);
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let (base, digits) = match text {
        [b'0', b'x' | b'X', rest @ ..] => (16, rest),
        [b'0', ..] => (8, text),
        _ => (10, text),
    };
    let (mut result, mut rest): (u64, _) = (0, digits);
    while let [first, behind @ ..] = rest
        && let Some(digit) = char::from(*first).to_digit(base)
    {
        let next = result.checked_mul(u64::from(base)).and_then(|n| n.checked_add(u64::from(digit)));
        let Some(next) = next else { return (u64::MAX, rest) };
        (result, rest) = (next, behind);
    }
    (if negative { result.wrapping_neg() } else { result }, rest)
}

/// In the order of [`Name`]. `hwcap_mask` is 2.36's, `plt_rewrite` and its like are later.
#[rustfmt::skip]
pub static TUNABLES: [Tunable; 44] = [
    tunable(Name::CpuHwcapMask, "glibc.cpu.hwcap_mask", Kind::Unsigned { default: 6, min: 0, max: u64::MAX }, Security::Erase, Some("LD_HWCAP_MASK")),
    tunable(Name::CpuHwcaps, "glibc.cpu.hwcaps", Kind::Text, Security::Erase, None),
    tunable(Name::CpuPltRewrite, "glibc.cpu.plt_rewrite", Kind::Int { default: 0, min: 0, max: 2 }, Security::Erase, None),
    tunable(Name::CpuPreferMap32bitExec, "glibc.cpu.prefer_map_32bit_exec", Kind::Int { default: 0, min: 0, max: 1 }, Security::Erase, Some("LD_PREFER_MAP_32BIT_EXEC")),
    tunable(Name::CpuX86DataCacheSize, "glibc.cpu.x86_data_cache_size", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Erase, None),
    tunable(Name::CpuX86Ibt, "glibc.cpu.x86_ibt", Kind::Text, Security::Erase, None),
    tunable(Name::CpuX86MemsetNonTemporalThreshold, "glibc.cpu.x86_memset_non_temporal_threshold", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Erase, None),
    tunable(Name::CpuX86NonTemporalThreshold, "glibc.cpu.x86_non_temporal_threshold", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Erase, None),
    tunable(Name::CpuX86RepMovsbThreshold, "glibc.cpu.x86_rep_movsb_threshold", Kind::Unsigned { default: 0, min: 1, max: u64::MAX }, Security::Erase, None),
    tunable(Name::CpuX86RepStosbThreshold, "glibc.cpu.x86_rep_stosb_threshold", Kind::Unsigned { default: 2048, min: 1, max: u64::MAX }, Security::Erase, None),
    tunable(Name::CpuX86SharedCacheSize, "glibc.cpu.x86_shared_cache_size", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Erase, None),
    tunable(Name::CpuX86Shstk, "glibc.cpu.x86_shstk", Kind::Text, Security::Erase, None),
    tunable(Name::ElisionEnable, "glibc.elision.enable", Kind::Int { default: 0, min: 0, max: 1 }, Security::Erase, None),
    tunable(Name::ElisionSkipLockAfterRetries, "glibc.elision.skip_lock_after_retries", Kind::Int { default: 3, min: 0, max: i32::MAX }, Security::Erase, None),
    tunable(Name::ElisionSkipLockBusy, "glibc.elision.skip_lock_busy", Kind::Int { default: 3, min: 0, max: i32::MAX }, Security::Erase, None),
    tunable(Name::ElisionSkipLockInternalAbort, "glibc.elision.skip_lock_internal_abort", Kind::Int { default: 3, min: 0, max: i32::MAX }, Security::Erase, None),
    tunable(Name::ElisionSkipTrylockInternalAbort, "glibc.elision.skip_trylock_internal_abort", Kind::Int { default: 3, min: 0, max: i32::MAX }, Security::Erase, None),
    tunable(Name::ElisionTries, "glibc.elision.tries", Kind::Int { default: 3, min: 0, max: i32::MAX }, Security::Erase, None),
    tunable(Name::GmonMaxarcs, "glibc.gmon.maxarcs", Kind::Int { default: 1048576, min: 50, max: i32::MAX }, Security::Erase, None),
    tunable(Name::GmonMinarcs, "glibc.gmon.minarcs", Kind::Int { default: 50, min: 50, max: i32::MAX }, Security::Erase, None),
    tunable(Name::MallocArenaMax, "glibc.malloc.arena_max", Kind::Unsigned { default: 0, min: 1, max: u64::MAX }, Security::Ignore, Some("MALLOC_ARENA_MAX")),
    tunable(Name::MallocArenaTest, "glibc.malloc.arena_test", Kind::Unsigned { default: 0, min: 1, max: u64::MAX }, Security::Ignore, Some("MALLOC_ARENA_TEST")),
    tunable(Name::MallocCheck, "glibc.malloc.check", Kind::Int { default: 0, min: 0, max: 3 }, Security::Erase, Some("MALLOC_CHECK_")),
    tunable(Name::MallocHugetlb, "glibc.malloc.hugetlb", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Erase, None),
    tunable(Name::MallocMmapMax, "glibc.malloc.mmap_max", Kind::Int { default: 0, min: 0, max: i32::MAX }, Security::Ignore, Some("MALLOC_MMAP_MAX_")),
    tunable(Name::MallocMmapThreshold, "glibc.malloc.mmap_threshold", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Ignore, Some("MALLOC_MMAP_THRESHOLD_")),
    tunable(Name::MallocMxfast, "glibc.malloc.mxfast", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Ignore, None),
    tunable(Name::MallocPerturb, "glibc.malloc.perturb", Kind::Int { default: 0, min: 0, max: 255 }, Security::Ignore, Some("MALLOC_PERTURB_")),
    tunable(Name::MallocTcacheCount, "glibc.malloc.tcache_count", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Erase, None),
    tunable(Name::MallocTcacheMax, "glibc.malloc.tcache_max", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Erase, None),
    tunable(Name::MallocTcacheUnsortedLimit, "glibc.malloc.tcache_unsorted_limit", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Erase, None),
    tunable(Name::MallocTopPad, "glibc.malloc.top_pad", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Ignore, Some("MALLOC_TOP_PAD_")),
    tunable(Name::MallocTrimThreshold, "glibc.malloc.trim_threshold", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Ignore, Some("MALLOC_TRIM_THRESHOLD_")),
    tunable(Name::MemDecorateMaps, "glibc.mem.decorate_maps", Kind::Int { default: 0, min: 0, max: 1 }, Security::Erase, None),
    tunable(Name::MemTagging, "glibc.mem.tagging", Kind::Int { default: 0, min: 0, max: 255 }, Security::Ignore, None),
    tunable(Name::PthreadMutexSpinCount, "glibc.pthread.mutex_spin_count", Kind::Int { default: 100, min: 0, max: 32767 }, Security::Erase, None),
    tunable(Name::PthreadRseq, "glibc.pthread.rseq", Kind::Int { default: 1, min: 0, max: 1 }, Security::Erase, None),
    tunable(Name::PthreadStackCacheSize, "glibc.pthread.stack_cache_size", Kind::Unsigned { default: 41943040, min: 0, max: u64::MAX }, Security::Erase, None),
    tunable(Name::PthreadStackHugetlb, "glibc.pthread.stack_hugetlb", Kind::Int { default: 1, min: 0, max: 1 }, Security::Erase, None),
    tunable(Name::RtldDynamicSort, "glibc.rtld.dynamic_sort", Kind::Int { default: 2, min: 1, max: 2 }, Security::Erase, None),
    tunable(Name::RtldEnableSecure, "glibc.rtld.enable_secure", Kind::Int { default: 0, min: 0, max: 1 }, Security::Erase, None),
    tunable(Name::RtldExecstack, "glibc.rtld.execstack", Kind::Int { default: 1, min: 0, max: 2 }, Security::Erase, None),
    tunable(Name::RtldNns, "glibc.rtld.nns", Kind::Unsigned { default: 4, min: 1, max: 16 }, Security::Erase, None),
    tunable(Name::RtldOptionalStaticTls, "glibc.rtld.optional_static_tls", Kind::Unsigned { default: 512, min: 0, max: u64::MAX }, Security::Erase, None),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(value: &[u8]) -> Tunables<'_> {
        let mut tunables = Tunables::default();
        tunables.read(value, Privilege::Ordinary);
        tunables
    }

    #[test]
    fn rows_are_in_the_order_of_names() {
        for (i, row) in TUNABLES.iter().enumerate() {
            assert_eq!(row.name as usize, i);
        }
        assert!(TUNABLES.len() <= 64);
        let aliased = TUNABLES.iter().filter(|t| t.alias.is_some()).map(|t| t.name);
        assert!(aliased.eq(ALIASED));
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
