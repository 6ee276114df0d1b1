// --check: eight broken programs, each with its rule; silence for the good one.
//#Mode: direct
//#Setup: sh ../build.sh || sh build.sh
//#Sh: for p in runpath lazy now version nointerp in-cut in-class in-text good; do "$LOADER" --check ./$p; echo "$p $?"; done; "$LOADER" --check --json ./lazy; "$LOADER" --check ./build.sh; echo $?
//#Expect: (?s)libbar.so.1: E01 libfoo.so.1.*\nrunpath 2\n./lazy: E02 undefined symbol: foo_extra\nlazy 2\n.*E02.*\nnow 2\n.*E03 version `V2'.*version 2\n./nointerp: E04 .*\nnointerp 2\n.*E05 .*truncated.*in-cut 2\n.*E05 .*ELFCLASS32.*in-class 2\n.*E05 .*invalid ELF header.*in-text 2\ngood 0\n
//#Expect: \{"v":1,"ev":"finding","object":"./lazy","rule":"E02","text":"undefined symbol: foo_extra"\}
//#Expect: E05 .*\n2\n
int main(void) { return 0; }
