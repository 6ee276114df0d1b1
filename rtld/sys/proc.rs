//! The process: identity, exit, thread registration, futex.
//!
//! In: plain values. Out: plain values. Must not: know the layout of anybody's thread block; addresses are
//! passed in by those who do.

use super::call::{call, nr, plain};
use super::file;
use crate::arch::native::PAGE_SIZE;
use crate::bytes::{Owned, View};
use crate::error::Errno;
use alloc::vec::Vec;

/// Ends every thread.
pub fn exit(status: i32) -> ! {
    loop {
        let _ = plain(nr::EXIT_GROUP, [status as usize]);
    }
}

pub fn pid() -> i32 {
    plain(nr::GETPID, []).unwrap_or(0) as i32
}

/// The calling thread's id.
fn tid() -> i32 {
    plain(nr::GETTID, []).unwrap_or(0) as i32
}

/// Kills ourselves with SIGABRT and, should that be held back, exits.
pub fn abort() -> ! {
    let _ = plain(nr::TGKILL, [pid() as usize, tid() as usize, 6]);
    exit(127)
}

/// Writes sixteen random bytes, or, early after the machine's start, none: nobody waits for them.
///
/// # Safety
/// The bytes are writable, and nobody else uses them meanwhile.
pub unsafe fn fill_with_random_bytes(bytes: *mut [u8; 16]) {
    const GRND_NONBLOCK: usize = 1;
    // SAFETY: the caller's.
    let _ = unsafe { call(nr::GETRANDOM, [bytes as usize, 16, GRND_NONBLOCK]) };
}

/// Can the pages of `[address, address + len)` be read? Linux is asked since 5.14 to have them ready, as they will be needed.
fn can_read(address: usize, len: usize) -> bool {
    const MADV_POPULATE_READ: usize = 22;
    let start = address & !(PAGE_SIZE - 1);
    let Some(end) = address.checked_add(len).and_then(|end| end.checked_next_multiple_of(PAGE_SIZE)) else {
        return false;
    };
    // SAFETY: pages are made present if they are mapped; nothing in them changes.
    match unsafe { call(nr::MADVISE, [start, end - start, MADV_POPULATE_READ]) } {
        Ok(_) => true,
        Err(Errno::FAULT) => false,
        // NOMEM is said of what is not mapped, and by a filter of system calls.
        Err(_) => (start..end).step_by(PAGE_SIZE).all(is_read),
    }
}

/// The same for eight bytes and older kernels: a new signal mask is read before it is seen that nothing is to be done with it.
/// (It takes half the time, too, but valgrind remarks on it.)
fn is_read(address: usize) -> bool {
    const NOTHING: usize = usize::MAX;
    const SIZE: usize = 8;
    // SAFETY: with this first argument the call changes nothing; an address that cannot be read is what it reports.
    let answer = unsafe { call(nr::RT_SIGPROCMASK, [NOTHING, address, 0, SIZE]) };
    // No address at all is one that the kernel does not read.
    address != 0 && answer != Err(Errno::FAULT)
}

/// Memory of this process, if it can be read.
///
/// # Safety
/// What can be read now can be as long as the view is used.
pub unsafe fn readable(address: usize, len: usize) -> Option<View> {
    // SAFETY: it was just tried; it stays, by the caller's word.
    can_read(address, len).then(|| unsafe { View::new(address as *const u8, len) })
}

/// Is there executable memory at `address`? `None`: /proc does not say. Allocates nothing: the lazy resolver asks.
pub fn executes(address: usize) -> Option<bool> {
    let maps = file::open(c"/proc/self/maps").ok()?;
    let mut buffer = [0; 1024];
    // A line is `start-end rwxp ...`; `range` holds the numbers as far as read.
    let (mut range, mut column, mut found) = ([0usize; 2], Column::Number(0), false);
    loop {
        let bytes = maps.read(&mut buffer).ok().map(|len| buffer.get(..len).unwrap_or(&[]))?;
        if bytes.is_empty() {
            return Some(false);
        }
        for &byte in bytes {
            column = match (column, byte) {
                (_, b'\n') => {
                    if found {
                        return Some(false);
                    }
                    range = [0; 2];
                    Column::Number(0)
                }
                (Column::Number(0), b'-') => Column::Number(1),
                (Column::Number(_), b' ') => {
                    found = range[0] <= address && address < range[1];
                    Column::Rights
                }
                (Column::Number(which), digit) => {
                    let value = char::from(digit).to_digit(16)? as usize;
                    range[which] = range[which] << 4 | value;
                    column
                }
                (Column::Rights, b'x') if found => return Some(true),
                (Column::Rights, b' ') => Column::Rest,
                (same, _) => same,
            };
        }
    }
}

