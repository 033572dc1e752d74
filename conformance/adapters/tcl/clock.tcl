# Virtual time: virtual::after works as Tcl's `after` does, but time moves only by virtual::advance.
namespace eval virtual {
    variable now 0 lastToken 0 alarms {}  ;# token -> {due command}

    proc after {ms command} {
        variable now
        variable lastToken
        variable alarms
        if {$ms eq "cancel"} {
            dict unset alarms $command
            return
        }
        dict set alarms [incr lastToken] [list [expr {$now + $ms}] $command]
        return $lastToken
    }

    # Runs all that is due, in order.
    proc run {} {
        variable now
        variable alarms
        while {[set token [First]] ne "" && [lindex [dict get $alarms $token] 0] <= $now} {
            set command [lindex [dict get $alarms $token] 1]
            dict unset alarms $token
            uplevel #0 $command
        }
    }

    proc advance {ms} {
        variable now
        incr now $ms
        run
    }

    # The time until the next alarm, empty if there is none.
    proc next {} {
        variable now
        variable alarms
        if {[set token [First]] eq ""} return
        expr {[lindex [dict get $alarms $token] 0] - $now}
    }

    proc reset {} {
        variable alarms {}
    }

    proc First {} {
        variable alarms
        set first ""
        dict for {token alarm} $alarms {
            if {$first eq "" || [lindex $alarm 0] < $soonest} {
                set first $token
                set soonest [lindex $alarm 0]
            }
        }
        return $first
    }
}
