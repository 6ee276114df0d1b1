//! `--check FILE`: would it start? Silent and 0 when all is well, 2 when something would fail.
//!
//! In: the file with as much of its closure as could be loaded, nothing relocated. Out: a line for each finding on
//! standard output, as text or NDJSON, and the end of the process. The rules' names are stable:
//!
//! | rule | finding | rule | finding |
//! |---|---|---|---|
//! | E01 | a library is missing | W11 | a search directory that anybody may write to |
//! | E02 | a symbol has no definition | W13 | no RELRO |
//! | E03 | a version is not provided | W14 | wants an executable stack |
//! | E04 | the interpreter is missing, or refused by the kernel | W15 | relocations in the text |
//! | E05 | a file is truncated, foreign, or no library | | |
//! | E06 | too much static TLS for a library that dlopen is to load | | |
//! | E07 | the file itself is missing, or not executable | | |
//!
//! While a library is missing, E02 is not asked: it might have the symbol. Warnings alone leave the status at 0. Nothing of
//! the file runs. Must not: load anything.

use super::explain::{NO_SLASH, reason_of};
use super::fill::Value::{self, Number, Text};
use super::fill::fill;
use super::text::program;
use super::{json, list, reason};
use crate::elf::{DF_1_PIE, DF_STATIC_TLS, PF_X};
use crate::error::{Errno, Error, SearchError, SymbolError, TlsError, VersionError, What};
use crate::link::candidate::{self, Attempt, Outcome, Unfit};
use crate::link::linker::{BASE, linker};
use crate::link::locate;
use crate::link::object::{Kind, ObjectRef};
use crate::link::tenant::TlsReserve;
use crate::link::transaction::display_name;
use crate::link::versions::{self, Remarks};
use crate::plan::tls::{StaticLayout, Use, surplus};
use crate::sys::out::{self, STDOUT};
use crate::sys::{file, proc};
use crate::trace::Rule;
use alloc::ffi::CString;
use alloc::vec::Vec;

const GOOD: i32 = 0;
const BAD: i32 = 2;

/// World-writable, and not sticky.
const ANYBODY: u32 = 0o002;
const STICKY: u32 = 0o1000;

struct Report {
    json: bool,
    shown: Vec<u8>,
    errors: usize,
}

impl Report {
    fn finding(&mut self, object: &[u8], rule: &str, text: &[u8]) {
        self.errors += usize::from(rule.starts_with('E'));
        let fields = [Text(object), Value::word(rule), Text(text)];
        if self.json {
            json::line("finding object rule text", &fields, &mut self.shown);
        } else {
            fill(&mut self.shown, "%0: %1 %2\n", &fields);
        }
    }

