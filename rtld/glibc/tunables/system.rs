//! What the machine's administrator tuned, for every program or for one (/etc/tunables.conf, glibc 2.44).
//!
//! In: settings, as the cache has them; what this program is called, and whether it is privileged. Out: typed values in
//! [`Tunables`], the environment's over them. Must not: read the cache.

use super::table::{Kind, named};
use super::{Privilege, Tunables, bit, describe};
use crate::bytes::Owned;
use crate::plan::cache::Setting;

/// What the administrator said.
pub struct Ruled {
    tunables: Tunables<'static>,
    /// Bit `name as u8`: the environment has no say.
    last_words: u64,
}

impl Ruled {
    /// Of a program that was called `called`: the settings that concern it.
    pub fn by(settings: impl Iterator<Item = Setting>, called: &[u8], privilege: Privilege) -> Ruled {
        let mut ruled = Ruled { tunables: Tunables::NONE, last_words: 0 };
        for setting in settings.filter(|setting| setting.concerns(privilege == Privilege::Secure)) {
            if setting.program.is_none_or(|program| is(program.bytes(), called)) {
                ruled.take(&setting);
            }
        }
        ruled
    }

    fn take(&mut self, setting: &Setting) {
        let Some(tunable) = named(setting.name.bytes()) else { return };
        match setting.number() {
            Some(number) if tunable.kind != Kind::Text => {
                self.tunables.assign_number(tunable, number as u64, &[])
            }
            // Part of the process from now on.
            _ => self.tunables.assign(tunable, setting.value.bytes().owned().leak()),
        }
        if setting.is_final() {
            self.last_words |= bit(tunable.name);
        }
    }

    /// With what the environment says of the rest; nothing if neither says anything.
    pub fn under(mut self, environment: &Tunables<'static>) -> Option<Tunables<'static>> {
        for name in environment.names() {
            if self.last_words & bit(name) == 0 {
                let text = environment.text(name).unwrap_or(&[]);
                self.tunables.assign_number(describe(name), environment.number(name), text);
            }
        }
        self.tunables.is_any_set().then_some(self.tunables)
    }
}

/// Is a program that was called so the one meant? A name without a slash is the last part of a path.
fn is(meant: &[u8], called: &[u8]) -> bool {
    let called =
        if meant.contains(&b'/') { Some(called) } else { called.rsplit(|&byte| byte == b'/').next() };
    called == Some(meant)
}

#[cfg(test)]
mod tests {
    use super::super::Name;
    use super::*;

    #[test]
    fn programs_are_meant_by_name_or_by_path() {
        assert!(is(b"bash", b"/bin/bash") && is(b"bash", b"bash") && is(b"/bin/bash", b"/bin/bash"));
        assert!(!is(b"bash", b"/bin/bashful") && !is(b"/bin/bash", b"bash") && !is(b"bash", b""));
    }

    #[test]
    fn the_environment_has_a_say_unless_it_was_the_last_word() {
        let mut environment = Tunables::NONE;
        environment
            .read(b"glibc.malloc.check=2:glibc.malloc.perturb=9:glibc.cpu.hwcaps=-A", Privilege::Ordinary);
        let mut ruled = Ruled { tunables: Tunables::NONE, last_words: bit(Name::MallocPerturb) };
        ruled
            .tunables
            .read(b"glibc.malloc.check=1:glibc.malloc.perturb=7:glibc.rtld.nns=6", Privilege::Ordinary);
        let both = ruled.under(&environment).unwrap();
        let numbers = [Name::MallocCheck, Name::MallocPerturb, Name::RtldNns].map(|name| both.number(name));
        assert_eq!((numbers, both.text(Name::CpuHwcaps)), ([2, 7, 6], Some(&b"-A"[..])));
    }
}
