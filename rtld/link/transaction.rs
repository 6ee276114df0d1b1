//! Start-up and dlopen: the same transaction.
//!
//! In: a name and who asks for it, or an object that is mapped; a namespace. Out: the object, a loaded one or a new one, in the
//! namespace's list; for a root, its `closure`; scopes; then, after relocation, `commit`. Nothing it loads is visible outside
//! before commit (debuggers excepted, who are told that the list is being changed); dropping it undoes everything. Must
//! not: run foreign code.

use crate::arch::native::cpu;
use crate::elf::{DF_1_INITFIRST, DF_1_NODELETE};
use crate::error::{Error, Result, SearchError, What};
use crate::link::candidate::Found;
use crate::link::customs::customs;
use crate::link::linker::{BASE, Pending, linker};
use crate::link::load::{self, Purpose};
use crate::link::loaded::{self, is_loader, remember};
use crate::link::object::{FileId, Kind, ObjectRef};
use crate::link::scope::{SearchList, scope_array};
use crate::link::search::Decision;
use crate::link::tenant::Change;
use crate::link::{audit, debugger, depend, locate, undo};
use crate::mem::heap;
use crate::say::debug::emit;
use crate::sys::file;
use crate::trace::{self, Category, Event};
use alloc::vec::Vec;
use core::sync::atomic::Ordering;

/// Who is loading; nobody in particular while there is one thread and no thread pointer yet.
pub fn thread() -> usize {
    if linker().is_running() { cpu::thread_pointer() } else { 0 }
}

/// What one start-up or dlopen loads.
pub struct Transaction {
    pub namespace: usize,
    /// New objects, in the order they were listed.
    pub added: Vec<ObjectRef>,
    /// The debugger and the auditors have been told that the list is changing.
    announced: bool,
    /// The auditors have been told, or are not to be.
    told: bool,
    /// Why the dependencies are loaded.
    pub needed: Purpose,
}

impl Transaction {
    pub fn begin(namespace: usize) -> Transaction {
        let owner = thread();
        linker().pending.borrow_mut().push(Pending { owner, namespace, added: Vec::new() });
        Transaction { namespace, added: Vec::new(), announced: false, told: false, needed: Purpose::Needed }
    }

    /// An auditor's, whose dependencies are searched like itself.
    pub fn for_auditor(namespace: usize) -> Transaction {
        let mut transaction = Transaction::begin(namespace);
        transaction.needed = Purpose::Auditor;
        transaction.told = true;
        transaction
    }

    /// The object called `name`: a loaded one, or a new one found by the requester's rules.
    pub fn object(
        &mut self,
        name: &[u8],
        requester: Option<ObjectRef>,
        purpose: Purpose,
    ) -> Result<ObjectRef> {
        if let Some(known) = loaded::called(self.namespace, name) {
            return Ok(known);
        }
        if self.namespace == BASE && is_loader(name) {
            return self.list_loader(name);
        }
        trace_needed(self.namespace, name, requester, purpose);
        match audit::original(name, requester) {
            Decision::Keep => self.search(name, name, requester, purpose),
            Decision::Rename(other) => self.search(other.as_bytes(), name, requester, purpose),
            Decision::Skip => Err(refused()),
        }
    }

    /// A name that no loaded object answers to; `asked` is what it was before an auditor changed it.
    fn search(
        &mut self,
        name: &[u8],
        asked: &[u8],
        requester: Option<ObjectRef>,
        purpose: Purpose,
    ) -> Result<ObjectRef> {
        let found = locate::find(name, requester, self.namespace, purpose.search());
        // In the base namespace that was asked already, but for a name that comes from an auditor.
        let is_renamed = name != asked;
        let is_new = self.namespace != BASE || is_renamed;
        if is_new && is_loader(name) {
            // Whichever file the search leads to: there is but one loader.
            return self.list_proxy(name, found.ok().as_ref());
        }
        let found = found?;
        if let Some(known) = loaded::from_file(self.namespace, &found.stat, name) {
            return Ok(known);
        }
        if !customs().announces_what_is_there() {
            self.announce();
        }
        let object = load::load(found, name, self.namespace, purpose)?;
        object.begin_names(name);
        if is_renamed {
            object.add_name(asked);
        }
        // dlopen's caller only lends its search paths: the new object is the root of its own chain.
        let parent = requester.filter(|by| purpose != Purpose::Opened && by.kind != Kind::Loader);
        object.state().loader.set(parent);
        self.add(object)?;
        afford(name)?;
        Ok(object)
    }

