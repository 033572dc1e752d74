package io.isequencer.proof.relation;

import static io.isequencer.proof.relation.Rules.outcome;
import static io.isequencer.proof.relation.Variables.ACTUALIZER;
import static io.isequencer.proof.relation.Variables.ACTUALIZING;
import static io.isequencer.proof.relation.Variables.ACT_STATE;
import static io.isequencer.proof.relation.Variables.ANSWER;
import static io.isequencer.proof.relation.Variables.BATCH;
import static io.isequencer.proof.relation.Variables.CANCELLED;
import static io.isequencer.proof.relation.Variables.CLOSING;
import static io.isequencer.proof.relation.Variables.FL_CHECKPOINT;
import static io.isequencer.proof.relation.Variables.MISS_PENDING;
import static io.isequencer.proof.relation.Variables.MISS_SEQ;
import static io.isequencer.proof.relation.Variables.NEXT_OFFSET;
import static io.isequencer.proof.relation.Variables.PENDING;
import static io.isequencer.proof.relation.Variables.PENDING_CHECKPOINT;
import static io.isequencer.proof.relation.Variables.SIGNALLED;
import static io.isequencer.proof.relation.Variables.TX_APPEND;
import static io.isequencer.proof.relation.Variables.TX_LAST;
import static io.isequencer.proof.term.Terms.FALSE;
import static io.isequencer.proof.term.Terms.and;
import static io.isequencer.proof.term.Terms.choose;
import static io.isequencer.proof.term.Terms.forAll;
import static io.isequencer.proof.term.Terms.not;
import static io.isequencer.proof.term.Terms.number;

import io.isequencer.proof.term.Key;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Term;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The changes of {@code tla/mutants.txt}, made to the relation: what a slip of the pen would do to it. Some are wrong
 * readings under another name.
 */
final class Slips {
    private static final Rules RIGHT = new Rules(Set.of());
    private static final Term ZERO = number(0);

    private final Map<String, Supplier<Relation>> slips = new LinkedHashMap<>();

    Slips() {
        client();
        storage();
        rebuild();
        closeAndLimits();
    }

    Set<String> names() {
        return slips.keySet();
    }

    Relation relation(String name) {
        return slips.get(name).get();
    }

    private void reading(String name, String... readings) {
        slips.put(name, () -> Relation.wrong(Set.of(readings)));
    }

    private void rule(String name, Rules rules) {
        slips.put(name, () -> Relation.of(rules));
    }

    /** Makes another action of the one of this name; the function is given whom the action is about. */
    private void action(String name, String action, BiFunction<Action.Builder, Owner, Action.Builder> change) {
        slips.put(name, () -> {
            Relation right = Relation.right();
            List<Action> actions = right.actions().stream()
                    .map(each -> each.label().equals(action)
                            ? change.apply(
                                            each.toBuilder(),
                                            new Owner(each.parameters().get(0), RIGHT))
                                    .build()
                            : each)
                    .toList();
            return new Relation(right.axioms(), right.init(), actions);
        });
    }

    private void client() {
        reading("R1-failed-is-settled", "R1_FlushFailed");
        reading("R1-unknown-is-settled", "R1_FlushUnknown");
        rule("R1-nothing-is-settled", new Rules(Set.of()) {
            @Override
            Term settled(Term append) {
                return FALSE;
            }
        });
        reading("R2-put", "R2_Put");
        action(
                "R2-conflict-is-success",
                "AppendConflict",
                (action, p) -> action.without(TX_APPEND).set(p.get(TX_APPEND), outcome("ok")));
        reading("R3-nobody-moves", "R3_NobodyMoves");
        rule("R3-flush-leaps", new Rules(Set.of()) {
            @Override
            Term afterFlush(Term next, Term offset) {
                return offset.plus(2);
            }
        });
        reading("R4-checkpoint-is-the-event", "R4_CheckpointN");
        reading("R4-checkpoint-is-one-too-far", "R4_CheckpointN2");
        action("R4-scan-forgets-the-checkpoint", "ActScan", (action, p) -> action.without(PENDING_CHECKPOINT));
        action("R5-flush-publishes-no-values", "Flush", (action, p) -> action.without(PENDING));
        action("R5-scan-publishes-no-values", "ActScan", (action, p) -> action.without(PENDING));
        action(
                "R5-snapshot-of-no-values",
                "FlSnapshot",
                (action, p) -> action.without(BATCH).setEachKey(p::batch, k -> number(0)));
        action(
                "R5-snapshot-ahead",
                "FlSnapshot",
                (action, p) -> action.without(FL_CHECKPOINT)
                        .set(
                                p.get(FL_CHECKPOINT),
                                choose(
                                        p.get(PENDING_CHECKPOINT).above(0),
                                        p.get(NEXT_OFFSET).plus(1),
                                        number(0))));
        numbers();
    }

