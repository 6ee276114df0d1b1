// Programs that the loader, run directly, cannot take: missing, a directory, text, empty, a library, a 32-bit class byte.
//#Mode: direct
//#Plugin: liba.so lib.c
//#Setup: mkdir -p folder; echo text > text; : > empty; chmod +x text empty; cp prog class; printf '\001' | dd of=class bs=1 seek=4 conv=notrunc status=none; cp prog cut; truncate -s 300 cut
//#Run: ./absent
//#Run: absent
//#Run: ./folder
//#Run: ./text
//#Run: ./empty
//#Run: ./class
//#Run: ./cut
//#Run: ./prog
//#Run: prog
#include <stdio.h>
int main(void) { puts("ran"); return 0; }
