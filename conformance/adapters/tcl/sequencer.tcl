# A sequencer for one partition. Comments cite the rules R1..R18 of docs/protocol.md.
#
#   Sequencer new storage clock types limits
#
# storage is a command prefix, called inside a coroutine, that may yield until it has an answer. It throws an
# error with an -errorcode that begins with STORAGE. It is called as
#   readNextPLogOffset             -> checkpoint, 0 for none
#   readPLog from limit            -> {events {{plogOffset wsId {seqId number ...}} ...} end boolean}
#   readNumbers wsId seqIds        -> last-used numbers
#   syncPLog below
#   writeValues values             values is a dict {wsId seqId} -> number
#   writeValuesAndNextPLogOffset values checkpoint
# clock is a command that works as Tcl's own `after` does: `clock ms command`, `clock cancel token`.
# types is a dict wsKind -> seqId -> initial; limits a dict as in PROTOCOL.md.
# Client calls are to be made inside a coroutine, one at a time. Errors have the -errorcode {SEQUENCER code}.

proc resume {coro args} {
    if {[namespace which -command $coro] ne ""} {$coro {*}$args}
}

oo::class create Sequencer {
    variable storage clock types maxUnflushed cacheSize retryDelay closeTimeout \
        closed recovering inTx kind ws inproc cache nextOffset pending checkpoint \
        stopping flushing waiting

    constructor {aStorage aClock aTypes limits} {
        set storage $aStorage
        set clock $aClock
        set types $aTypes
        set maxUnflushed [dict get $limits maxUnflushedValues]
        set cacheSize [dict get $limits cacheSize]
        set retryDelay [dict get $limits retryDelayMs]
        set closeTimeout [dict get $limits closeTimeoutMs]
        set closed 0
        set flushing 0
        my Recover
    }

    destructor {
        foreach {event waiter} [array get waiting] {{*}$clock cancel [lindex $waiter 1]}
    }

    # --- what the client calls ---

    method start {wsKind wsId} {
        my CheckOpen
        if {$inTx} {my Fail 1001 "a transaction is already started"}
        if {![dict exists $types $wsKind]} {my Fail 1005 "wsKind $wsKind is not declared"}
        if {$recovering} {return {busy actualizing}}
        if {[dict size $pending] > $maxUnflushed} {return {busy backPressure}}
        if {$nextOffset > 9223372036854775806} {my Fail 1004 "no PLog offset is left"}
        set inTx 1  ;# R16: a flag
        set kind $wsKind
        set ws $wsId
        return [list plogOffset $nextOffset]  ;# R3: not moved
    }

    method next {seqId} {
        set initial [my CheckSequence $seqId]
        set number [expr {max([my LastUsed $seqId], $initial - 1) + 1}]  ;# R6
        if {$number > 9223372036854775807} {my Fail 1004 "no number of sequence $seqId is left"}  ;# R17
        dict set inproc $seqId $number
        return $number
    }

    method use {seqId number} {
        my CheckSequence $seqId
        set last [my LastUsed $seqId]
        dict set inproc $seqId [expr {max($last, $number)}]  ;# R18
        return [expr {$number > $last}]
    }

    method flush {} {
        my CheckStarted
        dict for {seqId number} $inproc {my Remember [list $ws $seqId] $number}
        my Publish $nextOffset $ws $inproc
        set inproc {}
        set inTx 0
        my Notify work  ;# R12: after publishing
    }

    method actualize {} {
        my CheckOpen
        if {$recovering} {my Fail 1003 "already actualizing"}
        my StopFlusher
        my Recover
    }

    method close {} {
        my CheckOpen
        set closed 1
        catch {rename [namespace current]::actualizer ""}
        my StopFlusher
        my Wait closed $closeTimeout  ;# R15: whatever the storage does
    }

    method idle {} {expr {!$closed && !$recovering && $checkpoint == 0}}

    # --- checks ---

    method Fail {code text} {throw [list SEQUENCER $code] $text}

    method CheckOpen {} {
        if {$closed} {my Fail 1006 "the sequencer is closed"}
    }

    method CheckStarted {} {
        my CheckOpen
        if {!$inTx} {my Fail 1002 "no transaction is started"}
    }

    method CheckSequence {seqId} {
        my CheckStarted
        if {![dict exists $types $kind $seqId]} {
            my Fail 1000 "seqId $seqId is not declared for wsKind $kind"
        }
        dict get $types $kind $seqId
    }

    # --- numbers ---

    # Transaction, cache, then the larger of pending and stored (R9).
    method LastUsed {seqId} {
        if {[dict exists $inproc $seqId]} {return [dict get $inproc $seqId]}
        set key [list $ws $seqId]
        if {[dict exists $cache $key]} {return [dict get $cache $key]}
        set noted [my Pending $key]  ;# R8: before the read
        try {
            set stored [lindex [{*}$storage readNumbers $ws [list $seqId]] 0]
        } trap STORAGE text {
            my Fail 11 "cannot read the last number of sequence $seqId: $text"
        }
        expr {max($noted, $stored)}
    }

    method Pending {key} {
        expr {[dict exists $pending $key] ? [dict get $pending $key] : 0}
    }

    # A dict keeps the order of insertion, so its first key is the one that was not used for longest.
    method Remember {key number} {
        dict unset cache $key
        dict set cache $key $number
        if {[dict size $cache] > $cacheSize} {
            dict for {oldest -} $cache break
            dict unset cache $oldest
        }
    }

    # Nothing else runs between the lines, so this is one step (R5).
    method Publish {offset wsId values} {
        foreach {seqId number} $values {
            set key [list $wsId $seqId]
            dict set pending $key [expr {max([my Pending $key], $number)}]  ;# R9
        }
        set nextOffset [expr {$offset + 1}]  ;# R4
        set checkpoint $nextOffset
    }

    # --- the flusher ---

    method Flusher {} {
        while {!$stopping} {
            if {$checkpoint == 0} {  ;# R13
                my Wait work
            } elseif {![my WritePending]} {
                my Wait retryWrite $retryDelay
            }
        }
        if {$closed && $checkpoint != 0} {my WritePending}  ;# R15: one last try
        set flushing 0
        my Notify stopped
        my Notify closed
    }

    # Writes one snapshot; tells whether that succeeded.
    method WritePending {} {
        set batch $pending
        set upTo $checkpoint
        try {
            {*}$storage syncPLog $upTo  ;# WA
            set rest $batch
            while {[dict size $rest] > 500} {
                {*}$storage writeValues [lrange $rest 0 999]
                set rest [lrange $rest 1000 end]
            }
            {*}$storage writeValuesAndNextPLogOffset $rest $upTo  ;# R7
        } trap STORAGE {} {
            return 0
        }
        dict for {key number} $batch {  ;# R10
            if {[dict get $pending $key] == $number} {dict unset pending $key}
        }
        if {$checkpoint == $upTo} {set checkpoint 0}
        my Notify room
        return 1
    }

    method StopFlusher {} {
        set stopping 1
        my Notify work
        my Notify retryWrite
    }

    # --- the actualizer ---

    method Recover {} {
        set recovering 1
        set inTx 0
        coroutine actualizer my Actualizer
    }

    method Actualizer {} {
        while {$flushing} {my Wait stopped}  ;# R11
        set inproc {}
        set cache {}
        set pending {}
        set checkpoint 0
        set stopping 0
        set flushing 1
        coroutine flusher my Flusher

        set nextOffset [expr {max([my Insist readNextPLogOffset], 1)}]  ;# R16
        set end 0
        while {!$end} {
            set page [my Insist readPLog $nextOffset 100]  ;# R14: nextOffset is where it stopped
            foreach event [dict get $page events] {
                while {[dict size $pending] >= $maxUnflushed} {
                    my Notify work  ;# R12
                    my Wait room
                }
                my Publish {*}$event
            }
            set end [dict get $page end]
        }
        set recovering 0
        my Notify work  ;# R12
    }

    # A read that is repeated until it succeeds.
    method Insist {args} {
        while 1 {
            try {
                return [{*}$storage {*}$args]
            } trap STORAGE {} {
                my Wait retryRead $retryDelay
            }
        }
    }

    # --- waiting ---

    # Suspends the coroutine until the event is notified, or until the time has passed if one is given.
    # At most one coroutine waits for an event.
    method Wait {event {ms ""}} {
        set alarm ""
        if {$ms ne ""} {set alarm [{*}$clock $ms [namespace code [list my Notify $event]]]}
        set waiting($event) [list [info coroutine] $alarm]
        yield
    }

    # Resumes who waits for the event, though not before the caller is done.
    method Notify {event} {
        if {[info exists waiting($event)]} {
            lassign $waiting($event) coro alarm
            unset waiting($event)
            {*}$clock cancel $alarm
            {*}$clock 0 [list resume $coro]
        }
    }
}
