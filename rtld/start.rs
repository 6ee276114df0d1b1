//! The pipeline of start-up, from the kernel's stack to the program's entry; reads as a table of contents.
//!
//! In: the stack pointer and our own headers, from `arch/.../start.S`, after self-relocation; the binary's exports. Out:
//! where to jump and with which stack pointer. Errors end here: they are printed and the process exits as glibc's
//! ld.so would. Must not: contain a stage; each has its file in `link/`. What only a start has is in `start/`: the
//! `environment`, the `processor`, what the kernel mapped (`adopted`), the command (`invoked`), the `statistics`.

use crate::bytes::Name;
use crate::elf::Ehdr;
use crate::error::{Error, MapError, Result, What};
use crate::glibc::cpu;
use crate::glibc::layout::Rules;
use crate::glibc::{Exports, glibc, tunables};
use crate::link::customs::{self, customs};
use crate::link::linker::{BASE, Hooks, linker};
use crate::link::object::{Kind, ObjectRef};
use crate::link::relocate::{self, Plt};
use crate::link::tenant::Change;
use crate::link::transaction::{Deep, Transaction, afford, display_name, set_scope};
use crate::link::versions::{self, Remarks};
use crate::link::{
    audit, closure, debugger, exports, find_object, init, load, locate, lookup, preload, profile, protect,
    stack, tls,
};
use crate::mem::stack::{Initial, Vector, at};
use crate::plan::command_line::CommandLine;
use crate::plan::options;
use crate::say::{self, text};
use crate::trace::{self, Category};
use alloc::vec::Vec;
use core::sync::atomic::Ordering;

mod adopted;
mod environment;
mod invoked;
mod processor;
mod statistics;

pub use processor::SaveCells;

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
    let vector = initial.vector();
    let started = begin(initial, &vector, ehdr, binary);
    let began = statistics::clock();
    let program = link(&started).unwrap_or_else(|error| text::fatal(&error));
    statistics::tell(program, began);
    initialise(program);
    hand_off(program, initial)
}

/// How we were started.
struct Started<'a> {
    initial: Initial,
    vector: &'a Vector,
    loader: ObjectRef,
    /// Explicit invocation: the command line.
    line: Option<CommandLine>,
}

/// What is settled before anything is looked for: options, tunables, the processor, ourselves.
fn begin<'a>(initial: Initial, vector: &'a Vector, ehdr: *const Ehdr, binary: &Binary) -> Started<'a> {
    let state = linker();
    let _ = state.initial.set(initial);
    let secure = vector.get(at::SECURE).unwrap_or(0) != 0;
    let mut options = options::from_environment(initial.environment(), secure);
    let asked = !secure && environment::asks_for_security(&initial);
    if !asked && !secure {
        say::modes::debug_words(&options);
    }
    // SAFETY: our own header, at the start of our image.
    let own_entry = unsafe { ehdr as usize + (*ehdr).entry as usize };
    let explicit = vector.get(at::ENTRY) == Some(own_entry);
    let line = explicit.then(|| invoked::command_line(initial));
    if let Some(line) = &line {
        options = options.under(line);
    }
    let (tunables, plainly_tuned) = environment::tunables(&initial, &options);
    if secure {
        environment::clean(initial);
    }
    let processor = processor::detect(&initial);
    let _ = state.hooks.set(processor::hooks(binary, &processor));
    let abilities = cpu::abilities(&processor, Rules::Glibc236, &tunables);
    let mask = tunables.number(tunables::Name::CpuHwcapMask);
    let offered = processor::offered(&abilities, mask, &initial);
    options.isa_levels = abilities.isa_1;
    trace::set_mask(options.debug);
    state.set_options(options);
    glibc().begin(binary.exports, tunables, processor);
    state.set_tenant(glibc());
    if asked && !environment::secure(initial, line.as_ref(), &offered) {
        say::modes::debug_words(linker().options());
    }
    locate::begin(offered);
    environment::clean_by_release(initial);
    environment::hear_by_release();
    if secure {
        say::modes::debug_words(linker().options());
    }
    if !plainly_tuned {
        environment::read_tunables_strictly(initial);
    }
    say::modes::at_start(line.as_ref());
    Started { initial, vector, loader: adopted::loader(ehdr, initial), line }
}

/// SEARCH to PROTECT: everything until code of the program's objects may run.
fn link(started: &Started<'_>) -> Result<ObjectRef> {
    search_as_it_will();
    let program = program(started)?;
    let mut transaction = Transaction::begin(BASE);
    let vdso = first_objects(&mut transaction, started, program)?;
    introduce(&mut transaction, program);
    let objects = load_all(&mut transaction, program, vdso)?;
    transaction.scopes(program, Deep::Last);
    say::modes::listing(&started.line, program);
    check_versions(&objects)?;
    tls::startup::lay_out(&objects);
    say::modes::scopes(&objects);
    relocate_all(program)?;
    tls::startup::fill();
    linker().tenant().relocated()?;
    linker().tenant().listed(BASE, Change::Any);
    find_object::begin();
    afford(b"")?;
    profile::begin(&objects);
    transaction.commit();
    all_stands();
    Ok(program)
}

/// What the lines of a search look like, and whether there are any about modules, depends on the libc that the program will use.
fn search_as_it_will() {
    if trace::any(Category::Libs as u32 | Category::Tls as u32) {
        customs::ask_ahead();
        locate::with(|searcher| searcher.follow(customs().schemes()));
    }
}

