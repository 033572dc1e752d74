------------------------------ MODULE Sequencer ------------------------------
(***************************************************************************)
(* The protocol, at the grain of the Java core: one step of the core is    *)
(* one action here, under the same name. What the core does not do itself  *)
(* (the log, the storage, crashes) are actions of the environment.         *)
(*                                                                         *)
(*            Flush                  FlSnapshot, FlSync, write, FlPrune    *)
(*   client ---------> pending ------------------------------> storage     *)
(*      ^                 ^                                        |       *)
(*      | cache           | ActScan           ActReadCheckpoint    |       *)
(*      +------------- actualizer <--------------------------------+       *)
(*                        ^                                                *)
(*                        | scan                                           *)
(*                       log                                               *)
(*                                                                         *)
(* The log is the truth. The storage holds, per key, a number, and one     *)
(* checkpoint: every event below it is covered by the numbers. So a        *)
(* restart reads the checkpoint and scans the log from there.              *)
(*                                                                         *)
(* An operator Rn_... is rule n; module Rules has them all.                *)
(***************************************************************************)
EXTENDS Rules

VARIABLES
  owner,    \* what each owner has in memory; a crash takes it
  storage,  \* numbers and checkpoint, shared by all owners
  log,      \* the event log, shared by all owners
  weather   \* which faults may still happen

vars == <<owner, storage, log, weather>>

-----------------------------------------------------------------------------
(* The shape of the state. A field that is out of use holds its first value,
   so that states which differ in nothing that matters are equal.             *)

NoNumbers == [k \in Keys |-> 0]

NoTx == [ws          |-> None,       \* the workspace; None outside a transaction
         offset      |-> 0,          \* what Start answered
         last        |-> [s \in Seqs |-> Unloaded],  \* last-used number per slot
         event       |-> {},         \* the numbers so far: <<key, number, how>>
         append      |-> "none",     \* how the append ended: ok, failed, unknown
         miss        |-> None,       \* the sequence whose number is being read
         missPending |-> 0,          \* what was pending when the miss was noted
         answered    |-> FALSE,      \* the storage has answered ...
         answer      |-> [s \in Seqs |-> 0]]         \* ... this

IdleFlusher == [state      |-> "idle", \* stopped, idle, syncing, writing, written
                batch      |-> NoNumbers,  \* what is being written; 0 if not in it
                left       |-> {},     \* keys that the storage has yet to write
                checkpoint |-> 0,      \* to be written behind the values
                tried      |-> FALSE]  \* the last try of a close was taken

Fresh == [up                |-> TRUE,
          nextOffset        |-> 1,
          actualizing       |-> TRUE,  \* an owner begins with a rebuild
          closing           |-> FALSE,
          signalled         |-> FALSE, \* the flusher is to look
          cancelled         |-> TRUE,  \* the flusher is to stop
          pending           |-> NoNumbers, \* used, but not yet stored
          pendingCheckpoint |-> 0,     \* 0: nothing published since the rebuild
          cache             |-> NoNumbers, \* 0: not cached
          tx                |-> NoTx,
          flusher           |-> [IdleFlusher EXCEPT !.state = "stopped"],
          actualizer        |-> [state |-> "stopping", \* reading, scanning,
                                             \* waitingRoom, idle, stopped
                                 early |-> 0]]  \* for wrong readings only

Down == [Fresh EXCEPT !.up = FALSE]

Init ==
  /\ owner   = [o \in Owners |-> Down]
  /\ storage = [number     |-> NoNumbers,
                checkpoint |-> 0,
                late       |-> {}]      \* writes in flight: [number, checkpoint]
  /\ log     = [at     |-> <<>>,        \* offset -> event
                synced |-> 0,           \* no crash takes an event up to here
                late   |-> {},          \* appends in flight: [offset, event]
                twice  |-> FALSE]       \* was an event ever replaced?
  /\ weather = "stormy"

