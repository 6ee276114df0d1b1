// Secure mode: LD_PRELOAD and LD_AUDIT bring along what lies in a trusted directory and is set-user-id itself, by its bare
// name; not what only lies there, nor anything by a path. In a mount namespace of its own a library of libc's package
// gets that bit.
//#Needs: root setpriv unshare
//#Mode: interp
//#Plugin: marked.so marked.c
//#Setup: chmod 4755 prog marked.so
//#Sh: unshare -m bash -c 'mount --bind marked.so /usr/lib/x86_64-linux-gnu/libpcprofile.so && cd / && for v in LD_PRELOAD LD_AUDIT; do for x in libpcprofile.so libmemusage.so libpcprofile.so:libmemusage.so "$(printf %0254d 0)" "$(printf %0255d 0):libpcprofile.so" "none.so libpcprofile.so" /usr/lib/x86_64-linux-gnu/libpcprofile.so x86_64-linux-gnu/libpcprofile.so ./libpcprofile.so; do echo "$v=$x"; setpriv --reuid=65534 --regid=65534 --clear-groups env -i "$v=$x" "$OLDPWD/prog"; echo $?; done; done' 2>&1
#include <stdio.h>
#include <sys/auxv.h>
int main(void) { printf("secure %lu\n", getauxval(AT_SECURE)); return 0; }
