// With an auditor: an IFUNC resolver that calls, through the GOT, another library's IFUNC.
//#Lib: libb.so inner.c
//#Lib: liba.so lib.c ./libb.so
//#Plugin: libaudit.so auditor.c
//#Run: LD_AUDIT=./libaudit.so LD_BIND_NOW=1 ./prog
//#Run: LD_BIND_NOW=1 ./prog
void show(void);
int main(void) {
    show();
    return 0;
}