(* Stormy: anything may fail, any number of times. Calm: nothing fails any
   more. Broken: the storage fails for ever. Faults have no counters: what holds
   here holds for any number of faults and crashes.                           *)
Stormy        == weather = "stormy"
StorageFails  == weather # "calm"
StorageAnswers == weather # "broken"

-----------------------------------------------------------------------------
(* Words that the actions use. *)

Size(numbers) == Cardinality({k \in Keys : numbers[k] > 0})
HasRoom(p)    == R12_HasRoom(Size(p.pending))
Opened(p)     == p.tx.ws # None        \* as the client knows it
InTx(p)       == R16_InTx(p.tx.ws)     \* as the owner knows it
Key(p, s)     == <<p.tx.ws, s>>

Taken(offset) == offset \in DOMAIN log.at
End == IF log.at = <<>> THEN 0 ELSE CHOOSE i \in DOMAIN log.at : \A j \in DOMAIN log.at : j <= i
Put(at, offset, event) == [i \in DOMAIN at \cup {offset} |-> IF i = offset THEN event ELSE at[i]]

(* The highest number that an event holds under a key; 0 if none. *)
Highest(event, k) ==
  LET ns == {x[2] : x \in {y \in event : y[1] = k}} \cup {0}
  IN CHOOSE n \in ns : \A m \in ns : m <= n

(* An owner whose client may make a call. *)
Client(o) == owner[o].up /\ ~owner[o].closing /\ owner[o].tx.miss = None

(* A client that is filling its event. *)
Filling(o) == Client(o) /\ InTx(owner[o]) /\ owner[o].tx.append = "none"

(* The last-used number as far as memory knows it. *)
Known(p, s) ==
  IF p.tx.last[s] # Unloaded THEN p.tx.last[s]
  ELSE IF p.cache[Key(p, s)] > 0 THEN p.cache[Key(p, s)]
  ELSE Unloaded

-----------------------------------------------------------------------------
(* The client: { Start; Next or Use, any number of them; append; Flush if the
   append surely succeeded, else Actualize }.                                 *)

Start(o, ws) ==
  LET p == owner[o] IN
  /\ Client(o) /\ ~InTx(p)
  /\ ~p.actualizing
  /\ R12_Accepts(Size(p.pending))
  /\ p.nextOffset <= MaxEvents
  /\ owner' = [owner EXCEPT ![o].tx = [@ EXCEPT !.ws = ws, !.offset = p.nextOffset],
                            ![o].nextOffset = R3_AfterStart(@)]
  /\ UNCHANGED <<storage, log, weather>>

Next(o, s) ==
  LET p      == owner[o]
      number == R6_Following(Known(p, s), s)
      issued == R17_Wrapped(number)
  IN
  /\ Filling(o) /\ Cardinality(p.tx.event) < MaxPerEvent
  /\ Known(p, s) # Unloaded
  /\ R17_Exists(number)
  /\ owner' = [owner EXCEPT ![o].tx.last[s] = R6_Kept(issued),
                            ![o].tx.event = @ \cup {<<Key(p, s), issued, "issued">>}]
  /\ UNCHANGED <<storage, log, weather>>

(* The event brings a number along (R18). It may be below the last-used one. *)
Use(o, s, number) ==
  LET p == owner[o] IN
  /\ Filling(o) /\ Cardinality(p.tx.event) < MaxPerEvent
  /\ Known(p, s) # Unloaded
  /\ owner' = [owner EXCEPT ![o].tx.last[s] = R18_AfterUse(Known(p, s), number),
                            ![o].tx.event = @ \cup {<<Key(p, s), number, "explicit">>}]
  /\ UNCHANGED <<storage, log, weather>>

(* Memory does not know the number. What is pending is noted BEFORE the storage
   is asked: later, the flusher may have moved it there behind our back (R8).  *)
