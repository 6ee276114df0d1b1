//! `core`'s `RefCell`, of which the loader knows but one way to fail.
//!
//! In, out: as of `core::cell::RefCell`. Why it is not used itself: each of its calls names the place it stands at, for the panic that
//! there never is (no borrow is held across a call into foreign code). A place is a pointer in data that must be relocated, before
//! anything else and in every process: half a page of them. Must not: be more than that.

use core::cell::{self, Ref, RefMut};

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
