//! The pipeline of start-up, from the kernel's stack to the program's entry; reads as a table of contents.
//!
//! In: the stack pointer and our own headers, from `arch/.../start.S`, after self-relocation; the binary's exports. Out:
//! where to jump and with which stack pointer. Errors end here: they are printed and the process exits as glibc's
//! ld.so would. Must not: contain a stage; each has its file in `link/`.

use crate::arch::native::{cpu as instructions, state};
use crate::bytes::{Name, View};
use crate::elf::{Ehdr, Phdr};
use crate::error::{Error, MapError, Result, What};
use crate::glibc::cpu::{self, CacheLeaves, Processor};
use crate::glibc::layout::Rules;
use crate::glibc::{Exports, glibc};
use crate::link::customs::{self, customs};
use crate::link::linker::{BASE, Hooks, linker};
use crate::link::load::{self, Identity, Purpose};
use crate::link::object::{Kind, ObjectRef};
use crate::link::relocate::Plt;
use crate::link::transaction::{Transaction, afford, display_name};
use crate::link::versions::Remarks;
use crate::link::{
    audit, debugger, exports, find_object, init, locate, lookup, preload, profile, protect, relocate, stack,
    tls, versions,
};
use crate::mem::image::{Image, PAGE};
use crate::mem::stack::{Initial, at};
use crate::plan::hwcaps;
use crate::plan::map;
use crate::plan::options::{self, CommandLine};
use crate::plan::tokens;
use crate::say::{self, text};
use crate::sys::proc;
use crate::trace::{self, Category, Statistics};
use alloc::ffi::CString;
use alloc::vec::Vec;
use core::sync::atomic::Ordering;

mod environment;

/// What the binary gives: addresses that only it can define.
#[derive(Clone, Copy)]
pub struct Binary {
    pub hooks: Hooks,
    pub exports: Exports,
    /// One set of trampolines per way to save vector registers, in the order of `state::Save`.
    pub resolve: [usize; 3],
    pub tlsdesc: [usize; 3],
    /// In the order of `state::Width`.
    pub profile: [usize; 3],
    pub save: SaveCells,
}

/// The words the trampolines read: sizes and masks of what they save.
#[derive(Clone, Copy)]
pub struct SaveCells {
    pub resolve_size: *mut u64,
    pub resolve_mask: *mut u32,
    pub tlsdesc_size: *mut u64,
    pub tlsdesc_mask: *mut u32,
}

/// Where start.S jumps.
#[repr(C)]
pub struct HandOff {
    pub entry: usize,
    pub sp: usize,
}

/// The whole start-up.
///
/// # Safety
/// `sp` is the stack pointer the kernel gave; `ehdr` is our own ELF header, mapped; one thread exists.
pub unsafe fn run(sp: *mut usize, ehdr: *const Ehdr, binary: &Binary) -> HandOff {
    // SAFETY: handed on to the caller.
    let initial = unsafe { Initial::new(sp) };
    let started = begin(initial, ehdr, binary);
    let began = clock();
    let program = match link(&started) {
        Ok(program) => program,
        Err(error) => text::fatal(&error),
    };
    if trace::on(Category::Statistics) {
        statistics(program, began);
    }
    initialise(program);
    // Again, for PT_GNU_RELRO may have said that the code is data.
    if !program.image.executes(program.entry) {
        text::fatal(&Error::new(display_name(program), What::Map(MapError::NotExecutable)));
    }
    HandOff { entry: program.entry, sp: initial.sp() as usize }
}

/// The cycle counter, if LD_DEBUG=statistics wants it.
fn clock() -> u64 {
    if trace::on(Category::Statistics) { instructions::rdtsc() } else { 0 }
}

/// Accounts for a stage that began at `began`.
fn took(began: u64, put: fn(&mut Statistics, u64)) {
    if trace::on(Category::Statistics) {
        let mut more = Statistics::default();
        put(&mut more, clock().wrapping_sub(began));
        trace::account(&more);
    }
}

#[cold]
fn statistics(program: ObjectRef, began: u64) {
    let moved = program.searchlist.objects().iter().filter(|o| o.image.bias != 0 && o.kind != Kind::Loader);
    say::debug::startup_statistics(&Statistics {
        total: clock().wrapping_sub(began),
        relative: moved.map(|o| o.dynamic.relacount as u64).sum(),
        ..Statistics::default()
    });
}

/// How we were started.
struct Started {
    initial: Initial,
    loader: ObjectRef,
    /// Explicit invocation: the command line.
    line: Option<CommandLine>,
    /// Does every release of glibc read the user's tunables alike?
    plainly_tuned: bool,
}

