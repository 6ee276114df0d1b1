//! The one state of the loader: namespaces, options, tables.
//!
//! In: `start` fills it once. Out: `linker()`, whose cells are used under the load lock (`mem::lock::Guard`), or
//! while there is one thread. Frozen after start-up: options and hooks. Must not: hold a borrow of a `RefCell`
//! across a call into foreign code; a constructor may dlopen.

use crate::link::find_object::Difference;
use crate::link::namespaces::Namespaces;
pub use crate::link::namespaces::{BASE, NAMESPACES, Namespace};
use crate::link::object::ObjectRef;
use crate::link::search::Searcher;
use crate::link::tenant::{Plain, Tenant};
use crate::mem::cell::RefCell;
use crate::mem::stack::Initial;
use crate::plan::customs::Customs;
use crate::plan::options::Options;
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::vec::Vec;
use core::cell::{Cell, OnceCell};
use core::ffi::CStr;
use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Addresses of code and data that only the binary can define (assembly, exported names).
#[derive(Clone, Copy)]
pub struct Hooks {
    /// Lazy PLT resolver for GOT[2].
    pub resolve: usize,
    /// The same with LD_AUDIT's pltenter and pltexit.
    pub profile: usize,
    pub tlsdesc_static: usize,
    pub tlsdesc_undefined_weak: usize,
    pub tlsdesc_dynamic: usize,
    /// The function debuggers put a breakpoint on, and the structure they read.
    pub debug_state: usize,
    pub r_debug: *mut u8,
}

pub struct Linker {
    pub namespaces: Namespaces,
    options: Cell<Option<&'static Options>>,
    pub hooks: OnceCell<Hooks>,
    pub initial: OnceCell<Initial>,
    pub searcher: RefCell<Option<Searcher>>,
    /// The directory of the last object of which that was asked (`locate::origin`).
    pub last_origin: RefCell<Option<Rc<CStr>>>,
    tenant: Cell<&'static dyn Tenant>,
    pub loader: OnceCell<ObjectRef>,
    /// The program's copy of `_r_debug`, if it has COPYed it.
    pub debug: Cell<Option<*mut super::debugger::RDebug>>,
    /// Objects ever added; never falls (dl_iterate_phdr's dlpi_adds).
    pub adds: Cell<u64>,
    /// How many times objects were removed.
    pub removals: Cell<usize>,
    /// Explicit invocation: the path of the program as it was opened.
    pub direct_path: RefCell<Option<Vec<u8>>>,
    /// Which release of glibc sets the customs; `link/customs` asks.
    pub customs: Cell<Option<Customs>>,
    /// The last object mapped with DF_1_INITFIRST whose constructor has not run.
    pub init_first: Cell<Option<ObjectRef>>,
    /// What a look at a program could not load, and who wanted it.
    pub passed_over: RefCell<Vec<crate::link::closure::PassedOver>>,
    /// Transactions that are not committed, of whichever thread.
    pub pending: RefCell<Vec<Pending>>,
    /// How `find_object`'s tables differ; `None`: the older is to be made anew.
    pub unplaced: RefCell<Option<Difference>>,
    /// A close is running; another one asked for a further round.
    pub closing: Cell<Closing>,
    /// The thread in whose dlclose destructors are running.
    pub closer: Cell<usize>,
    /// The thread in whose dlopen constructors are running; 0: none.
    pub builder: Cell<usize>,
    /// In a child of fork: some objects' constructors were a vanished thread's to run.
    pub orphans: Cell<bool>,
    /// Start-up is over: the program runs.
    pub running: AtomicBool,
    /// Rights that stacks have just now: PF_X in here once an executable stack was granted.
    pub stack_flags: Cell<u32>,
    next_serial: AtomicUsize,
    next_mark: Cell<u32>,
}

