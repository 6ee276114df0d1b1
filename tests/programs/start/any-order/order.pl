# order.pl FROM TO: the PT_LOAD headers rotated, the first one last; and one more, empty and at an odd place, in place of PT_NOTE.
use strict;
my ($from, $to) = @ARGV;
open my $in, '<:raw', $from or die;
my $file = do { local $/; <$in> };
my $offset = unpack 'Q', substr $file, 32, 8;
my $count = unpack 'S', substr $file, 56, 2;
my @headers = map { substr $file, $offset + 56 * $_, 56 } 0 .. $count - 1;
my @places = grep { unpack('L', $headers[$_]) == 1 } 0 .. $#headers;
my @loads = @headers[@places];
push @loads, shift @loads;
@headers[@places] = @loads;
if ($to =~ /empty/) {
    my ($note) = grep { unpack('L', $headers[$_]) == 4 } 0 .. $#headers;
    my ($last) = sort { $b <=> $a } map { my @h = unpack 'LLQQQQQQ', $_; $h[3] + $h[6] } @loads;
    $headers[$note] = pack 'LLQQQQQQ', 1, 4, 0x58, ($last & ~0xfff) + 0x10000, 0, 0, 0, 8;
}
substr($file, $offset, 56 * $count) = join '', @headers;
open my $out, '>:raw', $to or die;
print $out $file;
chmod 0755, $to;