Miss(o, s) ==
  LET p == owner[o] IN
  /\ Filling(o) /\ Cardinality(p.tx.event) < MaxPerEvent
  /\ Known(p, s) = Unloaded
  /\ owner' = [owner EXCEPT ![o].tx.miss = s,
                            ![o].tx.missPending = p.pending[Key(p, s)]]
  /\ UNCHANGED <<storage, log, weather>>

(* Environment: the storage answers. Other steps may come before the client
   takes the answer over.                                                     *)
Read(o) ==
  LET p == owner[o] IN
  /\ p.tx.miss # None /\ ~p.tx.answered
  /\ StorageAnswers
  /\ owner' = [owner EXCEPT ![o].tx.answered = TRUE,
                 ![o].tx.answer = [s \in Seqs |-> IF s \in R8_Asked(p.tx.miss)
                                                    THEN storage.number[Key(p, s)] ELSE 0]]
  /\ UNCHANGED <<storage, log, weather>>

NoMiss(tx) == [tx EXCEPT !.miss = None, !.missPending = 0,
                         !.answered = FALSE, !.answer = [s \in Seqs |-> 0]]

(* Only the slot is filled, never the cache: a number that was read may be
   outdated by the time it arrives (R8).                                      *)
Fill(o) ==
  LET tx == owner[o].tx
      s  == tx.miss
  IN
  /\ tx.answered
  /\ owner' = [owner EXCEPT ![o].tx =
       [NoMiss(tx) EXCEPT !.last[s] = R9_Found(tx.missPending, tx.answer[s])]]
  /\ UNCHANGED <<storage, log, weather>>

MissFail(o) ==
  /\ owner[o].tx.miss # None /\ ~owner[o].tx.answered
  /\ StorageFails
  /\ owner' = [owner EXCEPT ![o].tx = NoMiss(@)]
  /\ UNCHANGED <<storage, log, weather>>

(* Values, checkpoint, offset and signal, all in one step (R3, R4, R5, R12). *)
Flush(o) ==
  LET p == owner[o]
      used(k) == IF k[1] = p.tx.ws /\ p.tx.last[k[2]] > 0 THEN p.tx.last[k[2]] ELSE 0
  IN
  /\ Client(o) /\ InTx(p) /\ R1_Settled(p.tx.append)
  /\ owner' = [owner EXCEPT
       ![o].pending = [k \in Keys |-> R9_Merge(@[k], used(k))],
       ![o].cache   = [k \in Keys |-> IF used(k) > 0 THEN used(k) ELSE @[k]],
       ![o].pendingCheckpoint = R4_Behind(p.tx.offset),
       ![o].nextOffset        = R3_AfterFlush(@, p.tx.offset),
       ![o].signalled         = TRUE,
       ![o].tx                = NoTx]
  /\ UNCHANGED <<storage, log, weather>>

(* The numbers are forgotten; the truth will be rebuilt. A client whose append
   did not succeed has to do this (R1); in a storm it may do it earlier, and
   outside of a transaction too.                                              *)
Actualize(o) ==
  LET p == owner[o] IN
  /\ Client(o) /\ ~p.actualizing
  /\ p.tx.append \in {"failed", "unknown"} \/ (p.tx.append = "none" /\ Stormy)
  /\ owner' = [owner EXCEPT ![o].tx = NoTx,
                            ![o].actualizing = TRUE,
                            ![o].cancelled = TRUE,
                            ![o].actualizer.state = "stopping"]
  /\ UNCHANGED <<storage, log, weather>>

Close(o) ==
  /\ o \in Closers /\ owner[o].up /\ ~owner[o].closing
  /\ owner' = [owner EXCEPT ![o].closing = TRUE]
  /\ UNCHANGED <<storage, log, weather>>

-----------------------------------------------------------------------------
(* Environment: the log. An append ends in one of six ways. A client that is
   being closed may still append; the event counts all the same.               *)

Appending(o) == /\ owner[o].up /\ Opened(owner[o])
                /\ owner[o].tx.miss = None /\ owner[o].tx.append = "none"

