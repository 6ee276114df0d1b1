//! A library that was not found: who wanted it, each place that was looked into and why it was passed over, and a copy
//! that would do in a place that no rule leads to.
//!
//! In: the name, and the same search again (`locate::attempts`). Out: lines. Must not: offer a file that it has not opened.

use super::advice::{library_path, quoted};
use super::file::kind_of;
use super::places::{Places, bare, fits, places, sort};
use super::{Lines, wanted_by};
use crate::bytes::{Owned, Words};
use crate::error::{Errno, HeaderError};
use crate::link::candidate::{Attempt, Outcome};
use crate::link::linker::linker;
use crate::link::listing;
use crate::link::locate;
use crate::link::object::{Kind, ObjectRef};
use crate::link::transaction::display_name;
use crate::say::fill::Value::Text;
use crate::say::fill::{Value, fill};
use crate::sys::file;
use crate::trace::Rule;
use alloc::ffi::CString;
use alloc::vec::Vec;
use core::ffi::CStr;

/// How many attempts of one rule are listed.
const ATTEMPTS: usize = 512;

pub const NO_SLASH: &str = "has no slash: it is looked for as a library is, not in PATH";
const NO_DIRECTORY: &str = " (no such directory)";
const NO_RULE: &str = "%0 (x86-64), which no rule leads to";

pub fn missing(name: &[u8], to: &mut Lines) {
    let by = wanted_by(name, to);
    let attempts = locate::attempts(name, by);
    if name.contains(&b'/') {
        return at_its_place(name, by, &attempts, to);
    }
    looked_in(name, &attempts, to);
    if by.is_none() && linker().main_program().is_none() {
        return program(name, to);
    }
    if !elsewhere(name, by, None, to) {
        otherwise(name, &attempts, to);
    }
}

/// The program itself, by a name that a shell would look up in PATH, or that is here.
fn program(name: &[u8], to: &mut Lines) {
    to.line("the name", NO_SLASH, &[]);
    let here = [b"./", name].concat();
    match kind_of(&here) {
        Some(kind) => to.line("the file", "%0 %1", &[Text(&here), Value::word(kind)]),
        None if is_there(&here) => to.line("try", "%0", &[Text(&quoted(&here))]),
        None => {}
    }
}

/// A name with a slash says where the file is; if it does not begin with one, that depends.
fn at_its_place(name: &[u8], by: Option<ObjectRef>, attempts: &[Attempt], to: &mut Lines) {
    for attempt in attempts {
        let reason = reason(attempt).unwrap_or_default();
        if !reason.is_empty() {
            to.line("tried", "%0%1", &[Text(&attempt.path), Text(&reason)]);
        }
    }
    let Some(by) = by.filter(|_| !name.starts_with(b"/")) else { return };
    let is_needed = by.needed().any(|needed| needed.name().bytes() == name);
    // Who opens it so knows that.
    if !is_needed && name.starts_with(b".") {
        return;
    }
    to.line("the name", "is relative to the current directory", &[]);
    let origin = locate::origin(&by).map_or(&b""[..], CStr::to_bytes);
    let path = [origin, b"/", name].concat();
    if !fits(&path) {
        return;
    }
    to.line("found", "%0 (x86-64), by the place of %1", &[Text(&path), Text(display_name(by))]);
    if is_needed {
        let words = [name, &[b"$ORIGIN/", name].concat(), display_name(by)].map(quoted);
        to.line("try", "patchelf --replace-needed %0 %1 %2", &words.each_ref().map(|word| Text(word)));
    }
}

/// No copy at the places that come to mind: one below the directories that were looked into, or another version.
fn otherwise(name: &[u8], attempts: &[Attempt], to: &mut Lines) {
    let mut below = Places(Vec::new());
    let mut systems: Vec<&[u8]> = Vec::new();
    for attempt in attempts.iter().filter(|attempt| attempt.rule == Rule::Default) {
        let Some(base) = attempt.path.strip_suffix(name) else { continue };
        systems.push(base);
        below.below(base);
    }
    for place in &below.0 {
        let path = [place.directory.as_slice(), name].concat();
        if fits(&path) {
            to.line("found", NO_RULE, &[Text(&path)]);
            library_path(place.bare(), to);
            return;
        }
    }
    let nearby = places(to.occasion);
    for base in nearby.iter().map(|place| place.directory.as_slice()).chain(systems) {
        if let Some(other) = other_version(base, name) {
            let template = "%0%1: another version, for which it would have to be built";
            return to.line("close", template, &[Text(base), Text(&other)]);
        }
    }
}

