//! What ldd shows: `--list`, LD_TRACE_LOADED_OBJECTS, `--verify`; and the scopes of LD_DEBUG.
//!
//! In: the program with its closure loaded, its scopes built and nothing relocated. Out: text on standard output and the
//! end of the process, with glibc's statuses. Nothing of the listed objects is executed. Must not: load or
//! relocate anything.
//!
//! With LD_TRACE_LOADED_OBJECTS a library that cannot be found does not end the listing: the closure passes over it, and
//! notes where it would have stood.

use super::Sink;
use super::debug::emit;
use super::fill::Value::{self, Number, Text};
use super::fill::fill;
use super::{check, text, tree};
use crate::bytes::{Name, Owned};
use crate::elf::dynamic::Needed;
use crate::error::{Error, SymbolError, What};
use crate::gather::Gather;
use crate::link::linker::{BASE, linker};
use crate::link::load::{self, Purpose};
use crate::link::loaded;
use crate::link::locate;
use crate::link::lookup;
use crate::link::object::{Kind, ObjectRef};
use crate::link::references;
use crate::link::relocate::{Plt, resolve};
use crate::link::scope::SearchList;
use crate::link::tls;
use crate::link::transaction::display_name;
use crate::link::versions::{self, Remarks};
use crate::plan::command_line::{CommandLine, Mode};
use crate::plan::lookup::Class;
use crate::sys::out::{self, STDOUT};
use crate::sys::proc;
use crate::trace::{self, Category, Event};
use alloc::vec::Vec;

/// Lists the program if that is what was asked for, and ends the process.
pub fn listing(line: &Option<CommandLine>, program: ObjectRef) {
    let options = linker().options();
    match options.mode {
        Mode::Tree => tree::tree(program, options.json),
        Mode::Why => tree::why(program, options.why.unwrap_or(b""), options.json),
        Mode::Check => check::check(program, options.json),
        _ => {}
    }
    if !options.trace_loaded && line.as_ref().is_none_or(|line| line.mode != Mode::List) {
        return;
    }
    let objects = linker().namespaces[BASE].list();
    match versions::check(&objects, Remarks::Said) {
        Ok(errors) => errors.iter().for_each(text::version_line),
        Err(error) => text::fatal(&error),
    }
    // glibc makes the first thread before it lists. Nobody needs it here, but releases that tell of it do so here, too.
    if tls::dtv::tells_of_blocks() {
        tls::startup::lay_out(&objects);
    }
    if options.unused() {
        proc::exit(unused(program));
    }
    let mut shown = Vec::new();
    if !program.needed().any(|needed| matches!(needed, Needed::Library(_))) {
        shown.put(b"\tstatically linked\n");
    } else {
        list(program, &objects, &mut shown);
    }
    out::write(STDOUT, &shown);
    shown.clear();
    if options.mode == Mode::List {
        symbols(program);
    }
    if options.warn {
        report_undefined(program);
    }
    if options.verbose {
        needed_versions(&objects, &mut shown);
    }
    finish(&shown)
}

/// `--list PROGRAM SYMBOL...`: what the program would find by these names. (glibc shows decimal digits as hexadecimal ones.)
fn symbols(program: ObjectRef) {
    // By now the program's name is the first.
    let names = (1..).map_while(|index| linker().initial.get()?.argument(index));
    for name in names {
        let Some(found) = lookup::global_definition(program, name, None, Class::PLT) else {
            text::fatal(&lookup::undefined(program, name, None));
        };
        let (value, base) = (Number(found.symbol.value), Value::size(found.object.image.bias));
        let mut shown = Vec::new();
        fill(&mut shown, "%0 found at 0x%p1 in object at 0x%p2\n", &[Text(name.bytes()), value, base]);
        out::write(STDOUT, &shown);
    }
}

fn finish(shown: &[u8]) -> ! {
    out::write(STDOUT, shown);
    proc::exit(0)
}

