----------------------------- MODULE TraceCheck -----------------------------
(***************************************************************************)
(* A recorded run of the Java code: is it a behaviour of Sequencer?        *)
(*                                                                         *)
(* A generated module holds the lines of a trace, or of a window of it.    *)
(* Each line must be a step of Sequencer, and must change exactly what the *)
(* core was seen to change: no more, no less. What the core does not show  *)
(* (the cache, what is known of an append) the specification works out.    *)
(*                                                                         *)
(* A line is <<action, owner, arguments, seen, number>>; seen is <<>> for  *)
(* steps of the environment, which the core does not see.                  *)
(***************************************************************************)
EXTENDS Sequencer, TraceLines, Sequences, TLC

VARIABLE at   \* how many lines have been taken

-----------------------------------------------------------------------------
(* What the core shows of itself. Of "written" it learns with the next step. *)
Shown(p) ==
  [nextOffset        |-> p.nextOffset,
   actualizing       |-> p.actualizing,
   closing           |-> p.closing,
   signalled         |-> p.signalled,
   pendingCheckpoint |-> p.pendingCheckpoint,
   workspace         |-> p.tx.ws,
   flusher           |-> IF p.flusher.state = "written" THEN "writing" ELSE p.flusher.state,
   checkpoint        |-> p.flusher.checkpoint,
   actualizer        |-> p.actualizer.state]

