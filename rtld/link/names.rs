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
        let mut names = Names { heads: Vec::new(), entries: Vec::with_capacity(objects.len() * 3) };
        objects.iter().for_each(|&object| names.list(object));
        names
    }

    /// Adds an object with all its names.
    pub fn list(&mut self, object: ObjectRef) {
        self.add(object, object.name.as_bytes());
        if let Some(file) = object.file() {
            self.enter(object, hash_of_file(file));
        }
        if let Some(soname) = object.soname() {
            self.add(object, soname.bytes());
        }
        let soname = object.soname().map(|name| name.as_ptr());
        for name in object.state().names.names().filter(|name| Some(name.as_ptr()) != soname) {
            self.add(object, name.bytes());
        }
    }

    pub fn add(&mut self, object: ObjectRef, name: &[u8]) {
        self.enter(object, hash(name));
    }

    fn enter(&mut self, object: ObjectRef, hash: u32) {
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

    /// Those objects leave the list.
    pub fn forget(&mut self, is_gone: impl Fn(ObjectRef) -> bool) {
        self.entries.retain(|entry| !is_gone(entry.object));
        self.heads.fill(0);
        (0..self.entries.len()).for_each(|index| self.link(index));
    }

    /// Objects of which a name or the file has this hash, some perhaps twice.
    pub fn candidates(&self, wanted: u32) -> impl Iterator<Item = ObjectRef> {
        let at = wanted as usize & self.heads.len().wrapping_sub(1);
        let mut next = self.heads.get(at).copied().unwrap_or(0);
        core::iter::from_fn(move || {
            loop {
                let entry = self.entries.get((next as usize).wrapping_sub(1))?;
                next = entry.next;
                if entry.hash == wanted {
                    return Some(entry.object);
                }
            }
        })
    }
}
