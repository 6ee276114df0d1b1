//! LD_AUDIT: the auditors' hooks (rtld-audit(7)).

use crate::link::object::ObjectRef;

pub fn opened(_object: ObjectRef) {}
pub fn adding(_namespace: usize) {}
pub fn deleting(_namespace: usize) {}
pub fn consistent(_namespace: usize) {}
pub fn closed(_object: ObjectRef) {}
pub fn is_auditing(_namespace: usize) -> bool {
    false
}
pub fn traces_plt() -> bool {
    false
}
pub fn prepare_slots(_object: ObjectRef) {}

pub fn is_on() -> bool {
    false
}

pub fn candidate(
    _path: &core::ffi::CStr,
    _rule: crate::trace::Rule,
    _requester: Option<ObjectRef>,
) -> crate::link::search::Decision {
    crate::link::search::Decision::Keep
}

/// How many auditors are at work.
pub fn count() -> usize {
    0
}

/// Loads the auditors, before the program's own dependencies.
pub fn begin(
    _transaction: &mut crate::link::transaction::Transaction,
    _program: ObjectRef,
) -> crate::error::Result<()> {
    Ok(())
}

pub fn preinit(_program: ObjectRef) {}

/// # Safety
/// `symbol` is the definer's, `value` libc's place for the address.
pub unsafe fn bound_by_dlsym(
    _user: ObjectRef,
    _definer: ObjectRef,
    _symbol: *const crate::elf::Sym,
    _value: *mut usize,
) {
}

/// A traced PLT slot is called.
///
/// # Safety
/// The pointers are the trampoline's.
pub unsafe fn enter(
    object: ObjectRef,
    index: usize,
    _return_address: usize,
    _registers: *mut u8,
    _frame_size: *mut i64,
) -> usize {
    crate::link::bind::bind(object, index)
}

/// A traced call returned.
///
/// # Safety
/// As `enter`.
pub unsafe fn leave(_object: ObjectRef, _index: usize, _registers: *const u8, _results: *mut u8) {}
