//! MAP and PARSE: from a file that the search accepted to an object.
//!
//! In: `candidate::Found`, the name it was asked under, the namespace. Out: an `ObjectRef` that is in no list yet.
//! Nothing of the file is executed here. Must not: search, relocate, or publish anything.

use crate::bytes::{Owned, Space, Table};
use crate::elf::dynamic::Dynamic;
use crate::elf::dynamic::lasting::Lasting;
use crate::elf::header::FileKind;
use crate::elf::relocs::Relocations;
use crate::elf::{self, Phdr, versions};
use crate::error::{
    Error, MapError, ParseError, Result, SearchError, TlsError, VersionError, VersionErrorKind, What,
};
use crate::link::candidate::Found;
use crate::link::customs::{self, customs};
use crate::link::linker::{BASE, linker};
use crate::link::object::facts::Facts;
use crate::link::object::{FileId, Kind, Object, ObjectRef};
use crate::link::stack;
use crate::link::tls::told;
use crate::link::transaction::display_name;
use crate::mem::image::{Image, PAGE};
use crate::plan;
use crate::plan::customs::Low;
use crate::plan::map::{self, Plan};
use crate::say::debug::{began, emit, tell, took};
use crate::sys::map::Place;
use crate::trace::{self, Category, Event, Stage};
use alloc::ffi::CString;
use alloc::vec::Vec;

/// Why a file is loaded: decides what is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// The program of an explicit invocation.
    Program,
    /// Needed by an object, or preloaded.
    Needed,
    /// By dlopen.
    Opened,
    /// By LD_PRELOAD and its like.
    Preloaded,
    /// By LD_AUDIT and its like.
    Auditor,
}

impl Purpose {
    /// What the search calls it.
    pub fn search(self) -> plan::search::Purpose {
        match self {
            Purpose::Program => plan::search::Purpose::Program,
            Purpose::Needed | Purpose::Opened => plan::search::Purpose::Library,
            Purpose::Preloaded => plan::search::Purpose::Preload,
            Purpose::Auditor => plan::search::Purpose::Auditor,
        }
    }
}

/// A file mapped and parsed as for a load, for a look at it: nobody else sees the object, and nothing of it stays.
pub fn look<R>(found: Found, ask: impl FnOnce(&Object) -> R) -> Result<R> {
    let fail = |what: MapError| Error::new(b"", What::Map(what));
    let plan =
        map::plan(found.program_headers(), found.header.phoff, Some(found.stat.mappable()), PAGE as u64);
    let mut plan = plan.map_err(fail)?;
    plan.make_inert();
    let image = Image::map(&plan, &found.fd, Place::Anywhere).map_err(fail)?;
    let name = CString::from(found.path.as_c_str());
    let identity = Identity { kind: Kind::Library, name, namespace: BASE, file: None, entry: 0 };
    let headers = place_headers(&image, &plan, found.program_headers());
    let object = assemble(identity, image, &plan, headers)?;
    let answer = ask(&object);
    // SAFETY: nobody but this function and `ask`, which kept nothing, has seen the object.
    unsafe { object.free() };
    Ok(answer)
}

/// Maps and parses what `found` names. `name` is what was asked for: it stands in messages.
pub fn load(found: Found, name: &[u8], namespace: usize, purpose: Purpose) -> Result<ObjectRef> {
    let start = if trace::anything() { begins(name, namespace) } else { 0 };
    let object = map_and_parse(found, name, namespace, purpose)?;
    if trace::anything() {
        ends(object, start);
    }
    Ok(object)
}

#[cold]
#[inline(never)]
fn begins(name: &[u8], namespace: usize) -> u64 {
    tell(Category::Files, || Event::LinkMap { name, namespace });
    began()
}

#[cold]
#[inline(never)]
fn ends(object: ObjectRef, start: u64) {
    if trace::on(Category::Files) {
        trace_addresses(object);
    }
    told::mapped(object);
    took(Stage::Map, || display_name(object), start);
}