/// Where a file is mapped from its beginning, by its path; `None` where none is meant, or /proc does not say.
pub fn mapping_of(is_meant: impl Fn(&[u8]) -> bool) -> Option<usize> {
    let maps = file::open(c"/proc/self/maps").ok()?;
    let (mut text, mut buffer) = (Vec::new(), [0; 1024]);
    loop {
        let len = maps.read(&mut buffer).ok()?;
        if len == 0 {
            break;
        }
        text.extend_from_slice(buffer.get(..len)?);
    }
    // `start-end rights offset device inode  path`
    text.split(|&byte| byte == b'\n').find_map(|line| {
        let path = line.get(line.iter().position(|&byte| byte == b'/')?..)?;
        let offset = line.split(|&byte| byte == b' ').nth(2)?;
        let start = line.split(|&byte| byte == b'-').next()?;
        let value = |address, &digit: &u8| Some(address << 4 | char::from(digit).to_digit(16)? as usize);
        let is_first = offset.iter().all(|&digit| digit == b'0');
        (is_first && is_meant(path)).then(|| start.iter().try_fold(0usize, value))?
    })
}

/// Where in a line of /proc/self/maps.
#[derive(Clone, Copy)]
enum Column {
    Number(usize),
    Rights,
    Rest,
}

/// Does a thread of ours run, or wait for a processor only? Allocates nothing: the load lock is somebody else's.
pub fn is_runnable(tid: u32) -> bool {
    const PREFIX: &[u8] = b"/proc/self/task/";
    const SUFFIX: &[u8] = b"/stat\0";
    let mut path = [0u8; 40];
    let mut digits = [0u8; 10];
    let mut rest = tid;
    let mut first = digits.len();
    while rest > 0 || first == digits.len() {
        first -= 1;
        digits[first] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let parts = PREFIX.iter().chain(&digits[first..]).chain(SUFFIX);
    path.iter_mut().zip(parts).for_each(|(to, from)| *to = *from);
    let Ok(path) = core::ffi::CStr::from_bytes_until_nul(&path) else { return false };
    let mut text = [0u8; 128];
    let Ok(len) = file::open(path).and_then(|stat| stat.read(&mut text)) else { return false };
    // The name before the state is in parentheses, and may hold some (proc(5)).
    let text = text.get(..len).unwrap_or(&[]);
    let state = text.iter().rposition(|&byte| byte == b')').and_then(|end| text.get(end + 2));
    state == Some(&b'R')
}

/// Makes `address` the thread pointer.
///
/// # Safety
/// A valid thread control block of the running C library lies there.
pub unsafe fn set_thread_pointer(address: usize) -> Result<(), Errno> {
    const ARCH_SET_FS: usize = 0x1002;
    // SAFETY: handed on to the caller.
    unsafe { call(nr::ARCH_PRCTL, [ARCH_SET_FS, address]) }.map(drop)
}

/// Tells the kernel where to clear the thread id at thread exit; answers the id.
///
/// # Safety
/// `address` is a u32 that lives as long as the thread.
pub unsafe fn set_tid_address(address: usize) -> u32 {
    // SAFETY: handed on to the caller; the call cannot fail.
    unsafe { call(nr::SET_TID_ADDRESS, [address]) }.unwrap_or(0) as u32
}

/// # Safety
/// `head` is a `struct robust_list_head` of `len` bytes that lives as long as the thread.
pub unsafe fn set_robust_list(head: usize, len: usize) -> Result<(), Errno> {
    // SAFETY: handed on to the caller.
    unsafe { call(nr::SET_ROBUST_LIST, [head, len]) }.map(drop)
}

/// # Safety
/// `area` is a `struct rseq` of `len` bytes that lives as long as the thread.
pub unsafe fn register_rseq(area: usize, len: usize, signature: u32) -> Result<(), Errno> {
    // SAFETY: handed on to the caller.
    unsafe { call(nr::RSEQ, [area, len, 0, signature as usize]) }.map(drop)
}

const FUTEX_WAIT_PRIVATE: usize = 128;
const FUTEX_WAKE_PRIVATE: usize = 129;

/// Sleeps while the word at `address` is `value`; may wake for no reason.
pub fn futex_wait(address: *const u32, value: u32) {
    // SAFETY: the kernel only reads the word, and answers EFAULT if it is not there.
    let _ = unsafe { call(nr::FUTEX, [address as usize, FUTEX_WAIT_PRIVATE, value as usize, 0]) };
}

/// What uname(2) says: system, node, release, version, machine, domain.
pub fn system_names() -> [alloc::vec::Vec<u8>; 6] {
    let mut fields = [[0u8; 65]; 6];
    // SAFETY: the kernel writes a struct utsname, six fields of 65 bytes.
    let _ = unsafe { call(nr::UNAME, [(&raw mut fields) as usize]) };
    fields.map(|field| field.split(|&byte| byte == 0).next().unwrap_or(&[]).owned())
}

/// CLOCK_MONOTONIC, in nanoseconds.
#[inline(never)]
pub fn monotonic() -> u64 {
    const CLOCK_MONOTONIC: usize = 1;
    let mut time = [0u64; 2];
    // SAFETY: the kernel writes one timespec to `time`.
    let _ = unsafe { call(nr::CLOCK_GETTIME, [CLOCK_MONOTONIC, (&raw mut time) as usize]) };
    time[0].wrapping_mul(1_000_000_000).wrapping_add(time[1])
}

/// Sleeps at most `nanoseconds` while the word at `address` is `value`; answers how much of that time is left.
pub fn futex_wait_for(address: *const u32, value: u32, nanoseconds: u64) -> u64 {
    let begun = monotonic();
    let limit = [nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000];
    let limit = (&raw const limit) as usize;
    // SAFETY: the kernel only reads the word and the timespec, and answers EFAULT if they are not there.
    let _ = unsafe { call(nr::FUTEX, [address as usize, FUTEX_WAIT_PRIVATE, value as usize, limit]) };
    nanoseconds.saturating_sub(monotonic().wrapping_sub(begun))
}

/// Wakes up to `count` sleepers on the word at `address`.
pub fn futex_wake(address: *const u32, count: u32) {
    // SAFETY: the kernel uses the address as a key only.
    let _ = unsafe { call(nr::FUTEX, [address as usize, FUTEX_WAKE_PRIVATE, count as usize]) };
}

/// Has SIGPROF handled so many times per second of processor time. Without the kernel's leave nothing ticks.
#[cfg(not(test))]
pub fn each_tick(rate: u32, handler: extern "C" fn(i32, *const u8, *const u8)) {
    /// `struct sigaction` of the kernel.
    #[repr(C)]
    struct Action {
        handler: extern "C" fn(i32, *const u8, *const u8),
        flags: usize,
        restorer: unsafe extern "C" fn(),
        mask: u64,
    }
    const SIGPROF: usize = 27;
    const SIGINFO_RESTORER_RESTART: usize = 0x4 | 0x0400_0000 | 0x1000_0000;
    const ITIMER_PROF: usize = 2;
    unsafe extern "C" {
        fn rtld_signal_return();
    }
    let action = Action { handler, flags: SIGINFO_RESTORER_RESTART, restorer: rtld_signal_return, mask: 0 };
    let microseconds = 1_000_000 / i64::from(rate);
    let timer = [0, microseconds, 0, microseconds];
    // SAFETY: both structures are alive and whole; the handler is ours, and reads no more than the kernel gives it.
    unsafe {
        let _ = call(nr::RT_SIGACTION, [SIGPROF, (&raw const action) as usize, 0, size_of::<u64>()]);
        let _ = call(nr::SETITIMER, [ITIMER_PROF, (&raw const timer) as usize, 0]);
    }
}

#[cfg(test)]
pub fn each_tick(_rate: u32, _handler: extern "C" fn(i32, *const u8, *const u8)) {}

/// Replaces the process by another program; answers only why it could not.
///
/// # Safety
/// `argv` and `envp` are null-terminated arrays of strings.
pub unsafe fn execute(path: &core::ffi::CStr, argv: *mut *mut u8, envp: *mut *mut u8) -> Errno {
    // SAFETY: handed on to the caller.
    match unsafe { call(nr::EXECVE, [path.as_ptr() as usize, argv as usize, envp as usize]) } {
        Ok(_) => Errno(0),
        Err(errno) => errno,
    }
}

/// As many processors as glibc's diagnostics know of.
const MOST_PROCESSORS: usize = 8192;
type Processors = [u8; MOST_PROCESSORS / 8];

/// The numbers of the processors that the calling thread may run on.
pub fn affinity() -> Option<alloc::vec::Vec<usize>> {
    let mut mask: Processors = [0; _];
    // SAFETY: the kernel writes at most the size of `mask`.
    unsafe { call(nr::SCHED_GETAFFINITY, [0, size_of_val(&mask), (&raw mut mask) as usize]) }.ok()?;
    let is_allowed = |&cpu: &usize| mask.get(cpu / 8).is_some_and(|byte| byte >> (cpu % 8) & 1 != 0);
    Some((0..MOST_PROCESSORS).filter(is_allowed).collect())
}

/// Has the calling thread run on this processor alone.
pub fn run_on(cpu: usize) -> Result<(), Errno> {
    let mut mask: Processors = [0; _];
    *mask.get_mut(cpu / 8).ok_or(Errno::INVAL)? |= 1 << (cpu % 8);
    // SAFETY: the kernel reads the size of `mask`.
    unsafe { call(nr::SCHED_SETAFFINITY, [0, size_of_val(&mask), (&raw const mask) as usize]) }.map(drop)
}

/// Where the calling thread runs: the numbers of processor and node.
pub fn place() -> Option<(u32, u32)> {
    let (mut cpu, mut node) = (0u32, 0u32);
    // SAFETY: the kernel writes two words; the third argument means nothing any more.
    unsafe { call(nr::GETCPU, [(&raw mut cpu) as usize, (&raw mut node) as usize, 0]) }.ok()?;
    Some((cpu, node))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_runs_is_runnable() {
        assert!(is_runnable(tid() as u32));
        assert!(!is_runnable(u32::MAX));
        assert!(!is_runnable(0));
    }

    #[test]
    fn code_is_executable_and_data_is_not() {
        static DATA: [usize; 4] = [1; 4];
        assert_eq!(executes(pid as *const () as usize), Some(true));
        assert_eq!(executes(DATA.as_ptr() as usize), Some(false));
        assert_eq!(executes(8), Some(false));
        assert_eq!(executes(usize::MAX), Some(false));
    }
}
