//! Errors at the boundary: how a failed dlopen or dlsym leaves the loader.
//!
//! glibc leaves a failed operation by a non-local exit to the innermost catch. Up to 2.36 that machinery is libc's
//! (`_dl_catch_error`, `_dl_signal_error` are defined by libc.so.6 and keep their state in libc's TLS), so ours
//! must forward; since 2.37 it is the loader's, and libc imports it. Which of the two is decided by whether libc
//! defines `_dl_signal_error`.
//!
//! In: an `Error`, as the last act of an outermost `extern "C"` shim, when nothing with a destructor is alive but the load lock's
//! guard, which it hands over. Out: never. Must not: leave with the load lock held.

use crate::arch::native::catch;
use crate::bytes::Owned;
use crate::error::Error;
use crate::glibc::glibc;
use crate::mem::foreign;
use crate::mem::lock::{self, Guard};
use crate::say::text;
use core::ffi::c_char;
use core::mem::MaybeUninit;
use core::sync::atomic::Ordering;

/// `struct dl_exception` (glibc `dl-exception.c`); the three words are the same in every version.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Exception {
    pub object: *const u8,
    pub message: *const u8,
    /// What to free, if `message` was allocated.
    pub buffer: *mut u8,
}

impl Exception {
    pub const NONE: Exception =
        Exception { object: core::ptr::null(), message: core::ptr::null(), buffer: core::ptr::null_mut() };
}

/// "out of memory", where nothing can be allocated.
const NO_MEMORY: &core::ffi::CStr = c"out of memory";

/// `_dl_exception_create`: copies both strings to one block of the process's malloc.
///
/// # Safety
/// `exception` is writable; `object` is null or a string; `message` is a string.
pub unsafe fn create(exception: *mut Exception, object: *const c_char, message: *const c_char) {
    // SAFETY: strings by the caller's word.
    let (object, message) = unsafe {
        let object = if object.is_null() { c"" } else { core::ffi::CStr::from_ptr(object) };
        (object.to_bytes(), core::ffi::CStr::from_ptr(message).to_bytes())
    };
    let made = of_parts(object, &[message]);
    // SAFETY: writable by the caller's word.
    unsafe { exception.write(made) };
}

/// The exception with these texts, the message in parts, in a block of the process's malloc.
fn of_parts(object: &[u8], message: &[&[u8]]) -> Exception {
    let length: usize = message.iter().map(|part| part.len()).sum();
    let block = glibc().functions().malloc(length + object.len() + 2);
    if block.is_null() {
        let (object, message) = (c"".as_ptr().cast(), NO_MEMORY.as_ptr().cast());
        return Exception { object, message, buffer: core::ptr::null_mut() };
    }
    // SAFETY: the block has room for both. glibc's order: message first, since a caller may free it.
    unsafe {
        let mut end = block;
        for part in message {
            end = put(end, part);
        }
        end.write(0);
        let object_at = end.add(1);
        put(object_at, object).write(0);
        Exception { object: object_at, message: block, buffer: block }
    }
}

/// # Safety
/// There is room for so many bytes.
unsafe fn put(at: *mut u8, bytes: &[u8]) -> *mut u8 {
    // SAFETY: handed on to the caller.
    unsafe {
        core::ptr::copy_nonoverlapping(bytes.as_ptr(), at, bytes.len());
        at.add(bytes.len())
    }
}

/// What failed. glibc's ld.so makes the exception of a lookup itself, and calls it so if nobody catches it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failed {
    Lookup,
    /// To open or to close.
    Change,
}

impl Failed {
    const fn occasion(self) -> *const c_char {
        match self {
            Failed::Lookup => c"symbol lookup error".as_ptr(),
            Failed::Change => core::ptr::null(),
        }
    }
}

