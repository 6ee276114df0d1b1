// --list-tunables: those of the libc that programs would get, in its order, with what this processor and the user make of them.
//#Differs: -2.32 direct: an option of 2.33
//#Mode: direct
//#Sh: "$LOADER" --list-tunables
//#Sh: list() { env "$@" "$LOADER" --list-tunables 2>&1; }; list GLIBC_TUNABLES=glibc.cpu.x86_data_cache_size=0x10000:glibc.malloc.top_pad=0x1000:glibc.cpu.hwcaps=-AVX2:glibc.rtld.nns=5
//#Sh: list() { env "$@" "$LOADER" --list-tunables 2>&1; }; list GLIBC_TUNABLES=glibc.cpu.x86_memset_non_temporal_threshold=0x5000:glibc.cpu.x86_rep_movsb_threshold=0x900:glibc.cpu.x86_rep_stosb_threshold=0x1000
//#Sh: list() { env "$@" "$LOADER" --list-tunables 2>&1; }; list MALLOC_TOP_PAD_=77 LD_HWCAP_MASK=4 LD_PREFER_MAP_32BIT_EXEC=1
//#Sh: list() { env "$@" "$LOADER" --list-tunables 2>&1; }; list GLIBC_TUNABLES=glibc.malloc.check=9z:glibc.rtld.nns=3; list GLIBC_TUNABLES=glibc.rtld.nns=3:
//#Sh: list() { env "$@" "$LOADER" --list-tunables 2>&1; }; list GLIBC_TUNABLES=glibc.rtld.enable_secure=1:glibc.rtld.nns=3 MALLOC_TOP_PAD_=77
int main(void) { return 0; }
