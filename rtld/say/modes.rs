//! What the command line and the environment ask us to say before, or instead of, running the program.
//!
//! In: the parsed options. Out: text, and often the end of the process. Called by `start` between its stages. Must not:
//! hold a text; those are in `help`, `list` and `debug`. What lists the facts of a libc lists those of the one that programs
//! would get.

pub use super::list::{listing, scopes};

use super::{debug, diagnostics, help, list};
use crate::bytes::Name;
use crate::link::customs;
use crate::link::linker::linker;
use crate::plan::command_line::{CommandLine, Mode};
use crate::plan::options::Options;
use crate::sys::{file, proc};
use crate::trace::{self, Category};

/// Status of a privileged program that should be listed: its files are nobody's business (as in glibc).
const NOT_LISTED: i32 = 5;

/// What LD_DEBUG's own words ask for, before the command line is looked at.
pub fn debug_words(options: &Options) {
    debug::unknown_words(&options.debug_unknown);
    // As in glibc, secure mode makes no difference: the text leads nobody astray.
    if (options.debug | options.debug_if_suid_debug) & Category::Help as u32 != 0 {
        debug::debug_help();
    }
}

/// Whatever can be said, or refused, before a program is opened. May end the process.
pub fn at_start(line: Option<&CommandLine>) {
    let options = linker().options();
    if options.secure && options.debug_if_suid_debug != 0 && file::stat(c"/etc/suid-debug").is_ok() {
        trace::set_mask(options.debug_if_suid_debug);
    }
    if options.secure && options.trace_loaded {
        proc::exit(NOT_LISTED);
    }
    if let Some(name) = options.debug_output.filter(|_| trace::mask() != 0) {
        debug::begin(name);
    }
    let Some(&initial) = linker().initial.get() else { return };
    if options.debug_self {
        let others = |entry: Name| !entry.bytes().starts_with(b"LD_DEBUG=");
        initial.filter_environment(|entry| Some(entry).filter(|&entry| others(entry)));
    }
    if options.show_auxv {
        help::show_auxv(initial);
    }
    match line.map_or(Mode::Run, |line| line.mode) {
        Mode::Run | Mode::List | Mode::Verify | Mode::Tree | Mode::Why | Mode::Check => {}
        Mode::Help => help::help(),
        Mode::Version => help::version(),
        Mode::ListTunables => {
            customs::introduce_ahead();
            help::list_tunables()
        }
        Mode::ListDiagnostics => {
            customs::introduce_ahead();
            diagnostics::list(initial)
        }
    }
}

/// The program of an explicit invocation is about to be opened: `--verify` does that in its own, silent way.
pub fn before_program(line: &CommandLine, name: Name) {
    if line.mode == Mode::Verify {
        list::verify(name);
    }
}
