//! Lazy binding: the first call of a PLT slot.
//!
//! A tutorial. A call to a function of another object goes through a PLT entry: `jmp *slot`. Unbound, the slot points
//! back into the PLT, where the slot's number and then GOT[1] are pushed and GOT[2] is called: the trampoline in
//! `arch/.../resolve.S`. It saves what may carry arguments, comes here, and jumps to the answer, which by then is also
//! in the slot (psABI, Procedure Linkage Table; glibc `elf/dl-runtime.c`).
//!
//! In: the object (GOT[1]) and the number. Out: the function's address. May run in any thread, in signal handlers,
//! while another thread loads or unloads. So: no lock, no allocation, as long as the definer cannot go before the
//! referrer; the tenant is told that a reader is inside. If it can, the lock is taken and the lookup done again, for
//! what was found without it may be gone; the dependency is recorded before the slot is stored. Two threads at one
//! slot compute the same word; one aligned store each is all.

use crate::arch::native::reloc_kind;
use crate::bytes::Owned;
use crate::error::{Error, RelocateError, Result, What};
use crate::link::audit;
use crate::link::definition::{Bound, Definition};
use crate::link::find_object;
use crate::link::linker::linker;
use crate::link::lookup::{self, Binding, Reference};
use crate::link::object::{Kind, ObjectRef};
use crate::link::relocate;
use crate::link::walk::{self, Lookups};
use crate::mem::foreign::{self, Caller};
use crate::mem::lock;
use crate::mem::stack::at;
use crate::plan::lookup::{Class, Wanted};
use crate::plan::relocate::RelocKind;
use crate::say::text;
use crate::trace;
use core::sync::atomic::{AtomicUsize, Ordering, fence};

/// Binds slot `index` of `object`. Failure ends the process: a call cannot fail (ld.so(8), LD_BIND_NOW).
pub fn bind(object: ObjectRef, index: usize) -> usize {
    let stored = |bound: Slot| {
        let slot = storable(object, bound.offset)?;
        let value = shown(object, index, &bound);
        if !linker().options().bind_not {
            store(slot, value);
        }
        Ok(value)
    };
    match resolve_slot(object, index).and_then(stored) {
        Ok(value) => value,
        Err(error) => end(&error),
    }
}

/// The same for a slot that must stay as it is, because every call is traced. It may be read-only by now: tracing binds
/// lazily also what was linked to be bound at once, and there PT_GNU_RELRO covers the slots.
pub fn bind_unstored(object: ObjectRef, index: usize) -> usize {
    match resolve_slot(object, index) {
        Ok(bound) => shown(object, index, &bound),
        Err(error) => end(&error),
    }
}

/// The process's last words. They are made from what other threads may be changing.
#[cold]
fn end(error: &Error) -> ! {
    lock::hold_to_the_end();
    text::fatal(error)
}

/// What auditors make of a binding.
fn shown(object: ObjectRef, index: usize, bound: &Slot) -> usize {
    match &bound.definition {
        Some(found) if audit::is_on() => audit::bound_lazily(object, index, found, bound.value),
        _ => bound.value,
    }
}

/// Objects whose calls have come here, each at the place of its handle.
static CALLERS: [AtomicUsize; 16] = [const { AtomicUsize::new(0) }; 16];

fn place_of(handle: usize) -> &'static AtomicUsize {
    &CALLERS[(handle >> 6) % CALLERS.len()]
}

/// The object that GOT[1] names. A jump past the instruction of the PLT that pushes it brings whatever was on the stack: no
/// object, then, and nothing at that address is looked at.
pub fn caller(handle: usize) -> Option<ObjectRef> {
    if place_of(handle).load(Ordering::Relaxed) != handle && !remember(handle) {
        return None;
    }
    // SAFETY: an object that is listed, or was when its place was taken, which `forget` ends.
    unsafe { ObjectRef::from_handle(handle as *mut u8) }
}

