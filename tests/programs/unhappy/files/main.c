// Something else where the library should be: empty, short, text, a directory, a linker script, 32-bit, cut headers.
//#Differs: 2.44-: the file is named as it was asked for
//#Lib: liba.so lib.c
//#Setup: for d in empty short text dir script class cut zero; do mkdir -p $d; cp liba.so $d/; done; truncate -s 0 empty/liba.so; truncate -s 50 short/liba.so; printf '#!/bin/sh\nexit 0\n%100s' ' ' > text/liba.so; rm dir/liba.so; mkdir dir/liba.so; printf '/* GNU ld script */ INPUT(x)%4096s' ' ' > script/liba.so; printf '\001' | dd of=class/liba.so bs=1 seek=4 conv=notrunc status=none; truncate -s 300 cut/liba.so; head -c 4096 /dev/zero > zero/liba.so; rm liba.so
//#Run: LD_LIBRARY_PATH=empty ./prog
//#Run: LD_LIBRARY_PATH=short ./prog
//#Run: LD_LIBRARY_PATH=text ./prog
//#Run: LD_LIBRARY_PATH=dir ./prog
//#Run: LD_LIBRARY_PATH=script ./prog
//#Run: LD_LIBRARY_PATH=class ./prog
//#Run: LD_LIBRARY_PATH=cut ./prog
//#Run: LD_LIBRARY_PATH=zero ./prog
int a(void);
int main(void) { return a(); }
