//! The directories of all search paths, and what is known about each.
//!
//! In: the search paths of the objects and the environment, and what a search learned about a directory. Out:
//! per search path the directories to try. Must not: look at the file system; `link/search` does, and reports.
//! One `Paths` per process, owned by `link/search::Searcher`.
//!
//! A directory occurs once in the table, however many search paths name it: what one search learns, all know.
//! glibc does the same (`elf/dl-load.c`), and LD_DEBUG=libs shows it: a directory is printed under the rule of
//! the search path that named it first.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use super::hwcaps::{self, Subdirectories};
use super::search::{self, Config, Requester, own_rpath};
use crate::bytes::Owned;
use crate::gather::Gather;
use crate::sort::Ordered;
use crate::trace::Rule;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// What is known about a directory or one of its subdirectories.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Presence {
    Unknown,
    Present,
    Missing,
}

/// A directory that some search path names. There may be as many as a file's search path has room for: no more of each than is
/// its own.
#[derive(Debug)]
pub struct Directory {
    /// With its trailing slash; empty for the current directory.
    pub path: Box<[u8]>,
    /// Who named it first, among `Directories::owners`.
    owner: u32,
    /// The last search path that named it, by its number.
    named_by: usize,
    /// How many of its subdirectories are known to be missing.
    missing: u32,
}

/// Whose a search path is. LD_DEBUG shows later users of a directory under this rule too.
#[derive(Debug)]
pub struct Owner {
    pub rule: Rule,
    pub from: Option<Vec<u8>>,
}

/// Up to so many directories are compared one by one.
const FEW: usize = 32;

/// Every directory that any search path has named, each once: what one search learns, all know.
#[derive(Debug, Default)]
pub struct Directories {
    all: Vec<Directory>,
    /// A row for each: per element of `Subdirectories::list`.
    presence: Vec<Presence>,
    /// How many those are.
    subs: usize,
    /// Of the search paths that named one first.
    owners: Vec<Owner>,
    /// By path, once there are many: a file's search path may be as long as the file.
    by_path: Ordered<usize>,
    /// Search paths so far.
    lists: usize,
}

impl Directories {
    pub fn get(&self, index: usize) -> Option<&Directory> {
        self.all.get(index)
    }

    pub fn owner(&self, index: usize) -> Option<&Owner> {
        self.owners.get(self.all.get(index)?.owner as usize)
    }

    /// What is known about a directory.
    fn row(&self, index: usize) -> &[Presence] {
        let start = index.saturating_mul(self.subs);
        self.presence.get(start..start.saturating_add(self.subs)).unwrap_or(&[])
    }

    pub fn presence(&self, index: usize, sub: usize) -> Presence {
        self.row(index).get(sub).copied().unwrap_or(Presence::Missing)
    }

    pub fn learn(&mut self, index: usize, sub: usize, presence: Presence) {
        let place = index.saturating_mul(self.subs).saturating_add(sub);
        let Some(known) = self.presence.get_mut(place).filter(|_| sub < self.subs) else { return };
        let before = core::mem::replace(known, presence);
        if let Some(directory) = self.all.get_mut(index) {
            let count = |presence| u32::from(presence == Presence::Missing);
            directory.missing =
                directory.missing.saturating_add(count(presence)).saturating_sub(count(before));
        }
    }

    /// The next of its subdirectories, from `sub` on, that is not known to be missing.
    pub fn next(&self, index: usize, sub: usize) -> Option<usize> {
        let rest = self.row(index).get(sub..)?;
        rest.iter().position(|&presence| presence != Presence::Missing)?.checked_add(sub)
    }

    /// Is the directory there, and none of its subdirectories?
    pub fn is_plain(&self, index: usize) -> bool {
        let missing = self.all.get(index).map(|directory| directory.missing as usize);
        missing == self.subs.checked_sub(1) && self.row(index).last() == Some(&Presence::Present)
    }

    /// Indices of these directories, each once. `subs` is always the same.
    pub fn register(
        &mut self,
        paths: Vec<Vec<u8>>,
        rule: Rule,
        from: Option<&[u8]>,
        subs: usize,
    ) -> Vec<usize> {
        self.lists = self.lists.wrapping_add(1);
        self.subs = subs;
        let (named_by, before) = (self.lists, self.all.len());
        let owner = u32::try_from(self.owners.len()).unwrap_or(u32::MAX);
        let mut list = Vec::with_capacity(paths.len());
        self.all.reserve(paths.len());
        for path in paths {
            match self.known(&path) {
                Some(index) => {
                    let Some(directory) = self.all.get_mut(index) else { continue };
                    if core::mem::replace(&mut directory.named_by, named_by) != named_by {
                        list.push(index);
                    }
                }
                None => {
                    list.push(self.all.len());
                    self.add(Directory { path: path.into_boxed_slice(), owner, named_by, missing: 0 });
                }
            }
        }
        if self.all.len() > before {
            self.owners.push(Owner { rule, from: from.map(<[u8]>::owned) });
        }
        list
    }

