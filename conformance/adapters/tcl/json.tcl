# The little JSON that the adapter needs. Reading, objects become dicts, arrays lists, all else strings.
namespace eval json {
    variable tokens {} at 0

    # Commas and colons are no tokens: an object is simply keys and values in turn, as a dict is.
    proc parse {text} {
        variable tokens [regexp -all -inline {"(?:[^"\\]|\\.)*"|[][\{\}]|[^][\{\}",:\s]+} $text]
        variable at 0
        Value
    }

    proc Value {} {
        variable tokens
        variable at
        set token [lindex $tokens $at]
        incr at
        if {$token in {\[ \{}} {
            set values {}
            while {[lindex $tokens $at] ni {"" \] \}}} {lappend values [Value]}
            incr at
            return $values
        } elseif {[string index $token 0] eq "\""} {
            return [subst -nocommands -novariables [string range $token 1 end-1]]
        }
        return $token
    }

    proc quote {text} {
        return \"[string map {\\ \\\\ \" \\\" \n \\n \r \\r \t \\t} $text]\"
    }

    proc array {values} {
        return \[[join $values ,]\]
    }

    # The arguments are names and values, the values as JSON.
    proc object {args} {
        return \{[join [lmap {name value} $args {string cat [quote $name] : $value}] ,]\}
    }

    proc send {args} {
        puts [object {*}$args]
        flush stdout
    }

    # A field of a message that has to be a whole number, given as one or as a decimal string.
    proc integer {message name low high} {
        set value [dict get $message $name]
        if {![regexp {^(0|[1-9]\d*)$} $value] || $value < $low || $value > $high} {
            throw {JSON RANGE} "$name is out of range: $value"
        }
        return $value
    }
}
