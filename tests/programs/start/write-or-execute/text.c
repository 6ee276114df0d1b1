// An address in the text, and a function that is chosen when its object is relocated, also from the text.
int datum = 7;
static int three(void) { return 3; }
static void *pick(void) { return three; }
int chosen(void) __attribute__((ifunc("pick")));
__asm__(".text\n.globl address_in_text\n.type address_in_text,@object\naddress_in_text: .quad datum\n.size address_in_text,8\n"
        ".globl function_in_text\n.type function_in_text,@object\nfunction_in_text: .quad chosen\n.size function_in_text,8");