    private void numbers() {
        following(
                "R6-first-number-is-skipped",
                (last, initial) -> last.max(initial).plus(1));
        following("R6-initial-value-is-ignored", (last, initial) -> last.plus(1));
        rule("R6-next-is-kept", new Rules(Set.of()) {
            @Override
            Term kept(Term number) {
                return number.plus(1);
            }
        });
        following("R6-last-is-issued", Term::max);
        action("R8-pending-noted-late", "Fill", (action, p) -> {
            Term missed = p.get(MISS_SEQ);
            return fills(action, p, RIGHT.found(p.pending(p.key(missed)), ANSWER.at(p.o, missed)));
        });
        action(
                "R8-pending-not-noted",
                "Miss",
                (action, p) -> action.without(MISS_PENDING).set(p.get(MISS_PENDING), 0));
        action(
                "R8-no-lookup",
                "Next",
                (action, p) -> action.without(p.known(action.parameter(1)).isNot(Owner.UNLOADED)));
        action("R8-fill-without-looking", "Fill", (action, p) -> fills(action, p, p.get(MISS_PENDING)));
        reading("R9-merge-overwrites", "R9_Overwrite");
        reading("R9-pending-shadows", "R9_PendingFirst");
        rule("R9-pending-is-ignored", new Rules(Set.of()) {
            @Override
            Term found(Term pending, Term stored) {
                return stored;
            }
        });
        action("R9-event-lowest", "ActScan", Slips::scanLowest);
        reading("R17-past-the-end", "R17_PastEnd");
        rule("R17-last-number-is-lost", new Rules(Set.of()) {
            @Override
            Term exists(Term number) {
                return number.less(Variables.MAX_NUMBER.at());
            }
        });
        reading("R18-not-told", "R18_NotTold");
        rule("R18-lowers", new Rules(Set.of()) {
            @Override
            Term afterUse(Term last, Term number) {
                return number;
            }
        });
    }

    private static Action.Builder fills(Action.Builder action, Owner p, Term value) {
        return action.without(TX_LAST).set(p.last(p.get(MISS_SEQ)), value);
    }

    private static Action.Builder scanLowest(Action.Builder action, Owner p) {
        Term n = p.get(NEXT_OFFSET);
        return action.choosing(Variables.LOWEST)
                .when(forAll(Variables.WORKSPACE, "w", Variables.SEQ, "s", (w, s) -> lowest(n, new Key(w, s))))
                .without(PENDING)
                .setEachKey(p::pending, k -> RIGHT.merge(p.pending(k), Variables.LOWEST.at(k)));
    }

    private static Term lowest(Term n, Key k) {
        Term lowest = Variables.LOWEST.at(k);
        Term some = Variables.TOP.at(n, k).above(0);
        return choose(
                some,
                and(
                        carries(n, k, lowest),
                        forAll(Sort.NUMBER, "m", m -> carries(n, k, m).implies(lowest.atMost(m)))),
                lowest.is(0));
    }

    private static Term carries(Term n, Key k, Term number) {
        return Variables.ISSUED.at(n, k, number).or(Variables.EXPLICIT.at(n, k, number));
    }