Appended(o, how) == owner' = [owner EXCEPT ![o].tx.append = how]

Insert(offset, event) ==
  log' = [log EXCEPT !.at = Put(@, offset, event), !.twice = @ \/ Taken(offset)]

AppendOk(o) ==
  LET tx == owner[o].tx IN
  /\ Appending(o) /\ R2_MayAppend(Taken(tx.offset))
  /\ Insert(tx.offset, tx.event) /\ Appended(o, "ok")
  /\ UNCHANGED <<storage, weather>>

(* Another owner, or a late append, was there first (R2). *)
AppendConflict(o) ==
  /\ Appending(o) /\ Taken(owner[o].tx.offset)
  /\ Appended(o, "failed")
  /\ UNCHANGED <<storage, log, weather>>

AppendFail(o) ==
  /\ Appending(o) /\ Stormy
  /\ Appended(o, "failed")
  /\ UNCHANGED <<storage, log, weather>>

(* The answer is lost, the event is in ... *)
AppendUnknownWritten(o) ==
  LET tx == owner[o].tx IN
  /\ Appending(o) /\ Stormy /\ R2_MayAppend(Taken(tx.offset))
  /\ Insert(tx.offset, tx.event) /\ Appended(o, "unknown")
  /\ UNCHANGED <<storage, weather>>

(* ... or is not and never will be ... *)
AppendUnknownLost(o) ==
  /\ Appending(o) /\ Stormy
  /\ Appended(o, "unknown")
  /\ UNCHANGED <<storage, log, weather>>

(* ... or is still on its way. *)
AppendUnknownLate(o) ==
  LET tx == owner[o].tx IN
  /\ Appending(o) /\ Stormy /\ Cardinality(log.late) < LateAppends
  /\ log' = [log EXCEPT !.late = @ \cup {[offset |-> tx.offset, event |-> tx.event]}]
  /\ Appended(o, "unknown")
  /\ UNCHANGED <<storage, weather>>

LateAppendLands == \E late \in log.late :
  /\ IF R2_MayAppend(Taken(late.offset))
       THEN log' = [log EXCEPT !.late = @ \ {late}, !.twice = @ \/ Taken(late.offset),
                               !.at = Put(@, late.offset, late.event)]
       ELSE log' = [log EXCEPT !.late = @ \ {late}]
  /\ UNCHANGED <<owner, storage, weather>>

(* A log that buffers makes its tail durable whenever it likes. *)
LogSync ==
  /\ Buffered /\ log.synced < End
  /\ log' = [log EXCEPT !.synced = End]
  /\ UNCHANGED <<owner, storage, weather>>

-----------------------------------------------------------------------------
(* The flusher:  idle -> syncing -> writing -> written -> idle, or stopped.   *)

OwesTry(p) == R15_OwesTry(p.flusher.tried, p.pendingCheckpoint, p.signalled, Size(p.pending))

(* In one step: what is pending, and the checkpoint that it justifies (R5). To
   stop comes before that.                                                    *)
FlSnapshot(o) ==
  LET p == owner[o]
      taken == IF R13_Publishable(p.pendingCheckpoint)
        THEN [state |-> "syncing", batch |-> p.pending, checkpoint |-> p.pendingCheckpoint,
              left |-> {k \in Keys : p.pending[k] > 0}, tried |-> p.closing]
        ELSE [IdleFlusher EXCEPT !.tried = p.closing]
  IN
  /\ p.up /\ p.flusher.state = "idle" /\ ~p.cancelled
  /\ IF p.closing THEN OwesTry(p) ELSE p.signalled
  /\ owner' = [owner EXCEPT ![o].signalled = FALSE, ![o].flusher = taken]
  /\ UNCHANGED <<storage, log, weather>>

(* The log first (WA): stored numbers must not outlive their events. *)
FlSync(o) ==
  LET f == owner[o].flusher IN
  /\ f.state = "syncing"
  /\ owner' = [owner EXCEPT ![o].flusher.state = "writing"]
  /\ log' = IF Buffered THEN [log EXCEPT !.synced = WA_Synced(@, f.checkpoint - 1)] ELSE log
  /\ UNCHANGED <<storage, weather>>

