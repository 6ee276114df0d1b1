/* GNU_PROPERTY_X86_ISA_1_NEEDED with levels that no processor has. */
    .section .note.gnu.property, "a"
    .p2align 3
    .long 4, 16, 5
    .asciz "GNU"
    .long 0xc0008002, 4, 0x30
    .long 0
    .section .note.GNU-stack, "", @progbits
