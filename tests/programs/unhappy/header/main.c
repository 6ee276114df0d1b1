// Each field of the ELF header that glibc checks, wrong in turn: the same words, the same status.
//#Differs: -2.35: other words for a misaligned segment
//#Differs: 2.44-: the file is named as it was asked for
//#Lib: liba.so lib.c
//#Needs: python3
//#Setup: python3 break.py
//#Run: LD_LIBRARY_PATH=magic ./prog
//#Run: LD_LIBRARY_PATH=class ./prog
//#Run: LD_LIBRARY_PATH=data ./prog
//#Run: LD_LIBRARY_PATH=ident_version ./prog
//#Run: LD_LIBRARY_PATH=osabi ./prog
//#Run: LD_LIBRARY_PATH=osabi_linux ./prog
//#Run: LD_LIBRARY_PATH=abiversion ./prog
//#Run: LD_LIBRARY_PATH=padding ./prog
//#Run: LD_LIBRARY_PATH=version ./prog
//#Run: LD_LIBRARY_PATH=machine ./prog
//#Run: LD_LIBRARY_PATH=type_rel ./prog
//#Run: LD_LIBRARY_PATH=type_core ./prog
//#Run: LD_LIBRARY_PATH=type_exec ./prog
//#Run: LD_LIBRARY_PATH=phentsize ./prog
//#Run: LD_LIBRARY_PATH=phoff ./prog
//#Run: LD_LIBRARY_PATH=phnum ./prog
//#Run: LD_LIBRARY_PATH=no_load ./prog
//#Run: LD_LIBRARY_PATH=no_dynamic ./prog
//#Run: LD_LIBRARY_PATH=offset ./prog
int a(void);
int main(void) { return a(); }
