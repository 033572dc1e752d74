----------------------------- MODULE Properties -----------------------------
(***************************************************************************)
(* What must hold, and what must be reachable.                             *)
(***************************************************************************)
EXTENDS Sequencer

Offsets == 0 .. MaxEvents + 2
Values  == 0 .. MaxNumber

Numbers(k, offsets) == {x[2] : x \in {y \in UNION {log.at[i] : i \in offsets} : y[1] = k}}

Below(i) == {j \in DOMAIN log.at : j < i}

Issued(i) == {x \in log.at[i] : x[3] = "issued"}

LogMax(k) == LET ns == Numbers(k, DOMAIN log.at) \cup {0}
             IN CHOOSE n \in ns : \A m \in ns : m <= n

-----------------------------------------------------------------------------
(* The state is of the right shape. *)

Event == SUBSET (Keys \X Values \X {"issued", "explicit"})

TypeOK ==
  /\ weather \in {"stormy", "calm", "broken"}
  /\ log.synced \in Offsets /\ log.twice \in BOOLEAN
  /\ DOMAIN log.at \subseteq Offsets
  /\ \A i \in DOMAIN log.at : log.at[i] \in Event
  /\ \A l \in log.late : l.offset \in Offsets /\ l.event \in Event
  /\ storage.number \in [Keys -> Values] /\ storage.checkpoint \in Offsets
  /\ \A l \in storage.late : l.number \in [Keys -> Values] /\ l.checkpoint \in Offsets
  /\ \A o \in Owners : LET p == owner[o] IN
     /\ {p.up, p.actualizing, p.closing, p.signalled, p.cancelled} \subseteq BOOLEAN
     /\ {p.nextOffset, p.pendingCheckpoint} \subseteq Offsets
     /\ p.pending \in [Keys -> Values] /\ p.cache \in [Keys -> Values]
     /\ p.tx.ws \in Workspaces \cup {None} /\ p.tx.offset \in Offsets
     /\ p.tx.last \in [Seqs -> Values \cup {Unloaded}]
     /\ p.tx.event \in Event
     /\ p.tx.append \in {"none", "ok", "failed", "unknown"}
     /\ p.tx.miss \in Seqs \cup {None} /\ p.tx.missPending \in Values
     /\ p.tx.answered \in BOOLEAN /\ p.tx.answer \in [Seqs -> Values]
     /\ p.flusher.state \in {"stopped", "idle", "syncing", "writing", "written"}
     /\ p.flusher.batch \in [Keys -> Values] /\ p.flusher.left \subseteq Keys
     /\ p.flusher.checkpoint \in Offsets /\ p.flusher.tried \in BOOLEAN
     /\ p.actualizer.state \in
          {"stopping", "reading", "scanning", "waitingRoom", "idle", "stopped"}