    /// Puts an object at the end of its namespace's list, where it was from the outset.
    pub fn list(&mut self, object: ObjectRef) -> Result<()> {
        self.append(object)?;
        audit::opened(object);
        Ok(())
    }

    /// The same for one that is new: the first is announced, now that it can be seen.
    fn add(&mut self, object: ObjectRef) -> Result<()> {
        self.append(object)?;
        self.tell_auditors();
        self.announce();
        audit::opened(object);
        Ok(())
    }

    fn append(&mut self, object: ObjectRef) -> Result<()> {
        let state = linker();
        // First of all, so that a failure from here on rolls it back.
        self.added.push(object);
        if let Some(pending) = state.pending.borrow_mut().last_mut() {
            pending.added.push(object);
        }
        state.tenant().consider(object)?;
        if object.dynamic.has_1(DF_1_INITFIRST) {
            state.init_first.set(Some(object));
        }
        if object.dynamic.has_1(DF_1_NODELETE) && object.kind == Kind::Library {
            depend::keep_later(object);
        }
        let space = &state.namespaces[self.namespace];
        space.objects.borrow_mut().push(object);
        if let Some(names) = space.names.borrow_mut().as_mut() {
            names.list(object);
        }
        state.adds.set(state.adds.get() + 1);
        if !matches!(object.kind, Kind::Program | Kind::Vdso) {
            // dlinfo(RTLD_DI_ORIGIN) reads it where libc keeps it; the program's costs a system call and waits.
            locate::origin(&object);
        }
        state.tenant().added(object);
        state.tenant().changed(object);
        state.tenant().listed(self.namespace, Change::Appended);
        // The loader was introduced with the program, long before something needs it; auditors may have set its cookie.
        if object.kind != Kind::Loader {
            audit::introduce(object);
        }
        Ok(())
    }

    /// The loader itself is needed in the base namespace.
    fn list_loader(&mut self, name: &[u8]) -> Result<ObjectRef> {
        let state = linker();
        let Some(&loader) = state.loader.get() else { return Err(no_loader(name)) };
        remember(loader, name);
        if !state.namespaces[BASE].objects.borrow().contains(&loader) {
            self.list(loader)?;
            // Until now debuggers have been shown it elsewhere in the list: all links again.
            state.tenant().listed(BASE, Change::Any);
        }
        Ok(loader)
    }

    /// The loader itself is needed in another namespace: a proxy, which has the name that the search found. If that is another
    /// file (the system's loader, while we serve as this one program's), debuggers must not take its symbols for ours.
    fn list_proxy(&mut self, name: &[u8], found: Option<&Found>) -> Result<ObjectRef> {
        let Some(&loader) = linker().loader.get() else { return Err(no_loader(name)) };
        let is_other = |found: &Found| {
            file::stat(&loader.name).is_ok_and(|own| FileId::of(&own) != FileId::of(&found.stat))
        };
        let path = match found {
            Some(found) if !is_other(found) => found.path.as_bytes(),
            _ => loader.name.as_bytes(),
        };
        let proxy = load::proxy(loader, path, self.namespace)?;
        proxy.add_name(name);
        if customs().auditors_see_proxies() {
            self.add(proxy)?
        } else {
            self.list(proxy)?
        }
        Ok(proxy)
    }

    /// Tells debuggers, once, that objects are being added.
    pub fn announce(&mut self) {
        if !self.announced {
            self.announced = true;
            debugger::adding(self.namespace);
        }
    }

    /// Tells the auditors the same, once there is an object whose cookie names the namespace.
    pub fn tell_auditors(&mut self) {
        if !self.told {
            self.told = true;
            audit::adding(self.namespace);
        }
    }

    pub fn is_announced(&self) -> bool {
        self.announced
    }

