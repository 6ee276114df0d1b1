//! What libc calls: the functions behind `_rtld_global_ro`'s pointers and behind the names it imports.
//!
//! In: C arguments. Out: C results, or a raised error. Each shim takes the load lock if it must, calls the core, drops
//! everything it owns, and only then raises: the jump skips frames, so nothing with a destructor may be alive. Prototypes:
//! glibc `sysdeps/generic/ldsodefs.h`, `include/dlfcn.h`, `bits/dl_find_object.h`.

use crate::bytes::Name;
use crate::elf::symbols::Hashes;
use crate::elf::versions::Version;
use crate::elf::{STB_WEAK, Sym};
use crate::error::{Error, SymbolError, What};
use crate::glibc::tunables::Value;
use crate::glibc::{errors, glibc, tcb};
use crate::link::dl::{self, Mode, Target};
use crate::link::linker::linker;
use crate::link::lookup::{self, Binding, Definition, Indexed, Reference};
use crate::link::object::{ObjectRef, SearchList, lists};
use crate::link::tenant::Thread;
use crate::link::transaction::display_name;
use crate::link::{audit, find_object, locate, tls, unload};
use crate::mem::{foreign, heap, lock};
use crate::plan::lookup::{Class, Wanted};
use crate::say::debug::explained;
use crate::say::explain::Occasion;
use crate::say::text;
use crate::trace::{self, Category, Event, Fate};
use core::ffi::{CStr, c_char, c_void};

/// `__LM_ID_CALLER` and LM_ID_NEWLM of dlmopen.
const LM_ID_CALLER: i64 = -2;
const LM_ID_NEWLM: i64 = -1;

/// Flags of `_dl_lookup_symbol_x` (glibc `ldsodefs.h`, DL_LOOKUP_*).
const LOOKUP_ADD_DEPENDENCY: i32 = 1;
const LOOKUP_RETURN_NEWEST: i32 = 2;
const LOOKUP_GSCOPE_LOCK: i32 = 4;

/// `_dl_open`.
///
/// # Safety
/// As libc calls it: `file` is a string.
pub unsafe extern "C" fn open(
    file: *const c_char,
    mode: i32,
    caller: usize,
    namespace: i64,
    _argc: i32,
    _argv: *mut *mut u8,
    _envp: *mut *mut u8,
) -> *mut c_void {
    // SAFETY: a string by libc's word; it lives until we return.
    let name = unsafe { CStr::from_ptr(file) }.to_bytes();
    let target = match namespace {
        LM_ID_CALLER => Target::Caller,
        LM_ID_NEWLM => Target::New,
        known => Target::Known(known),
    };
    let result = {
        let guard = lock::enter();
        dl::open(name, Mode(mode as u32), caller, target, &guard)
    };
    match result {
        Ok(object) => object.map_or(core::ptr::null_mut(), |o| o.handle().cast()),
        Err(error) => errors::raise(error, None),
    }
}

/// `_dl_close`.
///
/// # Safety
/// `map` is a handle that `open` gave.
pub unsafe extern "C" fn close(map: *mut c_void) {
    let result = {
        let _guard = lock::enter();
        // SAFETY: handed on to the caller.
        match unsafe { ObjectRef::from_handle(map.cast()) } {
            Some(object) => unload::close(object),
            None => Ok(()),
        }
    };
    if let Err(error) = result {
        errors::raise(error, None);
    }
}

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
            file: None,
        });
        let own = (*reference).as_ref().copied();
        (Name::new(name), ObjectRef::from_handle(undef_map), ObjectRef::from_handle(skip), version, own)
    };
    let Some(user) = user else { return core::ptr::null_mut() };
    let hashes = Hashes::of(name);
    let wanted = Wanted {
        name,
        hashes: &hashes,
        version: version.as_ref(),
        class: Class(type_class as u8),
        newest: flags & LOOKUP_RETURN_NEWEST != 0,
    };
    let query = Query { wanted, user, own, scope, skip, flags };
    // SAFETY: libc's scope, an array of live lists.
    match unsafe { query.run() } {
        Some(found) => {
            // SAFETY: libc's place for the symbol; the table stays mapped as long as the object.
            unsafe { reference.write(symbol_address(&found)) };
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
            let error = {
                let _guard = lock::enter();
                undefined(user, name, version.as_ref())
            };
            errors::raise(error, Some(c"symbol lookup error"))
        }
    }
}