    /// A finding that names something.
    fn about(&mut self, object: &[u8], rule: &str, template: &str, values: &[Value<'_>]) {
        let mut text = Vec::new();
        fill(&mut text, template, values);
        self.finding(object, rule, &text);
    }

    fn end(self) -> ! {
        out::write(STDOUT, &self.shown);
        proc::exit(if self.errors > 0 { BAD } else { GOOD })
    }
}

/// Checks the loaded file.
pub fn check(program: ObjectRef, json: bool) -> ! {
    let mut report = Report { json, shown: Vec::new(), errors: 0 };
    for passed in linker().passed_over.take() {
        failed(Some(passed.by), &passed.error, &mut report);
    }
    let complete = report.errors == 0;
    interpreter(program, &mut report);
    executable(program, &mut report);
    let objects = linker().namespaces[BASE].list();
    let lacking = versions::check(&objects, Remarks::Silent).unwrap_or_else(|error| {
        failed(Some(program), &error, &mut report);
        Vec::new()
    });
    for error in &lacking {
        let mut text = Vec::new();
        reason::put_version(error, &mut text);
        report.finding(reason::named(error), "E03", &text);
    }
    if complete {
        undefined(program, &lacking, &mut report);
    }
    static_tls(program, &mut report);
    warnings(program, &mut report);
    report.end()
}

/// Not even the file itself could be loaded.
pub fn unloadable(error: &Error, json: bool) -> ! {
    let mut report = Report { json, shown: Vec::new(), errors: 0 };
    failed(None, error, &mut report);
    report.end()
}

/// `by` wants a file that cannot be had; `None`: it is the file to be checked.
fn failed(by: Option<ObjectRef>, error: &Error, report: &mut Report) {
    let name = error.0.object.as_slice();
    let mut text = reason::reason(error);
    reason::put_cause(reason::errno_of(error), &mut text);
    let mut rule = match &error.0.what {
        What::Search(SearchError::NotFound) if by.is_none() => "E07",
        What::Search(SearchError::NotFound) => "E01",
        What::Version(_) => "E03",
        _ => "E05",
    };
    if matches!(error.0.what, What::Search(SearchError::NotFound))
        && let Some(attempt) = passed_over(name, by)
    {
        if matches!(attempt.outcome, Outcome::BadHeader(_)) {
            rule = "E05";
        }
        text = [attempt.path.as_slice(), &reason_of(&attempt).unwrap_or_default()].concat();
    }
    if rule == "E07" && !name.contains(&b'/') {
        return report.about(program(), rule, "%0 %1", &[Text(name), Value::word(NO_SLASH)]);
    }
    report.about(by.map_or(program(), display_name), rule, "%0: %1", &[Text(name), Text(&text)]);
}

/// A file that the search did not take without ending there: of another machine, or without permission.
fn passed_over(name: &[u8], by: Option<ObjectRef>) -> Option<Attempt> {
    let is_told = |attempt: &Attempt| match attempt.outcome {
        Outcome::Failed(errno) => errno != Errno::NOENT,
        outcome => matches!(outcome, Outcome::BadHeader(_)),
    };
    // Subdirectories are tried before the directory.
    locate::attempts(name, by).into_iter().rev().find(is_told)
}

/// Symbols without a definition; not those of a version that is known to be lacking.
fn undefined(program: ObjectRef, lacking: &[VersionError], report: &mut Report) {
    list::each_undefined(program, &mut |error| {
        if let What::Symbol(SymbolError::Undefined { version: Some(version), .. }) = &error.0.what
            && lacking.iter().any(|lack| lack.version == *version)
        {
            return;
        }
        report.finding(&error.0.object, "E02", &reason::reason(error));
    });
}

/// What the kernel does before us: it opens the interpreter and the program to execute them (binfmt_elf).
fn interpreter(program: ObjectRef, report: &mut Report) {
    let Some(name) = program.interpreter() else { return };
    let path = CString::new(name.bytes()).unwrap_or_default();
    let errno = match file::executable(&path) {
        Err(errno) => errno,
        Ok(()) => match candidate::open(&path, &path, Rule::Path) {
            Err(Unfit::Header(_)) => Errno::LIBBAD,
            // It opens, and cannot be read: a directory.
            Err(Unfit::Other(_)) => Errno::ACCES,
            _ => return,
        },
    };
    let is = Value::word(if errno == Errno::NOENT { "missing" } else { "refused" });
    let values = [Text(name.bytes()), is, Text(&words(errno))];
    report.about(display_name(program), "E04", "interpreter %0 is %1, the kernel says%2", &values);
}

/// A library need not be executable, though it may have an interpreter.
fn executable(program: ObjectRef, report: &mut Report) {
    let path = linker().direct_path.borrow().clone().and_then(|path| CString::new(path).ok());
    let is_program = program.interpreter().is_some() && program.soname().is_none();
    if let Some(Err(errno)) = path.filter(|_| is_program).map(|path| file::executable(&path)) {
        report.about(display_name(program), "E07", "cannot be executed%0", &[Text(&words(errno))]);
    }
}

/// What the kernel says, behind a colon.
fn words(errno: Errno) -> Vec<u8> {
    let mut words = Vec::new();
    reason::put_cause(errno.0, &mut words);
    words
}

/// A library may come by dlopen into a process that has only libc: what of it and its dependencies must be in the static
/// block then has to fit into what is kept free there. A program's own modules make the block as large as they need.
fn static_tls(file: ObjectRef, report: &mut Report) {
    if file.interpreter().is_some() || file.dynamic.has_1(DF_1_PIE) {
        return;
    }
    let TlsReserve { namespaces, optional } = linker().tenant().tls_reserve();
    let Ok(surplus) = surplus(namespaces, 0, optional) else { return };
    let mut layout = StaticLayout::EMPTY;
    let libc = linker().namespaces[BASE].libc.get();
    let objects = linker().namespaces[BASE].list();
    let blocks = objects.iter().filter_map(|&object| object.tls().map(|segment| (object, segment)));
    for (_, segment) in blocks.clone().filter(|(object, _)| Some(*object) == libc) {
        layout.place(&segment);
    }
    layout.close(surplus);
    let initial_exec = |object: ObjectRef| u64::from(object.dynamic.flags) & DF_STATIC_TLS != 0;
    for (object, segment) in blocks.filter(|(object, _)| Some(*object) != libc && initial_exec(*object)) {
        if let Err(TlsError::StaticExhausted { needed, free }) = layout.place_late(&segment, Use::Required) {
            report.about(
                display_name(object),
                "E06",
                "dlopen may find no room for it in the static TLS block: %0 bytes needed, %1 kept free",
                &[Number(needed), Number(free)],
            );
        }
    }
}

/// The file itself and what it brings along; the distribution's own files are its makers' business.
fn warnings(program: ObjectRef, report: &mut Report) {
    for object in linker().namespaces[BASE].list() {
        if !matches!(object.kind, Kind::Program | Kind::Library) {
            continue;
        }
        let name = display_name(object);
        for list in [object.dynamic.rpath(), object.dynamic.runpath()].into_iter().flatten() {
            for directory in locate::path_of(object, list.bytes()) {
                let bare =
                    CString::new(directory.strip_suffix(b"/").unwrap_or(&directory)).unwrap_or_default();
                let open = |mode: u32| mode & ANYBODY != 0 && mode & STICKY == 0;
                if file::stat(&bare).is_ok_and(|stat| open(stat.mode)) {
                    let template = "anybody may write to the search directory %0";
                    report.about(name, "W11", template, &[Text(bare.as_bytes())]);
                }
            }
        }
        if object.relro().is_none() && object == program {
            report.finding(name, "W13", b"has no RELRO: its tables stay writable");
        }
        // As in `link/stack`: a file that does not say wants one.
        if object.stack_flags.unwrap_or(PF_X) & PF_X != 0 {
            report.finding(name, "W14", b"wants an executable stack");
        }
        if object.dynamic.textrel {
            report.finding(name, "W15", b"has relocations in its text");
        }
    }
}
