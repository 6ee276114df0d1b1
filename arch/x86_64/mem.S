//! memcpy memmove memset memcmp bcmp strlen: what compiled code calls without being asked to.
//!
//! In, out: as in C. Must not: need more than SSE2 (nothing is known about the machine yet), or read a page that the
//!      operands do not touch.
//! Called by: every copy, comparison and initialisation the compiler does not expand in place. The prebuilt `core` for
//!      linux-gnu expects a libc; we have none.
//!
//! They are in assembly because a loop in Rust would be recognised as the idiom it implements, and call itself. Each is a
//! function with a type and a size: valgrind replaces the loader's strlen by name and refuses to start without it.
//!
//! The method, throughout: below a power of two, two possibly overlapping accesses, one from each end, cover any length
//! down to the half. Large blocks go 64 bytes a time to an aligned destination; what the loop leaves over was loaded
//! before it, so that overlapping operands need no other care than the direction.

.macro FUNCTION name:req
    .globl  \name
    .hidden \name
    .type   \name, @function
    .p2align 4
\name:
.endm

    .section .text.hot, "ax", @progbits
    // rdi = destination, rsi = source, rdx = length
FUNCTION memcpy
FUNCTION memmove
    .cfi_startproc
    movq    %rdi, %rax
    cmpq    $16, %rdx
    ja      .Lmove_17
    cmpl    $8, %edx
    jae     .Lmove_8
    cmpl    $4, %edx
    jae     .Lmove_4
    cmpl    $1, %edx
    jb      .Lmove_done
    movzbl  (%rsi), %ecx
    je      .Lmove_1
    movzwl  -2(%rsi, %rdx), %esi
    movw    %si, -2(%rdi, %rdx)
.Lmove_1:
    movb    %cl, (%rdi)
.Lmove_done:
    ret
.Lmove_4:
    movl    (%rsi), %ecx
    movl    -4(%rsi, %rdx), %esi
    movl    %ecx, (%rdi)
    movl    %esi, -4(%rdi, %rdx)
    ret
.Lmove_8:
    movq    (%rsi), %rcx
    movq    -8(%rsi, %rdx), %rsi
    movq    %rcx, (%rdi)
    movq    %rsi, -8(%rdi, %rdx)
    ret
.Lmove_17:
    movups  (%rsi), %xmm0
    movups  -16(%rsi, %rdx), %xmm4
    cmpq    $32, %rdx
    ja      .Lmove_33
    movups  %xmm0, (%rdi)
    movups  %xmm4, -16(%rdi, %rdx)
    ret
.Lmove_33:
    movups  16(%rsi), %xmm1
    movups  -32(%rsi, %rdx), %xmm5
    cmpq    $64, %rdx
    ja      .Lmove_65
    movups  %xmm0, (%rdi)
    movups  %xmm1, 16(%rdi)
    movups  %xmm5, -32(%rdi, %rdx)
    movups  %xmm4, -16(%rdi, %rdx)
    ret
.Lmove_65:
    movups  32(%rsi), %xmm2
    movups  48(%rsi), %xmm3
    movups  -48(%rsi, %rdx), %xmm6
    movups  -64(%rsi, %rdx), %xmm7
    leaq    (%rdi, %rdx), %rcx          // the end of the destination
    cmpq    $128, %rdx
    jbe     .Lmove_ends
    // The destination begins within the source: upwards, the stores would overtake the loads.
    movq    %rdi, %r8
    subq    %rsi, %r8
    cmpq    %rdx, %r8
    jb      .Lmove_down

    // Upwards from the next aligned address; the last 64 bytes and the first 64 are in registers already.
    leaq    16(%rdi), %r9
    andq    $-16, %r9
    subq    %rdi, %r9
    addq    %r9, %rsi
    addq    %rdi, %r9
    leaq    -64(%rcx), %r8
