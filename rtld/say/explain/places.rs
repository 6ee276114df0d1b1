//! Where a copy may be that no rule leads to: what the search paths of all objects name, and what lies around them.
//!
//! In: the objects loaded so far. Out: directories, and whether a file there would be taken. Must not: say anything.

use super::Occasion;
use crate::bytes::Owned;
use crate::elf::header::FileKind;
use crate::elf::{DF_1_PIE, PT_DYNAMIC};
use crate::link::candidate;
use crate::link::linker::linker;
use crate::link::listing::{self, Entry};
use crate::link::object::{Kind, Object, ObjectRef};
use crate::link::{load, locate};
use crate::plan::search::inhibited;
use crate::say::fill::Value::Text;
use crate::say::fill::fill;
use crate::sort;
use crate::sys::file;
use crate::trace::Rule;
use alloc::ffi::CString;
use alloc::vec::Vec;

/// How many directories are looked into for another copy.
const DIRECTORIES: usize = 1024;

/// A directory worth a look, and the object whose RPATH or RUNPATH names it.
pub struct Place {
    pub directory: Vec<u8>,
    pub of: Option<(ObjectRef, Rule)>,
}

impl Place {
    /// As a user would write it.
    pub fn bare(&self) -> &[u8] {
        bare(&self.directory)
    }

    /// Why the search path that names it is of no use to this requester; `None`: it is, or there is none.
    pub fn unused(&self, by: Option<ObjectRef>) -> Option<&'static str> {
        let (of, rule) = self.of?;
        let named = |list| inhibited(list, of.name.as_bytes());
        if linker().options().inhibit_rpath.is_some_and(named) {
            return Some("which --inhibit-rpath leaves out");
        }
        if Some(of) == by {
            return None;
        }
        if rule == Rule::Runpath {
            return Some("but a RUNPATH serves only the file that has it, not its dependencies");
        }
        if by.is_some_and(|by| by.dynamic.runpath().is_some()) {
            return Some("but an RPATH serves no file that has a RUNPATH");
        }
        let mut brought = core::iter::successors(by, |object| object.state().loader.get());
        if of.kind == Kind::Program || brought.any(|object| object == of) {
            return None;
        }
        Some("but an RPATH serves only the file that has it, and what that brings along")
    }
}

pub fn places(occasion: Occasion) -> Vec<Place> {
    let objects = occasion.objects();
    let mut places = Places(Vec::new());
    for &object in &objects {
        // An RPATH counts only without a RUNPATH.
        let runpath = object.dynamic.runpath().map(|list| (list, Rule::Runpath));
        let Some((list, rule)) = runpath.or(object.dynamic.rpath().map(|list| (list, Rule::Rpath))) else {
            continue;
        };
        let directories = locate::path_of(object, list.bytes());
        directories.into_iter().for_each(|directory| places.add(directory, Some((object, rule))));
    }
    for &object in objects.iter().filter(|o| matches!(o.kind, Kind::Program | Kind::Library)) {
        let Some(origin) = locate::origin(&object) else { continue };
        let with = |tail: &[u8]| [origin.to_bytes(), tail].concat();
        places.add(with(b"/"), None);
        match object.kind {
            Kind::Program => [&b"/../lib/"[..], b"/lib/"].map(|tail| places.add(with(tail), None)),
            _ if is_systems(object) => continue,
            _ => [places.below(parent(origin.to_bytes())), places.below(&with(b"/"))],
        };
    }
    places.add(b"/usr/local/lib/".owned(), None);
    places.0
}

/// Came by the cache or from the system's directories: what lies around it is of no interest.
fn is_systems(object: ObjectRef) -> bool {
    matches!(object.state().rule.get(), Some(Rule::Cache | Rule::Default))
}

/// A directory as it is written without its slash.
pub fn bare(directory: &[u8]) -> &[u8] {
    match directory {
        b"/" => directory,
        b"" => b".",
        _ => directory.strip_suffix(b"/").unwrap_or(directory),
    }
}

pub struct Places(pub Vec<Place>);

/// The directory that holds this one, with its slash, by the path as written: what is found there is opened anyway.
fn parent(path: &[u8]) -> &[u8] {
    let path = path.strip_suffix(b"/.").unwrap_or(path);
    path.iter().rposition(|&byte| byte == b'/').and_then(|slash| path.get(..=slash)).unwrap_or(b"../")
}

/// The path without its `.` components.
fn plain(path: &[u8]) -> Vec<u8> {
    let mut parts = path.split(|&byte| byte == b'/');
    let mut plain = parts.next().unwrap_or(b"").owned();
    for part in parts.filter(|part| *part != b".") {
        fill(&mut plain, "/%0", &[Text(part)]);
    }
    plain
}

impl Places {
    pub fn add(&mut self, directory: Vec<u8>, of: Option<(ObjectRef, Rule)>) {
        let directory = plain(&directory);
        if self.0.len() < DIRECTORIES && !self.0.iter().any(|place| place.directory == directory) {
            self.0.push(Place { directory, of });
        }
    }

    /// The directories within a directory.
    pub fn below(&mut self, base: &[u8]) {
        let Some(directory) = CString::new(base).ok().and_then(|path| file::open_directory(&path).ok())
        else {
            return;
        };
        let mut names = Vec::new();
        let _ = listing::each(&directory, usize::MAX, &mut |name, entry| {
            if entry == Entry::Directory && names.len() < DIRECTORIES {
                names.push(name.owned());
            }
        });
        sort(&mut names, |a, b| a < b);
        names.into_iter().for_each(|name| self.add([base, &name, b"/"].concat(), None));
    }
}

/// Would this file be taken as a library?
pub fn fits(path: &[u8]) -> bool {
    copy_has(path, &|_| true)
}

/// Would the file at `path` be taken, and does it have what is wanted? It is mapped and read as for a load, then let go.
pub fn copy_has(path: &[u8], wanted: &dyn Fn(&Object) -> bool) -> bool {
    let Ok(path) = CString::new(path) else { return false };
    let Ok(found) = candidate::open(&path, &path, Rule::Path) else { return false };
    let is_dynamic = found.program_headers().iter().any(|p| p.kind == PT_DYNAMIC && p.vaddr != 0);
    let is_library = |object: &Object| !object.dynamic.has_1(DF_1_PIE) && object.suits && wanted(object);
    is_dynamic && found.header.kind != FileKind::Executable && load::look(found, is_library).unwrap_or(false)
}

#[inline(never)]
pub fn sort(names: &mut [Vec<u8>], before: fn(&Vec<u8>, &Vec<u8>) -> bool) {
    sort::by(names, before);
}
