# Planted defects: each replaces one step of the sequencer by a wrong one. The oracle must find it and name the rule, see
# ../defects.json; the same defects are planted in the Python sequencer, too.
package Defects;

use strict;
use warnings;

use Sequencer;

use constant TRIES => 10;    # of those that give up

# Replaces a method by one that is handed the method as it was.
sub replace {
    my ($name, $code) = @_;
    no strict 'refs';
    no warnings 'redefine';
    my $right = \&{"Sequencer::$name"};
    *{"Sequencer::$name"} = sub { $code->($right, @_) };
    return;
}

our %PLANT = (
    # A rebuild drops only the abandoned transaction's keys from the cache, or all keys if it has none.
    'R11-forget-own-keys' => sub {
        replace(actualize => sub {
            my ($right, $self) = @_;
            my $tx = $self->{tx};
            $self->{own} = {map { ("$tx->{ws_id}/$_" => 1) } $tx ? keys %{$tx->{last}} : ()};
            $right->($self);
        });
        replace(rebuild => sub {
            my ($right, $self) = @_;
            my %cache = %{$self->{own} // {}} ? %{$self->{cache}} : ();
            $right->($self);
            $self->{cache}{$_} = $cache{$_} for grep { !$self->{own}{$_} } keys %cache;
        });
    },

    # A rebuild keeps the pending checkpoint if it is larger than what the scan has found so far.
    'R11-keep-checkpoint' => sub {
        replace(rebuild => sub {
            my ($right, $self) = @_;
            my $kept = $self->{checkpoint} // 0;
            $right->($self);
            $self->{checkpoint} = $kept;
        });
        replace(cover => sub {
            my ($right, $self, $plog_offset) = @_;
            my $kept = $self->{checkpoint};
            $right->($self, $plog_offset);
            $self->{checkpoint} = Sequencer::max($kept, $self->{checkpoint});
        });
    },

    # A write that has failed ten times is not retried until the next flush.
    'R12-gives-up' => sub {
        replace(write_pending => sub {
            my ($right, $self) = @_;
            return $right->($self) if $self->{tries}++ < TRIES;
            $self->{dirty} = 0;
        });
        replace(cover => sub {
            my ($right, $self, $plog_offset) = @_;
            $self->{tries} = 0;
            $right->($self, $plog_offset);
        });
    },

    # start is refused while more than cacheSize keys are waiting to be written.
    'R12-cache-size-bounds-pending' => sub {
        replace(start => sub {
            my ($right, $self, @where) = @_;
            my $begins = !$self->{tx} && !$self->{closed} && !$self->{actualizing};
            return (undef, 'backPressure') if $begins && keys %{$self->{pending}} > $self->{limits}{cacheSize};
            return $right->($self, @where);
        });
    },

    # A recovery ends after ten failed reads: checkpoint and log are taken as empty.
    'R14-recovery-gives-up' => sub {
        my %empty = (readNextPLogOffset => {nextPLogOffset => 0}, readPLog => {events => [], end => 1});
        replace(call => sub {
            my ($right, $self, $op, $fields, $then) = @_;
            return $right->($self, $op, $fields, $then) if !$empty{$op};
            if ($self->{tries}{$op}++ < TRIES) {
                return $right->($self, $op, $fields, sub { $self->{tries}{$op} = 0; $then->(@_) });
            }
            $then->($empty{$op});
            return $self->work;
        });
    },

    # close takes a call that is under way for its last try, whatever was flushed since it began.
    'R15-write-under-way-is-last-try' => sub {
        replace(close => sub {
            my ($right, $self, $done) = @_;
            $self->{last_try} = $self->{calling};
            $right->($self, $done);
        });
    },

    # A recovery in progress at the close continues, and when it ends the sequencer is open again.
    'R15-revived' => sub {
        replace(work => sub {
            my ($right, $self) = @_;
            @$self{qw(ended closed)} = (0, 0) if $self->{ended} && $self->{actualizing};
            $right->($self);
        });
    },

    # A flusher whose last try failed continues after the close, until the storage accepts what is pending.
    'R15-goes-on' => sub {
        replace(work => sub {
            my ($right, $self) = @_;
            if ($self->{closed} && $self->{dirty} && !$self->{calling}) {
                $self->{on_end} = sub { } if $self->{ended};
                @$self{qw(ended last_try)} = (0, 0);
            }
            $right->($self);
        });
    },

    # close waits for retryDelayMs instead of closeTimeoutMs.
    'R15-retry-delay-bounds-close' => sub {
        replace(close => sub {
            my ($right, $self, $done) = @_;
            $self->{limits} = {%{$self->{limits}}, closeTimeoutMs => $self->{limits}{retryDelayMs}};
            $right->($self, $done);
        });
    },

    # maxUnflushedValues 0 is accepted, and a scan waits for room forever.
    'R16-no-room' => sub {
        replace(new => sub {
            my ($right, $class, %given) = @_;
            my $self = $right->($class, %given, limits => {%{$given{limits}}, maxUnflushedValues => 1});
            $self->{limits} = $given{limits};
            return $self;
        });
    },

    # use compares only with transaction and cache, and consults neither what is pending nor the storage.
    'R18-use-asks-less' => sub {
        replace(use_number => sub {
            my ($right, $self, $seq_id, $number, $done) = @_;
            my $tx = $self->require_transaction;
            my $known = exists $tx->{last}{$seq_id} || $self->{cache}{"$tx->{ws_id}/$seq_id"};
            return $right->($self, $seq_id, $number, $done) if $known || $number < 1 || !$tx->{initials}{$seq_id};
            $tx->{last}{$seq_id} = $number;
            $done->(1);
        });
    },
);

1;
