//! Where an object's thread-local block lies, as the object keeps it.
//!
//! In: a place, once it is decided. Out: the same, for threads that hold no lock. Must not: decide it (`static_block`).

use crate::mem::cell::Shared;

/// Where an object's thread-local block lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TlsPlace {
    None,
    /// So many bytes below the thread pointer, in every thread.
    Static(u64),
    /// Allocated per thread at first use; must stay so.
    Dynamic,
}

/// A `Cell<TlsPlace>` in one word, which is read without the lock: the offset, or one of two that no offset can be.
pub struct TlsPlaceCell(Shared<u64>);

impl TlsPlaceCell {
    const NONE: u64 = u64::MAX;
    const DYNAMIC: u64 = u64::MAX - 1;

    pub fn get(&self) -> TlsPlace {
        match self.0.get() {
            TlsPlaceCell::NONE => TlsPlace::None,
            TlsPlaceCell::DYNAMIC => TlsPlace::Dynamic,
            offset => TlsPlace::Static(offset),
        }
    }

    pub fn set(&self, place: TlsPlace) {
        self.0.set(match place {
            TlsPlace::None => TlsPlaceCell::NONE,
            TlsPlace::Dynamic => TlsPlaceCell::DYNAMIC,
            TlsPlace::Static(offset) => offset,
        });
    }
}

impl Default for TlsPlaceCell {
    fn default() -> TlsPlaceCell {
        TlsPlaceCell(Shared::new(TlsPlaceCell::NONE))
    }
}