fn begin(initial: Initial, ehdr: *const Ehdr, binary: &Binary) -> Started {
    let state = linker();
    let _ = state.initial.set(initial);
    let secure = initial.auxiliary(at::SECURE).unwrap_or(0) != 0;
    let mut options = options::from_environment(initial.environment(), secure);
    let asked = !secure && environment::asks_for_security(&initial);
    if !asked {
        say::modes::debug_words(&options);
    }
    // SAFETY: our own header, at the start of our image.
    let own_entry = unsafe { ehdr as usize + (*ehdr).entry as usize };
    let explicit = initial.auxiliary(at::ENTRY) == Some(own_entry);
    let line = explicit.then(|| command_line(initial));
    if let Some(line) = &line {
        options = options.under(line);
    }
    let (tunables, plainly_tuned) = environment::tunables(&initial, &options);
    if secure {
        environment::clean(initial);
    }
    let processor = processor(&initial);
    let _ = state.hooks.set(hooks(binary, &processor));
    let features = cpu::features(&processor, &CacheLeaves::default(), Rules::Glibc236, &tunables);
    let offered = hwcaps::Processor {
        isa: (1 << (features.level() as u32 + 1)) - 1,
        platform: features.platform().map(core::ffi::CStr::to_bytes).or(kernels_platform(&initial)),
        hwcap: features.hwcap(),
    };
    options.isa_levels = features.isa_1;
    trace::set_mask(options.debug);
    state.set_options(options);
    glibc().begin(binary.exports, tunables, processor);
    let _ = state.tenant.set(glibc());
    if asked && !environment::secure(initial, line.as_ref(), &offered) {
        say::modes::debug_words(linker().options());
    }
    locate::begin(offered);
    say::modes::at_start(line.as_ref());
    Started { initial, loader: adopt_loader(ehdr, initial), line, plainly_tuned }
}

fn command_line(initial: Initial) -> CommandLine {
    let words = (0..initial.argc()).filter_map(|index| initial.argument(index));
    match options::parse_command_line(words) {
        Ok(line) => line,
        Err(usage) => text::usage(usage),
    }
}

/// AT_PLATFORM: what the kernel calls the machine.
fn kernels_platform(initial: &Initial) -> Option<&'static [u8]> {
    let text = initial.auxiliary(at::PLATFORM).filter(|&text| text != 0)?;
    // SAFETY: a zero-terminated string that the kernel put above the stack, for as long as the process lives.
    Some(unsafe { Name::new(text as *const u8) }.bytes())
}

fn processor(initial: &Initial) -> Processor {
    let hwcap2 = initial.auxiliary(at::HWCAP2).unwrap_or(0) as u64;
    // SAFETY: `detect` asks for XCR0 only where CPUID says OSXSAVE.
    let mut xcr0 = || unsafe { instructions::xgetbv() };
    cpu::detect(&mut instructions::cpuid, &mut xcr0, hwcap2)
}

/// Chooses the trampolines that fit this processor and tells them what to save.
fn hooks(binary: &Binary, processor: &Processor) -> Hooks {
    use crate::glibc::cpu::feature::Leaf;
    let word = |leaf: Leaf, register: usize| processor.leaves.0[leaf as usize][register];
    let save = state::save(word(Leaf::L1, 2), word(Leaf::Ld1, 0));
    let size = |mask: u32| match save {
        state::Save::Fxsave => 512,
        state::Save::Xsave => processor.xsave_size,
        state::Save::Xsavec => processor.compact_size(mask).unwrap_or(processor.xsave_size),
    };
    let cells = binary.save;
    for (wanted, size_cell, mask_cell) in [
        (state::ARGUMENT_STATES, cells.resolve_size, cells.resolve_mask),
        (state::ALL_STATES, cells.tlsdesc_size, cells.tlsdesc_mask),
    ] {
        let mask = state::mask(wanted, processor.xcr0);
        // SAFETY: the binary's own words; one thread exists.
        unsafe {
            mask_cell.write(mask);
            size_cell.write(u64::from(size(mask)));
        }
    }
    Hooks {
        resolve: binary.resolve[save as usize],
        tlsdesc_dynamic: binary.tlsdesc[save as usize],
        profile: binary.profile[state::width(processor.xcr0) as usize],
        ..binary.hooks
    }
}

/// We are an object like any other: parsed from our own headers.
fn adopt_loader(ehdr: *const Ehdr, initial: Initial) -> ObjectRef {
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
            init::skip(loader);
            loader
        }
        Err(error) => text::fatal(&error),
    }
}

