// Files of which glibc 2.36's ld.so dies, or on which it never ends: a line for each, how both loaders end, what ours says.
//#Differs: -2.35 2.37-: other releases die of other files
//#Mode: direct
//#Needs: timeout
//#Prog: break break.c
//#Lib: liba.so lib.c -Wl,--hash-style=sysv
//#Plugin: libplain.so lib.c
//#Build: gcc -static -o static main.c lib.c
//#Setup: for w in strings symbols needed versions place init chain cut; do mkdir -p $w; cp liba.so $w; ./break $w/liba.so $w; done; truncate -s 4096 cut/liba.so
//#Sh: end() { (timeout 5 "$@") >out 2>&1; echo $?; }; both() { what=$1; shift; echo "$what: glibc $(end /lib64/ld-linux-x86-64.so.2 "$@") rtld $(end "$LOADER" "$@") $(tail -n 1 out)"; }; for w in strings symbols needed versions place init chain cut; do both $w --library-path $w ./prog; done; both list-cut --library-path cut --list ./prog; both list-needed --library-path needed --list ./prog; both preload --preload cut/liba.so /bin/true; both static --list ./static
//#Expect: strings: glibc 139 rtld 127 .*liba\.so: invalid DT_STRTAB: .*
//#Expect: symbols: glibc 139 rtld 127 .*liba\.so: invalid DT_SYMTAB: .*
//#Expect: needed: glibc 139 rtld 127 .*liba\.so: invalid DT_NEEDED: .*
//#Expect: versions: glibc 139 rtld 127 .*liba\.so: invalid DT_VERNEED: .*
//#Expect: place: glibc 139 rtld 127 .*place/liba\.so: a relocation stores outside the writable segments, at 0x7f0000000000
//#Expect: init: glibc 139 rtld 0 .*init/liba\.so: DT_INIT at 0x10 is no code: left out
//#Expect: chain: glibc 124 rtld 127 .*undefined symbol: pointer
//#Expect: cut: glibc 135 rtld 127 .*liba\.so: file is truncated: a segment ends beyond the end of the file
//#Expect: list-cut: glibc 135 rtld 127 .*liba\.so: file is truncated.*
//#Expect: list-needed: glibc 139 rtld 127 .*liba\.so: invalid DT_NEEDED.*
//#Expect: preload: glibc 135 rtld 0 .*cut/liba\.so.* cannot be preloaded \(file is truncated.*\): ignored\.
//#Expect: static: glibc 139 rtld 0 .*statically linked
int a(void);
int main(void) { return a(); }
