// LD_PROFILE's file, shown by sprof(1), which asks dlopen for an object that is not to be used: its constructors do not run, and
// what it needs may be missing. (The system's own sprof ends with an assertion of glibc 2.36's ld.so.)
//#Needs: sprof
//#Mode: direct
//#Lib: libgone.so gone.c
//#Lib: libcounted.so counted.c -Wl,-z,noseparate-code -Wl,--no-as-needed -L. -lgone
//#Sh: mkdir -p out && LD_PROFILE=libcounted.so LD_PROFILE_OUTPUT=out run ./prog && mv libgone.so out && run /usr/bin/sprof -c ./libcounted.so out/libcounted.so.profile; echo $?; mv out/libgone.so .; rm -rf out
//#Expect: ^constructed\n50\n(<UNKNOWN> +counted +5\n)(counted +inner +10\n)0\n$
#include <stdio.h>
int counted(int);
int main(void) {
    int sum = 0;
    for (int i = 0; i < 5; i++)
        sum += counted(i);
    printf("%d\n", sum);
    return 0;
}