-----------------------------------------------------------------------------
(* Safety, as the log shows it. "Issued" is a number from Next; an explicit
   number is the caller's, and only what comes after it must respect it.       *)

(* No issued number is one that an earlier event carries under the same key. *)
Unique == \A i \in DOMAIN log.at : \A x \in Issued(i) : x[2] \notin Numbers(x[1], Below(i))

(* Each issued number is above all numbers of earlier events under its key. *)
Monotone == \A i \in DOMAIN log.at : \A x \in Issued(i) :
              \A n \in Numbers(x[1], Below(i)) : n < x[2]

(* Each issued number is its key's first one, or directly follows one that is
   there: no holes but those that explicit numbers tear.                      *)
Dense == \A i \in DOMAIN log.at : \A x \in Issued(i) :
           \/ x[2] = Initial[x[1][2]]
           \/ x[2] - 1 \in Numbers(x[1], Below(i) \cup {i})

(* No event was ever replaced by another. *)
OffsetOnce == ~log.twice

(* The log's offsets are 1, 2, 3, ... *)
DenseOffsets == DOMAIN log.at = 1 .. Cardinality(DOMAIN log.at)

(* Safety, as the storage shows it. *)

(* Whatever lies below the stored checkpoint is covered by the stored numbers:
   a restart need not look there.                                             *)
CheckpointSound == \A i \in Below(storage.checkpoint) : \A x \in log.at[i] :
                     storage.number[x[1]] >= x[2]

(* The stored checkpoint speaks of nothing that is not in the log. *)
CheckpointReal == storage.checkpoint <= End + 1

(* So do the stored numbers. *)
StorageJustified == \A k \in Keys : storage.number[k] <= LogMax(k)

(* What is stored never goes back. Holds with rule R7; the checkpoint never goes
   back even on a plain store, as long as it has one owner and no late writes. *)
CheckpointForward == [][storage'.checkpoint >= storage.checkpoint]_vars
NumbersForward    == [][\A k \in Keys : storage'.number[k] >= storage.number[k]]_vars

(* An owner that is ready, up to date and in no transaction knows, on each path
   by which a number may be looked up, exactly what the log holds.             *)
ReadyExact == \A o \in Owners : LET p == owner[o] IN
  (p.up /\ ~p.actualizing /\ ~InTx(p) /\ p.nextOffset = End + 1) =>
    \A k \in Keys : /\ p.cache[k] \in {0, LogMax(k)}
                    /\ R9_Found(p.pending[k], storage.number[k]) = LogMax(k)

(* A sole owner that is ready and in no transaction knows where the log ends. With
   several owners, or late appends, it learns that from a conflict.            *)
OffsetExact == Cardinality(Owners) = 1 /\ LateAppends = 0 =>
  \A o \in Owners : LET p == owner[o] IN
    (p.up /\ ~p.actualizing /\ ~InTx(p)) => p.nextOffset = End + 1

(* What is pending is bounded: by the limit and what one publication adds. That is
   no more than the sequences of one workspace: a transaction publishes each number
   that it looked up, used or not, and an event is of one workspace. A scan leaves
   room for an event first, and no transaction begins above the limit.         *)
PendingBounded == \A o \in Owners : LET p == owner[o] IN
  p.up => /\ Size(p.pending) <= MaxUnflushed + Cardinality(Seqs)
          /\ InTx(p) => Size(p.pending) <= MaxUnflushed
          /\ p.actualizer.state \in {"scanning", "waitingRoom"} /\ p.pendingCheckpoint = p.nextOffset =>
               LET scanned == p.nextOffset - 1
                   before(k) == p.pending[k] > 0 /\ ~(Taken(scanned) /\ Highest(log.at[scanned], k) > 0)
               IN Cardinality({k \in Keys : before(k)}) < Max(MaxUnflushed, 1)

(* A close has tried once to write what is pending. A rebuild that it interrupts
   owes nothing: the log has it all.                                          *)
LastTry == \A o \in Owners : LET p == owner[o] IN
  (p.closing /\ ~p.cancelled /\ p.flusher.state = "stopped"
     /\ p.pendingCheckpoint > 0 /\ Size(p.pending) > 0) => p.flusher.tried

-----------------------------------------------------------------------------
(* Refinement: seen through this mapping, each step is one of module Sequence. *)

Abstract == INSTANCE Sequence WITH
  First   <- LAMBDA k : Initial[k[2]],
  log     <- log.at,
  durable <- IF Buffered THEN log.synced ELSE Cardinality(DOMAIN log.at),
  drafts  <- {owner[o].tx.event : o \in {p \in Owners : Opened(owner[p])}}
             \cup {l.event : l \in log.late}

Implements == Abstract!Spec

-----------------------------------------------------------------------------
(* Liveness. Owners that crashed or were closed owe nothing. *)

Serves(o) == owner[o].up /\ ~owner[o].closing

Broken == weather = "broken"

(* A rebuild ends. *)
ActEnds == \A o \in Owners : []<>(Broken \/ (Serves(o) => ~owner[o].actualizing))

(* Start is accepted again, unless a transaction is open already. *)
Accepted == \A o \in Owners : []<>(Broken \/ (Serves(o) =>
  InTx(owner[o]) \/ (~owner[o].actualizing /\ Size(owner[o].pending) <= MaxUnflushed)))

(* In the end nothing is pending, and the checkpoint is where the owner is. Not:
   where the log ends, since a late append is noticed only at the next conflict. *)
Drained == \A o \in Owners : <>[](Broken \/ (Serves(o) =>
  Size(owner[o].pending) = 0 /\ Max(storage.checkpoint, 1) >= owner[o].nextOffset))

(* A published checkpoint reaches the storage, unless a rebuild comes first. *)
FlushReaches == \A o \in Owners : \A c \in 2 .. MaxEvents + 1 :
  (Serves(o) /\ ~owner[o].actualizing /\ owner[o].pendingCheckpoint = c)
    ~> (Broken \/ ~Serves(o) \/ owner[o].actualizing \/ storage.checkpoint >= c)

(* A close ends, even if the storage fails for ever. *)
Stopped(o) == owner[o].flusher.state = "stopped" /\ owner[o].actualizer.state = "stopped"
Closes == \A o \in Owners : owner[o].closing ~> (Stopped(o) \/ ~owner[o].up)

-----------------------------------------------------------------------------
(* Interesting states. A check that never came there would prove little, so
   configurations reach-* demand that TLC refutes each of these.              *)

UpToDate(o) == Serves(o) /\ ~owner[o].actualizing

NoTwoReadyOwners    == ~\E o, q \in Owners : o # q /\ UpToDate(o) /\ UpToDate(q)
NoTwoWriters        == ~\E o, q \in Owners : o # q /\ owner[o].flusher.state = "writing"
                                                   /\ owner[q].flusher.state = "writing"
NoStaleCache        == ~\E o \in Owners, k \in Keys : UpToDate(o) /\ owner[o].cache[k] > 0
                                                   /\ owner[o].cache[k] < LogMax(k)
NoCheckpointBehind  == ~(storage.checkpoint > 0 /\ storage.checkpoint < End)
NoTornWrite         == ~\E k \in Keys : storage.number[k] > 0 /\
                          storage.number[k] \notin Numbers(k, Below(storage.checkpoint))
NoNewerAtPrune      == ~\E o \in Owners, k \in Keys :
                          /\ owner[o].flusher.state = "written"
                          /\ owner[o].flusher.batch[k] > 0
                          /\ owner[o].pending[k] > owner[o].flusher.batch[k]
NoOutdatedAnswer    == ~\E o \in Owners : LET tx == owner[o].tx IN
                          tx.answered /\ tx.answer[tx.miss] < storage.number[<<tx.ws, tx.miss>>]
NoShadow            == ~\E o \in Owners, k \in Keys : UpToDate(o) /\ owner[o].pending[k] > 0
                          /\ owner[o].pending[k] < storage.number[k]
NoLateWriteOutdated == ~\E l \in storage.late, k \in Keys :
                          l.number[k] > 0 /\ l.number[k] < storage.number[k]
NoLateConflict      == ~\E l \in log.late : Taken(l.offset)
NoDirtyClose        == ~\E o \in Owners : owner[o].up /\ Stopped(o) /\ Size(owner[o].pending) > 0
NoBackPressure      == ~\E o \in Owners : UpToDate(o) /\ Size(owner[o].pending) > MaxUnflushed
NoWait              == ~\E o \in Owners : owner[o].actualizer.state = "waitingRoom"
NoLastNumber        == ~\E i \in DOMAIN log.at : \E x \in Issued(i) : x[2] = MaxNumber
NoTailBehindLog     == ~(log.synced + 1 < End /\ storage.checkpoint > 1)
=============================================================================
