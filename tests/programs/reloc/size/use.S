    .data
    .globl size_of, plus, with_addend, small, minus
    .balign 8
size_of: .quad array@SIZE
plus: .quad array@SIZE + 5
with_addend: .quad array + 8
small: .long array@SIZE + 6
/* Below zero: said, and stored as far as it goes. */
minus: .long array@SIZE - 150
    .type array, @object
    .section .note.GNU-stack,"",@progbits
