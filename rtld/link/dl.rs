//! dlopen, dlsym and friends: semantics only; libc's entry points and their errors are the tenant's business.
//!
//! In: names, modes, the caller's address. Out: objects, addresses, errors. dlopen is a `Transaction` like start-up: load
//! the closure, check versions, scope, relocate; from the demarcation point on nothing may fail; then the objects become
//! visible, constructors run, and only then a RTLD_GLOBAL group joins the global scope (dlopen(3); glibc
//! `elf/dl-open.c`). Must not: be called without the load lock.

mod visible;

use crate::error::{DlError, Errno, Error, Result, What};
use crate::gather::Gather;
use crate::link::customs::customs;
use crate::link::init;
use crate::link::linker::{BASE, NAMESPACES, linker};
use crate::link::load::{self, Purpose};
use crate::link::object::ObjectRef;
use crate::link::relocate::{self, Plt};
use crate::link::search::Decision;
use crate::link::transaction::{
    Deep, Transaction, afford, display_name, prepare, refused, thread, trace_needed,
};
use crate::link::versions::{self, Remarks};
use crate::link::{audit, closure, debugger, depend, exports, loaded, locate, profile, protect, tls};
use crate::mem::foreign::Arguments;
use crate::mem::lock::{self, Guard};
use crate::say::debug::{emit, explained};
use crate::say::explain::Occasion;
use crate::say::{list, text};
use crate::trace::{self, Category, Event, Fate, Permanence};
use alloc::vec::Vec;
use core::sync::atomic::Ordering;
use visible::{add_global_if, show};

/// The bits of dlopen's mode (dlfcn.h), and libc's private ones.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mode(pub u32);

impl Mode {
    const LAZY: u32 = 1;
    const NOW: u32 = 2;
    const NOLOAD: u32 = 4;
    const DEEPBIND: u32 = 8;
    const GLOBAL: u32 = 0x100;
    const NODELETE: u32 = 0x1000;
    /// `__RTLD_SPROF`, by which sprof(1) looks at an object that is not to be used.
    const MAP_ONLY: u32 = 0x4000_0000;

    fn has(self, bits: u32) -> bool {
        self.0 & bits != 0
    }
}

/// Which namespace dlmopen asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// That of the caller.
    Caller,
    /// LM_ID_NEWLM.
    New,
    Known(i64),
}

/// dlopen(3) and dlmopen(3), constructors being called `with` these. `None`: RTLD_NOLOAD, and it is not loaded.
pub fn open(
    name: &[u8],
    mode: Mode,
    caller: usize,
    target: Target,
    with: Arguments,
    _lock: &Guard,
) -> Result<Option<ObjectRef>> {
    let refuse = |what| {
        let error = Error::with_errno(name, What::Dl(what), Errno::INVAL);
        explain(&error, None, BASE, None);
        Err(error)
    };
    if !mode.has(Mode::LAZY | Mode::NOW) {
        return refuse(DlError::InvalidMode);
    }
    let requester = linker().object_at(caller).or(linker().main_program());
    let namespace = match target {
        Target::Caller => requester.map_or(BASE, |object| object.namespace),
        Target::New => match (1..NAMESPACES).find(|&n| linker().namespaces[n].is_empty()) {
            Some(free) => free,
            None => return refuse(DlError::NoMoreNamespaces),
        },
        Target::Known(number) => match usize::try_from(number).ok().filter(|&n| is_open_namespace(n)) {
            Some(known) => known,
            None => return refuse(DlError::InvalidTargetNamespace),
        },
    };
    if target == Target::New {
        debugger::expecting();
    }
    // As in glibc: a path for a given namespace is opened on nobody's behalf, unless its tokens need somebody's origin.
    let alone = target != Target::Caller && name.contains(&b'/') && !name.contains(&b'$');
    let result = open_in(name, mode, requester.filter(|_| !alone), namespace, with);
    locate::done();
    if trace::on(Category::Dlopen) {
        let path = result.as_ref().ok().copied().flatten().map(|object| object.as_static().name.as_bytes());
        let by = requester.map_or(&b""[..], |by| display_name(by));
        emit(&Event::Opened { name, by, mode: mode.0, path });
    }
    result
}

fn is_open_namespace(namespace: usize) -> bool {
    namespace == BASE
        || (namespace < NAMESPACES
            && !linker().namespaces[namespace].is_empty()
            && !audit::is_auditing(namespace))
}

