// A search path goes through what is no directory, a file or below one. Since glibc 2.39 it goes on behind.
//#Build: mkdir -p d; gcc -shared -fPIC lib.c -o d/libx.so -Wl,-soname,libx.so; : > file
//#Flags: -Ld -lx
//#Sh: for p in file:d d:file d/../file/e:d nowhere:file:d file; do LD_LIBRARY_PATH=$p run ./prog; echo "$p $?"; LD_LIBRARY_PATH=$PWD/${p//:/:$PWD/} run ./prog; echo $?; done 2>&1
int x(void);
int main(void) { return x(); }
