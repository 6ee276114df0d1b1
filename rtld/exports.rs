//! Every exported function: what libc imports from its dynamic linker, and what debuggers and compilers look for. The
//! variables are in `data`, what our own assembly calls in `trampolines`, the versions in `arch/<machine>/exports.ver`.
//!
//! In: calls from libc. Out: the same calls into the library. Must not: hold logic.

mod data;
mod trampolines;

use core::ffi::{CStr, c_char, c_void};
use rtld::elf::Sym;
use rtld::glibc::entry::{self, FindObject, Serinfo};
use rtld::glibc::errors::{self, Exception};
use rtld::glibc::globals::Callbacks;
use rtld::link::profile;
use rtld::say::{self, text};

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
    unsafe { say::debug::printf(format, &[a, b, c, d, e]) };
}

/// Variadic, too: what the format does not ask for is read all the same, from registers and from the caller's frame, and is nothing.
///
/// # Safety
/// As glibc's: `format` is a string, and the arguments are what it asks for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _dl_fatal_printf(
    format: *const c_char,
    a: usize,
    b: usize,
    c: usize,
    d: usize,
    e: usize,
    f: usize,
    g: usize,
) -> ! {
    // SAFETY: a string by the caller's word; the arguments fit it.
    unsafe { text::fatal_format(CStr::from_ptr(format), &[a, b, c, d, e, f, g]) }
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

/// Through this libdl.so.2 of 2.33's release branch calls ("dlfcn: Failures after dlmopen should not terminate process", bug
/// 15271).
#[unsafe(no_mangle)]
pub static _dl_catch_error_ptr: CatchError = _dl_catch_error;

type CatchError = unsafe extern "C" fn(*mut *const u8, *mut *const u8, *mut bool, usize, usize) -> i32;

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

/// From tunable.S, which is `__tunable_get_val` and says where libc asks.
///
/// # Safety
/// As glibc's, whose first three arguments these are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rtld_tunable_get_val(id: u32, value: *mut c_void, callback: usize, caller: usize) {
    // SAFETY: handed on to the caller.
    unsafe { entry::tunables::tunable_get_val(id, value, callback, caller) }
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

/// `_dl_x86_get_cpu_features (max)`, asked from the code at `caller`: the features' address, if the caller knows no more kinds than
/// there are.
#[unsafe(no_mangle)]
pub extern "C" fn rtld_cpu_features(_max: u32, caller: usize) -> *const u8 {
    rtld::glibc::cpu_features_address(caller)
}

/// Called by whoever relocates us, if that is not ourselves: the linker of a static program. What it answers is stored where nobody
/// looks.
#[unsafe(no_mangle)]
pub extern "C" fn rtld_introduce() -> usize {
    // SAFETY: our own block.
    unsafe { rtld::glibc::unstarted::introduce((&raw mut data::_rtld_global_ro).cast()) };
    0
}

const _: () = assert!(size_of::<FindObject>() == 96);
