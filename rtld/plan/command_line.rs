//! The words of an explicit invocation, `rtld [OPTION]... PROGRAM [ARGUMENT]...` (ld.so(8)).
//!
//! In: argv. Out: what is to be done, with what, and where the program's own words begin; or which word means nothing. The
//! options are glibc's and a few of ours. Must not: look anything up, print, or end the process.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use super::options::Text;
use crate::bytes::{Label, Name};
use alloc::vec::Vec;

/// What an explicit invocation is to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode {
    #[default]
    Run,
    List,
    Verify,
    Help,
    Version,
    ListTunables,
    ListDiagnostics,
    /// Who needs whom.
    Tree,
    /// Why a library or a symbol is what it is.
    Why,
    /// Would it start?
    Check,
}

/// Options that say no more than what is to be done.
static MODES: [(Label<18>, Mode); 8] = [
    (Label::of("--list"), Mode::List),
    (Label::of("--verify"), Mode::Verify),
    (Label::of("--tree"), Mode::Tree),
    (Label::of("--check"), Mode::Check),
    (Label::of("--list-tunables"), Mode::ListTunables),
    (Label::of("--list-diagnostics"), Mode::ListDiagnostics),
    (Label::of("--help"), Mode::Help),
    (Label::of("--version"), Mode::Version),
];

/// An explicit invocation.
#[derive(Clone, Debug, Default)]
pub struct CommandLine {
    pub mode: Mode,
    /// How many words stand before the program's name, our own included. There may be no further word, if
    /// the mode needs none.
    pub program_index: usize,
    pub inhibit_cache: bool,
    pub library_path: Option<Text>,
    pub inhibit_rpath: Option<Text>,
    pub audit: Vec<Text>,
    pub preload: Option<Text>,
    pub hwcaps_prepend: Option<Text>,
    pub hwcaps_mask: Option<Text>,
    pub argv0: Option<Name>,
    /// `--json`: for programs.
    pub json: bool,
    /// `--why`: what is asked about.
    pub why: Option<Text>,
}

/// A command line that means nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Usage {
    MissingProgram,
    /// Also an option whose argument is missing.
    Unrecognized(Text),
}

/// Reads the words of argv, argv[0] first.
pub fn parse(words: impl Iterator<Item = Name>) -> Result<CommandLine, Usage> {
    let mut words = words.skip(1).peekable();
    let mut line = CommandLine { program_index: 1, ..CommandLine::default() };
    while let Some(word) = words.next_if(|word| word.bytes().starts_with(b"--")) {
        line.program_index = line.program_index.saturating_add(1);
        // Newer releases know where options end (glibc 2.41, `elf/rtld.c`).
        if word.bytes() == b"--" {
            break;
        }
        if line.take_flag(word.bytes()) {
            // What follows --version is not even looked at.
            if line.mode == Mode::Version {
                return Ok(line);
            }
            continue;
        }
        let argument = words.next().ok_or(Usage::Unrecognized(word.bytes()))?;
        if !line.take_option(word.bytes(), argument) {
            return Err(Usage::Unrecognized(word.bytes()));
        }
        line.program_index = line.program_index.saturating_add(1);
    }
    let complete = matches!(line.mode, Mode::Help | Mode::ListTunables | Mode::ListDiagnostics);
    match words.peek() {
        None if !complete => Err(Usage::MissingProgram),
        _ => Ok(line),
    }
}

impl CommandLine {
    /// An option that stands alone; false if `word` is none.
    fn take_flag(&mut self, word: &[u8]) -> bool {
        if let Some(&(_, mode)) = MODES.iter().find(|(option, _)| option.bytes() == word) {
            // --help with a program tells its search path; neither of these two changes that.
            if self.mode != Mode::Help || !matches!(mode, Mode::List | Mode::Verify) {
                self.mode = mode;
            }
            return true;
        }
        let (inhibit_cache, json) = (word == b"--inhibit-cache", word == b"--json");
        self.inhibit_cache |= inhibit_cache;
        self.json |= json;
        inhibit_cache || json
    }

