# Programs that cannot start, each for its own reason. Run in the case's folder.
set -e
mkdir -p a b v1 v2 cut class text
cc() { gcc "$@"; }
echo 'int foo_v(void) { return 1; } int foo_extra(void) { return 2; }' > foo.c
echo 'int foo_v(void) { return 1; } int foo_extr(void) { return 1; }' > near.c
echo 'int foo_v(void); int bar(void) { return foo_v() + 10; }' > bar.c
echo 'int bar(void); int main(void) { return bar(); }' > usebar.c
echo 'int foo_extra(void); int main(void) { return foo_extra(); }' > useextra.c
echo 'int vf(void) { return 7; }' > vf.c
echo 'int vf(void); int main(void) { return vf(); }' > usevf.c
echo 'V1 { global: vf; };' > v1.map
echo 'V2 { global: vf; };' > v2.map
cc -shared -fPIC foo.c -o a/libfoo.so.1 -Wl,-soname,libfoo.so.1
cc -shared -fPIC bar.c -o a/libbar.so.1 -Wl,-soname,libbar.so.1 a/libfoo.so.1
cc -shared -fPIC near.c -o b/libfoo.so.1 -Wl,-soname,libfoo.so.1
cc usebar.c -o runpath a/libbar.so.1 -Wl,-rpath,'$ORIGIN/a' -Wl,--enable-new-dtags -Wl,-rpath-link,a
cc usebar.c -o good a/libbar.so.1 -Wl,-rpath,'$ORIGIN/a' -Wl,--disable-new-dtags -Wl,-rpath-link,a
cc useextra.c -o lazy a/libfoo.so.1 -Wl,-rpath,'$ORIGIN/b' -Wl,-z,lazy
cc useextra.c -o now a/libfoo.so.1 -Wl,-rpath,'$ORIGIN/b' -Wl,-z,now
cc -shared -fPIC vf.c -o v2/libv.so.1 -Wl,-soname,libv.so.1 -Wl,--version-script,v2.map
cc -shared -fPIC vf.c -o v1/libv.so.1 -Wl,-soname,libv.so.1 -Wl,--version-script,v1.map
cc usevf.c -o version v2/libv.so.1 -Wl,-rpath,'$ORIGIN/v1'
cc usebar.c -o nointerp a/libbar.so.1 -Wl,-rpath,'$ORIGIN/a' -Wl,--disable-new-dtags -Wl,-rpath-link,a -Wl,--dynamic-linker=/nix/store/none/ld.so
for kind in cut class text; do
  cp a/libbar.so.1 a/libfoo.so.1 $kind/
  cc usebar.c -o in-$kind a/libbar.so.1 -Wl,-rpath,'$ORIGIN/'$kind -Wl,--disable-new-dtags -Wl,-rpath-link,a
done
truncate -s 3000 cut/libfoo.so.1
printf '\001' | dd of=class/libfoo.so.1 bs=1 seek=4 conv=notrunc status=none
printf '/* GNU ld script */ INPUT(x)%4096s' ' ' > text/libfoo.so.1
