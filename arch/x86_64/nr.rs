//! The kernel's system call numbers of x86-64 (Linux, arch/x86/entry/syscalls/syscall_64.tbl), those the loader uses.
//!
//! Called by: sys/. A system call that is not listed here is one the loader never makes.

pub const READ: usize = 0;
pub const WRITE: usize = 1;
pub const CLOSE: usize = 3;
pub const FSTAT: usize = 5;
pub const MMAP: usize = 9;
pub const MPROTECT: usize = 10;
pub const MUNMAP: usize = 11;
pub const RT_SIGACTION: usize = 13;
pub const RT_SIGPROCMASK: usize = 14;
pub const PREAD64: usize = 17;
pub const ACCESS: usize = 21;
pub const MADVISE: usize = 28;
pub const SETITIMER: usize = 38;
pub const GETPID: usize = 39;
pub const EXECVE: usize = 59;
pub const UNAME: usize = 63;
pub const FTRUNCATE: usize = 77;
pub const GETCWD: usize = 79;
pub const READLINK: usize = 89;
pub const ARCH_PRCTL: usize = 158;
pub const GETTID: usize = 186;
pub const FUTEX: usize = 202;
pub const SCHED_SETAFFINITY: usize = 203;
pub const SCHED_GETAFFINITY: usize = 204;
pub const GETDENTS64: usize = 217;
pub const SET_TID_ADDRESS: usize = 218;
pub const CLOCK_GETTIME: usize = 228;
pub const EXIT_GROUP: usize = 231;
pub const TGKILL: usize = 234;
pub const OPENAT: usize = 257;
pub const NEWFSTATAT: usize = 262;
pub const SET_ROBUST_LIST: usize = 273;
pub const GETCPU: usize = 309;
pub const GETRANDOM: usize = 318;
pub const RSEQ: usize = 334;
pub const MSEAL: usize = 462;
