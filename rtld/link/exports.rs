//! The merged export index of a search list, while a transaction relocates.
//!
//! In: a search list, and how many lookups are to come. Out: `Exports`, by which `link/lookup` finds what a walk over the
//! list would have found, without the walk. Must not: outlive a removal of objects from the list (`unload` drops it).
//!
//! Worth it where lookups times objects outweigh the exports that must be visited: start-up of a large program or a large
//! dlopen, whose index is dropped at the end; or many small dlopens, RTLD_GLOBAL, of one process, each of which walks an
//! ever longer global scope. For those the index is kept and grows: a segment per addition, and segments of similar
//! size merged, so that there are few and every export is visited a logarithmic number of times.
//!
//! Objects without DT_GNU_HASH are in no index; they are looked through as in a walk, in their turn. LD_DEBUG=symbols must
//! show every object that is looked at, and LD_DYNAMIC_WEAK looks at all: both walk.

use crate::elf::symbols::GnuHash;
use crate::link::linker::linker;
use crate::link::lookup::{self, Definition};
use crate::link::object::{ObjectRef, ScopePtr, SearchList, lists};
use crate::link::relocate::Plt;
use crate::plan::index::{self, Index};
use crate::plan::lookup::Wanted;
use crate::trace::{self, Category};
use alloc::vec::Vec;

/// Below this length a list is walked.
const SHORT: usize = 8;
/// An index of more exports than this is dropped at the end of its transaction: 24 bytes each.
const KEPT: usize = 1 << 16;

/// The index of one list.
pub struct Exports {
    list: &'static SearchList,
    segments: Vec<Segment>,
}

/// The index of a part of the list, from one position to the next segment's.
struct Segment {
    start: usize,
    end: usize,
    index: Index,
    /// Positions of the objects that are not in `index`.
    walked: Vec<usize>,
}