fn list(program: ObjectRef, objects: &[ObjectRef], shown: &mut Vec<u8>) {
    for entry in chain(program, objects) {
        match entry {
            Entry::Missing(name) => fill(shown, "\t%0 => not found\n", &[Text(&name)]),
            Entry::Found(object) if object != program => one(&asked_name(object, program), object, shown),
            Entry::Found(object) if linker().options().trace_program => one(b"", object, shown),
            Entry::Found(_) => {}
        }
    }
}

fn one(asked: &[u8], object: ObjectRef, shown: &mut Vec<u8>) {
    let path = object.name.as_bytes();
    let template = if asked == path { "\t%1 (0x%p2)\n" } else { "\t%0 => %1 (0x%p2)\n" };
    fill(shown, template, &[Text(asked), Text(path), Value::size(object.image.start)]);
}

/// The name under which an object was first wanted.
fn asked_name(object: ObjectRef, program: ObjectRef) -> Vec<u8> {
    let name = match object.kind {
        Kind::Loader => program.interpreter(),
        Kind::Library => object.state().names.names().next(),
        Kind::Program | Kind::Vdso | Kind::Proxy => None,
    };
    name.map_or(object.name.as_bytes(), Name::bytes).owned()
}

/// What stands in the list.
enum Entry {
    Found(ObjectRef),
    /// A needed library that no file was found for.
    Missing(Vec<u8>),
}

/// The objects as they were met, the missing ones too; our own place is behind whom we follow in the search list.
fn chain(program: ObjectRef, objects: &[ObjectRef]) -> Vec<Entry> {
    let others = objects.iter().filter(|o| o.kind != Kind::Loader);
    let mut chain = others.map(|&o| Entry::Found(o)).gather();
    let place = |chain: &[Entry], object: ObjectRef| {
        chain.iter().position(|entry| matches!(entry, Entry::Found(o) if *o == object))
    };
    for (before, passed) in linker().passed_over.take().into_iter().enumerate() {
        chain.insert((passed.behind + before).min(chain.len()), Entry::Missing(passed.error.0.object));
    }
    let list = program.searchlist.objects();
    if let Some(&loader) = objects.iter().find(|object| object.kind == Kind::Loader) {
        let before = list.iter().position(|&o| o == loader).and_then(|at| list.get(at.wrapping_sub(1)));
        let at = before.and_then(|&before| place(&chain, before)).map_or(chain.len(), |at| at + 1);
        chain.insert(at, Entry::Found(loader));
    }
    chain
}

/// LD_VERBOSE: who needs which versions of whom.
fn needed_versions(objects: &[ObjectRef], shown: &mut Vec<u8>) {
    let mut first = true;
    for &object in objects
        .iter()
        .filter(|object| object.versions.needs(&object.image, object.symbols.strings()).next().is_some())
    {
        // glibc leaves out its loader, which needs no versions.
        if object.kind == Kind::Loader {
            continue;
        }
        if core::mem::take(&mut first) {
            shown.put(b"\n\tVersion information:\n");
        }
        fill(shown, "\t%0:\n", &[Text(display_name(object))]);
        for need in object.versions.needs(&object.image, object.symbols.strings()) {
            let provider = loaded::called(BASE, need.file.bytes());
            for version in need.versions() {
                let provides = |p: &ObjectRef| p.real().defines_version(version.hash, version.name);
                let path = provider.filter(provides).map_or(&b"not found"[..], display_name);
                let weak = Value::word(if version.weak { "[WEAK] " } else { "" });
                let values = [Text(need.file.bytes()), Text(version.name.bytes()), weak, Text(path)];
                fill(shown, "\t\t%0 (%1) %2=> %3\n", &values);
            }
        }
    }
}

/// Every reference without a definition, the PLT's too; each symbol of each object once.
pub fn each_undefined(program: ObjectRef, f: &mut dyn FnMut(&Error)) {
    for &object in program.searchlist.objects().iter().filter(|object| object.kind != Kind::Loader) {
        let mut told: Vec<bool> = Vec::new();
        let mut is_new = |symbol: usize| {
            // All that the table does not have count as one.
            let symbol = symbol.min(object.symbols.table().len());
            told.resize(told.len().max(symbol + 1), false);
            told.get_mut(symbol).is_some_and(|told| !core::mem::replace(told, true))
        };
        let tables = [object.relocations.symbolic(), object.relocations.plt()];
        for rela in tables.into_iter().flat_map(|table| table.iter()).filter(|rela| rela.symbol() != 0) {
            if let Err(error) = resolve(object, rela.symbol(), Class::PLT)
                && is_new(rela.symbol())
            {
                f(&error);
            }
        }
    }
}

