// What LD_TRACE_LOADED_OBJECTS shows of programs, libraries, and what is neither; the values that --list-tunables shows.
//#Differs: -2.35 2.37- direct: each release has its own tunables
//#Mode: direct
//#Prog: static main.c -static
//#Sh: for f in ./prog ./static /usr/lib/x86_64-linux-gnu/libz.so.1 /usr/lib/x86_64-linux-gnu/libc.so.6; do "$LOADER" --verify $f; echo $?; done
//#Sh: "$LOADER" --list-tunables; GLIBC_TUNABLES=glibc.cpu.x86_rep_movsb_threshold=4096 "$LOADER" --list-tunables | grep movsb
int main(void) { return 0; }