fn open_in(
    name: &[u8],
    mode: Mode,
    requester: Option<ObjectRef>,
    namespace: usize,
    with: Arguments,
) -> Result<Option<ObjectRef>> {
    // The program's name, in its namespace.
    if name.is_empty() && namespace == BASE {
        let main = linker().main_program();
        if let Some(main) = main {
            // dlinfo(RTLD_DI_ORIGIN) reads it.
            if main.state().origin.get().is_none() {
                locate::origin(&main);
                linker().tenant().changed(main);
            }
            count_open(main);
            trace_reopen(main, mode);
        }
        if !customs().reopens_in_silence() {
            tell_debuggers(namespace);
        }
        return Ok(main);
    }
    prepare(name)?;
    let asked = customs().reopens_in_silence().then(|| loaded::called(namespace, name)).flatten();
    let mut transaction = Transaction::begin(namespace);
    let found = match mode.has(Mode::NOLOAD) {
        // From here on as ever: what was only a dependency until now becomes a root, with a search list for dlsym.
        true => loaded(name, requester, namespace),
        false => {
            let found = transaction.object(name, requester, Purpose::Opened);
            found.inspect_err(|error| explain(error, requester, namespace, None)).map(Some)
        }
    };
    let Ok(Some(root)) = found else {
        tell_end(&transaction);
        return found;
    };
    if transaction.added.is_empty() && root.state().open_roots.get() {
        count_open(root);
        trace_reopen(root, mode);
        if !(asked == Some(root) && is_fully_open(root, mode)) {
            tell_end(&transaction);
        }
        trace_nodelete(root, mode);
        note_nodelete(root, mode);
        if root.state().nodelete_pending.replace(false) {
            root.permanent.store(true, Ordering::Release);
        }
        transaction.commit();
        if linker().orphans.get() && root.state().initfini.objects().iter().any(|o| o.state().orphan.get()) {
            initialise(root, &[], with);
        }
        // Who is global already brings nobody (glibc, `elf/dl-open.c`), even if its group is not.
        if !root.state().global.get() {
            add_global_if(root, mode);
        }
        return Ok(Some(root));
    }
    count_open(root);
    if mode.has(Mode::MAP_ONLY) {
        if transaction.is_announced() {
            audit::consistent(namespace);
            debugger::consistent(namespace);
        }
        transaction.commit();
        return Ok(Some(root));
    }
    let opened = link(&mut transaction, root, mode);
    tell_end(&transaction);
    if let Err(error) = opened {
        explain(&error, requester, namespace, Some(root));
        let count = &root.state().open_count;
        count.set(count.get().saturating_sub(1));
        // Its last user may have been closed by a resolver of an IFUNC meanwhile.
        linker().namespaces[namespace].unsettled.set(true);
        undo_root(root, &transaction);
        return Err(error);
    }
    let added = transaction.added.clone();
    transaction.commit();
    initialise(root, &added, with);
    add_global_if(root, mode);
    trace_open(root);
    Ok(Some(root))
}

/// What is open stays as it is, mostly. Newer releases say nothing then.
fn trace_reopen(root: ObjectRef, mode: Mode) {
    if trace::on(Category::Files) && !(customs().reopens_in_silence() && is_fully_open(root, mode)) {
        trace_open(root);
    }
}

/// Is there nothing to be changed but a count?
fn is_fully_open(root: ObjectRef, mode: Mode) -> bool {
    let is_global = !mode.has(Mode::GLOBAL) || root.state().global.get();
    is_global && (!mode.has(Mode::NODELETE) || root.is_permanent())
}

/// LD_DEBUG=errors: said while what was loaded so far is still there.
fn explain(error: &Error, opener: Option<ObjectRef>, namespace: usize, root: Option<ObjectRef>) {
    if trace::on(Category::Errors) {
        explained(error, Occasion { namespace, opener, root });
    }
}

/// LD_AUDIT: an auditor, on behalf of the loader itself, as the root of a namespace of its own.
pub fn open_auditor(name: &[u8], namespace: usize) -> Result<ObjectRef> {
    let secure = linker().options().secure;
    let purpose = if secure { Purpose::Preloaded } else { Purpose::Auditor };
    let mut transaction = Transaction::for_auditor(namespace);
    let requester = linker().loader.get().copied().filter(|_| !name.contains(&b'/') || name.contains(&b'$'));
    let root = transaction.object(name, requester, purpose)?;
    count_open(root);
    audit::set_quiet(true);
    let linked = link(&mut transaction, root, Mode(Mode::LAZY));
    tell_end(&transaction);
    audit::set_quiet(false);
    linked?;
    let added = transaction.added.clone();
    transaction.commit();
    initialise(root, &added, init::arguments());
    Ok(root)
}

/// An object that was loaded as a dependency before keeps no search list of a failed attempt to make it a root.
fn undo_root(root: ObjectRef, transaction: &Transaction) {
    if !transaction.added.contains(&root) && !root.state().open_roots.get() {
        root.searchlist.clear().leak();
        linker().tenant().changed(root);
    }
}

