// Where a library was looked for: a directory without permission is one, though eleven were tried; a cache that is none, or old (which cannot be
// tried within chroot).
//#Mode: direct
//#Needs: root setpriv unshare ldconfig
//#Plugin: libf.so f.c -Wl,-soname,libf.so
//#Build: mkdir -p away && mv libf.so away/ && true
//#Flags: away/libf.so
//#Rpath: none
//#Setup: true
//#Env: RTLD_ERRORS=
//#Sh: mkdir -p shut cached; chmod 700 shut; LD_LIBRARY_PATH=shut setpriv --reuid=65534 --regid=65534 --clear-groups "$LOADER" ./prog 2>&1 | grep LD_LIBRARY_PATH; cp $(ls away/libf.so ../away/libf.so 2>/dev/null | head -1) cached/; echo $PWD/cached > conf; ldconfig -X -f conf -C old; rm cached/libf.so; echo junk > junk; unshare -m true 2>/dev/null || exit 0; for c in old junk; do unshare -m sh -c "mount -t tmpfs none /etc && cp $c /etc/ld.so.cache && \"$LOADER\" ./prog" 2>&1 | grep 'looked in'; done
//#Expect: ^  looked in   shut \(Permission denied\) \(LD_LIBRARY_PATH\)\n(  looked in   \S*/cached \(not there any more: run ldconfig\) \(ld.so.cache\)\n  looked in   /etc/ld.so.cache \(missing, or no cache\)\n)?$
int f(void);
int main(void) { return f(); }
