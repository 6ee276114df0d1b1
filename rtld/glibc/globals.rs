//! `_rtld_global` and `_rtld_global_ro`: the two blocks libc reads by fixed offsets.
//!
//! In: the core's state. Out: the fields that libc, its threads and gdb read. `begin` writes what is known when the
//! layout is chosen, before any relocation (IFUNC resolvers read the processor's features); the rest follows as the
//! core tells. Must not: decide anything.

use crate::bytes::Name;
use crate::elf::symbols::Hashes;
use crate::glibc::cpu;
use crate::glibc::layout::{self, Layout, Offset, mutex};
use crate::glibc::{Glibc, entry, link_map, locks};
use crate::link::linker::linker;
use crate::link::object::{Kind, ObjectRef};
use crate::link::tenant::{Change, TlsTotals};
use crate::link::tls::{dtv, modules, static_block};
use crate::mem::stack::at as aux;

/// The functions that libc calls through `_rtld_global_ro`; addresses of the binary's `extern "C"` shims.
#[derive(Clone, Copy)]
pub struct Callbacks {
    pub debug_printf: usize,
    pub mcount: usize,
    pub lookup_symbol_x: usize,
    pub open: usize,
    pub close: usize,
    pub catch_error: usize,
    pub error_free: usize,
    pub tls_get_addr_soft: usize,
    pub libc_freeres: usize,
    pub find_object: usize,
    pub readonly_area: usize,
    pub discover_osversion: usize,
}

/// Everything that does not depend on what is loaded.
pub fn begin(glibc: &Glibc, layout: &'static Layout) {
    processor(glibc, layout);
    scalars(glibc, layout);
    callbacks(glibc, layout);
    let (global, at) = (glibc.global(), &layout.global);
    global.put(at.nns, 1usize);
    locks::make(mutex::RECURSIVE);
    for list in [at.stack_used, at.stack_user, at.stack_cache].into_iter().flatten().map(Offset::get) {
        // An empty circular list: its head points to itself.
        let head = global.at(list) as usize;
        global.put(list, [head, head]);
    }
    stack_flags(glibc, layout, linker().stack_flags.get());
    vdso(glibc, layout);
    tls(glibc, layout);
}

fn processor(glibc: &Glibc, layout: &'static Layout) {
    let Some(processor) = glibc.processor() else { return };
    let caches = cpu::caches(processor, layout.cpu.rules, &mut crate::arch::native::cpu::cpuid);
    let features = cpu::features(processor, &caches, layout.cpu.rules, glibc.tunables());
    let (ro, at) = (glibc.global_ro(), &layout.global_ro);
    // SAFETY: the features lie inside `_rtld_global_ro`, whose block is larger than any layout.
    let out =
        unsafe { core::slice::from_raw_parts_mut(ro.at(at.x86_cpu_features), layout.cpu.size as usize) };
    cpu::write(&features, &layout.cpu, out);
    ro.put(at.hwcap, features.abilities.hwcap());
    let kernels = || linker().initial.get().and_then(|i| i.auxiliary(aux::PLATFORM)).unwrap_or(0);
    ro.put(at.platform, features.abilities.platform().map_or_else(kernels, |p| p.as_ptr() as usize));
}

fn scalars(glibc: &Glibc, layout: &Layout) {
    let (ro, at) = (glibc.global_ro(), &layout.global_ro);
    let Some(initial) = linker().initial.get() else { return };
    let vector = initial.vector();
    let auxiliary = |kind, otherwise| vector.get(kind).unwrap_or(otherwise);
    ro.put(at.pagesize, auxiliary(aux::PAGESZ, 4096));
    ro.put_if(at.minsigstacksize, auxiliary(aux::MINSIGSTKSZ, 2048));
    ro.put(at.clktck, auxiliary(aux::CLKTCK, 100) as u32);
    ro.put(at.fpu_control, 0x37fu16);
    ro.put(at.auxv, initial.auxv());
    ro.put(at.hwcap2, auxiliary(aux::HWCAP2, 0));
    // Non-null says "a dynamic linker is here" to libc (its vtable checks, its dlopen).
    let dirs = glibc.global().at(layout.global.all_dirs) as usize;
    ro.put(at.init_all_dirs, dirs);
    glibc.global().put(layout.global.all_dirs, dirs);
    let options = linker().options();
    ro.put(at.lazy, u32::from(!options.bind_now));
    ro.put(at.bind_not, u32::from(options.bind_not));
    ro.put(at.dynamic_weak, u32::from(options.dynamic_weak));
    // libc says two of the lines itself ("initialize program", "transferring control"), and of newer ones more.
    let more = if dtv::tells_of_blocks() { DEBUG_TLS } else { 0 };
    ro.put(at.debug_mask, crate::trace::mask() & crate::trace::GLIBC | more);
}

/// DL_DEBUG_TLS of glibc 2.43.
const DEBUG_TLS: u32 = 1 << 11;

fn callbacks(glibc: &Glibc, layout: &Layout) {
    let (ro, at) = (glibc.global_ro(), &layout.global_ro);
    let Some(exports) = glibc.exports() else { return };
    let f = &exports.callbacks;
    ro.put(at.debug_printf, f.debug_printf);
    ro.put(at.mcount, f.mcount);
    ro.put(at.lookup_symbol_x, f.lookup_symbol_x);
    ro.put(at.open, f.open);
    ro.put(at.close, f.close);
    ro.put_if(at.catch_error, f.catch_error);
    ro.put_if(at.error_free, f.error_free);
    ro.put(at.tls_get_addr_soft, f.tls_get_addr_soft);
    ro.put_if(at.libc_freeres, f.libc_freeres);
    ro.put_if(at.find_object, f.find_object);
    ro.put_if(at.readonly_area, f.readonly_area);
    ro.put_if(at.discover_osversion, f.discover_osversion);
    let (global, at) = (glibc.global(), &layout.global);
    global.put_if(at.rtld_lock_recursive, locks::count_up as *const () as usize);
    global.put_if(at.rtld_unlock_recursive, locks::count_down as *const () as usize);
    global.put_if(at.init_static_tls, entry::threads::init_static_tls as *const () as usize);
    global.put_if(at.make_stack_executable_hook, entry::threads::make_stack_executable as *const () as usize);
}

