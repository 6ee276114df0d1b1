// A library given as the program has no entry point (older linkers give it one, unless told): an error, whether it needs
// others or not, and however it is laid out.
//#Mode: direct
//#Plugin: libalone.so lib.c -nostdlib -Wl,-e,0
//#Plugin: libwith.so lib.c -Wl,--no-as-needed -lm -Wl,-e,0
//#Plugin: libmixed.so lib.c -nostdlib -Wl,-z,noseparate-code -Wl,-e,0
//#Env: RTLD_ERRORS=short
//#Sh: for l in alone with mixed; do "$LOADER" ./lib$l.so; echo $?; done 2>&1
//#Expect: ^(./lib(\w+).so: error while loading shared libraries: ./lib\w+.so: no entry point: a library cannot be run\n127\n){3}$
int main(void) { return 0; }