/// RTLD_NOLOAD: only what is there already; a file that cannot be found is the ordinary error.
fn loaded(name: &[u8], requester: Option<ObjectRef>, namespace: usize) -> Result<Option<ObjectRef>> {
    if let Some(known) = loaded::called(namespace, name) {
        return Ok(Some(known));
    }
    trace_needed(namespace, name, requester, Purpose::Opened);
    let other;
    let name = match audit::original(name, requester) {
        Decision::Keep => name,
        Decision::Rename(answer) => {
            other = answer;
            other.as_bytes()
        }
        Decision::Skip => return Err(refused()),
    };
    let found = locate::find(name, requester, namespace, Purpose::Opened.search())?;
    Ok(loaded::from_file(namespace, &found.stat, name))
}

fn count_open(object: ObjectRef) {
    let count = &object.state().open_count;
    count.set(count.get().saturating_add(1));
    linker().tenant().counted(object);
}

fn trace_open(object: ObjectRef) {
    if trace::on(Category::Files) {
        let (name, count) = (object.name.as_bytes(), object.state().open_count.get());
        emit(&Event::Open { name, namespace: object.namespace, count });
    }
}

fn trace_nodelete(root: ObjectRef, mode: Mode) {
    if mode.has(Mode::NODELETE) && trace::on(Category::Files) && !root.is_permanent() {
        let why = Permanence::Asked;
        emit(&Event::NoDelete { name: root.name.as_bytes(), namespace: root.namespace, why });
    }
}

fn note_nodelete(root: ObjectRef, mode: Mode) {
    if mode.has(Mode::NODELETE) {
        depend::keep_later(root);
    }
}

/// Everything up to the demarcation point: may fail, and is then undone.
fn link(transaction: &mut Transaction, root: ObjectRef, mode: Mode) -> Result<()> {
    let namespace = transaction.namespace;
    note_nodelete(root, mode);
    closure::load(transaction, root, &[])?;
    // Constructors may make files and open them.
    locate::done();
    let name = root.as_static().name.as_bytes();
    afford(name)?;
    let new = transaction.added.clone();
    let errors = versions::check(&in_order_of_search(&new, root), Remarks::Silent)?;
    if !errors.is_empty() {
        if let Some(first) = errors.first() {
            text::trace_version(first, Fate::Fatal);
        }
        return Err(Error::new(root.name.as_bytes(), What::Version(errors)));
    }
    if !customs().consistent_means_relocated() {
        audit::consistent(namespace);
        debugger::consistent(namespace);
    }
    relocate_new(transaction, root, mode, &new)?;
    show(root, &new);
    Ok(())
}

/// The end of a dlopen, whatever became of it, and before anything is undone: newer releases tell of it even where nothing was
/// added. Auditors hear that the list is whole if they heard that it was not.
fn tell_end(transaction: &Transaction) {
    tell_debuggers(transaction.namespace);
    if transaction.is_announced() && customs().consistent_means_relocated() {
        audit::consistent(transaction.namespace);
    }
}

fn tell_debuggers(namespace: usize) {
    if customs().consistent_means_relocated() {
        debugger::consistent(namespace);
    }
}

fn relocate_new(transaction: &Transaction, root: ObjectRef, mode: Mode, new: &[ObjectRef]) -> Result<()> {
    let order: Vec<ObjectRef> = root.state().initfini.objects().to_vec();
    load::check_processor(&order)?;
    let deep = if mode.has(Mode::DEEPBIND) { Deep::First } else { Deep::Last };
    transaction.scopes(root, deep);
    if trace::on(Category::Scopes) {
        list::scope(root, 0);
    }
    tls::startup::begin();
    tls::modules::number_all(new);
    // Whoever asks for both gets RTLD_LAZY, as in glibc.
    let plt = if mode.has(Mode::LAZY) { Plt::asked() } else { Plt::Now };
    let exports = exports::prepare(transaction.namespace, root, exports::lookups(&order, plt));
    for object in relocate::turns(&order) {
        if !object.relocated.load(Ordering::Relaxed) {
            relocate::relocate(object, plt, &exports)?;
            protect::protect(object)?;
        }
    }
    exports::put_back(transaction.namespace, exports);
    profile::begin(new);
    afford(root.as_static().name.as_bytes())
}

/// New objects as the search list has them, where a filtee comes before its filter: which version is missed first is the error.
fn in_order_of_search(new: &[ObjectRef], root: ObjectRef) -> Vec<ObjectRef> {
    let mark = linker().new_mark();
    new.iter().for_each(|object| object.state().mark.set(mark));
    root.searchlist.objects().iter().copied().filter(|object| object.state().mark.get() == mark).gather()
}

/// INIT: the new namespace's libc first, then the constructors, catching switched off.
fn initialise(root: ObjectRef, added: &[ObjectRef], with: Arguments) {
    let tenant = linker().tenant();
    let _series = lock::series();
    let outer = linker().builder.replace(thread());
    if let Some(libc) = linker().namespaces[root.namespace].libc.get().filter(|libc| added.contains(libc)) {
        tls::memory::another_libc();
        tenant.early_init(libc, false);
    }
    tenant.without_catch(&mut || init::construct_all(root, with));
    linker().builder.set(outer);
}
