// What is proposed was tried: a copy elsewhere, a file shadowed by a bad one, a version or symbol that another copy has.
//#Mode: direct
//#Needs: patchelf
//#Rpath: none
//#Build: mkdir -p keep; gcc -shared -fPIC f.c -o keep/libf.so.1 -Wl,-soname,libf.so.1
//#Build: printf 'V1 { global: v; };' > v1.map; printf 'V1 { global: v; }; V2 { global: w; };' > v2.map
//#Build: gcc -shared -fPIC v.c -o keep/libv1.so -Wl,-soname,libv.so.1 -Wl,--version-script,v1.map
//#Build: gcc -shared -fPIC v.c -DW -o keep/libv2.so -Wl,-soname,libv.so.1 -Wl,--version-script,v2.map
//#Build: gcc use.c -o beside keep/libf.so.1 -Wl,-rpath,'$ORIGIN/keep/nothing'
//#Build: gcc use.c -o by-rpath keep/libf.so.1 -Wl,--disable-new-dtags -Wl,-rpath,'$ORIGIN/shadow/bad:$ORIGIN/shadow/good'
//#Build: gcc use.c -o by-runpath keep/libf.so.1 -Wl,--enable-new-dtags -Wl,-rpath,'$ORIGIN/shadow/bad:$ORIGIN/shadow/good'
//#Build: gcc use.c -o by-good keep/libf.so.1 -Wl,--disable-new-dtags -Wl,-rpath,'$ORIGIN/shadow/good'
//#Build: mkdir -p mid; gcc -shared -fPIC mid.c -o mid/libmid.so keep/libf.so.1 -Wl,-soname,libmid.so -Wl,--enable-new-dtags -Wl,-rpath,/nonexistent
//#Build: gcc usemid.c -o inherits mid/libmid.so -Wl,--allow-shlib-undefined -Wl,--disable-new-dtags -Wl,-rpath,'$ORIGIN/mid:$ORIGIN/shadow/good'
//#Build: gcc usew.c -o version keep/libv2.so -Wl,-rpath,'$ORIGIN/ver/old'
//#Build: cp keep/libv1.so nv1.so; gcc -shared -fPIC v.c -DW -o keep/libn.so -Wl,-soname,libn.so.1; gcc usew.c -o symbol keep/libn.so -Wl,-rpath,'$ORIGIN/sym/old'
//#Build: mkdir -p sym/old sym/new; cp keep/libn.so sym/new/libn.so.1; gcc -shared -fPIC v.c -o sym/old/libn.so.1 -Wl,-soname,libn.so.1
//#Env: RTLD_ERRORS=
//#Sh: . $(ls ./tried.sh ../tried.sh 2>/dev/null | head -1)
//#Expect: by-rpath: error.*file is truncated.*\n  the file    \S*shadow/bad/libf.so.1 has 2500 bytes, its segment 2 goes to \d+\n  wanted by   ./by-rpath\n  found       ./shadow/good/libf.so.1 \(x86-64\), later in the search\n  try         put it in the place of the other: an RPATH comes first\n
//#Expect: \n  try         LD_LIBRARY_PATH=./shadow/good\nby-runpath: followed\n
//#Expect: \n  needed for  w\n  file has    V1\n  other copy  ./ver/new/libv.so.1 has V2\n  try         LD_LIBRARY_PATH=./ver/new\nversion: followed\n
//#Expect: undefined symbol: w\n  other copy  ./sym/new/libn.so.1 defines w\n
//#Expect: try         LD_LIBRARY_PATH=\./one/bin/\.\./lib:nowhere\none/bin/beside: followed\n(?s:.*)try         LD_LIBRARY_PATH='\./two words/bin/\.\./lib:nowhere'\ntwo words/bin/beside: followed\n
//#Expect: found       \./two:words/bin/\.\./lib/libf.so.1 .*\n  but         LD_LIBRARY_PATH cannot name that directory: `:' and `;' separate there\ntwo:words/bin/beside: \n\./one/bin/beside: error.*\n  wanted by   ./one/bin/beside\none/bin/beside: \n
//#Expect: found       \./shadow/good/libf.so.1 \(x86-64\): there is an RPATH to it in ./inherits,\n              but an RPATH serves no file that has a RUNPATH\n  try         LD_LIBRARY_PATH=\./shadow/good\n
//#Expect: there is an RPATH to it in ./by-good,\n              which --inhibit-rpath leaves out\n  try         LD_LIBRARY_PATH=\./shadow/good\n
//#Expect: libz.so.7: cannot open(?s:.*)\n  close       \S*/libz.so.1: another version, for which it would have to be built\n
//#Expect: gone/libf.so.1: cannot open(.*)\n  wanted by   ./slashed\nslashed: \n
//#Expect: \./one/lib/libf.so.1: cannot open(.*)\n  wanted by   ./slashed\n  the name    is relative to the current directory\n  found       ./\./one/lib/libf.so.1 \(x86-64\), by the place of ./slashed\n  try         patchelf --replace-needed ./one/lib/libf.so.1 '\$ORIGIN/./one/lib/libf.so.1' ./slashed\n
//#Expect: wrong ELF class: ELFCLASS32\n  wanted by   ./slashed\n  tried       ./one/lib/libf.so.1 \(there, but a 32-bit file\)\n  the name    is relative to the current directory\nslashed: \n
//#Expect: cannot dynamically load position-independent executable\n  the file    is \S*shadow/bad/libf.so.1\n  wanted by   ./by-runpath\n  found       ./shadow/good/libf.so.1 \(x86-64\), later in the search\n  try         LD_LIBRARY_PATH=./shadow/good\nby-runpath: followed\n
//#Expect: \n  looked in   nope \(no such directory\), \., file \(Not a directory\) \(LD_LIBRARY_PATH\)\n
int main(void) { return 0; }