(* Environment: the storage takes one value after the other, in any order ... *)
FlWriteValue(o, k) ==
  LET f == owner[o].flusher IN
  /\ f.state = "writing" /\ k \in f.left
  /\ StorageAnswers
  /\ storage' = [storage EXCEPT !.number[k] = R7_Number(@, f.batch[k])]
  /\ owner' = [owner EXCEPT ![o].flusher.left = @ \ {k}]
  /\ UNCHANGED <<log, weather>>

(* ... then the checkpoint (R7), and says that it is done. *)
FlWriteCheckpoint(o) ==
  LET f == owner[o].flusher IN
  /\ f.state = "writing" /\ f.left = {}
  /\ StorageAnswers
  /\ storage' = [storage EXCEPT !.checkpoint = R7_Checkpoint(@, f.checkpoint)]
  /\ owner' = [owner EXCEPT ![o].flusher.state = "written"]
  /\ UNCHANGED <<log, weather>>

FlPrune(o) ==
  LET f == owner[o].flusher IN
  /\ f.state = "written"
  /\ owner' = [owner EXCEPT
       ![o].pending = [k \in Keys |-> R10_Left(@[k], f.batch[k])],
       ![o].flusher = [IdleFlusher EXCEPT !.tried = f.tried]]
  /\ UNCHANGED <<storage, log, weather>>

(* What the storage has yet to write of a call. *)
Rest(f) == [number |-> [k \in Keys |-> IF k \in f.left THEN f.batch[k] ELSE 0],
            checkpoint |-> f.checkpoint]

(* The call fails: what was not yet written is lost, or lands later; if all was
   written, only the answer is lost. The next try takes a new snapshot.        *)
FlFail(o) ==
  LET f == owner[o].flusher IN
  /\ f.state \in {"syncing", "writing", "written"}
  /\ StorageFails
  /\ \/ UNCHANGED storage
     \/ /\ f.state = "writing" /\ Stormy /\ Cardinality(storage.late) < LateWrites
        /\ storage' = [storage EXCEPT !.late = @ \cup {Rest(f)}]
  /\ owner' = [owner EXCEPT ![o].signalled = TRUE,
                            ![o].flusher = [IdleFlusher EXCEPT !.tried = f.tried]]
  /\ UNCHANGED <<log, weather>>

LateValueLands == \E late \in storage.late, k \in Keys :
  /\ late.number[k] > 0
  /\ storage' = [storage EXCEPT !.number[k] = R7_Number(@, late.number[k]),
                                !.late = (@ \ {late}) \cup {[late EXCEPT !.number[k] = 0]}]
  /\ UNCHANGED <<owner, log, weather>>

LateCheckpointLands == \E late \in storage.late :
  /\ late.number = NoNumbers
  /\ storage' = [storage EXCEPT !.checkpoint = R7_Checkpoint(@, late.checkpoint),
                                !.late = @ \ {late}]
  /\ UNCHANGED <<owner, log, weather>>

(* Never with a call in flight (R11). *)
FlStop(o) ==
  LET p == owner[o] IN
  /\ p.up /\ p.flusher.state = "idle"
  /\ p.cancelled \/ (p.closing /\ ~OwesTry(p))
  /\ owner' = [owner EXCEPT ![o].flusher.state = "stopped"]
  /\ UNCHANGED <<storage, log, weather>>

-----------------------------------------------------------------------------
(* The actualizer:  stopping -> reading -> scanning <-> waitingRoom, then idle. *)

Works(o) == owner[o].up /\ R15_Works(owner[o].closing)

(* Only when the flusher has ended (R11); a call that it left in flight would go on
   by itself. A new flusher begins.                                           *)
