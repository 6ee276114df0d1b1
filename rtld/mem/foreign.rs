//! The only calls into code that is not ours: constructors, destructors, IFUNC resolvers, hooks.
//!
//! In: addresses that the caller has checked to lie in an executable segment of a loaded object. Out: what
//! the code answers. Must not: hold anything across the call; foreign code may call back into the loader,
//! longjmp, fork or exit. The state lock is let go meanwhile (`lock::Pause`), except in `service` calls: libc's own
//! locks and allocator, which neither fork nor call back; and except where `Caller::Anybody` calls.

use crate::mem::lock;
use core::ptr::null_mut;

unsafe extern "C" {
    /// arch's call.S.
    fn rtld_call(function: usize, a: usize, b: usize, c: usize) -> usize;
}

/// On whose behalf foreign code is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Caller {
    /// The loader's, which has nothing half done just now.
    Loader,
    /// Of whatever code makes a first call, or a traced one. It may be a signal handler that has interrupted the loader: a lock that
    /// its thread has is the interrupted frame's, in whose midst nobody is to fork.
    Anybody,
}

fn pause_for(caller: Caller) -> Option<lock::Pause> {
    (caller == Caller::Loader).then(lock::pause)
}

/// argc, argv, envp as constructors get them.
#[derive(Clone, Copy)]
pub struct Arguments {
    pub argc: i32,
    pub argv: *mut *mut u8,
    pub envp: *mut *mut u8,
}

impl Arguments {
    /// A destructor and a breakpoint get none.
    pub const NONE: Arguments = Arguments { argc: 0, argv: null_mut(), envp: null_mut() };
}

/// Runs a constructor, a destructor, a breakpoint.
///
/// # Safety
/// `address` is a function of the constructor's type in executable memory of a relocated object.
pub unsafe fn run(address: usize, with: Arguments) {
    let _paused = lock::pause();
    // SAFETY: handed on to the caller.
    unsafe { rtld_call(address, with.argc as usize, with.argv as usize, with.envp as usize) };
}

/// Asks an IFUNC resolver for the implementation (psABI: called without arguments on x86-64).
///
/// # Safety
/// As `run`.
#[inline]
pub unsafe fn resolve(address: usize, caller: Caller) -> usize {
    let _paused = pause_for(caller);
    // SAFETY: handed on to the caller.
    unsafe { rtld_call(address, 0, 0, 0) }
}

/// Calls `f(a)`.
///
/// # Safety
/// `address` is a C function that takes one word and answers one.
pub unsafe fn call1(address: usize, a: usize) -> usize {
    // SAFETY: handed on to the caller.
    let f: extern "C" fn(usize) -> usize = unsafe { core::mem::transmute(address) };
    let _paused = lock::pause();
    f(a)
}

/// Calls `f(a, b)`.
///
/// # Safety
/// `address` is a C function that takes two words and answers one.
pub unsafe fn call2(address: usize, a: usize, b: usize) -> usize {
    // SAFETY: handed on to the caller.
    let f: extern "C" fn(usize, usize) -> usize = unsafe { core::mem::transmute(address) };
    let _paused = lock::pause();
    f(a, b)
}

/// Calls `f(a)` with the state lock held: a function of libc that neither forks nor calls back.
///
/// # Safety
/// `address` is a C function that takes one word and answers one.
pub unsafe fn service(address: usize, a: usize) -> usize {
    // SAFETY: handed on to the caller.
    let f: extern "C" fn(usize) -> usize = unsafe { core::mem::transmute(address) };
    f(a)
}

/// Calls `f(a, b, c)`.
///
/// # Safety
/// `address` is a C function that takes three words and answers one.
pub unsafe fn call3(address: usize, a: usize, b: usize, c: usize) -> usize {
    // SAFETY: handed on to the caller.
    let f: extern "C" fn(usize, usize, usize) -> usize = unsafe { core::mem::transmute(address) };
    let _paused = lock::pause();
    f(a, b, c)
}

/// Calls a function of six words.
///
/// # Safety
/// `address` is a C function that takes six words and answers one.
pub unsafe fn call6(address: usize, [a, b, c, d, e, f]: [usize; 6], caller: Caller) -> usize {
    type Function = extern "C" fn(usize, usize, usize, usize, usize, usize) -> usize;
    // SAFETY: handed on to the caller.
    let function: Function = unsafe { core::mem::transmute(address) };
    let _paused = pause_for(caller);
    function(a, b, c, d, e, f)
}

/// Calls a function of seven words, for a call that is traced: on behalf of `Caller::Anybody`.
///
/// # Safety
/// `address` is a C function that takes seven words and answers one.
pub unsafe fn call7(address: usize, [a, b, c, d, e, f, g]: [usize; 7]) -> usize {
    type Function = extern "C" fn(usize, usize, usize, usize, usize, usize, usize) -> usize;
    // SAFETY: handed on to the caller.
    let function: Function = unsafe { core::mem::transmute(address) };
    function(a, b, c, d, e, f, g)
}

/// Calls a function of eight words, for a call that is traced: on behalf of `Caller::Anybody`.
///
/// # Safety
/// `address` is a C function that takes eight words and answers one.
pub unsafe fn call8(address: usize, [a, b, c, d, e, f, g, h]: [usize; 8]) -> usize {
    type Function = extern "C" fn(usize, usize, usize, usize, usize, usize, usize, usize) -> usize;
    // SAFETY: handed on to the caller.
    let function: Function = unsafe { core::mem::transmute(address) };
    function(a, b, c, d, e, f, g, h)
}
