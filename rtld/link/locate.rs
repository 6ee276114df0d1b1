//! SEARCH, on behalf of objects: the questions a transaction asks the `Searcher`.
//!
//! In: a name as written in a file or given to dlopen, the object that wants it. Out: the open file. Must not: keep the
//! searcher borrowed while an auditor runs; auditors may dlopen.

use crate::bytes::{Name, Owned};
use crate::error::{Error, Result, What};
use crate::link::audit;
use crate::link::candidate::{Attempt, Found};
use crate::link::customs::customs;
use crate::link::linker::{BASE, linker};
use crate::link::object::{Kind, Object, ObjectRef};
use crate::link::search::{Query, Searcher};
use crate::plan::hwcaps::Processor;
use crate::plan::search::{Config, Purpose, Requester, SYSTEM, split};
use crate::say::debug::emit;
use crate::say::{Number, Sink};
use crate::sys::file;
use crate::trace::Rule;
use alloc::borrow::Cow;
use alloc::ffi::CString;
use alloc::rc::Rc;
use alloc::vec::Vec;
use core::ffi::CStr;

/// Makes the searcher from the options; called once.
pub fn begin(processor: Processor) {
    let config = linker().options().search_config(SYSTEM, processor);
    *linker().searcher.borrow_mut() = Some(Searcher::new(config, emit));
}

/// Runs `f` on the searcher, which is made in start-up and never goes.
pub fn with<R>(f: impl FnOnce(&mut Searcher) -> R) -> Option<R> {
    linker().searcher.borrow_mut().as_mut().map(f)
}

/// How it searches.
#[inline(never)]
pub fn config() -> Option<Config> {
    with(|searcher| searcher.config().clone())
}

/// The file for `name`.
pub fn find(name: &[u8], requester: Option<ObjectRef>, namespace: usize, purpose: Purpose) -> Result<Found> {
    let main = linker().main_program();
    let query = Query {
        name,
        requester: requester.as_deref().map(as_requester),
        main: main.as_deref().map(as_requester),
        namespace,
        purpose,
    };
    if audit::is_on() {
        return find_audited(query, requester);
    }
    let mut slot = linker().searcher.borrow_mut();
    match slot.as_mut() {
        Some(searcher) => searcher.find(query, None),
        None => Err(no_searcher(name)),
    }
}

fn no_searcher(name: &[u8]) -> Error {
    Error::new(name, What::OutOfMemory("search"))
}

/// The same with auditors, who are asked about each candidate. They may dlopen: for the time being there is another
/// searcher in our place.
#[cold]
fn find_audited(query: Query<'_>, requester: Option<ObjectRef>) -> Result<Found> {
    let slot = &linker().searcher;
    let Some(mut own) = slot.borrow_mut().take() else { return Err(no_searcher(query.name)) };
    *slot.borrow_mut() = Some(Searcher::new(own.config().clone(), emit));
    let found = own.find(query, Some(&mut |path, rule| audit::candidate(path, rule, requester)));
    *slot.borrow_mut() = Some(own);
    found
}

fn as_requester(object: &Object) -> &dyn Requester {
    object
}

/// The file for a name that nobody in particular asks for, by a search of its own, of which nothing is remembered.
pub fn find_apart(config: Config, name: &[u8]) -> Option<Found> {
    let mut own = Searcher::new(config, emit);
    own.takes_whatever_is_there();
    let purpose = Purpose::Library;
    let query = Query { name, requester: None, main: None, namespace: BASE, purpose };
    let found = own.find(query, None);
    own.release();
    found.ok()
}

/// The same search again, to say what was tried; while there is no program, it was for that.
pub fn attempts(name: &[u8], requester: Option<ObjectRef>) -> Vec<Attempt> {
    let main = linker().main_program();
    let asks = requester.or(main);
    let purpose = if asks.is_some() { Purpose::Library } else { Purpose::Program };
    let query = Query {
        name,
        requester: asks.as_deref().map(as_requester),
        main: main.as_deref().map(as_requester),
        namespace: BASE,
        purpose,
    };
    linker().searcher.borrow_mut().as_mut().map_or(Vec::new(), |searcher| searcher.explain(query))
}

/// The directories of an object's DT_RPATH or DT_RUNPATH, tokens replaced.
pub fn path_of(object: ObjectRef, list: &[u8]) -> Vec<Vec<u8>> {
    with(|searcher| split(searcher.config(), Some(&*object), list, Rule::Runpath)).unwrap_or_default()
}

/// A DT_NEEDED name of `requester`, with its tokens replaced.
pub fn expand<'a>(name: Name, requester: ObjectRef) -> Result<Cow<'a, [u8]>> {
    let expanded = with(|searcher| searcher.needed_name(name.bytes(), &*requester)).transpose()?.flatten();
    Ok(expanded.map_or(Cow::Borrowed(name.bytes()), Cow::Owned))
}

