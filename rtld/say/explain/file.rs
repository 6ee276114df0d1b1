//! A file that is no library, or not all of one: what it is instead.
//!
//! In: the file's name and what is wrong with its header or segments. Out: lines. Must not: trust the file's name.

use super::search::{elsewhere, missing};
use super::{Lines, base_name, requester, wanted_by};
use crate::elf::header::MAGIC;
use crate::error::HeaderError;
use crate::link::candidate::{self, Outcome};
use crate::link::locate;
use crate::say::fill::Value::{self, Number, Text};
use crate::sys::file;
use crate::trace::Rule;
use alloc::ffi::CString;

pub fn header(object: &[u8], reason: HeaderError, to: &mut Lines) {
    if matches!(reason, HeaderError::Class(_) | HeaderError::Machine(_)) {
        return missing(object, to);
    }
    foreign(object, to);
}

/// A file that is no ELF file at all, or cannot be read.
pub fn foreign(object: &[u8], to: &mut Lines) {
    if let Some(kind) = kind_of(object) {
        to.line("the file", kind, &[]);
    }
    let by = wanted_by(object, to);
    let attempts = locate::attempts(base_name(object), by);
    let instead =
        attempts.iter().find(|attempt| attempt.path == object).map_or(Rule::Path, |attempt| attempt.rule);
    elsewhere(base_name(object), by, Some(instead), to);
}

/// What a file that is no ELF file is, by its first bytes.
pub fn kind_of(path: &[u8]) -> Option<&'static str> {
    let path = CString::new(path).ok()?;
    let mut bytes = [0; 256];
    let file = file::open(&path).ok()?;
    if file.stat().is_ok_and(|stat| stat.is_directory()) {
        return Some("is a directory");
    }
    let length = file.read(&mut bytes).ok()?;
    let start = bytes.get(..length)?;
    let begins = |text: &[u8]| start.starts_with(text);
    let has = |text: &[u8]| start.windows(text.len()).any(|window| window == text);
    Some(if start.is_empty() {
        "is empty"
    } else if begins(b"version https://git-lfs") {
        "is a Git LFS pointer: the file itself was never fetched (git lfs pull)"
    } else if has(b"GNU ld script") || begins(b"INPUT") || begins(b"GROUP") {
        "is a linker script: made for linking a program, not for running it"
    } else if begins(b"!<arch>") {
        "is a static archive: made for linking a program, not for running it"
    } else if begins(b"\x1f\x8b") || begins(b"\x28\xb5\x2f\xfd") || begins(b"\xfd7zXZ") || begins(b"BZh") {
        "is compressed"
    } else if begins(b"PK\x03\x04") {
        "is a zip archive"
    } else if begins(b"<!DOCTYPE") || begins(b"<html") || begins(b"<?xml") {
        "is a web page: a download that went wrong?"
    } else if begins(b"#!") {
        "is a script"
    } else if begins(b"MZ") {
        "is a Windows program"
    } else if begins(b"\xcf\xfa\xed\xfe") || begins(b"\xca\xfe\xba\xbe") {
        "is a macOS (Mach-O) file"
    } else if begins(&MAGIC) && length < 64 {
        "is an ELF file that ends within its header"
    } else if start.iter().all(|&byte| byte == 0) {
        "begins with zeros: a copy that was cut off?"
    } else if !begins(&MAGIC) {
        "is no ELF file"
    } else {
        return None;
    })
}

/// A file that was taken by its header, and turned out to be of no use.
pub fn unfit(name: &[u8], to: &mut Lines) {
    let by = requester(name, to.occasion).or(to.occasion.opener);
    let attempts = locate::attempts(name, by);
    let taken = attempts.iter().find(|attempt| attempt.outcome == Outcome::Taken);
    let instead = taken.map_or(Rule::Path, |attempt| attempt.rule);
    if let Some(path) = taken.and_then(|attempt| CString::new(attempt.path.as_slice()).ok())
        && let Ok(found) = candidate::open(&path, &path, Rule::Path)
    {
        let segments = found.program_headers().iter().filter(|p| p.kind == crate::elf::PT_LOAD);
        let beyond = |end: &(usize, u64)| end.1 > found.stat.mappable();
        let ends = segments.map(|p| p.offset.saturating_add(p.filesz)).enumerate();
        let shown = Text(path.as_bytes());
        match ends.into_iter().find(beyond) {
            Some((index, end)) => to.line(
                "the file",
                "%0 has %1 bytes, its segment %2 goes to %3",
                &[shown, Number(found.stat.size), Value::size(index + 1), Number(end)],
            ),
            None if path.as_bytes() != name => to.line("the file", "is %0", &[shown]),
            None => {}
        }
    }
    wanted_by(name, to);
    elsewhere(base_name(name), by, Some(instead), to);
}
