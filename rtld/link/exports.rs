//! The merged export index of a search list, while a transaction relocates.
//!
//! In: a search list, and how many lookups are to come. Out: `Exports`, by which `link/lookup` finds what a walk over the
//! list would have found, without the walk. Must not: outlive a removal of objects from the list (`unload` drops it).
//!
//! Worth it where lookups times objects outweigh the exports that must be visited: start-up of a large program or a large
//! dlopen, whose index is dropped at the end; or many small dlopens, RTLD_GLOBAL, of one process, each of which walks an
//! ever longer global scope. For those the index is kept and grows: new objects are added to it, and it is made anew,
//! twice as large, when it is full.
//!
//! Objects without DT_GNU_HASH are in no index; they are looked through as in a walk, in their turn. LD_DEBUG=symbols must
//! show every object that is looked at, and LD_DYNAMIC_WEAK looks at all: both walk.

use crate::arch::native::cpu;
use crate::elf::symbols::hash::GnuHash;
use crate::link::definition::Definition;
use crate::link::linker::linker;
use crate::link::lookup;
use crate::link::object::ObjectRef;
use crate::link::relocate::Plt;
use crate::link::scope::SearchList;
use crate::plan::index::{self, Index};
use crate::plan::lookup::Wanted;
use crate::sys::map;
use alloc::vec::Vec;

/// Below this length a list is walked.
const SHORT: usize = 16;
/// An index of more exports than this is dropped at the end of its transaction: 12 bytes each.
const KEPT: usize = 1 << 16;

/// From this size on an index's memory is asked for at once: it will be written all over.
const POPULATED: usize = 64 * 1024;

/// The index of one list.
pub struct Exports {
    list: &'static SearchList,
    index: Index,
    /// So many objects of the list are served; all, while a transaction relocates.
    covered: usize,
    /// Positions of the objects that are not in `index`.
    walked: Vec<usize>,
    /// How many removals there had been when it was made.
    removals: usize,
}

/// How many lookups the relocation of these objects takes, about.
pub fn lookups(objects: &[ObjectRef], plt: Plt) -> usize {
    let of = |object: &ObjectRef| {
        let relocations = &object.relocations;
        let now = plt == Plt::Now || object.dynamic.bind_now;
        relocations.symbolic().len() + if now { relocations.plt().len() } else { 0 }
    };
    objects
        .iter()
        .filter(|object| !object.relocated.load(core::sync::atomic::Ordering::Relaxed))
        .map(of)
        .sum()
}

/// The indexes to relocate with: of the global list and of the root's, as far as they are worth it.
pub fn prepare(namespace: usize, root: ObjectRef, lookups: usize) -> Vec<Exports> {
    let mut all = Vec::new();
    if lookup::sees_each_object() {
        return all;
    }
    let space = &linker().namespaces[namespace];
    if let Some(global) = space.global.get() {
        let kept = space.exports.take().filter(|kept| core::ptr::eq(kept.list, global));
        space.walked.set(space.walked.get().saturating_add(lookups.saturating_mul(global.len())));
        let life = if linker().is_running() { Life::Growing } else { Life::Once };
        let ready = Exports::grow(kept, global, space.walked.get(), life);
        if ready.is_some() {
            space.walked.set(0);
        }
        all.extend(ready);
    }
    let own = &root.as_static().searchlist;
    if space.global.get().is_none_or(|global| !core::ptr::eq(global, own)) {
        all.extend(Exports::grow(None, own, lookups.saturating_mul(own.len()), Life::Once));
    }
    all
}

/// The transaction ends: what serves the next one as well is kept.
pub fn put_back(namespace: usize, all: Vec<Exports>) {
    let space = &linker().namespaces[namespace];
    for exports in all {
        let global = space.global.get().is_some_and(|global| core::ptr::eq(global, exports.list));
        if global && linker().is_running() && exports.size() <= KEPT && exports.is_current() {
            space.exports.set(Some(exports));
        }
    }
}

