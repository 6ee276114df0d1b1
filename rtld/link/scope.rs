//! Scopes: the lists of objects in which a name is looked up, in memory that libc reads too.
//!
//! In: objects, in the order of search. Out: search lists, and null-terminated arrays of them, that may be read by any thread
//! at any time without a lock. So what was published is never changed but by appending: a list that must change otherwise is
//! replaced, and the old array is kept (`Retired`) until no reader can be inside. Must not: decide who is in a list, or in
//! which order.

use crate::gather::Gather;
use crate::link::object::ObjectRef;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::mem::ManuallyDrop;
use core::ptr::{null, null_mut};
use core::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

/// An array of objects to search, in memory that libc reads too (`r_list`, `r_nlist` of glibc's
/// `struct r_scope_elem`: a pointer and a count). Grows by a release-stored count.
#[repr(C)]
#[derive(Debug)]
pub struct SearchList {
    list: AtomicPtr<ObjectRef>,
    count: AtomicU32,
}

/// A null-terminated array of search lists: the scope of an object, first list first.
pub type ScopePtr = *const *const SearchList;

impl SearchList {
    pub const fn empty() -> SearchList {
        SearchList { list: AtomicPtr::new(null_mut()), count: AtomicU32::new(0) }
    }

    /// Publishes an array that somebody else keeps alive, of `count` objects. The array holds as many valid
    /// references as the list had before, if that is more: a reader loads the count and then the array, so it
    /// may walk the new array with the old count, never the old array with the new one.
    pub fn publish(&self, list: *const ObjectRef, count: usize) {
        self.list.store(list.cast_mut(), Ordering::Release);
        self.count.store(count as u32, Ordering::Release);
    }

    /// Publishes an array of the list's own.
    fn publish_own(&self, objects: Vec<ObjectRef>) {
        let array = Box::leak(objects.into_boxed_slice());
        self.publish(array.as_ptr(), array.len());
    }

    /// Fills an empty list with a copy of `objects`.
    pub fn fill(&self, objects: &[ObjectRef]) {
        debug_assert!(self.is_empty());
        if !objects.is_empty() {
            self.publish_own(objects.to_vec());
        }
    }

    /// Empties a list that `fill` filled. The old array is answered.
    pub fn clear(&self) -> Retired {
        let old = self.take();
        self.count.store(0, Ordering::Release);
        old
    }

    /// Puts an object into each place of these others. The list keeps its length, as readers may know it; the old array is
    /// answered.
    pub fn put_in_place_of(&self, others: impl Fn(&ObjectRef) -> bool, object: ObjectRef) -> Retired {
        let old = self.take();
        let place = |&one: &ObjectRef| if others(&one) { object } else { one };
        self.publish_own(self.objects().iter().map(place).collect());
        old
    }

    /// The list's own array, which it still publishes.
    fn take(&self) -> Retired {
        let (list, len) = (self.list.load(Ordering::Relaxed), self.count.load(Ordering::Relaxed) as usize);
        if list.is_null() || len == 0 {
            return Retired::of(Vec::new());
        }
        // SAFETY: a boxed slice of this length that `publish_own` leaked.
        Retired::of(unsafe { Vec::from_raw_parts(list, len, len) })
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.count.load(Ordering::Acquire) as usize
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The objects, as of now.
    #[inline]
    pub fn objects(&self) -> &[ObjectRef] {
        let count = self.len();
        let list = self.list.load(Ordering::Acquire);
        if list.is_null() {
            return &[];
        }
        // SAFETY: a published array holds at least `count` references and is retired only when no
        // reader can be inside (`Retired`, link/unload).
        unsafe { core::slice::from_raw_parts(list, count) }
    }

    pub fn as_ptr(&self) -> *const SearchList {
        self
    }
}

/// An array that was replaced; free it when no reader can be inside any more. The very memory that readers know is
/// kept until then, so it must not be moved or shrunk.
#[must_use]
pub struct Retired(ManuallyDrop<Vec<ObjectRef>>);

impl Retired {
    /// An array that was published from a vector.
    pub fn of(array: Vec<ObjectRef>) -> Retired {
        Retired(ManuallyDrop::new(array))
    }

    /// # Safety
    /// The array was published and replaced, and no thread can still read it.
    pub unsafe fn free(self) {
        drop(ManuallyDrop::into_inner(self.0));
    }

    /// Readers may be inside for ever: let it be.
    pub fn leak(self) {}
}

/// The lists of a scope, in order.
///
/// # Safety
/// `scope` is null or a null-terminated array of live search lists.
#[inline]
pub unsafe fn lists<'a>(scope: ScopePtr) -> impl Iterator<Item = &'a SearchList> {
    let mut next = scope;
    core::iter::from_fn(move || {
        if next.is_null() {
            return None;
        }
        // SAFETY: the array ends with a null pointer (caller).
        unsafe {
            let list = next.read();
            if list.is_null() {
                return None;
            }
            next = next.add(1);
            Some(&*list)
        }
    })
}

/// Who defines symbols in the lists, in order: for whoever asks them so often that one array pays.
///
/// # Safety
/// As for [`lists`]; no list changes as long as the answer is used, and nobody is removed.
pub unsafe fn definers<'a>(scope: ScopePtr) -> Cow<'a, [ObjectRef]> {
    // SAFETY: handed on to the caller.
    let mut lists = unsafe { lists(scope) }.map(SearchList::objects);
    let first = lists.next().unwrap_or(&[]);
    let second = lists.next();
    if second.is_none() && first.iter().all(|&object| definer(object) == Some(object)) {
        return Cow::Borrowed(first);
    }
    let all = [first, second.unwrap_or(&[])].into_iter().chain(lists).flatten();
    Cow::Owned(all.filter_map(|&object| definer(object)).gather())
}

/// Who defines what is found in an object; nobody if it is being removed.
#[inline(always)]
pub fn definer(object: ObjectRef) -> Option<ObjectRef> {
    let real = object.real();
    (!real.removed.load(Ordering::Relaxed)).then_some(real)
}

/// A scope array on our heap, null-terminated.
pub fn scope_array(first: Option<*const SearchList>, lists: &[*const SearchList]) -> *mut *const SearchList {
    // Exactly as many as there are: else it would be copied once more.
    let mut array: Vec<*const SearchList> =
        Vec::with_capacity(lists.len() + 1 + usize::from(first.is_some()));
    array.extend(first);
    array.extend_from_slice(lists);
    array.push(null());
    Box::leak(array.into_boxed_slice()).as_mut_ptr()
}

/// Frees such an array.
///
/// # Safety
/// `scope` is null or came from `scope_array`, and nobody reads it any more.
pub unsafe fn free_array(scope: *mut *const SearchList) {
    if scope.is_null() {
        return;
    }
    // SAFETY: null-terminated, a leaked boxed slice of that length.
    unsafe {
        let mut len = 0;
        while !scope.add(len).read().is_null() {
            len += 1;
        }
        drop(Box::from_raw(core::ptr::slice_from_raw_parts_mut(scope, len + 1)));
    }
}
