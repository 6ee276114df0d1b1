// With an auditor, too, every address is found: of the program, of its libraries, of what is opened first and later, and no more
// of what was closed; exceptions pass through them.
//#Plugin: libaudit.so auditor.c
//#Lib: liba.so lib.cpp -DF=linked
//#Plugin: libp.so lib.cpp -DF=opened
//#Plugin: libq.so lib.cpp -DF=later
//#Run: ./prog
//#Run: LD_AUDIT=./libaudit.so ./prog
//#Run: LD_AUDIT=./libaudit.so LD_BIND_NOW=1 ./prog
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

extern "C" void linked(void (*)());

static const char *place(void *address) {
    Dl_info info;
    if (!dladdr(address, &info)) return "nowhere";
    const char *slash = strrchr(info.dli_fname, '/');
    return slash ? slash + 1 : info.dli_fname;
}

static void thrower() { throw 1; }

static void look(const char *when, void *more) {
    printf("%s: %s %s %s %s\n", when, place((void *)thrower), place((void *)linked), place((void *)printf), place(more));
    try {
        linked(thrower);
    } catch (int) {
        puts("caught");
    }
}

int main() {
    look("begin", nullptr);
    void *gone = nullptr;
    for (int round = 0; round < 3; round++) {
        void *p = dlopen("./libp.so", RTLD_NOW), *first = dlsym(p, "opened");
        look("opened", first);
        void *q = dlopen("./libq.so", RTLD_NOW), *second = dlsym(q, "later");
        look("later", second);
        look("opened", first);
        dlclose(round == 1 ? q : p);
        look("closed", round == 1 ? first : second);
        dlclose(round == 1 ? p : q);
        gone = round == 1 ? first : second;
        look("gone", gone);
    }
}
