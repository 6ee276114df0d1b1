// LD_DEBUG of dlopen, dlsym and dlclose: the same lines in the same order.
//#Differs: -2.35: libc binds lazily, and does so earlier, for its malloc serves the loader, too
//#Plugin: lib2.so lib.c -DNAME=lib2 -DVALUE=2
//#Plugin: lib1.so lib.c -DNAME=lib1 -DVALUE="lib2()" -DUSES=lib2 ./lib2.so
//#Plugin: lib3.so lib.c -DNAME=lib3 -DVALUE="lib2()" -DUSES=lib2
//#Plugin: libu.so unique.cc
//#Prog: static static.c -static
//#Sh: LD_DEBUG=files,scopes,bindings,reloc run ./prog 2>&1 | sed -E "s/^ *[0-9]+:/P:/; s/0x[0-9a-f]{8,16}/0xA/g; s/phnum: .*//"
#include <dlfcn.h>
#include <stdio.h>
int main(void)
{
    void *lazy = dlopen("./lib1.so", RTLD_LAZY), *global = dlopen("./lib1.so", RTLD_NOW | RTLD_GLOBAL);
    void *other = dlopen("./lib3.so", RTLD_NOW), *kept = dlopen("./libu.so", RTLD_NOW | RTLD_NODELETE);
    void *self = dlopen(0, RTLD_NOW);
    dlopen("./lib1.so", RTLD_NOW | RTLD_NODELETE | RTLD_NOLOAD);
    dlopen("libnone.so.1", RTLD_NOW);
    // The kernel's, which is there and whole from the outset.
    void *vdso = dlopen("linux-vdso.so.1", RTLD_NOW | RTLD_GLOBAL);
    if (vdso) printf("%d\n", dlclose(vdso));
    dlsym(lazy, "nope");
    int (*f)(void) = (int (*)(void))dlsym(lazy, "lib1");
    f();
    dlclose(self); dlclose(lazy); dlclose(global); dlclose(other); dlclose(kept);
    dlopen("./static", RTLD_NOW);
    puts(dlerror());
    return 0;
}
