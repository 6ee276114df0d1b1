//! Which libc asks a loader that was never started.
//!
//! A static program that calls dlopen, iconv_open or getpwnam has a dynamic linker of its own. That maps libc.so.6 and, as libc
//! needs it, us; it relocates us like any library, and nobody calls our entry. What libc reads of our data it has been told by the
//! program's linker (`__rtld_static_init` of glibc's `elf/rtld_static_init.c`). What it asks of our functions are tunables, by their
//! ids, which differ from release to release; with another's the value may be wider than the place for it.
//!
//! In: an address in libc's code. Out: the layout of that libc. Must not: write anything but what was found, or believe that
//! anything was set up.

use crate::arch::native::PAGE_SIZE;
use crate::bytes::{Table, View};
use crate::elf::{Ehdr, PT_NOTE, Phdr, dynamic, notes, relocs, symbols};
use crate::glibc::evidence_image::ImageOf;
use crate::glibc::layout::Layout;
use crate::glibc::{evidence, tables};
use crate::mem::image::Image;
use crate::plan::map;
use crate::sys::proc;
use alloc::vec::Vec;
use core::sync::atomic::{AtomicPtr, Ordering};

/// What was found: there is one libc that asks.
static FOUND: AtomicPtr<Layout> = AtomicPtr::new(core::ptr::null_mut());

/// How many pages before its code a library may begin.
const PAGES: usize = 4096;

/// The layout of the libc whose code lies at `caller`.
pub fn layout(caller: usize) -> Option<&'static Layout> {
    // SAFETY: null, or the address of a static, stored below.
    if let Some(found) = unsafe { FOUND.load(Ordering::Relaxed).as_ref() } {
        return Some(found);
    }
    let found =
        Library::around(caller).and_then(|library| library.of_build().or_else(|| library.by_evidence()))?;
    FOUND.store(core::ptr::from_ref(found).cast_mut(), Ordering::Relaxed);
    Some(found)
}

/// A mapped library, by the address of its ELF header.
struct Library {
    base: usize,
    headers: Table<Phdr>,
}

impl Library {
    /// The one that has this address: its header is the first behind, for its segments lie in the order of the file.
    fn around(address: usize) -> Option<Library> {
        let last = address & !(PAGE_SIZE - 1);
        for base in (0..PAGES).map_while(|pages| last.checked_sub(pages * PAGE_SIZE)) {
            let header: Ehdr = readable(base, size_of::<Ehdr>())?.read(0)?;
            if header.ident.starts_with(b"\x7fELF") {
                let (at, count) = (base.checked_add(header.phoff as usize)?, usize::from(header.phnum));
                let headers = readable(at, count * size_of::<Phdr>())?.table(0, count)?;
                return Some(Library { base, headers });
            }
        }
        None
    }

    fn of_build(&self) -> Option<&'static Layout> {
        let mut notes = self.headers.iter().filter(|header| header.kind == PT_NOTE);
        let build = notes.find_map(|header| {
            let at = self.base.checked_add(header.vaddr as usize)?;
            notes::build_id(readable(at, header.memsz as usize)?, header.align as usize)
        });
        build.and_then(tables::of_build)
    }

    /// Most of its .dynamic has addresses by now, in place of virtual addresses: the image has them all.
    fn by_evidence(&self) -> Option<&'static Layout> {
        let base = self.base as u64;
        let placed = |header: Phdr| Phdr { vaddr: base.wrapping_add(header.vaddr), ..header };
        let headers: Vec<Phdr> = self.headers.iter().map(placed).collect();
        let plan = map::plan(Table::of(headers.leak()), 0, None, PAGE_SIZE as u64).ok()?;
        let image = Image::adopt(0, &plan);
        let (vaddr, size) = plan.dynamic?;
        let dynamic = dynamic::read(&image, vaddr, size).ok()?;
        let symbols = symbols::read(&image, &dynamic).ok()?;
        let relocations = relocs::read(&image, &dynamic).ok()?;
        evidence::choose(&ImageOf { image: &image, symbols: &symbols, relocations: &relocations, base }).ok()
    }
}

/// Memory of this process, if it can be read.
fn readable(address: usize, len: usize) -> Option<View> {
    // SAFETY: nothing of a library in use goes while it asks.
    unsafe { proc::readable(address, len) }
}