/// Leaves the loader with this error. The loader's heap is used under the lock only: who made the error holds it still, and lets
/// go of it here.
pub fn raise(error: Error, failed: Failed, guard: Guard) -> ! {
    // libc's `_dl_signal_error` copies the strings, with the malloc of its own namespace; on the stack the jump leaks none. (Not
    // cleared: that would take longer than all else.)
    let mut room = [const { MaybeUninit::uninit() }; ROOM];
    let (errno, reason) = (text::errno_of(&error), text::reason(&error));
    let in_room = match failed {
        Failed::Change => in_room(&mut room, text::object_name(&error), &reason),
        Failed::Lookup => None,
    };
    if let Some((object, message)) = in_room {
        drop((error, reason, guard));
        // SAFETY: strings on this frame.
        unsafe { signal(errno, object, failed.occasion(), message) }
    }
    let object = text::object_name(&error).owned();
    drop((error, guard));
    // Nobody's malloc is called with the lock held.
    let exception = of_parts(&object, &[&reason]);
    let guard = lock::enter();
    drop((object, reason, guard));
    throw(errno, &exception, failed.occasion())
}

/// `raise` for a name that dlsym did not find, where nobody watches: without the lock and what it guards. Programs ask for what may
/// be missing, often.
pub fn raise_undefined(user: &[u8], name: &[u8], version: Option<&[u8]>) -> ! {
    let exception = of_parts(user, &text::undefined(name, version));
    throw(0, &exception, Failed::Lookup.occasion())
}

/// For most texts.
const ROOM: usize = 1024;

/// Both texts, terminated, if there is room for them.
fn in_room(
    room: &mut [MaybeUninit<u8>; ROOM],
    object: &[u8],
    message: &[u8],
) -> Option<(*const c_char, *const c_char)> {
    if object.len() + message.len() + 2 > ROOM {
        return None;
    }
    let start: *mut u8 = room.as_mut_ptr().cast();
    // SAFETY: as was just seen, the room has that many bytes.
    unsafe {
        let end = put(start, object);
        end.write(0);
        put(end.add(1), message).write(0);
        Some((start.cast(), end.add(1).cast()))
    }
}

/// `_dl_signal_error (errcode, objname, occasion, errstring)`.
///
/// # Safety
/// `object` and `occasion` are null or strings, `message` is a string.
pub unsafe fn signal(
    errno: i32,
    object: *const c_char,
    occasion: *const c_char,
    message: *const c_char,
) -> ! {
    let theirs = glibc().functions.signal_error.load(Ordering::Acquire);
    if theirs != 0 {
        // SAFETY: libc's _dl_signal_error; it copies the strings and does not return.
        unsafe {
            let f: extern "C" fn(i32, *const c_char, *const c_char, *const c_char) -> ! =
                core::mem::transmute(theirs);
            f(errno, object, occasion, message)
        }
    }
    let mut exception = Exception::NONE;
    // SAFETY: the exception is local; strings by the caller's word.
    unsafe { create(&raw mut exception, object, message) };
    throw(errno, &exception, occasion)
}

/// `_dl_signal_exception`: libc's up to 2.36, then ours.
pub fn throw(errno: i32, exception: &Exception, occasion: *const c_char) -> ! {
    let theirs = glibc().functions.signal_exception.load(Ordering::Acquire);
    if theirs != 0 {
        // SAFETY: libc's _dl_signal_exception; it takes the exception over and does not return.
        unsafe {
            let f: extern "C" fn(i32, *const Exception, *const c_char) -> ! = core::mem::transmute(theirs);
            f(errno, exception, occasion)
        }
    }
    let slot = catch_slot();
    // SAFETY: the slot is this thread's; what it points to is a frame of `catch_exception` below us.
    unsafe {
        let frame = slot.map_or(core::ptr::null_mut(), |slot| slot.read());
        if frame.is_null() {
            text::fatal_uncaught(errno, exception.object, exception.message, occasion.cast());
        }
        (*frame).exception.write(*exception);
        (*frame).errno = errno;
        catch::leave(&raw const (*frame).registers)
    }
}

/// A catch that is waiting: on the stack of `catch_exception`.
#[repr(C)]
pub struct Frame {
    registers: catch::Registers,
    exception: *mut Exception,
    errno: i32,
}

/// Where this thread's innermost catch is recorded: `rtld_catch` of its control block (2.37 and later).
///
/// Where libc keeps this state itself, ours serves only until the program's libc is relocated: for auditors, which run
/// before, in the one thread there is.
fn catch_slot() -> Option<*mut *mut Frame> {
    match glibc().layout().pthread.rtld_catch {
        Some(offset) => Some((super::tcb::current() + usize::from(offset.get())) as *mut *mut Frame),
        None => Some(EARLY.0.as_ptr()),
    }
}

