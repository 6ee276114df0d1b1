// --check: a library that takes more of the static TLS block than is kept for dlopen; one that takes less, and a program,
// whose own modules make the block as large as they need, are good.
//#Mode: direct
//#Build: gcc -shared -fPIC -DSIZE=8192 tls.c -o libmuch.so; gcc -shared -fPIC -DSIZE=512 tls.c -o liblittle.so
//#Build: gcc -shared -fPIC -DSIZE=1024 tls.c -o libhalf.so; gcc -shared -fPIC -DSIZE=1024 tls.c -o libtwo.so -Wl,--no-as-needed ./libhalf.so
//#Flags: -Wl,--no-as-needed ./libmuch.so
//#Sh: for f in libmuch.so liblittle.so libhalf.so libtwo.so prog; do "$LOADER" --check ./$f; echo "$f $?"; done; GLIBC_TUNABLES=glibc.rtld.optional_static_tls=8192 "$LOADER" --check ./libmuch.so && echo tuned
//#Expect: ^./libmuch.so: E06 dlopen may find no room for it in the static TLS block: 8192 bytes needed, \d+ kept free\nlibmuch.so 2\nliblittle.so 0\nlibhalf.so 0\n\S+: E06 .*: 1024 bytes needed, \d+ kept free\nlibtwo.so 2\nprog 0\ntuned\n$
int main(void) { return 0; }
