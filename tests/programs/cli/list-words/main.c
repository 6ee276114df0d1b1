// --list is not LD_TRACE_LOADED_OBJECTS: what the variables ask of that it does not hear; it looks up names. The variable's number.
//#Differs: -2.31: glibc dies of its own message
//#Differs: 2.32-2.35: the number counts for less
//#Lib: liba.so lib.c
//#Prog: undefined main.c -DUSES -L. -l:liba.so -Wl,-z,lazy -Wl,--unresolved-symbols=ignore-all
//#Flags: -lm
//#Sh: for v in LD_VERBOSE=1 LD_WARN=1 LD_TRACE_LOADED_OBJECTS=1; do for p in prog undefined; do echo $v $p; env $v $LOADER --list ./$p | sed 's/0x[0-9a-f]*/0x/; /ld-/d'; done; done; LD_DEBUG=unused $LOADER --list ./prog
//#Sh: $LOADER --list ./prog printf puts nothing 2>&1 | sed '/ => /d; /^\t/d; s/0x[0-9a-f]*/0x/g'
//#Sh: for n in 1 2 0x2 ' +2' -1 ''; do LD_TRACE_LOADED_OBJECTS=$n run ./prog | grep -c '(0x'; done
int f(void), nowhere(void);
int main(void) {
#ifdef USES
    return f() + nowhere();
#endif
    return 0;
}