struct Early(core::cell::Cell<*mut Frame>);

// SAFETY: used while there is one thread (catch_slot).
unsafe impl Sync for Early {}

static EARLY: Early = Early(core::cell::Cell::new(core::ptr::null_mut()));

/// `_dl_catch_exception`: runs `operate(args)`; answers 0, or the code of an error raised inside. A null
/// exception switches catching off for the call.
///
/// # Safety
/// `operate` is a C function that takes `args`; `exception` is null or writable.
pub unsafe fn catch_exception(exception: *mut Exception, operate: usize, args: usize) -> i32 {
    let theirs = glibc().functions.catch_exception.load(Ordering::Acquire);
    if theirs != 0 {
        // SAFETY: libc's _dl_catch_exception with its own arguments.
        unsafe {
            let f: extern "C" fn(*mut Exception, usize, usize) -> i32 = core::mem::transmute(theirs);
            return f(exception, operate, args);
        }
    }
    let Some(slot) = catch_slot() else {
        // SAFETY: handed on; without a thread there is nobody to catch for.
        unsafe { foreign::call1(operate, args) };
        return 0;
    };
    // SAFETY: the slot is this thread's; `enter` returns twice, the second time by `throw`.
    unsafe {
        let outer = slot.read();
        if exception.is_null() {
            slot.write(core::ptr::null_mut());
            // Ours (`without_catch`): it lets the state lock go when it calls what is not.
            foreign::service(operate, args);
            slot.write(outer);
            return 0;
        }
        let mut frame = Frame { registers: catch::Registers::ZERO, exception, errno: 0 };
        slot.write(&raw mut frame);
        let raised = catch::call(&raw mut frame.registers, operate, args);
        slot.write(outer);
        if !raised {
            exception.write(Exception::NONE);
            return 0;
        }
        core::ptr::read_volatile(&raw const frame.errno)
    }
}

/// `_dl_catch_error (objname, errstring, mallocedp, operate, args)`.
///
/// # Safety
/// As glibc's: the three out-pointers are writable, `operate` takes `args`.
pub unsafe fn catch_error(
    object: *mut *const u8,
    message: *mut *const u8,
    malloced: *mut bool,
    operate: usize,
    args: usize,
) -> i32 {
    let theirs = glibc().functions.catch_error.load(Ordering::Acquire);
    // SAFETY: as the caller says; libc's own function takes the same arguments.
    unsafe {
        if theirs != 0 {
            let f: extern "C" fn(*mut *const u8, *mut *const u8, *mut bool, usize, usize) -> i32 =
                core::mem::transmute(theirs);
            return f(object, message, malloced, operate, args);
        }
        catch_error_ourselves(object, message, malloced, operate, args)
    }
}

/// Apart, so that nothing but a jump stands before libc's own, which every dlsym passes.
///
/// # Safety
/// As `catch_error`.
#[cold]
#[inline(never)]
unsafe fn catch_error_ourselves(
    object: *mut *const u8,
    message: *mut *const u8,
    malloced: *mut bool,
    operate: usize,
    args: usize,
) -> i32 {
    let mut exception = Exception::NONE;
    // SAFETY: handed on to the caller.
    unsafe {
        let code = catch_exception(&raw mut exception, operate, args);
        object.write(exception.object);
        message.write(exception.message);
        malloced.write(!exception.buffer.is_null() && exception.message == exception.buffer);
        code
    }
}

/// Runs `f` with catching switched off: an error in a constructor is fatal, as in glibc.
pub fn without_catch(f: &mut dyn FnMut()) {
    let mut f = f;
    extern "C" fn call(f: *mut &mut dyn FnMut()) {
        // SAFETY: the pointer is the local below.
        unsafe { (*f)() };
    }
    // SAFETY: `call` takes the address of `f`, which outlives the call.
    unsafe { catch_exception(core::ptr::null_mut(), call as *const () as usize, (&raw mut f) as usize) };
}