/// An uncommitted transaction: whose it is, and what it has listed so far.
pub struct Pending {
    pub owner: usize,
    pub namespace: usize,
    pub added: Vec<ObjectRef>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Closing {
    No,
    Running,
    Again,
}

struct Global(Linker);

// SAFETY: Linker's cells are used under the load lock or while one thread exists (prologue).
unsafe impl Sync for Global {}

static LINKER: Global = Global(Linker {
    namespaces: Namespaces::new(),
    options: Cell::new(None),
    hooks: OnceCell::new(),
    initial: OnceCell::new(),
    searcher: RefCell::new(None),
    last_origin: RefCell::new(None),
    tenant: Cell::new(&Plain),
    loader: OnceCell::new(),
    debug: Cell::new(None),
    adds: Cell::new(0),
    removals: Cell::new(0),
    direct_path: RefCell::new(None),
    customs: Cell::new(None),
    init_first: Cell::new(None),
    passed_over: RefCell::new(Vec::new()),
    pending: RefCell::new(Vec::new()),
    unplaced: RefCell::new(None),
    closing: Cell::new(Closing::No),
    closer: Cell::new(0),
    builder: Cell::new(0),
    orphans: Cell::new(false),
    running: AtomicBool::new(false),
    stack_flags: Cell::new(crate::elf::PF_R | crate::elf::PF_W | crate::elf::PF_X),
    next_serial: AtomicUsize::new(1),
    next_mark: Cell::new(0),
});

/// The state of this process's loader.
#[inline]
pub fn linker() -> &'static Linker {
    &LINKER.0
}

impl Linker {
    /// Has another thread than `me` begun what is not committed? The state lock is held. Each child of a fork asks.
    pub fn has_pending_of_others(&self, me: usize) -> bool {
        // SAFETY: nobody else changes the list, by the lock, and nobody does in here.
        unsafe { self.pending.peek(|pending| pending.iter().any(|pending| pending.owner != me)) }
    }

    /// Was the program named on our command line?
    pub fn has_direct_path(&self) -> bool {
        // SAFETY: it is set before anybody asks.
        unsafe { self.direct_path.peek(Option::is_some) }
    }

    #[inline]
    pub fn options(&self) -> &'static Options {
        match self.options.get() {
            Some(options) => options,
            None => default_options(),
        }
    }

    /// Once, or twice in a program that asks for more security than it was started with. Before anything is loaded.
    #[inline(never)]
    pub fn set_options(&self, options: Options) -> &'static Options {
        let options = Box::leak(Box::new(options));
        self.options.set(Some(options));
        options
    }

    pub fn hooks(&self) -> Hooks {
        match self.hooks.get() {
            Some(hooks) => *hooks,
            None => Hooks::NONE,
        }
    }

    #[inline]
    pub fn tenant(&self) -> &'static dyn Tenant {
        self.tenant.get()
    }

    /// Once, before anything is loaded.
    pub fn set_tenant(&self, tenant: &'static dyn Tenant) {
        self.tenant.set(tenant);
    }

    /// Not called "main": with our debug information at hand, gdb would set `break main` here, too.
    pub fn main_program(&self) -> Option<ObjectRef> {
        self.namespaces[BASE].first()
    }

    /// The program's name where an object has none: argv[0], or what glibc says without one.
    pub fn program(&self) -> crate::bytes::Name {
        let argument = self.initial.get().and_then(|i| i.argument(0));
        argument.unwrap_or(crate::bytes::Name::of(c"<main program>"))
    }

    pub fn new_serial(&self) -> u64 {
        self.next_serial.fetch_add(1, Ordering::Relaxed) as u64
    }

    /// A mark no object carries yet.
    pub fn new_mark(&self) -> u32 {
        let next = self.next_mark.get().wrapping_add(1);
        if next == 0 {
            self.all_objects().into_iter().for_each(|object| object.state().mark.set(0));
        }
        self.next_mark.set(next.max(1));
        self.next_mark.get()
    }

    pub fn is_running(&self) -> bool {
        self.running.load(Ordering::Acquire)
    }

    /// Every object of every namespace.
    pub fn all_objects(&self) -> Vec<ObjectRef> {
        let mut all = Vec::new();
        for namespace in self.namespaces.iter() {
            all.extend_from_slice(&namespace.objects.borrow());
        }
        all
    }

    /// The object whose segments hold `address`.
    pub fn object_at(&self, address: usize) -> Option<ObjectRef> {
        for namespace in self.namespaces.iter() {
            for &object in namespace.objects.borrow().iter() {
                if object.kind != super::object::Kind::Proxy && object.image.contains(address) {
                    return Some(object);
                }
            }
        }
        None
    }
}

/// Without an argument, as it is called in many places.
#[cold]
#[inline(never)]
fn default_options() -> &'static Options {
    linker().set_options(Options::default())
}

impl Hooks {
    pub const NONE: Hooks = Hooks {
        resolve: 0,
        profile: 0,
        tlsdesc_static: 0,
        tlsdesc_undefined_weak: 0,
        tlsdesc_dynamic: 0,
        debug_state: 0,
        r_debug: core::ptr::null_mut(),
    };
}
