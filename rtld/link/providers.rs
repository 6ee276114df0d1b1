//! The objects that an object keeps loaded, in memory that a lazy binding reads without a lock.
//!
//! In: what it needs, or was bound to. Out: a slice, as of now. It is changed under the load lock. Must not: free what a reader
//! may be inside of: arrays that became too small stay as long as the object, each followed by a larger one.
//!
//! Why without a lock: who holds it may be a constructor or destructor that waits for the very thread that is binding
//! (glibc reads `l_initfini` and `l_reldeps` so, too: `elf/dl-lookup.c`).

use crate::link::object::ObjectRef;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

/// Points to an array that begins with the place of its predecessor and its counts. Null: empty, and was never anything else.
#[derive(Debug, Default)]
pub struct Providers(AtomicPtr<Word>);

#[derive(Clone, Copy)]
#[repr(C)]
union Word {
    previous: *mut Word,
    /// How many objects there are, and for how many there is room.
    counts: [u32; 2],
    object: ObjectRef,
}

/// Words before the objects.
const HEADER: usize = 2;

impl Providers {
    #[inline]
    pub fn objects(&self) -> &[ObjectRef] {
        let words = self.0.load(Ordering::Acquire);
        if words.is_null() {
            return &[];
        }
        // SAFETY: made by `publish`, with so many objects; it lives as long as the object whose providers they are.
        unsafe {
            let count = count(words).load(Ordering::Acquire);
            core::slice::from_raw_parts(words.add(HEADER).cast(), count as usize)
        }
    }

    /// Takes these objects in place of those there were.
    pub fn set(&self, objects: &[ObjectRef]) {
        if !(objects.is_empty() && self.0.load(Ordering::Relaxed).is_null()) {
            self.publish(objects, objects.len());
        }
    }

    /// One more.
    pub fn add(&self, object: ObjectRef) {
        let words = self.0.load(Ordering::Relaxed);
        let objects = self.objects();
        // SAFETY: as in `objects`; behind the last there is room, by the count beside.
        unsafe {
            if !words.is_null() && objects.len() < (*words.add(1)).counts[1] as usize {
                words.add(HEADER + objects.len()).write(Word { object });
                count(words).store(objects.len() as u32 + 1, Ordering::Release);
                return;
            }
        }
        let mut more = objects.to_vec();
        more.push(object);
        self.publish(&more, more.len() * 2);
    }

    fn publish(&self, objects: &[ObjectRef], room: usize) {
        let mut words: Vec<Word> = Vec::with_capacity(HEADER + room);
        words.push(Word { previous: self.0.load(Ordering::Relaxed) });
        words.push(Word { counts: [objects.len() as u32, room as u32] });
        words.extend(objects.iter().map(|&object| Word { object }));
        words.resize(HEADER + room, Word { previous: null_mut() });
        self.0.store(Box::leak(words.into_boxed_slice()).as_mut_ptr(), Ordering::Release);
    }
}

/// The count of an array.
///
/// # Safety
/// `words` was made by `publish`.
unsafe fn count<'a>(words: *mut Word) -> &'a AtomicU32 {
    // SAFETY: the first half of the second word; only that is changed later.
    unsafe { AtomicU32::from_ptr(words.add(1).cast()) }
}

impl Drop for Providers {
    fn drop(&mut self) {
        let mut words = *self.0.get_mut();
        while !words.is_null() {
            // SAFETY: a boxed slice that `publish` leaked; the readers of the object have left before it is freed.
            unsafe {
                let room = (*words.add(1)).counts[1] as usize;
                let whole = Box::from_raw(core::ptr::slice_from_raw_parts_mut(words, HEADER + room));
                words = whole[0].previous;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::ptr::NonNull;

    fn object(number: usize) -> ObjectRef {
        // SAFETY: compared, never looked at.
        unsafe { core::mem::transmute(NonNull::<u64>::without_provenance(number.try_into().unwrap())) }
    }

    #[test]
    fn what_is_added_is_there_and_readers_keep_what_they_have() {
        let providers = Providers::default();
        assert!(providers.objects().is_empty());
        providers.set(&[]);
        let mut expected = Vec::new();
        for number in 1..40 {
            let before = providers.objects();
            providers.add(object(number));
            assert_eq!(before, expected);
            expected.push(object(number));
            assert_eq!(providers.objects(), expected);
        }
        let before = providers.objects();
        providers.set(&expected[..3]);
        assert_eq!((providers.objects(), before.len()), (&expected[..3], 39));
        providers.set(&[]);
        assert!(providers.objects().is_empty());
    }
}
