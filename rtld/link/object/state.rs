//! What linking does with an object: its state.
//!
//! In: what the stages of the pipeline note of an object. Out: the same, for the next. Must not: hold what the file says, which
//! never changes.

use super::ObjectRef;
use crate::link::called::Called;
use crate::link::providers::Providers;
use crate::link::tls::place::TlsPlaceCell;
use crate::mem::cell::Shared;
use crate::trace::Rule;
use alloc::rc::Rc;
use core::cell::{Cell, OnceCell};
use core::ffi::CStr;

/// Bookkeeping, changed under the load lock and read under it, but for what is `Shared` or a `TlsPlaceCell`: that may be read
/// without.
pub struct State {
    /// Other names it answers to (DT_NEEDED and dlopen names, its soname).
    pub names: Called,
    /// By which rule of the search its file was found.
    pub rule: Cell<Option<Rule>>,
    /// Its soname is among its names: it need not be compared once more.
    pub soname_added: Cell<bool>,
    pub loader: Cell<Option<ObjectRef>>,
    pub origin: OnceCell<Option<Rc<CStr>>>,
    /// What it needs, itself first; changed by `keeping` alone.
    pub initfini: Providers,
    /// Has `initfini` been made (as a root or as a dependency)?
    pub dependencies_known: Cell<bool>,
    /// Exit lowers it without the lock, as glibc does: the holder may be in a constructor that does not end.
    pub open_count: Shared<u32>,
    /// Asked to be permanent (RTLD_NODELETE, DF_1_NODELETE, a unique definition) by what is not committed yet; set by
    /// `depend::keep_later` alone, as the namespace must know that there is one.
    pub nodelete_pending: Cell<bool>,
    pub global: Cell<bool>,
    /// Has been the root of a dlopen: its search list and order of initialisation are its own.
    pub open_roots: Cell<bool>,
    /// Part of the start-up set.
    pub startup: Cell<bool>,
    /// Exit reads it without the lock.
    pub init_called: Shared<bool>,
    /// A dlclose has begun to run its destructors: it goes, whatever happens.
    pub dying: Cell<bool>,
    /// In a child of fork: the thread that was to run its constructors is not there. The next to open it does.
    pub orphan: Cell<bool>,
    /// Read by threads that access a variable for the first time, as is the place; this one is changed under the TLS lock, too.
    pub tls_module: Shared<usize>,
    pub tls_place: TlsPlaceCell,
    /// A number no other object ever had.
    pub serial: Cell<u64>,
    /// Marks of the walk that is going on (scope building, close).
    pub mark: Cell<u32>,
    /// Position in the list that is being sorted or walked.
    pub index: Cell<u32>,
    /// How many objects of its namespace keep it, itself perhaps among them (`keeping`).
    pub users: Cell<u32>,
    /// Auditors' bind flags: the or of LA_FLG_BINDTO and LA_FLG_BINDFROM. Lazy binding reads it without the lock.
    pub audited: Shared<u32>,
}

impl Default for State {
    fn default() -> State {
        State {
            names: Called::default(),
            rule: Cell::new(None),
            soname_added: Cell::new(false),
            loader: Cell::new(None),
            origin: OnceCell::new(),
            initfini: Providers::default(),
            dependencies_known: Cell::new(false),
            open_count: Shared::new(0),
            nodelete_pending: Cell::new(false),
            global: Cell::new(false),
            open_roots: Cell::new(false),
            startup: Cell::new(false),
            init_called: Shared::new(false),
            dying: Cell::new(false),
            orphan: Cell::new(false),
            tls_module: Shared::new(0),
            tls_place: TlsPlaceCell::default(),
            serial: Cell::new(0),
            mark: Cell::new(0),
            index: Cell::new(0),
            users: Cell::new(0),
            audited: Shared::new(0),
        }
    }
}