ActClear(o) ==
  LET p == owner[o] IN
  /\ Works(o) /\ p.actualizer.state = "stopping"
  /\ R11_MayClear(p.flusher.state)
  /\ owner' = [owner EXCEPT
       ![o].cache             = R11_Cache(@),
       ![o].pending           = R11_Pending(@),
       ![o].pendingCheckpoint = R11_PendingCp(@),
       ![o].nextOffset        = 1,
       ![o].flusher           = IdleFlusher,
       ![o].signalled         = FALSE,
       ![o].cancelled         = FALSE,
       ![o].actualizer.state  = "reading"]
  /\ storage' = IF p.flusher.state # "writing" THEN storage
                  ELSE [storage EXCEPT !.late = @ \cup {Rest(p.flusher)}]
  /\ UNCHANGED <<log, weather>>

ActReadCheckpoint(o) ==
  LET p == owner[o] IN
  /\ Works(o) /\ p.actualizer.state = "reading"
  /\ StorageAnswers
  /\ owner' = [owner EXCEPT
       ![o].nextOffset = R16_First(R11_Checkpoint(storage.checkpoint, p.actualizer.early)),
       ![o].actualizer = [state |-> "scanning", early |-> 0]]
  /\ UNCHANGED <<storage, log, weather>>

Scans(p) == p.actualizer.state = "scanning" \/ (p.actualizer.state = "waitingRoom" /\ HasRoom(p))

(* One event, its numbers and its checkpoint, in one step (R5). *)
ActScan(o) ==
  LET p == owner[o]
      n == p.nextOffset
  IN
  /\ Works(o) /\ Scans(p) /\ HasRoom(p) /\ Taken(n)
  /\ owner' = [owner EXCEPT
       ![o].pending = [k \in Keys |-> R9_Merge(@[k], Highest(log.at[n], k))],
       ![o].pendingCheckpoint = R4_Behind(n),
       ![o].nextOffset        = n + 1,
       ![o].actualizer.state  = "scanning"]
  /\ UNCHANGED <<storage, log, weather>>

(* Too much is pending. Nobody but us could wake the flusher (R12). *)
ActWaitRoom(o) ==
  LET p == owner[o] IN
  /\ Works(o) /\ p.actualizer.state = "scanning" /\ ~HasRoom(p) /\ Taken(p.nextOffset)
  /\ owner' = [owner EXCEPT ![o].signalled = R12_WakeInWait(@),
                            ![o].actualizer.state = "waitingRoom"]
  /\ UNCHANGED <<storage, log, weather>>

(* The end of the log, as far as this owner can see. *)
ActDone(o) ==
  LET p == owner[o] IN
  /\ Works(o) /\ Scans(p) /\ \A i \in DOMAIN log.at : i < p.nextOffset
  /\ owner' = [owner EXCEPT ![o].actualizing = FALSE,
                            ![o].signalled = R12_WakeAtEnd(@),
                            ![o].actualizer.state = "idle"]
  /\ UNCHANGED <<storage, log, weather>>

(* A read or a scan fails. Nothing is undone; the same call comes again (R14). *)
ActFail(o) ==
  /\ Works(o) /\ (owner[o].actualizer.state = "reading" \/ Scans(owner[o]))
  /\ StorageFails
  /\ UNCHANGED vars

ActStop(o) ==
  LET p == owner[o] IN
  /\ p.up /\ p.closing /\ p.actualizer.state # "stopped"
  /\ On("R15_CloseUntilScanned") => p.actualizer.state = "idle"
  /\ owner' = [owner EXCEPT ![o].actualizer.state = "stopped"]
  /\ UNCHANGED <<storage, log, weather>>

-----------------------------------------------------------------------------
(* Environment: processes, the cache, the weather. *)

Open(o) ==
  /\ ~owner[o].up
  /\ owner' = [owner EXCEPT ![o] = Fresh]
  /\ UNCHANGED <<storage, log, weather>>

