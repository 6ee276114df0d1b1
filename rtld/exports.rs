//! Every exported name, on one screen: what libc imports from its dynamic linker, what debuggers and compilers look for,
//! and what our own assembly calls. The versions are in `arch/<machine>/exports.ver`.
//!
//! In: calls from libc and the trampolines. Out: the same calls into the library. Must not: hold logic.

use core::ffi::{CStr, c_char, c_void};
use rtld::elf::{Ehdr, Sym};
use rtld::glibc::entry::{self, FindObject, Serinfo};
use rtld::glibc::errors::{self, Exception};
use rtld::glibc::{Exports, globals::Callbacks};
use rtld::link::debugger::RDebug;
use rtld::link::linker::Hooks;
use rtld::link::object::ObjectRef;
use rtld::link::{audit, bind, init, profile, tls};
use rtld::say::{self, text};
use rtld::start::{self, Binary, HandOff, SaveCells};

/// What start-up writes and nobody after it lies in `.data.rel.ro.sealed`, inside our PT_GNU_RELRO (`start::seal`).
///
/// Room for the largest known layout, and then some; libc knows where in it each field is.
#[repr(C, align(64))]
pub struct Block<const N: usize>([u8; N]);

#[unsafe(no_mangle)]
pub static mut _rtld_global: Block<4608> = Block([0; 4608]);
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut _rtld_global_ro: Block<1024> = Block([0; 1024]);
unsafe extern "C" {
    /// The extended structure; the exported symbol says 40 bytes, the size of the plain one, which is what a program
    /// COPYes. Rust cannot state a symbol's size, so it is defined below.
    #[link_name = "_r_debug"]
    static mut r_debug: RDebug;
}

core::arch::global_asm!(
    ".pushsection .bss._r_debug, \"aw\", @nobits",
    ".balign 16",
    ".globl _r_debug",
    ".type _r_debug, @object",
    "_r_debug: .zero {extended}",
    ".size _r_debug, 40",
    ".popsection",
    extended = const size_of::<RDebug>(),
);
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut _dl_argv: *mut *mut u8 = core::ptr::null_mut();
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut __libc_stack_end: *mut u8 = core::ptr::null_mut();
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut __libc_enable_secure: i32 = 0;
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut __rseq_offset: isize = 0;
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut __rseq_size: u32 = 0;
#[unsafe(no_mangle)]
pub static __rseq_flags: u32 = 0;
#[unsafe(no_mangle)]
pub static mut __nptl_initial_report_events: u8 = 0;

// What the trampolines read (hidden: not in the version script).
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut rtld_xsave_size: u64 = 0;
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut rtld_xsave_mask: u32 = 0;
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut rtld_tlsdesc_size: u64 = 0;
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut rtld_tlsdesc_mask: u32 = 0;

#[repr(transparent)]
pub struct GenerationPointer(*const u64);

// SAFETY: points to an atomic that lives for ever.
unsafe impl Sync for GenerationPointer {}

static NO_GENERATION: u64 = 0;
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut rtld_tls_generation: GenerationPointer = GenerationPointer(&raw const NO_GENERATION);

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
            debug_state: _dl_debug_state as *const () as usize,
            r_debug: (&raw mut r_debug).cast(),
            ..Hooks::NONE
        },
        exports: Exports {
            rtld_global: (&raw mut _rtld_global).cast(),
            rtld_global_ro: (&raw mut _rtld_global_ro).cast(),
            dl_argv: &raw mut _dl_argv,
            libc_stack_end: &raw mut __libc_stack_end,
            libc_enable_secure: &raw mut __libc_enable_secure,
            rseq_offset: &raw mut __rseq_offset,
            rseq_size: &raw mut __rseq_size,
            initial_report_events: &raw mut __nptl_initial_report_events,
            callbacks: callbacks(),
        },
        resolve: [rtld_resolve_fxsave, rtld_resolve_xsave, rtld_resolve_xsavec].map(address),
        tlsdesc: [rtld_tlsdesc_dynamic_fxsave, rtld_tlsdesc_dynamic_xsave, rtld_tlsdesc_dynamic_xsavec]
            .map(address),
        profile: [rtld_profile_sse, rtld_profile_avx, rtld_profile_avx512].map(address),
        save: SaveCells {
            resolve_size: &raw mut rtld_xsave_size,
            resolve_mask: &raw mut rtld_xsave_mask,
            tlsdesc_size: &raw mut rtld_tlsdesc_size,
            tlsdesc_mask: &raw mut rtld_tlsdesc_mask,
        },
    }
}

fn callbacks() -> Callbacks {
    Callbacks {
        debug_printf: _dl_debug_printf as *const () as usize,
        mcount: _dl_mcount as *const () as usize,
        lookup_symbol_x: entry::lookup::lookup_symbol_x as *const () as usize,
        open: entry::open as *const () as usize,
        close: entry::close as *const () as usize,
        catch_error: _dl_catch_error as *const () as usize,
        error_free: entry::error_free as *const () as usize,
        tls_get_addr_soft: entry::threads::tls_get_addr_soft as *const () as usize,
        libc_freeres: entry::libc_freeres as *const () as usize,
        find_object: entry::find_object as *const () as usize,
        readonly_area: entry::readonly_area as *const () as usize,
        discover_osversion: entry::discover_osversion as *const () as usize,
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
        rtld_tls_generation = GenerationPointer(tls::modules::generation_ptr());
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

/// Debuggers put a breakpoint here (SVR4).
#[unsafe(no_mangle)]
#[inline(never)]
pub extern "C" fn _dl_debug_state() {
    // SAFETY: no instruction at all; it keeps the call from being removed.
    unsafe { core::arch::asm!("", options(nomem, nostack, preserves_flags)) };
}

#[unsafe(no_mangle)]
pub extern "C" fn _dl_mcount(from: usize, to: usize) {
    profile::count(from, to);
}

/// Variadic in C; integers and pointers arrive in the same registers either way (psABI, Parameter Passing).
///
/// # Safety
/// As glibc's: `format` is a string, and the arguments are what it asks for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _dl_debug_printf(
    format: *const c_char,
    a: usize,
    b: usize,
    c: usize,
    d: usize,
    e: usize,
) {
    // SAFETY: a string by the caller's word.
    let format = unsafe { CStr::from_ptr(format) };
    // SAFETY: the arguments fit the format by the caller's word.
    unsafe { say::debug::printf(format, [a, b, c, d, e]) };
}

/// # Safety
/// As glibc's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _dl_fatal_printf(format: *const c_char) -> ! {
    // SAFETY: a string by the caller's word.
    text::fatal_text(unsafe { CStr::from_ptr(format) }.to_str().unwrap_or("fatal error in libc"))
}

