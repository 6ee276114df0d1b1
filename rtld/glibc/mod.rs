//! The tenant: glibc's libc.so.6, unmodified.
//!
//! In: what the core tells (`link::tenant::Tenant`). Out: the private data blocks and link maps as libc expects
//! them, and the services libc calls back for (`entry`). No glibc offset or private name appears outside this folder
//! and the binary's export list. The layout is chosen by evidence when the first libc is seen (`evidence`);
//! a libc that matches no table is refused.

pub mod block;
pub mod cpu;
pub mod early;
pub mod entry;
pub mod errors;
pub mod evidence;
pub mod evidence_image;
pub mod fork;
pub mod globals;
pub mod imports;
pub mod layout;
pub mod link_map;
pub mod locks;
pub mod tables;
pub mod tcb;
pub mod tunables;

use crate::error::{Error, Result, What};
use crate::glibc::block::Block;
use crate::glibc::layout::Layout;
use crate::glibc::tunables::Tunables;
use crate::link::customs;
use crate::link::linker::{BASE, linker};
use crate::link::lookup;
use crate::link::object::{Kind, Object, ObjectRef};
use crate::link::tenant::{Sorting, Tenant, Thread, TlsReserve, TlsTotals};
use crate::mem::foreign;
use crate::plan::customs::Customs;
use alloc::boxed::Box;
use core::cell::{Cell, OnceCell};
use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

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
    /// The functions that libc calls through `_rtld_global_ro`.
    pub callbacks: globals::Callbacks,
}

/// Functions of the program's libc (or of who interposes them) that the loader uses once all is relocated.
#[derive(Default)]
pub struct Functions {
    malloc: AtomicUsize,
    calloc: AtomicUsize,
    realloc: AtomicUsize,
    free: AtomicUsize,
    mutex_lock: AtomicUsize,
    mutex_unlock: AtomicUsize,
    /// libc's own raise and catch, where libc defines them (up to 2.36).
    signal_error: AtomicUsize,
    signal_exception: AtomicUsize,
    catch_error: AtomicUsize,
    catch_exception: AtomicUsize,
}

pub struct Glibc {
    layout: Cell<Option<&'static Layout>>,
    exports: OnceCell<Exports>,
    tunables: OnceCell<Tunables<'static>>,
    /// As the libc in use reads them, where that differs.
    tunables_reread: OnceCell<Box<Tunables<'static>>>,
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
    layout: Cell::new(None),
    exports: OnceCell::new(),
    tunables: OnceCell::new(),
    tunables_reread: OnceCell::new(),
    processor: OnceCell::new(),
    functions: Functions {
        malloc: AtomicUsize::new(0),
        calloc: AtomicUsize::new(0),
        realloc: AtomicUsize::new(0),
        free: AtomicUsize::new(0),
        mutex_lock: AtomicUsize::new(0),
        mutex_unlock: AtomicUsize::new(0),
        signal_error: AtomicUsize::new(0),
        signal_exception: AtomicUsize::new(0),
        catch_error: AtomicUsize::new(0),
        catch_exception: AtomicUsize::new(0),
    },
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
        let _ = self.tunables.set(tunables);
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
        match self.tunables_reread.get() {
            Some(tunables) => tunables,
            None => self.tunables.get_or_init(Tunables::default),
        }
    }

    /// The user's settings by the rules of another release than 2.36. Before any libc is told of them.
    pub fn reread(&self, tunables: Tunables<'static>) {
        let _ = self.tunables_reread.set(Box::new(tunables));
    }

    /// Nothing is tuned, and libc learns that the program is treated as privileged. Before it is loaded.
    pub fn secure(&self) {
        self.reread(Tunables::default());
        if let Some(exports) = self.exports.get() {
            // SAFETY: one thread exists; the binary's own variable.
            unsafe { exports.libc_enable_secure.write(1) };
        }
    }

    pub fn processor(&self) -> Option<&cpu::Processor> {
        self.processor.get()
    }

    /// The layout in use; the first table before one is chosen (programs without libc).
    pub fn layout(&self) -> &'static Layout {
        self.layout.get().unwrap_or(tables::ALL[0])
    }

    pub fn is_chosen(&self) -> bool {
        self.layout.get().is_some()
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
        self.layout.set(Some(layout));
        globals::begin(self, layout);
        // Auditors' proxies lead to it long before it is in a list.
        if let Some(&loader) = linker().loader.get() {
            link_map::fill(loader, layout);
            link_map::refresh(loader, layout);
        }
        for namespace in 0..linker().namespaces.len() {
            if linker().namespaces[namespace].is_empty() {
                continue;
            }
            for object in linker().namespaces[namespace].list() {
                link_map::fill(object, layout);
                link_map::refresh(object, layout);
            }
            globals::list(self, layout, namespace, globals::Change::Any);
        }
    }

    /// A definition in libc itself (its base-namespace copy), by private name.
    pub fn libc_symbol(&self, libc: ObjectRef, name: &core::ffi::CStr) -> usize {
        lookup::definition_in(libc, crate::bytes::Name::of_any(name)).unwrap_or(0)
    }
}

