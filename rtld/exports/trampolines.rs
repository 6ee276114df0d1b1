//! Between our assembly and the library: the addresses of the trampolines and of debugger.S, and what start.S, resolve.S,
//! profile.S and tlsdesc.S call.
//!
//! In: the first stack pointer; the objects and indexes that trampolines got from the code they serve. Out: the same calls
//! into the library. Must not: hold logic, or unwind.

use super::data;
use rtld::elf::Ehdr;
use rtld::glibc::Exports;
use rtld::link::linker::Hooks;
use rtld::link::object::ObjectRef;
use rtld::link::{audit, bind, init, tls};
use rtld::own_address;
use rtld::say::text;
use rtld::start::{self, Binary, HandOff, SaveCells};

unsafe extern "C" {
    fn rtld_resolve_fxsave();
    fn rtld_resolve_xsave();
    fn rtld_resolve_xsavec();
    fn rtld_profile_sse();
    fn rtld_profile_avx();
    fn rtld_profile_avx512();
    fn rtld_tlsdesc_static();
    fn rtld_tlsdesc_undefined_weak();
    fn rtld_tlsdesc_dynamic_fxsave();
    fn rtld_tlsdesc_dynamic_xsave();
    fn rtld_tlsdesc_dynamic_xsavec();
    fn _dl_debug_state();
}

fn binary() -> Binary {
    Binary {
        hooks: Hooks {
            tlsdesc_static: own_address!(rtld_tlsdesc_static),
            tlsdesc_undefined_weak: own_address!(rtld_tlsdesc_undefined_weak),
            debug_state: own_address!(_dl_debug_state),
            r_debug: (&raw mut data::r_debug).cast(),
            ..Hooks::NONE
        },
        exports: Exports {
            rtld_global: own_address!(data::_rtld_global) as *mut u8,
            rtld_global_ro: own_address!(data::_rtld_global_ro) as *mut u8,
            dl_argv: own_address!(data::_dl_argv) as *mut _,
            libc_stack_end: own_address!(data::__libc_stack_end) as *mut _,
            libc_enable_secure: own_address!(data::__libc_enable_secure) as *mut _,
            rseq_offset: own_address!(data::__rseq_offset) as *mut _,
            rseq_size: own_address!(data::__rseq_size) as *mut _,
            initial_report_events: own_address!(data::__nptl_initial_report_events) as *mut _,
            pointer_guard: own_address!(data::__pointer_chk_guard) as *mut _,
            callbacks: super::callbacks(),
        },
        resolve: [
            own_address!(rtld_resolve_fxsave),
            own_address!(rtld_resolve_xsave),
            own_address!(rtld_resolve_xsavec),
        ],
        tlsdesc: [
            own_address!(rtld_tlsdesc_dynamic_fxsave),
            own_address!(rtld_tlsdesc_dynamic_xsave),
            own_address!(rtld_tlsdesc_dynamic_xsavec),
        ],
        profile: [
            own_address!(rtld_profile_sse),
            own_address!(rtld_profile_avx),
            own_address!(rtld_profile_avx512),
        ],
        save: SaveCells {
            resolve_size: own_address!(data::rtld_xsave_size) as *mut _,
            resolve_mask: own_address!(data::rtld_xsave_mask) as *mut _,
            tlsdesc_size: own_address!(data::rtld_tlsdesc_size) as *mut _,
            tlsdesc_mask: own_address!(data::rtld_tlsdesc_mask) as *mut _,
        },
    }
}

/// From start.S, with everything of ours relocated.
///
/// # Safety
/// As `start::run`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rtld_main(sp: *mut usize, ehdr: *const Ehdr, _dynamic: *const u8) -> HandOff {
    // SAFETY: start.S passes what `run` asks for; one thread exists.
    unsafe {
        data::rtld_tls_generation = data::GenerationPointer(tls::modules::generation_ptr());
        start::run(sp, ehdr, &binary())
    }
}

/// The exit hook that the program gets in rdx and libc registers with __cxa_atexit.
#[unsafe(no_mangle)]
pub extern "C" fn rtld_fini() {
    wipe();
    init::exit();
}

/// Overwrites what main left of its locals below us: our frames leave holes, and LeakSanitizer, which runs in a destructor, takes
/// a pointer in one for a reference.
#[inline(never)]
fn wipe() {
    core::hint::black_box(&mut [0usize; 128]);
}

/// Binds a PLT slot.
///
/// # Safety
/// Called by resolve.S only, which has saved what the code calling it needs. `object` may be anything.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rtld_bind(object: *mut u8, index: usize) -> usize {
    match bind::caller(object as usize) {
        Some(object) => bind::bind(object, index),
        None => text::fatal_text("a PLT entry without its object"),
    }
}

/// From profile.S.
///
/// # Safety
/// As `rtld_bind`; the other pointers are profile.S's own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rtld_profile_bind(
    object: *mut u8,
    index: usize,
    return_address: usize,
    registers: *mut u8,
    frame_size: *mut i64,
) -> usize {
    match bind::caller(object as usize) {
        // SAFETY: handed on to the caller.
        Some(object) => unsafe { audit::enter(object, index, return_address, registers, frame_size) },
        None => text::fatal_text("a PLT entry without its object"),
    }
}

/// From profile.S.
///
/// # Safety
/// As `rtld_profile_bind`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rtld_profile_exit(
    object: *mut u8,
    index: usize,
    registers: *const u8,
    results: *mut u8,
) {
    // SAFETY: handed on to the caller.
    unsafe {
        if let Some(object) = ObjectRef::from_handle(object) {
            audit::leave(object, index, registers, results);
        }
    }
}

/// From tlsdesc.S: the slow path of __tls_get_addr and of dynamic descriptors.
///
/// # Safety
/// `index` points to {module, offset}.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rtld_tls_slow(index: *const [u64; 2]) -> *mut u8 {
    // SAFETY: handed on to the caller.
    let [module, offset] = unsafe { index.read_unaligned() };
    tls::dtv::address(module as usize, offset as usize)
}