/// LD_WARN (`ldd -d`, with LD_BIND_NOW `ldd -r`): every reference without a definition, in the order of relocation.
fn report_undefined(program: ObjectRef) {
    for &object in program.state().initfini.objects().iter().rev() {
        references::each(object, Plt::asked(), |found| {
            match found {
                // Nothing that merely cannot be found.
                Err(error) if matches!(error.0.what, What::Symbol(SymbolError::ProtectedCopy { .. })) => {
                    text::fatal(&error)
                }
                Err(error) => text::unresolved(&error),
                Ok(_) => {}
            }
        });
    }
}

/// LD_DEBUG=unused (`ldd -u`): direct dependencies that nothing is bound to. Answers the exit status.
fn unused(program: ObjectRef) -> i32 {
    let mut used: Vec<ObjectRef> = Vec::new();
    // `--list` binds nothing but what it must (glibc, `elf/rtld.c`).
    let plt = if linker().options().mode == Mode::List { Plt::Lazy } else { Plt::asked() };
    // What the program itself uses: its libraries' dependencies are their own business.
    references::each(program, plt, |found| {
        // What an object finds in itself makes nobody need it.
        if let Ok(Some(found)) = found
            && found.object != program
            && !used.contains(&found.object)
        {
            used.push(found.object);
        }
    });
    let mut shown = Vec::new();
    for needed in program.needed() {
        let Needed::Library(name) = needed else { continue };
        let Ok(name) = locate::expand(name, program) else { continue };
        let found = loaded::called(BASE, &name);
        if found.is_some_and(|object| used.contains(&object)) {
            continue;
        }
        if shown.is_empty() {
            shown.put(b"Unused direct dependencies:\n");
        }
        // Nothing is bound to what is missing.
        let unused = found.as_ref().map_or(&*name, |object| object.name.as_bytes());
        fill(&mut shown, "\t%0\n", &[Text(unused)]);
    }
    out::write(STDOUT, &shown);
    i32::from(!shown.is_empty())
}

/// `--verify`: 0 for a dynamic program, 2 for a dynamic object that names no loader, 1 for all else, in silence.
pub fn verify(name: Name) -> ! {
    let program = locate::find(name.bytes(), None, BASE, Purpose::Program.search())
        .and_then(|found| load::load(found, name.bytes(), BASE, Purpose::Program));
    proc::exit(match program {
        Ok(program) if program.dynamic_vaddr == 0 => 1,
        Ok(program) if program.interpreter().is_some() => 0,
        Ok(_) => 2,
        Err(_) => 1,
    })
}

/// LD_DEBUG=scopes at start-up.
pub fn scopes(objects: &[ObjectRef]) {
    if trace::on(Category::Scopes) {
        emit(&Event::InitialScopes);
        objects.iter().for_each(|&object| scope(object, 0));
    }
}

/// The scope of an object from its list number `from` on (a later dlopen shows what it added).
pub fn scope(object: ObjectRef, from: usize) {
    emit(&Event::ScopeOf { name: display_name(object), namespace: object.namespace });
    let mut all: Vec<&SearchList> = Vec::new();
    match object.kind {
        // glibc binds its loader without a scope, and gives the vDSO, from which nothing is looked up, the global one.
        Kind::Loader => {}
        Kind::Vdso => {
            all.extend(linker().namespaces[BASE].global.get());
            all.push(&object.searchlist);
        }
        Kind::Program | Kind::Library | Kind::Proxy => {
            all.extend(object.scope_lists());
        }
    }
    for (index, list) in all.iter().enumerate().skip(from) {
        let names: Vec<&[u8]> = list.objects().iter().map(|&object| display_name(object)).collect();
        emit(&Event::ScopeList { index, names: &names });
    }
    if all.is_empty() {
        emit(&Event::NoScope);
    }
    emit(&Event::Blank);
}