/// How many lookups the relocation of these objects takes, about.
pub fn lookups(objects: &[ObjectRef], plt: Plt) -> usize {
    let of = |object: &ObjectRef| {
        let relocations = &object.relocations;
        let now = plt == Plt::Now || object.dynamic.bind_now;
        relocations.symbolic().len() + if now { relocations.plt.len() } else { 0 }
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
    if trace::on(Category::Symbols) || linker().options().dynamic_weak {
        return all;
    }
    let space = &linker().namespaces[namespace];
    if let Some(global) = space.global.get() {
        let kept = space.exports.take().filter(|kept| core::ptr::eq(kept.list, global));
        space.walked.set(space.walked.get().saturating_add(lookups.saturating_mul(global.len())));
        let ready = Exports::grow(kept, global, space.walked.get());
        if ready.is_some() {
            space.walked.set(0);
        }
        all.extend(ready);
    }
    let own = &root.as_static().searchlist;
    if space.global.get().is_none_or(|global| !core::ptr::eq(global, own)) {
        all.extend(Exports::grow(None, own, lookups.saturating_mul(own.len())));
    }
    all
}

/// The transaction ends: what serves the next one as well is kept.
pub fn put_back(namespace: usize, all: Vec<Exports>) {
    let space = &linker().namespaces[namespace];
    for exports in all {
        let global = space.global.get().is_some_and(|global| core::ptr::eq(global, exports.list));
        if global && linker().is_running() && exports.size() <= KEPT {
            space.exports.set(Some(exports));
        }
    }
}

impl Exports {
    /// The index of `list`, continued from an earlier one; `None`: walking `walks` objects costs less.
    fn grow(kept: Option<Exports>, list: &'static SearchList, walks: usize) -> Option<Exports> {
        let objects = list.objects();
        if objects.len() < SHORT {
            return None;
        }
        let mut exports = kept.unwrap_or(Exports { list, segments: Vec::new() });
        let covered = exports.segments.last().map_or(0, |last| last.end);
        if covered == objects.len() {
            return Some(exports);
        }
        let missing = objects.get(covered..)?;
        // To visit an export costs about as much as to ask one object's filter, and the probe is not free either.
        let cost = index::size(missing.iter().filter_map(|o| o.symbols.gnu()));
        if walks / 3 < cost {
            return None;
        }
        exports.append(objects, covered)?;
        Some(exports)
    }

    /// A segment for the objects from `start` on, merged with its neighbours while they are not much larger.
    fn append(&mut self, objects: &[ObjectRef], start: usize) -> Option<()> {
        let mut start = start;
        let mut size = objects.len() - start;
        while let Some(last) = self.segments.last().filter(|last| last.end - last.start <= 2 * size) {
            start = last.start;
            size = objects.len() - start;
            self.segments.pop();
        }
        self.segments.push(Segment::of(objects, start)?);
        Some(())
    }

    fn size(&self) -> usize {
        self.segments.iter().map(|segment| segment.index.len()).sum()
    }

    pub fn is_of(&self, list: &SearchList) -> bool {
        core::ptr::eq(self.list, list)
    }

    /// Is its list all of this scope?
    ///
    /// # Safety
    /// `scope` is null or a null-terminated array of live search lists.
    pub unsafe fn is_all_of(&self, scope: ScopePtr) -> bool {
        // SAFETY: handed on to the caller.
        let mut lists = unsafe { lists(scope) };
        lists.next().is_some_and(|list| self.is_of(list)) && lists.next().is_none()
    }

    /// The first definition in the list.
    #[inline]
    pub fn find(&self, wanted: &Wanted<'_>, referrer: ObjectRef) -> Option<Definition> {
        let objects = self.list.objects();
        let found = self.segments.iter().find_map(|segment| segment.find(wanted, objects, referrer));
        debug_assert!(
            same(&found, &lookup::in_list(&wanted.rehashed(&mut None), objects, referrer)),
            "the index disagrees with the walk about {:?}",
            wanted.name
        );
        found
    }

    /// Has the processor fetch what a lookup of this hash will read.
    #[inline(always)]
    pub fn prefetch(&self, hash: u32) {
        if let [only] = self.segments.as_slice() {
            crate::arch::native::cpu::prefetch(only.index.head(hash).cast());
        }
    }
}

fn same(a: &Option<Definition>, b: &Option<Definition>) -> bool {
    let place = |found: &Definition| (found.object, found.index);
    a.as_ref().map(place) == b.as_ref().map(place)
}

impl Segment {
    fn of(objects: &[ObjectRef], start: usize) -> Option<Segment> {
        let part = || objects.iter().enumerate().skip(start);
        let index = Index::build(part().filter_map(|(at, o)| Some((at, gnu(o)?))))?;
        let walked = part().filter(|(_, o)| gnu(o).is_none()).map(|(at, _)| at).collect();
        Some(Segment { start, end: objects.len(), index, walked })
    }

    #[inline(always)]
    fn find(&self, wanted: &Wanted<'_>, objects: &[ObjectRef], referrer: ObjectRef) -> Option<Definition> {
        if !self.walked.is_empty() {
            return self.find_mixed(wanted, objects, referrer);
        }
        self.index.find(wanted.hashes.gnu, together(objects), |at, first| {
            lookup::in_object(wanted, *objects.get(at)?, Some(first), referrer)
        })
    }

    #[cold]
    fn find_mixed(
        &self,
        wanted: &Wanted<'_>,
        objects: &[ObjectRef],
        referrer: ObjectRef,
    ) -> Option<Definition> {
        let mut walked = self.walked.iter().copied().peekable();
        let walk = |at: usize| lookup::in_object(wanted, *objects.get(at)?, None, referrer);
        let found = self.index.find(wanted.hashes.gnu, together(objects), |at, first| {
            while let Some(before) = walked.next_if(|&before| before < at) {
                if let found @ Some(_) = walk(before) {
                    return found;
                }
            }
            lookup::in_object(wanted, *objects.get(at)?, Some(first), referrer)
        });
        found.or_else(|| walked.find_map(walk))
    }
}

fn together(objects: &[ObjectRef]) -> impl Fn(usize, u32, u32) -> bool {
    |at, first, later| objects.get(at).and_then(gnu).is_some_and(|table| table.same_bucket(first, later))
}

fn gnu(object: &ObjectRef) -> Option<&GnuHash> {
    object.symbols.gnu()
}
