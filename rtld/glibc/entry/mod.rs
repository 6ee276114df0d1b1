//! What libc calls: the functions behind `_rtld_global_ro`'s pointers and behind the names it imports.
//!
//! In: C arguments. Out: C results, or a raised error. Here are those about objects; `lookup`, `threads` and `tunables` have
//! the others. Each shim takes the load lock if it must, calls the core, drops everything it owns, and only then raises: the
//! jump skips frames, so nothing with a destructor may be alive. Prototypes: glibc `sysdeps/generic/ldsodefs.h`,
//! `include/dlfcn.h`, `bits/dl_find_object.h`. Must not: hold logic that another C library would need too.

pub mod lookup;
pub mod threads;
pub mod tunables;

use crate::elf::Sym;
use crate::error::{DlError, Error, What};
use crate::glibc::errors::Failed;
use crate::glibc::{errors, glibc};
use crate::link::dl::{self, Mode, Target};
use crate::link::linker::linker;
use crate::link::object::ObjectRef;
use crate::link::{audit, find_object, locate, unload};
use crate::mem::foreign::Arguments;
use crate::mem::{heap, lock};
use core::ffi::{CStr, c_char, c_void};

/// `__LM_ID_CALLER` and LM_ID_NEWLM of dlmopen.
const LM_ID_CALLER: i64 = -2;

const LM_ID_NEWLM: i64 = -1;

/// `_dl_open`.
///
/// # Safety
/// As libc calls it: `file` is a string.
pub unsafe extern "C" fn open(
    file: *const c_char,
    mode: i32,
    caller: usize,
    namespace: i64,
    argc: i32,
    argv: *mut *mut u8,
    envp: *mut *mut u8,
) -> *mut c_void {
    // SAFETY: a string by libc's word; it lives until we return.
    let name = unsafe { CStr::from_ptr(file) }.to_bytes();
    let target = match namespace {
        LM_ID_CALLER => Target::Caller,
        LM_ID_NEWLM => Target::New,
        known => Target::Known(known),
    };
    let guard = lock::enter();
    match dl::open(name, Mode(mode as u32), caller, target, Arguments { argc, argv, envp }, &guard) {
        Ok(object) => object.map_or(core::ptr::null_mut(), |o| o.handle().cast()),
        Err(error) => errors::raise(error, Failed::Change, guard),
    }
}

/// `_dl_close`.
///
/// # Safety
/// `map` is a handle that `open` gave.
pub unsafe extern "C" fn close(map: *mut c_void) {
    let guard = lock::enter();
    // SAFETY: handed on to the caller.
    let result = match unsafe { ObjectRef::from_handle(map.cast()) } {
        Some(object) => unload::close(object),
        // glibc looks at what lies there, and dies.
        None => Err(Error::new(b"", What::Dl(DlError::NotOpen))),
    };
    if let Err(error) = result {
        errors::raise(error, Failed::Change, guard);
    }
}

/// `_dl_libc_freeres`: our memory is not the program's; there is nothing to give back.
pub extern "C" fn libc_freeres() {}

/// `_dl_error_free`.
///
/// # Safety
/// The string was made by `_dl_exception_create`, hence by the process's malloc.
pub unsafe extern "C" fn error_free(text: *mut u8) {
    // SAFETY: handed on to the caller.
    unsafe { glibc().functions().free(text) };
}

/// `struct dl_find_object` (bits/dl_find_object.h).
#[repr(C)]
pub struct FindObject {
    flags: u64,
    map_start: usize,
    map_end: usize,
    link_map: *mut u8,
    eh_frame: usize,
    reserved: [u64; 7],
}

/// `_dl_find_object`: async-signal-safe.
///
/// # Safety
/// `result` is writable.
pub unsafe extern "C" fn find_object(address: usize, result: *mut FindObject) -> i32 {
    let Some(place) = find_object::find(address) else { return -1 };
    // SAFETY: writable by the caller's word.
    unsafe {
        result.write(FindObject {
            flags: 0,
            map_start: place.start,
            map_end: place.end,
            link_map: place.handle,
            eh_frame: place.eh_frame_hdr,
            reserved: [0; 7],
        });
    }
    0
}

