//! Hardware capabilities: which subdirectories of every search directory hold better builds for this
//! processor, and which entries of ld.so.cache it may use.
//!
//! In: what the processor can do (`arch` asks it), LD_HWCAP_MASK, `--glibc-hwcaps-prepend` and
//! `--glibc-hwcaps-mask`. Out: the subdirectories, best first, and the rank of a named one. Must not:
//! look at directories. Called once by `link/search`.
//!
//! Two schemes live side by side (ld.so(8), "Hardware capabilities"). The new one, of glibc 2.33, names a
//! level: `glibc-hwcaps/x86-64-v3/`. The legacy one, which 2.37 removed and 2.36 still searches, takes every
//! subset of a few words (`tls`, the platform such as `haswell`, and one word per set bit of the hwcap
//! word), joined by slashes: with n words 2^n directories.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use crate::bytes::{Label, Owned};
use crate::gather::Gather;
use alloc::vec::Vec;

/// What the processor offers to the search.
#[derive(Clone, Debug, Default)]
pub struct Processor {
    /// GNU_PROPERTY_X86_ISA_1_* bits: bit 0 is the baseline, bit n the level x86-64-v(n+1).
    pub isa: u32,
    /// What `$PLATFORM` stands for: "haswell", "xeon_phi", else AT_PLATFORM ("x86_64") if the kernel gives one.
    pub platform: Option<&'static [u8]>,
    /// The legacy hwcap word, LD_HWCAP_MASK already applied.
    pub hwcap: u64,
}

/// The names of glibc-hwcaps on this machine with the ISA bit each needs, best first.
static LEVELS: [(Word, u32); 3] =
    [(Label::of("x86-64-v4"), 1 << 3), (Label::of("x86-64-v3"), 1 << 2), (Label::of("x86-64-v2"), 1 << 1)];

type Word = Label<9>;

/// The words of the legacy scheme, highest hwcap bit first (glibc 2.36, `dl-procinfo`).
static LEGACY: [(Word, u64); 2] =
    [(Label::of("avx512_1"), HWCAP_AVX512_1), (Label::of("x86_64"), HWCAP_X86_64)];

pub const HWCAP_X86_64: u64 = 1 << 1;
pub const HWCAP_AVX512_1: u64 = 1 << 2;

/// Platform numbers are bits 48 and up of a cache entry's hwcap word.
static PLATFORMS: [(Word, u64); 2] = [(Label::of("haswell"), 1 << 50), (Label::of("xeon_phi"), 1 << 51)];

/// More words than this would be 2^n directories for one; there are four on this machine.
const MOST_WORDS: usize = 8;

/// The subdirectories to try in every directory of a search path.
#[derive(Clone, Debug, Default)]
pub struct Subdirectories {
    /// Each with its trailing slash; the last one is empty: the directory itself.
    pub list: Vec<Vec<u8>>,
    /// The names of the new scheme in order, as they may occur in ld.so.cache.
    pub named: Vec<Vec<u8>>,
}

impl Processor {
    /// The names below glibc-hwcaps that this processor may use, best first.
    pub fn levels(&self) -> impl Iterator<Item = &'static [u8]> + '_ {
        LEVELS.iter().filter(|(_, bit)| self.isa & bit != 0).map(|(name, _)| name.bytes())
    }

    /// The words of the legacy scheme, in the order in which they are joined.
    pub fn words(&self) -> Vec<&'static [u8]> {
        let mut words: Vec<&'static [u8]> = Vec::with_capacity(MOST_WORDS);
        words.push(b"tls");
        words.extend(self.platform);
        words.extend(LEGACY.iter().filter(|(_, bit)| self.hwcap & bit != 0).map(|(name, _)| name.bytes()));
        words
    }

    /// May this processor use a cache entry with this legacy hwcap word (bit 63 means `tls/`)?
    pub fn takes_legacy(&self, hwcap: u64) -> bool {
        const PLATFORM_BITS: u64 = 0xf << 48;
        const TLS: u64 = 1 << 63;
        let platform = self.platform.and_then(|p| PLATFORMS.iter().find(|(name, _)| name.bytes() == p));
        let wanted = hwcap & PLATFORM_BITS;
        hwcap & !(self.hwcap | PLATFORM_BITS | TLS) == 0
            && (wanted == 0 || platform.is_some_and(|&(_, bit)| bit == wanted))
    }

    /// Is the ISA level of a cache entry of the new scheme (0 is the baseline) within reach?
    pub fn takes_level(&self, level: u32) -> bool {
        1u32.checked_shl(level).is_some_and(|bit| self.isa & bit != 0)
    }
}

/// Elements of a colon-separated list; empty ones do not count.
fn elements(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    list.split(|&c| c == b':').filter(|e| !e.is_empty())
}

/// The names below glibc-hwcaps, best first: `prepend` adds names in front, usable or not; `mask` restricts the built-in names to those it lists.
pub fn named(processor: &Processor, prepend: Option<&[u8]>, mask: Option<&[u8]>) -> Vec<Vec<u8>> {
    let allowed = |name: &[u8]| mask.is_none_or(|mask| elements(mask).any(|m| m == name));
    let own = processor.levels().filter(|name| allowed(name));
    elements(prepend.unwrap_or(b"")).map(<[u8]>::owned).chain(own.map(<[u8]>::owned)).gather()
}