/// Gives the handle its place, if it is an object's. Without a lock: libc makes its first call of a function while it holds
/// its own lock of stacks, for which a dlclose waits that holds ours. Only what is still being loaded is in no table yet.
#[inline(never)]
fn remember(handle: usize) -> bool {
    if find_object::lists(handle) {
        place_of(handle).swap(handle, Ordering::Relaxed);
        // If it has gone meanwhile, `forget` may have come before the store.
        fence(Ordering::SeqCst);
        if find_object::lists(handle) {
            return true;
        }
        forget_handle(handle);
    }
    let _guard = lock::enter();
    let is_it = |object: &ObjectRef| object.handle() as usize == handle;
    let is_listed = linker().namespaces.iter().any(|space| space.objects.borrow().iter().any(is_it));
    if is_listed {
        place_of(handle).swap(handle, Ordering::Relaxed);
    }
    is_listed
}

fn forget_handle(handle: usize) {
    let _ = place_of(handle).compare_exchange(handle, 0, Ordering::Relaxed, Ordering::Relaxed);
}

/// The object goes.
pub fn forget(object: ObjectRef) {
    forget_handle(object.handle() as usize);
}

/// A resolved slot; `definition` is none for an undefined weak function.
struct Slot {
    offset: u64,
    value: usize,
    definition: Option<Definition>,
}

/// What slot `index` must hold, its dependency recorded.
fn resolve_slot(object: ObjectRef, index: usize) -> Result<Slot> {
    let bad = |what| Error::new(object.name.as_bytes(), What::Relocate(what));
    let number = index as u64;
    let rela =
        object.relocations.plt().get(index).ok_or_else(|| bad(RelocateError::BadSymbolIndex(number)))?;
    if reloc_kind(rela.number()) != RelocKind::PltEntry {
        return Err(bad(RelocateError::UnexpectedPltType(rela.number())));
    }
    let definition = find(object, rela.symbol())?;
    let value = match definition {
        Some(found) => call_address(object, &found)?,
        None => 0,
    };
    Ok(Slot { offset: rela.offset, value, definition })
}

/// The address of a slot that may be stored to.
fn storable(object: ObjectRef, offset: u64) -> Result<usize> {
    let slot = object.image.at(offset);
    if object.image.stores(slot, size_of::<usize>()) && !relocate::is_reserved(object, slot) {
        return Ok(slot);
    }
    Err(Error::new(object.name.as_bytes(), What::Relocate(RelocateError::BadPlace(offset))))
}

/// The definition, first without a lock.
fn find(object: ObjectRef, symbol: usize) -> Result<Option<Definition>> {
    let tenant = linker().tenant();
    tenant.reader_enters();
    let found = look(object, symbol).filter(|found| is_settled(object, found));
    // From here on the definer may go, unless it was asked whether it stays.
    tenant.reader_leaves();
    // Again, with nobody able to change anything.
    if found.is_some() { Ok(found) } else { find_alone(object, symbol) }
}

/// Is there nothing more to be done about a definition that was found without a lock? There is if its object may go; of a
/// protected one that the program uses there may be something to say; of a unique one the one that counts may be another.
fn is_settled(object: ObjectRef, found: &Definition) -> bool {
    let says_more = found.is_protected() && object.kind == Kind::Program;
    !says_more && !found.is_unique() && object.keeps(found.object)
}

/// The same while nobody can change anything.
#[cold]
#[inline(never)]
fn find_alone(object: ObjectRef, symbol: usize) -> Result<Option<Definition>> {
    let _guard = lock::enter();
    relocate::resolve(object, symbol, Class::PLT)
}

