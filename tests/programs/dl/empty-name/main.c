// The empty name is the program's, in its own namespace only; no name at all means the program anywhere.
//#Plugin: libl.so lib.c
//#Run: ./prog
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
static void say(const char *what, void *handle)
{
    Lmid_t list = -5;
    if (handle)
        dlinfo(handle, RTLD_DI_LMID, &list);
    printf("%s: %s %ld\n", what, handle ? "opened" : dlerror(), (long)list);
}
int main(void)
{
    void *other = dlmopen(LM_ID_NEWLM, "./libl.so", RTLD_NOW);
    void *(*open_there)(const char *, int) = (void *(*)(const char *, int))dlsym(other, "open_here");
    Lmid_t list;
    dlinfo(other, RTLD_DI_LMID, &list);
    say("there", open_there("", RTLD_NOW));
    say("there, none", open_there(0, RTLD_NOW));
    say("new", dlmopen(LM_ID_NEWLM, "", RTLD_NOW));
    say("that", dlmopen(list, "", RTLD_NOW));
    say("base", dlopen("", RTLD_NOW));
    printf("%d\n", dlopen("", RTLD_NOW) == dlopen(0, RTLD_NOW));
    return 0;
}
