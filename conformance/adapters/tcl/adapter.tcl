#!/usr/bin/env tclsh
# The adapter between the oracle (conformance/PROTOCOL.md) and the sequencer. Time is virtual.
foreach file {json clock sequencer storage} {source [file join [file dirname [info script]] $file.tcl]}
set seq ""        ;# the sequencer, if one is open
set quiescing {}  ;# ids of quiesce requests that wait

proc client {method args} {
    if {$::seq eq ""} {throw {SEQUENCER 1006} "no sequencer is open"}
    $::seq $method {*}$args
}

proc create {msg} {
    json::integer [set limits [dict get $msg limits]] maxUnflushedValues 1 9007199254740991
    set types {}
    foreach type [dict get $msg seqTypes] {
        dict set types [set kind [json::integer $type wsKind 0 65535]] {}
        foreach s [dict get $type seqs] {
            dict set types $kind [json::integer $s seqId 1 65535] [json::integer $s initial 1 9223372036854775807]
        }
    }
    drop
    set ::seq [Sequencer new [list storage::call [dict get $msg owner]] virtual::after $types $limits]
}

proc drop {} {
    if {$::seq ne ""} {$::seq destroy}
    set ::seq ""
    storage::reset
    virtual::reset
}

# Gives names and values (as JSON) of the reply's fields.
proc answer {msg} {
    switch [dict get $msg op] {
        hello {return {name {"tcl"} version {"1.0"} language {"Tcl"} protocol 1
            capabilities {["use","crash","virtualTime","writeAhead"]}}}
        open {create $msg}
        start {
            lassign [client start [json::integer $msg wsKind 0 65535] \
                [json::integer $msg wsId 0 18446744073709551615]] name value
            return [list $name [json::quote $value]]
        }
        next {return [list number [json::quote [client next [json::integer $msg seqId 1 65535]]]]}
        use {
            set raised [client use [json::integer $msg seqId 1 65535] [json::integer $msg number 1 9223372036854775807]]
            return [list raised [expr {$raised ? "true" : "false"}]]
        }
        flush - actualize {client [dict get $msg op]}
        tick {virtual::advance [json::integer $msg ms 0 9007199254740991]}
        crash {drop}
        close {if {$::seq ne ""} {$::seq close; drop}}
        bye {}
        default {throw {SEQUENCER 10} "unknown op"}
    }
    return
}

proc serve {msg} {
    set id [dict get $msg id]
    try {
        json::send re $id {*}[answer $msg]
    } on error {text options} {
        set cause [dict get $options -errorcode]  ;# if not the sequencer's, a field is missing or out of range
        set code [expr {[lindex $cause 0] eq "SEQUENCER" ? [lindex $cause 1] : 12}]
        json::send re $id error [json::object code $code definite true text [json::quote $text]]
    }
    if {[dict get $msg op] eq "bye"} exit
}

# A request is served in a coroutine of its own, as it may have to wait.
proc receive {msg} {
    if {[dict exists $msg re]} {
        storage::answered $msg
    } elseif {[dict get $msg op] eq "quiesce"} {
        lappend ::quiescing [dict get $msg id]
    } else {
        if {[dict get $msg op] in {open crash close}} {namespace delete served}  ;# calls that wait get no reply
        namespace eval served {}
        coroutine served::[dict get $msg id] serve $msg
    }
    virtual::run
}

proc answerQuiesce {} {
    if {$::seq eq "" || [$::seq idle]} {
        set fields {idle true}
    } elseif {[set ms [virtual::next]] ne ""} {
        set fields [list idle false wakeInMs $ms]
    } else return
    foreach id $::quiescing {json::send re $id {*}$fields}
    set ::quiescing {}
}

foreach channel {stdin stdout} {fconfigure $channel -encoding utf-8 -translation lf}
namespace eval served {}
while {[gets stdin line] >= 0} {
    receive [json::parse $line]
    answerQuiesce
}
