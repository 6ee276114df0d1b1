//! The explicit invocation: this loader as a command, `rtld [OPTION]... PROGRAM [ARGUMENT]...` (ld.so(8)).
//!
//! In: the words of argv. Out: the command line; the program, opened and mapped, with the stack changed to what the program
//! would have seen. A static program is the kernel's business, and handed to it. Must not: load what the program needs.

use crate::bytes::{Name, Owned};
use crate::elf::dynamic::Needed;
use crate::error::{Error, MapError, Result, What};
use crate::link::linker::{BASE, linker};
use crate::link::load::{self, Purpose};
use crate::link::locate;
use crate::link::object::ObjectRef;
use crate::mem::stack::{Initial, at};
use crate::plan::command_line::{self, CommandLine};
use crate::plan::tokens;
use crate::say::{self, text};
use crate::sys::proc;
use core::ffi::CStr;

/// The command line, or the end of the process with what is wrong with it.
pub fn command_line(initial: Initial) -> CommandLine {
    let words = (0..initial.argc()).filter_map(|index| initial.argument(index));
    match command_line::parse(words) {
        Ok(line) => line,
        Err(usage) => text::usage(usage),
    }
}

/// Opens the program as the search finds it, and makes the stack say what it says to a program that the kernel started.
pub fn program(initial: Initial, loader: ObjectRef, line: &CommandLine) -> Result<ObjectRef> {
    let given = initial.argument(line.program_index).unwrap_or(Name::EMPTY);
    say::modes::before_program(line, given);
    initial.shift_arguments(line.program_index);
    let found = locate::find(given.bytes(), None, BASE, Purpose::Program.search())?;
    let path = found.path.clone();
    // Now, as the program may go elsewhere.
    let absolute = locate::absolute(path.as_bytes());
    *linker().direct_path.borrow_mut() = absolute.or_else(|| Some(path.as_bytes().owned()));
    let program = load::load(found, given.bytes(), BASE, Purpose::Program)?;
    let listing = linker().options().look_only;
    if let Some(name) = program.interpreter() {
        // Under this name the program knows its loader: it asks for us, not for another file.
        loader.begin_names(name.bytes());
    }
    let own_name = loader.soname().map(Name::bytes);
    if !listing && program.soname().is_some_and(|name| Some(name.bytes()) == own_name) {
        text::loads_itself(program.soname().map_or(b"", Name::bytes));
    }
    if !listing {
        has_entry(program).map_err(|what| Error::new(given.bytes(), What::Map(what)))?;
    }
    if is_static(program) && !listing {
        execute(&path, initial, line);
    }
    present(initial, line, program);
    Ok(program)
}

/// The stack speaks of the program, which the kernel does not know of.
fn present(initial: Initial, line: &CommandLine, program: ObjectRef) {
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
}

/// What is started must be code of the program.
fn has_entry(program: ObjectRef) -> core::result::Result<(), MapError> {
    match program.entry {
        entry if entry == program.image.at(0) => Err(MapError::NoEntry),
        entry if !program.image.executes(entry) => Err(MapError::NotExecutable),
        _ => Ok(()),
    }
}

/// No interpreter asked for and nothing needed: the program loads itself.
fn is_static(program: ObjectRef) -> bool {
    !program.needed().any(|needed| matches!(needed, Needed::Library(_))) && program.interpreter().is_none()
}

/// Hands a static program to the kernel, as glibc's ld.so does since 2.34.
fn execute(path: &CStr, initial: Initial, line: &CommandLine) -> ! {
    if let Some(argv0) = line.argv0 {
        initial.set_argument_zero(argv0);
    }
    // SAFETY: argv and envp are the process's own, null-terminated.
    let errno = unsafe { proc::execute(path, initial.argv(), initial.envp()) };
    text::cannot_execute(path.to_bytes(), errno)
}

/// Is there a token in what the program says about its libraries, or the user in LD_LIBRARY_PATH?
pub fn asks_for_origin(program: ObjectRef) -> bool {
    let dynamic = &program.dynamic;
    let needed = program.needed().map(|needed| match needed {
        Needed::Library(name) | Needed::Filter(name) | Needed::Auxiliary(name) => name,
    });
    let mut names = dynamic.rpath().into_iter().chain(dynamic.runpath()).chain(needed);
    let users = linker().options().library_path().0.is_some_and(tokens::present);
    users || names.any(|name| tokens::present(name.bytes()))
}