/// # Safety
/// As glibc's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _dl_exception_create(
    to: *mut Exception,
    object: *const c_char,
    text: *const c_char,
) {
    // SAFETY: handed on to the caller.
    unsafe { errors::create(to, object, text) }
}

/// # Safety
/// As glibc's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _dl_exception_free(exception: *mut Exception) {
    // SAFETY: handed on to the caller.
    unsafe {
        entry::error_free((*exception).buffer);
        exception.write(Exception::NONE);
    }
}

/// # Safety
/// As glibc's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _dl_catch_exception(to: *mut Exception, operate: usize, args: usize) -> i32 {
    // SAFETY: handed on to the caller.
    unsafe { errors::catch_exception(to, operate, args) }
}

/// # Safety
/// As glibc's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _dl_catch_error(
    object: *mut *const u8,
    text: *mut *const u8,
    malloced: *mut bool,
    operate: usize,
    args: usize,
) -> i32 {
    // SAFETY: handed on to the caller.
    unsafe { errors::catch_error(object, text, malloced, operate, args) }
}

/// # Safety
/// As glibc's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _dl_signal_exception(
    code: i32,
    exception: *const Exception,
    occasion: *const c_char,
) -> ! {
    // SAFETY: handed on to the caller.
    errors::throw(code, unsafe { &*exception }, occasion)
}

/// # Safety
/// As glibc's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _dl_signal_error(
    code: i32,
    object: *const c_char,
    occasion: *const c_char,
    text: *const c_char,
) -> ! {
    // SAFETY: handed on to the caller.
    unsafe { errors::signal(code, object, occasion, text) }
}

#[unsafe(no_mangle)]
pub extern "C" fn _dl_find_dso_for_object(address: usize) -> *mut u8 {
    entry::find_dso_for_object(address)
}

/// # Safety
/// As glibc's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _dl_allocate_tls(mem: *mut u8) -> *mut u8 {
    // SAFETY: handed on to the caller.
    unsafe { entry::threads::allocate_tls(mem) }
}

/// # Safety
/// As glibc's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _dl_allocate_tls_init(tcb: *mut u8, _variant: bool) -> *mut u8 {
    // SAFETY: handed on to the caller.
    unsafe { entry::threads::allocate_tls_init(tcb) }
}

/// # Safety
/// As glibc's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _dl_deallocate_tls(tcb: *mut u8, free_tcb: bool) {
    // SAFETY: handed on to the caller.
    unsafe { entry::threads::deallocate_tls(tcb, free_tcb) }
}

/// # Safety
/// As glibc's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _dl_get_tls_static_info(size: *mut usize, align: *mut usize) {
    // SAFETY: handed on to the caller.
    unsafe { entry::threads::get_tls_static_info(size, align) }
}

/// # Safety
/// As glibc's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn __nptl_change_stack_perm(thread: *mut u8) -> i32 {
    // SAFETY: handed on to the caller.
    unsafe { entry::threads::change_stack_perm(thread) }
}

#[unsafe(no_mangle)]
pub extern "C" fn _dl_make_stack_executable(stack_end: *mut *mut u8) -> i32 {
    entry::threads::make_stack_executable(stack_end)
}

/// # Safety
/// As glibc's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn __tunable_get_val(id: u32, value: *mut c_void, callback: usize) {
    // SAFETY: handed on to the caller.
    unsafe { entry::tunables::tunable_get_val(id, value, callback) }
}

#[unsafe(no_mangle)]
pub extern "C" fn __tunable_is_initialized(id: u32) -> bool {
    entry::tunables::tunable_is_initialized(id)
}

/// # Safety
/// As glibc's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _dl_rtld_di_serinfo(map: *mut u8, info: *mut Serinfo, counting: bool) {
    // SAFETY: handed on to the caller.
    unsafe { entry::di_serinfo(map, info, counting) }
}

/// # Safety
/// As glibc's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _dl_audit_preinit(map: *mut u8) {
    // SAFETY: handed on to the caller.
    unsafe { entry::audit_preinit(map) }
}

/// # Safety
/// As glibc's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _dl_audit_symbind_alt(
    map: *mut u8,
    symbol: *const Sym,
    value: *mut usize,
    result: *mut u8,
) {
    // SAFETY: handed on to the caller.
    unsafe { entry::audit_symbind_alt(map, symbol, value, result) }
}

/// `_dl_x86_get_cpu_features (max)`: the features' address, if the caller knows no more kinds than there are.
#[unsafe(no_mangle)]
pub extern "C" fn _dl_x86_get_cpu_features(_max: u32) -> *const u8 {
    rtld::glibc::cpu_features_address()
}

const _: () = assert!(size_of::<FindObject>() == 96);
