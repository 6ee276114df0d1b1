//! The traced PLT: calls through it are shown to auditors (rtld-audit(7), la_x86_64_gnu_pltenter and _pltexit).
//!
//! In:  as for resolve.S: 0(%rsp) the object, 8(%rsp) the relocation's index, 16(%rsp) the return address; the arguments.
//! Out: without pltexit: a jump to the function, as resolve.S; with it: the function's result, as the auditors left it.
//! Must not: store into the GOT slot (every call is to come here).
//! Called by: GOT[2] of every object when an auditor traces calls. Calls rtld_profile_bind and rtld_profile_exit.
//!
//!     address = rtld_profile_bind(object, index, return address, &mut registers, &mut framesize)
//!     rtld_profile_exit(object, index, &registers, &mut result)
//!
//! The two structures are La_x86_64_regs and La_x86_64_retval of <link.h>. Auditors may change both. A vector register
//! appears twice, its low half as lr_xmm and the whole as lr_vector; a changed lr_xmm wins, so a copy is kept to compare.
//! `framesize` stays negative when no auditor wants pltexit. Otherwise it says how many bytes of arguments lie on the
//! stack: they are copied below our frame, since the call needs a return address of ours.
//!
//! One trampoline per vector width; the fields of wider vectors are then undefined. Passed through untouched: rax (the
//! number of vector registers of a variadic call), r10 (the static chain), x87. As with glibc, mask registers and
//! zmm16-31 are neither shown nor saved: no standard calling convention passes arguments in them.

// La_x86_64_regs
#define REGS_RDX        0
#define REGS_R8         8
#define REGS_R9         16
#define REGS_RCX        24
#define REGS_RSI        32
#define REGS_RDI        40
#define REGS_RBP        48
#define REGS_RSP        56
#define REGS_XMM        64              /* 8 of 16 bytes */
#define REGS_VECTOR     192             /* 8 of 64 bytes */
#define REGS_SIZE       768
// La_x86_64_retval
#define RET_RAX         0
#define RET_RDX         8
#define RET_XMM         16              /* 2 of 16 bytes */
#define RET_ST          48              /* 2 of 16 bytes */
#define RET_VECTOR      80              /* 2 of 64 bytes, not aligned to more than 16 */
#define RET_SIZE        240

// Our frame, from r12, which is aligned to 64.
#define XMM_COPY        REGS_SIZE
#define FRAMESIZE       896
#define SAVED_RAX       904
#define SAVED_R10       912
#define X87_COUNT       920             /* how many x87 registers the function returned */
#define RET_XMM_COPY    928
#define RET             960
#define FRAME           1216
// What the PLT pushed and what we did, from rbx.
#define OBJECT          16
#define INDEX           24
#define RETURN_ADDRESS  32
#define ARGUMENTS       40

    .hidden rtld_profile_bind
    .hidden rtld_profile_exit

// Vector register number `i`, or its low half, to or from memory.
.macro STORE_VECTOR width:req, i:req, at:req
  .ifc \width, sse
    movups  %xmm\i, \at
  .endif
  .ifc \width, avx
    vmovdqu %ymm\i, \at
  .endif
  .ifc \width, avx512
    vmovdqu64 %zmm\i, \at
  .endif
.endm
.macro LOAD_VECTOR width:req, i:req, at:req
  .ifc \width, sse
    movups  \at, %xmm\i
  .endif
  .ifc \width, avx
    vmovdqu \at, %ymm\i
  .endif
  .ifc \width, avx512
    vmovdqu64 \at, %zmm\i
  .endif
.endm
// The low half, by an instruction that leaves no mixture of old and new encodings behind.
.macro STORE_LOW width:req, i:req, at:req
  .ifc \width, sse
    movups  %xmm\i, \at
  .else
    vmovdqu %xmm\i, \at
  .endif
.endm

