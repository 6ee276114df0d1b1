//! Maintenance tasks: `cargo xtask <name>`.
//!
//! In: the command line. Out: exit status 0 if the task succeeded. A task is a row of `TASKS`; nothing is listed that
//! does not work.

mod bench;
mod dropin;
mod faults;
mod fuzz;
mod install;
mod layouts;
mod loader;
mod lookups;
mod matrix;
mod mutate;
mod race;
mod tidy;

use clap::{Arg, ArgMatches, Command};
use std::path::Path;
use std::process::ExitCode;

/// A task: its name, what does it, one line of help, its arguments.
struct Task {
    name: &'static str,
    run: fn(&Path, &ArgMatches) -> Result<(), String>,
    help: &'static str,
    arguments: fn() -> Vec<Arg>,
}

const TASKS: &[Task] = &[
    Task {
        name: "bench",
        run: bench::run,
        help: "measure our loader beside the system's",
        arguments: bench::arguments,
    },
    Task {
        name: "dropin",
        run: dropin::run,
        help: "mount the loader over the machine's ld.so, for some everyday tasks alone (root)",
        arguments: dropin::arguments,
    },
    Task {
        name: "faults",
        run: faults::run,
        help: "let every system call of the loader fail once in every way, print the table of outcomes",
        arguments: faults::arguments,
    },
    Task {
        name: "tidy",
        run: tidy::run,
        help: "check the rules of the rooms: who may name what",
        arguments: Vec::new,
    },
    Task {
        name: "install",
        run: install::run,
        help: "build the release binary and copy it to PREFIX/bin, with rtld-ldd and the manual page",
        arguments: install::arguments,
    },
    Task {
        name: "layouts",
        run: layouts::run,
        help: "make a table of glibc's private layouts from debug information, or propose one",
        arguments: layouts::arguments,
    },
    Task {
        name: "lookups",
        run: lookups::run,
        help: "look up every symbol of every file here by the fast ways and by the plain one, compare",
        arguments: lookups::arguments,
    },
    Task {
        name: "matrix",
        run: matrix::run,
        help: "run programs of several Debian releases under the loader, print a table (root, network)",
        arguments: matrix::arguments,
    },
    Task {
        name: "fuzz",
        run: fuzz::run,
        help: "run the fuzz targets, guided by coverage",
        arguments: fuzz::arguments,
    },
    Task {
        name: "mutate",
        run: mutate::run,
        help: "load mutated libraries in every way: no signal in the loader, no hang, no panic",
        arguments: mutate::arguments,
    },
    Task {
        name: "race",
        run: race::run,
        help: "everything that threads do to a loader, at once, ten million times",
        arguments: race::arguments,
    },
];

fn main() -> ExitCode {
    let commands = TASKS.iter().map(|t| Command::new(t.name).about(t.help).args((t.arguments)()));
    let matches = Command::new("xtask")
        .about("maintenance tasks of rtld")
        .subcommand_required(true)
        .subcommands(commands);
    let matches = matches.get_matches();
    let (name, arguments) = matches.subcommand().expect("clap requires a subcommand");
    let task = TASKS.iter().find(|t| t.name == name).expect("clap knows the same names");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies below the root");
    match (task.run)(root, arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{name}: {why}");
            ExitCode::FAILURE
        }
    }
}
