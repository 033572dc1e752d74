-------------------------------- MODULE Rules --------------------------------
(***************************************************************************)
(* The rules of the protocol, each as a small operator, so that module     *)
(* Sequencer reads without a single "if someone got this wrong".           *)
(*                                                                         *)
(* Each operator states the right reading last, under OTHER or ELSE. The   *)
(* wrong ones come first; the constant Wrong names those that are in       *)
(* force. With Wrong = {} this is the protocol. Readings that need an      *)
(* action of their own (a step split in two, a wait left out) stand in     *)
(* module SequencerWrong.                                                  *)
(*                                                                         *)
(* docs/protocol.md tells for each rule what breaks without it.            *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
  Owners,        \* processes that each believe to own the partition
  Workspaces,
  Seqs,          \* sequence ids
  Initial,       \* seq -> the first number to be issued
  Explicit,      \* numbers that events may bring along
  MaxEvents,     \* bound: length of the log
  MaxPerEvent,   \* bound: numbers in one event
  MaxNumber,     \* R17: the last number there is
  Closers,       \* bound: owners that may be closed
  MaxUnflushed,  \* how many keys may wait for the flusher
  LateAppends,   \* bound: appends in flight whose caller gave up
  LateWrites,    \* bound: storage writes in flight whose caller gave up
  Buffered,      \* TRUE if a crash may take an unsynced tail of the log
  Forgetful,     \* TRUE if a crash of all may take the storage back to an older state
  Weathers,      \* what may follow the storm, see Sequencer
  Wrong,         \* names of the wrong readings in force
  None           \* no workspace, no sequence

Keys == Workspaces \X Seqs

Max(a, b) == IF a >= b THEN a ELSE b

On(reading) == reading \in Wrong

Unloaded == -1   \* a slot that was not looked up yet; 0 is "no number so far"

(* R1  Flush only what is surely in the log. "unknown" is not "ok". *)
R1_Settled(append) ==
  \/ append = "ok"
  \/ append = "unknown" /\ On("R1_FlushUnknown")
  \/ append = "failed" /\ On("R1_FlushFailed")

(* R2  An append never replaces an event. *)
R2_MayAppend(taken) == ~taken \/ On("R2_Put")

(* R3  Start leaves the offset where it is; Flush alone moves it. *)
R3_AfterStart(next) == IF On("R3_StartMoves") THEN next + 1 ELSE next
R3_AfterFlush(next, offset) ==
  CASE On("R3_StartMoves")  -> next + 1
    [] On("R3_NobodyMoves") -> next
    [] OTHER -> offset + 1

(* R4  The checkpoint is the next offset to be used. *)
R4_Behind(offset) ==
  CASE On("R4_CheckpointN")  -> offset
    [] On("R4_CheckpointN2") -> offset + 2
    [] OTHER -> offset + 1

(* R6  Memories hold the last-used number. *)
R6_Following(last, seq) ==
  IF On("R6_NextInMemory") THEN Max(last, Initial[seq])
                           ELSE Max(last, Initial[seq] - 1) + 1
R6_Kept(number) == IF On("R6_NextInMemory") THEN number + 1 ELSE number

(* R7  A write never lowers what is stored. *)
R7_Number(stored, new)     == IF On("R7_PlainNumbers") THEN new ELSE Max(stored, new)
R7_Checkpoint(stored, new) == IF On("R7_PlainCheckpoint") THEN new ELSE Max(stored, new)

(* R8  A miss asks for the one key that it misses. *)
R8_Asked(seq) == IF On("R8_FillAll") \/ On("R8_FillAbsentLate") THEN Seqs ELSE {seq}

(* R9  Merge by max; look up by max of pending and stored. *)
R9_Merge(pending, new) ==
  IF On("R9_Overwrite") /\ new > 0 THEN new ELSE Max(pending, new)
R9_Found(pending, stored) ==
  IF On("R9_PendingFirst") /\ pending > 0 THEN pending ELSE Max(pending, stored)

(* R10 Prune what is still the number that was written. *)
R10_Left(pending, written) ==
  CASE On("R10_NeverPrune") -> pending
    [] On("R10_PruneBlindly") /\ written > 0 -> 0
    [] OTHER -> IF pending = written THEN 0 ELSE pending

(* R11 A rebuild begins with empty memories. The checkpoint is the one read now. *)
R11_MayClear(flusher) == flusher = "stopped" \/ On("R11_NoWait")
R11_Cache(cache)        == IF On("R11_KeepCache") THEN cache ELSE [k \in Keys |-> 0]
R11_Pending(pending)    == IF On("R11_KeepPending") THEN pending ELSE [k \in Keys |-> 0]
R11_PendingCp(cp)       == IF On("R11_KeepPending") THEN cp ELSE 0
R11_Checkpoint(now, early) == IF On("R11_ReadEarly") /\ early > 0 THEN early ELSE now

(* R12 Who waits for the flusher wakes it; the end of the scan wakes it once more. *)
R12_WakeInWait(signalled) == IF On("R12_NoSignalInWait") THEN signalled ELSE TRUE
R12_WakeAtEnd(signalled)  == IF On("R12_NoSignalAtEnd") THEN signalled ELSE TRUE

(* R12 Start is refused while too much is pending; a scan waits for room. *)
R12_Accepts(size) == size <= MaxUnflushed \/ On("R12_NoRefusal")
R12_HasRoom(size) == size < MaxUnflushed \/ On("R12_NoWait")

(* R13 Nothing was published since the rebuild: nothing is to be written. *)
R13_Publishable(checkpoint) == checkpoint > 0 \/ On("R13_NoGuard")

(* R15 One last try, then the end. *)
R15_OwesTry(tried, checkpoint, signalled, size) ==
  /\ ~On("R15_NoLastTry")
  /\ ~tried \/ On("R15_CloseUntilWritten")
  /\ checkpoint > 0
  /\ signalled \/ size > 0
R15_Works(closing) == ~closing \/ On("R15_CloseUntilScanned")

(* R16 An empty store means offset 1. *)
R16_First(checkpoint) == IF On("R16_EmptyIsZero") THEN checkpoint ELSE Max(checkpoint, 1)

(* R16 Being in a transaction is a flag: any workspace may be the one with id 0. *)
R16_Zero == CHOOSE ws \in Workspaces : TRUE
R16_InTx(ws) == ws # None /\ ~(On("R16_ZeroIsNone") /\ ws = R16_Zero)

(* R17 After the last number there is none. *)
R17_Exists(number)  == number <= MaxNumber \/ On("R17_Wrap") \/ On("R17_PastEnd")
R17_Wrapped(number) == IF On("R17_Wrap") /\ number > MaxNumber THEN 1 ELSE number

(* R18 An explicit number raises the last-used one. *)
R18_AfterUse(last, number) == IF On("R18_NotTold") THEN last ELSE Max(last, number)

(* WA  The log is durable below a checkpoint before that checkpoint is written. *)
WA_Synced(synced, below) == IF On("WA_NoSync") THEN synced ELSE Max(synced, below)

(* WA  What was in flight does not land on what a crash of all has left. *)
WA_LateAppends(late) == IF On("WA_LateAppend") THEN late ELSE {}
WA_LateWrites(late)  == IF On("WA_LateWrite") THEN late ELSE {}
=============================================================================
