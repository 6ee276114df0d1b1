// A libc whose private layout is none that we know: a clear error with status 127, never a guess. Told by its descriptors for
// debuggers or by its code.
//#Needs: glibc:2.34-
//#Needs: python3
//#Setup: python3 alter.py /lib/x86_64-linux-gnu/libc.so.6
//#Run: LD_LIBRARY_PATH=size ./prog
//#Run: LD_LIBRARY_PATH=rtld_global__dl_tls_dtv_slotinfo_list ./prog
//#Run: LD_LIBRARY_PATH=rtld_global__dl_stack_used ./prog
//#Run: LD_LIBRARY_PATH=rtld_global__dl_stack_user ./prog
//#Run: LD_LIBRARY_PATH=link_map_l_tls_modid ./prog
//#Run: LD_LIBRARY_PATH=link_map_l_tls_offset ./prog
//#Run: LD_LIBRARY_PATH=pthread_list ./prog
//#Run: LD_LIBRARY_PATH=pthread_tid ./prog
//#Run: LD_LIBRARY_PATH=pthread_report_events ./prog
//#Run: LD_LIBRARY_PATH=pthread_dtvp ./prog
//#Run: LD_LIBRARY_PATH=code ./prog
//#Expect: libc\.so\.6: unknown C library: 2\.\d+ \(slotinfo
//#Status: 127
#include <stdio.h>
int main(void) { puts("ran"); return 0; }
