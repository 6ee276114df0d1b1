// A libc whose private layout is none that we know: a clear error with status 127, never a guess.
//#Needs: python3
//#Setup: mkdir -p d && cp /lib/x86_64-linux-gnu/libc.so.6 d/ && python3 alter.py
//#Env: LD_LIBRARY_PATH=d
//#Expect: libc\.so\.6
//#Status: 127
#include <stdio.h>
int main(void) { puts("ran"); return 0; }
