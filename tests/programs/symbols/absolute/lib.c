__asm__(".globl fixed_value\nfixed_value = 0x12345678\n.globl fixed_zero\nfixed_zero = 0\n");
extern char fixed_value[];
char *get(void) { return fixed_value; }
