# Every suggestion works as it stands: what follows "try" is taken at its word.
lines() { run "./$1" 2>&1 >/dev/null | sed "s|$PWD|.|g" || true; }
follow() {
    lines "$1" | grep -v 'looked in\|^  *[^ ]*/.*)$' | sed 's|\.\./our/||g'
    try="$(lines "$1" | sed -n 's/^  try  *//p')"
    case "$try" in
    LD_LIBRARY_PATH=*) eval "export $try" && run "./$1" && echo "$1: followed"; unset LD_LIBRARY_PATH ;;
    *) echo "$1: $try" ;;
    esac
}
mkdir -p near/deep shadow/good shadow/bad ver/old ver/new
cp keep/libf.so.1 near/deep/
head -c 2500 keep/libf.so.1 > shadow/bad/libf.so.1
cp keep/libf.so.1 shadow/good/
cp keep/libv1.so ver/old/libv.so.1
cp keep/libv2.so ver/new/libv.so.1
follow beside
follow by-rpath
follow by-runpath
follow version
follow symbol
# What is set stays; blanks are quoted; a directory that would be split, and a program, are not offered.
export LD_LIBRARY_PATH=nowhere
for d in one 'two words' two:words; do
    mkdir -p "$d/bin" "$d/lib"
    cp beside "$d/bin/beside"
    cp keep/libf.so.1 "$d/lib/"
    follow "$d/bin/beside"
    export LD_LIBRARY_PATH=nowhere
done
cp beside one/lib/libf.so.1
follow one/bin/beside
unset LD_LIBRARY_PATH
# An RPATH is none for who has a RUNPATH, and --inhibit-rpath leaves both out.
follow inherits
"$LOADER" --inhibit-rpath '' ./by-good 2>&1 | sed "s|$PWD|.|g; /looked/d"
patchelf --replace-needed libf.so.1 libz.so.7 --output other beside
follow other
# A needed name with a slash: a token in it, a directory that it is relative to, a file that does not fit.
patchelf --replace-needed libf.so.1 '$ORIGIN/gone/libf.so.1' --output slashed beside
follow slashed
patchelf --replace-needed libf.so.1 ./one/lib/libf.so.1 --output slashed beside
cp keep/libf.so.1 one/lib/
(cd / && run "$OLDPWD/slashed" 2>&1) | sed "s|$PWD|.|g"
printf '\001' | dd of=one/lib/libf.so.1 bs=1 seek=4 conv=notrunc status=none
follow slashed
# A program of that name comes first.
cp beside shadow/bad/libf.so.1
follow by-runpath
# A relative directory that is none, the current one, a file.
touch file
LD_LIBRARY_PATH=nope::file lines beside | grep LD_LIBRARY_PATH
