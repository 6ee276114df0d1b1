//! Files: open, status, read.
//!
//! In: zero-terminated paths. Out: owned descriptors (closed on drop), copies of what the kernel says.
//! Must not: search or interpret. Every descriptor is O_CLOEXEC.
//!
//! Of the calls that serve a purpose it makes the one that glibc 2.36 makes: a program may run behind a seccomp filter
//! that allows what was seen under ld.so. So the status of a descriptor is that of an empty path (40 ns more than fstat),
//! and fstat only where a filter refuses that.

use super::call::{call, nr};
use crate::error::Errno;
use alloc::vec::Vec;
use core::ffi::CStr;
use core::mem::MaybeUninit;

const AT_FDCWD: usize = -100isize as usize;
const AT_EMPTY_PATH: usize = 0x1000;
const O_CLOEXEC: usize = 0o2000000;
const O_RDONLY: usize = 0;
const O_DIRECTORY: usize = 0o200000;
const O_WRONLY: usize = 1;
const O_CREAT: usize = 0o100;
const O_APPEND: usize = 0o2000;
const O_NOFOLLOW: usize = 0o400000;
const O_RDWR: usize = 2;

/// An open file.
#[derive(Debug)]
pub struct Fd(i32);

/// The parts of `struct stat` a linker needs.
#[derive(Clone, Copy, Debug)]
pub struct Stat {
    pub dev: u64,
    pub ino: u64,
    pub size: u64,
    pub mode: u32,
}

impl Stat {
    pub fn is_directory(&self) -> bool {
        self.mode & 0o170000 == 0o040000
    }

    /// How far it may be mapped: to its end. Of what is not a regular file, as a block device, stat(2) does not say where that
    /// is; mmap refuses a pipe by itself.
    pub fn mappable(&self) -> u64 {
        if self.mode & 0o170000 == 0o100000 { self.size } else { u64::MAX }
    }

    pub fn is_setuid(&self) -> bool {
        self.mode & 0o4000 != 0
    }
}

/// The kernel's `struct stat` on this machine: 144 bytes on x86-64 (asm/stat.h).
#[repr(C)]
struct KernelStat {
    dev: u64,
    ino: u64,
    nlink: u64,
    mode: u32,
    ids: [u32; 3],
    rdev: u64,
    size: i64,
    rest: [u64; 11],
}

impl KernelStat {
    const ZERO: KernelStat =
        KernelStat { dev: 0, ino: 0, nlink: 0, mode: 0, ids: [0; 3], rdev: 0, size: 0, rest: [0; 11] };

    fn stat(&self) -> Stat {
        Stat { dev: self.dev, ino: self.ino, size: self.size.max(0) as u64, mode: self.mode }
    }
}

const _: () = assert!(size_of::<KernelStat>() == 144);

fn open_flags(path: &CStr, flags: usize, mode: usize) -> Result<Fd, Errno> {
    // A file system over a network may answer a signal (open(2), EINTR).
    loop {
        // SAFETY: `path` is zero-terminated and readable for the call.
        match unsafe { call(nr::OPENAT, [AT_FDCWD, path.as_ptr() as usize, flags | O_CLOEXEC, mode]) } {
            Err(Errno::INTR) => {}
            opened => return opened.map(|fd| Fd(fd as i32)),
        }
    }
}

/// Opens for reading.
pub fn open(path: &CStr) -> Result<Fd, Errno> {
    open_flags(path, O_RDONLY, 0)
}

/// Opens a directory to be listed.
pub fn open_directory(path: &CStr) -> Result<Fd, Errno> {
    open_flags(path, O_RDONLY | O_DIRECTORY, 0)
}

/// Opens a log to append to, making it if it is not there.
pub fn append(path: &CStr) -> Result<Fd, Errno> {
    open_flags(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0o666)
}

/// Opens a file to be mapped shared and written, making it if it is not there.
pub fn create(path: &CStr) -> Result<Fd, Errno> {
    open_flags(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o666)
}

/// The status of a path.
#[inline(never)]
pub fn stat(path: &CStr) -> Result<Stat, Errno> {
    let mut out = KernelStat::ZERO;
    // SAFETY: the path is zero-terminated; the kernel writes one `struct stat` to `out`.
    unsafe {
        call(nr::NEWFSTATAT, [AT_FDCWD, path.as_ptr() as usize, (&raw mut out) as usize, 0])?;
    }
    Ok(out.stat())
}

/// May the user who started us (the real one, access(2)) read the file?
pub fn is_readable(path: &CStr) -> bool {
    access(path, 4).is_ok()
}

/// May that user execute it?
pub fn executable(path: &CStr) -> Result<(), Errno> {
    access(path, 1)
}

fn access(path: &CStr, mode: usize) -> Result<(), Errno> {
    // SAFETY: `path` is zero-terminated and readable for the call.
    unsafe { call(nr::ACCESS, [path.as_ptr() as usize, mode]) }.map(|_| ())
}

