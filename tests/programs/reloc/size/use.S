    .data
    .globl size_of, plus, with_addend
    .balign 8
size_of: .quad array@SIZE
plus: .quad array@SIZE + 5
with_addend: .quad array + 8
    .type array, @object
    .section .note.GNU-stack,"",@progbits
