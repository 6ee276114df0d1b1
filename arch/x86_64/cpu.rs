//! The instructions Rust has no word for: system calls, the thread pointer, CPUID, XGETBV, the time stamp counter.
//!
//! In: words. Out: words. Must not: interpret any of them; `sys/` gives system calls their types, `isa` and `state` give
//! CPUID's answers their meaning.
//! Called by: sys/ (syscall), glibc/ and link/tls (the thread pointer), start (CPUID, once per leaf: in a virtual machine
//! each costs a trap).

use core::arch::asm;

/// Where a function or variable of this image is, by its distance. The compiler would look into the GOT, where each has a word that
/// has to be relocated at every start.
#[macro_export]
macro_rules! own_address {
    ($symbol:path) => {{
        let address: usize;
        // SAFETY: a sum of two numbers.
        unsafe {
            core::arch::asm!("lea {}, [rip + {}]", out(reg) address, sym $symbol,
                options(pure, nomem, nostack, preserves_flags));
        }
        address
    }};
}

/// The bare system call with up to six arguments: the result, or a negated errno in -4095..=-1.
///
/// # Safety
/// The caller vouches for what this system call does with these arguments.
#[inline]
pub unsafe fn syscall<const N: usize>(number: usize, args: [usize; N]) -> isize {
    let arg = |i: usize| args.get(i).copied().unwrap_or(0);
    let result: isize;
    // SAFETY: psABI A.2.1: the kernel takes these registers, and changes none but rax, rcx, r11; what it does to memory
    // is the caller's word. Most calls have three arguments at most: the other registers are not loaded for them.
    unsafe {
        if N <= 3 {
            asm!(
                "syscall",
                inlateout("rax") number as isize => result,
                in("rdi") arg(0),
                in("rsi") arg(1),
                in("rdx") arg(2),
                lateout("rcx") _,
                lateout("r11") _,
                options(nostack),
            );
        } else {
            asm!(
                "syscall",
                inlateout("rax") number as isize => result,
                in("rdi") arg(0),
                in("rsi") arg(1),
                in("rdx") arg(2),
                in("r10") arg(3),
                in("r8") arg(4),
                in("r9") arg(5),
                lateout("rcx") _,
                lateout("r11") _,
                options(nostack),
            );
        }
    }
    result
}

/// Where a libc's control block says once more where it is (glibc `tcbhead_t.self`).
pub const SELF: u16 = 16;

/// The thread pointer. Before a thread has one this faults, at page zero. The word at it is its own address, too (TLS variant
/// II, psABI 3.4.2), but that is where an undefined weak thread-local variable lies: a program that stores into one has
/// changed it, and goes on under glibc's ld.so.
#[inline]
pub fn thread_pointer() -> usize {
    // SAFETY: the fs base is 0 until arch_prctl or clone sets it, to a control block that has its own address there.
    unsafe { load_at_thread_pointer(SELF as isize) }
}

/// The word `offset` bytes from the thread pointer.
///
/// # Safety
/// The thread pointer is set, and a word of the thread's own block or control block lies there.
#[inline]
pub unsafe fn load_at_thread_pointer(offset: isize) -> usize {
    let value: usize;
    // SAFETY: the caller's word.
    unsafe {
        asm!("mov {}, fs:[{}]", out(reg) value, in(reg) offset, options(nostack, preserves_flags, readonly));
    }
    value
}

/// Stores the word `offset` bytes from the thread pointer.
///
/// # Safety
/// As `load_at_thread_pointer`; and nothing in this thread holds a reference to the word.
#[inline]
pub unsafe fn store_at_thread_pointer(offset: isize, value: usize) {
    // SAFETY: the caller's word.
    unsafe {
        asm!("mov fs:[{}], {}", in(reg) offset, in(reg) value, options(nostack, preserves_flags));
    }
}

/// CPUID: eax, ebx, ecx, edx.
#[inline]
pub fn cpuid(leaf: u32, subleaf: u32) -> [u32; 4] {
    let words = core::arch::x86_64::__cpuid_count(leaf, subleaf);
    [words.eax, words.ebx, words.ecx, words.edx]
}

/// XCR0: the register states the kernel has enabled.
///
/// # Safety
/// CPUID leaf 1 has OSXSAVE; the instruction does not exist otherwise.
#[inline]
pub unsafe fn xgetbv() -> u64 {
    let (low, high): (u32, u32);
    // SAFETY: the caller's word.
    unsafe {
        asm!("xgetbv", in("ecx") 0, out("eax") low, out("edx") high, options(nomem, nostack, preserves_flags));
    }
    u64::from(high) << 32 | u64::from(low)
}

/// The time stamp counter, for LD_DEBUG=statistics.
#[inline]
pub fn rdtsc() -> u64 {
    // SAFETY: every x86-64 processor has it; Linux forbids it only to a process that asked (PR_SET_TSC).
    unsafe { core::arch::x86_64::_rdtsc() }
}

/// Where a thread was when a signal came.
///
/// # Safety
/// `context` is the `ucontext_t` that the kernel hands to a handler: its registers begin 40 bytes in, and rip is the
/// seventeenth of them (Linux, `arch/x86/include/uapi/asm/sigcontext.h`).
pub unsafe fn interrupted_at(context: *const u8) -> usize {
    const RIP: usize = 40 + 16 * 8;
    // SAFETY: the caller's word.
    unsafe { context.add(RIP).cast::<usize>().read() }
}

/// Has the page of `address` provided as for a store; nothing in it changes, even if others store there.
///
/// # Safety
/// The byte is writable.
#[inline(always)]
pub unsafe fn touch(address: *mut u8) {
    // In assembly, for the compiler would only read.
    // SAFETY: a writable byte (caller), which stays as it is.
    unsafe { core::arch::asm!("lock or byte ptr [{}], 0", in(reg) address, options(nostack)) };
}

/// The bytes that `prefetch` asks for, as every x86-64 has them.
pub const CACHE_LINE: usize = 64;

/// Asks for the cache line at `address`, which need not be readable.
#[inline(always)]
pub fn prefetch(address: *const u8) {
    // SAFETY: a prefetch never faults.
    unsafe { core::arch::x86_64::_mm_prefetch::<{ core::arch::x86_64::_MM_HINT_T0 }>(address.cast()) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_answers() {
        // SAFETY: getpid reads no memory; close of no descriptor is an error and nothing else.
        let (pid, error) = unsafe {
            (syscall(super::super::nr::GETPID, []), syscall(super::super::nr::CLOSE, [usize::MAX; 6]))
        };
        assert_eq!(pid, std::process::id() as isize);
        assert_eq!(error, -9);
    }

    #[test]
    fn the_thread_pointer_points_to_itself() {
        let pointer = thread_pointer();
        // SAFETY: the test runs in a thread of libc's, which set it up.
        unsafe {
            assert_eq!(*(pointer as *const usize), pointer);
            store_at_thread_pointer(0, pointer);
            assert_eq!(load_at_thread_pointer(0), pointer);
            assert_eq!(load_at_thread_pointer(SELF as isize), pointer);
        }
    }

    #[test]
    fn the_processor_answers() {
        let [highest, ..] = cpuid(0, 0);
        assert!(highest >= 1);
        let [_, _, features, _] = cpuid(1, 0);
        if features & 1 << 27 != 0 {
            // SAFETY: OSXSAVE was just seen.
            assert_eq!(unsafe { xgetbv() } & 3, 3, "x87 and SSE are always enabled");
        }
        let before = rdtsc();
        assert!(rdtsc() >= before);
    }
}
