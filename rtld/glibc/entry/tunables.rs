//! The tunables, as libc reads them: by an index that is its own.
//!
//! In: the id of a tunable in this libc's list. Out: its value, stored in the width that libc expects, and libc's callback
//! called if the user has set it. Must not: store anything for an id that the list does not have.

use crate::glibc::layout::Layout;
use crate::glibc::tunables::Value;
use crate::glibc::{glibc, unstarted};
use crate::mem::foreign;
use core::ffi::c_void;

/// `tunable_val_t`: a number or a string.
#[repr(C)]
pub union TunableValue {
    number: i64,
    text: *const u8,
}

/// `__tunable_get_val (id, valp, callback)`. A value read without a callback is stored in its type's width.
///
/// # Safety
/// As libc calls it, from the code at `caller`.
pub unsafe fn tunable_get_val(id: u32, value: *mut c_void, callback: usize, caller: usize) {
    let Some(&name) = layout(caller).tunables.get(id as usize) else { return };
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

/// The libc's that asks.
fn layout(caller: usize) -> &'static Layout {
    let other = if glibc().exports().is_none() { unstarted::layout(caller) } else { None };
    other.unwrap_or(glibc().layout())
}

fn pointer(text: Option<&[u8]>) -> *const u8 {
    text.map_or(core::ptr::null(), <[u8]>::as_ptr)
}

/// `__tunable_is_initialized` (2.39). Who asks this has asked for a value before.
pub extern "C" fn tunable_is_initialized(id: u32) -> bool {
    layout(0).tunables.get(id as usize).is_some_and(|&name| glibc().tunables().is_set(name))
}
