/* An ELF file, byte for byte: a page with the header and the loader's name, a second with the end of the table. */
#define BASE 0x400000
#define ENTRY 56
#ifdef HOLE
#define COUNT 120
#define TABLE 0x800
#else
#define COUNT 3
#define TABLE (0x1000 + BY - COUNT * ENTRY)
#endif
.macro header kind, flags, offset, size
    .long \kind, \flags
    .quad \offset, BASE + \offset, BASE + \offset, \size, \size, 0x1000
.endm
    .section .file, "a"
    .byte 0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0
    .word 2, 62
    .long 1
    .quad BASE + 0x100, TABLE, 0
    .long 0
    .word 64, ENTRY, COUNT, 64, 0, 0
    .org 0x200
name:
    .asciz LOADER
end:
    .org TABLE
    header 1, 5, 0, 0x1000
    header 3, 4, 0x200, (end-name)
#ifdef HOLE
    header 1, 4, 0x2000, 0x1000
    .rept COUNT - 3
    header 0x6474e551, 6, 0, 0
    .endr
    .org 0x3000
#else
    header 0x6474e551, 6, 0, 0
    .org 0x2000
#endif