(* A process dies, at any point: also between two values of a write. *)
Crash(o) ==
  /\ owner[o].up /\ Stormy
  /\ owner' = [owner EXCEPT ![o] = Down]
  /\ UNCHANGED <<storage, log, weather>>

(* All go down at once. A log that buffers loses an unsynced tail; what was on
   its way to it is lost too. A storage that forgets comes back with something
   older, but consistent: what it then says below its checkpoint still covers
   the log. No write from before may land on that, or it would not be.         *)
Older ==
  {s \in [number : [Keys -> 0 .. MaxNumber], checkpoint : 0 .. storage.checkpoint, late : {WA_LateWrites(storage.late)}] :
     /\ \A k \in Keys : s.number[k] <= storage.number[k]
     /\ \A i \in DOMAIN log.at : i < s.checkpoint => \A x \in log.at[i] : s.number[x[1]] >= x[2]}

PowerLoss ==
  /\ Buffered \/ Forgetful
  /\ Stormy
  /\ owner' = [o \in Owners |-> Down]
  /\ \E n \in (IF Buffered THEN log.synced ELSE End) .. End :
       log' = [log EXCEPT !.at = [i \in {j \in DOMAIN log.at : j <= n} |-> log.at[i]],
                          !.late = WA_LateAppends(@)]
  /\ IF Forgetful THEN storage' \in Older ELSE UNCHANGED storage
  /\ UNCHANGED weather

(* The cache forgets what it likes, when it likes. *)
Evict(o, k) ==
  /\ owner[o].up /\ owner[o].cache[k] > 0
  /\ owner' = [owner EXCEPT ![o].cache[k] = 0]
  /\ UNCHANGED <<storage, log, weather>>

Turn(to) ==
  /\ Stormy /\ to \in Weathers \ {"stormy"}
  /\ weather' = to
  /\ UNCHANGED <<owner, storage, log>>

-----------------------------------------------------------------------------
ClientStep(o) ==
  \/ \E ws \in Workspaces : Start(o, ws)
  \/ \E s \in Seqs : Next(o, s) \/ Miss(o, s) \/ \E n \in Explicit : Use(o, s, n)
  \/ Read(o) \/ Fill(o) \/ MissFail(o) \/ Flush(o) \/ Actualize(o) \/ Close(o)

AppendStep(o) ==
  \/ AppendOk(o) \/ AppendConflict(o) \/ AppendFail(o)
  \/ AppendUnknownWritten(o) \/ AppendUnknownLost(o) \/ AppendUnknownLate(o)

FlusherStep(o) ==
  \/ FlSnapshot(o) \/ FlSync(o) \/ FlWriteCheckpoint(o) \/ FlPrune(o) \/ FlFail(o) \/ FlStop(o)
  \/ \E k \in Keys : FlWriteValue(o, k)

ActualizerStep(o) ==
  \/ ActClear(o) \/ ActReadCheckpoint(o) \/ ActScan(o) \/ ActWaitRoom(o) \/ ActDone(o)
  \/ ActFail(o) \/ ActStop(o)

EnvironmentStep ==
  \/ \E o \in Owners : Open(o) \/ Crash(o) \/ \E k \in Keys : Evict(o, k)
  \/ LateAppendLands \/ LateValueLands \/ LateCheckpointLands
  \/ LogSync \/ PowerLoss
  \/ \E to \in Weathers : Turn(to)

Step ==
  \/ \E o \in Owners : ClientStep(o) \/ AppendStep(o) \/ FlusherStep(o) \/ ActualizerStep(o)
  \/ EnvironmentStep

(* Storms end, and background tasks are not starved. Nothing is asked of the
   client: it may stop calling at any point.                                  *)
Fairness ==
  /\ WF_vars(\E to \in Weathers : Turn(to))
  /\ \A o \in Owners : WF_vars(FlusherStep(o)) /\ WF_vars(ActualizerStep(o))

Spec == Init /\ [][Step]_vars /\ Fairness
=============================================================================
