//! A loaded object: what the file said (frozen), and what linking does with it (state under the load lock).
//!
//! In: a mapped image and what `elf/` read from it. Out: `ObjectRef`, one address that is at once the object
//! reference, the tenant's `struct link_map*` and the program's dl handle: the object begins with an area that
//! belongs to the tenant. Must not: know what the tenant keeps there.
//!
//! Three kinds of fields: facts never change after the object is built; `Atomic` fields are read by the
//! lock-free paths (lazy binding, dlsym); `State` needs the load lock, but for the few words of it that say otherwise.

pub mod facts;
mod keeping;
mod rare;
mod state;

use crate::bytes::{Name, Space};
use crate::elf::dynamic::Needed;
use crate::elf::dynamic::lasting::Lasting;
use crate::elf::relocs::Relocations;
use crate::elf::symbols::Symbols;
use crate::elf::vaddr::Vaddr;
use crate::elf::versions::{Version, Versions};
use crate::elf::{PT_INTERP, Phdr};
use crate::link::scope::{ScopePtr, SearchList, lists};
use crate::mem::image::Image;
use crate::plan::map::TlsSegment;
use crate::sys::file::Stat;
use alloc::boxed::Box;
use alloc::ffi::CString;
use core::cell::UnsafeCell;
use core::mem::offset_of;
use core::ops::{Deref, Range};
use core::ptr::NonNull;
use core::sync::atomic::{AtomicBool, AtomicPtr, Ordering};
use rare::Rare;
use state::State;

/// How far the tenant's area reaches, at the front of every object: to the last field of a `struct link_map` that a libc asks for.
pub const TENANT_AREA: usize = 1184;

/// Where in that area no libc looks. Its table of dynamic entries by tag (`l_info`) takes half of it, and of the entries nine are
/// read; in the others' places an object keeps what is its own, as long as that lasts: a process has as many as libraries.
pub const NOT_THE_TENANTS: [Range<usize>; 7] =
    [64..96, 120..144, 152..160, 168..176, 184..264, 272..280, 288..672];

/// What kind of thing was loaded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The main program.
    Program,
    /// Any shared object.
    Library,
    /// This loader itself.
    Loader,
    /// The kernel's vDSO.
    Vdso,
    /// A stand-in for the loader in another namespace.
    Proxy,
}

/// Which file, whatever its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FileId {
    pub dev: u64,
    pub ino: u64,
}

impl FileId {
    pub fn of(stat: &Stat) -> FileId {
        FileId { dev: stat.dev, ino: stat.ino }
    }
}

/// Of what is known by no file.
const NO_FILE: FileId = FileId { dev: u64::MAX, ino: u64::MAX };

/// An object. A process has one for each, so it holds no more than is asked again: what is rare is in a box of its own, what can be
/// read again in the file is not here. The order is that of the tenant's area, whose gaps the fields fill exactly.
#[repr(C)]
pub struct Object {
    tenant: Tenants<64>,

    /// Where PT_GNU_RELRO is, and its size.
    relro: (Vaddr, u64),
    eh_frame_hdr: Vaddr,
    /// Virtual address of PT_DYNAMIC.
    pub dynamic_vaddr: u64,

    tenant_names: Tenants<24>,

    pub scope: AtomicPtr<*const SearchList>,
    rare: AtomicPtr<Rare>,
    /// For a proxy, the object it stands for.
    pub real: Option<ObjectRef>,

    tenant_strsz: Tenants<8>,

    tls: Option<Box<TlsSegment>>,

    tenant_init: Tenants<8>,

    pub entry: usize,

    tenant_soname: Tenants<8>,

    pub image: Image,
    /// Its path as found; "" for the program.
    pub name: CString,

    tenant_init_array: Tenants<8>,

    pub namespace: usize,

    tenant_init_arraysz: Tenants<8>,

    pub symbols: Symbols,
    pub versions: Versions,
    pub dynamic: Lasting,
    state: State,
    /// PT_GNU_STACK.
    pub stack_flags: Option<u32>,
    /// Where the program headers lie in memory, and how many there are.
    pub phdrs: (usize, usize),

    tenant_rest: Tenants<{ TENANT_AREA - 672 }>,

    pub kind: Kind,
    pub removed: AtomicBool,
    /// Can it ever be unloaded? False for start-up objects and whatever was made NODELETE.
    pub permanent: AtomicBool,
    pub relocated: AtomicBool,
    /// Has the processor all that the file says it needs?
    pub suits: bool,
    /// `NO_FILE` if it is known by none.
    file: FileId,
    pub relocations: Relocations,
    pub searchlist: SearchList,
}