/// A library in this directory whose name differs behind `.so` only.
fn other_version(base: &[u8], name: &[u8]) -> Option<Vec<u8>> {
    let end = name.windows(4).position(|window| window == b".so.")? + 4;
    let stem = name.get(..end)?;
    let directory = file::open_directory(&CString::new(base).ok()?).ok()?;
    let mut names = Vec::new();
    listing::each(&directory, usize::MAX, &mut |other, _| {
        if other.starts_with(stem) && other != name {
            names.push(other.owned());
        }
    })
    .ok()?;
    sort(&mut names, |a, b| (a.len(), a) < (b.len(), b));
    names.into_iter().find(|other| fits(&[base, other].concat()))
}

/// Each rule with its directories, the last subdirectory of each alone; and what was there but did not fit.
fn looked_in(name: &[u8], attempts: &[Attempt], to: &mut Lines) {
    let mut label = "looked in";
    let mut rest = attempts;
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|a| a.rule == first.rule && a.owner == first.owner).count();
        let (group, after) = rest.split_at(same);
        rest = after;
        // Nobody reads more; a search path may be as long as its file.
        let (group, more) = group.split_at(same.min(ATTEMPTS));
        let mut text = Vec::new();
        for (index, attempt) in group.iter().enumerate() {
            let Some(reason) = reason_here(name, group, index) else { continue };
            let gap = Value::word(if text.is_empty() { "" } else { ", " });
            fill(&mut text, "%0%1%2", &[gap, Text(bare(directory(name, attempt))), Text(&reason)]);
        }
        if text.is_empty() {
            continue;
        }
        if !more.is_empty() {
            fill(&mut text, ", and %0 more", &[Value::size(more.len())]);
        }
        let owner = first
            .owner
            .as_deref()
            .map(|owner| if owner.is_empty() { crate::say::text::program() } else { owner });
        let template = match (first.outcome, owner) {
            (Outcome::NotInCache | Outcome::NoCache, _) => "%0",
            (_, Some(_)) => "%0 (%1 of %2)",
            _ => "%0 (%1)",
        };
        let rule = Value::word(crate::say::events::name_of(first.rule));
        to.line(label, template, &[Text(&text), rule, Value::maybe(owner)]);
        label = "";
    }
}

/// The directory of an attempt, with its slash; of the current one nothing.
fn directory<'a>(name: &[u8], attempt: &'a Attempt) -> &'a [u8] {
    attempt.path.strip_suffix(name).unwrap_or(&attempt.path)
}

fn is_there(directory: &[u8]) -> bool {
    CString::new(directory).is_ok_and(|path| file::stat(&path).is_ok())
}

/// What came of one attempt among those of its rule; `None`: not worth a word. Of a subdirectory that is only what did not
/// come of the directory itself, and is not said yet.
fn reason_here(name: &[u8], group: &[Attempt], index: usize) -> Option<Vec<u8>> {
    let (before, attempt) = (group.get(..index)?, group.get(index)?);
    let here = directory(name, attempt);
    let above =
        group.iter().find(|other| here.strip_prefix(directory(name, other)).is_some_and(is_capability));
    let reason = reason(attempt)?;
    match above {
        Some(above) => {
            let is_told =
                above.outcome == attempt.outcome || before.iter().any(|other| other.path == attempt.path);
            Some(reason).filter(|reason| !reason.is_empty() && !is_told)
        }
        // Of a relative one the search does not remember that it is missing.
        None if reason.is_empty() && !is_there(bare(here)) => Some(NO_DIRECTORY.as_bytes().into()),
        None => Some(reason),
    }
}

