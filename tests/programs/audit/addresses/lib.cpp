extern "C" void F(void (*f)()) { f(); }
