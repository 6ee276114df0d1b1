//! __tunable_get_val (glibc, elf/dl-tunables.c): libc asks for a tunable. _dl_x86_get_cpu_features (sysdeps/x86/dl-get-cpu-features.c):
//! for what the processor can.
//!
//! In:  edi = its id, rsi = where the value goes, rdx = a function to be called if the user has set it, or 0.
//! Out: handed on to rtld_tunable_get_val, with rcx = the address that it was asked from; to rtld_cpu_features, with it in rsi.
//! Must not: be more than a jump: every start of libc asks some forty times.

    .text
    .globl  __tunable_get_val
    .type   __tunable_get_val, @function
    .p2align 4
__tunable_get_val:
    .cfi_startproc
    movq    (%rsp), %rcx
    jmp     rtld_tunable_get_val
    .cfi_endproc
    .size   __tunable_get_val, . - __tunable_get_val

    .globl  _dl_x86_get_cpu_features
    .type   _dl_x86_get_cpu_features, @function
    .p2align 4
_dl_x86_get_cpu_features:
    .cfi_startproc
    movq    (%rsp), %rsi
    jmp     rtld_cpu_features
    .cfi_endproc
    .size   _dl_x86_get_cpu_features, . - _dl_x86_get_cpu_features

    .section .note.GNU-stack, "", @progbits