/// Who will probably define a name, known by its hash alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// The first of the list to define a name of this hash, and its symbol.
    Definition(ObjectRef, u32),
    /// Nobody in the list does.
    Nobody,
    /// That needs a lookup.
    Unclear,
}

impl Expected {
    #[inline(always)]
    pub fn definition(self) -> Option<(ObjectRef, u32)> {
        match self {
            Expected::Definition(object, symbol) => Some((object, symbol)),
            Expected::Nobody | Expected::Unclear => None,
        }
    }
}

/// How long an index serves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Life {
    /// This transaction.
    Once,
    /// Those to come as well (`put_back`), which add to it: it has room for as many symbols again.
    Growing,
}

impl Exports {
    /// The index of `list`, continued from an earlier one; `None`: walking `walks` objects costs less.
    fn grow(kept: Option<Exports>, list: &'static SearchList, walks: usize, life: Life) -> Option<Exports> {
        let objects = list.objects();
        if objects.len() < SHORT {
            return None;
        }
        let covered = kept.as_ref().map_or(0, |kept| kept.covered);
        let missing = objects.get(covered..)?;
        // To visit an export costs about as much as to ask two objects' filters, a walk ends halfway on the average, and the
        // probe is not free either. (With a third, small programs of Qt took a fifth longer than by walks.)
        let counts = counts(missing, walks / 5)?;
        let more: usize = counts.iter().sum();
        match kept.filter(|kept| more <= kept.index.room()) {
            Some(mut kept) => kept.append(objects, &counts).then_some(kept),
            None if covered == 0 => Exports::of(list, objects, &counts, life),
            None => Exports::of(list, objects, &self::counts(objects, usize::MAX)?, life),
        }
    }

    /// An index of all of these objects, which export so many symbols.
    fn of(list: &'static SearchList, objects: &[ObjectRef], counts: &[usize], life: Life) -> Option<Exports> {
        let sum: usize = counts.iter().sum();
        let room = if life == Life::Growing { sum.checked_mul(2)? } else { sum };
        let index = Index::with_room(room, |at, length| {
            if length >= POPULATED {
                map::populate(at, length);
            }
        })?;
        let removals = linker().removals.get();
        let mut exports = Exports { list, index, covered: 0, walked: Vec::new(), removals };
        exports.append(objects, counts).then_some(exports)
    }

    /// Adds the objects that are not covered yet, of which each exports so many symbols.
    fn append(&mut self, objects: &[ObjectRef], counts: &[usize]) -> bool {
        let missing = objects.iter().enumerate().skip(self.covered);
        for ((position, object), &count) in missing.zip(counts) {
            match gnu(object) {
                Some(table) => {
                    if self.index.add(position, table, count, cpu::prefetch).is_err() {
                        return false;
                    }
                }
                None => self.walked.push(position),
            }
        }
        self.covered = objects.len();
        true
    }

    fn size(&self) -> usize {
        self.index.len()
    }

    pub fn is_of(&self, list: &SearchList) -> bool {
        core::ptr::eq(self.list, list) && self.is_current()
    }

    /// Is it as long as it was, and has nothing gone? An IFUNC resolver may open and close objects.
    fn is_current(&self) -> bool {
        self.covered == self.list.len() && self.misses_nobody()
    }

    /// Is everybody there who was when it was made?
    pub fn misses_nobody(&self) -> bool {
        self.removals == linker().removals.get()
    }

    /// There was a removal, but none from this list.
    pub fn outlive_removal(self) -> Exports {
        Exports { removals: linker().removals.get(), ..self }
    }

    /// The first definition in the list.
    #[inline(always)]
    pub fn find(&self, wanted: &Wanted<'_>, referrer: ObjectRef) -> Option<Definition> {
        let objects = self.list.objects();
        let found = if self.walked.is_empty() {
            self.find_indexed(wanted, objects, referrer)
        } else {
            self.find_mixed(wanted, objects, referrer)
        };
        debug_assert!(
            same(&found, &lookup::in_list(&wanted.rehashed(&mut None), objects, referrer)),
            "the index disagrees with the walk about {:?}",
            wanted.name
        );
        found
    }

