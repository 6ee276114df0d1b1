//! Finding the file for a name: tries, in the order that `plan/search` decides, until one fits.
//!
//! In: a name and on whose behalf it is wanted (`Query`). Out: the open file with its status, its first bytes
//! and its checked header (`Found`), or the error that glibc would report. Must not: map objects, or know which
//! are loaded; whether a found file is one of them is for the caller to say (device and inode).
//! Called by the transaction, under the load lock.
//!
//! What ends a search and what does not is glibc's (`elf/dl-load.c`) to the letter, because a user's "the file
//! exists, yet it is not found" hangs on it: a file of another class or machine is passed over; any other
//! file that cannot be loaded is an error at once; a directory whose last failure is neither ENOENT nor EACCES
//! (nor ENOTDIR, with newer releases) ends its search path, not the search. System calls: open per candidate that may be there; stat once per directory
//! that has not shown a file; read, fstat and perhaps pread for a file that fits; the cache is mapped once per
//! transaction, and only if it is reached. glibc opens every candidate: what is passed over here (`known`) is what
//! its open would not find, and LD_DEBUG=libs tells of it all the same.

use super::cache_file::CacheFile;
use super::candidate::{self, Attempt, Found, Outcome, Unfit};
use super::customs::{self, customs};
use super::known::Known;
use super::listing::{self, Key};
use super::search_failure::Failure;
use super::search_report::{Account, Report};
use crate::bytes::Owned;
use crate::error::{Errno, Error, HeaderError, SearchError, What};
use crate::plan::hwcaps::Schemes;
use crate::plan::paths::{Presence, Tag};
use crate::plan::search::{self, Config, Entries, Purpose, Requester, Step};
use crate::plan::tokens;
use crate::sys::file;
use crate::trace::{Event, Rule};
use alloc::ffi::CString;
use alloc::vec::Vec;
use core::ffi::CStr;

/// A search path of so many directories is long: most of them do not have what is looked for.
const LONG: usize = 8;

/// A question to the search.
#[derive(Clone, Copy)]
pub struct Query<'a> {
    pub name: &'a [u8],
    pub requester: Option<&'a dyn Requester>,
    /// The program's object, if it is known yet.
    pub main: Option<&'a dyn Requester>,
    pub namespace: usize,
    pub purpose: Purpose,
}

/// What an auditor's la_objsearch says to a candidate.
#[derive(Debug)]
pub enum Decision {
    Keep,
    /// Open this file in the candidate's place; the object is named as the candidate was.
    Rename(CString),
    Skip,
}

/// la_objsearch of all auditors, for a candidate and the rule that brought it. A name with a slash is not
/// asked about: auditors saw it as LA_SER_ORIG, before the search.
pub type Hook<'h> = &'h mut dyn FnMut(&CStr, Rule) -> Decision;

/// A step's end that is not an error: found, or to be continued with the next step.
type Tried = Result<Option<Found>, Error>;

#[derive(Debug)]
pub struct Searcher {
    config: Config,
    known: Known,
    cache: CacheFile,
    report: Report,
    failure: Failure,
    /// Nobody is asked which subdirectories count.
    careless: bool,
}

