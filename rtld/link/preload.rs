//! LD_PRELOAD, --preload, /etc/ld.so.preload (ld.so(8)).
//!
//! In: the lists, in that order. Out: the objects, which come before all dependencies in the search order. A name that
//! cannot be loaded is a warning, never an error. Must not: load their dependencies; the breadth-first walk does.

use crate::error::Errno;
use crate::link::linker::linker;
use crate::link::load::Purpose;
use crate::link::object::ObjectRef;
use crate::link::transaction::Transaction;
use crate::link::{audit, locate};
use crate::plan::options;
use crate::say::text;
use crate::sys::file;
use alloc::vec::Vec;

/// Where the system's administrator lists what every program gets.
const FILE: &core::ffi::CStr = c"/etc/ld.so.preload";

pub fn load(transaction: &mut Transaction, program: ObjectRef) -> Vec<ObjectRef> {
    let given = linker().options();
    let mut preloads = Vec::new();
    let lists = [(given.preload, "LD_PRELOAD"), (given.preload_option, "--preload")];
    for (list, source) in lists {
        let names = list.unwrap_or(b"").split(|&byte| byte == b' ' || byte == b':');
        for name in names.filter(|name| options::preloads(name, given.secure)) {
            one(transaction, program, name, source, &mut preloads);
        }
    }
    if let Some(text) = read_file() {
        // A text of C: it ends with the first zero.
        let text = text.split(|&byte| byte == 0).next().unwrap_or(b"");
        for line in text.split(|&byte| byte == b'\n') {
            let line = line.split(|&byte| byte == b'#').next().unwrap_or(b"");
            let names = line.split(|&byte| matches!(byte, b' ' | b'\t' | b':'));
            for name in names.filter(|name| !name.is_empty()) {
                one(transaction, program, name, "/etc/ld.so.preload", &mut preloads);
            }
        }
    } else if audit::is_on() {
        // The error number that stays for whom an auditor refuses; its own search came before.
        let _ = locate::with(|searcher| searcher.replace_errno(Some(Errno::NOENT)));
    }
    preloads
}

fn one(
    transaction: &mut Transaction,
    program: ObjectRef,
    name: &[u8],
    source: &str,
    preloads: &mut Vec<ObjectRef>,
) {
    match transaction.object(name, Some(program), Purpose::Preloaded) {
        Ok(object) if !preloads.contains(&object) && object != program => preloads.push(object),
        Ok(_) => {}
        Err(error) => text::preload_ignored(name, source, &error),
    }
}

fn read_file() -> Option<Vec<u8>> {
    // Asked first, as glibc does: it is the real user who counts, and tracers see what they are used to.
    if !file::is_readable(FILE) {
        return None;
    }
    let fd = file::open(FILE).ok()?;
    let size = fd.stat().ok()?.size;
    let mut bytes = alloc::vec![0; usize::try_from(size).ok()?];
    let len = fd.read(&mut bytes).ok()?;
    bytes.truncate(len);
    Some(bytes)
}
