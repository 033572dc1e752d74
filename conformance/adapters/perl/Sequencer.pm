# The sequencer of one partition, without threads: each call of the storage has a continuation. The rules R1 ... R18 are
# explained in docs/protocol.md. One background call is under way at a time, so a rebuild never overlaps a write (R11).
package Sequencer;

use strict;
use warnings;
use feature 'current_sub';

use constant MAX_NUMBER      => 9223372036854775807;
use constant MAX_PLOG_OFFSET => MAX_NUMBER - 1;         # so that the checkpoint behind the last event still is an offset
use constant PIECE_VALUES    => 500;

# types: {wsKind}{seqId} = initial. limits: maxUnflushedValues, cacheSize, retryDelayMs, closeTimeoutMs.
# ask: sub (op, fields, sub (reply or undef)). after: sub (ms, sub), which returns a sub that cancels it.
sub new {
    my ($class, %given) = @_;
    fail(12, 'maxUnflushedValues must be >= 1') if $given{limits}{maxUnflushedValues} < 1;    # R16
    my $self = bless {%given, cache => {}, uses => 0, restart => 1, actualizing => 1}, $class;
    $self->work;
    return $self;
}

sub fail { my ($code, $text) = @_; die {code => $code, text => $text} }

sub max { return $_[0] > $_[1] ? $_[0] : $_[1] }

# ---- The client's side. ----

sub start {
    my ($self, $kind, $ws_id) = @_;
    $self->require_open;
    fail(1001, 'start must follow flush or actualize') if $self->{tx};
    my $initials = $self->{types}{$kind} or fail(1005, "wsKind must be declared: wsKind=$kind");
    return (undef, 'actualizing')  if $self->{actualizing};
    return (undef, 'backPressure') if keys %{$self->{pending}} > $self->{limits}{maxUnflushedValues};
    fail(1004, 'no plogOffset is left') if $self->{next_offset} > MAX_PLOG_OFFSET;
    $self->{tx} = {ws_id => $ws_id, initials => $initials, last => {}};    # the offset stays where it is (R3)
    return $self->{next_offset};
}

# Hands the next number to $done.
sub next_number {
    my ($self, $seq_id, $done) = @_;
    $self->last_used($seq_id, sub {
        my ($tx, $last) = @_;
        my $highest = max($last, $tx->{initials}{$seq_id} - 1);
        fail(1004, 'no number is left') if $highest >= MAX_NUMBER;    # R17
        $done->($tx->{last}{$seq_id} = $highest + 1);
    });
    return;
}

# Hands to $done whether the number was above the last-used one (R18).
sub use_number {
    my ($self, $seq_id, $number, $done) = @_;
    fail(12, "number must be 1..@{[MAX_NUMBER]}") if $number < 1;
    $self->last_used($seq_id, sub {
        my ($tx, $last) = @_;
        $tx->{last}{$seq_id} = max($last, $number);
        $done->($number > $last);
    });
    return;
}

sub flush {
    my $self = shift;
    my $tx   = $self->require_transaction;
    while (my ($seq_id, $last) = each %{$tx->{last}}) {
        $self->publish($tx->{ws_id}, $seq_id, $last);
        $self->remember("$tx->{ws_id}/$seq_id", $last);
    }
    $self->cover($self->{next_offset});
    $self->{tx} = undef;
    $self->work;
    return;
}

sub actualize {
    my $self = shift;
    $self->require_open;
    fail(1003, 'actualize must wait for the end of the actualization') if $self->{actualizing};
    @$self{qw(tx actualizing restart)} = (undef, 1, 1);
    $self->work;
    return;
}

sub idle {
    my $self = shift;
    return $self->{ended} || !($self->{actualizing} || $self->{dirty} || $self->{calling});
}

# Tries once to write what is pending; $done is called after closeTimeoutMs at the latest (R15).
sub close {
    my ($self, $done) = @_;
    return $done->() if $self->{ended};
    $self->{closed} = 1;
    my $cancel = $self->{after}->($self->{limits}{closeTimeoutMs}, sub { $self->end });
    $self->{on_end} = sub { $cancel->(); $done->() };
    $self->end_pause;
    $self->work;
    return;
}

sub end {
    my $self = shift;
    return if $self->{ended}++;
    (delete $self->{on_end})->();
    return;
}

sub require_open { my $self = shift; return $self->{closed} ? fail(1006, 'sequencer must be open') : 1 }

sub require_transaction {
    my $self = shift;
    $self->require_open;
    return $self->{tx} // fail(1002, 'start must come first');
}

# Hands the transaction and the last-used number (R6) of a sequence to $then.
sub last_used {
    my ($self, $seq_id, $then) = @_;
    my $tx = $self->require_transaction;
    fail(12,   "seqId must be 1..65535: seqId=$seq_id") if $seq_id < 1;
    fail(1000, "seqId must be declared: seqId=$seq_id") if !exists $tx->{initials}{$seq_id};
    my $key    = "$tx->{ws_id}/$seq_id";
    my $cached = $self->{cache}{$key};
    my $known  = $tx->{last}{$seq_id} // ($cached && $cached->{number});
    return $then->($tx, $known) if defined $known;
    my $pending = $self->{pending}{$key} // 0;    # before the read: it may be written and pruned meanwhile (R8)
    $self->{ask}->('readNumbers', {wsId => $tx->{ws_id}, seqIds => [$seq_id + 0]}, sub {
        my $reply = shift;
        $self->require_open;
        fail(11, 'the storage is not available') if !$reply;
        $then->($tx, max($pending, $reply->{numbers}[0] + 0));    # a low explicit number may be pending (R9)
    });
    return;
}

