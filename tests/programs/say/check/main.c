// --check: broken programs, each with its rule; silence for the good one.
//#Mode: direct
//#Needs: patchelf python3
//#Setup: sh ../build.sh || sh build.sh
//#Sh: for p in runpath lazy now version nointerp in-cut in-class in-text good; do "$LOADER" --check ./$p; echo "$p $?"; done; "$LOADER" --check --json ./lazy; "$LOADER" --check ./build.sh; echo $?; . $(ls ./refused.sh ../refused.sh 2>/dev/null | head -1)
//#Expect: (?s)libbar.so.1: E01 libfoo.so.1.*\nrunpath 2\n./lazy: E02 undefined symbol: foo_extra\nlazy 2\n.*E02.*\nnow 2\n.*E03 version `V2'.*version 2\n./nointerp: E04 .*\nnointerp 2\n.*E05 .*truncated.*in-cut 2\n.*E05 .*ELFCLASS32.*in-class 2\n.*E05 .*invalid ELF header.*in-text 2\ngood 0\n
//#Expect: \{"v":1,"ev":"finding","object":"./lazy","rule":"E02","text":"undefined symbol: foo_extra"\}
//#Expect: E05 .*\n2\n
//#Expect: \nis-directory \S*is-directory: E04 interpreter /tmp is refused, the kernel says: Permission denied\nis-text \S*is-text: E04 interpreter /etc/passwd is refused, the kernel says: Permission denied\nis-class \S*is-class: E04 interpreter \S*class/libfoo.so.1 is refused, the kernel says: Accessing a corrupted shared library\nis-mode \./is-mode: E07 cannot be executed: Permission denied\nis-gone \./is-gone: E07 \./is-gone: cannot open shared object file: No such file or directory\n
//#Expect: \nmachine \S+libbar.so.1: E05 libfoo.so.1: \S*mach/libfoo.so.1 \(there, but for another machine, AArch64\)\n
//#Expect: \nstack \S*stack/libfoo.so.1: W14 wants an executable stack\n$
int main(void) { return 0; }
