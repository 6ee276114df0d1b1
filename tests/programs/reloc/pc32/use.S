    .text
    .globl near
    .type near, @function
near:
    lea here(%rip), %rax
    mov (%rax), %eax
    ret
    .size near, .-near
    .data
    .globl here
    .hidden here
here: .long 23
    .long other - .
    .globl other
    .hidden other
other: .long 1
    .section .note.GNU-stack,"",@progbits
