package io.isequencer.proof.relation;

import static io.isequencer.proof.term.Terms.FALSE;
import static io.isequencer.proof.term.Terms.TRUE;
import static io.isequencer.proof.term.Terms.and;
import static io.isequencer.proof.term.Terms.choose;
import static io.isequencer.proof.term.Terms.not;
import static io.isequencer.proof.term.Terms.or;

import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.Set;

/**
 * The rules of the protocol, each as a small operator: module {@code tla/Rules.tla}, name by name. The right reading
 * stands last.
 *
 * <p>A subclass that overrides one of them is a slip of the pen in that rule.
 */
class Rules {
    private static final Term ZERO = Terms.number(0);
    private static final Term ONE = Terms.number(1);

    private final Set<String> wrong;

    Rules(Set<String> wrong) {
        this.wrong = Set.copyOf(wrong);
    }

    final boolean on(String reading) {
        return wrong.contains(reading);
    }

    static Term outcome(String name) {
        return Variables.OUTCOME.element(name);
    }

    // R1
    Term settled(Term append) {
        return or(
                append.is(outcome("ok")),
                on("R1_FlushUnknown") ? append.is(outcome("unknown")) : FALSE,
                on("R1_FlushFailed") ? append.is(outcome("failed")) : FALSE);
    }

    // R2
    Term mayAppend(Term taken) {
        return on("R2_Put") ? TRUE : not(taken);
    }

    // R3
    Term afterStart(Term next) {
        return on("R3_StartMoves") ? next.plus(1) : next;
    }

    Term afterFlush(Term next, Term offset) {
        if (on("R3_StartMoves")) {
            return next.plus(1);
        }
        return on("R3_NobodyMoves") ? next : offset.plus(1);
    }

    // R4
    Term behind(Term offset) {
        if (on("R4_CheckpointN")) {
            return offset;
        }
        return on("R4_CheckpointN2") ? offset.plus(2) : offset.plus(1);
    }

    // R6
    Term following(Term last, Term seq) {
        Term initial = Variables.INITIAL.at(seq);
        return on("R6_NextInMemory")
                ? last.max(initial)
                : last.max(initial.minus(1)).plus(1);
    }

    Term kept(Term number) {
        return on("R6_NextInMemory") ? number.plus(1) : number;
    }

    // R7
    Term number(Term stored, Term written) {
        return on("R7_PlainNumbers") ? written : stored.max(written);
    }

    Term checkpoint(Term stored, Term written) {
        return on("R7_PlainCheckpoint") ? written : stored.max(written);
    }

    // R8
    Term asked(Term seq, Term missed) {
        return on("R8_FillAll") || on("R8_FillAbsentLate") ? TRUE : seq.is(missed);
    }

    // R9
    Term merge(Term pending, Term used) {
        return on("R9_Overwrite") ? choose(used.above(0), used, pending.max(used)) : pending.max(used);
    }

    Term found(Term pending, Term stored) {
        return on("R9_PendingFirst") ? choose(pending.above(0), pending, pending.max(stored)) : pending.max(stored);
    }

    // R10
    Term left(Term pending, Term written) {
        if (on("R10_NeverPrune")) {
            return pending;
        }
        Term right = choose(pending.is(written), ZERO, pending);
        return on("R10_PruneBlindly") ? choose(written.above(0), ZERO, right) : right;
    }

    // R11
    Term mayClear(Term flusher) {
        return on("R11_NoWait") ? TRUE : flusher.is(Variables.FLUSHER.element("flStopped"));
    }

    Term cacheAfterClear(Term cache) {
        return on("R11_KeepCache") ? cache : ZERO;
    }

    Term pendingAfterClear(Term pending) {
        return on("R11_KeepPending") ? pending : ZERO;
    }

    Term pendingCheckpointAfterClear(Term checkpoint) {
        return on("R11_KeepPending") ? checkpoint : ZERO;
    }

    Term checkpointRead(Term now, Term early) {
        return on("R11_ReadEarly") ? choose(early.above(0), early, now) : now;
    }

    // R12
    Term wakeInWait(Term signalled) {
        return on("R12_NoSignalInWait") ? signalled : TRUE;
    }

    Term wakeAtEnd(Term signalled) {
        return on("R12_NoSignalAtEnd") ? signalled : TRUE;
    }

    Term accepts(Term size) {
        return on("R12_NoRefusal") ? TRUE : size.atMost(Variables.MAX_UNFLUSHED.at());
    }

    Term hasRoom(Term size) {
        return on("R12_NoWait") ? TRUE : size.less(Variables.MAX_UNFLUSHED.at());
    }

    // R13
    Term publishable(Term checkpoint) {
        return on("R13_NoGuard") ? TRUE : checkpoint.above(0);
    }

    // R15
    Term owesTry(Term tried, Term checkpoint, Term signalled, Term somethingPending) {
        return and(
                on("R15_NoLastTry") ? FALSE : TRUE,
                on("R15_CloseUntilWritten") ? TRUE : not(tried),
                checkpoint.above(0),
                signalled.or(somethingPending));
    }

    Term works(Term closing) {
        return on("R15_CloseUntilScanned") ? TRUE : not(closing);
    }

    // R16
    Term first(Term checkpoint) {
        return on("R16_EmptyIsZero") ? checkpoint : checkpoint.max(1);
    }

    Term inTx(Term opened, Term workspace) {
        return on("R16_ZeroIsNone") ? opened.and(workspace.isNot(Variables.ZERO_WORKSPACE.at())) : opened;
    }

    // R17
    Term exists(Term number) {
        return on("R17_Wrap") || on("R17_PastEnd") ? TRUE : number.atMost(Variables.MAX_NUMBER.at());
    }

    Term wrapped(Term number) {
        return on("R17_Wrap") ? choose(number.above(Variables.MAX_NUMBER.at()), ONE, number) : number;
    }

    // R18
    Term afterUse(Term last, Term number) {
        return on("R18_NotTold") ? last : last.max(number);
    }

    // WA
    Term synced(Term synced, Term below) {
        return on("WA_NoSync") ? synced : synced.max(below);
    }

    Term lateAppends(Term late) {
        return on("WA_LateAppend") ? late : FALSE;
    }

    Term lateWrites(Term late) {
        return on("WA_LateWrite") ? late : FALSE;
    }
}