fn symbol_address(found: &Definition) -> *const Sym {
    (found.object.symbols.table().address() + found.index * size_of::<Sym>()) as *const Sym
}

fn undefined(user: ObjectRef, name: Name, version: Option<&Version>) -> Error {
    let what = SymbolError::Undefined {
        name: name.bytes().to_vec(),
        version: version.map(|v| v.name.bytes().to_vec()),
    };
    let error = Error::new(display_name(user), What::Symbol(what));
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
    unsafe fn run(&self) -> Option<Definition> {
        let depends = self.flags & LOOKUP_ADD_DEPENDENCY != 0;
        if !depends || !trace::lookups() {
            // SAFETY: handed on to the caller.
            let found = unsafe { self.look(Binding::Loose) }?;
            let stays = found.object == self.user || found.object.is_permanent();
            if !depends || stays {
                return Some(found);
            }
        }
        // The definer may go: once more with nobody able to change anything, and remember the dependency.
        tcb::reader_leaves();
        let again = {
            let _guard = lock::enter();
            // SAFETY: handed on to the caller.
            unsafe { self.look(Binding::Depends) }
        };
        if self.flags & LOOKUP_GSCOPE_LOCK != 0 {
            tcb::reader_enters(glibc());
        }
        again
    }

    /// # Safety
    /// As `run`.
    unsafe fn look(&self, binding: Binding) -> Option<Definition> {
        let reference = Reference {
            wanted: self.wanted,
            referrer: self.user,
            own: self.own,
            binding,
            indexed: Indexed::NOT,
        };
        match self.skip {
            // SAFETY: handed on to the caller.
            None => unsafe { lookup::lookup(&reference, self.scope) },
            // RTLD_NEXT: what comes after that object in the first list.
            Some(skip) => {
                // SAFETY: handed on to the caller.
                let list = unsafe { lists(self.scope) }.next()?;
                let objects = list.objects();
                let after = objects.iter().position(|&o| o == skip).map_or(0, |at| at + 1);
                lookup::lookup_list(&reference, objects.get(after..)?)
            }
        }
    }
}

/// `_dl_tls_get_addr_soft`.
///
/// # Safety
/// `map` is a link map.
pub unsafe extern "C" fn tls_get_addr_soft(map: *mut u8) -> *mut u8 {
    // SAFETY: handed on to the caller.
    match unsafe { ObjectRef::from_handle(map) } {
        Some(object) => tls::dtv::address_if_any(&object),
        None => core::ptr::null_mut(),
    }
}

/// `_dl_libc_freeres`: our memory is not the program's; there is nothing to give back.
pub extern "C" fn libc_freeres() {}

/// `_dl_error_free`.
///
/// # Safety
/// The string was made by `_dl_exception_create`, hence by the process's malloc.
pub unsafe extern "C" fn error_free(text: *mut u8) {
    // SAFETY: handed on to the caller.
    unsafe { glibc().functions().free(text) };
}

/// `struct dl_find_object` (bits/dl_find_object.h).
#[repr(C)]
pub struct FindObject {
    flags: u64,
    map_start: usize,
    map_end: usize,
    link_map: *mut u8,
    eh_frame: usize,
    reserved: [u64; 7],
}

/// `_dl_find_object`: async-signal-safe.
///
/// # Safety
/// `result` is writable.
pub unsafe extern "C" fn find_object(address: usize, result: *mut FindObject) -> i32 {
    let Some(place) = find_object::find(address) else { return -1 };
    // SAFETY: writable by the caller's word.
    unsafe {
        result.write(FindObject {
            flags: 0,
            map_start: place.start,
            map_end: place.end,
            link_map: place.handle,
            eh_frame: place.eh_frame_hdr,
            reserved: [0; 7],
        });
    }
    0
}

/// `_dl_readonly_area` (2.42): is the range in pages that no object may write? 0 read-only, 1 writable, 2 not known.
pub extern "C" fn readonly_area(address: usize, size: usize) -> i32 {
    let _guard = lock::enter();
    let Some(object) = linker().object_at(address) else { return 2 };
    let inside = |start: usize, end: usize| start <= address && address.saturating_add(size) <= end;
    let relro = object.relro.is_some_and(|(vaddr, len)| {
        let start = object.image.at(vaddr);
        inside(start, start + len as usize)
    });
    let constant =
        object.image.segments.iter().any(|s| s.flags & crate::elf::PF_W == 0 && inside(s.start, s.end));
    i32::from(!(relro || constant))
}