    fn known(&mut self, path: &[u8]) -> Option<usize> {
        match self.all.len() > FEW {
            true => self.by_path.find(|&index| path_of(&self.all, index).cmp(path)).copied(),
            false => self.all.iter().position(|d| *d.path == *path),
        }
    }

    fn add(&mut self, directory: Directory) {
        let absolute = directory.path.first() == Some(&b'/');
        let first = if absolute { Presence::Unknown } else { Presence::Present };
        self.presence.extend((0..self.subs).map(|_| first));
        self.all.push(directory);
        if self.all.len() > FEW {
            for missing in self.by_path.count()..self.all.len() {
                self.by_path.add(missing, |&a, &b| path_of(&self.all, a) < path_of(&self.all, b));
            }
        }
    }

    /// The leading directories of `list` that have one rule, with those of their subdirectories that are not
    /// known to be missing, as LD_DEBUG=libs shows them.
    pub fn shown(&self, list: &[usize], subdirectories: &Subdirectories) -> Vec<Vec<u8>> {
        let rule = |index: usize| self.owner(index).map(|owner| owner.rule);
        let first = list.first().and_then(|&index| rule(index));
        let mut out = Vec::new();
        for &index in list.iter().take_while(|&&index| rule(index) == first) {
            let Some(directory) = self.all.get(index) else { continue };
            for (sub, presence) in subdirectories.list.iter().zip(self.row(index)) {
                if *presence != Presence::Missing {
                    let mut path = [&directory.path, sub.as_slice()].concat();
                    if path.len() > 1 {
                        path.pop();
                    }
                    out.push(path);
                }
            }
        }
        out
    }
}

fn path_of(all: &[Directory], index: usize) -> &[u8] {
    all.get(index).map_or(&[], |directory| &directory.path)
}

/// Which of an object's two search paths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tag {
    Rpath,
    Runpath,
}

impl Tag {
    pub fn rule(self) -> Rule {
        match self {
            Tag::Rpath => Rule::Rpath,
            Tag::Runpath => Rule::Runpath,
        }
    }
}

/// Whose list: an object's identity, and the tag.
type Key = (usize, Tag);

/// A search path of an object.
#[derive(Debug)]
struct List {
    directories: Vec<usize>,
    /// None of them exists: no longer tried, no longer shown.
    dead: bool,
}

/// All search paths of the process.
#[derive(Debug, Default)]
pub struct Paths {
    pub subdirectories: Subdirectories,
    pub directories: Directories,
    system: Vec<usize>,
    library: Vec<usize>,
    /// By the objects' identities and tags, sorted.
    lists: Vec<(Key, List)>,
    prepared: bool,
}

impl Paths {
    /// The subdirectories and the search paths that do not depend on a requester, in the order in which glibc
    /// makes them. Done when first needed: most programs find everything in the cache.
    pub fn prepare(&mut self, config: &Config, main: Option<&dyn Requester>) {
        if core::mem::replace(&mut self.prepared, true) {
            return;
        }
        let (prepend, mask) = (config.hwcaps_prepend.as_deref(), config.hwcaps_mask.as_deref());
        self.subdirectories = hwcaps::subdirectories(&config.processor, prepend, mask, config.schemes);
        let subs = self.subdirectories.list.len();
        let system = config.system.directories.iter().map(|d| d.owned()).collect();
        self.system = self.directories.register(system, Rule::Default, None, subs);
        if let Some(main) = main {
            let tag = if main.runpath().is_some() { Tag::Runpath } else { Tag::Rpath };
            self.of_object(config, main, tag);
        }
        // An empty variable is no variable; ":" are two empty elements.
        if let Some(path) = config.library_path.as_deref().filter(|path| !path.is_empty()) {
            let rule = config.library_path_rule;
            let paths = search::split(config, main, path, rule);
            self.library = self.directories.register(paths, rule, None, subs);
        }
    }

    /// The names of glibc-hwcaps alone, which are all that the cache asks for.
    pub fn prepare_names(&mut self, config: &Config) {
        if !self.prepared && self.subdirectories.named.is_empty() {
            let (prepend, mask) = (config.hwcaps_prepend.as_deref(), config.hwcaps_mask.as_deref());
            self.subdirectories.named = hwcaps::named(&config.processor, prepend, mask);
        }
    }

    pub fn system(&self) -> Vec<usize> {
        self.system.clone()
    }

    pub fn library(&self) -> Vec<usize> {
        self.library.clone()
    }

