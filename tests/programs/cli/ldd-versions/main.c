// `ldd -r` where a library with versions is missing: which versions of what is undefined are named, by the numbers that the versions have;
//#Differs: 2.41-: other words lie behind glibc's table
// and whether they count. (glibc reads beyond its table for those that do not; mostly there is nothing.) A missing filtee stands before its filter, and one
// that is there moves before it, past what is missing.
//#Build: for v in A B; do gcc -shared -fPIC lib.c -D$v -o lib$v.so -Wl,-soname,lib$v.so -Wl,--version-script=$v.map; done; gcc -shared -fPIC lib.c -DC -o libC.so -Wl,-soname,libC.so
//#Prog: early main.c -no-pie -DEARLY -Wl,--no-as-needed -L. -lA -lB -Wl,-z,lazy
//#Prog: late main.c -DLATE -Wl,--no-as-needed -L. -lB -lA -Wl,-z,lazy
//#Prog: none main.c -no-pie -DEARLY -Wl,--no-as-needed -L. -lA -Wl,-z,lazy
//#Build: for k in f F; do gcc -shared -fPIC lib.c -DC -o lib$k.so -Wl,-soname,lib$k.so -Wl,-$k,libnone.so; gcc -w main.c -o filter$k -Wl,--no-as-needed -L. -lA -l$k -lB; done; gcc -shared -fPIC lib.c -DC -o libmoves.so -Wl,-soname,libmoves.so -Wl,-f,libC.so; gcc -w main.c -o moved -Wl,--no-as-needed -L. -lmoves -lA -lB -lC; rm libA.so
//#Sh: look() { LD_LIBRARY_PATH=. LD_TRACE_LOADED_OBJECTS=1 run "$@" 2>&1 | sed 's/(0x.*//; /ld-/d'; }; for p in early late none filterf filterF moved; do for w in LD_WARN= LD_WARN=1 "LD_WARN=1 LD_BIND_NOW=1" "LD_WARN=1 LD_BIND_NOW=1 LD_VERBOSE=1" LD_PRELOAD=./libC.so "LD_PRELOAD=./libC.so LD_WARN=1 LD_BIND_NOW=1"; do echo $p $w; (export $w; look ./$p); done; done
int a1(void), a2(void), b1(void), b2(void);
int main(void) {
#ifdef EARLY
    return a1() + a2();
#elif defined LATE
    return b1() + b2() + a1() + a2();
#endif
    return 0;
}
