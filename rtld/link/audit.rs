//! LD_AUDIT: who audits, and the hooks about names and objects (rtld-audit(7)).
//!
//! A tutorial. An auditor is a shared object with functions of fixed names. It is loaded into a namespace of its own before
//! the program's dependencies (`audit_load`), and is then told what the loader does and asked what it thinks of it: lists
//! that change (la_activity), names that are searched (la_objsearch), objects that were loaded (la_objopen) and go
//! (la_objclose), the end of start-up (la_preinit), symbols that are bound (`audit_bind`), calls through the PLT
//! (`audit_plt`). With every object it has a *cookie*, a word it may change, and its *bind flags*, what la_objopen answered.
//!
//! In: events of the other stages. Out: calls of the auditors' functions, and their answers. Must not: cost anything when
//! there is no auditor (one load of `COUNT`, never taken), or be called with the loader's state borrowed: an auditor may
//! dlopen. The lazy resolver asks without a lock, hence the atomics; everything is stored before the first question.

pub use super::audit_bind::{bound_by_dlsym, bound_by_loader, bound_lazily, bound_now, prepare_slots};
pub use super::audit_load::{begin, requested};
pub use super::audit_plt::{enter, leave};
use crate::bytes::Label;
use crate::link::customs::customs;
use crate::link::linker::linker;
use crate::link::object::{Kind, ObjectRef};
use crate::link::search::Decision;
use crate::mem::foreign;
use crate::trace::Rule;
use alloc::boxed::Box;
use alloc::ffi::CString;
use core::ffi::CStr;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicUsize, Ordering};

/// As many as there can be namespaces; auditors use all but the program's.
pub const AUDITORS: usize = crate::link::linker::NAMESPACES;

/// An auditor's functions; each may be missing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hook {
    Activity,
    ObjSearch,
    ObjOpen,
    Preinit,
    SymBind,
    PltEnter,
    PltExit,
    ObjClose,
}

/// Their names, in the order of `Hook`, in which they are asked for, each with its final zero.
pub static NAMES: [Label<23>; HOOKS] = [
    Label::of("la_activity\0"),
    Label::of("la_objsearch\0"),
    Label::of("la_objopen\0"),
    Label::of("la_preinit\0"),
    Label::of("la_symbind64\0"),
    Label::of("la_x86_64_gnu_pltenter\0"),
    Label::of("la_x86_64_gnu_pltexit\0"),
    Label::of("la_objclose\0"),
];

/// How many there are.
pub const HOOKS: usize = 8;

/// What la_activity is told (link.h, LA_ACT_*).
#[derive(Clone, Copy)]
enum Activity {
    Consistent = 0,
    Add = 1,
    Delete = 2,
}

/// What la_objsearch is told about where a name comes from (link.h, LA_SER_*).
const ORIGINAL: u32 = 1;
const LIBRARY_PATH: u32 = 2;
const RUNPATH: u32 = 4;
const CONFIG: u32 = 8;
const DEFAULT: u32 = 0x40;

/// One auditor's functions; 0 where it has none.
struct Auditor([AtomicUsize; HOOKS]);

/// Made with the first of them; then it stays.
static TABLE: AtomicPtr<[Auditor; AUDITORS]> = AtomicPtr::new(null_mut());
static COUNT: AtomicUsize = AtomicUsize::new(0);
/// One bit for each namespace that belongs to an auditor.
static SPACES: AtomicU32 = AtomicU32::new(0);
static TRACES_PLT: AtomicBool = AtomicBool::new(false);
static WATCHES_BINDINGS: AtomicBool = AtomicBool::new(false);
/// An auditor is being relocated: its own calls and bindings are nobody's business.
static QUIET: AtomicBool = AtomicBool::new(false);

/// How many auditors are at work.
#[inline]
pub fn count() -> usize {
    COUNT.load(Ordering::Relaxed)
}

#[inline]
pub fn is_on() -> bool {
    count() != 0
}

