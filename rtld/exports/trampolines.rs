//! Between our assembly and the library: the addresses of the trampolines, and what start.S, resolve.S, profile.S and
//! tlsdesc.S call.
//!
//! In: the first stack pointer; the objects and indexes that trampolines got from the code they serve. Out: the same calls
//! into the library. Must not: hold logic, or unwind.

use super::data;
use rtld::elf::Ehdr;
use rtld::glibc::Exports;
use rtld::link::linker::Hooks;
use rtld::link::object::ObjectRef;
use rtld::link::{audit, bind, init, tls};
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
}

fn address(f: unsafe extern "C" fn()) -> usize {
    f as *const () as usize
}

fn binary() -> Binary {
    Binary {
        hooks: Hooks {
            tlsdesc_static: address(rtld_tlsdesc_static),
            tlsdesc_undefined_weak: address(rtld_tlsdesc_undefined_weak),
            debug_state: super::_dl_debug_state as *const () as usize,
            r_debug: (&raw mut data::r_debug).cast(),
            ..Hooks::NONE
        },
        exports: Exports {
            rtld_global: (&raw mut data::_rtld_global).cast(),
            rtld_global_ro: (&raw mut data::_rtld_global_ro).cast(),
            dl_argv: &raw mut data::_dl_argv,
            libc_stack_end: &raw mut data::__libc_stack_end,
            libc_enable_secure: &raw mut data::__libc_enable_secure,
            rseq_offset: &raw mut data::__rseq_offset,
            rseq_size: &raw mut data::__rseq_size,
            initial_report_events: &raw mut data::__nptl_initial_report_events,
            callbacks: super::callbacks(),
        },
        resolve: [rtld_resolve_fxsave, rtld_resolve_xsave, rtld_resolve_xsavec].map(address),
        tlsdesc: [rtld_tlsdesc_dynamic_fxsave, rtld_tlsdesc_dynamic_xsave, rtld_tlsdesc_dynamic_xsavec]
            .map(address),
        profile: [rtld_profile_sse, rtld_profile_avx, rtld_profile_avx512].map(address),
        save: SaveCells {
            resolve_size: &raw mut data::rtld_xsave_size,
            resolve_mask: &raw mut data::rtld_xsave_mask,
            tlsdesc_size: &raw mut data::rtld_tlsdesc_size,
            tlsdesc_mask: &raw mut data::rtld_tlsdesc_mask,
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
    init::exit();
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
