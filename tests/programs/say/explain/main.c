// After glibc's line: who wanted it, where it was looked for, what the file is, what is near, what to try.
//#Mode: direct
//#Setup: sh ../build.sh || sh build.sh
//#Env: RTLD_ERRORS=
//#Sh: run ./runpath; run ./now; run ./version; run ./in-cut; run ./in-class; run ./in-text; for p in good build.sh nowhere; do "$LOADER" $p; "$LOADER" --check $p >&2; done; RTLD_ERRORS=short run ./runpath; exit 0
//#Expect: (?s)^./runpath: error while loading shared libraries: libfoo.so.1: cannot open shared object file: No such file or directory\n  wanted by   \S*/a/libbar.so.1, itself wanted by ./runpath\n  looked in .*\n  found       \S*/a/libfoo.so.1 .*serves only the file that has it.*\n  try         LD_LIBRARY_PATH=\S*/a\n
//#Expect: undefined symbol: foo_extra\n  looked in   now libfoo.so.1 libc.so.6\n  close       foo_extr in \S*/b/libfoo.so.1\n
//#Expect: version `V2' not found \(required by ./version\)\n  needed for  vf\n  file has    V1\n
//#Expect: truncated.*\n  the file    \S*/cut/libfoo.so.1 has 3000 bytes, its segment
//#Expect: wrong ELF class: ELFCLASS32\n  wanted by .*\n  looked in   \S*/class \(there, but a 32-bit file\)
//#Expect: invalid ELF header\n  the file    is a linker script
//#Expect: good: cannot open shared object file(: No such file or directory)?\n  looked in   /etc/ld.so.cache .*\n  the name    has no slash: it is looked for as a library is, not in PATH\n  try         ./good\ngood: E07 good has no slash: it is looked for as a library is, not in PATH\nbuild.sh: error.*\n  looked in .*\n  the name .*\n  the file    ./build.sh is no ELF file\nbuild.sh: E07 .*\nnowhere: error.*\n  looked in .*\n  the name .*\nnowhere: E07 .*\n\./runpath: error
//#Expect: cannot open shared object file: No such file or directory\n$
int main(void) { return 0; }
