//! The mapping of ld.so.cache.
//!
//! In: its path. Out: the parsed cache, while it is mapped. Must not: search. Owned by `link/search`, which maps
//! it when a search first reaches it and releases it at the end of the transaction, as glibc does: the next
//! dlopen must see what ldconfig wrote meanwhile.

use crate::bytes::View;
use crate::error::Errno;
use crate::mem::image::mapping;
use crate::plan::cache::Cache;
use crate::sys::file;
use crate::sys::map::{self, Place, Protection};
use core::ffi::CStr;

#[derive(Debug, Default)]
pub enum CacheFile {
    #[default]
    Unread,
    /// Missing or in no known layout: not tried again in this process.
    Unusable,
    Mapped(Mapping),
}

/// The file in memory, unmapped when dropped; what the cache answers is to be copied before that.
#[derive(Debug)]
pub struct Mapping {
    cache: Cache,
    address: usize,
    len: usize,
}

impl CacheFile {
    pub fn get(&self) -> Option<&Cache> {
        match self {
            CacheFile::Mapped(mapping) => Some(&mapping.cache),
            CacheFile::Unread | CacheFile::Unusable => None,
        }
    }

    /// Maps the file unless that was tried before; the error is what the kernel said. What it says of its own state
    /// just now is no reason not to try again.
    pub fn map(&mut self, path: &CStr) -> Result<(), Errno> {
        if !matches!(self, CacheFile::Unread) {
            return Ok(());
        }
        *self = CacheFile::Unusable;
        self.try_to_map(path).inspect_err(|errno| {
            if errno.is_passing() {
                *self = CacheFile::Unread;
            }
        })
    }

    fn try_to_map(&mut self, path: &CStr) -> Result<(), Errno> {
        let fd = file::open(path)?;
        let len = usize::try_from(fd.stat()?.size).unwrap_or(0);
        if len == 0 {
            return Ok(());
        }
        let address = map::file(Place::Anywhere, len, Protection::READ, &fd, 0)?;
        mapping::placed(address, len);
        // SAFETY: the mapping was made above and stays until the `Mapping` is dropped, or until no `Cache` came
        // of it. ldconfig replaces the file and never writes into it, so its pages stay backed.
        let view = unsafe { View::new(address as *const u8, len) };
        match Cache::parse(view) {
            Some(cache) => *self = CacheFile::Mapped(Mapping { cache, address, len }),
            // SAFETY: ours, and nothing reads it any more.
            None => unsafe { map::unmap(address, len) },
        }
        Ok(())
    }

    pub fn release(&mut self) {
        if matches!(self, CacheFile::Mapped(_)) {
            *self = CacheFile::Unread;
        }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours (`map`), and its only reader, the cache beside it, goes with it.
        unsafe { map::unmap(self.address, self.len) };
        mapping::removed(self.address, self.address + self.len);
    }
}
