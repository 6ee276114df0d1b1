// A file that is no library is named as what it is: empty, a Git LFS pointer, a web page, an archive, a directory ...
//#Mode: direct
//#Plugin: libf.so f.c
//#Build: mkdir -p away && mv libf.so away/ && true
//#Flags: away/libf.so
//#Rpath: none
//#Setup: true
//#Env: RTLD_ERRORS=
//#Sh: . $(ls ./kinds.sh ../kinds.sh 2>/dev/null | head -1)
//#Expect: x/libf.so: file too short\n  the file    is empty\n  wanted by   ./prog\n
//#Expect: the file    is a Git LFS pointer: the file itself was never fetched \(git lfs pull\)\n(?s:.*)the file    is a web page(?s:.*)the file    is a static archive(?s:.*)the file    is a zip archive\n(?s:.*)the file    is compressed\n(?s:.*)the file    is a script\n(?s:.*)the file    is a macOS \(Mach-O\) file\n(?s:.*)the file    is a Windows program\n
//#Expect: invalid ELF header\n  the file    is a linker script(?s:.*)invalid ELF header\n  the file    begins with zeros(?s:.*)the file    is no ELF file\n(?s:.*)the file    is an ELF file that ends within its header\n(?s:.*)cannot read file data: Error 21\n  the file    is a directory\n
int f(void);
int main(void) { return f(); }
