// Where a listing shows what is missing: behind what is preloaded, once for everybody who needs it, and although another has found a
// library of the name.
//#Build: for l in gone gone2; do gcc -shared -fPIC lib.c -o lib$l.so; done; gcc -shared -fPIC lib.c -o libpre.so; gcc -shared -fPIC lib.c -o liba.so -Wl,--no-as-needed -L. -l:libgone.so -lm
//#Prog: needs main.c -Wl,--no-as-needed -L. -l:libgone2.so -l:liba.so -l:libgone.so -Wl,-rpath-link,.
//#Prog: nodefault main.c -Wl,--no-as-needed -Wl,-z,nodefaultlib ./libpre.so -Wl,-rpath-link,.
//#Build: rm libgone.so libgone2.so
//#Sh: LD_TRACE_LOADED_OBJECTS=1 run ./needs | sed 's/(0x.*//; /ld-/d'; LD_TRACE_LOADED_OBJECTS=1 LD_PRELOAD=./libpre.so run ./needs | sed 's/(0x.*//; /ld-/d'; LD_TRACE_LOADED_OBJECTS=1 run ./nodefault | sed 's/(0x.*//; /ld-/d'
int main(void) { return 0; }
