//! Loading the auditors: LD_AUDIT, --audit, DT_AUDIT and DT_DEPAUDIT of the program (ld.so(8), rtld-audit(7)).
//!
//! In: the lists of names, in that order. Out: each auditor in a namespace of its own, its constructors run, its
//! la_version asked, its functions in `audit`'s table; then the program and the loader, which were there before any auditor,
//! are shown to all of them. A name that cannot be loaded is a warning, never an error. Must not: run before the program's
//! object exists. Called by start-up, before the program's dependencies are loaded.
//!
//! Auditors are ordinary code with a C library of their own, so the first thread must have its control block and its
//! thread-local storage before the first of them runs (`tls::startup::begin`).

use crate::bytes::Name;
use crate::elf::symbols::Hashes;
use crate::error::{DlError, Errno, Error, What};
use crate::gather::Gather;
use crate::link::audit::{self, NAMES};
use crate::link::customs::{self, customs};
use crate::link::linker::{BASE, NAMESPACES, linker};
use crate::link::lookup::{self, Binding, Reference};
use crate::link::object::ObjectRef;
use crate::link::{debugger, dl, locate, unload};
use crate::mem::foreign;
use crate::plan::lookup::{Class, Wanted};
use crate::plan::options::audits;
use crate::say::debug::{emit, tell};
use crate::say::text;
use crate::trace::{Category, Event, Fate};
use alloc::vec::Vec;
use core::ffi::CStr;
use core::sync::atomic::{AtomicUsize, Ordering};

static REQUESTED: AtomicUsize = AtomicUsize::new(0);

/// How many auditors were asked for: as many namespaces may be needed.
pub fn requested() -> usize {
    REQUESTED.load(Ordering::Relaxed)
}

/// Loads the auditors and shows them what is loaded already.
pub fn begin(program: ObjectRef) {
    // Whoever only looks at a program runs nothing on its account (glibc would).
    if linker().options().look_only {
        return;
    }
    let names = names(program);
    if names.is_empty() {
        return;
    }
    REQUESTED.store(names.len(), Ordering::Relaxed);
    for name in names {
        load(name);
    }
    if !audit::is_on() {
        return;
    }
    linker().namespaces[BASE].list().into_iter().for_each(audit::introduce);
    audit::report(program);
    if let Some(&loader) = linker().loader.get() {
        audit::introduce(loader);
        audit::report(loader);
    }
}

fn names(program: ObjectRef) -> Vec<&'static [u8]> {
    let options = linker().options();
    let dynamic = &program.as_static().dynamic;
    let lists = options.audit.iter().chain(&options.audit_options).copied();
    let tags = dynamic.auditors(program.symbols.strings()).filter(|_| named_by_programs()).map(Name::bytes);
    let mut names = Vec::new();
    for list in lists.chain(tags).gather() {
        names.extend(list.split(|&byte| byte == b':').filter(|name| audits(name, options.secure)));
    }
    names
}

/// An old libc knows no DT_AUDIT; which one it will be nobody knows yet.
fn named_by_programs() -> bool {
    customs::ask_ahead();
    customs().programs_name_auditors()
}

fn load(name: &'static [u8]) {
    let Some(namespace) = (1..NAMESPACES).find(|&n| linker().namespaces[n].is_empty()) else {
        let error = Error::with_errno(name, What::Dl(DlError::NoMoreNamespaces), Errno::INVAL);
        return text::audit_ignored(name, &error);
    };
    customs::ask_ahead();
    debugger::expecting();
    let loaded = dl::open_auditor(name, namespace);
    locate::done();
    match loaded {
        Ok(root) => accept(name, root),
        Err(error) => text::audit_ignored(name, &error),
    }
}

/// Asks la_version; who has none, or wants none of it, goes again.
fn accept(name: &[u8], root: ObjectRef) {
    let Some(version) = function(root, b"la_version\0") else {
        text::audit_ignored(name, &lookup::undefined(root, Name::of(c"la_version"), None));
        return remove(root);
    };
    let offered = customs().audit_interface();
    // SAFETY: the auditor's `unsigned la_version (unsigned)`; its object is relocated and initialised.
    let wanted = unsafe { foreign::call1(version, offered as usize) } as u32;
    match wanted {
        0 => {
            tell(Category::Files, move || Event::AuditorRefused {
                name: root.as_static().name.as_bytes(),
                namespace: root.namespace,
            });
            remove(root);
        }
        1.. if wanted <= offered => {
            audit::add(root.namespace, NAMES.each_ref().map(|name| function(root, name.bytes()).unwrap_or(0)))
        }
        _ => {
            let (name, required, supported) = (root.as_static().name.as_bytes(), wanted, offered);
            emit(&Event::AuditorTooNew { name, required, supported });
            remove(root);
        }
    }
}

/// An auditor that is not to be: nothing else holds it, so its namespace becomes empty.
fn remove(root: ObjectRef) {
    // It is open once, by us.
    let _ = unload::close(root);
}

/// A function of the auditor or of one of its dependencies. Nobody need have them all, but the lines are those of any lookup.
fn function(root: ObjectRef, name: &'static [u8]) -> Option<usize> {
    let name = Name::of(CStr::from_bytes_with_nul(name).ok()?);
    let hashes = Hashes::of(name);
    let wanted = Wanted { name, hashes: &hashes, version: None, class: Class::NONE, newest: true };
    let reference = Reference { wanted, referrer: root, own: None, binding: Binding::Loose, exports: &[] };
    let found = lookup::lookup_list(&reference, root.searchlist.objects());
    if found.is_none() {
        text::trace_error(&lookup::undefined(root, name, None), Fate::Fatal);
    }
    found.map(|found| found.value())
}
