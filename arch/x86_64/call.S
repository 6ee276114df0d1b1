//! rtld_call: a call into code that a file names, after which our registers are what they were.
//!
//! In:  rdi = the function, rsi, rdx, rcx = its arguments.
//! Out: what it answers, in rax. rbx, rbp and r12 to r15 as before, whatever it did to them.
//! Must not: hide the caller from an unwinder: an exception may leave a constructor through dlopen.
//! Called by: mem/foreign.rs, for constructors and destructors.
//!
//! The psABI (3.2.1) says that a function keeps these registers, and a compiler believes it. A destructor's address
//! that points into the midst of a function, or one written by hand, does not: the loader would go on with its values.

    .section .text.hot, "ax", @progbits
    .globl  rtld_call
    .hidden rtld_call
    .type   rtld_call, @function
    .p2align 4
rtld_call:
    .cfi_startproc
  .irp register, rbx, rbp, r12, r13, r14, r15
    pushq   %\register
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %\register, 0
  .endr
    pushq   %rdi                        // aligns the stack to 16 for the call; and a debugger sees what was called
    .cfi_adjust_cfa_offset 8
    movq    %rdi, %rax
    movq    %rsi, %rdi
    movq    %rdx, %rsi
    movq    %rcx, %rdx
    call    *%rax
    addq    $8, %rsp
    .cfi_adjust_cfa_offset -8
  .irp register, r15, r14, r13, r12, rbp, rbx
    popq    %\register
    .cfi_adjust_cfa_offset -8
    .cfi_restore %\register
  .endr
    cld                                 // 3.2.1, too: the direction flag is clear
    ret
    .cfi_endproc
    .size   rtld_call, . - rtld_call

    .section .note.GNU-stack, "", @progbits