/// The directories that would be searched on behalf of an object (dlinfo(3), RTLD_DI_SERINFO).
pub fn directories(object: ObjectRef) -> Vec<Vec<u8>> {
    let main = linker().main_program();
    let main = main.as_deref().map(as_requester);
    with(|searcher| searcher.directories_for(&*object, main, object.namespace)).unwrap_or_default()
}

/// An object goes: its search paths with it.
pub fn forget(object: ObjectRef) {
    with(|searcher| searcher.forget(object.handle() as usize));
}

/// A transaction ends: the cache is unmapped and listings forgotten, since the next one must see what happens
/// meanwhile.
pub fn done() {
    with(Searcher::release);
}

/// The directory of the object's file ($ORIGIN): of /proc/self/exe for a program that the kernel started, of the path
/// for everything else, made absolute. Found once, kept in the object.
pub fn origin(object: &Object) -> Option<&CStr> {
    let make = || {
        let path = match object.kind {
            Kind::Program if !linker().has_direct_path() => match running() {
                Some(path) => path,
                None => {
                    let given = linker().options().origin_path?;
                    return CString::new(given).ok().map(Rc::from);
                }
            },
            Kind::Program => {
                let path = linker().direct_path.borrow().clone()?;
                if customs().origin_is_canonical() { canonical(&path).unwrap_or(path) } else { path }
            }
            _ => return directory_of(object.name.as_bytes()),
        };
        directory_of(&path)
    };
    object.state().origin.get_or_init(make).as_deref()
}

/// The file that the kernel runs: the program's, or our own if we are started as a command.
fn running() -> Option<Vec<u8>> {
    link_of(c"/proc/self/exe").filter(|path| path.first() == Some(&b'/'))
}

/// The path as the kernel knows it, without links and dots.
fn canonical(path: &[u8]) -> Option<Vec<u8>> {
    let file = file::open(&CString::new(path).ok()?).ok()?;
    let mut link = b"/proc/self/fd/".owned();
    link.number(Number::Signed(i64::from(file.number())));
    let link = CString::new(link).ok()?;
    link_of(&link)
}

/// What a symbolic link says. Apart, as `current_directory` is: its buffer would be a page of the stack that every start touches.
#[inline(never)]
fn link_of(link: &CStr) -> Option<Vec<u8>> {
    let mut buffer = [0; 4096];
    file::read_link(link, &mut buffer).ok().map(<[u8]>::owned)
}

/// Of a directory that cannot be reached from the root the kernel says "(unreachable)/..." (getcwd(2)): it has no name.
#[inline(never)]
fn current_directory() -> Option<Vec<u8>> {
    let mut buffer = [0; 4096];
    let path = file::current_directory(&mut buffer).ok()?;
    (path.first() == Some(&b'/')).then(|| path.owned())
}

/// The path from the root; `None`: the current directory has no name.
pub fn absolute(path: &[u8]) -> Option<Vec<u8>> {
    if path.first() == Some(&b'/') {
        return Some(path.owned());
    }
    let mut absolute = current_directory()?;
    // The root ends with a slash already.
    if absolute.last() != Some(&b'/') {
        absolute.push(b'/');
    }
    absolute.extend_from_slice(path);
    Some(absolute)
}

/// The directory of a file; as a rule that of the last one asked about, too, whose text it shares.
fn directory_of(path: &[u8]) -> Option<Rc<CStr>> {
    if path.first() != Some(&b'/') {
        return directory_of(&absolute(path)?);
    }
    let slash = path.iter().rposition(|&byte| byte == b'/')?;
    let directory = path.get(..slash.max(1))?;
    let mut last = linker().last_origin.borrow_mut();
    if last.as_ref().is_none_or(|last| last.to_bytes() != directory) {
        *last = Some(CString::new(directory).ok()?.into());
    }
    last.clone()
}

impl Requester for Object {
    fn identity(&self) -> usize {
        core::ptr::from_ref(self) as usize
    }

    fn name(&self) -> &[u8] {
        self.name.as_bytes()
    }

    fn rpath(&self) -> Option<&[u8]> {
        self.dynamic.rpath().map(Name::bytes)
    }

    fn runpath(&self) -> Option<&[u8]> {
        self.dynamic.runpath().map(Name::bytes)
    }

    fn origin(&self) -> Option<Vec<u8>> {
        // Auditors are searched for on the loader's behalf, but beside the program.
        if self.kind == Kind::Loader {
            return running()
                .and_then(|path| directory_of(&path))
                .map(|directory| directory.to_bytes().owned());
        }
        origin(self).map(|directory| directory.to_bytes().owned())
    }

    fn loader(&self) -> Option<&dyn Requester> {
        // SAFETY of the lifetime: a loader outlives its requests; close clears the link before it frees.
        let loader = self.state().loader.get()?;
        Some(loader.as_static())
    }

    fn nodeflib(&self) -> bool {
        self.dynamic.has_1(crate::elf::DF_1_NODEFLIB)
    }

    fn is_main(&self) -> bool {
        self.kind == Kind::Program
    }

    fn auditing(&self) -> bool {
        crate::link::audit::is_auditing(self.namespace)
    }
}