    /// An option with an argument; false if `word` is none.
    fn take_option(&mut self, word: &[u8], argument: Name) -> bool {
        let text: Text = argument.bytes();
        let is = |option: &str| word == option.as_bytes();
        match () {
            _ if is("--why") => {
                self.mode = Mode::Why;
                self.why = Some(text);
            }
            _ if is("--library-path") => self.library_path = Some(text),
            _ if is("--inhibit-rpath") => self.inhibit_rpath = Some(text),
            _ if is("--audit") => self.audit.push(text),
            _ if is("--preload") => self.preload = Some(text),
            _ if is("--argv0") => self.argv0 = Some(argument),
            _ if is("--glibc-hwcaps-prepend") => self.hwcaps_prepend = Some(text),
            _ if is("--glibc-hwcaps-mask") => self.hwcaps_mask = Some(text),
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use std::boxed::Box;
    use std::ffi::CString;
    use std::vec;

    fn names(words: &[&str]) -> Vec<Name> {
        words
            .iter()
            .map(|word| Name::of(Box::leak(CString::new(*word).unwrap().into_boxed_c_str())))
            .collect()
    }

    fn line(words: &[&str]) -> Result<CommandLine, Usage> {
        let mut all = vec!["rtld"];
        all.extend_from_slice(words);
        parse(names(&all).into_iter())
    }

    #[test]
    fn command_lines() {
        let run = line(&[
            "--library-path",
            "/x",
            "--argv0",
            "me",
            "--audit",
            "a",
            "--audit",
            "b",
            "prog",
            "--list",
        ])
        .unwrap();
        assert_eq!((run.mode, run.program_index, run.library_path), (Mode::Run, 9, Some(&b"/x"[..])));
        assert_eq!(run.argv0.unwrap().bytes(), b"me");
        assert_eq!(run.audit, [&b"a"[..], b"b"]);
        assert_eq!(line(&["--list", "p"]).unwrap().mode, Mode::List);
        assert_eq!(line(&["-h"]).unwrap().program_index, 1);
        // The argument of an option may look like one.
        assert_eq!(line(&["--preload", "--list", "p"]).unwrap().preload, Some(&b"--list"[..]));
    }

    #[test]
    fn modes() {
        assert_eq!(line(&["--help"]).unwrap().mode, Mode::Help);
        assert_eq!(line(&["--help", "--list"]).unwrap().mode, Mode::Help);
        assert_eq!(line(&["--help", "--list-tunables"]).unwrap().mode, Mode::ListTunables);
        assert_eq!(line(&["--list-tunables", "--list", "p"]).unwrap().mode, Mode::List);
        assert_eq!(line(&["--verify", "--list", "p"]).unwrap().mode, Mode::List);
        assert_eq!(line(&["--version", "--bad"]).unwrap().mode, Mode::Version);
        assert_eq!(line(&["--list", "--", "--p"]).unwrap().program_index, 3);
    }

    #[test]
    fn wrong_command_lines() {
        assert_eq!(line(&[]).unwrap_err(), Usage::MissingProgram);
        assert_eq!(line(&["--list-tunables", "--list"]).unwrap_err(), Usage::MissingProgram);
        assert_eq!(line(&["--"]).unwrap_err(), Usage::MissingProgram);
        for word in ["--li", "--library-path", "--argv0", "--bad"] {
            let Usage::Unrecognized(text) = line(&[word]).unwrap_err() else { panic!("{word}") };
            assert_eq!(text, word.as_bytes());
        }
        assert_eq!(line(&["--bad", "--version"]).unwrap_err(), Usage::Unrecognized(b"--bad"));
        assert_eq!(parse(core::iter::empty()).unwrap_err(), Usage::MissingProgram);
    }
}
