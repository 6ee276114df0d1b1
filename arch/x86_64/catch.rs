//! A non-local exit within one thread: the registers a C function preserves, saved and brought back.
//!
//! In: where to save, what to call. Out: whether the call returned by itself or was left. Must not: skip frames of
//! Rust code with destructors; only the outermost `extern "C"` shims lie between `leave` and its `call`.
//! Used for the error contract with libc (glibc's `_dl_catch_exception`); the psABI says what is preserved.

use core::arch::naked_asm;

/// rbx, rbp, r12 to r15, rsp.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Registers([usize; 7]);

impl Registers {
    pub const ZERO: Registers = Registers([0; 7]);
}

/// Calls `operate(args)`. False: it returned. True: `leave` was called with these registers meanwhile.
///
/// # Safety
/// `operate` is a C function of one argument; `registers` stays where it is until this returns.
#[unsafe(naked)]
pub unsafe extern "C" fn call(registers: *mut Registers, operate: usize, args: usize) -> bool {
    naked_asm!(
        ".cfi_startproc",
        "mov [rdi], rbx",
        "mov [rdi + 8], rbp",
        "mov [rdi + 16], r12",
        "mov [rdi + 24], r13",
        "mov [rdi + 32], r14",
        "mov [rdi + 40], r15",
        "mov [rdi + 48], rsp",
        "sub rsp, 8",
        ".cfi_adjust_cfa_offset 8",
        "mov rdi, rdx",
        "call rsi",
        "add rsp, 8",
        ".cfi_adjust_cfa_offset -8",
        "xor eax, eax",
        "ret",
        ".cfi_endproc",
    )
}

/// Goes back to the `call` that saved `registers`, which then answers true.
///
/// # Safety
/// That `call` has not returned, and this is its thread.
#[unsafe(naked)]
pub unsafe extern "C" fn leave(registers: *const Registers) -> ! {
    naked_asm!(
        "mov rbx, [rdi]",
        "mov rbp, [rdi + 8]",
        "mov r12, [rdi + 16]",
        "mov r13, [rdi + 24]",
        "mov r14, [rdi + 32]",
        "mov r15, [rdi + 40]",
        "mov rsp, [rdi + 48]",
        "mov eax, 1",
        "ret",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    extern "C" fn nothing(_: usize) {}
    extern "C" fn leaves(registers: usize) {
        // SAFETY: the test passes the registers of the call that runs us.
        unsafe { leave(registers as *const Registers) }
    }

    #[test]
    fn a_call_returns_or_is_left() {
        let mut registers = Registers::ZERO;
        let at = (&raw mut registers) as usize;
        // SAFETY: `registers` outlives both calls; `leaves` has no destructors.
        unsafe {
            assert!(!call(&raw mut registers, nothing as *const () as usize, 0));
            assert!(call(&raw mut registers, leaves as *const () as usize, at));
        }
    }
}
