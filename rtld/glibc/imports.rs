//! What the loader itself uses of libc, or of who interposes it: malloc and its like, locks, exceptions.
//!
//! In: the start-up objects, relocated; the tenant. Out: the addresses in `Functions`, with the lines of LD_DEBUG and the
//! hooks of auditors that glibc's ld.so has for the same references, in the order of the release in use. Must not: run
//! any of them (but for malloc, where auditors are to see it).

use crate::bytes::Name;
use crate::elf::symbols::Hashes;
use crate::elf::versions::{Version, elf_hash};
use crate::glibc::evidence_image::ImageOf;
use crate::glibc::{Functions, Glibc};
use crate::link::audit;
use crate::link::customs::customs;
use crate::link::definition::Definition;
use crate::link::linker::{BASE, linker};
use crate::link::lookup;
use crate::link::object::ObjectRef;
use crate::link::protected;
use crate::link::relocate::{self, Plt};
use crate::plan::lookup::{Class, Wanted};
use crate::trace;
use core::ffi::CStr;
use core::sync::atomic::Ordering;

/// Once everything is relocated.
pub fn find(glibc: &Glibc) {
    let functions = glibc.functions();
    let base = version(c"GLIBC_2.2.5");
    let private = version(c"GLIBC_PRIVATE");
    let (Some(&loader), Some(main)) = (linker().loader.get(), linker().main_program()) else { return };
    if customs().imports_malloc() {
        bind_malloc(functions, loader, main, base, private);
    } else {
        look_for_malloc(functions, loader, main, base);
    }
    let Some(libc) = linker().namespaces[BASE].libc.get() else { return };
    let own = |name: &'static CStr| in_libc(libc, name, base).map_or(0, |found| found.address());
    // Auditors see these as PLT slots of ours, which they are in glibc's.
    let slot = |name: &'static CStr| match in_libc(libc, name, private) {
        Some(found) if audit::is_on() => audit::bound_now(loader, &found, found.address()),
        found => found.map_or(0, |found| found.address()),
    };
    // libc's own: a sanitizer's wrapper may not be ready when we first lock.
    for (function, name) in
        [(&functions.mutex_unlock, c"pthread_mutex_unlock"), (&functions.mutex_lock, c"pthread_mutex_lock")]
    {
        function.store(own(name), Ordering::Release);
    }
    for (function, name) in [
        (&functions.catch_exception, c"_dl_catch_exception"),
        (&functions.signal_exception, c"_dl_signal_exception"),
        (&functions.signal_error, c"_dl_signal_error"),
        (&functions.catch_error, c"_dl_catch_error"),
    ] {
        function.store(slot(name), Ordering::Release);
    }
    if audit::keeps_slots() && !libc.dynamic.bind_now {
        // glibc's ld.so makes the slots of its own bindings now; auditors see malloc come to life.
        functions.malloc(size_of::<usize>());
    }
    if trace::anything() {
        trace_imports(loader, main, libc, private);
    }
}

fn version(text: &'static CStr) -> Version {
    let name = Name::of(text);
    Version { name, hash: elf_hash(name), hidden: false }
}

fn in_libc(libc: ObjectRef, name: &'static CStr, version: Version) -> Option<Definition> {
    let hashes = Hashes::of(Name::of(name));
    let wanted = Wanted {
        name: Name::of(name),
        hashes: &hashes,
        version: Some(version),
        class: Class::PLT,
        newest: false,
    };
    let found = crate::plan::lookup::find(&libc.symbols, &libc.versions, &wanted);
    found.map(|(index, symbol)| Definition { object: libc, index, symbol })
}

/// Since 2.32: by lookups of their own.
fn look_for_malloc(functions: &Functions, loader: ObjectRef, main: ObjectRef, base: Version) {
    // glibc takes the PLT entry of a program that is not position-independent, and shows that.
    let shown = trace::mask() & trace::GLIBC != 0;
    let class = if shown { Class::NONE } else { Class::PLT };
    let find = |name: &'static CStr| {
        let found = lookup::global_definition(main, Name::of(name), Some(base), class);
        // Auditors see it as a dlsym by the program.
        found.map_or(0, |found| audit::bound_by_loader(main, &found, found.value()))
    };
    if shown && customs().relocates_itself_before_it_looks() {
        relocate::trace_start(loader, Plt::Now);
    }
    // Two of them glibc uses and we do not: they are for whoever watches.
    let watched = trace::anything() || audit::is_on();
    let look_for = |name: &'static CStr| {
        if watched {
            find(name);
        }
    };
    look_for(c"calloc");
    functions.free.store(find(c"free"), Ordering::Release);
    functions.malloc.store(find(c"malloc"), Ordering::Release);
    look_for(c"realloc");
}

/// Until 2.31: by relocations of the loader, of which auditors hear nothing. The order is that of Debian's 2.31.
fn bind_malloc(functions: &Functions, loader: ObjectRef, main: ObjectRef, base: Version, private: Version) {
    let traced = trace::anything();
    // What is taken through the GOT may be the program's PLT entry, and that is shown.
    let got = if traced { protected::got_class() } else { Class::PLT };
    let bind = |name: &'static CStr, class: Class| {
        let found = lookup::global_definition(loader, Name::of(name), Some(base), class);
        found.map_or(0, |found| found.value())
    };
    let show = |name: &'static CStr| {
        if traced {
            lookup::trace_reference(loader, Name::of(name), private, &main.searchlist);
        }
    };
    if traced {
        relocate::trace_start(loader, Plt::Now);
        bind(c"_r_debug", got);
    }
    functions.free.store(bind(c"free", got), Ordering::Release);
    show(c"_dl_catch_exception");
    functions.malloc.store(bind(c"malloc", Class::PLT), Ordering::Release);
    show(c"_dl_signal_exception");
    if traced {
        bind(c"calloc", Class::PLT);
        bind(c"realloc", Class::PLT);
    }
    show(c"_dl_signal_error");
    show(c"_dl_catch_error");
}

/// The lines about what is imported besides. Since 2.41 that is nothing, but it is looked whose `_r_debug` counts.
#[cold]
fn trace_imports(loader: ObjectRef, main: ObjectRef, libc: ObjectRef, private: Version) {
    if customs().imports_malloc() {
        return;
    }
    if customs().relocates_itself_before_it_looks() {
        let _ = lookup::global_definition(main, Name::of(c"_r_debug"), None, Class::NONE);
        return;
    }
    // The loader is relocated last.
    relocate::trace_start(loader, Plt::Now);
    let show = |name: &'static CStr, version| {
        lookup::trace_reference(loader, Name::of(name), version, &main.searchlist);
    };
    // Its own variables, until it had others for itself, and libc read these ("Linux: Make __rseq_size useful for feature detection",
    // bug 31965, on the branches as well).
    if customs().registers_rseq() && !ImageOf::of(&libc).imports(c"__rseq_size") {
        let version = version(c"GLIBC_2.35");
        show(c"__rseq_offset", version);
        show(c"__rseq_size", version);
    }
    if customs().leaves_errors_to_libc() {
        for name in [c"_dl_catch_exception", c"_dl_signal_exception", c"_dl_signal_error", c"_dl_catch_error"]
        {
            show(name, private);
        }
    }
}