fn owned(name: Name) -> CString {
    CString::new(name.bytes()).unwrap_or_default()
}

/// An object that is mapped already.
fn adopt(kind: Kind, name: CString, bias: usize, headers: View, entry: u64) -> Result<ObjectRef> {
    let fail = |what| Error::new(b"", What::Map(what));
    let count = headers.len() / size_of::<Phdr>();
    let table = headers.table::<Phdr>(0, count).ok_or_else(|| fail(MapError::NoSegments))?;
    let plan = map::plan(table, size_of::<Ehdr>() as u64, None, 4096).map_err(fail)?;
    let image = Image::adopt(bias, &plan);
    // Before anything else of it is read: a bias that is not the kernel's makes every address wrong.
    if kind == Kind::Program && !image.executes(image.at(entry)) {
        return Err(fail(MapError::NotExecutable));
    }
    let who = Identity { kind, name, namespace: BASE, file: None, entry };
    load::assemble(who, image, &plan, table)
}

/// The program: adopted from the kernel, or opened and mapped for an explicit invocation.
fn program(started: &Started) -> Result<ObjectRef> {
    match &started.line {
        None => adopt_program(started),
        Some(line) => open_program(started, line),
    }
}

fn adopt_program(started: &Started) -> Result<ObjectRef> {
    let auxiliary = |kind| started.initial.auxiliary(kind).unwrap_or(0);
    let (address, count) = (auxiliary(at::PHDR), auxiliary(at::PHNUM));
    if unreadable(address, count) {
        return Err(Error::new(b"", What::Map(MapError::NoSegments)));
    }
    // SAFETY: AT_PHDR and AT_PHNUM describe the program's headers in its memory (getauxval(3)); that it can be read follows
    // from its lying in a segment, or was just tried.
    let view = unsafe { View::new(address as *const u8, count * size_of::<Phdr>()) };
    let bias = program_bias(address, view, count);
    let entry = auxiliary(at::ENTRY).wrapping_sub(bias) as u64;
    let program = adopt(Kind::Program, CString::default(), bias, view, entry)?;
    name_loader(started.loader, program);
    if trace::on(Category::Files) {
        load::trace_flags(program);
    }
    Ok(program)
}

/// Can the program headers not be read? If they lie in no segment, AT_PHDR is the program's base (`fs/binfmt_elf.c`), where
/// anything may be, or nothing; and a segment may be one that nobody may read. The kernel maps it all the same.
fn unreadable(address: usize, count: usize) -> bool {
    let last = address.wrapping_add((count * size_of::<Phdr>()).saturating_sub(8));
    !proc::can_read(address) || address / PAGE != last / PAGE && !proc::can_read(last)
}

/// The kernel computed AT_PHDR from the segment that holds the headers; without one, PT_PHDR says where they would be at
/// base 0.
fn program_bias(address: usize, headers: View, count: usize) -> usize {
    let Some(table) = headers.table::<Phdr>(0, count) else { return 0 };
    let phoff = size_of::<Ehdr>() as u64;
    let holds = |p: &Phdr| p.kind == crate::elf::PT_LOAD && p.offset <= phoff && phoff - p.offset < p.filesz;
    let implied = table.iter().find(holds).map(|p| p.vaddr.wrapping_add(phoff - p.offset));
    let stated = || table.iter().find(|p| p.kind == crate::elf::PT_PHDR).map(|p| p.vaddr);
    implied.or_else(stated).map_or(0, |vaddr| address.wrapping_sub(vaddr as usize))
}

/// The kernel opened us under the name in the program's PT_INTERP.
fn name_loader(loader: ObjectRef, program: ObjectRef) {
    let headers = program.phdrs;
    // SAFETY: the program's headers, in its memory (adopt_program) or our copy.
    let view = unsafe { View::new(headers.0 as *const u8, headers.1 * size_of::<Phdr>()) };
    let Some(table) = view.table::<Phdr>(0, headers.1) else { return };
    let Some(interp) = table.iter().find(|p| p.kind == crate::elf::PT_INTERP) else { return };
    if let Some(name) = crate::bytes::Space::window(&program.image, interp.vaddr).string(0) {
        loader.rename(owned(name));
    }
}