impl Functions {
    pub fn malloc(&self, size: usize) -> *mut u8 {
        match self.malloc.load(Ordering::Acquire) {
            0 => early::malloc(size),
            // SAFETY: the program's malloc, looked up in its global scope.
            f => unsafe { foreign::service(f, size) as *mut u8 },
        }
    }

    /// # Safety
    /// `block` is null or came from the process's malloc.
    pub unsafe fn free(&self, block: *mut u8) {
        let f = self.free.load(Ordering::Acquire);
        if f != 0 && !block.is_null() && !early::owns(block) {
            // SAFETY: the program's free; the block is its own (caller).
            unsafe { foreign::service(f, block as usize) };
        }
    }
}

const EINVAL: i32 = 22;

/// The soname by which the C library is known.
const LIBC: &[u8] = b"libc.so.6";

impl Tenant for Glibc {
    fn consider(&self, object: ObjectRef) -> Result<()> {
        let is_libc = object.kind == Kind::Library && object.soname().is_some_and(|s| s.bytes() == LIBC);
        if !is_libc {
            return Ok(());
        }
        let image = evidence_image::ImageOf(&object);
        let layout = evidence::choose(&image).map_err(|unknown| {
            Error::new(object.name.as_bytes(), What::Tenant(alloc::format!("{unknown}").into_bytes()))
        })?;
        // A second copy, opened by its path, is a library like any other: the first stays the namespace's.
        let space = &linker().namespaces[object.namespace];
        if space.libc.get().is_none() {
            space.libc.set(Some(object));
        }
        match self.layout.get() {
            None => {
                self.wants_rseq_block.set(image.imports(c"__rseq_offset"));
                self.asks_for_preinit.set(image.imports(c"_dl_audit_preinit"));
                if let Some(release) = layout.fingerprint.version.release() {
                    customs::settle(Customs::of(release));
                }
                self.choose(layout);
            }
            // Both libcs share the one `_rtld_global`: they must agree about it.
            Some(chosen) if core::ptr::eq(chosen, layout) => {}
            Some(_) => {
                let text = alloc::format!(
                    "{}: another libc with another layout is loaded",
                    layout.fingerprint.version.text()
                );
                return Err(Error::new(object.name.as_bytes(), What::Tenant(text.into_bytes())));
            }
        }
        Ok(())
    }

    fn release(&self, libc: &Object) -> Option<u16> {
        evidence::release(&evidence_image::ImageOf(libc))
    }

    fn added(&self, object: ObjectRef) {
        if let Some(layout) = self.layout.get() {
            link_map::fill(object, layout);
        }
    }

    fn changed(&self, object: ObjectRef) {
        if let Some(layout) = self.layout.get() {
            link_map::refresh(object, layout);
        }
    }

    fn listed(&self, namespace: usize) {
        if let Some(layout) = self.layout.get() {
            globals::list(self, layout, namespace, globals::Change::Any);
        }
    }

    fn appended(&self, namespace: usize) {
        if let Some(layout) = self.layout.get() {
            globals::list(self, layout, namespace, globals::Change::Appended);
        }
    }

    fn scoped(&self, namespace: usize) {
        if let Some(layout) = self.layout.get() {
            globals::list(self, layout, namespace, globals::Change::Scope);
        }
    }

    fn removed(&self, object: ObjectRef) {
        link_map::clear(object);
    }

    fn auditors(&self, count: usize) {
        // A libc that does not ask us would walk glibc's own list of auditors, which there is not.
        if self.asks_for_preinit() {
            globals::auditors(self, self.layout(), count);
        }
    }

