//! la_x86_64_gnu_pltenter and la_x86_64_gnu_pltexit: auditors see calls through the PLT (rtld-audit(7)).
//!
//! In: from `arch/.../profile.S`, a call through a slot that is never filled, with its registers; later its return, with its
//! results. Out: the address to go to, and how many bytes of stack arguments to copy if somebody wants to see the return.
//! Must not: lock or allocate once the slot is bound.

use crate::elf::Sym;
use crate::link::audit::{self, Hook, cookie};
use crate::link::audit_bind::{self, ALTERED, NO_PLT_ENTER, NO_PLT_EXIT, Slot};
use crate::link::bind;
use crate::link::definition::Definition;
use crate::link::object::ObjectRef;
use crate::link::profile;
use crate::mem::foreign;
use core::sync::atomic::Ordering;

/// "Not known": nobody asked to see the call's return.
const NO_FRAME: i64 = -1;

/// A traced PLT slot is called.
///
/// # Safety
/// The pointers are the trampoline's.
pub unsafe fn enter(
    object: ObjectRef,
    index: usize,
    return_address: usize,
    registers: *mut u8,
    frame_size: *mut i64,
) -> usize {
    let Some(slot) = audit_bind::slot(object, index) else { return bind::bind(object, index) };
    let address = match slot.bound.load(Ordering::Acquire) {
        true => slot.address.load(Ordering::Relaxed),
        false => bind::bind_unstored(object, index),
    };
    profile::count(return_address, address);
    if !audit::is_on() {
        audit_bind::remember(slot, address);
        return address;
    }
    if slot.refusals.load(Ordering::Relaxed) & NO_PLT_ENTER != 0 {
        return address;
    }
    let Some(call) = Call::of(object, slot) else { return address };
    // SAFETY: handed on to the caller.
    unsafe { call.enter(slot, address, registers, frame_size) }
}

/// A traced call returned.
///
/// # Safety
/// As `enter`.
pub unsafe fn leave(object: ObjectRef, index: usize, registers: *const u8, results: *mut u8) {
    let Some(slot) = audit_bind::slot(object, index) else { return };
    let Some(call) = Call::of(object, slot) else { return };
    // SAFETY: handed on to the caller.
    unsafe { call.leave(slot, registers, results) };
}

/// A call from one object to a function of another.
struct Call {
    user: ObjectRef,
    found: Definition,
}

impl Call {
    fn of(user: ObjectRef, slot: &Slot) -> Option<Call> {
        // SAFETY: the definer stays as long as the user, which depends on it.
        let object = unsafe { ObjectRef::from_handle(slot.definer.load(Ordering::Relaxed)) }?;
        let index = slot.symbol.load(Ordering::Relaxed);
        let symbol = object.symbols.get(index)?;
        Some(Call { user, found: Definition { object, index, symbol } })
    }

    /// la_x86_64_gnu_pltenter of all auditors that want it. The largest frame that one of them names is copied.
    ///
    /// # Safety
    /// As `enter`.
    unsafe fn enter(&self, slot: &Slot, address: usize, registers: *mut u8, frame_size: *mut i64) -> usize {
        let mut symbol = audit_bind::shown(&self.found, address);
        let mut flags = slot.flags.load(Ordering::Relaxed);
        let mut frame = NO_FRAME;
        for (auditor, function) in audit::having(Hook::PltEnter) {
            let own = audit_bind::own_bits(auditor);
            if slot.refusals.load(Ordering::Relaxed) & NO_PLT_ENTER << own != 0 {
                continue;
            }
            let mut wanted = NO_FRAME;
            let arguments = [
                (&raw mut symbol) as usize,
                self.found.index,
                cookie(self.user, auditor) as usize,
                cookie(self.found.object, auditor) as usize,
                registers as usize,
                (&raw mut flags) as usize,
                audit_bind::name_of(&self.found) as usize,
                (&raw mut wanted) as usize,
            ];
            // SAFETY: the auditor's la_x86_64_gnu_pltenter.
            let answer = unsafe { foreign::call8(function, arguments) };
            if answer != symbol.value as usize {
                flags |= ALTERED;
                symbol.value = answer as u64;
            }
            let refused = (flags & (NO_PLT_ENTER | NO_PLT_EXIT)) << own;
            let refusals = slot.refusals.fetch_or(refused, Ordering::Relaxed) | refused;
            if refusals & NO_PLT_EXIT << own == 0 && wanted != NO_FRAME {
                frame = frame.max(wanted);
            }
        }
        // SAFETY: the trampoline's word.
        unsafe { frame_size.write(frame) };
        symbol.value as usize
    }

    /// la_x86_64_gnu_pltexit of all auditors that want it.
    ///
    /// # Safety
    /// As `leave`.
    unsafe fn leave(&self, slot: &Slot, registers: *const u8, results: *mut u8) {
        let mut symbol: Sym = audit_bind::shown(&self.found, slot.address.load(Ordering::Relaxed));
        for (auditor, function) in audit::having(Hook::PltExit) {
            // As in glibc: what counts is whether all refuse (bit 1), and that for the first auditor only.
            if slot.refusals.load(Ordering::Relaxed) & NO_PLT_EXIT >> (2 * auditor as u32).min(31) != 0 {
                continue;
            }
            let arguments = [
                (&raw mut symbol) as usize,
                self.found.index,
                cookie(self.user, auditor) as usize,
                cookie(self.found.object, auditor) as usize,
                registers as usize,
                results as usize,
                audit_bind::name_of(&self.found) as usize,
            ];
            // SAFETY: the auditor's la_x86_64_gnu_pltexit.
            unsafe { foreign::call7(function, arguments) };
        }
    }
}
