//! Finding the file for a name: tries, in the order that `plan/search` decides, until one fits.
//!
//! In: a name and on whose behalf it is wanted (`Query`). Out: the open file with its status, its first bytes
//! and its checked header (`Found`), or the error that glibc would report. Must not: map objects, or know which
//! are loaded; whether a found file is one of them is for the caller to say (device and inode).
//! Called by the transaction, under the load lock.
//!
//! What ends a search and what does not is glibc's (`elf/dl-load.c`) to the letter, because a user's "the file
//! exists, yet it is not found" hangs on it: a file of another class or machine is passed over; any other file
//! that cannot be loaded is an error at once; a directory whose last failure is neither ENOENT nor EACCES (nor
//! ENOTDIR, with newer releases) ends its search path, not the search. System calls: open per candidate that
//! may be there; stat once per directory that has not shown a file; read, fstat and perhaps pread for a file
//! that fits; the cache is mapped once per transaction, and only if it is reached. glibc opens every candidate:
//! what is passed over here (`known`) is what its open would not find, and LD_DEBUG=libs tells of it all the
//! same.

mod directories;
mod failure;
mod report;

use super::cache_file::CacheFile;
use super::candidate::{self, Attempt, Found, Outcome, Unfit};
use super::known::Known;
use crate::error::{Errno, Error, HeaderError, SearchError, What};
use crate::plan::hwcaps::Schemes;
use crate::plan::paths::{Presence, Tag};
use crate::plan::search::{self, Config, Entries, Purpose, Requester, Step};
use crate::plan::tokens;
use crate::trace::{Event, Rule};
use alloc::borrow::Cow;
use alloc::ffi::CString;
use alloc::vec::Vec;
use core::ffi::CStr;
use failure::Failure;
use report::{Account, Report};

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
            Some(path) => Ok(Some(path.into_owned())),
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
            None => Cow::Borrowed(query.name),
        };
        let Some(path) = CString::new(&*path).ok().filter(|path| !path.is_empty()) else {
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