// For each of `count` registers: an auditor changed the low half, which is put into the whole. Otherwise the other way
// round, as pltexit sees both again. Clobbers rax, rcx, rdx, rsi, rdi.
.macro MERGE_LOW low:req, copy:req, whole:req, count:req
    leaq    \low(%r12), %rsi
    leaq    \whole(%r12), %rdi
    movl    $\count, %ecx
8:  movq    (%rsi), %rax
    movq    8(%rsi), %rdx
    cmpq    (\copy - \low)(%rsi), %rax
    jne     9f
    cmpq    (\copy - \low + 8)(%rsi), %rdx
    jne     9f
    movq    (%rdi), %rax
    movq    8(%rdi), %rdx
    movq    %rax, (%rsi)
    movq    %rdx, 8(%rsi)
9:  movq    %rax, (%rdi)
    movq    %rdx, 8(%rdi)
    addq    $16, %rsi
    addq    $64, %rdi
    decl    %ecx
    jnz     8b
.endm

// All that can carry arguments, from the structures.
.macro LOAD_ARGUMENTS width:req
  .irp i, 0, 1, 2, 3, 4, 5, 6, 7
   .ifnc \width, sse
    LOAD_VECTOR \width, \i, (REGS_VECTOR + 64 * \i)(%r12)
   .else
    LOAD_VECTOR \width, \i, (REGS_XMM + 16 * \i)(%r12)
   .endif
  .endr
    movq    SAVED_RAX(%r12), %rax
    movq    SAVED_R10(%r12), %r10
    movq    REGS_RDX(%r12), %rdx
    movq    REGS_R8(%r12), %r8
    movq    REGS_R9(%r12), %r9
    movq    REGS_RCX(%r12), %rcx
    movq    REGS_RSI(%r12), %rsi
    movq    REGS_RDI(%r12), %rdi
.endm

// Zero flag: st(0) is empty. FXAM does not fault on an empty register, as a store would. Clobbers eax.
.macro X87_TOP_IN_USE
    fxam
    fnstsw  %ax
    andl    $0x4500, %eax
    cmpl    $0x4100, %eax
.endm

.macro PROFILE name:req, width:req
    .globl  \name
    .hidden \name
    .type   \name, @function
    .p2align 4
\name:
    .cfi_startproc
    .cfi_def_cfa_offset 24
    endbr64
    pushq   %rbx
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %rbx, 0
    pushq   %r12
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %r12, 0
    movq    %rsp, %rbx
    .cfi_def_cfa_register %rbx
    andq    $-64, %rsp
    subq    $FRAME, %rsp
    movq    %rsp, %r12

    movq    %rax, SAVED_RAX(%r12)
    movq    %r10, SAVED_R10(%r12)
    movq    %rdx, REGS_RDX(%r12)
    movq    %r8, REGS_R8(%r12)
    movq    %r9, REGS_R9(%r12)
    movq    %rcx, REGS_RCX(%r12)
    movq    %rsi, REGS_RSI(%r12)
    movq    %rdi, REGS_RDI(%r12)
    movq    %rbp, REGS_RBP(%r12)
    leaq    RETURN_ADDRESS(%rbx), %rax
    movq    %rax, REGS_RSP(%r12)
  .irp i, 0, 1, 2, 3, 4, 5, 6, 7
    STORE_LOW \width, \i, (REGS_XMM + 16 * \i)(%r12)
    STORE_LOW \width, \i, (XMM_COPY + 16 * \i)(%r12)
    STORE_VECTOR \width, \i, (REGS_VECTOR + 64 * \i)(%r12)
  .endr
    movq    $-1, FRAMESIZE(%r12)

    movq    OBJECT(%rbx), %rdi
    movq    INDEX(%rbx), %rsi
    movq    RETURN_ADDRESS(%rbx), %rdx
    movq    %r12, %rcx
    leaq    FRAMESIZE(%r12), %r8
    call    rtld_profile_bind
    movq    %rax, %r11

  .ifnc \width, sse
    MERGE_LOW REGS_XMM, XMM_COPY, REGS_VECTOR, 8
  .endif
    movq    FRAMESIZE(%r12), %rcx
    testq   %rcx, %rcx
    jns     1f

    // Nobody wants to see the end: go there as resolve.S does.
    LOAD_ARGUMENTS \width
    movq    %rbx, %rsp
    .cfi_remember_state
    .cfi_def_cfa_register %rsp
    popq    %r12
    .cfi_adjust_cfa_offset -8
    .cfi_restore %r12
    popq    %rbx
    .cfi_adjust_cfa_offset -8
    .cfi_restore %rbx
    addq    $16, %rsp
    .cfi_adjust_cfa_offset -16
    jmp     *%r11

    // Copy the stack's arguments to a place that is aligned as the original is, up to 64.
