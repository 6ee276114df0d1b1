// A library cut inside a segment: glibc maps it and dies of SIGBUS; we see that the file is too short.
//#Lib: liba.so lib.c
//#Setup: truncate -s 3000 liba.so
//#Expect: error while loading shared libraries: .*liba\.so
//#Status: 127
int a(void);
int main(void) { return a(); }
