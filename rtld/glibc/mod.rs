//! The tenant: glibc's libc.so.6, unmodified.
//!
//! In: what the core tells (`link::tenant::Tenant`, answered in `tenant`). Out: the private data blocks and link maps as libc
//! expects them, and the services libc calls back for (`entry`). Here is what is known of the libc in use, and where its
//! blocks are. No glibc offset or private name appears outside this folder and the binary's export list. The layout is
//! chosen by evidence when the first libc is seen (`evidence`); a libc that matches no table is refused.

pub mod block;
pub mod cpu;
pub mod early;
pub mod entry;
pub mod errors;
pub mod evidence;
pub mod evidence_image;
pub mod fingerprint;
pub mod fork;
pub mod functions;
pub mod globals;
pub mod imports;
pub mod layout;
pub mod link_map;
pub mod locks;
pub mod tables;
pub mod tcb;
pub mod tenant;
pub mod tunables;
pub mod unstarted;

use crate::glibc::block::Block;
use crate::glibc::functions::Functions;
use crate::glibc::layout::Layout;
use crate::glibc::tunables::Tunables;
use crate::link::linker::linker;
use crate::link::lookup;
use crate::link::object::ObjectRef;
use crate::link::tenant::Change;
use alloc::boxed::Box;
use core::cell::{Cell, OnceCell};
use core::sync::atomic::AtomicBool;

/// The exported blocks and variables: defined by the binary, imported by libc by name.
#[derive(Clone, Copy)]
pub struct Exports {
    pub rtld_global: *mut u8,
    pub rtld_global_ro: *mut u8,
    pub dl_argv: *mut *mut *mut u8,
    pub libc_stack_end: *mut *mut u8,
    pub libc_enable_secure: *mut i32,
    pub rseq_offset: *mut isize,
    pub rseq_size: *mut u32,
    pub initial_report_events: *mut u8,
    /// `__pointer_chk_guard`, which libc has read since 2.44 instead of the thread's copy.
    pub pointer_guard: *mut u64,
    /// The functions that libc calls through `_rtld_global_ro`.
    pub callbacks: globals::Callbacks,
}

pub struct Glibc {
    /// The first table before one is chosen (programs without libc).
    layout: Cell<&'static Layout>,
    is_chosen: Cell<bool>,
    exports: OnceCell<Exports>,
    /// What the user tuned, as the libc in use reads it; `None`: nothing, as nearly always.
    tunables: Cell<Option<&'static Tunables<'static>>>,
    processor: OnceCell<cpu::Processor>,
    functions: Functions,
    /// This libc has the rseq area among the static TLS blocks and asks where (2.41 and later).
    wants_rseq_block: Cell<bool>,
    /// This libc has the loader call la_preinit (2.35 and later).
    asks_for_preinit: Cell<bool>,
    /// pthread_create has been possible: libc is relocated and initialised.
    alive: AtomicBool,
}

// SAFETY: cells are set during start-up (one thread) or under the load lock.
unsafe impl Sync for Glibc {}

/// Sealed before the first constructor: it holds addresses that are called.
#[cfg_attr(not(test), unsafe(link_section = ".data.rel.ro.sealed"))]
static GLIBC: Glibc = Glibc {
    layout: Cell::new(&tables::ALL[0]),
    is_chosen: Cell::new(false),
    exports: OnceCell::new(),
    tunables: Cell::new(None),
    processor: OnceCell::new(),
    functions: Functions::none(),
    wants_rseq_block: Cell::new(false),
    asks_for_preinit: Cell::new(true),
    alive: AtomicBool::new(false),
};

/// The tenant of this process.
pub fn glibc() -> &'static Glibc {
    &GLIBC
}

impl Glibc {
    /// Before anything is loaded: where the exported blocks are, what the user tuned, which processor this is.
    pub fn begin(&self, exports: Exports, tunables: Tunables<'static>, processor: cpu::Processor) {
        let _ = self.exports.set(exports);
        if tunables.is_any_set() {
            self.reread(tunables);
        }
        let _ = self.processor.set(processor);
        // SAFETY: one thread exists; the exported variables are the binary's own.
        unsafe {
            let initial = linker().initial.get();
            if let Some(initial) = initial {
                exports.dl_argv.write(initial.argv());
                exports.libc_stack_end.write(initial.sp().cast());
            }
            exports.libc_enable_secure.write(i32::from(linker().options().secure));
        }
    }

    pub fn exports(&self) -> Option<&Exports> {
        self.exports.get()
    }

    pub fn tunables(&self) -> &Tunables<'static> {
        static NONE: Tunables<'static> = Tunables::NONE;
        self.tunables.get().unwrap_or(&NONE)
    }

    /// The user's settings, perhaps by the rules of another release than 2.36. Before any libc is told of them.
    #[cold]
    pub fn reread(&self, tunables: Tunables<'static>) {
        self.tunables.set(Some(Box::leak(Box::new(tunables))));
    }

    /// Nothing is tuned, and libc learns that the program is treated as privileged. Before it is loaded.
    pub fn secure(&self) {
        self.tunables.set(None);
        if let Some(exports) = self.exports.get() {
            // SAFETY: one thread exists; the binary's own variable.
            unsafe { exports.libc_enable_secure.write(1) };
        }
    }

    pub fn processor(&self) -> Option<&cpu::Processor> {
        self.processor.get()
    }

    /// The layout in use.
    pub fn layout(&self) -> &'static Layout {
        self.layout.get()
    }

    fn chosen(&self) -> Option<&'static Layout> {
        self.is_chosen().then(|| self.layout())
    }

    pub fn is_chosen(&self) -> bool {
        self.is_chosen.get()
    }

    /// `_rtld_global`.
    pub fn global(&self) -> Block {
        let base = self.exports.get().map_or(core::ptr::null_mut(), |e| e.rtld_global);
        // SAFETY: the binary's block is larger than the largest layout (asserted there).
        unsafe { Block::new(base) }
    }

    /// `_rtld_global_ro`.
    pub fn global_ro(&self) -> Block {
        let base = self.exports.get().map_or(core::ptr::null_mut(), |e| e.rtld_global_ro);
        // SAFETY: as above.
        unsafe { Block::new(base) }
    }

    pub fn functions(&self) -> &Functions {
        &self.functions
    }

    fn choose(&self, layout: &'static Layout) {
        self.layout.set(layout);
        self.is_chosen.set(true);
        globals::begin(self, layout);
        // Auditors' proxies lead to it long before it is in a list.
        if let Some(&loader) = linker().loader.get() {
            link_map::fill(loader, layout);
            link_map::refresh(loader, layout);
        }
        for (namespace, space) in linker().namespaces.iter().enumerate() {
            if space.is_empty() {
                continue;
            }
            for object in space.list() {
                link_map::fill(object, layout);
                link_map::refresh(object, layout);
            }
            globals::list(self, layout, namespace, Change::Any);
        }
    }

    /// A definition in libc itself (its base-namespace copy), by private name.
    pub fn libc_symbol(&self, libc: ObjectRef, name: &core::ffi::CStr) -> usize {
        lookup::definition_in(libc, crate::bytes::Name::of_any(name)).unwrap_or(0)
    }
}

/// Where `struct cpu_features` of the libc at `caller` lies (`_dl_x86_get_cpu_features`).
pub fn cpu_features_address(caller: usize) -> *const u8 {
    if glibc().exports().is_none() {
        return unstarted::cpu_features(caller);
    }
    glibc().global_ro().at(glibc().layout().global_ro.x86_cpu_features)
}
