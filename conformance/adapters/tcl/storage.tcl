# The storage of PROTOCOL.md, section 4, as sequencer.tcl wants it. A call suspends its coroutine until the reply comes.
namespace eval storage {
    variable lastId 0 callers {}  ;# id of a request under way -> coroutine

    proc call {owner op args} {
        variable lastId
        variable callers
        set fields [switch $op {
            readNumbers {list wsId [json::quote [lindex $args 0]] seqIds [json::array [lindex $args 1]]}
            readPLog {list from [json::quote [lindex $args 0]] limit [lindex $args 1]}
            syncPLog {list below [json::quote [lindex $args 0]]}
            writeValues {list values [Values [lindex $args 0]]}
            writeValuesAndNextPLogOffset {
                list values [Values [lindex $args 0]] nextPLogOffset [json::quote [lindex $args 1]]
            }
        }]
        dict set callers [incr lastId] [info coroutine]
        json::send id $lastId op [json::quote $op] owner $owner {*}$fields
        set reply [yield]
        if {[dict exists $reply error]} {throw STORAGE [dict get $reply error text]}
        switch $op {
            readNumbers {dict get $reply numbers}
            readNextPLogOffset {dict get $reply nextPLogOffset}
            readPLog {list events [lmap event [dict get $reply events] {Event $event}] end [dict get $reply end]}
        }
    }

    proc answered {reply} {
        variable callers
        set id [dict get $reply re]
        if {[dict exists $callers $id]} {
            set coro [dict get $callers $id]
            dict unset callers $id
            resume $coro $reply
        }
    }

    proc reset {} {
        variable callers {}
    }

    proc Values {values} {
        json::array [lmap {key number} $values {
            lassign $key wsId seqId
            json::object wsId [json::quote $wsId] seqId $seqId number [json::quote $number]
        }]
    }

    proc Event {event} {
        set numbers {}
        foreach value [dict get $event values] {lappend numbers [dict get $value seqId] [dict get $value number]}
        list [dict get $event plogOffset] [dict get $event wsId] $numbers
    }
}
