// Secure mode (AT_SECURE): a set-user-id, a set-group-id and a file-capability program with each variable that ld.so(8)
// names, or that libc reads: what the program sees of its environment, what is printed, and the status.
//#Needs: root setcap setpriv
//#User: nobody
//#Mode: interp
//#Lib: libown.so own.c
//#Build: gcc -w -o plain show.c
//#Flags: -Wl,-rpath,'$ORIGIN'
//#Setup: cp plain user; chmod 4755 user; cp plain group; chgrp 5 group; chmod 2755 group; cp plain caps; setcap cap_net_raw+ep caps; chmod 4755 prog
//#Sh: for p in user group caps; do for v in GCONV_PATH GETCONF_DIR HOSTALIASES LD_AUDIT LD_DEBUG LD_DEBUG_OUTPUT LD_DYNAMIC_WEAK LD_HWCAP_MASK LD_LIBRARY_PATH LD_ORIGIN_PATH LD_PREFER_MAP_32BIT_EXEC LD_PRELOAD LD_PROFILE LD_PROFILE_OUTPUT LD_SHOW_AUXV LOCALDOMAIN LOCPATH MALLOC_CHECK_ MALLOC_TRACE NIS_PATH NLSPATH RESOLV_HOST_CONF RES_OPTIONS TMPDIR TZDIR LD_BIND_NOW LD_BIND_NOT LD_WARN LD_VERBOSE LD_TRACE_LOADED_OBJECTS LD_ASSUME_KERNEL LD_POINTER_GUARD LD_USE_LOAD_BIAS MALLOC_ARENA_MAX MALLOC_ARENA_TEST MALLOC_TOP_PAD_ MALLOC_PERTURB_ MALLOC_MMAP_MAX_ MALLOC_MMAP_THRESHOLD_ MALLOC_TRIM_THRESHOLD_ MALLOC_TCACHE_COUNT LD_ LD_LIBRARY LD_DEBUGX LANG; do for x in "" /x all; do env -i "$v=$x" ./$p 1; echo "$p $v=$x $?"; done; done; done 2>&1
//#Sh: for p in user group caps; do for x in help bogus libs,bogus,help; do env -i LD_DEBUG=$x ./$p | grep -E 'Valid|secure'; echo "$p $x ${PIPESTATUS[0]}"; done; for x in $PWD/libown.so libown.so libc.so.6 libpcprofile.so libmemusage.so /lib/x86_64-linux-gnu/libmemusage.so a/../libc.so.6 'libmemusage.so:libown.so' '$ORIGIN' '$ORIGIN/libown.so'; do for v in LD_PRELOAD LD_AUDIT LD_LIBRARY_PATH LD_ORIGIN_PATH; do env -i LD_LIBRARY_PATH=$PWD "$v=$x" ./$p; echo "$p $v=$x $?"; done; done; done 2>&1
//#Sh: for x in glibc.malloc.check=3 glibc.malloc.arena_max=2 glibc.malloc.tcache_count=9:glibc.malloc.check=1 glibc.rtld.nns=9 glibc.cpu.hwcaps=-AVX2_Usable bogus bogus=1 glibc.malloc.check glibc.malloc.check= glibc.malloc.check=1=2 glibc.malloc.check=glibc.malloc.check=1 : ::glibc.malloc.perturb=3:: glibc.malloc.mxfast=1:glibc.malloc.mxfast=2 glibc.malloc.arena_max=2:glibc.malloc.check=2:glibc.malloc.mxfast=9 glibc.malloc.mxfast=$(printf %3000s | tr ' ' A) $(printf %5000s | tr ' ' x); do env -i GLIBC_TUNABLES=$x ./user; env -i A=1 GLIBC_TUNABLES=$x B=2 GLIBC_TUNABLES=glibc.malloc.check=3 LD_PRELOAD=a C=3 ./caps; done 2>&1
//#Sh: ./prog; echo $?; LD_LIBRARY_PATH=. ./prog; echo $?; LD_LIBRARY_PATH=$PWD ./prog; echo $?; LD_PRELOAD=$PWD/libown.so ./prog; echo $?
int own(void);
int main(void) { return own(); }
