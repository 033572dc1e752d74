package io.isequencer.proof.invariant;

import static io.isequencer.proof.invariant.Vocabulary.countKeys;
import static io.isequencer.proof.invariant.Vocabulary.eachKey;
import static io.isequencer.proof.invariant.Vocabulary.eachOwner;
import static io.isequencer.proof.invariant.Vocabulary.pendingBeforeScan;
import static io.isequencer.proof.invariant.Vocabulary.sequences;
import static io.isequencer.proof.relation.Variables.PENDING;
import static io.isequencer.proof.relation.Variables.SEQ;
import static io.isequencer.proof.relation.Variables.WORKSPACE;
import static io.isequencer.proof.term.Terms.and;
import static io.isequencer.proof.term.Terms.forAll;
import static io.isequencer.proof.term.Terms.not;

import io.isequencer.proof.relation.Action;
import io.isequencer.proof.term.Key;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.List;

/**
 * What is true of counts, whatever is counted: a solver does not understand counting, so these are assumptions. They rest
 * on nothing of the protocol; a test evaluates them all the same.
 */
public final class Counting {
    private Counting() {}

    /** A set of keys for each owner. */
    private interface Keys {
        Term has(Term o, Key k);
    }

    /** How many keys are pending after a step of the action, and before it. */
    public static List<Term> facts(Action action) {
        Keys before = (o, k) -> PENDING.at(o, k).above(0);
        Keys after = (o, k) -> action.after(before.has(o, k));
        Keys scanned = (o, k) -> pendingBeforeScan(o, k);
        Keys scannedAfter = (o, k) -> action.after(scanned.has(o, k));
        return List.of(
                noneIsZero(before),
                noneIsZero(after),
                fewer(after, before),
                fewer(scannedAfter, before),
                fewer(scannedAfter, scanned),
                oneWorkspaceMore(after, before));
    }

    private static Term count(Keys keys, Term o) {
        return countKeys(k -> keys.has(o, k));
    }

    private static Term noneIsZero(Keys keys) {
        return eachOwner(o ->
                eachKey(k -> not(keys.has(o, k))).implies(count(keys, o).is(0)).hinted(count(keys, o)));
    }

    /** If all keys of the one are among those of the other, there are no more of them. */
    private static Term fewer(Keys some, Keys all) {
        return eachOwner(o -> eachKey(k -> some.has(o, k).implies(all.has(o, k)))
                .implies(count(some, o).atMost(count(all, o)))
                .hinted(count(some, o)));
    }

    /** If the keys that the one has more are of one workspace, there are no more of them than it has sequences. */
    private static Term oneWorkspaceMore(Keys more, Keys less) {
        return eachOwner(o -> forAll(
                        WORKSPACE,
                        "v",
                        SEQ,
                        "t",
                        (v, t) -> eachKey(k -> and(isNew(more, less, o, new Key(v, t)), isNew(more, less, o, k))
                                .implies(v.is(k.workspace()))))
                .implies(count(more, o).atMost(count(less, o).plus(sequences())))
                .hinted(count(more, o)));
    }

    private static Term isNew(Keys more, Keys less, Term o, Key k) {
        return Terms.and(more.has(o, k), not(less.has(o, k)));
    }
}
