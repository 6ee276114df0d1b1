// --list-diagnostics: glibc's keys in glibc's order with its values for the libc that programs would get; addresses and the loader's own path aside.
//#Differs: -2.35 direct: what was discovered of the kernel
//#Mode: direct
//#Env: LC_TEST=a "quoted"\one
//#Env: LD_LIBRARY_PATH=/nowhere
//#Env: SECRET=hidden
//#Setup: echo 'sed -E "s/a_val=0x[0-9a-f]{9,}/a_val=ADDRESS/; s/^(.*features.0x0..cpuid.0x1..).*/\1APIC/; s/^(auxv.0x7..a_val=).*/\1BASE/; s/^(auxv.0x12..a_val(_string)?=).*/\1PATH/"' > plain
//#Sh: "$LOADER" --list-diagnostics | sh plain
//#Sh: GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-XSAVEC:glibc.cpu.hwcap_mask=4 LD_PROFILE_OUTPUT=/tmp "$LOADER" --list-diagnostics | sh plain
//#Sh: GLIBC_TUNABLES=glibc.rtld.enable_secure=1:glibc.malloc.top_pad=5 "$LOADER" --list-diagnostics | sh plain
//#Sh: taskset -c 0 "$LOADER" --list-diagnostics | sh plain
int main(void) { return 0; }