/// Bytes that the tenant writes.
type Tenants<const N: usize> = UnsafeCell<[u8; N]>;

const _: () = {
    assert!(offset_of!(Object, relro) == NOT_THE_TENANTS[0].start);
    assert!(offset_of!(Object, tenant_names) == NOT_THE_TENANTS[0].end);
    assert!(offset_of!(Object, scope) == NOT_THE_TENANTS[1].start);
    assert!(offset_of!(Object, tenant_strsz) == NOT_THE_TENANTS[1].end);
    assert!(offset_of!(Object, tls) == NOT_THE_TENANTS[2].start);
    assert!(offset_of!(Object, tenant_init) == NOT_THE_TENANTS[2].end);
    assert!(offset_of!(Object, entry) == NOT_THE_TENANTS[3].start);
    assert!(offset_of!(Object, tenant_soname) == NOT_THE_TENANTS[3].end);
    assert!(offset_of!(Object, image) == NOT_THE_TENANTS[4].start);
    assert!(offset_of!(Object, tenant_init_array) == NOT_THE_TENANTS[4].end);
    assert!(offset_of!(Object, namespace) == NOT_THE_TENANTS[5].start);
    assert!(offset_of!(Object, tenant_init_arraysz) == NOT_THE_TENANTS[5].end);
    assert!(offset_of!(Object, symbols) == NOT_THE_TENANTS[6].start);
    assert!(offset_of!(Object, tenant_rest) == NOT_THE_TENANTS[6].end);
    assert!(offset_of!(Object, kind) == TENANT_AREA);
};

/// A reference to a loaded object. Copyable; valid until `close` has freed the object, which it does only
/// when no list, scope or thread can still reach it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct ObjectRef(NonNull<Object>);

// SAFETY: an Object's facts are frozen, its atomics are atomics, its State is used under the load lock.
unsafe impl Send for ObjectRef {}

// SAFETY: as above.
unsafe impl Sync for ObjectRef {}

impl Deref for ObjectRef {
    type Target = Object;
    fn deref(&self) -> &Object {
        // SAFETY: whoever holds an ObjectRef got it from a list or scope that keeps the object alive.
        unsafe { self.0.as_ref() }
    }
}

impl ObjectRef {
    /// # Safety
    /// `handle` is the address of a live object (a `link_map*` libc got from us).
    pub const unsafe fn from_handle(handle: *mut u8) -> Option<ObjectRef> {
        match NonNull::new(handle.cast::<Object>()) {
            Some(object) => Some(ObjectRef(object)),
            None => None,
        }
    }

    /// Does it stay at least as long as `user`, whatever is closed?
    #[inline(always)]
    pub fn outlives(self, user: ObjectRef) -> bool {
        self == user || self.is_permanent()
    }

    /// Does it keep `provider` loaded, as far as is known? Asked under the load lock or by an announced reader.
    pub fn keeps(self, provider: ObjectRef) -> bool {
        let object = self.as_static();
        provider.outlives(self)
            || object.state().initfini.objects().contains(&provider)
            || object.reldeps().contains(&provider)
    }

    /// The object, for as long as it is loaded.
    pub fn as_static(self) -> &'static Object {
        // SAFETY: as `deref`; the caller uses it no longer than it would use the reference itself.
        unsafe { self.0.as_ref() }
    }

    pub fn handle(self) -> *mut u8 {
        self.0.as_ptr().cast()
    }

    /// Gives the loader the name by which it was invoked, before anybody knows it.
    pub fn rename(self, name: CString) {
        // SAFETY: start-up, one thread, and no reference into the name is held.
        unsafe { (*self.0.as_ptr()).name = name };
    }

    /// The object this one stands for: itself, unless it is a proxy.
    pub fn real(self) -> ObjectRef {
        self.real.unwrap_or(self)
    }

    /// # Safety
    /// Nothing refers to the object any more: it is in no list or scope, and every reader has left.
    pub unsafe fn free(self) {
        // SAFETY: `new` leaked a box; the caller vouches that this is the last reference.
        drop(unsafe { Box::from_raw(self.0.as_ptr()) });
    }
}

impl Object {
    /// The tenant's area (its `struct link_map`), but for the gaps.
    pub fn tenant_area(&self) -> *mut u8 {
        core::ptr::from_ref(self).cast_mut().cast()
    }

