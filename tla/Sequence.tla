------------------------------ MODULE Sequence ------------------------------
(***************************************************************************)
(* What a user may rely on, and nothing else.                              *)
(*                                                                         *)
(* There is one log. Events are added at its end, one offset after the     *)
(* other, and never changed. An event carries numbers, each under a key.   *)
(* A number is either issued by the sequencer, or explicit: brought along  *)
(* by the event (an import, a singleton).                                  *)
(*                                                                         *)
(* Before its event is in the log, a number is provisional. It stands in a *)
(* draft, and a draft promises nothing: it may vanish, and the same number *)
(* may stand in several drafts. At most one of them will get in.           *)
(*                                                                         *)
(* A log may buffer. Then a crash of everything can take a tail that was   *)
(* not yet durable; so acknowledge an event when it is durable.            *)
(*                                                                         *)
(* Module Properties says how the protocol's state is seen as this one,    *)
(* and TLC checks that each step of the protocol is a step of this module, *)
(* or leaves these variables alone.                                        *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANT First(_)    \* the first number that is issued under a key

VARIABLES
  log,       \* offset -> event; an event is a set of <<key, number, how>>
  durable,   \* no crash takes an event at or below this offset
  drafts     \* the set of events that someone may still try to append

vars == <<log, durable, drafts>>

Length == Cardinality(DOMAIN log)

Numbers(key, events) == {x[2] : x \in {y \in UNION events : y[1] = key}}

Events == {log[i] : i \in DOMAIN log}

(***************************************************************************)
(* An event fits at the end of the log if each number that was issued for  *)
(* it                                                                      *)
(*   - is above all numbers that the log holds under the key (so it is     *)
(*     unique, and numbers rise), and                                      *)
(*   - directly follows one that the log or the event itself holds, or is  *)
(*     the first of its key (so there are no holes, other than those that  *)
(*     explicit numbers tear).                                             *)
(***************************************************************************)
Fits(event) ==
  \A x \in {y \in event : y[3] = "issued"} :
    /\ \A n \in Numbers(x[1], Events) : n < x[2]
    /\ x[2] = First(x[1]) \/ x[2] - 1 \in Numbers(x[1], Events \cup {event})

Init == log = <<>> /\ durable = 0 /\ drafts = {}

(* Numbers are handed out, or forgotten: of no consequence for the log. *)
Draft == UNCHANGED <<log, durable>>

(* A draft becomes the event at the next offset. *)
Append ==
  /\ DOMAIN log' = DOMAIN log \cup {Length + 1}
  /\ \A i \in DOMAIN log : log'[i] = log[i]
  /\ log'[Length + 1] \in drafts
  /\ Fits(log'[Length + 1])
  /\ durable' \in durable .. Length + 1

(* More of the log becomes durable. *)
Settle == UNCHANGED log /\ durable' \in durable .. Length

(* A crash takes a tail that was not durable, never an event from the middle. *)
LoseTail ==
  /\ UNCHANGED durable
  /\ \E n \in durable .. Length : log' = [i \in 1 .. n |-> log[i]]

Next == Draft \/ Append \/ Settle \/ LoseTail

Spec == Init /\ [][Next]_vars
=============================================================================
