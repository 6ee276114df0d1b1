// LeakSanitizer looks for what is lost when the loader runs destructors: what main has left on the stack below is no reference. (At -O0 some
// releases miss it themselves.)
//#Prog: leaks1 leaks.c -fsanitize=leak -O1 -w
//#Prog: leaks2 leaks.c -fsanitize=leak -O2 -w
//#Prog: addresses leaks.c -fsanitize=address -O1 -w
//#Sh: for prog in leaks1 leaks2 addresses; do run ./$prog 2>&1 | sed -E 's/==[0-9]+==/==PID==/' | grep -E 'SUMMARY|^lost'; done
int main(void) { return 0; }