    /// Bookkeeping. The caller holds the load lock (a `Guard` is alive up the stack), or there is but one
    /// thread, or it is one of the words that are read without.
    pub fn state(&self) -> &State {
        &self.state
    }

    pub fn name(&self) -> Name {
        // SAFETY: a CString is zero-terminated and lives as long as the object.
        unsafe { Name::new(self.name.as_ptr().cast()) }
    }

    /// The file it was loaded from; `None` for what the kernel mapped.
    pub fn file(&self) -> Option<FileId> {
        (self.file != NO_FILE).then_some(self.file)
    }

    /// PT_TLS.
    pub fn tls(&self) -> Option<TlsSegment> {
        self.tls.as_deref().copied()
    }

    pub fn has_tls(&self) -> bool {
        self.tls.is_some()
    }

    /// The virtual address and the size of PT_GNU_RELRO.
    pub fn relro(&self) -> Option<(u64, u64)> {
        self.relro.0.get().map(|vaddr| (vaddr, self.relro.1))
    }

    /// The virtual address of PT_GNU_EH_FRAME.
    pub fn eh_frame_hdr(&self) -> Option<u64> {
        self.eh_frame_hdr.get()
    }

    /// The dependencies, as the file names them.
    pub fn needed(&self) -> impl Iterator<Item = Needed> + use<> {
        self.dynamic.needed(self.symbols.strings())
    }

    /// The version of symbol `index`.
    #[inline]
    pub fn version_of(&self, index: usize) -> Option<Version> {
        self.versions.get(self.symbols.version_index(index)?, self.symbols.strings())
    }

    pub fn defines_version(&self, hash: u32, name: Name) -> bool {
        self.versions.defines(hash, name, self.symbols.strings())
    }

    /// What `take` makes of the first program header that it takes.
    pub fn first_header<T>(&self, take: impl Fn(&Phdr) -> Option<T>) -> Option<T> {
        if let Some(own) = self.own_phdrs() {
            return own.iter().find_map(take);
        }
        let (address, count) = self.phdrs;
        let vaddr = address.wrapping_sub(self.image.bias) as u64;
        self.image.table::<Phdr>(vaddr, count)?.iter().find_map(|header| take(&header))
    }

    /// The interpreter it asks for (PT_INTERP).
    pub fn interpreter(&self) -> Option<Name> {
        let vaddr = self.first_header(|header| (header.kind == PT_INTERP).then_some(header.vaddr))?;
        self.image.window(vaddr).string(0)
    }

    /// Does it answer to `name`?
    #[inline(always)]
    pub fn answers_to(&self, name: &[u8]) -> bool {
        (self.name.as_bytes() == name) || self.state.names.contains(name)
    }

    /// The name under which it was asked for, the first of its names even where it is the path. Mostly it has that name in its
    /// own string table.
    pub fn begin_names(&self, name: &[u8]) {
        match self.soname().filter(|soname| soname.is(name)) {
            Some(soname) => {
                self.state.names.add_kept(soname);
                self.state.soname_added.set(true);
            }
            None => self.state.names.add_copy(name),
        }
    }

    /// Lets it answer to a further name.
    pub fn add_name(&self, name: &[u8]) {
        if !self.answers_to(name) {
            self.state.names.add_copy(name);
        }
    }

    /// What others read of its names, which then has one.
    pub fn names_to_read(&self) -> *const u8 {
        let names = &self.state.names;
        if names.is_empty() {
            names.add_kept(self.name());
        }
        if self.kind == Kind::Loader
            && let Some(soname) = self.soname()
            && !self.answers_to(soname.bytes())
        {
            names.add_kept(soname);
        }
        names.as_ptr()
    }

    pub fn soname(&self) -> Option<Name> {
        self.dynamic.soname
    }

    pub fn scope_ptr(&self) -> ScopePtr {
        self.scope.load(Ordering::Acquire).cast_const()
    }

    /// The lists of its scope, as of now.
    pub fn scope_lists(&self) -> impl Iterator<Item = &SearchList> {
        // SAFETY: an object's scope is null or a null-terminated array of live lists; a replaced one is freed only
        // when its readers have left (link/unload).
        unsafe { lists(self.scope_ptr()) }
    }

    pub fn is_permanent(&self) -> bool {
        self.permanent.load(Ordering::Relaxed)
    }
}