fn table() -> &'static [Auditor] {
    // SAFETY: null, or a leaked box.
    unsafe { TABLE.load(Ordering::Acquire).as_ref() }.map_or(&[], |table| table)
}

/// A further auditor, in its namespace, with its functions in the order of `Hook`.
pub fn add(namespace: usize, functions: [usize; HOOKS]) {
    let number = count();
    if number == 0 {
        let none = [const { Auditor([const { AtomicUsize::new(0) }; HOOKS]) }; AUDITORS];
        TABLE.store(Box::leak(Box::new(none)), Ordering::Release);
    }
    let Some(auditor) = table().get(number) else { return };
    for (place, function) in auditor.0.iter().zip(functions) {
        place.store(function, Ordering::Relaxed);
    }
    let has = |hook: Hook| functions.get(hook as usize).is_some_and(|&function| function != 0);
    TRACES_PLT.fetch_or(has(Hook::PltEnter) || has(Hook::PltExit), Ordering::Relaxed);
    WATCHES_BINDINGS.fetch_or(has(Hook::SymBind), Ordering::Relaxed);
    SPACES.fetch_or(1 << namespace, Ordering::Relaxed);
    COUNT.store(number + 1, Ordering::Release);
    linker().tenant().auditors(number + 1);
}

/// Is this an auditor's namespace?
pub fn is_auditing(namespace: usize) -> bool {
    SPACES.load(Ordering::Relaxed) & 1 << namespace != 0
}

/// Is this an auditor itself, not one of its dependencies?
fn is_auditor(object: ObjectRef) -> bool {
    is_auditing(object.namespace) && linker().namespaces[object.namespace].first() == Some(object)
}

/// Every call through a PLT is to be seen from now on, whether or not there are auditors (LD_PROFILE).
pub fn trace_plt() {
    TRACES_PLT.store(true, Ordering::Relaxed);
}

/// Are objects that are relocated now to have the PLT that shows every call?
pub fn traces_plt() -> bool {
    TRACES_PLT.load(Ordering::Relaxed) && !QUIET.load(Ordering::Relaxed)
}

/// Are their bindings to be remembered, slot by slot?
pub fn keeps_slots() -> bool {
    (TRACES_PLT.load(Ordering::Relaxed) || WATCHES_BINDINGS.load(Ordering::Relaxed))
        && !QUIET.load(Ordering::Relaxed)
}

/// While an auditor itself is relocated.
pub fn set_quiet(quiet: bool) {
    QUIET.store(quiet, Ordering::Relaxed);
}

/// The auditors that have this function: their numbers and its address.
pub fn having(hook: Hook) -> impl Iterator<Item = (usize, usize)> {
    let functions =
        table().iter().take(count()).map(move |auditor| auditor.0[hook as usize].load(Ordering::Relaxed));
    functions.enumerate().filter(|&(_, function)| function != 0)
}

/// An auditor's word for an object, which it may change.
#[inline(never)]
pub fn cookie(object: ObjectRef, auditor: usize) -> *mut usize {
    let object = object.as_static();
    let cookies = object.cookies().unwrap_or_else(|| object.make_cookies());
    cookies.get(auditor).map_or(core::ptr::null_mut(), |words| words.get().cast())
}

/// What an auditor's la_objopen answered for an object (LA_FLG_BINDTO, LA_FLG_BINDFROM).
pub fn bind_flags(object: ObjectRef, auditor: usize) -> usize {
    // SAFETY: two words for each auditor (`Object::cookies`).
    unsafe { cookie(object, auditor).add(1).read() }
}

/// A new object is in its list. The loader is reported once, with the program; what auditors open, never.
pub fn opened(object: ObjectRef) {
    let hidden = match object.kind {
        Kind::Loader => true,
        Kind::Proxy => !customs().auditors_see_proxies(),
        Kind::Vdso => !customs().auditors_see_vdso(),
        Kind::Program | Kind::Library => false,
    };
    if is_on() && !hidden && !is_auditing(object.namespace) {
        report(object);
    }
}