    /// The directories of an object's DT_RPATH or DT_RUNPATH; none if that is inhibited.
    pub fn of_object(&mut self, config: &Config, object: &dyn Requester, tag: Tag) -> Vec<usize> {
        let key = (object.identity(), tag);
        if let Some(list) = self.list(key) {
            return list.directories.clone();
        }
        let text = match tag {
            Tag::Rpath => own_rpath(object),
            Tag::Runpath => object.runpath(),
        };
        let inhibited = |list: &[u8]| !config.secure && search::inhibited(list, object.name());
        let usable =
            text.filter(|text| !text.is_empty() && !config.inhibit_rpath.as_deref().is_some_and(inhibited));
        let paths = usable.map_or(Vec::new(), |text| search::split(config, Some(object), text, tag.rule()));
        let subs = self.subdirectories.list.len();
        let directories = self.directories.register(paths, tag.rule(), Some(object.name()), subs);
        let list = List { directories: directories.clone(), dead: false };
        // Objects come with growing identities, mostly: at the end.
        self.lists.insert(self.place(key).unwrap_or_else(|place| place), (key, list));
        directories
    }

    /// None of the search path's directories exists.
    pub fn bury(&mut self, object: &dyn Requester, tag: Tag) {
        let place = self.place((object.identity(), tag));
        if let Some((_, list)) = place.ok().and_then(|place| self.lists.get_mut(place)) {
            list.dead = true;
        }
    }

    pub fn is_dead(&self, object: &dyn Requester, tag: Tag) -> bool {
        self.list((object.identity(), tag)).is_some_and(|list| list.dead)
    }

    /// The object is gone: its identity may come again.
    pub fn forget(&mut self, identity: usize) {
        for tag in [Tag::Rpath, Tag::Runpath] {
            if let Ok(place) = self.place((identity, tag)) {
                self.lists.remove(place);
            }
        }
    }

    /// Where in `lists` a list is, or belongs.
    fn place(&self, key: Key) -> Result<usize, usize> {
        self.lists.binary_search_by_key(&key, |&(key, _)| key)
    }

    fn list(&self, key: Key) -> Option<&List> {
        self.lists.get(self.place(key).ok()?).map(|(_, list)| list)
    }

    /// What to put before a name, to try it in a directory's subdirectory: the two, each with its trailing slash.
    pub fn prefix(&self, index: usize, sub: usize) -> [&[u8]; 2] {
        let directory = self.directories.get(index).map_or(&[][..], |d| &*d.path);
        [directory, self.subdirectories.list.get(sub).map_or(&[][..], Vec::as_slice)]
    }

    /// The first directory of the path from a directory to its subdirectory; `None` for the directory itself.
    pub fn top(&self, index: usize, sub: usize) -> Option<Vec<u8>> {
        let directory = self.directories.get(index)?;
        Some([&directory.path, self.top_name(sub)?].concat())
    }

    /// The first subdirectory that it leads to.
    pub fn first_below_top(&self, sub: usize) -> usize {
        let top = self.top_name(sub);
        (0..sub).find(|&other| self.top_name(other) == top).unwrap_or(sub)
    }

    /// Its name.
    pub fn top_name(&self, sub: usize) -> Option<&[u8]> {
        let top = self.subdirectories.list.get(sub)?.split(|&byte| byte == b'/').next()?;
        (!top.is_empty()).then_some(top)
    }

    /// The directories that would be searched for `requester`, for dlinfo(RTLD_DI_SERINFO): the order of the
    /// search, and the program's DT_RPATH once more for other objects of its namespace, as glibc has it.
    pub fn searched_for(
        &mut self,
        config: &Config,
        requester: &dyn Requester,
        main: Option<&dyn Requester>,
        namespace: usize,
    ) -> Vec<Vec<u8>> {
        self.prepare(config, main);
        let mut objects: Vec<(&dyn Requester, Tag)> = Vec::new();
        if requester.runpath().is_none() {
            let mut object = Some(requester);
            while let Some(o) = object {
                objects.push((o, Tag::Rpath));
                object = o.loader();
            }
            objects.extend(main.filter(|_| namespace == 0 && !requester.is_main()).map(|m| (m, Tag::Rpath)));
        }
        let before = objects.len();
        objects.push((requester, Tag::Runpath));
        let mut all: Vec<usize> = Vec::new();
        for (position, (object, tag)) in objects.into_iter().enumerate() {
            if position == before {
                all.extend(&self.library);
            }
            let list = self.of_object(config, object, tag);
            if !self.is_dead(object, tag) {
                all.extend(list);
            }
        }
        if !requester.nodeflib() {
            all.extend(&self.system);
        }
        let bare = |path: &[u8]| match path {
            [] => b".".owned(),
            [_] => path.owned(),
            [path @ .., _] => path.owned(),
        };
        all.iter().filter_map(|&i| self.directories.get(i)).map(|d| bare(&d.path)).gather()
    }
}
