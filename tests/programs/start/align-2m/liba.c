__attribute__((aligned(0x200000))) char big[64] = "aligned";
extern const char __ehdr_start[];
const char *base(void) { return __ehdr_start; }
