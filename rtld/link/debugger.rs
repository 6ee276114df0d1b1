//! What debuggers see: `_r_debug`, `_dl_debug_state`, DT_DEBUG (SVR4 debugger interface; glibc `link.h`).
//!
//! In: a change of a namespace's list. Out: the structure updated and the function called on which gdb has its
//! breakpoint. Must not: be called before libc is relocated with RT_CONSISTENT: gdb then loads libthread_db,
//! which reads libc's relocated variables.
//!
//! `_r_debug` describes the base namespace. Once there is a second namespace its version becomes 2 and a chain of
//! extended structures follows, one per namespace ever used; unless the libc in use is older than that custom.
//!
//! The first five fields of a `struct link_map` are as public as `r_debug` (`link.h`). The tenant writes them with the
//! rest, but it knows its libc only once that is mapped, and debuggers stop before: they are shown those five.

use crate::gather::Gather;
use crate::link::customs::customs;
use crate::link::linker::{BASE, NAMESPACES, linker};
use crate::link::object::{ObjectRef, TENANT_AREA};
use crate::mem::foreign::{self, Arguments};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ffi::c_char;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicPtr, Ordering};

/// `struct r_debug_extended`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct RDebug {
    pub version: i32,
    pub map: *mut u8,
    pub breakpoint: usize,
    pub state: i32,
    pub loader_base: usize,
    pub next: *mut RDebug,
}

/// The bytes of the structure.
pub const SIZE: usize = size_of::<RDebug>();

impl RDebug {
    pub const ZERO: RDebug = RDebug {
        version: 0,
        map: core::ptr::null_mut(),
        breakpoint: 0,
        state: CONSISTENT,
        loader_base: 0,
        next: core::ptr::null_mut(),
    };
}

/// The public head of a `struct link_map`.
#[repr(C)]
struct PublicMap {
    addr: usize,
    name: *const c_char,
    ld: usize,
    next: *mut u8,
    prev: *mut u8,
}

const _: () = assert!(size_of::<PublicMap>() <= TENANT_AREA);

const CONSISTENT: i32 = 0;
const ADD: i32 = 1;
const DELETE: i32 = 2;

/// The structures of the namespaces, of which the base one has another; made with the first of the others, and then there for
/// ever. Under the load lock; debuggers read a stopped process.
static OTHERS: AtomicPtr<[RDebug; NAMESPACES]> = AtomicPtr::new(null_mut());

/// Where a namespace's structure lies.
fn structure(namespace: usize) -> Option<*mut RDebug> {
    if namespace == BASE {
        let base: *mut RDebug = linker().hooks().r_debug.cast();
        return (!base.is_null()).then_some(base);
    }
    let mut others = OTHERS.load(Ordering::Relaxed);
    if others.is_null() {
        others = Box::leak(Box::new([RDebug::ZERO; NAMESPACES]));
        OTHERS.store(others, Ordering::Relaxed);
    }
    Some(others.cast::<RDebug>().wrapping_add(namespace))
}

fn update(namespace: usize, state: i32) {
    let Some(debug) = structure(namespace) else { return };
    let hooks = linker().hooks();
    let first = linker().namespaces[namespace].first();
    // An auditor, or what its constructor opens.
    if namespace != BASE && !linker().is_running() {
        show_first();
        if linker().tenant().awaits_libc() {
            show(&linker().namespaces[namespace].list());
        }
    }
    // SAFETY: the exported structure, its copy in the program, or an element of OTHERS (there are NAMESPACES); under the load lock.
    unsafe {
        if (*debug).version == 0 {
            let chained = namespace != BASE && customs().shows_namespaces();
            (*debug).version = if chained { 2 } else { 1 };
            (*debug).breakpoint = hooks.debug_state;
            (*debug).loader_base = linker().loader.get().map_or(0, |l| l.image.bias);
            if chained {
                chain(namespace, debug);
            }
        }
        // What comes into an empty namespace: older releases show it when all of it is there.
        if state != ADD || !(*debug).map.is_null() || customs().shows_what_is_added() {
            (*debug).map = first.map_or(core::ptr::null_mut(), ObjectRef::handle);
        }
        (*debug).state = state;
        if namespace == BASE {
            copy_anew(debug);
        }
    }
    stop();
}

/// Calls the function on which debuggers have their breakpoint: they look what is new.
fn stop() {
    let function = linker().hooks().debug_state;
    if function != 0 {
        // SAFETY: the exported function, which does nothing; a debugger or Frida may have put a jump over it.
        unsafe { foreign::run(function, Arguments::NONE) };
    }
}

