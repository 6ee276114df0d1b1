// A listing goes on past libraries that are missing or of another class; libraries can be listed; nothing is executed.
//#Lib: liba.so lib.c -DF=a
//#Lib: libb.so user.c -L. -la
//#Plugin: plain.so lib.c -DF=p -nostdlib
//#Plugin: linked.so lib.c -DF=l
//#Sh: mv liba.so hidden; for v in "" "LD_WARN=1" "LD_WARN=1 LD_BIND_NOW=1" "LD_VERBOSE=1"; do (export LD_TRACE_LOADED_OBJECTS=1 $v; run ./prog) 2>&1 | sed -E 's/ \(0x.*//; s/.*ld-(linux|rtld).*/LOADER/'; done; mv hidden liba.so
//#Sh: for f in ./plain.so ./linked.so ./libb.so /usr/lib/x86_64-linux-gnu/libc.so.6; do LD_TRACE_LOADED_OBJECTS=1 "$LOADER" $f 2>&1 | sed -E 's/ \(0x.*//; s/.*ld-(linux|rtld).*/LOADER/'; "$LOADER" --list $f | wc -l; done
//#Sh: mv liba.so hidden; "$LOADER" --list ./prog; echo $?; (export LD_TRACE_LOADED_OBJECTS=1; "$LOADER" ./prog > /dev/null; echo $?); mv hidden liba.so
int b(void);
int main(void) { return b(); }