/// `_dl_stack_flags` (PF_*), or since 2.43 `_dl_stack_prot_flags` (PROT_*) at what may be the same offset.
pub fn stack_flags(glibc: &Glibc, layout: &Layout, flags: u32) {
    glibc.global().put_if(layout.global.stack_flags, flags);
    let protection = crate::sys::map::Protection::of_segment(flags).0;
    glibc.global().put_if(layout.global.stack_prot_flags, protection);
}

/// The vDSO's functions, by their version (vdso(7)); 0 makes libc use the system call.
fn vdso(glibc: &Glibc, layout: &Layout) {
    let (ro, at) = (glibc.global_ro(), &layout.global_ro);
    let all = linker().all_objects();
    let Some(&object) = all.iter().find(|o| o.kind == Kind::Vdso) else { return };
    ro.put(at.sysinfo_map, object.handle());
    ro.put(at.sysinfo_dso, object.image.start);
    for (offset, name) in [
        (Some(layout::at(at.vdso_clock_gettime64)), c"__vdso_clock_gettime"),
        (Some(layout::at(at.vdso_gettimeofday)), c"__vdso_gettimeofday"),
        (Some(layout::at(at.vdso_time)), c"__vdso_time"),
        (Some(layout::at(at.vdso_getcpu)), c"__vdso_getcpu"),
        (Some(layout::at(at.vdso_clock_getres_time64)), c"__vdso_clock_getres"),
        (at.vdso_getrandom, c"__vdso_getrandom"),
    ] {
        ro.put_if(offset, vdso_function(object, Name::of(name)));
    }
}

fn vdso_function(object: ObjectRef, name: Name) -> usize {
    let found = object.symbols.definition(&Hashes::of(name), name);
    found.map_or(0, |(_, symbol)| object.image.at(symbol.value))
}

/// A namespace's list changed.
pub fn list(glibc: &Glibc, layout: &Layout, namespace: usize, change: Change) {
    let space = &linker().namespaces[namespace];
    let objects = space.objects.borrow();
    let changed = match change {
        Change::Any => 0..objects.len(),
        Change::Neighbours(changed) => changed,
        Change::Appended => objects.len().saturating_sub(2)..objects.len(),
        Change::Scope => 0..0,
    };
    link_map::chain(&objects, changed, layout);
    let (global, at) = (glibc.global(), &layout.link_namespaces);
    let element = layout.global.ns + namespace as u16 * at.size;
    global.put(element + at.loaded, objects.first().map_or(core::ptr::null_mut(), |o| o.handle()));
    global.put(element + at.nloaded, objects.len() as u32);
    let scope = space.global.get().map_or(core::ptr::null(), core::ptr::from_ref);
    global.put(element + at.main_searchlist, scope);
    if let Some(offset) = at.libc_map {
        let libc = space.libc.get().map_or(core::ptr::null_mut(), ObjectRef::handle);
        global.put(element + offset.get(), libc);
    }
    let highest = linker().namespaces.iter().rposition(|space| !space.is_empty()).unwrap_or(0);
    global.put(layout.global.nns, highest + 1);
    global.put(layout.global.load_adds, linker().adds.get());
    let starting = !linker().is_running();
    if starting
        && namespace == crate::link::linker::BASE
        && let Some(list) = space.global.get()
    {
        let ro = glibc.global_ro();
        ro.put(layout.global_ro.initial_searchlist, list.objects().as_ptr());
        ro.put(layout.global_ro.initial_searchlist + 8, list.len() as u32);
    }
}

/// libc calls `_dl_audit_symbind_alt` only if there is an auditor.
pub fn auditors(glibc: &Glibc, layout: &Layout, count: usize) {
    glibc.global_ro().put(layout.global_ro.naudit, count as u32);
}

/// The table of TLS modules and the generation.
pub fn tls(glibc: &Glibc, layout: &Layout) {
    let (global, at) = (glibc.global(), &layout.global);
    global.put(at.tls_dtv_slotinfo_list, modules::slots_ptr());
    global.put(at.tls_max_dtv_idx, modules::highest_module());
    global.put(at.tls_dtv_gaps, u8::from(modules::has_gaps()));
    global.put(at.tls_generation, modules::generation());
    global.put(at.initial_dtv, dtv::initial());
}

/// The size of every thread's static block.
pub fn tls_totals(glibc: &Glibc, layout: &Layout, totals: TlsTotals) {
    let (global, ro) = (glibc.global(), glibc.global_ro());
    let size = static_block::size() + u64::from(layout.pthread.size);
    global.put_if(layout.global.tls_static_size, size);
    global.put_if(layout.global.tls_static_align, totals.align);
    global.put(layout.global.tls_static_used, totals.used);
    global.put_if(layout.global.tls_static_optional, totals.optional);
    global.put(layout.global.tls_static_nelem, modules::highest_module());
    ro.put_if(layout.global_ro.tls_static_size, size);
    ro.put_if(layout.global_ro.tls_static_align, totals.align);
    ro.put_if(layout.global_ro.tls_static_surplus, totals.surplus);
    tls(glibc, layout);
}
