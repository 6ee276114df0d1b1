//! What the command line and the environment ask us to say before, or instead of, running the program.
//!
//! In: the parsed options. Out: text, and often the end of the process. Called by `start` between its stages.

use crate::bytes::Name;
use crate::link::linker::linker;
use crate::link::object::ObjectRef;
use crate::plan::options::CommandLine;
use crate::say::debug;
use crate::trace::{self, Category};

/// Before anything is loaded.
pub fn at_start(_line: Option<&CommandLine>) {
    let options = linker().options();
    debug::unknown_words(&options.debug_unknown);
    if trace::on(Category::Help) {
        debug::debug_help();
    }
}

/// An explicit invocation, before the program is opened.
pub fn before_program(_line: &CommandLine, _given: Name) {}

/// Everything is loaded, nothing relocated.
pub fn listing(_line: &Option<CommandLine>, _program: ObjectRef) {}

/// LD_DEBUG=scopes.
pub fn scopes(_objects: &[ObjectRef]) {}
