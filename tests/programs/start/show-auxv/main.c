// LD_SHOW_AUXV: which entries have a name depends on the release. (Addresses differ from run to run.)
//#Sh: LD_SHOW_AUXV=1 run ./prog | grep -vE '_(PHNUM|SYSINFO_EHDR|PHDR|BASE|ENTRY|RANDOM|EXECFN):'
int main(void) { return 0; }