/// What a symbolic link says, into `buffer`.
pub fn read_link<'a>(path: &CStr, buffer: &'a mut [u8]) -> Result<&'a [u8], Errno> {
    // SAFETY: the path is zero-terminated, the kernel writes at most buffer.len() bytes.
    let len =
        unsafe { call(nr::READLINK, [path.as_ptr() as usize, buffer.as_mut_ptr() as usize, buffer.len()])? };
    Ok(buffer.get(..len).unwrap_or(&[]))
}

/// The current directory, without the terminating zero.
pub fn current_directory(buffer: &mut [u8]) -> Result<&[u8], Errno> {
    // SAFETY: the kernel writes at most buffer.len() bytes.
    let len = unsafe { call(nr::GETCWD, [buffer.as_mut_ptr() as usize, buffer.len()])? };
    Ok(buffer.get(..len.saturating_sub(1)).unwrap_or(&[]))
}

impl Fd {
    pub fn number(&self) -> i32 {
        self.0
    }

    pub fn stat(&self) -> Result<Stat, Errno> {
        let mut out = KernelStat::ZERO;
        let (fd, at) = (self.0 as usize, (&raw mut out) as usize);
        // SAFETY: the path is empty; the kernel writes one `struct stat` to `out`.
        let done = unsafe { call(nr::NEWFSTATAT, [fd, c"".as_ptr() as usize, at, AT_EMPTY_PATH]) };
        if let Err(Errno::NOSYS | Errno::PERM) = done {
            // SAFETY: as above.
            unsafe { call(nr::FSTAT, [fd, at])? };
        } else {
            done?;
        }
        Ok(out.stat())
    }

    /// Fills `buffer` from the file's current position; short only at the end of the file.
    pub fn read(&self, buffer: &mut [u8]) -> Result<usize, Errno> {
        fill(buffer, |rest, _| {
            // SAFETY: the kernel writes at most rest.len() bytes.
            unsafe { call(nr::READ, [self.0 as usize, rest.as_mut_ptr() as usize, rest.len()]) }
        })
    }

    /// Fills what room `buffer` has left from the file's current position; short only at the end of the file.
    pub fn append(&self, buffer: &mut Vec<u8>) -> Result<(), Errno> {
        loop {
            let room = buffer.spare_capacity_mut();
            let (start, len) = (room.as_mut_ptr() as usize, room.len());
            // SAFETY: the kernel writes at most `len` bytes.
            match unsafe { call(nr::READ, [self.0 as usize, start, len]) } {
                Ok(0) => return Ok(()),
                // SAFETY: so many bytes behind its end were written.
                Ok(count) => unsafe { buffer.set_len(buffer.len() + count) },
                Err(Errno::INTR) => {}
                Err(errno) => return Err(errno),
            }
            if buffer.len() == buffer.capacity() {
                return Ok(());
            }
        }
    }

    /// Fills `buffer` from byte `offset` of the file; short only at the end of the file.
    pub fn read_at(&self, buffer: &mut [u8], offset: u64) -> Result<usize, Errno> {
        fill(buffer, |rest, done| {
            let at = (offset as usize).wrapping_add(done);
            // SAFETY: the kernel writes at most rest.len() bytes.
            unsafe { call(nr::PREAD64, [self.0 as usize, rest.as_mut_ptr() as usize, rest.len(), at]) }
        })
    }

    /// Names in a directory: raw `linux_dirent64` records; none at the end. Of the room only what they take is written.
    pub fn entries<'a>(&self, room: &'a mut [MaybeUninit<u8>]) -> Result<&'a [u8], Errno> {
        let start = room.as_mut_ptr();
        // SAFETY: the kernel writes at most room.len() bytes, and says how many.
        unsafe {
            let len = call(nr::GETDENTS64, [self.0 as usize, start as usize, room.len()])?;
            Ok(core::slice::from_raw_parts(start.cast(), len))
        }
    }

    /// Sets the file's length.
    pub fn set_size(&self, size: u64) -> Result<(), Errno> {
        super::call::plain(nr::FTRUNCATE, [self.0 as usize, size as usize]).map(drop)
    }
}

fn fill(
    buffer: &mut [u8],
    mut read: impl FnMut(&mut [u8], usize) -> Result<usize, Errno>,
) -> Result<usize, Errno> {
    let mut done = 0;
    while let Some(rest) = buffer.get_mut(done..).filter(|r| !r.is_empty()) {
        match read(rest, done) {
            Ok(0) => break,
            Ok(n) => done = done.saturating_add(n),
            Err(Errno::INTR) => {}
            Err(e) => return Err(e),
        }
    }
    Ok(done)
}

impl Drop for Fd {
    fn drop(&mut self) {
        // An error of close leaves the descriptor closed on Linux; there is nothing to do about it.
        let _ = super::call::plain(nr::CLOSE, [self.0 as usize]);
    }
}