fn map_and_parse(found: Found, name: &[u8], namespace: usize, purpose: Purpose) -> Result<ObjectRef> {
    let fail = |what: MapError| Error::new(name, What::Map(what));
    let table = found.program_headers();
    let mut plan =
        map::plan(table, found.header.phoff, Some(found.stat.mappable()), PAGE as u64).map_err(fail)?;
    let fixed = found.header.kind == FileKind::Executable;
    if fixed && purpose != Purpose::Program {
        return Err(fail(MapError::Executable));
    }
    if !fixed && plan.folds_back() {
        return Err(fail(MapError::NotPageAligned));
    }
    // One at address 0 counts as none, as in glibc.
    if plan.dynamic.is_none_or(|(vaddr, _)| vaddr == 0) && !fixed {
        return Err(fail(MapError::NoDynamic));
    }
    let place = if fixed {
        Place::Free(plan.start as usize)
    } else if belongs_low(&plan) {
        Place::Low
    } else if plan.start != 0 {
        Place::Preferred(plan.start as usize)
    } else {
        Place::Anywhere
    };
    if linker().options().look_only {
        plan.make_inert();
    }
    let image = Image::map(&plan, &found.fd, place).map_err(fail)?;
    let kind = if purpose == Purpose::Program { Kind::Program } else { Kind::Library };
    let path = if purpose == Purpose::Program { CString::default() } else { found.path };
    // As if the kernel had mapped it: a program is known by no file, so opening it again by its path is refused.
    let file = (kind != Kind::Program).then_some(FileId::of(&found.stat));
    let identity = Identity { kind, name: path, namespace, file, entry: found.header.entry };
    let rule = found.rule;
    let headers = place_headers(&image, &plan, table);
    // The object takes its place.
    drop(found.start);
    let object = assemble(identity, image, &plan, headers).map_err(|e| name_error(e, name))?;
    object.state().rule.set(Some(rule));
    refuse(object, name, purpose).and_then(|()| stack::grant(object, name)).inspect_err(|_| {
        // SAFETY: nobody but this function has seen the object.
        unsafe { object.free() };
    })?;
    Ok(object)
}

#[cold]
#[inline(never)]
fn trace_addresses(object: ObjectRef) {
    trace_flags(object);
    emit(&Event::Mapped {
        dynamic: object.image.at(object.dynamic_vaddr),
        base: object.image.bias,
        size: object.image.end - object.image.start,
        entry: object.entry,
        phdr: object.phdrs.0,
        phnum: object.phdrs.1,
    });
}

/// What glibc 2.36 has no meaning for either.
#[cold]
pub fn trace_flags(object: ObjectRef) {
    let flags = object.dynamic.flags_1 & !elf::DF_1_SUPPORTED as u32;
    if flags != 0 {
        emit(&Event::UnsupportedFlags { flags });
    }
}

fn name_error(mut error: Error, name: &[u8]) -> Error {
    if error.0.object.is_empty() {
        error.0.object = name.owned();
    }
    error
}

/// Is this one for low addresses, by the customs of the libc that will be used?
fn belongs_low(plan: &Plan) -> bool {
    let variable = linker().options().prefer_map_32bit;
    let tunable = linker().tenant().prefers_low_addresses();
    if !variable && !tunable {
        return false;
    }
    customs::ask_ahead();
    let mut is_code = plan.segments.iter().map(|segment| segment.flags & elf::PF_X != 0);
    match customs().low_addresses() {
        Low::ByVariable => variable && is_code.next() == Some(true),
        Low::Never => false,
        Low::ByTunable => tunable && is_code.any(|it| it),
    }
}

/// What may not be opened at run time (dlopen(3): executables; DF_1_NOOPEN).
fn refuse(object: ObjectRef, name: &[u8], purpose: Purpose) -> Result<()> {
    let flags = u64::from(object.dynamic.flags_1);
    // Also what comes along as a dependency, and whatever an auditor brings: its namespace is opened.
    let opened = match purpose {
        Purpose::Opened | Purpose::Auditor => true,
        _ => linker().is_running(),
    };
    let what = match purpose {
        Purpose::Program => return Ok(()),
        _ if flags & elf::DF_1_PIE != 0 => MapError::PieExecutable,
        _ if opened && flags & elf::DF_1_NOOPEN != 0 => MapError::NoOpen,
        _ => return Ok(()),
    };
    Err(Error::new(name, What::Map(what)))
}

/// Who an object is.
pub struct Identity {
    pub kind: Kind,
    pub name: CString,
    pub namespace: usize,
    pub file: Option<FileId>,
    /// e_entry, a virtual address.
    pub entry: u64,
}

