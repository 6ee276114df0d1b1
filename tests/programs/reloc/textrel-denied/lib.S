    .text
    .globl address
    .type address, @function
address:
    movabs $datum, %rax
    ret
    .size address, .-address
    .data
    .globl datum
    .type datum, @object
    .size datum, 4
datum: .long 17
    .section .note.GNU-stack,"",@progbits