.Lmove_up:
    movups  (%rsi), %xmm8
    movups  16(%rsi), %xmm9
    movups  32(%rsi), %xmm10
    movups  48(%rsi), %xmm11
    addq    $64, %rsi
    movaps  %xmm8, (%r9)
    movaps  %xmm9, 16(%r9)
    movaps  %xmm10, 32(%r9)
    movaps  %xmm11, 48(%r9)
    addq    $64, %r9
    cmpq    %r8, %r9
    jb      .Lmove_up
    jmp     .Lmove_ends

.Lmove_down:
    movq    %rcx, %r9
    andq    $-16, %r9
    addq    %rdx, %rsi                  // the end of the source
    movq    %r9, %r8
    subq    %rcx, %r8
    addq    %r8, %rsi
    leaq    64(%rdi), %r8
.Lmove_down_loop:
    movups  -16(%rsi), %xmm8
    movups  -32(%rsi), %xmm9
    movups  -48(%rsi), %xmm10
    movups  -64(%rsi), %xmm11
    subq    $64, %rsi
    movaps  %xmm8, -16(%r9)
    movaps  %xmm9, -32(%r9)
    movaps  %xmm10, -48(%r9)
    movaps  %xmm11, -64(%r9)
    subq    $64, %r9
    cmpq    %r8, %r9
    ja      .Lmove_down_loop

.Lmove_ends:
    movups  %xmm0, (%rdi)
    movups  %xmm1, 16(%rdi)
    movups  %xmm2, 32(%rdi)
    movups  %xmm3, 48(%rdi)
    movups  %xmm7, -64(%rcx)
    movups  %xmm6, -48(%rcx)
    movups  %xmm5, -32(%rcx)
    movups  %xmm4, -16(%rcx)
    ret
    .cfi_endproc
    .size   memcpy, . - memcpy
    .size   memmove, . - memmove

    // rdi = destination, esi = byte, rdx = length
FUNCTION memset
    .cfi_startproc
    movq    %rdi, %rax
    movzbl  %sil, %ecx
    imull   $0x01010101, %ecx, %ecx
    cmpq    $16, %rdx
    jae     .Lset_16
    cmpl    $4, %edx
    jae     .Lset_4
    cmpl    $1, %edx
    jb      .Lset_done
    movb    %cl, (%rdi)
    je      .Lset_done
    movw    %cx, -2(%rdi, %rdx)
.Lset_done:
    ret
.Lset_4:
    cmpl    $8, %edx
    jae     .Lset_8
    movl    %ecx, (%rdi)
    movl    %ecx, -4(%rdi, %rdx)
    ret
.Lset_8:
    movd    %ecx, %xmm0
    pshufd  $0, %xmm0, %xmm0
    movq    %xmm0, (%rdi)
    movq    %xmm0, -8(%rdi, %rdx)
    ret
.Lset_16:
    movd    %ecx, %xmm0
    pshufd  $0, %xmm0, %xmm0
    leaq    (%rdi, %rdx), %rcx          // the end
    movups  %xmm0, (%rdi)
    movups  %xmm0, -16(%rcx)
    cmpq    $32, %rdx
    jbe     .Lset_done
    movups  %xmm0, 16(%rdi)
    movups  %xmm0, -32(%rcx)
    cmpq    $64, %rdx
    jbe     .Lset_done
    movups  %xmm0, 32(%rdi)
    movups  %xmm0, 48(%rdi)
    movups  %xmm0, -48(%rcx)
    movups  %xmm0, -64(%rcx)
    leaq    64(%rdi), %rdi
    andq    $-16, %rdi
    subq    $64, %rcx
.Lset_loop:
    cmpq    %rcx, %rdi
    jae     .Lset_done
    movaps  %xmm0, (%rdi)
    movaps  %xmm0, 16(%rdi)
    movaps  %xmm0, 32(%rdi)
    movaps  %xmm0, 48(%rdi)
    addq    $64, %rdi
    jmp     .Lset_loop
    .cfi_endproc
    .size   memset, . - memset

    // rdi, rsi = operands, rdx = length. The first byte that differs decides, as an unsigned number.