/// Appends a namespace's structure to the chain that begins at `_r_debug`.
///
/// # Safety
/// `debug` is `structure(namespace)`; the load lock is held.
unsafe fn chain(namespace: usize, debug: *mut RDebug) {
    let Some(mut last) = structure(BASE) else { return };
    debug_assert!(namespace != BASE);
    // SAFETY: the chain consists of our own structures and ends with null.
    unsafe {
        (*last).version = 2;
        while !(*last).next.is_null() {
            last = (*last).next;
        }
        (*last).next = debug;
    }
}

/// A new namespace will be filled: newer releases have debuggers look before there is anything.
pub fn expecting() {
    if customs().consistent_means_relocated() {
        stop();
    }
}

/// Objects are about to be added.
pub fn adding(namespace: usize) {
    update(namespace, ADD);
}

/// Objects are about to be removed.
pub fn removing(namespace: usize) {
    update(namespace, DELETE);
}

/// The list is whole again.
pub fn consistent(namespace: usize) {
    update(namespace, CONSISTENT);
}

/// Fills in the structure without stopping anybody (start-up, before the list is shown).
pub fn begin(program: ObjectRef) {
    if let Some(debug) = structure(BASE) {
        // SAFETY: our exported structure; one thread.
        unsafe {
            (*debug).version = 1;
            (*debug).breakpoint = linker().hooks().debug_state;
            (*debug).loader_base = linker().loader.get().map_or(0, |l| l.image.bias);
            (*debug).map = program.handle();
        }
    }
}

/// A start-up's list: what is mapped from the outset. The loader is part of it although nothing has asked for it yet: debuggers
/// know it from PT_INTERP, and would think that it went away. (Once an auditor has brought a libc the tenant writes lists, without
/// it: again, before debuggers stop.)
pub fn show_first() {
    let base = linker().namespaces[BASE].list();
    let loader = linker().loader.get().copied().filter(|loader| !base.contains(loader));
    let present: Vec<ObjectRef> =
        base.iter().take(1).copied().chain(loader).chain(base.iter().skip(1).copied()).gather();
    show(&present);
}

/// A list, as the tenant would write it.
fn show(objects: &[ObjectRef]) {
    let handle = |object: Option<&ObjectRef>| object.map_or(core::ptr::null_mut(), |o| o.handle());
    for (index, object) in objects.iter().enumerate() {
        let map = PublicMap {
            addr: object.image.bias,
            name: object.name.as_ptr(),
            ld: object.image.at(object.dynamic_vaddr),
            next: handle(objects.get(index + 1)),
            prev: handle(index.checked_sub(1).and_then(|before| objects.get(before))),
        };
        // SAFETY: the tenant's area is aligned for pointers and large enough (asserted above); one thread exists.
        unsafe { object.tenant_area().cast::<PublicMap>().write(map) };
    }
}

/// Stores the structure's address in the program's DT_DEBUG, where debuggers look first. Not before the auditors are there, as in
/// glibc: who found their libc, which is not yet relocated, would ask it about threads.
pub fn tell_program(program: ObjectRef) {
    let Some(index) = program.dynamic.debug() else { return };
    let at = program.dynamic.entries.address() + index * 16 + 8;
    if let (Some((start, end)), Some(debug)) = (program.image.store_window(at), structure(BASE))
        && start <= at
        && at + 8 <= end
    {
        // SAFETY: the entry's value, in a writable segment of the program, before RELRO is applied.
        unsafe { (at as *mut usize).write_unaligned(debug as usize) };
    }
}

/// The program's copy, if it has COPYed `_r_debug`, says what that says. It ends before the chain's pointer, so its version is 1.
///
/// # Safety
/// `base` is `structure(BASE)`; the load lock is held.
unsafe fn copy_anew(base: *mut RDebug) {
    let Some(copy) = linker().debug.get() else { return };
    // SAFETY: the copy has room for a `struct r_debug`: all fields but the last.
    unsafe {
        (*copy).version = 1;
        (*copy).map = (*base).map;
        (*copy).breakpoint = (*base).breakpoint;
        (*copy).state = (*base).state;
        (*copy).loader_base = (*base).loader_base;
    }
}

/// The program has COPYed `_r_debug`: that copy is kept current, too. Debuggers look at ours.
pub fn copied_to(copy: usize) {
    let copy = copy as *mut RDebug;
    if let Some(base) = structure(BASE).filter(|&base| base != copy) {
        linker().debug.set(Some(copy));
        // SAFETY: start-up, one thread.
        unsafe { copy_anew(base) };
    }
}
