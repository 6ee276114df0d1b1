//! What is mapped before we run: this loader, the program whose interpreter it is, the vDSO.
//!
//! In: addresses from the kernel (AT_PHDR, AT_SYSINFO_EHDR; our own ELF header). Out: objects like any other, made from what
//! lies in memory. Must not: trust the program's headers: the kernel maps files that it does not understand, and then
//! AT_PHDR may be any address.

use crate::bytes::{Name, Table, View};
use crate::elf::versions::{Version, elf_hash};
use crate::elf::{Ehdr, PT_LOAD, Phdr};
use crate::error::{Error, MapError, Result, What};
use crate::link::customs::{self, customs};
use crate::link::linker::{BASE, linker};
use crate::link::load::{self, Identity};
use crate::link::object::{Kind, ObjectRef};
use crate::link::tls::told;
use crate::link::{init, lookup};
use crate::mem::image::{Image, PAGE, mapping};
use crate::mem::stack::{Initial, Vector, at};
use crate::plan::bias::{self, Candidates, Placed};
use crate::plan::map;
use crate::say::text;
use crate::sys::proc;
use crate::trace::{self, Category};
use alloc::ffi::CString;

/// We are an object like any other: parsed from our own headers.
pub fn loader(ehdr: *const Ehdr, initial: Initial) -> ObjectRef {
    let bias = ehdr as usize;
    // SAFETY: our own header and program headers, in our first segment.
    let (header, view) = unsafe {
        let header = ehdr.read();
        let at = (ehdr as *const u8).add(header.phoff as usize);
        (header, View::new(at, header.phnum as usize * size_of::<Phdr>()))
    };
    let name = initial.argument(0).map_or_else(CString::default, owned);
    match adopt(Kind::Loader, name, bias, view, header.entry) {
        Ok(loader) => {
            let _ = linker().loader.set(loader);
            mapping::begins(bias);
            init::skip(loader);
            loader
        }
        Err(error) => text::fatal(&error),
    }
}

/// The program, which the kernel mapped and whose interpreter we are.
pub fn program(vector: &Vector, loader: ObjectRef) -> Result<ObjectRef> {
    let auxiliary = |kind| vector.get(kind).unwrap_or(0);
    let (address, count) = (auxiliary(at::PHDR), auxiliary(at::PHNUM));
    // If they lie in no segment, AT_PHDR is the program's base (`fs/binfmt_elf.c`), where anything may be, or nothing; they may go
    // on behind their segment; and a segment may be one that nobody may read. The kernel maps it all the same.
    let len = count.saturating_mul(size_of::<Phdr>());
    // SAFETY: AT_PHDR and AT_PHNUM describe the program's headers in its memory (getauxval(3)), which stays.
    let Some(view) = (unsafe { proc::readable(address, len) }) else {
        return Err(Error::new(b"", What::Map(MapError::NoSegments)));
    };
    let placed = Placed { headers: address as u64, entry: auxiliary(at::ENTRY) as u64 };
    let bias = view.table::<Phdr>(0, count).map_or(0, |headers| program_bias(headers, placed));
    let entry = auxiliary(at::ENTRY).wrapping_sub(bias) as u64;
    let program = adopt(Kind::Program, CString::default(), bias, view, entry)?;
    if let Some(name) = program.interpreter() {
        // Under this name the kernel opened us.
        loader.rename(owned(name));
        loader.begin_names(name.bytes());
    }
    if trace::on(Category::Files) {
        load::trace_flags(program);
    }
    if trace::anything() {
        told::mapped(program);
    }
    Ok(program)
}