    /// Gives every new object its scope: the global one, then the root's; DEEPBIND the other way round.
    pub fn scopes(&self, root: ObjectRef, deep: Deep) {
        let global = linker().namespaces[self.namespace].seen_by_all();
        let mut lists: Vec<*const SearchList> = Vec::with_capacity(2);
        if let Some(global) = global.filter(|&g| !core::ptr::eq(g, &raw const root.searchlist)) {
            lists.push(global);
        }
        match deep {
            Deep::Last => lists.push(root.searchlist.as_ptr()),
            Deep::First => lists.insert(0, root.searchlist.as_ptr()),
        }
        for &object in self.added.iter().filter(|object| object.kind != Kind::Vdso) {
            // RTLD_DEEPBIND makes DT_SYMBOLIC mean nothing, as in glibc.
            if object.dynamic.symbolic && deep == Deep::Last {
                object.symbolic_list();
            }
            set_scope(object, &lists);
        }
    }

    /// Everything stands: what was added stays.
    pub fn commit(mut self) {
        self.added.clear();
        self.announced = false;
    }
}

/// The line about who wants what, before it is searched for.
#[inline(always)]
pub fn trace_needed(namespace: usize, name: &[u8], requester: Option<ObjectRef>, purpose: Purpose) {
    if trace::on(Category::Files)
        && let Some(by) = requester
    {
        tell_needed(namespace, name, by, purpose);
    }
}

#[cold]
#[inline(never)]
fn tell_needed(namespace: usize, name: &[u8], by: ObjectRef, purpose: Purpose) {
    emit(&Event::NeededBy {
        name,
        by: display_name(by),
        namespace,
        by_namespace: by.namespace,
        dynamically: purpose == Purpose::Opened,
    });
}

impl Drop for Transaction {
    fn drop(&mut self) {
        linker().pending.borrow_mut().pop();
        // A start that failed ends the process, and its explanation wants to see what is there.
        let ends = self.namespace == BASE && !linker().is_running();
        // Announced and nothing listed: the very first file could not be mapped.
        if (!self.added.is_empty() || self.announced) && !ends {
            undo::roll_back(self);
        }
    }
}

/// Was there memory for the step that has just been made? If not, it is undone like any other that failed.
pub fn afford(name: &[u8]) -> Result<()> {
    heap::check().map_err(|_| out_of_memory(name))
}

/// Is there a reserve on which a step that fails for want of memory can be undone?
pub fn prepare(name: &[u8]) -> Result<()> {
    // Within another transaction, whose reserve it is, too.
    if linker().pending.borrow().is_empty() {
        heap::prepare().map_err(|_| out_of_memory(name))
    } else {
        afford(name)
    }
}

fn out_of_memory(name: &[u8]) -> Error {
    Error::new(name, What::OutOfMemory("cannot create shared object descriptor"))
}

/// Where a dlopened object's own group stands in its scope (RTLD_DEEPBIND of dlopen(3)).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deep {
    First,
    Last,
}

/// Replaces the scope of an object, with its list of itself in front if it has one. The old array is answered.
pub fn set_scope(object: ObjectRef, lists: &[*const SearchList]) -> *mut *const SearchList {
    // Where the object is first anyway, as in the scope of the program itself, DT_SYMBOLIC has nothing to add.
    let is_first = lists.first() == Some(&object.searchlist.as_ptr());
    let own = object.as_static().symbolic().filter(|_| !is_first).map(SearchList::as_ptr);
    let old = object.scope.swap(scope_array(own, lists), Ordering::AcqRel);
    linker().tenant().changed(object);
    old
}

/// An auditor wants the name not to be found. As in glibc: the name is forgotten, and the error number is an old one.
pub fn refused() -> Error {
    let what = What::Search(SearchError::Refused);
    let errno = locate::with(|searcher| searcher.errno()).flatten();
    match errno {
        Some(errno) => Error::with_errno(b"", what, errno),
        None => Error::new(b"", what),
    }
}

fn no_loader(name: &[u8]) -> Error {
    Error::new(name, What::Search(SearchError::NotFound))
}

/// The name messages give an object: argv[0] for the program.
pub fn display_name<'a>(object: ObjectRef) -> &'a [u8] {
    if object.name.is_empty() && object.namespace == BASE {
        return linker().program().bytes();
    }
    object.name().bytes()
}