/// The program: adopted from the kernel, or opened and mapped for an explicit invocation.
fn program(started: &Started<'_>) -> Result<ObjectRef> {
    let Started { initial, vector, loader, .. } = *started;
    let program = match &started.line {
        None => {
            let program = adopted::program(vector, loader)?;
            has_its_stack(program);
            stack::grant(program, display_name(program))?;
            program
        }
        Some(line) => {
            has_its_stack(loader);
            invoked::program(initial, loader, line)?
        }
    };
    if started.line.is_some() && invoked::asks_for_origin(program) {
        customs::ask_ahead();
    }
    stack::settle()?;
    program.state().open_count.set(1);
    program.state().open_roots.set(true);
    Ok(program)
}

/// The kernel made the stack as the file that it started asks: us, when we were invoked as a command.
fn has_its_stack(executed: ObjectRef) {
    if let Some(flags) = executed.stack_flags {
        linker().stack_flags.set(flags);
    }
}

/// Lists what is there before anything is searched: the program, and the vDSO if there is one.
fn first_objects(
    transaction: &mut Transaction,
    started: &Started<'_>,
    program: ObjectRef,
) -> Result<Option<ObjectRef>> {
    linker().namespaces[BASE].global.set(Some(&program.as_static().searchlist));
    transaction.list(program)?;
    let Some(vdso) = adopted::vdso(started.initial) else { return Ok(None) };
    transaction.list(vdso)?;
    set_scope(vdso, &[vdso.searchlist.as_ptr()]);
    adopted::trace_vdso(vdso);
    Ok(Some(vdso))
}

/// Debuggers and auditors learn of what is there, and that more comes.
fn introduce(transaction: &mut Transaction, program: ObjectRef) {
    debugger::begin(program);
    debugger::show_first();
    audit::begin(program);
    debugger::show_first();
    debugger::tell_program(program);
    transaction.announce();
    transaction.tell_auditors();
}

/// SEARCH, MAP, PARSE, for all that the program needs: the objects of the start, which stay for ever.
fn load_all(
    transaction: &mut Transaction,
    program: ObjectRef,
    vdso: Option<ObjectRef>,
) -> Result<Vec<ObjectRef>> {
    let began = statistics::clock();
    let preloads = preload::load(transaction, program);
    vdso.into_iter().for_each(audit::opened);
    closure::load(transaction, program, &preloads)?;
    afford(b"")?;
    statistics::took(began, |statistics, cycles| statistics.loading = cycles);
    locate::done();
    let objects = linker().namespaces[BASE].list();
    for object in &objects {
        object.state().startup.set(true);
        object.permanent.store(true, Ordering::Relaxed);
    }
    program.searchlist.objects().iter().for_each(|object| object.state().global.set(true));
    Ok(objects)
}

/// VERSIONS.
fn check_versions(objects: &[ObjectRef]) -> Result<()> {
    let errors = versions::check(objects, Remarks::Said)?;
    // Until something is opened, nobody asks by name again.
    drop(linker().namespaces[BASE].names.take());
    if errors.is_empty() { Ok(()) } else { Err(Error::new(b"", What::Version(errors))) }
}

/// RELOCATE and PROTECT, dependencies first.
fn relocate_all(program: ObjectRef) -> Result<()> {
    let began = statistics::clock();
    if profile::is_asked() {
        audit::trace_plt();
    }
    let plt = Plt::asked();
    let order: Vec<ObjectRef> = program.state().initfini.objects().to_vec();
    load::check_processor(&order)?;
    let exports = exports::prepare(BASE, program, exports::lookups(&order, plt));
    for object in relocate::turns(&order) {
        relocate::relocate(object, plt, &exports)?;
        if object == program {
            interposed(program);
        }
        if object.kind != Kind::Loader {
            protect::protect(object)?;
        }
    }
    exports::put_back(BASE, exports);
    statistics::took(began, |statistics, cycles| statistics.relocating = cycles);
    Ok(())
}

/// A program that is not position-independent may have COPYed what debuggers read: its copy is kept current.
fn interposed(program: ObjectRef) {
    let copy = lookup::definition_in(program, Name::of(c"_r_debug"));
    if let Some(copy) = copy.filter(|&copy| program.image.stores(copy, debugger::SIZE)) {
        debugger::copied_to(copy);
    }
}

/// COMMIT, as others see it: libc gets ready, auditors and debuggers hear that the list is whole.
fn all_stands() {
    if let Some(libc) = linker().namespaces[BASE].libc.get() {
        linker().tenant().early_init(libc, true);
    }
    audit::consistent(BASE);
    debugger::consistent(BASE);
}

/// INIT: all constructors but the program's.
fn initialise(program: ObjectRef) {
    if let Err(error) = seal() {
        text::fatal(&error);
    }
    linker().running.store(true, Ordering::Release);
    init::construct_all(program, init::arguments());
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

fn hand_off(program: ObjectRef, initial: Initial) -> HandOff {
    // Again, for PT_GNU_RELRO may have said that the code is data.
    if !program.image.executes(program.entry) {
        text::fatal(&Error::new(display_name(program), What::Map(MapError::NotExecutable)));
    }
    HandOff { entry: program.entry, sp: initial.sp() as usize }
}
