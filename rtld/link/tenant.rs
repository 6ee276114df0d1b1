//! The C library as the core sees it: what it must be told, what it can be asked.
//!
//! In: objects, lists, scopes. Out: locks, memory, threads. The core calls through this trait and knows no
//! private layout; `glibc::Glibc` implements it, `Plain` serves before a libc is known and in tests.
//! *Told* methods are called under the load lock, after the core's own state is right.

use crate::error::Error;
use crate::link::object::{Object, ObjectRef};
use crate::mem::foreign::Caller;
use crate::plan;
use core::ops::Range;

/// A thread as the tenant knows it: the address of its control block (its thread pointer).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Thread(pub usize);

/// What a start-up's layout of thread-local storage came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct TlsTotals {
    /// Bytes below the thread pointer in use by modules.
    pub used: u64,
    /// Alignment of the static block.
    pub align: u64,
    /// Bytes reserved behind what is used, for modules that come late.
    pub surplus: u64,
    /// How much of that optimisations may take.
    pub optional: u64,
}

/// The two ways of glibc.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sorting {
    /// `plan/init`
    Search,
    /// `plan/init_moves`
    Moves,
}

/// Executable stacks, as a user may tune them (glibc.rtld.execstack of 2.41).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stacks {
    NeverExecutable,
    AsFilesAsk,
    AlwaysExecutable,
}

/// What the user tuned about static TLS (ld.so's glibc.rtld.nns and glibc.rtld.optional_static_tls).
#[derive(Clone, Copy, Debug)]
pub struct TlsReserve {
    pub namespaces: u64,
    pub optional: u64,
}

/// How a list of objects changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    Any,
    /// Some objects went: those at these places have other neighbours now.
    Neighbours(Range<usize>),
    /// One object more, at its end.
    Appended,
    /// Not at all, but for the global scope.
    Scope,
}

pub trait Tenant {
    // ---- told ----
    /// Is this the C library we serve? Called for each new object before its link map is filled; a libc we do not
    /// know is an error.
    fn consider(&self, _object: ObjectRef) -> Result<(), Error> {
        Ok(())
    }
    /// Which release of the C library a file is (N of "2.N"), before anything of it is used.
    fn release(&self, _libc: &Object) -> Option<u16> {
        None
    }
    /// Has no C library been met?
    fn awaits_libc(&self) -> bool {
        false
    }
    /// This C library will be met later, looked at now because threads' blocks must have its layout.
    fn expect(&self, _libc: &Object) {}
    /// A new object is about to be listed: fill its link map.
    fn added(&self, _object: ObjectRef) {}
    /// Its place for thread-local variables was settled; perhaps by who has no lock but that of TLS.
    fn placed(&self, _object: ObjectRef) {}
    /// Its scope, search list, TLS place or a flag changed.
    fn changed(&self, _object: ObjectRef) {}
    /// It is relocated, and nothing else of it changed.
    fn bound(&self, _object: ObjectRef) {}
    /// How often it is open, and nothing else of it changed.
    fn counted(&self, _object: ObjectRef) {}
    /// The list of a namespace changed (objects, order, global scope).
    fn listed(&self, _namespace: usize, _change: Change) {}
    /// So many auditors are at work.
    fn auditors(&self, _count: usize) {}
    /// This object is profiled (LD_PROFILE).
    fn profiled(&self, _object: ObjectRef) {}
    /// The table of TLS modules or the generation changed.
    fn tls_changed(&self) {}
    /// The static TLS layout of the start-up set is known.
    fn tls_laid_out(&self, _totals: TlsTotals) {}
    /// An executable stack was granted.
    fn make_stacks_executable(&self) -> Result<(), crate::error::Errno> {
        Ok(())
    }

    // ---- asked ----
    /// What the user wants of executable stacks.
    fn stacks(&self) -> Stacks {
        Stacks::AsFilesAsk
    }
    /// Does the user want objects at low addresses (ld.so's glibc.cpu.prefer_map_32bit_exec)?
    fn prefers_low_addresses(&self) -> bool {
        false
    }
    /// Bytes of the thread control block above the thread pointer.
    fn thread_block_size(&self) -> usize {
        0
    }
    /// Makes the block at `tp` the calling thread's (start-up only).
    fn enter_thread(&self, _tp: usize) {}
    /// How constructors and destructors are brought into order.
    fn sorting(&self) -> Sorting {
        Sorting::Search
    }
    fn tls_reserve(&self) -> TlsReserve {
        TlsReserve { namespaces: plan::tls::DEFAULT_NAMESPACES, optional: plan::tls::DEFAULT_OPTIONAL }
    }
    /// The extra static TLS the libc wants after the modules (size, align): rseq since 2.41.
    fn extra_tls(&self) -> Option<(u64, u64)> {
        None
    }
    fn extra_tls_placed(&self, _offset: u64) {}
    /// Every object is relocated: look up what we use of libc (its allocator, locks, raise).
    fn relocated(&self) -> Result<(), Error> {
        Ok(())
    }
    /// The libc of this namespace is relocated and about to be initialised.
    fn early_init(&self, _libc: ObjectRef, _initial: bool) {}
    fn malloc(&self, _size: usize) -> *mut u8 {
        core::ptr::null_mut()
    }
    /// # Safety
    /// `block` came from `malloc` of this trait or the process's own malloc.
    unsafe fn free(&self, _block: *mut u8) {}
    /// Will the libc ask for la_preinit to be called, when it is about to call `main`?
    fn asks_for_preinit(&self) -> bool {
        true
    }
    /// Does the libc itself write the initial image of a module that came late into the blocks of all threads, now?
    fn fills_threads(&self, _object: ObjectRef) -> bool {
        false
    }
    /// Calls `f` for every thread there is, including the calling one.
    fn each_thread(&self, _f: &mut dyn FnMut(Thread)) {}
    /// Waits until no thread is inside a lock-free lookup that began before.
    fn wait_for_readers(&self) {}
    /// This thread begins / ends a lock-free lookup.
    fn reader_enters(&self) {}
    fn reader_leaves(&self) {}
    /// How many thread-local destructors of this object are pending.
    fn tls_destructors(&self, _object: &Object) -> usize {
        0
    }
    /// Keeps libc's dl_iterate_phdr out while lists are spliced.
    fn lock_lists(&self) {}
    fn unlock_lists(&self) {}
    /// The lock of the TLS tables; for anybody's first use of a variable, or new thread, too.
    fn lock_tls(&self, _caller: Caller) {}
    fn unlock_tls(&self) {}
    /// Runs `f` such that a raised error inside it is fatal, not caught (constructors).
    fn without_catch(&self, f: &mut dyn FnMut()) {
        f();
    }
}

/// No libc: programs that stand alone, and tests.
pub struct Plain;

impl Tenant for Plain {}
