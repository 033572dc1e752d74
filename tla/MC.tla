--------------------------------- MODULE MC ---------------------------------
(***************************************************************************)
(* What a configuration file cannot say: functions and symmetry. All files *)
(* in configs/ are run on this module.                                     *)
(***************************************************************************)
EXTENDS SequencerWrong, TLC

CONSTANTS a, b, k1, k2, w1, w2   \* model values: owners, sequences, workspaces

FromOne   == [s \in Seqs |-> 1]
FromTwo   == [s \in Seqs |-> 2]

Symmetry == Permutations(Owners) \cup Permutations(Seqs) \cup Permutations(Workspaces)
=============================================================================
