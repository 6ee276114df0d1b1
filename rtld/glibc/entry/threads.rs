//! What libc asks when it makes and unmakes threads: their TLS blocks, and the rights of their stacks.
//!
//! In: control blocks, as libc lays them out. Out: blocks with a dtv, filled; stacks that can be executed. A block that libc
//! wants from us comes from the process's malloc. Must not: run with the load lock: pthread_create holds others.

use crate::glibc::{glibc, tcb};
use crate::link::object::ObjectRef;
use crate::link::tenant::Thread;
use crate::link::tls::{dtv, static_block, told};
use crate::trace::Event;

/// `_dl_tls_get_addr_soft`.
///
/// # Safety
/// `map` is a link map.
pub unsafe extern "C" fn tls_get_addr_soft(map: *mut u8) -> *mut u8 {
    // SAFETY: handed on to the caller.
    match unsafe { ObjectRef::from_handle(map) } {
        Some(object) => dtv::address_if_any(&object),
        None => core::ptr::null_mut(),
    }
}

/// `_dl_allocate_tls`: what pthread_create calls for a new thread's block.
///
/// # Safety
/// `mem` is null or a control block as libc lays it out.
pub unsafe extern "C" fn allocate_tls(mem: *mut u8) -> *mut u8 {
    let tp = if mem.is_null() {
        let Some(tp) = allocate_block() else { return core::ptr::null_mut() };
        dtv::tell_of_block(|| Event::TcbAllocated { address: tp });
        tp
    } else {
        mem as usize
    };
    if dtv::allocate(tp).is_none() {
        if mem.is_null() {
            // SAFETY: it was made above, and nobody knows it.
            unsafe { free_block(tp) };
        }
        return core::ptr::null_mut();
    }
    dtv::initialise_thread(tp);
    tcb::hand_on_guard(tp);
    told::ready(tp);
    tp as *mut u8
}

/// Room for a static block and a control block from the process's malloc; the address to free lies behind it.
fn allocate_block() -> Option<usize> {
    let layout = glibc().layout();
    let (size, align) = (static_block::size() as usize, static_block::totals().align as usize);
    let tcb_size = layout.pthread.size as usize;
    let block = glibc().functions().malloc(size + tcb_size + align + size_of::<usize>());
    if block.is_null() {
        return None;
    }
    let tp = (block as usize + size).next_multiple_of(align);
    // SAFETY: the block was made large enough for static TLS, control block and this word.
    unsafe {
        (tp as *mut u8).write_bytes(0, tcb_size);
        ((tp + tcb_size) as *mut usize).write_unaligned(block as usize);
    }
    Some(tp)
}

/// `_dl_allocate_tls_init`: a cached stack is used again. The second argument, which came and changed its sense, says
/// nothing we need.
///
/// # Safety
/// `tcb` is null or a control block with a dtv.
pub unsafe extern "C" fn allocate_tls_init(tcb: *mut u8) -> *mut u8 {
    if !tcb.is_null() {
        dtv::initialise_thread(tcb as usize);
        tcb::hand_on_guard(tcb as usize);
        told::ready(tcb as usize);
    }
    tcb
}

/// `_dl_deallocate_tls`.
///
/// # Safety
/// `tcb` is the control block of a thread that does not run any more.
pub unsafe extern "C" fn deallocate_tls(tcb: *mut u8, free_tcb: bool) {
    dtv::tell_of_block(|| Event::TcbDeallocating { address: tcb as usize, with_memory: free_tcb });
    // SAFETY: handed on to the caller.
    unsafe {
        dtv::deallocate(tcb as usize);
        if free_tcb {
            free_block(tcb as usize);
        }
    }
}

/// # Safety
/// `allocate_block` made it, and nobody uses it any more.
unsafe fn free_block(tp: usize) {
    let at = tp + glibc().layout().pthread.size as usize;
    // SAFETY: the word behind the control block holds what malloc answered.
    unsafe { glibc().functions().free((at as *const *mut u8).read_unaligned()) };
}

/// `_dl_get_tls_static_info`: sanitizers ask for it by name.
///
/// # Safety
/// Both places are writable.
pub unsafe extern "C" fn get_tls_static_info(size: *mut usize, align: *mut usize) {
    // SAFETY: handed on to the caller.
    unsafe {
        size.write(static_block::size() as usize + glibc().layout().pthread.size as usize);
        align.write(static_block::totals().align as usize);
    }
}

/// `__nptl_change_stack_perm`.
///
/// # Safety
/// `thread` is a live thread's control block.
pub unsafe extern "C" fn change_stack_perm(thread: *mut u8) -> i32 {
    match tcb::change_stack(glibc(), Thread(thread as usize)) {
        Ok(()) => 0,
        Err(errno) => errno.0,
    }
}

/// `_dl_make_stack_executable`, up to 2.33: the first thread's stack, and by a flag those to come. libpthread puts a
/// function before it that does the threads there are.
pub extern "C" fn make_stack_executable(_stack_end: *mut *mut u8) -> i32 {
    match tcb::make_main_stack_executable(glibc()) {
        Ok(()) => 0,
        Err(errno) => errno.0,
    }
}

/// `_dl_init_static_tls` until libpthread comes: the one thread there is.
///
/// # Safety
/// `map` is a link map.
pub unsafe extern "C" fn init_static_tls(map: *mut u8) {
    // SAFETY: handed on to the caller.
    if let Some(object) = unsafe { ObjectRef::from_handle(map) } {
        static_block::initialise_in(object, Thread(tcb::current()));
    }
}
