----------------------------- MODULE TraceLines -----------------------------
(***************************************************************************)
(* Holds the lines of a trace. This one is empty: the command that         *)
(* validates traces generates another in its place. A constant that is     *)
(* given in a configuration would be evaluated anew in each step.          *)
(***************************************************************************)
EXTENDS Integers

Lines == <<>>
=============================================================================
