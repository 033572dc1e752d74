#!/usr/bin/perl
# The adapter as it is, over a sequencer with a planted defect: perl defective.pl ID
use strict;
use warnings;
use FindBin; use lib $FindBin::Bin;
use Defects;

my $plant = $Defects::PLANT{@ARGV == 1 ? $ARGV[0] : ''};
if (!$plant) {
    print STDERR join(' ', 'one of these ids is needed:', sort keys %Defects::PLANT), "\n";
    exit 1;
}
$plant->();
do "$FindBin::Bin/adapter.pl";    # runs until the input ends, and takes the sequencer that it finds
die $@ if $@;
