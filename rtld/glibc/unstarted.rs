//! Which libc asks a loader that was never started.
//!
//! A static program that calls dlopen, iconv_open or getpwnam has a dynamic linker of its own. That maps libc.so.6 and, as libc
//! needs it, us; it relocates us like any library, and nobody calls our entry. What libc reads of our data the
//! program's linker has written there (`__rtld_static_init` of glibc's `elf/rtld_static_init.c`). What it asks of our functions are
//! tunables, by their ids, which differ from release to release; with another's the value may be wider than the place for it. And
//! what the processor can, of which its string functions make their choice: nobody has written that, for glibc's own loader asks the
//! processor while it is relocated.
//!
//! In: an address in libc's code. Out: the layout of that libc, and of that layout the processor's features. Must not: write anything
//! but what was found, or believe that anything was set up.

use crate::arch::native::{PAGE_SIZE, cpu as instructions};
use crate::bytes::{Table, View};
use crate::elf::{Ehdr, PT_NOTE, Phdr, dynamic, notes, relocs, symbols};
use crate::glibc::evidence_image::ImageOf;
use crate::glibc::layout::{Cpu, Layout};
use crate::glibc::tunables::Tunables;
use crate::glibc::{cpu, evidence, glibc, tables};
use crate::mem::image::Image;
use crate::plan::map;
use crate::sys::proc;
use alloc::vec::Vec;
use core::sync::atomic::{AtomicPtr, Ordering};

/// What was found: there is one libc that asks.
static FOUND: AtomicPtr<Layout> = AtomicPtr::new(core::ptr::null_mut());

/// The processor's features, once they were asked for.
static FEATURES: AtomicPtr<u64> = AtomicPtr::new(core::ptr::null_mut());

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

/// `struct cpu_features` for the libc whose code lies at `caller`.
#[cold]
pub fn cpu_features(caller: usize) -> *const u8 {
    let known = FEATURES.load(Ordering::Acquire);
    if !known.is_null() {
        return known.cast();
    }
    let layout = &layout(caller).unwrap_or(glibc().layout()).cpu;
    let words = alloc::vec![0u64; usize::from(layout.size).div_ceil(size_of::<u64>())].leak();
    // SAFETY: the words just made, as bytes, which the structure does not exceed.
    fill(layout, unsafe { core::slice::from_raw_parts_mut(words.as_mut_ptr().cast(), layout.size.into()) });
    FEATURES.store(words.as_mut_ptr(), Ordering::Release);
    words.as_ptr().cast()
}

/// While the program's linker relocates us: libc is mapped, and its functions for this processor will be chosen next, by what lies
/// in `ro`, which is still writable. Without /proc nothing is chosen.
///
/// # Safety
/// `ro` is our `_rtld_global_ro`.
#[cold]
pub unsafe fn introduce(ro: *mut u8) {
    let is_libc = |path: &[u8]| {
        let name = path.rsplit(|&byte| byte == b'/').next().unwrap_or(path);
        name == b"libc.so.6" || name.starts_with(b"libc-2.")
    };
    let Some(layout) = proc::mapping_of(is_libc).and_then(layout) else { return };
    let (at, size) = (layout.global_ro.x86_cpu_features, layout.cpu.size);
    // SAFETY: inside `_rtld_global_ro`, whose block is larger than any layout.
    fill(&layout.cpu, unsafe { core::slice::from_raw_parts_mut(ro.add(at.into()), size.into()) });
}

/// Asks the processor.
fn fill(layout: &Cpu, out: &mut [u8]) {
    // SAFETY: `detect` asks for XCR0 only where CPUID says OSXSAVE.
    let mut xcr0 = || unsafe { instructions::xgetbv() };
    let processor = cpu::detect(&mut instructions::cpuid, &mut xcr0, 0);
    let caches = cpu::caches(&processor, layout.rules, &mut instructions::cpuid);
    let features = cpu::features(&processor, &caches, layout.rules, &Tunables::NONE);
    cpu::write(&features, layout, out);
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
