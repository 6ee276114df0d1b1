// A missing library, of the program and of a library; the name searched for; with LD_LIBRARY_PATH set; preloads first.
//#Lib: libgone.so lib.c -DF=gone
//#Plugin: libdeep.so lib.c -DF=deep
//#Plugin: libmid.so lib.c -DF=mid ./libdeep.so -Wl,--no-as-needed
//#Build: gcc -w main.c -DMID -o mid ./libmid.so -Wl,-rpath,'$ORIGIN' -Wl,-rpath-link,.
//#Setup: rm libgone.so libdeep.so
//#Run: ./prog
//#Run: LD_LIBRARY_PATH=/tmp ./prog
//#Run: ./mid
//#Run: LD_PRELOAD=./nothing.so ./prog
//#Run: LD_BIND_NOW=1 ./prog
int gone(void), mid(void);
#ifdef MID
int main(void) { return mid(); }
#else
int main(void) { return gone(); }
#endif