    fn profiled(&self, object: ObjectRef) {
        // libc then counts the calls that it makes through pointers (_dl_mcount).
        self.global().put(self.layout().global.profile_map, object.handle());
    }

    fn asks_for_preinit(&self) -> bool {
        self.asks_for_preinit.get()
    }

    fn tls_changed(&self) {
        globals::tls(self, self.layout());
    }

    fn tls_laid_out(&self, totals: TlsTotals) {
        if !self.is_chosen() {
            self.choose(tables::ALL[0]);
        }
        globals::tls_totals(self, self.layout(), totals);
    }

    fn stacks_executable(&self) -> core::result::Result<(), crate::error::Errno> {
        // Who knows this tunable (2.41 and later) grants no executable stack once the program runs.
        let strict = self.layout().tunables.contains(&tunables::Name::RtldExecstack);
        if strict && linker().is_running() {
            return Err(crate::error::Errno(EINVAL));
        }
        tcb::make_stacks_executable(self)
    }

    fn thread_block_size(&self) -> usize {
        self.layout().pthread.size as usize
    }

    fn audit_cookie(&self, object: &Object, auditor: usize) -> *mut [usize; 2] {
        // SAFETY: the tenant's area has room for every auditor behind the link map (asserted by a test).
        unsafe { link_map::cookies(object, self.layout()).add(auditor) }
    }

    fn enter_thread(&self, tp: usize) -> Result<()> {
        tcb::enter(self, tp)
    }

    fn sorting(&self) -> Sorting {
        let asked = self.tunables().number(tunables::Name::RtldDynamicSort) == 1;
        if asked || customs::customs().sorts_by_moves() { Sorting::Moves } else { Sorting::Search }
    }

    fn tls_reserve(&self) -> TlsReserve {
        let number = |name| self.tunables().number(name);
        TlsReserve {
            namespaces: number(tunables::Name::RtldNns),
            optional: number(tunables::Name::RtldOptionalStaticTls),
        }
    }

    fn extra_tls(&self) -> Option<(u64, u64)> {
        tcb::extra(self)
    }

    fn extra_tls_placed(&self, offset: u64) {
        tcb::extra_placed(self, offset);
    }

    fn relocated(&self) -> Result<()> {
        imports::find(self);
        locks::begin();
        Ok(())
    }

    fn early_init(&self, libc: ObjectRef, initial: bool) {
        let address = self.libc_symbol(libc, c"__libc_early_init");
        if address != 0 {
            // SAFETY: libc's own `void __libc_early_init (_Bool)`, of a relocated libc.
            unsafe { foreign::call1(address, usize::from(initial)) };
        }
        fork::watch(self, libc);
        if libc.namespace == BASE {
            self.alive.store(true, Ordering::Release);
        }
    }

    fn malloc(&self, size: usize) -> *mut u8 {
        self.functions.malloc(size)
    }

    unsafe fn free(&self, block: *mut u8) {
        // SAFETY: handed on to the caller.
        unsafe { self.functions.free(block) }
    }

    fn fills_threads(&self, object: ObjectRef) -> bool {
        tcb::fill_threads(self, object)
    }

    fn each_thread(&self, f: &mut dyn FnMut(Thread)) {
        tcb::each_thread(self, f);
    }

    fn wait_for_readers(&self) {
        tcb::wait_for_readers(self);
    }

    fn reader_enters(&self) {
        tcb::reader_enters(self);
    }

    fn reader_leaves(&self) {
        tcb::reader_leaves();
    }

    fn tls_destructors(&self, object: &Object) -> usize {
        link_map::tls_destructors(object, self.layout())
    }

    fn lock_lists(&self) {
        locks::lock(self.layout().global.load_write_lock);
    }

    fn unlock_lists(&self) {
        locks::unlock(self.layout().global.load_write_lock);
    }

    fn lock_tls(&self) {
        if let Some(offset) = self.layout().global.load_tls_lock {
            locks::lock(offset);
        }
    }

    fn unlock_tls(&self) {
        if let Some(offset) = self.layout().global.load_tls_lock {
            locks::unlock(offset);
        }
    }

    fn without_catch(&self, f: &mut dyn FnMut()) {
        errors::without_catch(f);
    }
}

/// Where `struct cpu_features` lies (`_dl_x86_get_cpu_features`).
pub fn cpu_features_address() -> *const u8 {
    glibc().global_ro().at(glibc().layout().global_ro.x86_cpu_features)
}