/// `_dl_discover_osversion` (2.31).
pub extern "C" fn discover_osversion() -> i32 {
    0x00ff_ffff
}

/// `_dl_find_dso_for_object`.
pub extern "C" fn find_dso_for_object(address: usize) -> *mut u8 {
    // The heap lies in our image, but what is there (the first thread's variables, for one) is no part of any object.
    if heap::is_nursery(address) {
        return core::ptr::null_mut();
    }
    // libc asks with and without the lock.
    find_object::find(address).map_or(core::ptr::null_mut(), |place| place.handle)
}

/// `_dl_allocate_tls`: what pthread_create calls for a new thread's block.
///
/// # Safety
/// `mem` is null or a control block as libc lays it out.
pub unsafe extern "C" fn allocate_tls(mem: *mut u8) -> *mut u8 {
    let tp = if mem.is_null() {
        let Some(tp) = allocate_block() else { return core::ptr::null_mut() };
        tls::dtv::tell_of_block(|| Event::TcbAllocated { address: tp });
        tp
    } else {
        mem as usize
    };
    if tls::dtv::allocate(tp).is_none() {
        return core::ptr::null_mut();
    }
    tls::dtv::initialise_thread(tp);
    tp as *mut u8
}

/// Room for a static block and a control block from the process's malloc; the address to free lies behind it.
fn allocate_block() -> Option<usize> {
    let layout = glibc().layout();
    let (size, align) = (tls::static_block::size() as usize, tls::static_block::totals().align as usize);
    let tcb_size = layout.pthread.size as usize;
    let block = glibc().functions().malloc(size + tcb_size + align + size_of::<usize>());
    if block.is_null() {
        return None;
    }
    let tp = (block as usize + size).next_multiple_of(align);
    // SAFETY: the block was made large enough for static TLS, control block and this word.
    unsafe {
        (tp as *mut u8).write_bytes(0, tcb_size);
        ((tp + tcb_size) as *mut usize).write_unaligned(block as usize);
    }
    Some(tp)
}

/// `_dl_allocate_tls_init`: a cached stack is used again. The second argument, which came and changed its sense, says
/// nothing we need.
///
/// # Safety
/// `tcb` is null or a control block with a dtv.
pub unsafe extern "C" fn allocate_tls_init(tcb: *mut u8) -> *mut u8 {
    if !tcb.is_null() {
        tls::dtv::initialise_thread(tcb as usize);
    }
    tcb
}

/// `_dl_deallocate_tls`.
///
/// # Safety
/// `tcb` is the control block of a thread that does not run any more.
pub unsafe extern "C" fn deallocate_tls(tcb: *mut u8, free_tcb: bool) {
    tls::dtv::tell_of_block(|| Event::TcbDeallocating { address: tcb as usize, with_memory: free_tcb });
    // SAFETY: handed on to the caller.
    unsafe {
        tls::dtv::deallocate(tcb as usize);
        if free_tcb {
            let at = tcb as usize + glibc().layout().pthread.size as usize;
            glibc().functions().free((at as *const *mut u8).read_unaligned());
        }
    }
}

/// `_dl_get_tls_static_info`: sanitizers ask for it by name.
///
/// # Safety
/// Both places are writable.
pub unsafe extern "C" fn get_tls_static_info(size: *mut usize, align: *mut usize) {
    // SAFETY: handed on to the caller.
    unsafe {
        size.write(tls::static_block::size() as usize + glibc().layout().pthread.size as usize);
        align.write(tls::static_block::totals().align as usize);
    }
}

/// `__nptl_change_stack_perm`.
///
/// # Safety
/// `thread` is a live thread's control block.
pub unsafe extern "C" fn change_stack_perm(thread: *mut u8) -> i32 {
    match tcb::change_stack(glibc(), Thread(thread as usize)) {
        Ok(()) => 0,
        Err(errno) => errno.0,
    }
}

/// `_dl_make_stack_executable`, up to 2.33: the first thread's stack, and by a flag those to come. libpthread puts a
/// function before it that does the threads there are.
pub extern "C" fn make_stack_executable(_stack_end: *mut *mut u8) -> i32 {
    match tcb::make_main_stack_executable(glibc()) {
        Ok(()) => 0,
        Err(errno) => errno.0,
    }
}

