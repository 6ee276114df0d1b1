//! A search path, walked: its directories, and in each of them its subdirectories for processors.
//!
//! In: the directories of a step, as numbers that `known` has given them. Out: the first file in them that fits; and whether any
//! of them exists, so that a path without one is passed over next time. Must not: decide which directories those are, or judge a
//! file.

use super::report::Account;
use super::{Hook, Query, Searcher};
use crate::error::{Errno, Error};
use crate::link::candidate::{Found, Outcome};
use crate::link::customs::{self, customs};
use crate::link::listing::{self, Key};
use crate::plan::paths::Presence;
use crate::plan::search::{Purpose, Requester};
use crate::sys::file;
use crate::trace::{Event, Rule};
use alloc::ffi::CString;
use core::ffi::CStr;

/// A search path of so many directories is long: most of them do not have what is looked for.
const LONG: usize = 8;

impl Searcher {
    /// Walks a search path. Also says whether any of its directories exists, as far as is known.
    pub(super) fn in_list(
        &mut self,
        query: Query<'_>,
        list: &[usize],
        account: Account<'_>,
        hook: &mut Option<Hook<'_>>,
    ) -> Result<(Option<Found>, Presence), Error> {
        let mut shown = None;
        let mut any = Presence::Missing;
        // Auditors see every candidate, and may make it exist; an explanation and LD_DEBUG show every one.
        let alone = hook.is_none() && !query.requester.is_some_and(Requester::auditing);
        let key = if alone && account.rule != Rule::Default { listing::key(query.name) } else { None };
        let silent = self.report.is_silent();
        for (position, &index) in list.iter().enumerate() {
            if let Some(key) = key {
                if silent && self.known.paths.directories.is_plain(index) && self.known.lacks(index, key) {
                    (any, self.failure.errno) = (Presence::Present, Some(Errno::NOENT));
                    continue;
                }
                if list.len() >= LONG {
                    self.known.survey(index);
                }
            }
            if self.report.is_traced() {
                self.report.path(&self.known.paths, list.get(position..).unwrap_or(&[]), &mut shown);
            }
            let (found, here) = self.in_directory(query, index, account, key, hook)?;
            if found.is_some() {
                return Ok((found, Presence::Present));
            }
            if here == Presence::Present {
                any = here;
                match self.failure.errno {
                    Some(Errno::NOENT | Errno::ACCES) => {}
                    Some(Errno::NOTDIR) if self.passes_over_files() => {}
                    _ => break,
                }
            }
        }
        Ok((None, any))
    }

    /// Tries a directory's subdirectories and the directory. Also says whether one of them exists.
    fn in_directory(
        &mut self,
        query: Query<'_>,
        index: usize,
        account: Account<'_>,
        key: Option<Key>,
        hook: &mut Option<Hook<'_>>,
    ) -> Result<(Option<Found>, Presence), Error> {
        let (mut any, mut next) = (Presence::Missing, 0);
        while let Some(sub) = self.known.paths.directories.next(index, next) {
            next = sub + 1;
            let (found, here) = self.in_subdirectory(query, (index, sub), account, key, hook)?;
            if here != Presence::Missing {
                any = Presence::Present;
            }
            if found.is_some() {
                return Ok((found, any));
            }
        }
        let itself = self.known.itself();
        if self.report.is_logging() && next <= itself {
            let base = self.known.paths.prefix(index, itself).concat();
            self.report.record(&base, account, Outcome::MissingDirectory);
        }
        Ok((None, any))
    }

    /// Tries one of them, which may exist. Also says whether it does.
    fn in_subdirectory(
        &mut self,
        query: Query<'_>,
        (index, sub): (usize, usize),
        account: Account<'_>,
        key: Option<Key>,
        hook: &mut Option<Hook<'_>>,
    ) -> Result<(Option<Found>, Presence), Error> {
        let known = self.known.paths.directories.presence(index, sub);
        let ruled_out = key.and_then(|key| self.known.ruled_out(key, index, sub));
        if let Some(presence) = ruled_out.filter(|_| self.report.is_silent()) {
            self.failure.errno = Some(Errno::NOENT);
            self.known.paths.directories.learn(index, sub, presence);
            return Ok((None, presence));
        }
        let [directory, below] = self.known.paths.prefix(index, sub);
        let path = [directory, below, query.name, b"\0"].concat();
        let base = directory.len() + below.len();
        let Ok(path) = CStr::from_bytes_with_nul(&path) else {
            return Ok((None, known));
        };
        self.report.event(&Event::TryFile { path: path.to_bytes() });
        let mut found = match ruled_out {
            Some(_) => self.absent(path.to_bytes(), account),
            None => self.probe(path, account, hook)?,
        };
        if ruled_out.is_none() && found.is_none() {
            self.known.listings.missed((index, sub), self.failure.errno);
        }
        let now = match (known, &found, ruled_out) {
            (Presence::Unknown, _, Some(presence)) => presence,
            (Presence::Unknown, Some(_), None) => Presence::Present,
            (Presence::Unknown, None, None) if !query.requester.is_some_and(Requester::auditing) => {
                self.look(path.to_bytes().get(..base).unwrap_or(&[]))
            }
            _ => known,
        };
        self.known.paths.directories.learn(index, sub, now);
        if query.purpose == Purpose::Preload && self.config.secure {
            found = self.only_set_user_id(found, account);
        }
        if found.is_some() && sub != self.known.itself() && !self.counts(sub) {
            self.failure.errno = Some(Errno::NOENT);
            found = None;
        }
        Ok((found, now))
    }

    /// Is there a directory? `base` has a trailing slash, which goes as in glibc ("/" becomes "", which exists
    /// nowhere).
    fn look(&mut self, base: &[u8]) -> Presence {
        let bare = base.strip_suffix(b"/").unwrap_or(base);
        let Ok(bare) = CString::new(bare) else { return Presence::Missing };
        match file::stat(&bare) {
            Ok(stat) if stat.is_directory() => Presence::Present,
            Ok(_) => Presence::Missing,
            Err(errno) => {
                self.failure.add(errno);
                if errno.is_passing() { Presence::Unknown } else { Presence::Missing }
            }
        }
    }

    /// A candidate of which it is known that it is not there.
    fn absent(&mut self, path: &[u8], account: Account<'_>) -> Option<Found> {
        self.failure.errno = Some(Errno::NOENT);
        if self.report.is_traced() {
            self.report.passed_over(Outcome::Failed(Errno::NOENT));
        }
        self.report.record(path, account, Outcome::Failed(Errno::NOENT));
        None
    }

    /// Under AT_SECURE a preloaded object must be marked by its set-user-ID bit as fit for that (ld.so(8)).
    fn only_set_user_id(&mut self, found: Option<Found>, account: Account<'_>) -> Option<Found> {
        let found = found?;
        if found.stat.is_setuid() {
            return Some(found);
        }
        self.failure.errno = Some(Errno::NOENT);
        self.report.record(found.path.as_bytes(), account, Outcome::NotSetUserId);
        None
    }

    /// May a file in a subdirectory be taken? There is one: so that is worth the question which libc is in use.
    #[cold]
    fn counts(&self, sub: usize) -> bool {
        if !self.careless {
            customs::ask_ahead_by(self.config.clone());
        }
        self.careless || self.known.paths.subdirectories.belongs_to(sub, customs().schemes())
    }

    /// Does a search path go on behind what is no directory?
    #[cold]
    fn passes_over_files(&self) -> bool {
        if !self.careless {
            customs::ask_ahead_by(self.config.clone());
        }
        self.careless || customs().passes_over_files()
    }
}