impl Searcher {
    /// `emit` prints the events of LD_DEBUG=libs.
    pub fn new(config: Config, emit: fn(&Event<'_>)) -> Searcher {
        Searcher {
            config,
            known: Known::default(),
            cache: CacheFile::default(),
            report: Report::new(emit),
            failure: Failure::default(),
            careless: false,
        }
    }

    /// For a search whose result decides which customs others follow.
    pub fn takes_whatever_is_there(&mut self) {
        self.careless = true;
    }

    /// Leaves out what the libc in use has not. Before the first search.
    pub fn follow(&mut self, schemes: Schemes) {
        self.config.schemes = schemes;
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

    /// What the last failed system call left behind.
    pub fn errno(&self) -> Option<Errno> {
        self.failure.errno
    }

    /// Makes it another one; answers what it was.
    pub fn replace_errno(&mut self, errno: Option<Errno>) -> Option<Errno> {
        core::mem::replace(&mut self.failure.errno, errno)
    }

    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The object is gone: its identity may come again.
    pub fn forget(&mut self, identity: usize) {
        self.known.paths.forget(identity);
    }

    /// Forgets what files and directories held, at the end of a transaction: the next one must see what was
    /// installed meanwhile, and what ldconfig did.
    pub fn release(&mut self) {
        self.cache.release();
        self.known.listings.forget();
    }

    /// A name from DT_NEEDED, DT_FILTER or DT_AUXILIARY with its tokens replaced; `None`: it has none.
    pub fn needed_name(&self, name: &[u8], requester: &dyn Requester) -> Result<Option<Vec<u8>>, Error> {
        if !tokens::present(name) {
            return Ok(None);
        }
        if self.config.secure {
            return Err(Error::new(name, What::Search(SearchError::TokenInSecure)));
        }
        match search::expand(&self.config, Some(requester), name).filter(|path| !path.is_empty()) {
            Some(path) => Ok(Some(path)),
            None => Err(Error::new(name, What::Search(SearchError::EmptyToken))),
        }
    }

    /// The file for a name.
    pub fn find(&mut self, query: Query<'_>, mut hook: Option<Hook<'_>>) -> Result<Found, Error> {
        self.failure.begin();
        self.report.begin();
        if query.purpose == Purpose::Program {
            // Nothing was looked for before.
            self.failure.errno = None;
        }
        let found = if query.name.contains(&b'/') {
            self.direct(query)?
        } else {
            self.report.event(&Event::Find { name: query.name, namespace: query.namespace });
            let found = self.walk(query, &mut hook)?;
            self.report.event(&Event::Blank);
            found
        };
        found.ok_or_else(|| self.failure.error(query.name))
    }

    /// The same search again, to say what was tried. Prints nothing and asks no auditor.
    pub fn explain(&mut self, query: Query<'_>) -> Vec<Attempt> {
        self.report.log();
        let errno = self.failure.errno;
        // Its result is known: it is why we are asked.
        let _ = self.find(query, None);
        self.failure.errno = errno;
        self.report.logged()
    }

    /// The directories that would be searched for `requester` (dlinfo, RTLD_DI_SERINFO). glibc gives all of
    /// them the flag 0.
    pub fn directories_for(
        &mut self,
        requester: &dyn Requester,
        main: Option<&dyn Requester>,
        namespace: usize,
    ) -> Vec<Vec<u8>> {
        self.known.paths.searched_for(&self.config, requester, main, namespace)
    }

    /// A name with a slash is the path itself.
    fn direct(&mut self, query: Query<'_>) -> Tried {
        let path = match query.requester {
            Some(_) => search::expand(&self.config, query.requester, query.name).unwrap_or_default(),
            None => query.name.owned(),
        };
        let Some(path) = CString::new(path).ok().filter(|path| !path.is_empty()) else {
            self.failure.errno = Some(Errno::NOENT);
            return Ok(None);
        };
        self.probe(&path, Account { rule: Rule::Path, owner: None }, &mut None)
    }

    fn walk(&mut self, query: Query<'_>, hook: &mut Option<Hook<'_>>) -> Tried {
        for step in search::steps(&self.config, query.purpose, query.requester, query.main) {
            let found = match step {
                Step::Rpath(object) => self.in_list_of(query, object, Tag::Rpath, hook)?,
                Step::Runpath(object) => self.in_list_of(query, object, Tag::Runpath, hook)?,
                Step::LibraryPath => {
                    self.known.paths.prepare(&self.config, query.main);
                    let account = Account { rule: self.config.library_path_rule, owner: None };
                    self.in_list(query, &self.known.paths.library(), account, hook)?.0
                }
                Step::Cache(entries) => self.in_cache(query, entries, hook)?,
                Step::Default => {
                    self.known.paths.prepare(&self.config, query.main);
                    let account = Account { rule: Rule::Default, owner: None };
                    self.in_list(query, &self.known.paths.system(), account, hook)?.0
                }
            };
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    fn in_list_of(
        &mut self,
        query: Query<'_>,
        object: &dyn Requester,
        tag: Tag,
        hook: &mut Option<Hook<'_>>,
    ) -> Tried {
        self.known.paths.prepare(&self.config, query.main);
        let list = self.known.paths.of_object(&self.config, object, tag);
        if self.known.paths.is_dead(object, tag) && !self.report.is_logging() {
            return Ok(None);
        }
        let account = Account { rule: tag.rule(), owner: Some(object.name()) };
        let (found, presence) = self.in_list(query, &list, account, hook)?;
        if presence == Presence::Missing {
            self.known.paths.bury(object, tag);
        }
        Ok(found)
    }

    /// Walks a search path. Also says whether any of its directories exists, as far as is known.
    fn in_list(
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
                if list.len() >= LONG {
                    self.known.survey(index);
                }
                if silent && self.known.paths.directories.is_plain(index) && self.known.lacks(index, key) {
                    (any, self.failure.errno) = (Presence::Present, Some(Errno::NOENT));
                    continue;
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
        let mut any = Presence::Missing;
        for sub in 0..self.known.paths.subdirectories.list.len() {
            let (found, here) = self.in_subdirectory(query, (index, sub), account, key, hook)?;
            if here != Presence::Missing {
                any = Presence::Present;
            }
            if found.is_some() {
                return Ok((found, any));
            }
        }
        Ok((None, any))
    }

    /// Tries one of them. Also says whether it exists: `Missing` also where that is not asked any more.
    fn in_subdirectory(
        &mut self,
        query: Query<'_>,
        (index, sub): (usize, usize),
        account: Account<'_>,
        key: Option<Key>,
        hook: &mut Option<Hook<'_>>,
    ) -> Result<(Option<Found>, Presence), Error> {
        let known = self.known.paths.directories.presence(index, sub);
        if known == Presence::Missing {
            if self.report.is_logging() && sub == self.known.itself() {
                let base = self.known.paths.prefix(index, sub);
                self.report.record(&base, account, Outcome::MissingDirectory);
            }
            return Ok((None, Presence::Missing));
        }
        let ruled_out = key.and_then(|key| self.known.ruled_out(key, index, sub));
        if let Some(presence) = ruled_out.filter(|_| self.report.is_silent()) {
            self.failure.errno = Some(Errno::NOENT);
            self.known.paths.directories.learn(index, sub, presence);
            return Ok((None, presence));
        }
        let base = self.known.paths.prefix(index, sub);
        let Ok(path) = CString::new([base.as_slice(), query.name].concat()) else {
            return Ok((None, known));
        };
        self.report.event(&Event::TryFile { path: path.as_bytes() });
        let mut found = match ruled_out {
            Some(_) => self.absent(path.as_bytes(), account),
            None => self.probe(&path, account, hook)?,
        };
        if ruled_out.is_none() && found.is_none() {
            self.known.listings.missed((index, sub), self.failure.errno);
        }
        let now = match (known, &found, ruled_out) {
            (Presence::Unknown, _, Some(presence)) => presence,
            (Presence::Unknown, Some(_), None) => Presence::Present,
            (Presence::Unknown, None, None) if !query.requester.is_some_and(Requester::auditing) => {
                self.look(&base)
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

    fn in_cache(&mut self, query: Query<'_>, entries: Entries, hook: &mut Option<Hook<'_>>) -> Tried {
        let account = Account { rule: Rule::Cache, owner: None };
        let file = self.config.system.cache;
        self.report.event(&Event::SearchCache { cache: file.to_bytes() });
        if let Err(errno) = self.cache.map(file) {
            self.failure.add(errno);
        }
        // glibc looks for the program itself before it has made the list of names.
        if query.purpose != Purpose::Program {
            self.known.paths.prepare_names(&self.config);
        }
        let cache = self.cache.get();
        let hit = cache
            .and_then(|c| c.lookup(query.name, &self.config.processor, &self.known.paths.subdirectories));
        let Some(path) = hit.map(|path| CString::from(path.as_c_str())) else {
            let outcome = if cache.is_some() { Outcome::NotInCache } else { Outcome::NoCache };
            self.report.record(file.to_bytes(), account, outcome);
            return Ok(None);
        };
        self.report.event(&Event::TryFile { path: path.as_bytes() });
        let default = search::in_system_directory(&self.config.system, path.as_bytes());
        if entries == Entries::OutsideSystemDirectories && default {
            self.report.record(path.as_bytes(), account, Outcome::NoDefaultLibraries);
            return Ok(None);
        }
        self.probe(&path, account, hook)
    }

    /// Opens a candidate and judges it: a file, nothing (go on), or an error that ends the search.
    fn probe(&mut self, path: &CStr, account: Account<'_>, hook: &mut Option<Hook<'_>>) -> Tried {
        let decision = hook.as_mut().map_or(Decision::Keep, |hook| hook(path, account.rule));
        let tried = match &decision {
            Decision::Keep => candidate::open(path, path, account.rule),
            Decision::Rename(other) => candidate::open(path, other, account.rule),
            Decision::Skip => {
                self.report.record(path.to_bytes(), account, Outcome::Refused);
                return Ok(None);
            }
        };
        let (outcome, errno, result) = match tried {
            Ok(found) => (Outcome::Taken, None, Ok(Some(found))),
            Err(Unfit::Open(errno)) => (Outcome::Failed(errno), Some(errno), Ok(None)),
            Err(Unfit::Header(reason @ (HeaderError::Class(_) | HeaderError::Machine(_)))) => {
                self.failure.other_class |= matches!(reason, HeaderError::Class(_));
                (Outcome::BadHeader(reason), Some(Errno::NOENT), Ok(None))
            }
            Err(Unfit::Header(reason)) => {
                let opened = match &decision {
                    Decision::Rename(other) => other.as_bytes(),
                    Decision::Keep | Decision::Skip => path.to_bytes(),
                };
                (Outcome::BadHeader(reason), None, Err(Error::new(opened, What::Header(reason))))
            }
            Err(Unfit::Other(error)) => (Outcome::BadRead, None, Err(error)),
        };
        self.failure.errno = None;
        if let Some(errno) = errno {
            self.failure.add(errno);
        }
        if errno.is_some() && self.report.is_traced() {
            self.report.passed_over(outcome);
        }
        self.report.record(path.to_bytes(), account, outcome);
        result
    }
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
