// Missing versions: one line each, exit status 1; several at once; a weak one; of libc itself.
//#Plugin: libnew.so lib.c -Wl,--version-script,new.map -Wl,-soname,libv.so
//#Plugin: libold.so lib.c -Wl,--version-script,old.map -Wl,-soname,libv.so
//#Build: cp libnew.so libv.so
//#Flags: ./libv.so
//#Setup: cp libold.so libv.so
int one(void), two(void), three(void);
int main(void) { return one() + two() + three(); }
