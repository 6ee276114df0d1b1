//! The system calls a loader makes, and what can go wrong with each.
//!
//! In: a call. Out: its name, the faults that fit it. The error numbers are those of the manual pages (section 2), and what
//! a filter of system calls (seccomp(2)) answers. Must not: know what the loader makes of it.

/// A call that was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
    pub number: i64,
    /// The file it is about.
    pub about: String,
}

/// One thing that goes wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Nothing is done and this error number answered.
    Fails(i32),
    /// It is done, and this error number answered: how close(2) fails.
    FailsAfterwards(i32),
    /// At most so many bytes are read.
    Short(u64),
}

use Fault::{Fails, FailsAfterwards, Short};

/// Names, and which faults fit.
const CALLS: &[(i64, &str, &[Fault])] = &[
    (
        libc::SYS_openat,
        "openat",
        &[
            Fails(libc::ENOENT),
            Fails(libc::EACCES),
            Fails(libc::EMFILE),
            Fails(libc::ENFILE),
            Fails(libc::ENOMEM),
            Fails(libc::EIO),
            Fails(libc::EINTR),
            Fails(libc::EPERM),
            Fails(libc::EOVERFLOW),
            Fails(libc::ELOOP),
        ],
    ),
    (libc::SYS_read, "read", READS),
    (libc::SYS_pread64, "pread64", READS),
    (libc::SYS_fstat, "fstat", &[Fails(libc::EIO), Fails(libc::ENOMEM), Fails(libc::EOVERFLOW)]),
    (
        libc::SYS_newfstatat,
        "newfstatat",
        &[
            Fails(libc::ENOENT),
            Fails(libc::EACCES),
            Fails(libc::EIO),
            Fails(libc::ENOMEM),
            Fails(libc::EOVERFLOW),
        ],
    ),
    (
        libc::SYS_mmap,
        "mmap",
        &[
            Fails(libc::ENOMEM),
            Fails(libc::EACCES),
            Fails(libc::EAGAIN),
            Fails(libc::ENFILE),
            Fails(libc::EPERM),
            Fails(libc::ENODEV),
            Fails(libc::EOVERFLOW),
        ],
    ),
    (libc::SYS_mprotect, "mprotect", &[Fails(libc::ENOMEM), Fails(libc::EACCES)]),
    (libc::SYS_munmap, "munmap", &[Fails(libc::ENOMEM)]),
    (libc::SYS_mremap, "mremap", &[Fails(libc::ENOMEM)]),
    (libc::SYS_madvise, "madvise", &[Fails(libc::EINVAL)]),
    (libc::SYS_close, "close", &[FailsAfterwards(libc::EINTR), FailsAfterwards(libc::EIO)]),
    (libc::SYS_access, "access", &[Fails(libc::ENOENT), Fails(libc::EACCES), Fails(libc::EIO)]),
    (libc::SYS_getdents64, "getdents64", &[Fails(libc::EIO), Fails(libc::ENOENT), Fails(libc::EINTR)]),
    (libc::SYS_getcwd, "getcwd", &[Fails(libc::ENOENT), Fails(libc::ERANGE)]),
    (libc::SYS_readlink, "readlink", &[Fails(libc::ENOENT), Fails(libc::EACCES), Fails(libc::EIO)]),
    (libc::SYS_arch_prctl, "arch_prctl", &[Fails(libc::EPERM), Fails(libc::EINVAL)]),
    (libc::SYS_set_tid_address, "set_tid_address", &[Fails(libc::ENOSYS)]),
    (libc::SYS_set_robust_list, "set_robust_list", &[Fails(libc::ENOSYS), Fails(libc::EINVAL)]),
    (libc::SYS_rseq, "rseq", &[Fails(libc::ENOSYS), Fails(libc::EPERM), Fails(libc::EBUSY)]),
    (libc::SYS_prlimit64, "prlimit64", &[Fails(libc::EPERM), Fails(libc::ENOSYS)]),
    (libc::SYS_futex, "futex", &[Fails(libc::EINTR), Fails(libc::EAGAIN)]),
    (libc::SYS_brk, "brk", &[Fails(libc::ENOMEM)]),
    (libc::SYS_mseal, "mseal", &[Fails(libc::ENOSYS), Fails(libc::EPERM)]),
    (libc::SYS_uname, "uname", &[Fails(libc::EFAULT)]),
    (libc::SYS_write, "write", &[Fails(libc::EIO), Fails(libc::EINTR), Fails(libc::EPIPE)]),
];

const READS: &[Fault] = &[
    Fails(libc::EIO),
    Fails(libc::EINTR),
    Fails(libc::ENOMEM),
    Fails(libc::EISDIR),
    Short(0),
    Short(1),
    Short(100),
];

/// Any other call may be refused by a filter.
const OTHERS: &[Fault] = &[Fails(libc::EPERM), Fails(libc::ENOSYS)];

impl Call {
    pub fn name(&self) -> String {
        let known = CALLS.iter().find(|row| row.0 == self.number);
        known.map_or_else(|| format!("system call {}", self.number), |row| row.1.to_string())
    }

    /// What can go wrong with it; nothing with what never returns.
    pub fn faults(&self) -> &'static [Fault] {
        match self.number {
            libc::SYS_exit_group | libc::SYS_exit | libc::SYS_rt_sigreturn => &[],
            number => CALLS.iter().find(|row| row.0 == number).map_or(OTHERS, |row| row.2),
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Fails(errno) | FailsAfterwards(errno) => write!(f, "{}", errno_name(errno)),
            Short(len) => write!(f, "{len} bytes"),
        }
    }
}

fn errno_name(errno: i32) -> &'static str {
    match errno {
        libc::EPERM => "EPERM",
        libc::ENOENT => "ENOENT",
        libc::EINTR => "EINTR",
        libc::EIO => "EIO",
        libc::EAGAIN => "EAGAIN",
        libc::ENOMEM => "ENOMEM",
        libc::EACCES => "EACCES",
        libc::EFAULT => "EFAULT",
        libc::EBUSY => "EBUSY",
        libc::ENODEV => "ENODEV",
        libc::EISDIR => "EISDIR",
        libc::EINVAL => "EINVAL",
        libc::ENFILE => "ENFILE",
        libc::EMFILE => "EMFILE",
        libc::EPIPE => "EPIPE",
        libc::ERANGE => "ERANGE",
        libc::ENOSYS => "ENOSYS",
        libc::ELOOP => "ELOOP",
        libc::EOVERFLOW => "EOVERFLOW",
        _ => "another error",
    }
}
