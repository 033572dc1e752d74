#!/usr/bin/perl
# The adapter: speaks the oracle's protocol (conformance/PROTOCOL.md) on standard input and output. Time is virtual.
use strict;
use warnings;
use FindBin; use lib $FindBin::Bin;
use JSON::PP;
use Sequencer;

my $json = JSON::PP->new->canonical;
my %hello = (name => 'perl', version => '1.0', language => 'Perl', protocol => 1,
    capabilities => [qw(use crash virtualTime writeAhead)]);
my ($true, $false) = (JSON::PP::true, JSON::PP::false);
my ($sequencer, $owner, $asked, $now) = (undef, 0, 0, 0);
my (%waiting, @quiesces, %timers, $timer_id);
our $current;    # the request that is being worked on

sub send_line { my %message = @_; print $json->encode(\%message), "\n"; return }
sub reply { my ($request, %fields) = @_; return send_line(re => $request->{id}, %fields) }

# Does something for a request; if that dies, the request is answered with the error.
sub attempt {
    my ($request, $code) = @_;
    local $current = $request;
    return if eval { $code->(); 1 };
    my $error = ref $@ ? $@ : {code => 12, text => "request must be well-formed: $@"};
    return reply($request, error => {%$error, definite => $true});
}

# A storage call of the sequencer: the reply goes to $then, undef if it is an error.
sub ask {
    my ($op, $fields, $then) = @_;
    my ($id, $client) = (++$asked, $current);
    $waiting{$id} = sub { my $reply = shift; attempt($client, sub { $then->($reply->{error} ? undef : $reply) }) };
    return send_line(id => $id, op => $op, owner => $owner, %$fields);
}

sub after {
    my ($ms, $code) = @_;
    my $id = ++$timer_id;    # the sequencer keeps what cancels the timer: it must not hold the timer, which holds the sequencer
    $timers{$id} = {at => $now + $ms, code => $code};
    return sub { delete $timers{$id} };
}

sub decimal {
    my ($text, $max) = @_;
    die "a decimal string is needed\n" if ($text // '') !~ /\A\d{1,20}\z/ || length $text == length $max && $text gt $max;
    return $text;
}

sub client { return $sequencer // Sequencer::fail(1006, 'a sequencer must be open') }
my %operations = (
    hello => sub { reply(shift, %hello) },
    open => sub {
        my $r     = shift;
        my $seqs  = sub { return {map { $_->{seqId} => $_->{initial} + 0 } @{$_[0]{seqs}}} };
        my %types = map { $_->{wsKind} => $seqs->($_) } @{$r->{seqTypes}};
        ($owner, %timers) = ($r->{owner});
        $sequencer = Sequencer->new(types => \%types, limits => $r->{limits}, ask => \&ask, after => \&after);
        reply($r);
    },
    start => sub {
        my $r = shift;
        my ($offset, $busy) = client()->start($r->{wsKind} // die("wsKind\n"), decimal($r->{wsId}, '18446744073709551615'));
        reply($r, defined $busy ? (busy => $busy) : (plogOffset => "$offset"));
    },
    next => sub { my $r = shift; client()->next_number($r->{seqId} // die("seqId\n"), sub { reply($r, number => "$_[0]") }) },
    use  => sub {
        my ($r, $number) = ($_[0], decimal($_[0]{number}, Sequencer::MAX_NUMBER) + 0);
        client()->use_number($r->{seqId} // die("seqId\n"), $number, sub { reply($r, raised => $_[0] ? $true : $false) });
    },
    flush     => sub { client()->flush;     reply(shift) },
    actualize => sub { client()->actualize; reply(shift) },
    quiesce   => sub { push @quiesces, shift },
    tick      => sub {
        my $r = shift;
        $now += $r->{ms};
        my @due = grep { $timers{$_}{at} <= $now } sort { $timers{$a}{at} <=> $timers{$b}{at} || $a <=> $b } keys %timers;
        for (@due) { my $timer = delete $timers{$_}; $timer->{code}->() if $timer }
        reply($r);
    },
    crash => sub { ($sequencer, %waiting, @quiesces, %timers) = (); reply(shift) },
    close => sub { my $r = shift; $sequencer ? $sequencer->close(sub { reply($r) }) : reply($r) },
    bye   => sub { reply(shift); exit 0 },
);

$| = 1;
while (my $line = <STDIN>) {
    my $message = $json->decode($line);
    if (exists $message->{re}) {
        (delete $waiting{$message->{re}} // sub { })->($message);
    } else {
        my $unknown = sub { Sequencer::fail(10, "op must be known: op=$message->{op}") };
        attempt($message, sub { ($operations{$message->{op}} // $unknown)->($message) });
    }
    my ($wake) = sort { $a <=> $b } map { $_->{at} - $now } values %timers;
    my $idle = !$sequencer || $sequencer->idle;
    next if !$idle && !defined $wake;    # something goes on, without the oracle's tick
    reply($_, $idle ? (idle => $true) : (idle => $false, wakeInMs => $wake)) for splice @quiesces;
}