/// Which schemes are followed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Schemes {
    Both,
    Levels,
    Legacy,
}

/// Everything that is tried in a directory.
pub fn subdirectories(
    processor: &Processor,
    prepend: Option<&[u8]>,
    mask: Option<&[u8]>,
    schemes: Schemes,
) -> Subdirectories {
    let named = if schemes == Schemes::Legacy { Vec::new() } else { named(processor, prepend, mask) };
    let mut list: Vec<Vec<u8>> =
        named.iter().map(|name| [b"glibc-hwcaps/", name.as_slice(), b"/"].concat()).collect();
    let mut words = if schemes == Schemes::Levels { Vec::new() } else { processor.words() };
    words.truncate(MOST_WORDS);
    subsets(&words, &mut Vec::new(), &mut list);
    Subdirectories { list, named }
}

/// Every subset of `words`, joined: all those with the first word before all those without it.
fn subsets(words: &[&[u8]], prefix: &mut Vec<u8>, out: &mut Vec<Vec<u8>>) {
    let Some((word, rest)) = words.split_first() else {
        out.push(prefix.clone());
        return;
    };
    let length = prefix.len();
    prefix.extend_from_slice(word);
    prefix.push(b'/');
    subsets(rest, prefix, out);
    prefix.truncate(length);
    subsets(rest, prefix, out);
}

impl Subdirectories {
    /// Is a subdirectory, or the directory itself, searched by those who follow these schemes?
    pub fn belongs_to(&self, sub: usize, schemes: Schemes) -> bool {
        let itself = sub.saturating_add(1) >= self.list.len();
        let level = sub < self.named.len();
        match schemes {
            Schemes::Both => true,
            Schemes::Levels => itself || level,
            Schemes::Legacy => itself || !level,
        }
    }

    /// The rank of the name of the new scheme of which `is` says that it is meant, 0 the best; `None`: not to be used.
    pub fn rank_of(&self, is: impl Fn(&[u8]) -> bool) -> Option<usize> {
        self.named.iter().position(|name| is(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::String;

    fn skylake() -> Processor {
        Processor { isa: 0xf, platform: Some(b"haswell"), hwcap: HWCAP_X86_64 | HWCAP_AVX512_1 }
    }

    fn rank(s: &Subdirectories, name: &[u8]) -> Option<usize> {
        s.rank_of(|known| known == name)
    }

    fn shown(s: &Subdirectories) -> Vec<String> {
        s.list.iter().map(|d| String::from_utf8_lossy(d).into_owned()).collect()
    }

    #[test]
    fn order_of_glibc_2_36() {
        let s = subdirectories(&skylake(), None, None, Schemes::Both);
        assert_eq!(
            shown(&s).join(" "),
            "glibc-hwcaps/x86-64-v4/ glibc-hwcaps/x86-64-v3/ glibc-hwcaps/x86-64-v2/ \
             tls/haswell/avx512_1/x86_64/ tls/haswell/avx512_1/ tls/haswell/x86_64/ tls/haswell/ \
             tls/avx512_1/x86_64/ tls/avx512_1/ tls/x86_64/ tls/ \
             haswell/avx512_1/x86_64/ haswell/avx512_1/ haswell/x86_64/ haswell/ \
             avx512_1/x86_64/ avx512_1/ x86_64/ "
        );
        assert_eq!(rank(&s, b"x86-64-v3"), Some(1));
    }

    #[test]
    fn prepend_and_mask() {
        let bare = Processor { isa: 7, ..Processor::default() };
        let s = subdirectories(&bare, Some(b"zz::x86-64-v3:zz"), Some(b"x86-64-v2:foo"), Schemes::Both);
        assert_eq!(
            shown(&s).join(" "),
            "glibc-hwcaps/zz/ glibc-hwcaps/x86-64-v3/ glibc-hwcaps/zz/ glibc-hwcaps/x86-64-v2/ tls/ "
        );
        assert_eq!((rank(&s, b"zz"), rank(&s, b"x86-64-v4")), (Some(0), None));
        let s = subdirectories(&bare, None, Some(b""), Schemes::Both);
        assert_eq!(shown(&s).join(" "), "tls/ ");
        assert!(!s.belongs_to(0, Schemes::Levels) && s.belongs_to(1, Schemes::Levels));
        assert!(s.belongs_to(0, Schemes::Legacy) && s.belongs_to(1, Schemes::Legacy));
        assert_eq!(shown(&subdirectories(&bare, None, None, Schemes::Legacy)).join(" "), "tls/ ");
        assert_eq!(
            shown(&subdirectories(&skylake(), None, Some(b"x86-64-v3"), Schemes::Levels)).join(" "),
            "glibc-hwcaps/x86-64-v3/ "
        );
    }

    #[test]
    fn cache_words() {
        let p = skylake();
        assert!(p.takes_legacy(0) && p.takes_legacy(4) && p.takes_legacy(1 << 50) && p.takes_legacy(1 << 63));
        assert!(!p.takes_legacy(1) && !p.takes_legacy(1 << 51) && !p.takes_legacy(1 << 32));
        assert!(!Processor::default().takes_legacy(1 << 50));
        assert!(p.takes_level(0) && p.takes_level(3) && !p.takes_level(4) && !p.takes_level(1000));
    }
}
