//! The names and files of a namespace's objects, by hash: is something loaded that answers to this name, or from this file?
//!
//! In: objects as they are listed, further names as they are learnt. Out: candidates; whoever asks compares. Must
//! not: keep an object that left the list (`unload` says who).
//!
//! Every DT_NEEDED entry, every needed version and every file that is found asks, so comparing with each object is quadratic
//! in the number of objects. Below a few objects that is cheaper nevertheless: the table is made only beyond.

use crate::link::object::{FileId, ObjectRef};
use alloc::vec::Vec;

/// Up to so many objects are compared one by one.
pub const FEW: usize = 32;

pub struct Names {
    /// By hash, the first entry of a chain, counted from 1; 0: none. As many as a power of two, and half as many as entries at least:
    /// it is pages that are written and soon free again.
    heads: Vec<u32>,
    entries: Vec<Entry>,
    /// The first of the entries that nobody has any more, in a chain of their own.
    vacant: u32,
}

struct Entry {
    hash: u32,
    next: u32,
    object: ObjectRef,
}

/// FNV-1a.
pub fn hash(name: &[u8]) -> u32 {
    name.iter().fold(0x811c_9dc5, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Files of one device are told apart by their numbers, which mostly follow each other.
pub fn hash_of_file(file: FileId) -> u32 {
    (file.ino ^ file.ino >> 32 ^ file.dev).wrapping_mul(0x9e37_79b9) as u32
}

impl Names {
    pub fn of(objects: &[ObjectRef]) -> Names {
        let mut names =
            Names { heads: Vec::new(), entries: Vec::with_capacity(objects.len() * 3), vacant: 0 };
        objects.iter().for_each(|&object| names.list(object));
        names
    }

    /// Adds an object with all its names.
    pub fn list(&mut self, object: ObjectRef) {
        each(object, |hash| self.enter(object, hash));
    }

    pub fn add(&mut self, object: ObjectRef, name: &[u8]) {
        self.enter(object, hash(name));
    }

    fn enter(&mut self, object: ObjectRef, hash: u32) {
        if let Some(entry) = self.entries.get_mut((self.vacant as usize).wrapping_sub(1)) {
            let index = core::mem::replace(&mut self.vacant, entry.next) - 1;
            (entry.hash, entry.object) = (hash, object);
            return self.link(index as usize);
        }
        if self.entries.len() == self.entries.capacity() {
            self.entries.reserve_exact(self.entries.len() / 2 + 8);
        }
        self.entries.push(Entry { hash, next: 0, object });
        if self.entries.len() > self.heads.len() * 2 {
            let size = self.entries.len().next_power_of_two().max(64);
            self.heads = alloc::vec![0; size];
            (0..self.entries.len()).for_each(|index| self.link(index));
        } else {
            self.link(self.entries.len() - 1);
        }
    }

    fn link(&mut self, index: usize) {
        let Some(entry) = self.entries.get_mut(index) else { return };
        let at = entry.hash as usize & self.heads.len().wrapping_sub(1);
        if let Some(head) = self.heads.get_mut(at) {
            entry.next = core::mem::replace(head, index as u32 + 1);
        }
    }

    /// An object leaves the list.
    pub fn forget(&mut self, object: ObjectRef) {
        each(object, |hash| self.unlink(object, hash));
        debug_assert!(self.heads.iter().all(|&head| self.chain(head).all(|entry| entry.object != object)));
    }

    /// Takes the object's entries out of a chain.
    fn unlink(&mut self, object: ObjectRef, hash: u32) {
        let at = hash as usize & self.heads.len().wrapping_sub(1);
        let Some(mut next) = self.heads.get_mut(at).map(core::mem::take) else { return };
        let mut kept = 0;
        while let Some(entry) = self.entries.get_mut((next as usize).wrapping_sub(1)) {
            let list = if entry.object == object { &mut self.vacant } else { &mut kept };
            next = core::mem::replace(&mut entry.next, core::mem::replace(list, next));
        }
        if let Some(head) = self.heads.get_mut(at) {
            *head = kept;
        }
    }

    fn chain(&self, first: u32) -> impl Iterator<Item = &Entry> {
        let mut next = first;
        core::iter::from_fn(move || {
            let entry = self.entries.get((next as usize).wrapping_sub(1))?;
            next = entry.next;
            Some(entry)
        })
    }

    /// Objects of which a name or the file has this hash, some perhaps twice.
    pub fn candidates(&self, wanted: u32) -> impl Iterator<Item = ObjectRef> {
        let at = wanted as usize & self.heads.len().wrapping_sub(1);
        let chain = self.chain(self.heads.get(at).copied().unwrap_or(0));
        chain.filter(move |entry| entry.hash == wanted).map(|entry| entry.object)
    }
}

/// The hashes by which an object is found: of its names and of its file.
fn each(object: ObjectRef, mut f: impl FnMut(u32)) {
    f(hash(object.name.as_bytes()));
    if let Some(file) = object.file() {
        f(hash_of_file(file));
    }
    let soname = object.soname();
    if let Some(soname) = soname {
        f(hash(soname.bytes()));
    }
    let soname = soname.map(|name| name.as_ptr());
    for name in object.state().names.names().filter(|name| Some(name.as_ptr()) != soname) {
        f(hash(name.bytes()));
    }
}
