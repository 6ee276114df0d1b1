// --list-diagnostics: glibc's keys in glibc's order with glibc's values; addresses and the loader's own path aside.
//#Differs: -2.35 2.37- direct: each release describes itself
//#Mode: direct
//#Env: LC_TEST=a "quoted"\one
//#Env: LD_LIBRARY_PATH=/nowhere
//#Env: SECRET=hidden
//#Sh: "$LOADER" --list-diagnostics | sed -E 's/a_val=0x[0-9a-f]{9,}/a_val=ADDRESS/; s/^(.*features.0x0..cpuid.0x1..).*/\1APIC/; s/^(auxv.0x7..a_val=).*/\1BASE/; s/^(auxv.0x12..a_val=).*/\1PATH/'
int main(void) { return 0; }