1:  .cfi_restore_state
    leaq    ARGUMENTS(%rbx), %rsi
    movq    %rsp, %rdi
    subq    %rcx, %rdi
    movq    %rdi, %rax
    subq    %rsi, %rax
    andl    $63, %eax
    subq    %rax, %rdi
    movq    %rdi, %rsp
    rep movsb
    LOAD_ARGUMENTS \width
    call    *%r11

    movq    %r12, %rsp
    movq    %rax, (RET + RET_RAX)(%r12)
    movq    %rdx, (RET + RET_RDX)(%r12)
  .irp i, 0, 1
    STORE_LOW \width, \i, (RET + RET_XMM + 16 * \i)(%r12)
    STORE_LOW \width, \i, (RET_XMM_COPY + 16 * \i)(%r12)
    STORE_VECTOR \width, \i, (RET + RET_VECTOR + 64 * \i)(%r12)
  .endr
    // Most functions return nothing in x87: to store an empty register would raise an exception, and to load what was
    // stored would leave the stack too full.
    movq    $0, X87_COUNT(%r12)
    X87_TOP_IN_USE
    je      2f
    fstpt   (RET + RET_ST)(%r12)
    incq    X87_COUNT(%r12)
    X87_TOP_IN_USE
    je      2f
    fstpt   (RET + RET_ST + 16)(%r12)
    incq    X87_COUNT(%r12)
2:
    movq    OBJECT(%rbx), %rdi
    movq    INDEX(%rbx), %rsi
    movq    %r12, %rdx
    leaq    RET(%r12), %rcx
    call    rtld_profile_exit

  .ifnc \width, sse
    MERGE_LOW (RET + RET_XMM), RET_XMM_COPY, (RET + RET_VECTOR), 2
   .irp i, 0, 1
    LOAD_VECTOR \width, \i, (RET + RET_VECTOR + 64 * \i)(%r12)
   .endr
  .else
   .irp i, 0, 1
    LOAD_VECTOR \width, \i, (RET + RET_XMM + 16 * \i)(%r12)
   .endr
  .endif
    cmpq    $1, X87_COUNT(%r12)
    jb      4f
    je      3f
    fldt    (RET + RET_ST + 16)(%r12)
3:  fldt    (RET + RET_ST)(%r12)
4:  movq    (RET + RET_RAX)(%r12), %rax
    movq    (RET + RET_RDX)(%r12), %rdx
    movq    %rbx, %rsp
    .cfi_def_cfa_register %rsp
    popq    %r12
    .cfi_adjust_cfa_offset -8
    .cfi_restore %r12
    popq    %rbx
    .cfi_adjust_cfa_offset -8
    .cfi_restore %rbx
    addq    $16, %rsp
    .cfi_adjust_cfa_offset -16
    ret
    .cfi_endproc
    .size   \name, . - \name
.endm

    .text
    PROFILE rtld_profile_sse, sse
    PROFILE rtld_profile_avx, avx
    PROFILE rtld_profile_avx512, avx512

    .section .note.GNU-stack, "", @progbits
