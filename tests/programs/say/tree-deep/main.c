// --tree of a chain of 1200 libraries, with a small stack: how deep it goes is up to the files.
//#Mode: direct
//#Build: gcc -shared -nostdlib -x c /dev/null -o l0000.so && gcc -shared -nostdlib -x c /dev/null -Wl,-z,noseparate-code -o link.so -Wl,--no-as-needed -L. -l:l0000.so -Wl,-rpath,'$ORIGIN' && cp l0000.so l1200.so
//#Build: perl -e 'local $/; open F, "link.so"; my $link = <F>; for my $n (0 .. 1199) { my ($next, $to) = ($link, sprintf "l%04d.so", $n + 1); $next =~ s/l0000\.so/$to/g; open T, sprintf ">l%04d.so", $n; print T $next }'
//#Flags: -Wl,--no-as-needed -L. -l:l0000.so
//#Sh: ulimit -s 200; $LOADER --tree ./prog > tree; echo $?; tail -n 2 tree; grep -c 'l[0-9]*.so   RUNPATH' tree; rm tree
//#Expect: ^0\n[^\n]*ld-linux[^\n]*\n120[0-9] libraries, 0 missing\n1201\n$
int main(void) { return 0; }
