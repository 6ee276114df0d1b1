// Programs whose table of program headers goes on behind its segment, where nothing is mapped: by a byte, by seven, and with more of
// it in a segment behind the hole. The kernel read it from the file; it is not in memory.
//#Mode: interp
//#Needs: objcopy
//#Setup: for by in 1 7 hole; do d=-DBY=$by; [ $by = hole ] && d=-DHOLE; gcc -c $d -DLOADER="\"$LOADER\"" table.S -o $by.o && objcopy -O binary -j .file $by.o by-$by && chmod +x by-$by || exit 1; done
//#Sh: for by in 1 7 hole; do ./by-$by; echo $?; done
//#Expect: ^(127\n){3}(\./by-\w+: error while loading shared libraries: object file has no loadable segments\n){3}$
int main(void) { return 0; }
