//! Cells: `core`'s `RefCell`, of which the loader knows but one way to fail, and one that is read without a lock.
//!
//! In, out: as of `core::cell`. Why its `RefCell` is not used itself: each of its calls names the place it stands at, for the panic
//! that there never is (no borrow is held across a call into foreign code). A place is a pointer in data that must be relocated,
//! before anything else and in every process: half a page of them. Must not: be more than that.

use core::cell::{self, Ref, RefMut};
use core::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};

/// A `Cell` that is changed under a lock and read without. It is stored whole, and orders nothing.
#[derive(Debug)]
pub struct Shared<T: Whole>(T::Atomic);

impl<T: Whole> Shared<T> {
    pub fn new(value: T) -> Shared<T> {
        Shared(value.atomic())
    }

    #[inline(always)]
    pub fn get(&self) -> T {
        T::load(&self.0)
    }

    #[inline(always)]
    pub fn set(&self, value: T) {
        T::store(&self.0, value);
    }

    #[inline(always)]
    pub fn replace(&self, value: T) -> T {
        let old = self.get();
        self.set(value);
        old
    }
}

/// What a processor loads and stores whole.
pub trait Whole: Copy {
    type Atomic;
    fn atomic(self) -> Self::Atomic;
    fn load(atomic: &Self::Atomic) -> Self;
    fn store(atomic: &Self::Atomic, value: Self);
}

macro_rules! whole {
    ($($value:ty: $atomic:ty),*) => {$(
        impl Whole for $value {
            type Atomic = $atomic;

            fn atomic(self) -> $atomic {
                <$atomic>::new(self)
            }

            #[inline(always)]
            fn load(atomic: &$atomic) -> $value {
                atomic.load(Ordering::Relaxed)
            }

            #[inline(always)]
            fn store(atomic: &$atomic, value: $value) {
                atomic.store(value, Ordering::Relaxed);
            }
        }
    )*};
}

whole!(bool: AtomicBool, u32: AtomicU32, u64: AtomicU64, usize: AtomicUsize);

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

    /// What `look` makes of the value, without the mark of a borrow: nothing is written. (In a child of fork, which shares its
    /// parent's pages as long as it only reads them.)
    ///
    /// # Safety
    /// Until it returns nobody changes the value, `look` included.
    #[inline]
    pub unsafe fn peek<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        // SAFETY: the caller's.
        unsafe { self.0.try_borrow_unguarded() }.map_or_else(|_| in_use(), look)
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
