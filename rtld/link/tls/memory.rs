//! Memory for threads' dtvs and blocks of thread-local storage.
//!
//! In: sizes. Out: memory that knows by whom it is to be freed. Must not: be the loader's heap, which is used under the load
//! lock only.
//!
//! It comes from the program's malloc, where sanitizers look for it. But as long as a libc knows of one thread only, its
//! malloc takes no lock (`SINGLE_THREAD_P`), and of threads that another libc has made it knows nothing: those of auditors,
//! of libraries in other namespaces. So from the first libc on that is not the program's, it comes from the kernel.

use crate::link::linker::linker;
use crate::mem::image::PAGE;
use crate::sys::map::{self, Place, Protection};
use core::sync::atomic::{AtomicBool, Ordering};

static SEVERAL_LIBCS: AtomicBool = AtomicBool::new(false);

/// A libc that is not the program's is about to begin.
pub fn another_libc() {
    SEVERAL_LIBCS.store(true, Ordering::Release);
}

/// Of a mapping: begins with its length; what is allocated lies behind that.
const HEADER: usize = 16;
/// In the word: it is a mapping. malloc's addresses are multiples of 16.
const MAPPED: usize = 1;

/// Something allocated, or nothing; one word, so that a dtv can keep it.
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Memory(usize);

impl Memory {
    pub const NONE: Memory = Memory(0);

    pub fn allocate(size: usize) -> Option<Memory> {
        if SEVERAL_LIBCS.load(Ordering::Acquire) {
            return mapping(size);
        }
        let block = linker().tenant().malloc(size) as usize;
        (block != 0).then_some(Memory(block))
    }

    pub fn start(self) -> *mut u8 {
        (self.0 & !MAPPED) as *mut u8
    }

    /// # Safety
    /// Nobody uses it any more, and nobody else frees it.
    pub unsafe fn free(self) {
        // SAFETY: the block is the caller's; the header is the one that `mapping` wrote.
        unsafe {
            if self.0 & MAPPED != 0 {
                let start = self.start().sub(HEADER);
                map::unmap(start as usize, start.cast::<usize>().read());
            } else if !self.start().is_null() {
                linker().tenant().free(self.start());
            }
        }
    }
}

fn mapping(size: usize) -> Option<Memory> {
    let len = size.checked_add(HEADER)?.checked_next_multiple_of(PAGE)?;
    let start = map::anonymous(Place::Anywhere, len, Protection::READ_WRITE).ok()?;
    // SAFETY: a fresh mapping of a page at least.
    unsafe { (start as *mut usize).write(len) };
    Some(Memory((start + HEADER) | MAPPED))
}
