//! What glibc does when the core tells it something: the tenant's side of `link::tenant`.
//!
//! In: objects, namespaces, threads, as the core comes to know them. Out: the tenant's data brought up to date, its services.
//! The libc is met here (`consider`): its layout is chosen once, by evidence, and a second libc of another layout is refused.
//! Must not: hold the work: each line hands on to the file that knows.

use crate::error::{Errno, Error, Result, What};
use crate::glibc::evidence::UnknownLibc;
use crate::glibc::evidence_image::{ImageOf, build_id};
use crate::glibc::layout::Layout;
use crate::glibc::tunables::{Privilege, Ruled};
use crate::glibc::{Glibc, errors, evidence, fork, globals, imports, link_map, locks, tables, tcb, tunables};
use crate::link::cache_file::CacheFile;
use crate::link::customs::{self, customs};
use crate::link::linker::{BASE, linker};
use crate::link::object::{Kind, Object, ObjectRef};
use crate::link::tenant::{Change, Sorting, Stacks, Tenant, Thread, TlsReserve, TlsTotals};
use crate::mem::foreign::{self, Caller};
use crate::mem::lock;
use crate::plan::customs::Customs;
use crate::plan::search::SYSTEM;
use alloc::boxed::Box;
use core::sync::atomic::Ordering;

/// The soname by which the C library is known.
const LIBC: &[u8] = b"libc.so.6";

impl Tenant for Glibc {
    fn consider(&self, object: ObjectRef) -> Result<()> {
        let is_libc = object.kind == Kind::Library && object.soname().is_some_and(|s| s.is(LIBC));
        if !is_libc {
            return Ok(());
        }
        let layout = layout_of(&object)
            .map_err(|unknown| Error::new(object.name.as_bytes(), What::Tenant(unknown.text())))?;
        // A second copy, opened by its path, is a library like any other: the first stays the namespace's.
        let space = &linker().namespaces[object.namespace];
        if space.libc.get().is_none() {
            space.libc.set(Some(object));
        }
        match self.chosen() {
            None => self.serve(&object, layout),
            // Both libcs share the one `_rtld_global`: they must agree about it.
            Some(chosen) if core::ptr::eq(chosen, layout) => {}
            Some(_) => {
                let version = layout.version.text();
                let text = [version, ": another libc with another layout is loaded"].concat();
                return Err(Error::new(object.name.as_bytes(), What::Tenant(text.into_bytes())));
            }
        }
        Ok(())
    }

    fn awaits_libc(&self) -> bool {
        !self.is_chosen()
    }

    fn expect(&self, libc: &Object) {
        if let Ok(layout) = layout_of(libc) {
            self.serve(libc, layout);
        }
    }

    fn release(&self, libc: &Object) -> Option<u16> {
        evidence::release(&ImageOf::of(libc))
    }

    fn added(&self, object: ObjectRef) {
        if let Some(layout) = self.chosen() {
            link_map::fill(object, layout);
        }
    }

    fn changed(&self, object: ObjectRef) {
        if let Some(layout) = self.chosen() {
            link_map::refresh(object, layout);
        }
    }

    fn placed(&self, object: ObjectRef) {
        if let Some(layout) = self.chosen() {
            link_map::placed(object, layout);
        }
    }

    fn counted(&self, object: ObjectRef) {
        if let Some(layout) = self.chosen() {
            link_map::counted(object, layout);
        }
    }

    fn bound(&self, object: ObjectRef) {
        if let Some(layout) = self.chosen() {
            link_map::bound(object, layout);
        }
    }

    fn listed(&self, namespace: usize, change: Change) {
        if let Some(layout) = self.chosen() {
            globals::list(self, layout, namespace, change);
        }
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
            self.choose(&tables::ALL[0]);
        }
        globals::tls_totals(self, self.layout(), totals);
    }

    fn make_stacks_executable(&self) -> core::result::Result<(), Errno> {
        tcb::make_stacks_executable(self)
    }

    fn stacks(&self) -> Stacks {
        match self.tunables().number(tunables::Name::RtldExecstack) {
            0 => Stacks::NeverExecutable,
            1 => Stacks::AsFilesAsk,
            _ => Stacks::AlwaysExecutable,
        }
    }

    fn prefers_low_addresses(&self) -> bool {
        self.tunables().number(tunables::Name::CpuPreferMap32bitExec) != 0
    }

    fn thread_block_size(&self) -> usize {
        self.layout().pthread.size as usize
    }

    fn enter_thread(&self, tp: usize) {
        tcb::enter(self, tp);
    }

    fn sorting(&self) -> Sorting {
        let asked = self.tunables().number(tunables::Name::RtldDynamicSort) == 1;
        if asked || customs::customs().sorts_by_moves() { Sorting::Moves } else { Sorting::Search }
    }

    fn tls_reserve(&self) -> TlsReserve {
        let known = &self.layout().tunables;
        let number = |name| match self.tunables.get() {
            Some(tuned) if known.contains(&name) => tuned.number(name),
            _ => tunables::Tunables::NONE.number(name),
        };
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
        if !initial {
            locks::share();
        }
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
        lock::without_state(|| locks::lock(self.layout().global.load_write_lock));
    }

    fn unlock_lists(&self) {
        locks::unlock(self.layout().global.load_write_lock);
    }

    fn lock_tls(&self, caller: Caller) {
        let Some(offset) = self.layout().global.load_tls_lock else { return };
        match caller {
            Caller::Loader => lock::without_state(|| locks::lock(offset.get())),
            Caller::Anybody => locks::lock(offset.get()),
        }
    }

    fn unlock_tls(&self) {
        if let Some(offset) = self.layout().global.load_tls_lock {
            locks::unlock(offset.get());
        }
    }

    fn without_catch(&self, f: &mut dyn FnMut()) {
        errors::without_catch(f);
    }
}

impl Glibc {
    /// What the administrator tuned for all programs, or for this one.
    #[cold]
    fn obey_the_system(&self) {
        let mut file = CacheFile::default();
        // Without one nothing is tuned.
        let _ = file.map(SYSTEM.cache);
        let (Some(cache), Some(initial)) = (file.get(), linker().initial.get()) else { return };
        let privilege = if linker().options().secure { Privilege::Secure } else { Privilege::Ordinary };
        let called = initial.argument(0);
        let ruled = Ruled::by(cache.settings(), called.as_ref().map_or(&[], |name| name.bytes()), privilege);
        if let Some(tunables) = ruled.under(self.tunables()) {
            self.reread(tunables);
        }
    }

    /// From now on it is this libc, or one of the same layout, that is served.
    fn serve(&self, libc: &Object, layout: &'static Layout) {
        let image = ImageOf::of(libc);
        self.wants_rseq_block.set(image.imports(c"__rseq_offset"));
        self.asks_for_preinit.set(image.imports(c"_dl_audit_preinit"));
        if let Some(release) = layout.version.release() {
            customs::settle(Customs::of(release));
        }
        if customs().obeys_the_system() {
            self.obey_the_system();
        }
        self.choose(layout);
    }
}

fn layout_of(libc: &Object) -> core::result::Result<&'static Layout, Box<UnknownLibc>> {
    // Of the very build a table was read from nothing needs to be asked.
    match build_id(libc).and_then(tables::of_build) {
        Some(layout) => Ok(layout),
        None => evidence::choose(&ImageOf::of(libc)),
    }
}
