//! What of the dynamic section is kept as long as the object.
//!
//! In: a `Dynamic`. Out: `Lasting`. Must not: keep what is asked once, or hardly ever.

use super::{Dynamic, Needed, array, needed};
use crate::bytes::{Name, Strings, Table};
use crate::elf::vaddr::Vaddr;
use crate::elf::{DT_AUDIT, DT_DEPAUDIT, DT_PREINIT_ARRAY, DT_PREINIT_ARRAYSZ, Dyn};

/// What of it is wanted again once the tables have been read: few words, for each object of a process keeps them. What is
/// rarer still is looked up in the entries.
#[derive(Clone, Copy, Debug)]
pub struct Lasting {
    pub entries: Table<Dyn>,
    dependencies: u32,
    pub soname: Option<Name>,
    /// One of the two (`Dynamic::rpath`).
    path: Option<Name>,
    /// DT_FLAGS and DT_FLAGS_1, of which no more bits have a meaning.
    pub flags: u32,
    pub flags_1: u32,
    pub textrel: bool,
    pub symbolic: bool,
    pub bind_now: bool,
    pub relr: bool,
    has_runpath: bool,
    has_preinit_array: bool,
    has_auditors: bool,
    debug: u32,
    pltgot: Vaddr,
    init: Vaddr,
    fini: Vaddr,
    init_array: Vaddr,
    fini_array: Vaddr,
    /// Of functions in them.
    init_count: u32,
    fini_count: u32,
}

/// Where an array lies and how long it is. No segment holds more functions than a word can count.
fn span(array: Option<(u64, usize)>) -> (Vaddr, u32) {
    let (vaddr, count) = array.unzip();
    (Vaddr::of(vaddr), count.map_or(0, |count| u32::try_from(count).unwrap_or(u32::MAX)))
}

impl Lasting {
    /// Is this one (`DF_1_*`) of DT_FLAGS_1?
    pub fn has_1(&self, flag: u64) -> bool {
        u64::from(self.flags_1) & flag != 0
    }

    pub fn of(all: &Dynamic) -> Lasting {
        let (init_array, init_count) = span(all.init_array);
        let (fini_array, fini_count) = span(all.fini_array);
        Lasting {
            entries: all.entries,
            dependencies: all.dependencies,
            soname: all.soname,
            path: all.runpath.or(all.rpath),
            flags: all.flags as u32,
            flags_1: all.flags_1 as u32,
            textrel: all.textrel,
            symbolic: all.symbolic,
            bind_now: all.bind_now,
            relr: all.relr.is_some(),
            has_runpath: all.runpath.is_some(),
            has_preinit_array: all.preinit_array.is_some(),
            has_auditors: all.audit.is_some() || all.depaudit.is_some(),
            debug: all.debug.map_or(u32::MAX, |index| index as u32),
            pltgot: Vaddr::of(all.pltgot),
            init: Vaddr::of(all.init),
            fini: Vaddr::of(all.fini),
            init_array,
            fini_array,
            init_count,
            fini_count,
        }
    }

    /// How many entries name a dependency.
    pub fn dependencies(&self) -> usize {
        self.dependencies as usize
    }

    pub fn needed(&self, strings: Strings) -> impl Iterator<Item = Needed> + use<> {
        needed(self.entries, self.dependencies, strings)
    }

    pub fn rpath(&self) -> Option<Name> {
        self.path.filter(|_| !self.has_runpath)
    }

    pub fn runpath(&self) -> Option<Name> {
        self.path.filter(|_| self.has_runpath)
    }

    pub fn pltgot(&self) -> Option<u64> {
        self.pltgot.get()
    }

    /// The index in `entries` of DT_DEBUG.
    pub fn debug(&self) -> Option<usize> {
        (self.debug != u32::MAX).then_some(self.debug as usize)
    }

    pub fn init(&self) -> Option<u64> {
        self.init.get()
    }

    pub fn fini(&self) -> Option<u64> {
        self.fini.get()
    }

    pub fn init_array(&self) -> Option<(u64, usize)> {
        self.init_array.get().map(|vaddr| (vaddr, self.init_count as usize))
    }

    pub fn fini_array(&self) -> Option<(u64, usize)> {
        self.fini_array.get().map(|vaddr| (vaddr, self.fini_count as usize))
    }

    pub fn preinit_array(&self) -> Option<(u64, usize)> {
        if !self.has_preinit_array {
            return None;
        }
        let size = self.last(DT_PREINIT_ARRAYSZ).unwrap_or(0);
        array("DT_PREINIT_ARRAY", (self.last(DT_PREINIT_ARRAY), size)).ok().flatten()
    }

    /// DT_AUDIT and DT_DEPAUDIT, whose names stand in `strings`.
    pub fn auditors(&self, strings: Strings) -> impl Iterator<Item = Name> {
        let tags = if self.has_auditors { &[DT_AUDIT, DT_DEPAUDIT][..] } else { &[] };
        tags.iter().filter_map(move |&tag| strings.get(usize::try_from(self.last(tag)?).ok()?))
    }

    /// The value of the last entry with this tag.
    fn last(&self, tag: i64) -> Option<u64> {
        self.entries.iter().filter(|entry| entry.tag == tag).last().map(|entry| entry.value)
    }
}