Changed(f, g) == {<<k, g[k]>> : k \in {j \in DOMAIN g : f[j] # g[j]}}

(* The four parts of what is seen, each as what has changed: plain fields as a
   record, the others as sets of <<key, new value>>.                          *)
Fields(o)  == [f \in {g \in DOMAIN Shown(owner[o]) : Shown(owner[o])[g] # Shown(owner'[o])[g]}
                 |-> Shown(owner'[o])[f]]
Pending(o) == Changed(owner[o].pending, owner'[o].pending)
Batch(o)   == Changed(owner[o].flusher.batch, owner'[o].flusher.batch)
Last(o)    == Changed(owner[o].tx.last, owner'[o].tx.last)

AsSeen(o, seen) ==
  seen # <<>> => /\ Shown(owner'[o]) = seen[1] @@ Shown(owner[o])
                 /\ Pending(o) = seen[2]
                 /\ Batch(o) = seen[3]
                 /\ Last(o) = seen[4]

-----------------------------------------------------------------------------
(* What an action's arguments mean. *)

InFlight(pairs) == [k \in Keys |-> IF \E x \in pairs : x[1] = k
                                     THEN (CHOOSE x \in pairs : x[1] = k)[2] ELSE 0]

BehindEnd(offset) == \A i \in DOMAIN log.at : i < offset

ThisEvent(o, x) == owner[o].tx.offset = x[1] /\ owner[o].tx.event = x[2]

(* What is in flight is a set: of two that are equal, the second changes nothing,
   as the first was there. So has it to be.                                   *)
AppendLands(late) ==
  IF late \in log.late
    THEN /\ Taken(late.offset) \/ BehindEnd(late.offset)
         /\ LateAppendLands /\ log'.late = log.late \ {late}
    ELSE Taken(late.offset) /\ UNCHANGED vars

(* What either of two equal ones has landed is gone from the one that stands for
   both: then it is known by what of it the storage does not cover.           *)
IsLike(one, other) ==
  /\ one.checkpoint = other.checkpoint
  /\ \A k \in Keys : \/ one.number[k] = other.number[k]
                     \/ Max(one.number[k], other.number[k]) <= storage.number[k]

LandsOf(late, k) ==
  /\ LateValueLands
  /\ storage'.late = (storage.late \ {late}) \cup {[late EXCEPT !.number[k] = 0]}
  /\ storage'.number = [storage.number EXCEPT ![k] = Max(@, late.number[k])]

ValueLands(late, k) ==
  IF late \in storage.late
    THEN LandsOf(late, k)
    ELSE IF storage.number[k] >= late.number[k]
      THEN UNCHANGED vars
      ELSE \E like \in storage.late : IsLike(like, late) /\ LandsOf(like, k)

CheckpointLands(late) ==
  IF late \in storage.late
    THEN LateCheckpointLands /\ storage'.late = storage.late \ {late}
    ELSE storage.checkpoint >= late.checkpoint /\ UNCHANGED vars

(* Not a step of the protocol: events that nobody will read any more are left out
   of the model's log, or each step would cost as much as the log is long. The
   last one stays, so the end is where it was; and since an append has to be
   behind the end, none can take a place that was forgotten.                  *)
Forget(below) ==
  /\ log' = [log EXCEPT !.at = [i \in {j \in DOMAIN @ : j >= below \/ j = End} |-> @[i]]]
  /\ UNCHANGED <<owner, storage, weather>>

StepOf(action, o, x) ==
  CASE action = "Start"     -> Start(o, x[1]) /\ owner'[o].tx.offset = x[2]
    [] action = "Next"      -> Next(o, x[1]) /\ owner'[o].tx.last[x[1]] = x[2]
    [] action = "Use"       -> Use(o, x[1], x[2])
    [] action = "Miss"      -> Miss(o, x[1])
    [] action = "Read"      -> /\ owner[o].tx.miss = x[1] /\ Read(o)
                               /\ owner'[o].tx.answer[x[1]] = x[2]
    [] action = "Fill"      -> /\ owner[o].tx.miss = x[1] /\ Fill(o)
                               /\ owner'[o].tx.last[x[1]] = x[2]
    [] action = "MissFail"  -> owner[o].tx.miss = x[1] /\ MissFail(o)
    [] action = "Flush"     -> owner[o].tx.offset = x[1] /\ Flush(o)
    [] action = "Actualize" -> Actualize(o)
    [] action = "Close"     -> Close(o)
    [] action = "AppendOk"             -> ThisEvent(o, x) /\ BehindEnd(x[1]) /\ AppendOk(o)
    [] action = "AppendConflict"       -> ThisEvent(o, x) /\ AppendConflict(o)
    [] action = "AppendFail"           -> ThisEvent(o, x) /\ AppendFail(o)
    [] action = "AppendUnknownWritten" -> /\ ThisEvent(o, x) /\ BehindEnd(x[1])
                                          /\ AppendUnknownWritten(o)
    [] action = "AppendUnknownLost"    -> ThisEvent(o, x) /\ AppendUnknownLost(o)
    [] action = "AppendUnknownLate"    -> ThisEvent(o, x) /\ AppendUnknownLate(o)
    [] action = "LateAppendLands"      -> AppendLands([offset |-> x[1], event |-> x[2]])
    [] action = "LogSync"    -> LogSync
    [] action = "FlSnapshot" -> FlSnapshot(o) /\ owner'[o].flusher.checkpoint = x[1]
    [] action = "FlSync"     -> owner[o].flusher.checkpoint = x[1] /\ FlSync(o)
    [] action = "FlWriteValue"      -> /\ owner[o].flusher.batch[x[1]] = x[2]
                                       /\ FlWriteValue(o, x[1])
    [] action = "FlWriteCheckpoint" -> owner[o].flusher.checkpoint = x[1] /\ FlWriteCheckpoint(o)
    [] action = "FlPrune"    -> FlPrune(o)
    [] action = "FlFail"     -> FlFail(o) /\ UNCHANGED storage
    [] action = "FlFailLate" -> /\ FlFail(o)
                                /\ storage'.late = storage.late \cup {Rest(owner[o].flusher)}
    [] action = "FlStop"     -> FlStop(o)
    [] action = "LateValueLands"      -> ValueLands([number |-> InFlight(x[1]), checkpoint |-> x[2]], x[3])
    [] action = "LateCheckpointLands" -> CheckpointLands([number |-> NoNumbers, checkpoint |-> x[1]])
    [] action = "ActClear"          -> ActClear(o)
    [] action = "ActReadCheckpoint" -> ActReadCheckpoint(o) /\ owner'[o].nextOffset = x[1]
    [] action = "ActScan"           -> owner[o].nextOffset = x[1] /\ ActScan(o)
    [] action = "ActWaitRoom" -> ActWaitRoom(o)
    [] action = "ActDone"     -> ActDone(o)
    [] action = "ActFail"     -> ActFail(o)
    [] action = "ActStop"     -> ActStop(o)
    [] action = "Open"      -> Open(o)
    [] action = "Crash"     -> Crash(o)
    [] action = "PowerLoss" -> PowerLoss /\ \A i \in DOMAIN log.at : i \in DOMAIN log'.at <=> i <= x[1]
    [] action = "Evict"     -> Evict(o, x[1])
    [] action = "Forget"    -> Forget(x[1])

(* The cache forgets without telling anyone: a miss of what it held shows it. *)
Forgotten(o, s) == Filling(o) /\ owner[o].tx.last[s] = Unloaded /\ Evict(o, Key(owner[o], s))

-----------------------------------------------------------------------------
TraceNext ==
  /\ at < Len(Lines)
  /\ LET line == Lines[at + 1] IN
     \/ /\ StepOf(line[1], line[2], line[3]) /\ AsSeen(line[2], line[4])
        /\ at' = at + 1
        /\ (line[5] > 0 => PrintT(line[5]))
        /\ at' = Len(Lines) => PrintT(<<"END", owner', storage', log'>>)
     \/ /\ line[1] = "Miss" /\ Forgotten(line[2], line[3][1])
        /\ UNCHANGED at

-----------------------------------------------------------------------------
(* Why a line does not fit: run in the state before it. Which actions are possible
   there, and in what does the state behind them differ from what was seen?   *)

Differs(part, is, seen) == IF is = seen THEN {} ELSE {<<part, is, seen>>}

Differences(o, seen) ==
  IF seen = <<>> \/ o # Lines[1][2] THEN {} ELSE
    Differs("fields", Fields(o), seen[1]) \cup Differs("pending", Pending(o), seen[2])
    \cup Differs("flusher.batch", Batch(o), seen[3]) \cup Differs("tx.last", Last(o), seen[4])

Tell(name, o) == PrintT(<<"POSSIBLE", name, o, Differences(o, Lines[1][4])>>)

(* A number that Use may bring along: the line's own, if it has one. *)
Brought == IF Lines[1][1] \in {"Use", "Next"} THEN Lines[1][3][2] ELSE 1

Possible(o) ==
  \/ \E ws \in Workspaces : Start(o, ws) /\ Tell("Start", o)
  \/ \E s \in Seqs : Next(o, s) /\ Tell("Next", o)
  \/ \E s \in Seqs : Use(o, s, Brought) /\ Tell("Use", o)
  \/ \E s \in Seqs : Miss(o, s) /\ Tell("Miss", o)
  \/ Read(o) /\ Tell("Read", o)
  \/ Fill(o) /\ Tell("Fill", o)
  \/ MissFail(o) /\ Tell("MissFail", o)
  \/ Flush(o) /\ Tell("Flush", o)
  \/ Actualize(o) /\ Tell("Actualize", o)
  \/ Close(o) /\ Tell("Close", o)
  \/ AppendOk(o) /\ Tell("AppendOk", o)
  \/ AppendConflict(o) /\ Tell("AppendConflict", o)
  \/ AppendFail(o) /\ Tell("AppendFail", o)
  \/ AppendUnknownWritten(o) /\ Tell("AppendUnknownWritten", o)
  \/ AppendUnknownLost(o) /\ Tell("AppendUnknownLost", o)
  \/ AppendUnknownLate(o) /\ Tell("AppendUnknownLate", o)
  \/ FlSnapshot(o) /\ Tell("FlSnapshot", o)
  \/ FlSync(o) /\ Tell("FlSync", o)
  \/ \E k \in Keys : FlWriteValue(o, k) /\ Tell("FlWriteValue", o)
  \/ FlWriteCheckpoint(o) /\ Tell("FlWriteCheckpoint", o)
  \/ FlPrune(o) /\ Tell("FlPrune", o)
  \/ FlFail(o) /\ Tell("FlFail", o)
  \/ FlStop(o) /\ Tell("FlStop", o)
  \/ ActClear(o) /\ Tell("ActClear", o)
  \/ ActReadCheckpoint(o) /\ Tell("ActReadCheckpoint", o)
  \/ ActScan(o) /\ Tell("ActScan", o)
  \/ ActWaitRoom(o) /\ Tell("ActWaitRoom", o)
  \/ ActDone(o) /\ Tell("ActDone", o)
  \/ ActFail(o) /\ Tell("ActFail", o)
  \/ ActStop(o) /\ Tell("ActStop", o)
  \/ Open(o) /\ Tell("Open", o)
  \/ Crash(o) /\ Tell("Crash", o)
  \/ \E k \in Keys : Evict(o, k) /\ Tell("Evict", o)

PossibleToAll ==
  \/ LateAppendLands /\ Tell("LateAppendLands", "none")
  \/ LateValueLands /\ Tell("LateValueLands", "none")
  \/ LateCheckpointLands /\ Tell("LateCheckpointLands", "none")
  \/ LogSync /\ Tell("LogSync", "none")
  \/ PowerLoss /\ Tell("PowerLoss", "none")

ExplainNext ==
  /\ at = 0
  /\ \/ LET line == Lines[1] IN StepOf(line[1], line[2], line[3]) /\ Tell("AS RECORDED", line[2])
     \/ \E o \in Owners : Possible(o)
     \/ PossibleToAll
  /\ at' = 1
=============================================================================
