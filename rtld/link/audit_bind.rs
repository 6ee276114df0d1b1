//! la_symbind64: auditors see the bindings of function symbols, and may change them (rtld-audit(7)).
//!
//! In: a binding: who refers, what was found, its address. Out: the address to use. Three occasions: a PLT slot that is
//! bound at once (flagged: its calls cannot be traced), one that is bound at its first call (remembered in a `Slot`, for
//! `audit_plt` asks the same auditors about each call), and dlsym. Must not: lock or allocate at a first call; slots are
//! made when the object is relocated.
//!
//! An auditor sees a binding if it said so of both objects when they were opened: LA_FLG_BINDFROM of the one that refers,
//! LA_FLG_BINDTO of the one that defines; for dlsym either will do. The symbol it is shown is a copy, whose value is the
//! address. Flags run through all auditors: one that changes the address sets LA_SYMB_ALTVALUE for those after it.

use crate::elf::Sym;
use crate::link::audit::{self, AUDITORS, Hook, cookie};
use crate::link::definition::Definition;
use crate::link::object::ObjectRef;
use crate::mem::foreign::{self, Caller};
use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicUsize, Ordering};

/// LA_SYMB_* of link.h.
pub const NO_PLT_ENTER: u32 = 1;
pub const NO_PLT_EXIT: u32 = 2;
const DLSYM: u32 = 8;
pub const ALTERED: u32 = 16;
const UNTRACED: u32 = NO_PLT_ENTER | NO_PLT_EXIT;

/// LA_FLG_* of link.h.
const BIND_TO: usize = 1;
const BIND_FROM: usize = 2;

/// What is known of a lazily bound PLT slot.
#[derive(Default)]
pub struct Slot {
    /// The rest is valid.
    pub bound: AtomicBool,
    pub address: AtomicUsize,
    pub definer: AtomicPtr<u8>,
    pub symbol: AtomicUsize,
    /// NO_PLT_ENTER and NO_PLT_EXIT: in the lowest two bits of all auditors together, then two bits for each.
    pub refusals: AtomicU32,
    pub flags: AtomicU32,
}

const _: () = assert!((AUDITORS - 1) * 2 + 2 <= 32);

/// Where an auditor's two bits of `Slot::refusals` begin.
pub fn own_bits(auditor: usize) -> u32 {
    2 * (auditor as u32 + 1)
}

/// One slot for each entry of DT_JMPREL, if somebody will want to know.
pub fn prepare_slots(object: ObjectRef) {
    if audit::keeps_slots() {
        let count = object.relocations.plt().len();
        object.watch_slots((0..count).map(|_| Slot::default()).collect());
    }
}

/// The slot of entry `index` of DT_JMPREL, if the object's bindings are watched.
pub fn slot(object: ObjectRef, index: usize) -> Option<&'static Slot> {
    object.as_static().audit_slots()?.get(index)
}

/// Does any auditor want to hear of these two?
fn is_wanted(user: ObjectRef, definer: ObjectRef) -> bool {
    user.state().audited.get() | definer.state().audited.get() != 0
}

/// A copy of the symbol, whose value is where it is.
pub fn shown(found: &Definition, address: usize) -> Sym {
    Sym { value: address as u64, ..found.symbol }
}

pub fn name_of(found: &Definition) -> *const u8 {
    found.object.symbols.name(&found.symbol).map_or(core::ptr::null(), |name| name.as_ptr())
}

/// Where a slot goes; without auditors no more is known of it. What else is to be known has been stored before.
pub fn remember(slot: &Slot, address: usize) {
    slot.address.store(address, Ordering::Relaxed);
    if !crate::link::linker::linker().options().bind_not {
        slot.bound.store(true, Ordering::Release);
    }
}

/// A PLT slot is bound before anybody calls through it.
#[cold]
pub fn bound_now(user: ObjectRef, found: &Definition, address: usize) -> usize {
    ask(user, found, address, UNTRACED, Caller::Loader).address
}

/// A PLT slot is bound at its first call.
#[cold]
pub fn bound_lazily(user: ObjectRef, index: usize, found: &Definition, address: usize) -> usize {
    let Some(slot) = slot(user, index) else { return address };
    if slot.bound.load(Ordering::Acquire) {
        return slot.address.load(Ordering::Relaxed);
    }
    let answer = ask(user, found, address, 0, Caller::Anybody);
    slot.definer.store(found.object.handle(), Ordering::Relaxed);
    slot.symbol.store(found.index, Ordering::Relaxed);
    slot.refusals.store(answer.refusals, Ordering::Relaxed);
    slot.flags.store(answer.flags, Ordering::Relaxed);
    remember(slot, answer.address);
    answer.address
}