    private void following(String name, BiFunction<Term, Term, Term> change) {
        rule(name, new Rules(Set.of()) {
            @Override
            Term following(Term last, Term seq) {
                return change.apply(last, Variables.INITIAL.at(seq));
            }
        });
    }

    private void storage() {
        reading("R7-number-overwrites", "R7_PlainNumbers");
        reading("R7-checkpoint-overwrites", "R7_PlainCheckpoint");
        action("R7-checkpoint-before-values", "FlWriteCheckpoint", (action, p) -> action.withoutQuantified());
        action("R7-late-checkpoint-first", "LateCheckpointLands", (action, p) -> action.withoutQuantified());
        reading("R10-never-prune", "R10_NeverPrune");
        reading("R10-prune-blindly", "R10_PruneBlindly");
        rule("R10-prune-all", new Rules(Set.of()) {
            @Override
            Term left(Term pending, Term written) {
                return ZERO;
            }
        });
        reading("R13-writes-nothing", "R13_NoGuard");
        reading("WA-no-sync", "WA_NoSync");
        rule("WA-sync-too-little", new Rules(Set.of()) {
            @Override
            Term synced(Term synced, Term below) {
                return synced.max(below.minus(1));
            }
        });
        reading("WA-late-append", "WA_LateAppend");
        reading("WA-late-write", "WA_LateWrite");
    }

    private void rebuild() {
        reading("R11-no-wait", "R11_NoWait");
        reading("R11-cache-survives", "R11_KeepCache");
        reading("R11-pending-survives", "R11_KeepPending");
        rule("R11-checkpoint-survives", new Rules(Set.of()) {
            @Override
            Term pendingCheckpointAfterClear(Term checkpoint) {
                return checkpoint;
            }
        });
        action("R11-slots-survive", "Actualize", (action, p) -> action.without(TX_LAST));
        action(
                "R11-flusher-is-not-told",
                "Actualize",
                (action, p) -> action.without(CANCELLED).set(p.get(CANCELLED), false));
        action(
                "R11-flusher-stays-stopped",
                "ActClear",
                (action, p) -> action.without(CANCELLED).set(p.get(CANCELLED), true));
        action("R11-start-during-a-rebuild", "Start", (action, p) -> action.without(not(p.get(ACTUALIZING))));
        action(
                "R14-scan-skips",
                "ActScan",
                (action, p) -> action.without(NEXT_OFFSET)
                        .set(p.get(NEXT_OFFSET), p.get(NEXT_OFFSET).plus(2)));
        action("R14-scan-ends-early", "ActDone", (action, p) -> action.withoutQuantified());
        action(
                "R14-failed-scan-starts-over",
                "ActFail",
                (action, p) -> action.set(p.get(ACT_STATE), ACTUALIZER.element("actReading")));
        action("R14-rebuild-never-ends", "ActDone", (action, p) -> action.without(ACTUALIZING));
        reading("R16-offset-0", "R16_EmptyIsZero");
        reading("R16-zero-is-none", "R16_ZeroIsNone");
    }

    private void closeAndLimits() {
        reading("R12-no-signal-in-wait", "R12_NoSignalInWait");
        reading("R12-no-signal-at-end", "R12_NoSignalAtEnd");
        action("R12-no-signal-after-flush", "Flush", (action, p) -> action.without(SIGNALLED));
        action("R12-failure-forgets-the-signal", "FlFail", (action, p) -> action.without(SIGNALLED));
        reading("R12-start-is-not-refused", "R12_NoRefusal");
        rule("R12-start-is-never-accepted", new Rules(Set.of()) {
            @Override
            Term accepts(Term size) {
                return FALSE;
            }
        });
        reading("R12-scan-does-not-wait", "R12_NoWait");
        reading("R15-close-until-written", "R15_CloseUntilWritten");
        reading("R15-no-last-try", "R15_NoLastTry");
        action(
                "R15-stop-before-the-try",
                "FlStop",
                (action, p) -> action.withoutQuantified().when(p.get(CANCELLED).or(p.get(CLOSING))));
        reading("R15-close-until-scanned", "R15_CloseUntilScanned");
    }
}