fn open_program(started: &Started, line: &CommandLine) -> Result<ObjectRef> {
    let initial = started.initial;
    let given = initial.argument(line.program_index).unwrap_or(Name::EMPTY);
    say::modes::before_program(line, given);
    initial.shift_arguments(line.program_index);
    let found = locate::find(given.bytes(), None, BASE, Purpose::Program.search())?;
    let path = found.path.clone();
    *linker().direct_path.borrow_mut() = Some(path.as_bytes().to_vec());
    let program = load::load(found, given.bytes(), BASE, Purpose::Program)?;
    let listing = linker().options().look_only;
    let own_name = started.loader.soname().map(Name::bytes);
    if !listing && program.soname().is_some_and(|name| Some(name.bytes()) == own_name) {
        text::loads_itself(program.soname().map_or(b"", Name::bytes));
    }
    if !listing {
        has_entry(program).map_err(|what| Error::new(given.bytes(), What::Map(what)))?;
    }
    if is_static(program) && !listing {
        execute(&path, initial, line);
    }
    initial.set_auxiliary(at::PHDR, program.phdrs.0);
    initial.set_auxiliary(at::PHNUM, program.phdrs.1);
    initial.set_auxiliary(at::ENTRY, program.entry);
    if let Some(zero) = initial.argument(0) {
        initial.set_auxiliary(at::EXECFN, zero.as_ptr() as usize);
    }
    // After AT_EXECFN, which goes on naming the file.
    if let Some(argv0) = line.argv0 {
        initial.set_argument_zero(argv0);
    }
    Ok(program)
}

/// What is started must be code of the program.
fn has_entry(program: ObjectRef) -> core::result::Result<(), MapError> {
    match program.entry {
        entry if entry == program.image.at(0) => Err(MapError::NoEntry),
        entry if !program.image.executes(entry) => Err(MapError::NotExecutable),
        _ => Ok(()),
    }
}

/// Is there a token in what the program says about its libraries, or the user in LD_LIBRARY_PATH?
fn asks_for_origin(program: ObjectRef) -> bool {
    use crate::elf::dynamic::Needed;
    let dynamic = &program.dynamic;
    let needed = dynamic.needed().map(|needed| match needed {
        Needed::Library(name) | Needed::Filter(name) | Needed::Auxiliary(name) => name,
    });
    let mut names = dynamic.rpath.into_iter().chain(dynamic.runpath).chain(needed);
    let users = linker().options().library_path().0.is_some_and(tokens::present);
    users || names.any(|name| tokens::present(name.bytes()))
}

/// No interpreter asked for and nothing needed: the program loads itself.
fn is_static(program: ObjectRef) -> bool {
    let mut needed =
        program.dynamic.needed().filter(|n| matches!(n, crate::elf::dynamic::Needed::Library(_)));
    needed.next().is_none() && say::list::interpreter(program).is_none()
}

/// Hands a static program to the kernel, as glibc's ld.so does since 2.34.
fn execute(path: &core::ffi::CStr, initial: Initial, line: &CommandLine) -> ! {
    if let Some(argv0) = line.argv0 {
        initial.set_argument_zero(argv0);
    }
    // SAFETY: argv and envp are the process's own, null-terminated.
    let errno = unsafe { crate::sys::proc::execute(path, initial.argv(), initial.envp()) };
    text::cannot_execute(path.to_bytes(), errno)
}

fn adopt_vdso(initial: Initial) -> Option<ObjectRef> {
    let address = initial.auxiliary(at::SYSINFO_EHDR).filter(|&a| a != 0)?;
    // SAFETY: AT_SYSINFO_EHDR points to the vDSO's header; its program headers follow in the same page.
    let (header, view) = unsafe {
        let header = (address as *const Ehdr).read();
        let at = (address as *const u8).add(header.phoff as usize);
        (header, View::new(at, header.phnum as usize * size_of::<Phdr>()))
    };
    let table = view.table::<Phdr>(0, header.phnum as usize)?;
    let first = table.iter().find(|p| p.kind == crate::elf::PT_LOAD)?;
    let bias = address.wrapping_sub((first.vaddr - first.offset) as usize);
    // A vDSO we cannot read is a vDSO we do without, as libc can.
    let vdso = adopt(Kind::Vdso, c"linux-vdso.so.1".into(), bias, view, header.entry).ok()?;
    vdso.searchlist.replace(&[vdso]).leak();
    init::skip(vdso);
    Some(vdso)
}

