# move.pl [-none] FROM TO: the program headers go to the file's end, with a segment for them in place of the first note's.
use strict;
my $how = $ARGV[0] =~ /^-/ ? shift : '';
open my $f, '<:raw', $ARGV[0] or die; local $/; my $all = <$f>;
my ($phoff, $count) = (unpack('x32 Q', $all), unpack('x56 S', $all));
my @headers = map { [unpack 'L2 Q6', substr $all, $phoff + 56 * $_, 56] } 0 .. $count - 1;
my @loads = grep { $_->[0] == 1 } @headers;
my $end = (sort { $b <=> $a } map { $_->[3] + $_->[6] } @loads)[0];
my ($offset, $vaddr) = map { ($_ + 0xfff) & ~0xfff } length $all, $end;
my ($phdr) = grep { $_->[0] == 6 } @headers;
my ($note) = grep { $_->[0] == 4 } @headers;
my @own = ($offset, $vaddr, $vaddr, 56 * $count, 56 * $count);
@$phdr[2 .. 6] = @own;
$phdr->[0] = 0 if $how eq '-none';
my @rest = grep { $_ != $note && $_->[0] != 1 } @headers;
# PT_PHDR and PT_INTERP come first.
my @table = ((grep { $_->[0] =~ /^[36]$/ } @rest), @loads, [1, 4, @own, 0x1000], grep { $_->[0] !~ /^[36]$/ } @rest);
$all .= "\0" x ($offset - length $all);
$all .= join '', map { pack 'L2 Q6', @$_ } @table;
substr($all, 32, 8) = pack 'Q', $offset;
open my $t, '>:raw', $ARGV[1] or die; print $t $all; chmod 0755, $ARGV[1];
