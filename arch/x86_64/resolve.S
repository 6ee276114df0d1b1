//! The lazy PLT: where a function's first call arrives, before its address is known.
//!
//! In:  by a jump from PLT0 (psABI 5.2, "Procedure Linkage Table"):
//!          0(%rsp)   GOT[1], the object the call comes from        8(%rsp)   the index of the relocation in DT_JMPREL
//!         16(%rsp)   the return address of the call                registers: the arguments of the function called
//! Out: a jump to the function, with the stack and the registers of the call: only r11 is lost.
//! Must not: run on a stack it has not aligned (some callers are misaligned), or assume which vector registers exist.
//! Called by: GOT[2] of every lazily bound object; link/bind chooses one of the three by CPUID. Calls rtld_bind.
//!
//! Lazy PLT in short. A call of `f` is a call of f's PLT entry, a jump through a GOT slot. At first the slot leads back
//! into the PLT, which pushes its index and the object and jumps here. We ask rtld_bind for the address (it also stores
//! it in the slot, so that there is no second time) and go there as if nothing had happened. So everything that can carry
//! an argument must survive: rax (the number of vector registers of a variadic call), rcx, rdx, rsi, rdi, r8, r9, r10
//! (the static chain), and the vector and mask registers. rtld_bind is compiled code that uses xmm registers freely, and
//! it may call foreign code that uses any: an IFUNC resolver, the program's malloc.
//!
//! The state saved is `rtld_xsave_mask`, in an image of `rtld_xsave_size` bytes: SSE, AVX, bounds,
//! AVX-512 and, where present, APX. Not x87: its registers are empty at a call (psABI 3.2.1) and its control word, like
//! MXCSR's, belongs to the callee-saved state of every function. (FXSAVE includes it anyway; and a mask with bit 0 is
//! served as well.) AMX tiles carry no arguments either.

#include "state.h"

    .hidden rtld_bind
    .hidden rtld_xsave_size
    .hidden rtld_xsave_mask

.macro RESOLVE name:req, kind:req
    .globl  \name
    .hidden \name
    .type   \name, @function
    .p2align 4
\name:
    .cfi_startproc
    .cfi_def_cfa_offset 24              // two words above the return address: unwinding works from the first byte
    endbr64
    pushq   %rbx
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %rbx, 0
    movq    %rsp, %rbx
    .cfi_def_cfa_register %rbx
    STATE_RESERVE \kind, rtld_xsave_size
    movq    %rax, 0(%rsp)
    movq    %rcx, 8(%rsp)
    movq    %rdx, 16(%rsp)
    movq    %rsi, 24(%rsp)
    movq    %rdi, 32(%rsp)
    movq    %r8, 40(%rsp)
    movq    %r9, 48(%rsp)
    movq    %r10, 56(%rsp)
    STATE_SAVE \kind, rtld_xsave_mask

    movq    8(%rbx), %rdi               // the object
    movq    16(%rbx), %rsi              // the index
    call    rtld_bind
    movq    %rax, %r11

    STATE_RESTORE \kind, rtld_xsave_mask
    movq    56(%rsp), %r10
    movq    48(%rsp), %r9
    movq    40(%rsp), %r8
    movq    32(%rsp), %rdi
    movq    24(%rsp), %rsi
    movq    16(%rsp), %rdx
    movq    8(%rsp), %rcx
    movq    0(%rsp), %rax
    movq    %rbx, %rsp
    .cfi_def_cfa_register %rsp
    popq    %rbx
    .cfi_adjust_cfa_offset -8
    .cfi_restore %rbx
    addq    $16, %rsp                   // the object and the index
    .cfi_adjust_cfa_offset -16
    jmp     *%r11
    .cfi_endproc
    .size   \name, . - \name
.endm

    .section .text.hot, "ax", @progbits
    RESOLVE rtld_resolve_fxsave, fxsave
    RESOLVE rtld_resolve_xsave, xsave
    RESOLVE rtld_resolve_xsavec, xsavec

    .section .note.GNU-stack, "", @progbits