sub remember {
    my ($self, $key, $number) = @_;
    my $cache = $self->{cache};
    $cache->{$key} = {number => $number, used => ++$self->{uses}};
    return if keys %$cache <= $self->{limits}{cacheSize};
    my ($oldest) = sort { $cache->{$a}{used} <=> $cache->{$b}{used} } keys %$cache;
    delete $cache->{$oldest};
    return;
}

# ---- What is pending. ----

sub publish {
    my ($self, $ws_id, $seq_id, $number) = @_;
    my $key = "$ws_id/$seq_id";
    $self->{pending}{$key} = max($number, $self->{pending}{$key} // 0) if $number > 0;    # by max (R9)
    return;
}

# Moves offset and checkpoint behind an event (R4). No other code runs between publish and cover (R5).
sub cover {
    my ($self, $plog_offset) = @_;
    @$self{qw(next_offset checkpoint dirty)} = ($plog_offset + 1, $plog_offset + 1, 1);
    return;
}

# ---- The background. ----

# Begins the next piece of work, if none is under way.
sub work {
    my $self = shift;
    return if $self->{calling} || $self->{ended};
    if ($self->{closed}) {
        return $self->{dirty} && !$self->{restart} && !$self->{last_try}++ ? $self->write_pending : $self->end;
    }
    return $self->rebuild       if $self->{restart};
    return                      if $self->{pause};
    return $self->scan          if $self->{actualizing};
    return $self->write_pending if $self->{dirty};
    return;
}

# Calls the storage, and goes on with the reply. If that is an error, there is a pause, and then work begins anew.
sub call {
    my ($self, $op, $fields, $then) = @_;
    return if $self->{ended};
    $self->{calling} = 1;
    $self->{ask}->($op, $fields, sub {
        my $reply = shift;
        $self->{calling} = 0;
        if ($reply && !$self->{restart}) {
            $then->($reply);
        } elsif (!$self->{restart} && !$self->{closed}) {
            $self->{pause} = $self->{after}->($self->{limits}{retryDelayMs}, sub { $self->{pause} = undef; $self->work });
        }
        $self->work;
    });
    return;
}

sub end_pause {
    my $self = shift;
    $self->{pause}->() if $self->{pause};
    $self->{pause} = undef;
    return;
}

# Clears, reads the checkpoint, and has the log scanned behind it. A write under way has ended before (R11).
sub rebuild {
    my $self = shift;
    $self->end_pause;
    @$self{qw(restart cache pending checkpoint dirty page)} = (0, {}, {}, 0, 0, []);
    $self->{next_offset} = undef;
    return $self->scan;
}

# Takes what was read of the log. If there is no room, it writes first (R12). Then it reads on, from where it stopped (R14).
sub scan {
    my $self = shift;
    if (!defined $self->{next_offset}) {
        return $self->call('readNextPLogOffset', {}, sub {
            $self->{next_offset} = max(shift->{nextPLogOffset} + 0, 1);    # an empty storage means 1 (R16)
        });
    }
    while (my $event = shift @{$self->{page}}) {
        if (keys %{$self->{pending}} >= $self->{limits}{maxUnflushedValues}) {
            unshift @{$self->{page}}, $event;
            return $self->write_pending;
        }
        $self->publish($event->{wsId}, $_->{seqId}, $_->{number} + 0) for @{$event->{values}};
        $self->cover($event->{plogOffset});
    }
    if ($self->{page_is_last}) {
        @$self{qw(actualizing page_is_last)} = (0, 0);
        return $self->work;
    }
    return $self->call('readPLog', {from => "$self->{next_offset}", limit => 100}, sub {
        my $reply = shift;
        @$self{qw(page page_is_last)} = ($reply->{events}, $reply->{end});
    });
}

# Writes what is pending: the log is synced, the values come first, then the checkpoint (R7).
sub write_pending {
    my $self       = shift;
    my %batch      = %{$self->{pending}};
    my $checkpoint = "$self->{checkpoint}";
    my @values     = map { my ($ws_id, $seq_id) = split m{/}; {wsId => $ws_id, seqId => $seq_id + 0, number => "$batch{$_}"} }
        sort keys %batch;
    my $written_all = sub {
        for my $key (keys %batch) {    # a newer number may have come meanwhile (R10)
            delete $self->{pending}{$key} if $self->{pending}{$key} == $batch{$key};
        }
        $self->{dirty} = 0 if $checkpoint == $self->{checkpoint};
    };
    my $write = sub {    # __SUB__, since a closure that holds itself is never freed
        my @piece = splice @values, 0, PIECE_VALUES;
        return $self->call('writeValues', {values => \@piece}, __SUB__) if @values;
        return $self->call('writeValuesAndNextPLogOffset', {values => \@piece, nextPLogOffset => $checkpoint}, $written_all);
    };
    return $self->call('syncPLog', {below => $checkpoint}, $write);
}

1;