/// The subdirectories that are searched before a directory itself (ld.so(8), Hardware capabilities).
fn is_capability(rest: &[u8]) -> bool {
    let first = rest.split(|&byte| byte == b'/').next().unwrap_or(b"");
    Words("glibc-hwcaps tls haswell xeon_phi avx512_1 x86_64").contains(first)
}

/// What came of an attempt; `None`: not worth a word.
pub fn reason(attempt: &Attempt) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let words = match attempt.outcome {
        Outcome::Failed(Errno::NOENT) if attempt.rule == Rule::Cache => " (not there any more: run ldconfig)",
        Outcome::Failed(Errno::NOENT) => return Some(text),
        Outcome::Failed(errno) => {
            crate::say::reason::put_cause(errno.0, &mut text);
            let words = text.strip_prefix(b": ").unwrap_or(&text);
            return Some([b" (", words, b")"].concat());
        }
        Outcome::BadHeader(HeaderError::Class(_)) => " (there, but a 32-bit file)",
        Outcome::BadHeader(HeaderError::Machine(machine)) => {
            let machine = Value::word(machine_name(machine));
            fill(&mut text, " (there, but for another machine, %0)", &[machine]);
            return Some(text);
        }
        Outcome::BadHeader(_) | Outcome::BadRead => " (there, but not a library)",
        Outcome::MissingDirectory => NO_DIRECTORY,
        Outcome::NotInCache => " (not in it)",
        Outcome::NoCache => " (missing, or no cache)",
        Outcome::NoDefaultLibraries => " (the object wants no default libraries)",
        Outcome::Refused => " (refused by an auditor)",
        Outcome::NotSetUserId => " (lacks the set-user-ID bit)",
        Outcome::Taken => return None,
    };
    Some(words.into())
}

fn machine_name(machine: u16) -> &'static str {
    match machine {
        3 => "i386",
        8 => "MIPS",
        20 | 21 => "PowerPC",
        22 => "S/390",
        40 => "ARM",
        62 => "x86-64",
        183 => "AArch64",
        243 => "RISC-V",
        258 => "LoongArch",
        _ => "an unknown one",
    }
}

/// Was there a copy that would do, in a place that the rules do not reach for this requester? `instead` is the rule by
/// which a file that will not do was found first.
pub fn elsewhere(name: &[u8], by: Option<ObjectRef>, instead: Option<Rule>, to: &mut Lines) -> bool {
    for place in places(to.occasion) {
        let path = [place.directory.as_slice(), name].concat();
        if !fits(&path) {
            continue;
        }
        match (place.unused(by), place.of) {
            (Some(why), Some((of, rule))) => {
                let a = Value::word(if rule == Rule::Rpath { "an RPATH" } else { "a RUNPATH" });
                let values = [Text(&path), a, Text(display_name(of))];
                to.line("found", "%0 (x86-64): there is %1 to it in %2,", &values);
                to.line("", why, &[]);
            }
            (None, Some(_)) => to.line("found", "%0 (x86-64), later in the search", &[Text(&path)]),
            _ => to.line("found", NO_RULE, &[Text(&path)]),
        }
        advise(place.bare(), by, instead, to);
        return true;
    }
    false
}

/// How the search would come to the copy in this directory.
fn advise(directory: &[u8], by: Option<ObjectRef>, instead: Option<Rule>, to: &mut Lines) {
    let offered = match instead {
        // Asked for by its path, or by a rule that comes before all that a user could set.
        Some(Rule::Path) => return to.line("try", "put it in the place of the other", &[]),
        Some(Rule::Rpath) => {
            return to.line("try", "put it in the place of the other: an RPATH comes first", &[]);
        }
        _ => library_path(directory, to),
    };
    let by = by.filter(|by| by.kind == Kind::Library && instead.is_none() && !directory.contains(&b':'));
    if let Some(by) = by {
        let (label, or) = if offered { ("", "or ") } else { ("try", "") };
        let values = [Value::word(or), Text(&quoted(directory)), Text(&quoted(display_name(by)))];
        to.line(label, "%0patchelf --add-rpath %1 %2", &values);
    }
}