/// `_dl_readonly_area` (2.42): is the range in pages that no object may write? 0 read-only, 1 writable, 2 not known.
pub extern "C" fn readonly_area(address: usize, size: usize) -> i32 {
    let _guard = lock::enter();
    let Some(object) = linker().object_at(address) else { return 2 };
    let inside = |start: usize, end: usize| start <= address && address.saturating_add(size) <= end;
    let relro = object.relro().is_some_and(|(vaddr, len)| {
        let start = object.image.at(vaddr);
        inside(start, start + len as usize)
    });
    let constant = object.image.segments().any(|s| s.flags & crate::elf::PF_W == 0 && inside(s.start, s.end));
    i32::from(!(relro || constant))
}

/// `_dl_discover_osversion` (2.31).
pub extern "C" fn discover_osversion() -> i32 {
    0x00ff_ffff
}

/// `_dl_find_dso_for_object`.
pub extern "C" fn find_dso_for_object(address: usize) -> *mut u8 {
    // The heap lies in our image, but what is there (the first thread's variables, for one) is no part of any object.
    if heap::is_nursery(address) {
        return core::ptr::null_mut();
    }
    // libc asks with and without the lock.
    find_object::find(address).map_or(core::ptr::null_mut(), |place| place.handle)
}

/// `Dl_serinfo` and `Dl_serpath` (dlfcn.h).
#[repr(C)]
pub struct Serinfo {
    size: usize,
    count: u32,
    paths: [Serpath; 0],
}

#[repr(C)]
pub struct Serpath {
    name: *mut u8,
    flags: u32,
}

/// `_dl_rtld_di_serinfo (map, info, counting)`: the directories that would be searched on behalf of `map`.
///
/// # Safety
/// As libc's dlinfo calls it: `info` has the size an earlier, counting call stated.
pub unsafe extern "C" fn di_serinfo(map: *mut u8, info: *mut Serinfo, counting: bool) {
    let _guard = lock::enter();
    // SAFETY: libc's own link map.
    let Some(object) = (unsafe { ObjectRef::from_handle(map) }) else { return };
    let directories = locate::directories(object);
    let header = size_of::<Serinfo>();
    // SAFETY: `info` is writable, and large enough when it is filled (above).
    unsafe {
        if counting {
            let strings: usize = directories.iter().map(|d| d.len() + 1).sum();
            (*info).count = directories.len() as u32;
            (*info).size = header + directories.len() * size_of::<Serpath>() + strings;
            return;
        }
        let first = info.byte_add(header).cast::<Serpath>();
        let mut text = first.add(directories.len()).cast::<u8>();
        for (index, directory) in directories.iter().enumerate() {
            core::ptr::copy_nonoverlapping(directory.as_ptr(), text, directory.len());
            text.add(directory.len()).write(0);
            first.add(index).write(Serpath { name: text, flags: 0 });
            text = text.add(directory.len() + 1);
        }
    }
}

/// `_dl_audit_preinit`.
///
/// # Safety
/// `map` is a link map.
pub unsafe extern "C" fn audit_preinit(map: *mut u8) {
    // SAFETY: handed on to the caller.
    if let Some(object) = unsafe { ObjectRef::from_handle(map) } {
        audit::preinit(object);
    }
}

/// `_dl_audit_symbind_alt (map, ref, value, result)`: dlsym found something.
///
/// # Safety
/// As libc calls it.
pub unsafe extern "C" fn audit_symbind_alt(
    map: *mut u8,
    symbol: *const Sym,
    value: *mut usize,
    result: *mut u8,
) {
    // SAFETY: handed on to the caller.
    unsafe {
        if let (Some(user), Some(definer)) = (ObjectRef::from_handle(map), ObjectRef::from_handle(result)) {
            audit::bound_by_dlsym(user, definer, symbol, value);
        }
    }
}
