//! Releases of glibc: which one this system has, and ranges of them.
//!
//! In: `getconf GNU_LIBC_VERSION`; texts such as "2.31 2.37-". Out: the system's release, whether a range has it. Must not:
//! ask the process itself: the tests may run with another libc than the system's programs.

use std::process::Command;
use std::sync::OnceLock;

/// N of "2.N", of the system's libc.
pub fn system() -> Option<u32> {
    static RELEASE: OnceLock<Option<u32>> = OnceLock::new();
    *RELEASE.get_or_init(|| {
        let output = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
        number(String::from_utf8(output.stdout).ok()?.trim().strip_prefix("glibc ")?)
    })
}

fn number(text: &str) -> Option<u32> {
    text.strip_prefix("2.")?.parse().ok()
}

/// Some releases: single ones, "2.37-" for it and all later ones, "-2.34" for it and all earlier ones.
#[derive(Clone, Debug)]
pub struct Releases(Vec<(u32, u32)>);

impl Releases {
    pub fn parse(text: &str) -> Result<Releases, String> {
        let range = |word: &str| {
            let (from, to) = match word.split_once('-') {
                None => (number(word)?, number(word)?),
                Some(("", last)) => (0, number(last)?),
                Some((first, "")) => (number(first)?, u32::MAX),
                Some((first, last)) => (number(first)?, number(last)?),
            };
            Some((from, to))
        };
        let ranges = text.split_whitespace().map(|word| range(word).ok_or(format!("not a release: {word}")));
        Ok(Releases(ranges.collect::<Result<_, _>>()?))
    }

    pub fn has(&self, release: u32) -> bool {
        self.0.iter().any(|&(from, to)| (from..=to).contains(&release))
    }
}