/// A lookup that records nothing and allocates nothing. Where somebody watches the lines come once: here, if nothing is left to be
/// done about what is found.
fn look(object: ObjectRef, index: usize) -> Option<Definition> {
    if trace::lookups() {
        let settled = ask(object, index, quietly).filter(|found| is_settled(object, found));
        return settled.and_then(|_| ask(object, index, aloud));
    }
    if walk::finds_first()
        && !object.removed.load(Ordering::Relaxed)
        && let Some(found) = walk::definition(object, index, Class::PLT, &Lookups::new(Binding::Unlocked))
    {
        return Some(found).filter(|found| found.index != 0).map(Bound::definition);
    }
    ask(object, index, aloud)
}

fn ask(
    object: ObjectRef,
    index: usize,
    answer: fn(&Reference<'_>) -> Option<Definition>,
) -> Option<Definition> {
    let own = object.symbols.get(index)?;
    if lookup::binds_locally(&own) {
        return Some(Definition { object, index, symbol: own });
    }
    let name = object.symbols.name(&own)?;
    let hashes = crate::elf::symbols::Hashes::of(name);
    let version = object.version_of(index);
    let wanted = Wanted { name, hashes: &hashes, version, class: Class::PLT, newest: false };
    answer(&Reference { wanted, referrer: object, own: Some(own), binding: Binding::Unlocked, exports: &[] })
}

fn aloud(reference: &Reference<'_>) -> Option<Definition> {
    // SAFETY: the object's own scope; arrays that are replaced stay until no reader is inside.
    unsafe { lookup::lookup(reference, reference.referrer.scope_ptr()) }
}

/// The first definition, without a line.
fn quietly(reference: &Reference<'_>) -> Option<Definition> {
    let referrer = reference.referrer;
    // SAFETY: as above.
    let found = unsafe { lookup::bound_in_scope(&reference.wanted, referrer.scope_ptr(), referrer) };
    found.map(Bound::definition)
}

fn call_address(object: ObjectRef, found: &Definition) -> Result<usize> {
    let address = found.address();
    if !found.is_ifunc() {
        return if found.object.image.executes(address) {
            Ok(address)
        } else {
            elsewhere(object, found, address)
        };
    }
    if !found.object.image.executes(address) {
        let what = RelocateError::BadResolver(found.symbol.value);
        return Err(Error::new(object.name.as_bytes(), What::Relocate(what)));
    }
    // SAFETY: the resolver lies in an executable segment of a loaded, relocated object.
    let chosen = unsafe { foreign::resolve(address, Caller::Anybody) };
    if found.object.image.executes(chosen) { Ok(chosen) } else { elsewhere(object, found, chosen) }
}

/// The file gave a function an address outside its own code. That can be right: an absolute symbol, data that the program
/// has made executable, a resolver that chose another library's function. So the kernel is asked, if it can be; where
/// nothing can be executed the jump would be ours.
#[cold]
fn elsewhere(object: ObjectRef, found: &Definition, address: usize) -> Result<usize> {
    if is_kernels(address) || crate::sys::proc::executes(address).unwrap_or(true) {
        return Ok(address);
    }
    let symbol =
        found.object.symbols.name(&found.symbol).map_or(Default::default(), |name| name.bytes().owned());
    let what = RelocateError::NotCode { symbol, address: address as u64 };
    Err(Error::new(object.name.as_bytes(), What::Relocate(what)))
}

/// Is it in the vDSO? That never goes, and libc's resolvers of `time` and `gettimeofday` choose its functions.
fn is_kernels(address: usize) -> bool {
    let start = linker().initial.get().and_then(|initial| initial.auxiliary(at::SYSINFO_EHDR));
    start.is_some() && find_object::find(address).map(|place| place.start) == start
}

fn store(slot: usize, value: usize) {
    if slot.is_multiple_of(align_of::<AtomicUsize>()) {
        // SAFETY: an aligned word in a writable segment of the object (`storable`).
        unsafe { AtomicUsize::from_ptr(slot as *mut usize) }.store(value, Ordering::Release);
    } else {
        // SAFETY: as above; nobody promises atomicity for a misaligned slot.
        unsafe { (slot as *mut usize).write_unaligned(value) };
    }
}
