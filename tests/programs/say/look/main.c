// Whoever looks runs nothing: no IFUNC resolver, no auditor, no constructor of the target.
//#Mode: direct
//#Lib: libi.so ifunc.c
//#Plugin: auditor.so auditor.c
//#Flags: -Wl,--audit=./auditor.so
//#Sh: look() { LD_AUDIT=./auditor.so "$LOADER" "$@"; }; for o in --list --tree --check "--why twice" "--why libi.so" --verify; do look $o ./prog; done; for o in 1 2; do LD_WARN=1 LD_BIND_NOW=1 LD_VERBOSE=1 LD_TRACE_LOADED_OBJECTS=$o look ./prog; done; echo quiet
//#Expect: (?s)^[^!]*quiet\n[^!]*$
int twice(void);
__attribute__((constructor)) static void start(void) { __builtin_trap(); }
int main(void) { return twice(); }
