//! Cells: `core`'s `RefCell`, of which the loader knows but one way to fail, and three that are read without a lock.
//!
//! In, out: as of `core::cell`. Why its `RefCell` is not used itself: each of its calls names the place it stands at, for the panic
//! that there never is (no borrow is held across a call into foreign code). A place is a pointer in data that must be relocated,
//! before anything else and in every process: half a page of them. Must not: be more than that.

use core::cell::{self, Ref, RefMut};
use core::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};

/// A `Cell<bool>` that is changed under a lock and read without. It is stored whole, and orders nothing.
#[derive(Debug, Default)]
pub struct Flag(AtomicBool);

impl Flag {
    pub const fn new(value: bool) -> Flag {
        Flag(AtomicBool::new(value))
    }

    #[inline(always)]
    pub fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    #[inline(always)]
    pub fn set(&self, value: bool) {
        self.0.store(value, Ordering::Relaxed);
    }

    #[inline(always)]
    pub fn replace(&self, value: bool) -> bool {
        let old = self.get();
        self.set(value);
        old
    }
}

/// The same for a number.
#[derive(Debug, Default)]
pub struct Count(AtomicU32);

impl Count {
    pub const fn new(value: u32) -> Count {
        Count(AtomicU32::new(value))
    }

    #[inline(always)]
    pub fn get(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    #[inline(always)]
    pub fn set(&self, value: u32) {
        self.0.store(value, Ordering::Relaxed);
    }
}

/// The same for a word.
#[derive(Debug, Default)]
pub struct Word(AtomicUsize);

impl Word {
    pub const fn new(value: usize) -> Word {
        Word(AtomicUsize::new(value))
    }

    #[inline(always)]
    pub fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    #[inline(always)]
    pub fn set(&self, value: usize) {
        self.0.store(value, Ordering::Relaxed);
    }

    #[inline(always)]
    pub fn replace(&self, value: usize) -> usize {
        let old = self.get();
        self.set(value);
        old
    }
}

#[derive(Debug, Default)]
pub struct RefCell<T>(cell::RefCell<T>);

impl<T> RefCell<T> {
    pub const fn new(value: T) -> RefCell<T> {
        RefCell(cell::RefCell::new(value))
    }

    #[inline]
    pub fn borrow(&self) -> Ref<'_, T> {
        self.0.try_borrow().unwrap_or_else(|_| in_use())
    }

    #[inline]
    pub fn borrow_mut(&self) -> RefMut<'_, T> {
        self.0.try_borrow_mut().unwrap_or_else(|_| in_use())
    }

    #[inline]
    pub fn replace(&self, value: T) -> T {
        core::mem::replace(&mut *self.borrow_mut(), value)
    }
}

impl<T: Default> RefCell<T> {
    #[inline]
    pub fn take(&self) -> T {
        self.replace(T::default())
    }
}

#[cold]
#[inline(never)]
fn in_use() -> ! {
    panic!("borrowed already")
}
