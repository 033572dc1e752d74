package io.isequencer.proof.invariant;

import static io.isequencer.proof.relation.Variables.ACTUALIZER;
import static io.isequencer.proof.relation.Variables.ACTUALIZING;
import static io.isequencer.proof.relation.Variables.ACT_STATE;
import static io.isequencer.proof.relation.Variables.BUFFERED;
import static io.isequencer.proof.relation.Variables.END;
import static io.isequencer.proof.relation.Variables.FLUSHER;
import static io.isequencer.proof.relation.Variables.FL_STATE;
import static io.isequencer.proof.relation.Variables.NEXT_OFFSET;
import static io.isequencer.proof.relation.Variables.OPENED;
import static io.isequencer.proof.relation.Variables.OUTCOME;
import static io.isequencer.proof.relation.Variables.OWNER;
import static io.isequencer.proof.relation.Variables.PENDING;
import static io.isequencer.proof.relation.Variables.SEQ;
import static io.isequencer.proof.relation.Variables.STORED;
import static io.isequencer.proof.relation.Variables.SYNCED;
import static io.isequencer.proof.relation.Variables.TX_APPEND;
import static io.isequencer.proof.relation.Variables.TX_OFFSET;
import static io.isequencer.proof.relation.Variables.TX_WS;
import static io.isequencer.proof.relation.Variables.WORKSPACE;
import static io.isequencer.proof.term.Terms.and;
import static io.isequencer.proof.term.Terms.choose;
import static io.isequencer.proof.term.Terms.exists;
import static io.isequencer.proof.term.Terms.forAll;
import static io.isequencer.proof.term.Terms.not;
import static io.isequencer.proof.term.Terms.or;

import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Key;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The words in which invariant and properties speak of a state. */
final class Vocabulary {
    private Vocabulary() {}

    static Term eachOwner(UnaryOperator<Term> holds) {
        return forAll(OWNER, "o", holds);
    }

    static Term eachKey(Function<Key, Term> holds) {
        return forAll(WORKSPACE, "w", SEQ, "s", (w, s) -> holds.apply(new Key(w, s)));
    }

    static Term eachOwnersKey(BiFunction<Term, Key, Term> holds) {
        return eachOwner(o -> eachKey(k -> holds.apply(o, k)));
    }

    static Term eachOwnersSeq(BiFunction<Term, Term, Term> holds) {
        return forAll(OWNER, "o", SEQ, "s", holds);
    }

    static Term eachOffset(UnaryOperator<Term> holds) {
        return forAll(Sort.OFFSET, "i", holds);
    }

    static Term eachEvent(BiFunction<Term, Key, Term> holds) {
        return eachOffset(i -> eachKey(k -> holds.apply(i, k)));
    }

    static Term eachWrite(UnaryOperator<Term> holds) {
        return forAll(Variables.WRITE, "f", holds);
    }

    static Term eachWritesKey(BiFunction<Term, Key, Term> holds) {
        return eachWrite(f -> eachKey(k -> holds.apply(f, k)));
    }

    static Term eachAppend(UnaryOperator<Term> holds) {
        return forAll(Variables.APPEND, "a", holds);
    }

    static Term eachAppendsKey(BiFunction<Term, Key, Term> holds) {
        return eachAppend(a -> eachKey(k -> holds.apply(a, k)));
    }

    static Term eachNumber(UnaryOperator<Term> holds) {
        return forAll(Sort.NUMBER, "n", holds);
    }

    /** The event at the offset holds the number under the key, however it came by it. */
    static Term carries(Term offset, Key k, Term number) {
        return or(Variables.ISSUED.at(offset, k, number), Variables.EXPLICIT.at(offset, k, number));
    }

    static Term drafted(Term o, Term seq, Term number) {
        return or(Variables.TX_ISSUED.at(o, seq, number), Variables.TX_EXPLICIT.at(o, seq, number));
    }

    static Term late(Term append, Key k, Term number) {
        return or(Variables.LATE_ISSUED.at(append, k, number), Variables.LATE_EXPLICIT.at(append, k, number));
    }

    static Term highest(Term offset, Key k) {
        return Variables.HIGHEST.at(offset, k);
    }

    /** LogMax(k) */
    static Term logMax(Key k) {
        return highest(END.at(), k);
    }

    /** How far the log survives whatever happens. */
    static Term durable() {
        return choose(BUFFERED.at(), SYNCED.at(), END.at());
    }

    /** An event up to the offset holds the number under the key. */
    static Term seen(Term offset, Key k, Term number) {
        Term first = Variables.FIRST.at(k, number);
        return and(first.atLeast(1), first.atMost(offset));
    }

    /** What a lookup that misses the cache finds. */
    static Term found(Term o, Key k) {
        return PENDING.at(o, k).max(STORED.at(k));
    }

    static Key keyOf(Term o, Term seq) {
        return new Key(TX_WS.at(o), seq);
    }

    static Term append(Term o, String outcome) {
        return TX_APPEND.at(o).is(OUTCOME.element(outcome));
    }

    static Term flusher(Term o, String state) {
        return FL_STATE.at(o).is(FLUSHER.element(state));
    }

    /** The flusher has taken a copy, and is not done with it. */
    static Term flushing(Term o) {
        return or(flusher(o, "flSyncing"), flusher(o, "flWriting"), flusher(o, "flWritten"));
    }

    /** The flusher's copy is on its way to the storage, or there. */
    static Term writes(Term o) {
        return or(flusher(o, "flWriting"), flusher(o, "flWritten"));
    }

    static Term actualizer(Term o, String state) {
        return ACT_STATE.at(o).is(ACTUALIZER.element(state));
    }

    static Term scanning(Term o) {
        return or(actualizer(o, "actScanning"), actualizer(o, "actWaitingRoom"));
    }

    /** What the owner has in memory speaks of the log up to its next offset. */
    static Term speaks(Term o) {
        return or(not(ACTUALIZING.at(o)), scanning(o));
    }

    /** The owner's transaction would be the next event. */
    static Term wouldBeNext(Term o) {
        return and(OPENED.at(o), TX_OFFSET.at(o).is(END.at().plus(1)));
    }

    /** Size(p.pending) > 0 */
    static Term somethingPending(Term o) {
        return exists(
                WORKSPACE, "w", w -> exists(SEQ, "s", s -> PENDING.at(o, w, s).above(0)));
    }

    /** Size(p.pending) */
    static Term size(Term o) {
        return countKeys(k -> PENDING.at(o, k).above(0));
    }

    /** For how many keys it holds. */
    static Term countKeys(Function<Key, Term> holds) {
        Term.Variable workspace = new Term.Variable("w", WORKSPACE);
        Term.Variable seq = new Term.Variable("s", SEQ);
        return new Term.Count(List.of(workspace, seq), holds.apply(new Key(workspace, seq)));
    }

    /** Cardinality(Seqs) */
    static Term sequences() {
        return new Term.Count(List.of(new Term.Variable("s", SEQ)), Terms.TRUE);
    }

    /** Pending, but not of the event that was scanned last. */
    static Term pendingBeforeScan(Term o, Key k) {
        Term scanned = NEXT_OFFSET.at(o).minus(1);
        return and(
                PENDING.at(o, k).above(0),
                not(and(
                        Variables.TAKEN.at(scanned),
                        Variables.TOP.at(scanned, k).above(0))));
    }
}
