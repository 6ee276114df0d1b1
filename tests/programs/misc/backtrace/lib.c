__attribute__((noinline)) int through(int (*f)(void)) { int r = f(); __asm__ volatile(""); return r; }
