--------------------------- MODULE SequencerWrong ---------------------------
(***************************************************************************)
(* Wrong readings that a rule operator cannot express: a step split in     *)
(* two, an order reversed, a wait left out. Each adds an action, which is  *)
(* enabled only if the constant Wrong names it.                            *)
(***************************************************************************)
EXTENDS Properties

(* R1  Flush first, append afterwards. A failed append then has no way back. *)
FlushBeforeAppend(o) ==
  LET p == owner[o]
      used(k) == IF k[1] = p.tx.ws /\ p.tx.last[k[2]] > 0 THEN p.tx.last[k[2]] ELSE 0
  IN
  /\ On("R1_FlushFirst")
  /\ Filling(o) /\ p.nextOffset = p.tx.offset
  /\ owner' = [owner EXCEPT
       ![o].pending = [k \in Keys |-> Max(@[k], used(k))],
       ![o].cache   = [k \in Keys |-> IF used(k) > 0 THEN used(k) ELSE @[k]],
       ![o].pendingCheckpoint = p.tx.offset + 1,
       ![o].nextOffset        = p.tx.offset + 1,
       ![o].signalled         = TRUE]
  /\ UNCHANGED <<storage, log, weather>>

EndAfterFlush(o) ==
  LET p == owner[o] IN
  /\ On("R1_FlushFirst")
  /\ Client(o) /\ InTx(p) /\ p.nextOffset > p.tx.offset /\ p.tx.append # "none"
  /\ owner' = [owner EXCEPT ![o].tx = NoTx]
  /\ UNCHANGED <<storage, log, weather>>

(* R5  Flush publishes in two steps, the checkpoint first. *)
FlushCheckpoint(o) ==
  LET p == owner[o] IN
  /\ On("R5_FlushInTwo")
  /\ Client(o) /\ InTx(p) /\ p.tx.append = "ok" /\ p.pendingCheckpoint <= p.tx.offset
  /\ owner' = [owner EXCEPT ![o].pendingCheckpoint = p.tx.offset + 1]
  /\ UNCHANGED <<storage, log, weather>>

(* R5  The scan publishes in two steps, the checkpoint first. *)
ScanCheckpoint(o) ==
  LET p == owner[o] IN
  /\ On("R5_ScanInTwo")
  /\ Works(o) /\ Scans(p) /\ HasRoom(p) /\ Taken(p.nextOffset)
  /\ owner' = [owner EXCEPT ![o].pendingCheckpoint = p.nextOffset + 1]
  /\ UNCHANGED <<storage, log, weather>>

(* R7  The checkpoint is written before the values. *)
CheckpointBeforeValues(o) ==
  LET f == owner[o].flusher IN
  /\ On("R7_CheckpointFirst")
  /\ f.state = "writing" /\ f.left # {}
  /\ storage' = [storage EXCEPT !.checkpoint = Max(@, f.checkpoint)]
  /\ UNCHANGED <<owner, log, weather>>

(* R8  The answer to a miss fills the cache with the whole workspace: with all
   keys, or with those that look absent when the answer arrives.              *)
FillWorkspace(o) ==
  LET p  == owner[o]
      tx == p.tx
      absent(s) == /\ p.cache[Key(p, s)] = 0 /\ p.pending[Key(p, s)] = 0
                   /\ tx.last[s] = Unloaded
      fills(k) == /\ k[1] = tx.ws /\ k[2] # tx.miss /\ tx.answer[k[2]] > 0
                  /\ On("R8_FillAll") \/ absent(k[2])
  IN
  /\ On("R8_FillAll") \/ On("R8_FillAbsentLate")
  /\ tx.answered
  /\ owner' = [owner EXCEPT
       ![o].tx = [NoMiss(tx) EXCEPT !.last[tx.miss] =
                                      Max(tx.missPending, tx.answer[tx.miss])],
       ![o].cache = [k \in Keys |-> IF fills(k) THEN tx.answer[k[2]] ELSE @[k]]]
  /\ UNCHANGED <<storage, log, weather>>

(* R11 Actualize empties what is pending at once, but not its checkpoint, and
   the flusher may see the signal before the cancellation.                    *)
ActualizeClearing(o) ==
  /\ On("R11_ClearEarly")
  /\ Client(o) /\ InTx(owner[o]) /\ ~owner[o].actualizing
  /\ owner' = [owner EXCEPT ![o].tx = NoTx,
                            ![o].pending = NoNumbers,
                            ![o].actualizing = TRUE,
                            ![o].actualizer.state = "stopping"]
  /\ UNCHANGED <<storage, log, weather>>

LateCancel(o) ==
  /\ On("R11_ClearEarly")
  /\ owner[o].actualizer.state = "stopping" /\ ~owner[o].cancelled
  /\ owner' = [owner EXCEPT ![o].cancelled = TRUE]
  /\ UNCHANGED <<storage, log, weather>>

