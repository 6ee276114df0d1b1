// A library given as the program has no entry point: an error, whether it needs others or not, and however it is laid out.
//#Mode: direct
//#Plugin: libalone.so lib.c -nostdlib
//#Plugin: libwith.so lib.c -Wl,--no-as-needed -lm
//#Plugin: libmixed.so lib.c -nostdlib -Wl,-z,noseparate-code
//#Env: RTLD_ERRORS=short
//#Sh: for l in alone with mixed; do "$LOADER" ./lib$l.so; echo $?; done 2>&1
//#Expect: ^(./lib(\w+).so: error while loading shared libraries: ./lib\w+.so: no entry point: a library cannot be run\n127\n){3}$
int main(void) { return 0; }
