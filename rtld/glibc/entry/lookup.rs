//! `_dl_lookup_symbol_x`: what libc's dlsym asks, in the scope that it gives.
//!
//! In: a name, a version, libc's scope, flags. Out: the definer's link map and its symbol; an undefined symbol is raised. Comes
//! without the load lock, as a reader of the scope whom libc has announced (`tcb::reader_enters`); who must write, to
//! remember a dependency, leaves first and takes the lock. Must not: call a resolver, which libc does.

use crate::bytes::Name;
use crate::elf::symbols::Hashes;
use crate::elf::versions::Version;
use crate::elf::{STB_WEAK, Sym};
use crate::error::Error;
use crate::glibc::errors::Failed;
use crate::glibc::{errors, glibc, tcb};
use crate::link::definition::{Bound, Definition};
use crate::link::lookup::{self, Binding, Reference};
use crate::link::object::ObjectRef;
use crate::link::scope::{SearchList, lists};
use crate::link::transaction::display_name;
use crate::mem::lock;
use crate::plan::lookup::{Class, Wanted};
use crate::say::debug::explained;
use crate::say::explain::Occasion;
use crate::say::text;
use crate::trace::{self, Category, Fate};

/// Flags of `_dl_lookup_symbol_x` (glibc `ldsodefs.h`, DL_LOOKUP_*).
const LOOKUP_ADD_DEPENDENCY: i32 = 1;
const LOOKUP_RETURN_NEWEST: i32 = 2;
const LOOKUP_GSCOPE_LOCK: i32 = 4;

/// `struct r_found_version`.
#[repr(C)]
pub struct FoundVersion {
    name: *const u8,
    hash: u32,
    hidden: i32,
    filename: *const u8,
}

/// `_dl_lookup_symbol_x`: dlsym's lookup, in the scope it gives.
///
/// # Safety
/// As libc calls it: a name, a link map, a place for the symbol, a null-terminated scope, a version or null.
pub unsafe extern "C" fn lookup_symbol_x(
    name: *const u8,
    undef_map: *mut u8,
    reference: *mut *const Sym,
    scope: *const *const SearchList,
    version: *const FoundVersion,
    type_class: i32,
    flags: i32,
    skip: *mut u8,
) -> *mut u8 {
    // SAFETY: libc's arguments, as documented above.
    let (name, user, skip, version, own) = unsafe {
        let version = version.as_ref().map(|v| Version {
            name: Name::new(v.name),
            hash: v.hash,
            hidden: v.hidden != 0,
        });
        let own = (*reference).as_ref().copied();
        (Name::new(name), ObjectRef::from_handle(undef_map), ObjectRef::from_handle(skip), version, own)
    };
    let Some(user) = user else { return core::ptr::null_mut() };
    let hashes = Hashes::with_gnu(name.gnu_hash_soon());
    let wanted = Wanted {
        name,
        hashes: &hashes,
        version,
        class: Class(type_class as u8),
        newest: flags & LOOKUP_RETURN_NEWEST != 0,
    };
    let query = Query { wanted, user, own, scope, skip, flags };
    // SAFETY: libc's scope, an array of live lists.
    match unsafe { query.run() } {
        Some(found) => {
            // SAFETY: libc's place for the symbol; the table stays mapped as long as the object.
            unsafe { reference.write(symbol_address(found)) };
            found.object.handle()
        }
        // Nobody hears of undefined symbols while `ldd -u` (LD_DEBUG=unused) looks for what is not needed.
        None if own.is_some_and(|own| own.binding() == STB_WEAK) || trace::on(Category::Unused) => {
            // SAFETY: as above.
            unsafe { reference.write(core::ptr::null()) };
            core::ptr::null_mut()
        }
        None => {
            // libc set the reader's flag; who waits for the lock with it set would wait for itself.
            tcb::reader_leaves();
            if !trace::anything() {
                let version = version.map(|version| version.name.bytes());
                errors::raise_undefined(display_name(user), name.bytes(), version);
            }
            let guard = lock::enter();
            errors::raise(undefined(user, name, version), Failed::Lookup, guard)
        }
    }
}

fn symbol_address(found: Bound) -> *const Sym {
    (found.object.symbols.table().address() + found.index * size_of::<Sym>()) as *const Sym
}

fn undefined(user: ObjectRef, name: Name, version: Option<Version>) -> Error {
    let error = lookup::undefined(user, name, version);
    text::trace_error(&error, Fate::Fatal);
    if trace::on(Category::Errors) {
        explained(&error, Occasion { namespace: user.namespace, opener: None, root: Some(user) });
    }
    error
}

struct Query<'a> {
    wanted: Wanted<'a>,
    user: ObjectRef,
    own: Option<Sym>,
    scope: *const *const SearchList,
    skip: Option<ObjectRef>,
    flags: i32,
}

impl Query<'_> {
    /// # Safety
    /// The scope is a null-terminated array of live lists.
    unsafe fn run(&self) -> Option<Bound> {
        let depends = self.flags & LOOKUP_ADD_DEPENDENCY != 0;
        // Where somebody watches only once, so that the lines come once.
        if !trace::lookups() {
            // SAFETY: handed on to the caller.
            let found = unsafe { self.look_quickly() }?;
            if (!depends || self.user.keeps(found.object)) && !found.definition().is_unique() {
                return Some(found);
            }
        }
        // The definer may go, or is not the one that counts: once more with nobody able to change anything, and remember the
        // dependency.
        tcb::reader_leaves();
        let again = {
            let _guard = lock::enter();
            // SAFETY: handed on to the caller.
            unsafe { self.look(if depends { Binding::Depends } else { Binding::Loose }) }.map(Bound::of)
        };
        if self.flags & LOOKUP_GSCOPE_LOCK != 0 {
            tcb::reader_enters(glibc());
        }
        again
    }

    /// `look`, unlocked, where nobody watches: for a name that is no symbol of the user's own, as dlsym's, no more is to be
    /// known than who defines it first. (Half of a dlsym's time went into handing the question on.)
    ///
    /// # Safety
    /// As `run`.
    unsafe fn look_quickly(&self) -> Option<Bound> {
        if self.own.is_some() || lookup::sees_each_object() {
            // SAFETY: handed on to the caller.
            return unsafe { self.look(Binding::Unlocked) }.map(Bound::of);
        }
        match self.skip {
            // SAFETY: handed on to the caller.
            None => unsafe { lookup::bound_in_scope(&self.wanted, self.scope, self.user) },
            Some(skip) => {
                // SAFETY: handed on to the caller.
                let list = unsafe { lists(self.scope) }.next()?;
                lookup::bound_in_list(&self.wanted, behind(skip, list.objects())?, self.user)
            }
        }
    }

    /// # Safety
    /// As `run`.
    unsafe fn look(&self, binding: Binding) -> Option<Definition> {
        let reference =
            Reference { wanted: self.wanted, referrer: self.user, own: self.own, binding, exports: &[] };
        match self.skip {
            // SAFETY: handed on to the caller.
            None => unsafe { lookup::lookup(&reference, self.scope) },
            Some(skip) => {
                // SAFETY: handed on to the caller.
                let list = unsafe { lists(self.scope) }.next()?;
                lookup::lookup_list(&reference, behind(skip, list.objects())?)
            }
        }
    }
}

/// RTLD_NEXT: what comes after that object in the first list.
fn behind(skip: ObjectRef, objects: &[ObjectRef]) -> Option<&[ObjectRef]> {
    let after = objects.iter().position(|&object| object == skip).map_or(0, |at| at + 1);
    objects.get(after..)
}