/// PARSE: reads what the image says of itself. Errors carry no object name; the caller knows it.
pub fn assemble(who: Identity, image: Image, plan: &Plan, headers: Headers) -> Result<ObjectRef> {
    let parse = |e| Error::new(b"", What::Parse(e));
    let suits = suits(&image, plan);
    let (dynamic_vaddr, dynamic_size) = plan.dynamic.unwrap_or((0, 0));
    // The tenant stores addresses into it; not into the vDSO's, which nobody may write to, whatever its headers say (qemu-user's).
    if who.kind != Kind::Vdso {
        image.touch(dynamic_vaddr, dynamic_size);
    }
    let dynamic = match plan.dynamic {
        Some(_) => crate::elf::dynamic::read(&image, dynamic_vaddr, dynamic_size).map_err(parse)?,
        None => Dynamic::empty(),
    };
    image.keep_strings(dynamic.strings.address(), dynamic.strings.len());
    let tls = plan.tls.filter(|tls| tls.memsz > 0);
    if tls
        .is_some_and(|tls| tls.filesz != 0 && image.window(tls.vaddr).slice(0, tls.filesz as usize).is_none())
    {
        return Err(Error::new(b"", What::Tls(TlsError::BadSegment)));
    }
    let symbols = crate::elf::symbols::read(&image, &dynamic).map_err(parse)?;
    let versions =
        crate::elf::versions::read(&image, &dynamic).map_err(|e| Error::new(b"", revision(e, &who)))?;
    let relocations = crate::elf::relocs::read(&image, &dynamic).map_err(parse)?;
    let (phdrs, own_phdrs) = headers;
    let entry = image.at(who.entry);
    let object = ObjectRef::new(Facts {
        kind: who.kind,
        name: who.name,
        namespace: who.namespace,
        file: who.file,
        phdrs,
        own_phdrs,
        entry,
        dynamic_vaddr,
        dynamic: Lasting::of(&dynamic),
        symbols,
        versions,
        relocations,
        tls,
        relro: plan.relro,
        stack_flags: plan.stack_flags,
        suits,
        eh_frame_hdr: plan.eh_frame_hdr.map(|(vaddr, _)| vaddr),
        real: None,
        image,
    });
    object.state().serial.set(linker().new_serial());
    Ok(object)
}

/// A record of a revision that nobody knows is an error in glibc's words, by the object's name.
fn revision(error: ParseError, who: &Identity) -> What {
    let kind = VersionErrorKind::Unsupported(error.value as u16);
    let name = who.name.as_bytes().owned();
    let (provider, requirer) = match error.structure {
        versions::VERDEF_REVISION => (name, Vec::new()),
        versions::VERNEED_REVISION => (Vec::new(), name),
        _ => return What::Parse(error),
    };
    What::Version(alloc::vec![VersionError { version: Vec::new(), provider, requirer, kind }])
}

/// Where program headers lie in memory, how many there are, and our own copy if that is it.
pub type Headers = ((usize, usize), Vec<Phdr>);

/// The headers where a segment holds them, or our own copy (they may lie outside every segment).
pub fn place_headers(image: &Image, plan: &Plan, headers: Table<Phdr>) -> Headers {
    let count = headers.len();
    let mapped = plan
        .phdr_vaddr
        .filter(|&vaddr| image.table::<Phdr>(vaddr, count).is_some())
        .map(|vaddr| image.at(vaddr));
    match mapped {
        Some(address) => ((address, count), Vec::new()),
        None => {
            let own: Vec<Phdr> = headers.iter().collect();
            ((own.as_ptr() as usize, count), own)
        }
    }
}

/// GNU_PROPERTY_X86_ISA_1_NEEDED: is every level that the file needs one the processor has? Thousands of headers may name
/// one large note, each from another byte on: together they are read no further than the image is long.
fn suits(image: &Image, plan: &Plan) -> bool {
    let mut left = plan.span();
    for (vaddr, size) in plan.properties() {
        let Some(rest) = left.checked_sub(size) else { return true };
        left = rest;
        let Some(view) = image.window(vaddr).slice(0, size as usize) else { continue };
        let needed = map::properties(view).isa_needed;
        if needed & !linker().options().isa_levels != 0 {
            return false;
        }
    }
    true
}

/// Nothing of these runs on a processor that it is not made for. Asked when all is there and nothing is relocated yet, as in
/// glibc (`sysdeps/x86/dl-prop.h`): who only looks at files may look at such, too.
pub fn check_processor(objects: &[ObjectRef]) -> Result<()> {
    // Dependencies first: they are named.
    match objects.iter().rev().find(|object| !object.suits && !object.state().init_called.get()) {
        Some(object) => Err(Error::new(object.name.as_bytes(), What::Search(SearchError::IsaLevel))),
        None => Ok(()),
    }
}

/// The loader's stand-in in another namespace: the same image under its own list entry.
pub fn proxy(loader: ObjectRef, name: &[u8], namespace: usize) -> Result<ObjectRef> {
    let path = CString::new(name).unwrap_or_default();
    let object = ObjectRef::new(Facts {
        kind: Kind::Proxy,
        name: path,
        namespace,
        file: loader.file(),
        image: loader.image.twin(),
        phdrs: loader.phdrs,
        own_phdrs: Vec::new(),
        entry: loader.entry,
        dynamic_vaddr: loader.dynamic_vaddr,
        dynamic: loader.dynamic,
        symbols: loader.symbols,
        versions: crate::elf::versions::Versions::none(),
        relocations: Relocations::EMPTY,
        tls: None,
        relro: None,
        stack_flags: loader.stack_flags,
        suits: true,
        eh_frame_hdr: loader.eh_frame_hdr(),
        real: Some(loader),
    });
    object.state().serial.set(linker().new_serial());
    crate::link::init::skip(object);
    object.state().init_called.set(true);
    object.add_name(name);
    if let Some(soname) = loader.soname() {
        object.add_name(soname.bytes());
    }
    Ok(object)
}
