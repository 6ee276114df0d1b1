//! What a child may do: a mutated library can make a program call anything, and must not harm the machine that tests it.
//!
//! In: a child between fork and exec. Out: the same, without privileges, with bounded resources, and unable to signal,
//! fork, delete or connect. Must not: allocate (other threads of the parent may have held the allocator's lock).

use std::ffi::{c_int, c_long, c_void};

unsafe extern "C" {
    fn prctl(option: c_int, a: usize, b: *const c_void, c: usize, d: usize) -> c_int;
    fn setrlimit(resource: c_int, limit: *const [u64; 2]) -> c_int;
    fn setitimer(which: c_int, new: *const [i64; 4], old: *mut [i64; 4]) -> c_int;
    fn alarm(seconds: u32) -> u32;
    fn geteuid() -> u32;
    fn setgroups(size: usize, list: *const u32) -> c_int;
    fn setresgid(r: u32, e: u32, s: u32) -> c_int;
    fn setresuid(r: u32, e: u32, s: u32) -> c_int;
    fn unshare(flags: c_int) -> c_int;
    fn mount(source: *const u8, target: *const u8, kind: *const u8, flags: u64, data: *const c_void)
    -> c_int;
    fn ptrace(request: c_long, pid: c_int, address: usize, data: usize) -> c_long;
}

/// Bounds for one child.
#[derive(Clone, Copy)]
pub struct Limits {
    /// Of processor time; ten times as much by the clock.
    pub seconds: u32,
    /// Of address space.
    pub memory: u64,
}

const RLIMIT_FSIZE: c_int = 1;
const RLIMIT_CORE: c_int = 4;
const RLIMIT_AS: c_int = 9;
const ITIMER_PROF: c_int = 2;
const NOBODY: u32 = 65534;
const PR_SET_NO_NEW_PRIVS: c_int = 38;
const PR_SET_SECCOMP: c_int = 22;
const SECCOMP_MODE_FILTER: usize = 2;
const TRACEME: c_long = 0;

/// A statement of the kernel's filter language (seccomp(2)).
#[repr(C)]
struct Statement {
    code: u16,
    yes: u8,
    no: u8,
    operand: u32,
}

#[repr(C)]
struct Program {
    len: u16,
    statements: *const Statement,
}

/// kill fork vfork clone tkill rename rmdir unlink truncate chmod chown ptrace mount socket, and the newer ones of their
/// kind. abort() needs tgkill, which reaches only a thread whose number one knows.
const REFUSED: [u32; 26] = [
    62, 57, 58, 56, 435, 200, 82, 264, 316, 84, 87, 263, 76, 90, 91, 268, 92, 93, 94, 260, 101, 165, 41, 88,
    86, 169,
];

const fn filter() -> [Statement; 2 * REFUSED.len() + 2] {
    const LOAD_NUMBER: u16 = 0x20;
    const JUMP_IF_EQUAL: u16 = 0x15;
    const RETURN: u16 = 0x06;
    const ALLOW: u32 = 0x7fff_0000;
    const EPERM: u32 = 0x0005_0001;
    let mut all =
        [const { Statement { code: RETURN, yes: 0, no: 0, operand: ALLOW } }; 2 * REFUSED.len() + 2];
    all[0] = Statement { code: LOAD_NUMBER, yes: 0, no: 0, operand: 0 };
    let mut i = 0;
    while i < REFUSED.len() {
        all[1 + 2 * i] = Statement { code: JUMP_IF_EQUAL, yes: 0, no: 1, operand: REFUSED[i] };
        all[2 + 2 * i] = Statement { code: RETURN, yes: 0, no: 0, operand: EPERM };
        i += 1;
    }
    all
}

static FILTER: [Statement; 2 * REFUSED.len() + 2] = filter();

/// Puts this file over another one, for this process alone.
#[derive(Clone)]
pub struct Over {
    pub file: std::ffi::CString,
    pub target: std::ffi::CString,
}

/// Gives up what the child does not need, and asks to be traced.
///
/// # Safety
/// In the child, between fork and exec.
pub unsafe fn enter(limits: Limits, over: Option<&Over>) -> std::io::Result<()> {
    let failed = |result: c_int| if result < 0 { Err(std::io::Error::last_os_error()) } else { Ok(()) };
    // SAFETY: plain system calls on memory of ours.
    unsafe {
        if let Some(over) = over {
            cover(over)?;
        }
        if geteuid() == 0 {
            failed(setgroups(0, std::ptr::null()))?;
            failed(setresgid(NOBODY, NOBODY, NOBODY))?;
            failed(setresuid(NOBODY, NOBODY, NOBODY))?;
        }
        let seconds = i64::from(limits.seconds);
        failed(setitimer(ITIMER_PROF, &[0, 0, seconds, 0], std::ptr::null_mut()))?;
        alarm(limits.seconds * 10);
        failed(setrlimit(RLIMIT_AS, &[limits.memory, limits.memory]))?;
        failed(setrlimit(RLIMIT_CORE, &[0, 0]))?;
        failed(setrlimit(RLIMIT_FSIZE, &[16 << 20, 16 << 20]))?;
        failed(prctl(PR_SET_NO_NEW_PRIVS, 1, std::ptr::null(), 0, 0))?;
        ptrace(TRACEME, 0, 0, 0);
        let program = Program { len: FILTER.len() as u16, statements: FILTER.as_ptr() };
        failed(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, (&raw const program).cast(), 0, 0))
    }
}

/// # Safety
/// As `enter`.
unsafe fn cover(over: &Over) -> std::io::Result<()> {
    const NEWNS: c_int = 0x2_0000;
    const NEWUSER: c_int = 0x1000_0000;
    const BIND: u64 = 0x1000;
    const REC_PRIVATE: u64 = 0x4000 | 0x4_0000;
    // SAFETY: zero-terminated strings that live to the end of the call.
    let done = unsafe {
        let flags = if geteuid() == 0 { NEWNS } else { NEWNS | NEWUSER };
        unshare(flags) == 0
            && mount(
                c"none".as_ptr().cast(),
                c"/".as_ptr().cast(),
                std::ptr::null(),
                REC_PRIVATE,
                std::ptr::null(),
            ) == 0
            && mount(
                over.file.as_ptr().cast(),
                over.target.as_ptr().cast(),
                std::ptr::null(),
                BIND,
                std::ptr::null(),
            ) == 0
    };
    if done { Ok(()) } else { Err(std::io::Error::last_os_error()) }
}