(* R11 The checkpoint is read before the flusher has ended. *)
ReadEarly(o) ==
  /\ On("R11_ReadEarly")
  /\ owner[o].up /\ owner[o].actualizer.state = "stopping"
  /\ owner' = [owner EXCEPT ![o].actualizer.early = Max(storage.checkpoint, 1)]
  /\ UNCHANGED <<storage, log, weather>>

(* R11 Actualize leaves the slots of the transaction as they are. *)
ActualizeKeepingInproc(o) ==
  /\ On("R11_KeepInproc")
  /\ Client(o) /\ InTx(owner[o]) /\ ~owner[o].actualizing
  /\ owner' = [owner EXCEPT ![o].tx = [NoTx EXCEPT !.last = owner[o].tx.last],
                            ![o].actualizing = TRUE,
                            ![o].cancelled = TRUE,
                            ![o].actualizer.state = "stopping"]
  /\ UNCHANGED <<storage, log, weather>>

(* R12 Flush signals first and publishes afterwards, without a signal. *)
SignalFirst(o) ==
  /\ On("R12_SignalFirst")
  /\ Client(o) /\ InTx(owner[o]) /\ owner[o].tx.append = "ok"
  /\ owner' = [owner EXCEPT ![o].signalled = TRUE, ![o].tx.append = "signalled"]
  /\ UNCHANGED <<storage, log, weather>>

PublishAfterSignal(o) ==
  LET p == owner[o]
      used(k) == IF k[1] = p.tx.ws /\ p.tx.last[k[2]] > 0 THEN p.tx.last[k[2]] ELSE 0
  IN
  /\ On("R12_SignalFirst")
  /\ Client(o) /\ InTx(p) /\ p.tx.append = "signalled"
  /\ owner' = [owner EXCEPT
       ![o].pending = [k \in Keys |-> Max(@[k], used(k))],
       ![o].cache   = [k \in Keys |-> IF used(k) > 0 THEN used(k) ELSE @[k]],
       ![o].pendingCheckpoint = p.tx.offset + 1,
       ![o].nextOffset        = p.tx.offset + 1,
       ![o].tx                = NoTx]
  /\ UNCHANGED <<storage, log, weather>>

(* R14 A failed scan begins anew from the checkpoint as it is now, on top of
   what is pending, while the flusher lives.                                   *)
RescanReread(o) ==
  /\ On("R14_RescanReread")
  /\ Works(o) /\ Scans(owner[o])
  /\ owner' = [owner EXCEPT ![o].actualizer.state = "reading"]
  /\ UNCHANGED <<storage, log, weather>>

(* R14 A failed scan begins anew from the checkpoint as it was. *)
ReadAndKeep(o) ==
  /\ On("R14_RescanFromStart")
  /\ Works(o) /\ owner[o].actualizer.state = "reading"
  /\ owner' = [owner EXCEPT ![o].nextOffset = Max(storage.checkpoint, 1),
       ![o].actualizer = [state |-> "scanning", early |-> Max(storage.checkpoint, 1)]]
  /\ UNCHANGED <<storage, log, weather>>

RescanFromStart(o) ==
  /\ On("R14_RescanFromStart")
  /\ Works(o) /\ Scans(owner[o]) /\ owner[o].actualizer.early > 0
  /\ owner' = [owner EXCEPT ![o].nextOffset = owner[o].actualizer.early,
                            ![o].actualizer = [state |-> "scanning", early |-> 0]]
  /\ UNCHANGED <<storage, log, weather>>

(* Not wrong, only useless: a signal at any time, such as one left over, or one
   per event. The protocol bears it; some wrong readings show only then.       *)
StraySignal(o) ==
  /\ On("StraySignal")
  /\ owner[o].up /\ ~owner[o].signalled
  /\ owner' = [owner EXCEPT ![o].signalled = TRUE]
  /\ UNCHANGED <<storage, log, weather>>

WrongStep ==
  \E o \in Owners :
    \/ FlushBeforeAppend(o) \/ EndAfterFlush(o)
    \/ FlushCheckpoint(o) \/ ScanCheckpoint(o)
    \/ CheckpointBeforeValues(o)
    \/ FillWorkspace(o)
    \/ ActualizeClearing(o) \/ LateCancel(o) \/ ReadEarly(o)
    \/ ActualizeKeepingInproc(o)
    \/ SignalFirst(o) \/ PublishAfterSignal(o)
    \/ StraySignal(o)
    \/ RescanReread(o) \/ ReadAndKeep(o) \/ RescanFromStart(o)

WrongSpec == Init /\ [][Step \/ WrongStep]_vars /\ Fairness
=============================================================================
