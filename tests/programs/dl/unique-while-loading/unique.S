    .altmacro
    .macro function n
    .globl u\n
    .type u\n, @gnu_unique_object
u\n:
    mov $\n, %eax
    ret
    .size u\n, . - u\n
    .endm
    .text
n = 0
    .rept 400
    function %n
n = n + 1
    .endr
    .section .note.GNU-stack,"",@progbits
