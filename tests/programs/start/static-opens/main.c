// A static program has a dynamic linker of its own. It maps the loader for libc's sake and never starts it; libc asks it for
// tunables, by numbers that are the release's. The same with a libc of a build that nobody knows.
//#Needs: python3
//#Prog: opens static.c -static -w
//#Setup: python3 alter.py /lib/x86_64-linux-gnu/libc.so.6; mkdir -p here
//#Sh: ln -sf "${LOADER:-/lib64/ld-linux-x86-64.so.2}" here/ld-linux-x86-64.so.2; for path in here here:other; do LD_LIBRARY_PATH=$path ./opens; echo $?; done
int main(void) { return 0; }
