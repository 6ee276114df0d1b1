// gdb: a breakpoint at main is one place; steps lead through the lazy binding of a call into the function, and back.
//#Needs: gdb
//#Mode: interp
//#Lib: liba.so lib.c -DF=linked -g
//#Flags: -g -Wl,-z,lazy
//#Sh: gdb -nx -batch -ex 'break main' -ex run -ex 'info breakpoints' -ex step -ex step -ex step -ex finish -ex next -ex step -ex bt -ex continue ./prog 2>&1 | sed -E 's/0x[0-9a-f]+/ADDR/g; s/process [0-9]+/process/; s/Inferior 1 \(.*\)/Inferior/' | grep -v '^Download\|libthread_db'
int linked(int);
int main(void) {
    int sum = linked(1);
    sum += linked(2);
    return sum - 5;
}
