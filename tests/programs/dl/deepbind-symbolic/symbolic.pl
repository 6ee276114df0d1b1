# symbolic.pl FILE: gives a library DT_SYMBOLIC, whose references the linker has left to the loader, in place of the first DT_NULL.
use strict;
open my $f, '+<:raw', $ARGV[0] or die; local $/; my $all = <$f>;
my ($phoff, $count) = (unpack('x32 Q', $all), unpack('x56 S', $all));
for my $header (map { [unpack 'L2 Q6', substr $all, $phoff + 56 * $_, 56] } 0 .. $count - 1) {
    next unless $header->[0] == 2;
    my $at = $header->[2];
    $at += 16 while unpack('Q', substr $all, $at, 8);
    substr($all, $at, 16) = pack 'Q2', 16, 0;
}
seek $f, 0, 0; print $f $all;
