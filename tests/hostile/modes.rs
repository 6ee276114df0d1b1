//! The ways in which a file meets the loader.
//!
//! In: a mode, a target, where its mutated file lies. Out: the command to run. Must not: run it.

use super::loader::Loader;
use super::random::Random;
use super::targets::{Kind, Target};
use std::path::Path;
use std::process::Command;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Mode {
    /// `rtld --list FILE`.
    List,
    /// `rtld --check FILE`.
    Check,
    Tree,
    Verify,
    /// `ldd -r`: everything is relocated, nothing runs.
    Relocated,
    /// A program needs it.
    Needed,
    /// A program dlopens it.
    Opened,
    Preloaded,
    Audited,
    /// `rtld FILE`.
    Program,
    /// The kernel maps it and starts the loader as its interpreter.
    Interpreted,
    /// It is /etc/ld.so.cache, and a program's libraries are looked up in it.
    Cache,
}

const LIBRARY: [Mode; 10] = [
    Mode::List,
    Mode::Check,
    Mode::Tree,
    Mode::Verify,
    Mode::Relocated,
    Mode::Needed,
    Mode::Opened,
    Mode::Preloaded,
    Mode::Audited,
    Mode::Program,
];
const PROGRAM: [Mode; 8] = [
    Mode::List,
    Mode::Check,
    Mode::Tree,
    Mode::Verify,
    Mode::Relocated,
    Mode::Program,
    Mode::Interpreted,
    Mode::Opened,
];

impl Mode {
    /// Those that make sense for a target.
    pub fn of(kind: Kind) -> &'static [Mode] {
        match kind {
            Kind::Library => &LIBRARY,
            Kind::Program => &PROGRAM,
            Kind::Cache => &[Mode::Cache],
        }
    }

    /// One of them; a real load twice as often as a look.
    pub fn pick(kind: Kind, random: &mut Random) -> Mode {
        let all = Mode::of(kind);
        let real: Vec<Mode> = all.iter().copied().filter(|mode| *mode > Mode::Verify).collect();
        let index = random.below(all.len() + real.len());
        all.get(index).copied().unwrap_or_else(|| real[index - all.len()])
    }
}

/// What a run has besides its file.
pub struct Stage<'a> {
    /// Starts everything.
    pub launcher: &'a Path,
    pub loader: &'a Loader,
    /// Dlopens its first argument.
    pub opener: &'a Path,
    /// Needs nothing but libc.
    pub trivial: &'a Path,
}

/// Variables that change what the loader does with the same file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    Plain,
    /// LD_BIND_NOW.
    Now,
    /// LD_DEBUG=all: every name of the file is printed.
    Traced,
}

impl Manner {
    pub fn pick(random: &mut Random) -> Manner {
        match random.below(16) {
            0 => Manner::Traced,
            1..5 => Manner::Now,
            _ => Manner::Plain,
        }
    }
}

/// `file` is the mutated one, alone in `folder`.
pub fn command(
    mode: Mode,
    manner: Manner,
    stage: &Stage,
    target: &Target,
    folder: &Path,
    file: &Path,
) -> Command {
    let mut command = Command::new(if mode == Mode::Interpreted { file } else { &stage.loader.path });
    match mode {
        Mode::List => command.arg("--list").arg(file),
        Mode::Check => command.arg("--check").arg(file),
        Mode::Tree => command.arg("--tree").arg(file),
        Mode::Verify => command.arg("--verify").arg(file),
        Mode::Relocated => {
            let variables = [("LD_TRACE_LOADED_OBJECTS", "1"), ("LD_WARN", "yes"), ("LD_BIND_NOW", "yes")];
            command.envs(variables).arg(file)
        }
        Mode::Needed => command.arg("--library-path").arg(folder).arg(&target.program),
        Mode::Opened => command.arg(stage.opener).arg(file).args(&target.symbols),
        Mode::Preloaded => command.arg("--preload").arg(file).arg(stage.trivial),
        Mode::Audited => command.arg("--audit").arg(file).arg(stage.trivial),
        Mode::Program => command.arg(file).args(&target.arguments),
        Mode::Interpreted => command.args(&target.arguments),
        Mode::Cache => command.arg(stage.opener).args(&target.symbols),
    };
    match manner {
        Manner::Plain => &mut command,
        Manner::Now => command.env("LD_BIND_NOW", "1"),
        Manner::Traced => command.env("LD_DEBUG", "all"),
    };
    command
}
