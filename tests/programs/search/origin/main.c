// $ORIGIN and ${ORIGIN}, in the program's RUNPATH and in a library's; through a link to the program; $LIB; in dlopen names.
//#Rpath: none
//#Build: mkdir -p 'lib/x86_64-linux-gnu' sub elsewhere && gcc -shared -fPIC -DF=inner lib.c -o sub/libinner.so -Wl,-soname,libinner.so && gcc -shared -fPIC -DF=outer -DNEXT=inner lib.c -o lib/x86_64-linux-gnu/libouter.so -Wl,-soname,libouter.so sub/libinner.so -Wl,-rpath,'${ORIGIN}/../../sub'
//#Flags: lib/x86_64-linux-gnu/libouter.so -Wl,-rpath,'$ORIGIN/$LIB' -Wl,-rpath-link,sub
//#Setup: ln -s ../prog elsewhere/link
//#Run: ./prog
//#Run: ./elsewhere/link
#include <dlfcn.h>
#include <stdio.h>
int outer(void);
int main(void) {
    printf("%d\n", outer());
    printf("%d\n", dlopen("$ORIGIN/sub/libinner.so", RTLD_NOW | RTLD_NOLOAD) != 0);
    printf("%d\n", dlopen("${ORIGIN}/sub/libnone.so", RTLD_NOW) != 0);
    puts(dlerror());
    return 0;
}
