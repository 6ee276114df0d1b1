// LD_PROFILE counts the calls into one library, in a file that sprof(1) reads: who called what how often, the library's own
// calls, other callers, and calls that libc makes through a pointer. What cannot be written is said, and the program runs.
//#Lib: libcounted.so counted.c
//#Sh: mkdir -p out && run ./prog && LD_PROFILE=libcounted.so LD_PROFILE_OUTPUT=out run ./prog && od -An -tx1 -v -N64 out/libcounted.so.profile && od -An -tu4 -v -j2112 -N80 out/libcounted.so.profile && stat -c %s out/libcounted.so.profile; rm -rf out
//#Sh: LD_PROFILE=libcounted.so LD_PROFILE_OUTPUT=/nonexistent run ./prog; mkdir -p bad; echo bad > bad/libcounted.so.profile; LD_PROFILE=libcounted.so LD_PROFILE_OUTPUT=bad run ./prog; cat bad/libcounted.so.profile; rm -rf bad
//#Sh: LD_PROFILE=libother.so run ./prog 2>&1
#include <stdio.h>
#include <stdlib.h>
int counted(int), compare(const void *, const void *);
int main(void) {
    int sum = 0, some[] = {3, 1, 2};
    for (int i = 0; i < 10; i++)
        sum += counted(i);
    qsort(some, 3, sizeof *some, compare);
    printf("%d %d\n", sum, some[0]);
    return 0;
}
