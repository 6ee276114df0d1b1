 .data
 .globl slots
slots:
 .quad null_a
 .quad null_b+5
 .quad null_c
 .quad 0x1234
