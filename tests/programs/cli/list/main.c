// --list, LD_TRACE_LOADED_OBJECTS and --verify; addresses removed.
//#Lib: liba.so lib.c
//#Prog: broken main.c ./liba.so
//#Sh: "$LOADER" --list ./prog | grep -v /ld- | sed 's/ (0x.*//'; "$LOADER" --verify ./prog; echo $?; "$LOADER" --verify main.c; echo $?
//#Sh: LD_TRACE_LOADED_OBJECTS=1 run ./prog | grep -v /ld- | sed 's/ (0x.*//'
//#Sh: mv liba.so hidden; LD_TRACE_LOADED_OBJECTS=1 run ./prog | grep -v /ld- | sed 's/ (0x.*//'; mv hidden liba.so
int a(void);
int main(void) { return a(); }
