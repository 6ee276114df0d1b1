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
//! ends its search path, not the search. System calls: open per candidate that may be there; stat once per directory
//! that has not shown a file; read, fstat and perhaps pread for a file that fits; the cache is mapped once per
//! transaction, and only if it is reached. glibc opens every candidate: what is passed over here (`ruled_out`) is what
//! its open would not find, and LD_DEBUG=libs tells of it all the same.

use super::cache_file::CacheFile;
use super::candidate::{self, Attempt, Found, Outcome, Unfit};
use super::customs::{self, customs};
use super::listing::{self, Key, Listings};
use crate::error::{Errno, Error, HeaderError, SearchError, What};
use crate::plan::hwcaps::Schemes;
use crate::plan::paths::{Paths, Presence, Tag};
use crate::plan::search::{self, Config, Entries, Purpose, Requester, Step};
use crate::plan::tokens;
use crate::sys::file;
use crate::trace::{self, Category, Event, Rule, Unfitness};
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

/// The rule on whose account a directory is tried, and whose search path it is.
#[derive(Clone, Copy)]
struct Account<'a> {
    rule: Rule,
    owner: Option<&'a [u8]>,
}

#[derive(Debug)]
pub struct Searcher {
    config: Config,
    emit: fn(&Event<'_>),
    paths: Paths,
    cache: CacheFile,
    listings: Listings,
    /// The kernel's last word, which the final error carries; `None` after a success, as errno 0 in glibc.
    errno: Option<Errno>,
    /// The first error of this search that says nothing of the file: it may be there.
    trouble: Option<Errno>,
    other_class: bool,
    log: Option<Vec<Attempt>>,
    /// LD_DEBUG=libs, in a search that is not for the log: asked once per search.
    traced: bool,
    /// Nobody is asked which subdirectories count.
    careless: bool,
}

impl Searcher {
    /// `emit` prints the events of LD_DEBUG=libs.
    pub fn new(config: Config, emit: fn(&Event<'_>)) -> Searcher {
        Searcher {
            config,
            emit,
            paths: Paths::default(),
            cache: CacheFile::default(),
            listings: Listings::default(),
            // What the look for /etc/ld.so.preload leaves behind.
            errno: Some(Errno::NOENT),
            trouble: None,
            other_class: false,
            log: None,
            traced: false,
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
        self.careless || self.paths.subdirectories.belongs_to(sub, customs().schemes())
    }

    /// What the last failed system call left behind.
    pub fn errno(&self) -> Option<Errno> {
        self.errno
    }

    pub fn set_errno(&mut self, errno: Option<Errno>) {
        self.errno = errno;
    }

    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The object is gone: its identity may come again.
    pub fn forget(&mut self, identity: usize) {
        self.paths.forget(identity);
    }

    /// Forgets what files and directories held, at the end of a transaction: the next one must see what was
    /// installed meanwhile, and what ldconfig did.
    pub fn release(&mut self) {
        self.cache.release();
        self.listings.forget();
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
        self.other_class = false;
        self.trouble = None;
        self.traced = trace::on(Category::Libs) && self.log.is_none();
        if query.purpose == Purpose::Program {
            // Nothing was looked for before.
            self.errno = None;
        }
        let found = if query.name.contains(&b'/') {
            self.direct(query)?
        } else {
            self.event(&Event::Find { name: query.name, namespace: query.namespace });
            let found = self.walk(query, &mut hook)?;
            self.event(&Event::Blank);
            found
        };
        found.ok_or_else(|| self.not_found(query.name))
    }

    /// The same search again, to say what was tried. Prints nothing and asks no auditor.
    pub fn explain(&mut self, query: Query<'_>) -> Vec<Attempt> {
        self.log = Some(Vec::new());
        let errno = self.errno;
        // Its result is known: it is why we are asked.
        let _ = self.find(query, None);
        self.errno = errno;
        self.log.take().unwrap_or_default()
    }

    /// The directories that would be searched for `requester` (dlinfo, RTLD_DI_SERINFO). glibc gives all of
    /// them the flag 0.
    pub fn directories_for(
        &mut self,
        requester: &dyn Requester,
        main: Option<&dyn Requester>,
        namespace: usize,
    ) -> Vec<Vec<u8>> {
        self.paths.searched_for(&self.config, requester, main, namespace)
    }

    fn not_found(&self, name: &[u8]) -> Error {
        // Whatever other class it was: there is one message.
        if self.other_class {
            return Error::new(name, What::Header(HeaderError::Class(1)));
        }
        let what = What::Search(SearchError::NotFound);
        // Where the search went on after "too many open files", "no such file" would send people to look for the file.
        match self.trouble.or(self.errno) {
            Some(errno) => Error::with_errno(name, what, errno),
            None => Error::new(name, what),
        }
    }

    fn failed(&mut self, errno: Errno) {
        self.errno = Some(errno);
        self.trouble = self.trouble.or(Some(errno).filter(|errno| errno.is_passing()));
    }

    /// Does nobody want to know what is tried?
    fn silent(&self) -> bool {
        !self.traced && self.log.is_none()
    }

    fn event(&self, event: &Event<'_>) {
        if self.traced {
            (self.emit)(event);
        }
    }

    fn record(&mut self, path: &[u8], account: Account<'_>, outcome: Outcome) {
        if let Some(log) = &mut self.log {
            let owner = account.owner.map(<[u8]>::to_vec);
            log.push(Attempt { path: path.to_vec(), rule: account.rule, owner, outcome });
        }
    }

    /// A name with a slash is the path itself.
    fn direct(&mut self, query: Query<'_>) -> Tried {
        let path = match query.requester {
            Some(_) => search::expand(&self.config, query.requester, query.name).unwrap_or_default(),
            None => query.name.to_vec(),
        };
        let Some(path) = CString::new(path).ok().filter(|path| !path.is_empty()) else {
            self.errno = Some(Errno::NOENT);
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
                    self.paths.prepare(&self.config, query.main);
                    let account = Account { rule: self.config.library_path_rule, owner: None };
                    self.in_list(query, &self.paths.library(), account, hook)?.0
                }
                Step::Cache(entries) => self.in_cache(query, entries, hook)?,
                Step::Default => {
                    self.paths.prepare(&self.config, query.main);
                    let account = Account { rule: Rule::Default, owner: None };
                    self.in_list(query, &self.paths.system(), account, hook)?.0
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
        self.paths.prepare(&self.config, query.main);
        let list = self.paths.of_object(&self.config, object, tag);
        if self.paths.is_dead(object, tag) && self.log.is_none() {
            return Ok(None);
        }
        let account = Account { rule: tag.rule(), owner: Some(object.name()) };
        let (found, presence) = self.in_list(query, &list, account, hook)?;
        if presence == Presence::Missing {
            self.paths.bury(object, tag);
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
        let silent = self.silent();
        for (position, &index) in list.iter().enumerate() {
            if let Some(key) = key {
                if list.len() >= LONG {
                    self.survey(index);
                }
                if silent && self.paths.directories.is_plain(index) && self.lacks(index, key) {
                    (any, self.errno) = (Presence::Present, Some(Errno::NOENT));
                    continue;
                }
            }
            if self.traced {
                self.show(list.get(position..).unwrap_or(&[]), &mut shown);
            }
            let (found, here) = self.in_directory(query, index, account, key, hook)?;
            if found.is_some() {
                return Ok((found, Presence::Present));
            }
            if here == Presence::Present {
                any = here;
                if !matches!(self.errno, Some(Errno::NOENT | Errno::ACCES)) {
                    break;
                }
            }
        }
        Ok((None, any))
    }

    /// The line of LD_DEBUG for a search path, and another one wherever its directories belong to another rule.
    fn show(&self, rest: &[usize], shown: &mut Option<Rule>) {
        let directories = &self.paths.directories;
        let Some(first) = rest.first().and_then(|&i| directories.get(i)) else { return };
        if *shown == Some(first.rule) {
            return;
        }
        *shown = Some(first.rule);
        let paths = directories.shown(rest, &self.paths.subdirectories);
        let dirs: Vec<&[u8]> = paths.iter().map(Vec::as_slice).collect();
        self.event(&Event::SearchPath { dirs: &dirs, rule: first.rule, from: first.from.as_deref() });
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
        let mut here = Presence::Missing;
        let subs = self.paths.subdirectories.list.len();
        for sub in 0..subs {
            let known = self.paths.directories.presence(index, sub);
            if known == Presence::Missing {
                if self.log.is_some() && sub.wrapping_add(1) == subs {
                    let base = self.paths.prefix(index, sub);
                    self.record(&base, account, Outcome::MissingDirectory);
                }
                continue;
            }
            let ruled_out = key.and_then(|key| self.ruled_out(key, index, sub));
            if let Some(presence) = ruled_out.filter(|_| self.silent()) {
                self.errno = Some(Errno::NOENT);
                self.paths.directories.learn(index, sub, presence);
                if presence == Presence::Present {
                    here = presence;
                }
                continue;
            }
            let base = self.paths.prefix(index, sub);
            let Ok(path) = CString::new([base.as_slice(), query.name].concat()) else { continue };
            self.event(&Event::TryFile { path: path.as_bytes() });
            let mut found = match ruled_out {
                Some(_) => self.absent(path.as_bytes(), account),
                None => self.probe(&path, account, hook)?,
            };
            if ruled_out.is_none() && found.is_none() {
                self.listings.missed((index, sub), self.errno);
            }
            let now = match (known, &found, ruled_out) {
                (Presence::Unknown, _, Some(presence)) => presence,
                (Presence::Unknown, Some(_), None) => Presence::Present,
                (Presence::Unknown, None, None) if !query.requester.is_some_and(Requester::auditing) => {
                    self.look(&base)
                }
                _ => known,
            };
            self.paths.directories.learn(index, sub, now);
            if now != Presence::Missing {
                here = Presence::Present;
            }
            if query.purpose == Purpose::SecurePreload && self.config.secure {
                found = self.only_set_user_id(found, account);
            }
            if found.is_some() && sub != self.itself() && !self.counts(sub) {
                self.errno = Some(Errno::NOENT);
                continue;
            }
            if found.is_some() {
                return Ok((found, here));
            }
        }
        Ok((None, here))
    }

    /// A directory of a long search path is listed at first sight: that spares it a question for each of its
    /// subdirectories, and the first names. One that does not fit into a buffer waits until it has deserved it.
    fn survey(&mut self, index: usize) {
        let itself = self.itself();
        if self.paths.directories.presence(index, itself) == Presence::Unknown {
            let base = self.paths.prefix(index, itself);
            self.listings.survey((index, itself), &base);
        }
    }

    /// The subdirectory that is the directory itself.
    fn itself(&self) -> usize {
        self.paths.subdirectories.list.len().saturating_sub(1)
    }

    /// Is a name known not to be in the directory itself?
    fn lacks(&mut self, index: usize, key: Key) -> bool {
        let (at, paths) = ((index, self.itself()), &self.paths);
        self.listings.rules_out(at, || paths.prefix(index, at.1), key)
    }

    /// What is known without opening the candidate: that it is not there, and whether its directory is. (Not of the
    /// system's directories: they are reached by what the cache does not have, rarely, and they are long.)
    fn ruled_out(&mut self, key: Key, index: usize, sub: usize) -> Option<Presence> {
        let itself = self.itself();
        match self.paths.directories.presence(index, sub) {
            Presence::Present => {
                let paths = &self.paths;
                let out = self.listings.rules_out((index, sub), || paths.prefix(index, sub), key);
                out.then_some(Presence::Present)
            }
            _ if sub == itself => {
                self.listings.is_known((index, sub)).then_some(())?;
                self.lacks(index, key).then_some(Presence::Present)
            }
            _ => {
                // `tls/haswell/` cannot be where `tls/` is not.
                let top = listing::key(self.paths.top_name(sub)?)?;
                if self.listings.is_known((index, itself)) && self.lacks(index, top) {
                    return Some(Presence::Missing);
                }
                let path = self.paths.top(index, sub)?;
                self.listings.is_absent(path).then_some(Presence::Missing)
            }
        }
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
                self.failed(errno);
                if errno.is_passing() { Presence::Unknown } else { Presence::Missing }
            }
        }
    }

    /// A candidate of which it is known that it is not there.
    fn absent(&mut self, path: &[u8], account: Account<'_>) -> Option<Found> {
        self.errno = Some(Errno::NOENT);
        if self.traced {
            self.passed_over(Outcome::Failed(Errno::NOENT));
        }
        self.record(path, account, Outcome::Failed(Errno::NOENT));
        None
    }

    /// The line of LD_DEBUG that newer releases have for what does not fit.
    #[cold]
    #[inline(never)]
    fn passed_over(&self, outcome: Outcome) {
        if !customs().tells_what_is_passed_over() {
            return;
        }
        let why = match outcome {
            Outcome::Failed(_) => Unfitness::Absent,
            Outcome::BadHeader(HeaderError::Class(_)) => Unfitness::Class,
            Outcome::BadHeader(HeaderError::Machine(_)) => Unfitness::Machine,
            _ => return,
        };
        self.event(&Event::PassedOver { why });
    }

    /// Under AT_SECURE a preloaded object must be marked by its set-user-ID bit as fit for that (ld.so(8)).
    fn only_set_user_id(&mut self, found: Option<Found>, account: Account<'_>) -> Option<Found> {
        let found = found?;
        if found.stat.is_setuid() {
            return Some(found);
        }
        self.errno = Some(Errno::NOENT);
        self.record(found.path.as_bytes(), account, Outcome::NotSetUserId);
        None
    }

    fn in_cache(&mut self, query: Query<'_>, entries: Entries, hook: &mut Option<Hook<'_>>) -> Tried {
        let account = Account { rule: Rule::Cache, owner: None };
        let file = self.config.system.cache;
        self.event(&Event::SearchCache { cache: file.to_bytes() });
        if let Err(errno) = self.cache.map(file) {
            self.failed(errno);
        }
        // glibc looks for the program itself before it has made the list of names.
        if query.purpose != Purpose::Program {
            self.paths.prepare_names(&self.config);
        }
        let cache = self.cache.get();
        let hit =
            cache.and_then(|c| c.lookup(query.name, &self.config.processor, &self.paths.subdirectories));
        let Some(path) = hit.and_then(|path| CString::new(path.bytes()).ok()) else {
            self.record(file.to_bytes(), account, Outcome::NotInCache);
            return Ok(None);
        };
        self.event(&Event::TryFile { path: path.as_bytes() });
        let default = search::in_system_directory(&self.config.system, path.as_bytes());
        if entries == Entries::OutsideSystemDirectories && default {
            self.record(path.as_bytes(), account, Outcome::NoDefaultLibraries);
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
                self.record(path.to_bytes(), account, Outcome::Refused);
                return Ok(None);
            }
        };
        let (outcome, errno, result) = match tried {
            Ok(found) => (Outcome::Taken, None, Ok(Some(found))),
            Err(Unfit::Open(errno)) => (Outcome::Failed(errno), Some(errno), Ok(None)),
            Err(Unfit::Header(reason @ (HeaderError::Class(_) | HeaderError::Machine(_)))) => {
                self.other_class |= matches!(reason, HeaderError::Class(_));
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
        self.errno = None;
        if let Some(errno) = errno {
            self.failed(errno);
        }
        if errno.is_some() && self.traced {
            self.passed_over(outcome);
        }
        self.record(path.to_bytes(), account, outcome);
        result
    }
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