/// A cookie starts as the address of the link map.
pub fn introduce(object: ObjectRef) {
    for auditor in 0..count() {
        // SAFETY: as in `bind_flags`.
        unsafe { cookie(object, auditor).write(object.handle() as usize) };
    }
}

/// la_objopen.
#[cold]
pub fn report(object: ObjectRef) {
    for (auditor, function) in having(Hook::ObjOpen) {
        let cookie = cookie(object, auditor);
        // SAFETY: the auditor's `unsigned la_objopen (struct link_map *, Lmid_t, uintptr_t *)`.
        let flags = unsafe {
            let flags = foreign::call3(function, object.handle() as usize, object.namespace, cookie as usize);
            cookie.add(1).write(flags & u32::MAX as usize);
            flags as u32
        };
        let state = object.state();
        state.audited.set(state.audited.get() | flags);
    }
}

/// Objects are about to be added to a namespace. One that is empty yet has no cookie to be told of.
pub fn adding(namespace: usize) {
    activity(namespace, Activity::Add);
}

pub fn deleting(namespace: usize) {
    activity(namespace, Activity::Delete);
}

/// The list is whole again.
pub fn consistent(namespace: usize) {
    activity(namespace, Activity::Consistent);
}

fn activity(namespace: usize, activity: Activity) {
    if !is_on() || is_auditing(namespace) {
        return;
    }
    let Some(first) = linker().namespaces[namespace].first() else { return };
    for (auditor, function) in having(Hook::Activity) {
        // SAFETY: the auditor's `void la_activity (uintptr_t *, unsigned)`.
        unsafe { foreign::call2(function, cookie(first, auditor) as usize, activity as usize) };
    }
}

/// la_objclose: the object's destructors have run.
pub fn closed(object: ObjectRef) {
    if !is_on() || is_auditing(object.namespace) {
        return;
    }
    for (auditor, function) in having(Hook::ObjClose) {
        // SAFETY: the auditor's `unsigned la_objclose (uintptr_t *)`.
        unsafe { foreign::call1(function, cookie(object, auditor) as usize) };
    }
}

/// la_preinit: libc is about to call `main`.
pub fn preinit(program: ObjectRef) {
    for (auditor, function) in having(Hook::Preinit) {
        // SAFETY: the auditor's `void la_preinit (uintptr_t *)`.
        unsafe { foreign::call1(function, cookie(program, auditor) as usize) };
    }
}

/// la_objsearch for a name as it was asked for.
pub fn original(name: &[u8], requester: Option<ObjectRef>) -> Decision {
    if !is_on() {
        return Decision::Keep;
    }
    CString::new(name).map_or(Decision::Keep, |name| search(&name, requester, ORIGINAL))
}

/// la_objsearch for a path that the search is about to try.
pub fn candidate(path: &CStr, rule: Rule, requester: Option<ObjectRef>) -> Decision {
    let code = match rule {
        Rule::Rpath | Rule::Runpath => RUNPATH,
        Rule::LibraryPath | Rule::LibraryPathOption => LIBRARY_PATH,
        Rule::Cache => CONFIG,
        Rule::Default => DEFAULT,
        Rule::Path => return Decision::Keep,
    };
    search(path, requester, code)
}

/// Each auditor sees what the one before it made of the name.
fn search(name: &CStr, requester: Option<ObjectRef>, code: u32) -> Decision {
    let Some(requester) = requester.filter(|&requester| !is_auditor(requester)) else {
        return Decision::Keep;
    };
    let mut current = name.as_ptr() as usize;
    for (auditor, function) in having(Hook::ObjSearch) {
        // SAFETY: the auditor's `char *la_objsearch (const char *, uintptr_t *, unsigned)`.
        current =
            unsafe { foreign::call3(function, current, cookie(requester, auditor) as usize, code as usize) };
        if current == 0 {
            return Decision::Skip;
        }
    }
    // SAFETY: the name itself, or a string by the auditor's word.
    let answer = unsafe { CStr::from_ptr(current as *const core::ffi::c_char) };
    if answer == name { Decision::Keep } else { Decision::Rename(answer.into()) }
}
