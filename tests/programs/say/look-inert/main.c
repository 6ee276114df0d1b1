// Whoever looks cannot run a byte of the target: no mode that only looks maps anything executable (the kernel has mapped
// the loader itself before its first system call), makes anything so, or executes a second program.
//#Mode: direct
//#Needs: strace
//#Plugin: auditor.so auditor.c
//#Lib: libi.so ifunc.c
//#Flags: -Wl,--audit=./auditor.so -Wl,-z,execstack
//#Prog: static static.c -static
//#Sh: look() { strace -qq -f -o trace.$$ -e trace=mmap,mprotect,pkey_mprotect,mremap,execve,execveat,clone,clone3,fork,vfork "$@" >/dev/null 2>&1; n=$(grep -c 'PROT_EXEC\|exec\|clone\|fork' trace.$$); rm trace.$$; [ "$n" = 1 ] || echo "runs: $n: $*"; }; for f in ./prog ./static /bin/bash; do [ -e $f ] || continue; for o in --list --verify --tree --check "--json --tree" "--json --check" "--why twice" "--why libc.so.6" "--preload ./auditor.so --list" "--audit ./auditor.so --list"; do look "$LOADER" $o $f; done; for t in LD_WARN=1 LD_BIND_NOW=1 LD_VERBOSE=1 LD_DEBUG=unused LD_DEBUG=all LD_AUDIT=./auditor.so LD_PRELOAD=./libi.so; do look -E LD_TRACE_LOADED_OBJECTS=1 -E $t "$LOADER" $f; done; done; for o in --help --version --list-tunables --list-diagnostics; do look "$LOADER" $o; done; echo done
//#Expect: ^done\n$
int twice(void);
__attribute__((constructor)) static void start(void) { __builtin_trap(); }
int main(void) { return twice(); }
