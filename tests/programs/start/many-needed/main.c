// Sixty libraries, each needing the next: mapped, ordered, constructed from the last.
//#Build: for i in $(seq 60 -1 1); do printf '#include <stdio.h>\nint f%d(void);int f%d(void){return %d%s;}__attribute__((constructor))static void c(void){printf("%d ");}' $((i+1)) $i $i "$([ $i -lt 60 ] && echo "+f$((i+1))()")" $i > l$i.c; gcc -O1 -shared -fPIC l$i.c -o libl$i.so -Wl,-soname,libl$i.so -Wl,-rpath,'$ORIGIN' $([ $i -lt 60 ] && echo ./libl$((i+1)).so -Wl,-rpath-link,.); done
//#Flags: ./libl1.so
#include <stdio.h>
int f1(void);
int main(void) { printf("\n%d\n", f1()); return 0; }
