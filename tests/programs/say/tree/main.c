// --tree and --why: who needs whom, by which rule; the objects of a real run in its order.
//#Mode: direct
//#Setup: sh ../build.sh || sh build.sh
//#Sh: "$LOADER" --tree ./runpath; echo $?; "$LOADER" --tree --json ./good; "$LOADER" --why libfoo.so.1 ./good; "$LOADER" --why foo_v ./good; "$LOADER" --why nothing ./good; echo $?
//#Expect: \|- libbar.so.1   RUNPATH   \S*/a/libbar.so.1\n\|  `- libfoo.so.1   NOT FOUND\n`- libc.so.6   (cache|default)(?s).*, 1 missing\n1\n
//#Expect: \{"v":1,"ev":"object","path":"\S*/a/libfoo.so.1","rule":"RPATH","by":"\S*/a/libbar.so.1"\}\n
//#Expect: /a/libfoo.so.1   by RPATH; asked for first by \S*/a/libbar.so.1; 3 of 4
//#Expect: foo_v   in \S*/a/libfoo.so.1\n  used by    \S*/a/libbar.so.1
//#Expect: nothing   is neither .*\n1\n
int main(void) { return 0; }