/// The program's base. Where its headers do not tell, the ELF header that each candidate leads to is asked.
fn program_bias(headers: Table<Phdr>, placed: Placed) -> usize {
    let candidates = Candidates::of(headers, placed);
    if let Some(bias) = candidates.plain() {
        return bias as usize;
    }
    let is_borne_out = |&bias: &u64| {
        let vaddr = bias::header(headers);
        vaddr
            .and_then(|vaddr| elf_header(bias.wrapping_add(vaddr) as usize))
            .is_some_and(|header| bias::bears_out(&header, headers, placed, bias))
    };
    candidates.each().find(is_borne_out).unwrap_or(candidates.likeliest()) as usize
}

/// The ELF header at an address where there may be one, or nothing.
fn elf_header(address: usize) -> Option<Ehdr> {
    // SAFETY: it is read here and now, and there is one thread.
    unsafe { proc::readable(address, size_of::<Ehdr>()) }?.read(0)
}

/// The vDSO, if the kernel gave one that can be read.
pub fn vdso(initial: Initial) -> Option<ObjectRef> {
    let address = initial.auxiliary(at::SYSINFO_EHDR).filter(|&a| a != 0)?;
    // SAFETY: AT_SYSINFO_EHDR points to the vDSO's header; its program headers follow in the same page.
    let (header, view) = unsafe {
        let header = (address as *const Ehdr).read();
        let at = (address as *const u8).add(header.phoff as usize);
        (header, View::new(at, header.phnum as usize * size_of::<Phdr>()))
    };
    let table = view.table::<Phdr>(0, header.phnum as usize)?;
    let first = table.iter().find(|p| p.kind == PT_LOAD)?;
    let bias = address.wrapping_sub((first.vaddr - first.offset) as usize);
    // A vDSO we cannot read is a vDSO we do without, as libc can.
    let vdso = adopt(Kind::Vdso, c"linux-vdso.so.1".into(), bias, view, header.entry).ok()?;
    vdso.searchlist.fill(&[vdso]);
    // Whoever dlopens it finds it open, as it is: there is nothing to relocate or to initialise.
    vdso.state().open_roots.set(true);
    init::skip(vdso);
    Some(vdso)
}

/// The lines about the vDSO's functions, which glibc looks up first of all.
pub fn trace_vdso(vdso: ObjectRef) {
    if !lookup::is_noted() && !trace::on(Category::Symbols) {
        return;
    }
    let names = [
        c"__vdso_clock_gettime",
        c"__vdso_gettimeofday",
        c"__vdso_time",
        c"__vdso_getcpu",
        c"__vdso_clock_getres",
    ];
    customs::ask_ahead();
    let random = customs().asks_vdso_for_random().then_some(c"__vdso_getrandom");
    let version = Name::of(c"LINUX_2.6");
    let version = Version { name: version, hash: elf_hash(version), hidden: false };
    for name in names.into_iter().chain(random) {
        lookup::trace_reference(vdso, Name::of(name), version, &vdso.searchlist);
    }
}

/// An object from the headers that lie at `headers`.
fn adopt(kind: Kind, name: CString, bias: usize, headers: View, entry: u64) -> Result<ObjectRef> {
    let fail = |what| Error::new(b"", What::Map(what));
    let count = headers.len() / size_of::<Phdr>();
    let table = headers.table::<Phdr>(0, count).ok_or_else(|| fail(MapError::NoSegments))?;
    let mut plan = map::plan(table, 0, None, PAGE as u64).map_err(fail)?;
    // Whatever they say of themselves.
    plan.phdr_vaddr = Some(table.address().wrapping_sub(bias) as u64);
    let image = Image::adopt(bias, &plan);
    // Before anything else of it is read: a bias that is not the kernel's makes every address wrong.
    if kind == Kind::Program && !image.executes(image.at(entry)) {
        return Err(fail(MapError::NotExecutable));
    }
    let who = Identity { kind, name, namespace: BASE, file: None, entry };
    let headers = load::place_headers(&image, &plan, table);
    load::assemble(who, image, &plan, headers)
}

fn owned(name: Name) -> CString {
    CString::new(name.bytes()).unwrap_or_default()
}