    #[inline(never)]
    fn find_indexed(
        &self,
        wanted: &Wanted<'_>,
        objects: &[ObjectRef],
        referrer: ObjectRef,
    ) -> Option<Definition> {
        let candidate = self.index.first(wanted.hashes.gnu)?;
        let object = *objects.get(candidate.position)?;
        let found = match candidate.symbol {
            Some(_) => lookup::in_object(wanted, object, candidate.symbol, referrer),
            None => self.walk(wanted, objects, candidate.position, referrer),
        };
        if found.is_none() && candidate.more {
            return self.walk(wanted, objects, candidate.position, referrer);
        }
        found
    }

    /// Walks the list from a position on: the index knows no more than where to begin.
    #[cold]
    #[inline(never)]
    fn walk(
        &self,
        wanted: &Wanted<'_>,
        objects: &[ObjectRef],
        from: usize,
        referrer: ObjectRef,
    ) -> Option<Definition> {
        lookup::in_list(&wanted.rehashed(&mut None), objects.get(from..)?, referrer)
    }

    /// Objects that the index does not know come in their turn.
    #[cold]
    #[inline(never)]
    fn find_mixed(
        &self,
        wanted: &Wanted<'_>,
        objects: &[ObjectRef],
        referrer: ObjectRef,
    ) -> Option<Definition> {
        let at = self.index.first(wanted.hashes.gnu).map_or(usize::MAX, |candidate| candidate.position);
        let (before, behind) = self.walked.split_at(self.walked.partition_point(|&position| position < at));
        let look =
            |&position: &usize| lookup::in_object_apart(wanted, *objects.get(position)?, None, referrer);
        // The index answers for all objects that it knows; where it refuses, only the others are left.
        let indexed = || self.find_indexed(wanted, objects, referrer);
        before.iter().find_map(look).or_else(indexed).or_else(|| behind.iter().find_map(look))
    }

    /// Where a lookup of this hash reads first.
    #[inline(always)]
    pub fn prefetch(&self, hash: u32) {
        cpu::prefetch(self.index.home(hash));
    }

    /// Where it reads next: the object and symbol that the index answers, if no object before it has to be asked first.
    #[inline(always)]
    pub fn expect(&self, hash: u32) -> Expected {
        let Some(candidate) = self.index.first(hash) else {
            return if self.walked.is_empty() { Expected::Nobody } else { Expected::Unclear };
        };
        if self.walked.first().is_some_and(|&walked| walked < candidate.position) {
            return Expected::Unclear;
        }
        match (self.list.objects().get(candidate.position), candidate.symbol) {
            (Some(&object), Some(symbol)) => Expected::Definition(object, symbol),
            _ => Expected::Unclear,
        }
    }
}

/// How many symbols each of these objects exports; `None`: more than `limit` together, or too many objects.
fn counts(objects: &[ObjectRef], limit: usize) -> Option<Vec<usize>> {
    // No linker makes more buckets than there are exports; to count these takes a look at each bucket.
    let least: usize = objects.iter().filter_map(gnu).map(|gnu| gnu.buckets().len()).sum();
    let mut left = limit;
    left.checked_sub(least)?;
    let mut counts = Vec::with_capacity(objects.len());
    for object in objects {
        let count = gnu(object).map_or(0, index::exported);
        left = left.checked_sub(count)?;
        counts.push(count);
    }
    Some(counts)
}

fn same(a: &Option<Definition>, b: &Option<Definition>) -> bool {
    let place = |found: &Definition| (found.object, found.index);
    a.as_ref().map(place) == b.as_ref().map(place)
}

fn gnu(object: &ObjectRef) -> Option<&GnuHash> {
    object.symbols.gnu()
}