/// `_dl_init_static_tls` until libpthread comes: the one thread there is.
///
/// # Safety
/// `map` is a link map.
pub unsafe extern "C" fn init_static_tls(map: *mut u8) {
    // SAFETY: handed on to the caller.
    if let Some(object) = unsafe { ObjectRef::from_handle(map) } {
        tls::static_block::initialise_in(object, Thread(tcb::current()));
    }
}

/// `tunable_val_t`: a number or a string.
#[repr(C)]
pub union TunableValue {
    number: i64,
    text: *const u8,
}

/// `__tunable_get_val (id, valp, callback)`. A value read without a callback is stored in its type's width.
///
/// # Safety
/// As libc calls it.
pub unsafe extern "C" fn tunable_get_val(id: u32, value: *mut c_void, callback: usize) {
    let Some(&name) = glibc().layout().tunables.get(id as usize) else { return };
    let (found, is_set) = glibc().tunables().get(name);
    // SAFETY: `value` has room for the tunable's type, by the contract between libc's and our list.
    unsafe {
        if !value.is_null() {
            match found {
                Value::Int(number) => value.cast::<i32>().write_unaligned(number),
                Value::Unsigned(number) => value.cast::<u64>().write_unaligned(number),
                Value::Text(text) => value.cast::<*const u8>().write_unaligned(pointer(text)),
            }
        }
        if is_set && callback != 0 {
            let mut given = match found {
                Value::Int(number) => TunableValue { number: i64::from(number) },
                Value::Unsigned(number) => TunableValue { number: number as i64 },
                Value::Text(text) => TunableValue { text: pointer(text) },
            };
            foreign::call1(callback, (&raw mut given) as usize);
        }
    }
}

fn pointer(text: Option<&[u8]>) -> *const u8 {
    text.map_or(core::ptr::null(), <[u8]>::as_ptr)
}

/// `__tunable_is_initialized` (2.39).
pub extern "C" fn tunable_is_initialized(id: u32) -> bool {
    glibc().layout().tunables.get(id as usize).is_some_and(|&name| glibc().tunables().is_set(name))
}

/// `Dl_serinfo` and `Dl_serpath` (dlfcn.h).
#[repr(C)]
pub struct Serinfo {
    size: usize,
    count: u32,
    paths: [Serpath; 0],
}

#[repr(C)]
pub struct Serpath {
    name: *mut u8,
    flags: u32,
}

/// `_dl_rtld_di_serinfo (map, info, counting)`: the directories that would be searched on behalf of `map`.
///
/// # Safety
/// As libc's dlinfo calls it: `info` has the size an earlier, counting call stated.
pub unsafe extern "C" fn di_serinfo(map: *mut u8, info: *mut Serinfo, counting: bool) {
    let _guard = lock::enter();
    // SAFETY: libc's own link map.
    let Some(object) = (unsafe { ObjectRef::from_handle(map) }) else { return };
    let directories = locate::directories(object);
    let header = size_of::<Serinfo>();
    // SAFETY: `info` is writable, and large enough when it is filled (above).
    unsafe {
        if counting {
            let strings: usize = directories.iter().map(|d| d.len() + 1).sum();
            (*info).count = directories.len() as u32;
            (*info).size = header + directories.len() * size_of::<Serpath>() + strings;
            return;
        }
        let first = info.byte_add(header).cast::<Serpath>();
        let mut text = first.add(directories.len()).cast::<u8>();
        for (index, directory) in directories.iter().enumerate() {
            core::ptr::copy_nonoverlapping(directory.as_ptr(), text, directory.len());
            text.add(directory.len()).write(0);
            first.add(index).write(Serpath { name: text, flags: 0 });
            text = text.add(directory.len() + 1);
        }
    }
}

/// `_dl_audit_preinit`.
///
/// # Safety
/// `map` is a link map.
pub unsafe extern "C" fn audit_preinit(map: *mut u8) {
    // SAFETY: handed on to the caller.
    if let Some(object) = unsafe { ObjectRef::from_handle(map) } {
        audit::preinit(object);
    }
}

/// `_dl_audit_symbind_alt (map, ref, value, result)`: dlsym found something.
///
/// # Safety
/// As libc calls it.
pub unsafe extern "C" fn audit_symbind_alt(
    map: *mut u8,
    symbol: *const Sym,
    value: *mut usize,
    result: *mut u8,
) {
    // SAFETY: handed on to the caller.
    unsafe {
        if let (Some(user), Some(definer)) = (ObjectRef::from_handle(map), ObjectRef::from_handle(result)) {
            audit::bound_by_dlsym(user, definer, symbol, value);
        }
    }
}