struct Answer {
    address: usize,
    refusals: u32,
    flags: u32,
}

/// la_symbind64 of all auditors. `untraced`: set in the flags that they are given, for calls that cannot be traced.
fn ask(user: ObjectRef, found: &Definition, address: usize, untraced: u32, caller: Caller) -> Answer {
    if !is_wanted(user, found.object) {
        return Answer { address, refusals: u32::MAX, flags: 0 };
    }
    let mut symbol = shown(found, address);
    // As in glibc, an auditor that wants the call wipes what those before it refused.
    let (mut flags, mut refusals) = (0, UNTRACED);
    for auditor in 0..audit::count() {
        let wants = audit::bind_flags(user, auditor) & BIND_FROM != 0
            && audit::bind_flags(found.object, auditor) & BIND_TO != 0;
        if !wants {
            refusals |= UNTRACED << own_bits(auditor);
            continue;
        }
        if let Some((_, function)) = audit::having(Hook::SymBind).find(|&(number, _)| number == auditor) {
            flags |= untraced;
            let question = Question { user, found, auditor, caller };
            // SAFETY: the auditor's la_symbind64.
            let answer = unsafe { question.put(function, &mut symbol, &mut flags) };
            if answer != symbol.value as usize {
                flags |= ALTERED;
                symbol.value = answer as u64;
            }
        }
        refusals &= flags & UNTRACED;
        refusals |= (flags & UNTRACED) << own_bits(auditor);
    }
    Answer { address: symbol.value as usize, refusals, flags }
}

/// One call of la_symbind64.
struct Question<'a> {
    user: ObjectRef,
    found: &'a Definition,
    auditor: usize,
    caller: Caller,
}

impl Question<'_> {
    /// # Safety
    /// `function` is `uintptr_t la_symbind64 (Elf64_Sym *, unsigned, uintptr_t *, uintptr_t *, unsigned *, const char *)`.
    unsafe fn put(&self, function: usize, symbol: &mut Sym, flags: &mut u32) -> usize {
        let arguments = [
            core::ptr::from_mut(symbol) as usize,
            self.found.index,
            cookie(self.user, self.auditor) as usize,
            cookie(self.found.object, self.auditor) as usize,
            core::ptr::from_mut(flags) as usize,
            name_of(self.found) as usize,
        ];
        // SAFETY: handed on to the caller.
        unsafe { foreign::call6(function, arguments, self.caller) }
    }
}

/// The loader itself looked up a function on behalf of `user`, as dlsym would.
pub fn bound_by_loader(user: ObjectRef, found: &Definition, address: usize) -> usize {
    if !audit::is_on() || !is_wanted(user, found.object) {
        return address;
    }
    let mut symbol = shown(found, address);
    let mut altered = 0;
    for (auditor, function) in audit::having(Hook::SymBind) {
        let wants = audit::bind_flags(user, auditor) & BIND_FROM != 0
            || audit::bind_flags(found.object, auditor) & BIND_TO != 0;
        if !wants {
            continue;
        }
        let mut flags = altered | DLSYM;
        let question = Question { user, found, auditor, caller: Caller::Anybody };
        // SAFETY: the auditor's la_symbind64.
        let answer = unsafe { question.put(function, &mut symbol, &mut flags) };
        if answer != symbol.value as usize {
            altered = ALTERED;
            symbol.value = answer as u64;
        }
    }
    symbol.value as usize
}

/// dlsym found `symbol` of `definer` for `user`; libc has its address in `value`.
///
/// # Safety
/// `symbol` lies in the definer's symbol table, `value` is libc's place for the address.
pub unsafe fn bound_by_dlsym(user: ObjectRef, definer: ObjectRef, symbol: *const Sym, value: *mut usize) {
    let definer = definer.real();
    let index = (symbol as usize).wrapping_sub(definer.symbols.table().address()) / size_of::<Sym>();
    // SAFETY: handed on to the caller.
    unsafe {
        let found = Definition { object: definer, index, symbol: symbol.read() };
        value.write(bound_by_loader(user, &found, value.read()));
    }
}