FUNCTION memcmp
FUNCTION bcmp
    .cfi_startproc
    cmpq    $16, %rdx
    jae     .Lcompare_16
    cmpl    $8, %edx
    jae     .Lcompare_8
    cmpl    $4, %edx
    jae     .Lcompare_4
    xorl    %ecx, %ecx
.Lcompare_byte:
    cmpq    %rdx, %rcx
    je      .Lcompare_equal
    movzbl  (%rdi, %rcx), %eax
    movzbl  (%rsi, %rcx), %r8d
    incq    %rcx
    subl    %r8d, %eax
    jz      .Lcompare_byte
    ret
.Lcompare_equal:
    xorl    %eax, %eax
    ret
.Lcompare_4:
    movl    (%rdi), %eax
    movl    (%rsi), %ecx
    cmpl    %ecx, %eax
    jne     .Lcompare_words
    movl    -4(%rdi, %rdx), %eax
    movl    -4(%rsi, %rdx), %ecx
    cmpl    %ecx, %eax
    je      .Lcompare_equal
.Lcompare_words:
    // Little endian: the first byte in memory is the least significant one. (A word of four bytes is zero-extended.)
    bswapq  %rax
    bswapq  %rcx
    cmpq    %rcx, %rax
    sbbl    %eax, %eax
    orl     $1, %eax
    ret
.Lcompare_8:
    movq    (%rdi), %rax
    movq    (%rsi), %rcx
    cmpq    %rcx, %rax
    jne     .Lcompare_words
    movq    -8(%rdi, %rdx), %rax
    movq    -8(%rsi, %rdx), %rcx
    cmpq    %rcx, %rax
    jne     .Lcompare_words
    xorl    %eax, %eax
    ret
.Lcompare_16:
    leaq    -16(%rdx), %rdx             // the last position
    xorl    %ecx, %ecx
.Lcompare_block:
    movups  (%rdi, %rcx), %xmm0
    movups  (%rsi, %rcx), %xmm1
    pcmpeqb %xmm1, %xmm0
    pmovmskb %xmm0, %eax
    xorl    $0xffff, %eax               // a bit for each byte that differs
    jnz     .Lcompare_differs
    cmpq    %rdx, %rcx
    je      .Lcompare_equal
    addq    $16, %rcx
    cmpq    %rdx, %rcx
    jbe     .Lcompare_block
    movq    %rdx, %rcx
    jmp     .Lcompare_block
.Lcompare_differs:
    bsfl    %eax, %eax
    addq    %rax, %rcx
    movzbl  (%rdi, %rcx), %eax
    movzbl  (%rsi, %rcx), %ecx
    subl    %ecx, %eax
    ret
    .cfi_endproc
    .size   memcmp, . - memcmp
    .size   bcmp, . - bcmp

    // rdi = string. Aligned loads never leave the page of a byte of the string.
FUNCTION strlen
    .cfi_startproc
    pxor    %xmm0, %xmm0
    movq    %rdi, %rax
    andq    $-16, %rax
    movdqa  (%rax), %xmm1
    pcmpeqb %xmm0, %xmm1
    pmovmskb %xmm1, %edx
    movl    %edi, %ecx
    andl    $15, %ecx
    shrl    %cl, %edx                   // forget the bytes before the string
    testl   %edx, %edx
    jnz     .Lstrlen_first
.Lstrlen_block:
    addq    $16, %rax
    movdqa  (%rax), %xmm1
    pcmpeqb %xmm0, %xmm1
    pmovmskb %xmm1, %edx
    testl   %edx, %edx
    jz      .Lstrlen_block
    bsfl    %edx, %edx
    addq    %rdx, %rax
    subq    %rdi, %rax
    ret
.Lstrlen_first:
    bsfl    %edx, %eax
    ret
    .cfi_endproc
    .size   strlen, . - strlen

    .section .note.GNU-stack, "", @progbits