/// SEARCH to PROTECT: everything until code of the program's objects may run.
fn link(started: &Started) -> Result<ObjectRef> {
    let state = linker();
    environment::clean_strictly(started.initial);
    // What the lines of a search look like depends on it.
    if trace::on(Category::Libs) {
        customs::ask_ahead();
        locate::with(|searcher| searcher.follow(customs().schemes()));
    }
    if !started.plainly_tuned {
        environment::read_tunables_strictly(started.initial);
    }
    let program = program(started)?;
    if state.direct_path.borrow().is_some() && asks_for_origin(program) {
        customs::ask_ahead();
    }
    program.state().open_count.set(1);
    // The kernel made the stack as the file that it started asks: us, when we were invoked as a command.
    let executed = if state.direct_path.borrow().is_some() { started.loader } else { program };
    if let Some(flags) = executed.stack_flags {
        state.stack_flags.set(flags);
    }
    let mut transaction = Transaction::begin(BASE);
    state.namespaces[BASE].global.set(Some(&program.as_static().searchlist));
    transaction.list(program)?;
    let vdso = adopt_vdso(started.initial);
    if let Some(vdso) = vdso {
        transaction.list(vdso)?;
        crate::link::transaction::set_scope(vdso, &[vdso.searchlist.as_ptr()]);
        lookup::trace_vdso(vdso);
    }
    debugger::begin(program);
    let present: Vec<ObjectRef> = [Some(program), Some(started.loader), vdso].into_iter().flatten().collect();
    debugger::show(&present);
    audit::begin(program);
    debugger::show(&present);
    transaction.announce();
    transaction.tell_auditors();
    let began = clock();
    let preloads = preload::load(&mut transaction, program);
    vdso.into_iter().for_each(audit::opened);
    transaction.dependencies(program, &preloads)?;
    afford(b"")?;
    took(began, |statistics, cycles| statistics.loading = cycles);
    locate::done();
    let objects = state.namespaces[BASE].list();
    for object in &objects {
        object.state().startup.set(true);
        object.permanent.store(true, Ordering::Relaxed);
    }
    program.searchlist.objects().iter().for_each(|object| object.state().global.set(true));
    transaction.scopes(program, crate::link::transaction::Deep::Last);
    say::modes::listing(&started.line, program);
    let errors = versions::check(&objects, Remarks::Said)?;
    if !errors.is_empty() {
        return Err(Error::new(b"", What::Version(errors)));
    }
    for &object in &objects {
        stack::grant(object)?;
    }
    tls::startup::lay_out(&objects)?;
    say::modes::scopes(&objects);
    let began = clock();
    relocate_all(program)?;
    took(began, |statistics, cycles| statistics.relocating = cycles);
    tls::startup::fill();
    state.tenant().relocated()?;
    state.tenant().listed(BASE);
    find_object::update();
    afford(b"")?;
    profile::begin(&objects);
    transaction.commit();
    if let Some(libc) = state.namespaces[BASE].libc.get() {
        state.tenant().early_init(libc, true);
    }
    audit::consistent(BASE);
    debugger::consistent(BASE);
    Ok(program)
}

/// RELOCATE and PROTECT, dependencies first.
fn relocate_all(program: ObjectRef) -> Result<()> {
    if profile::is_asked() {
        audit::trace_plt();
    }
    let plt = Plt::asked();
    let order: Vec<ObjectRef> = program.state().initfini.borrow().clone();
    let exports = exports::prepare(BASE, program, exports::lookups(&order, plt));
    for &object in order.iter().rev() {
        relocate::relocate(object, plt, &exports)?;
        if object == program {
            // Before RELRO: the address goes to DT_DEBUG.
            interposed(program);
        }
        if object.kind != Kind::Loader {
            protect::protect(object)?;
        }
    }
    exports::put_back(BASE, exports);
    Ok(())
}

/// A program that is not position-independent may have COPYed what debuggers read: its copy counts.
fn interposed(program: ObjectRef) {
    let copy = crate::link::lookup::definition_in(program, Name::of(c"_r_debug"));
    if let Some(copy) = copy.filter(|&copy| program.image.stores(copy, debugger::SIZE)) {
        debugger::moved_to(copy, program);
    }
}

/// INIT: all constructors but the program's.
fn initialise(program: ObjectRef) {
    if let Err(error) = seal() {
        text::fatal(&error);
    }
    linker().running.store(true, Ordering::Release);
    init::construct_all(program);
    if !linker().tenant().asks_for_preinit() {
        audit::preinit(program);
    }
}

/// SEAL: our own read-only-after-start data: addresses that are called among it. With raised privileges nobody can reopen it
/// or any other RELRO of the start, where the kernel knows how. (Ordinary programs may: some hook their libraries so. And
/// tools that run a program as a simulation, valgrind among them, are loud about system calls they do not know.)
fn seal() -> Result<()> {
    if let Some(&loader) = linker().loader.get() {
        // Debuggers write through any protection.
        protect::protect(loader)?;
    }
    if linker().options().secure {
        for object in linker().namespaces[BASE].list() {
            let _ = object.image.seal_relro();
        }
    }
    Ok(())
}
