package io.isequencer.proof.invariant;

import static io.isequencer.proof.invariant.Part.Group.BOUND;
import static io.isequencer.proof.invariant.Part.Group.CLOSE;
import static io.isequencer.proof.invariant.Part.Group.HIGHEST;
import static io.isequencer.proof.invariant.Part.Group.NUMBERS;
import static io.isequencer.proof.invariant.Part.Group.RANGES;
import static io.isequencer.proof.invariant.Part.Group.SOLE_OWNER;
import static io.isequencer.proof.invariant.Part.Group.WITNESSES;
import static io.isequencer.proof.invariant.Vocabulary.carries;
import static io.isequencer.proof.invariant.Vocabulary.countKeys;
import static io.isequencer.proof.invariant.Vocabulary.eachAppend;
import static io.isequencer.proof.invariant.Vocabulary.eachEvent;
import static io.isequencer.proof.invariant.Vocabulary.eachKey;
import static io.isequencer.proof.invariant.Vocabulary.eachNumber;
import static io.isequencer.proof.invariant.Vocabulary.eachOffset;
import static io.isequencer.proof.invariant.Vocabulary.eachOwner;
import static io.isequencer.proof.invariant.Vocabulary.eachOwnersKey;
import static io.isequencer.proof.invariant.Vocabulary.eachOwnersSeq;
import static io.isequencer.proof.invariant.Vocabulary.eachWrite;
import static io.isequencer.proof.invariant.Vocabulary.eachWritesKey;
import static io.isequencer.proof.invariant.Vocabulary.flusher;
import static io.isequencer.proof.invariant.Vocabulary.found;
import static io.isequencer.proof.invariant.Vocabulary.logMax;
import static io.isequencer.proof.invariant.Vocabulary.pendingBeforeScan;
import static io.isequencer.proof.invariant.Vocabulary.scanning;
import static io.isequencer.proof.invariant.Vocabulary.sequences;
import static io.isequencer.proof.invariant.Vocabulary.size;
import static io.isequencer.proof.invariant.Vocabulary.somethingPending;
import static io.isequencer.proof.relation.Variables.*;
import static io.isequencer.proof.term.Terms.and;
import static io.isequencer.proof.term.Terms.exists;
import static io.isequencer.proof.term.Terms.forAll;
import static io.isequencer.proof.term.Terms.not;
import static io.isequencer.proof.term.Terms.or;

import io.isequencer.proof.term.Key;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Term;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a user may rely on: the safety properties of {@code tla/Properties.tla}, in its words. */
public final class Properties {
    private Properties() {}

    /** Those of a state. */
    public static List<Property> ofStates() {
        return List.of(
                state("TypeOK", "Each value is in its range.", typeOk(), HIGHEST, RANGES),
                state("Unique", "No issued number is one that an earlier event carries.", unique(), HIGHEST, NUMBERS),
                state(
                        "Monotone",
                        "Each issued number is above all of its key before it.",
                        monotone(),
                        HIGHEST,
                        NUMBERS),
                state(
                        "Dense",
                        "Each issued number is its key's first one, or follows one that is there.",
                        dense(),
                        HIGHEST,
                        NUMBERS,
                        WITNESSES),
                state("OffsetOnce", "No event was ever replaced by another.", not(TWICE.at()), HIGHEST),
                state(
                        "DenseOffsets",
                        "The log's offsets are 1, 2, 3, ...",
                        eachOffset(i -> TAKEN.at(i).is(and(i.atLeast(1), i.atMost(END.at())))),
                        HIGHEST),
                state(
                        "CheckpointSound",
                        "Whatever lies below the stored checkpoint is covered by the stored numbers.",
                        checkpointSound(),
                        HIGHEST,
                        NUMBERS),
                state(
                        "CheckpointReal",
                        "The stored checkpoint speaks of nothing that is not in the log.",
                        CHECKPOINT.at().atMost(END.at().plus(1)),
                        HIGHEST),
                state(
                        "StorageJustified",
                        "A stored number is at most one that the log holds.",
                        eachKey(k -> or(
                                STORED.at(k).is(0),
                                someNumber(k, n -> STORED.at(k).atMost(n)))),
                        HIGHEST,
                        NUMBERS,
                        WITNESSES),
                state(
                        "LogMax",
                        "The highest number of a key up to the end is the highest one that the log holds.",
                        and(
                                eachEvent((i, k) ->
                                        eachNumber(n -> carries(i, k, n).implies(n.atMost(logMax(k))))),
                                eachKey(k -> or(logMax(k).is(0), someNumber(k, n -> n.is(logMax(k)))))),
                        HIGHEST,
                        NUMBERS,
                        WITNESSES),
                state(
                        "ReadyExact",
                        "An owner that is ready and up to date knows exactly what the log holds.",
                        eachOwnersKey((o, k) -> upToDate(o)
                                .implies(and(
                                        or(CACHE.at(o, k).is(0), CACHE.at(o, k).is(logMax(k))),
                                        found(o, k).is(logMax(k))))),
                        HIGHEST),
                state(
                        "OffsetExact",
                        "A sole owner that is ready knows where the log ends.",
                        eachOwner(o -> and(
                                        ONE_OWNER.at(),
                                        LATE_APPENDS.at().is(0),
                                        UP.at(o),
                                        not(ACTUALIZING.at(o)),
                                        not(OPENED.at(o)))
                                .implies(NEXT_OFFSET.at(o).is(END.at().plus(1)))),
                        HIGHEST,
                        SOLE_OWNER),
                state(
                        "LastTry",
                        "A close has tried once to write what is pending.",
                        eachOwner(o -> and(
                                        CLOSING.at(o),
                                        not(CANCELLED.at(o)),
                                        flusher(o, "flStopped"),
                                        PENDING_CHECKPOINT.at(o).above(0),
                                        somethingPending(o))
                                .implies(TRIED.at(o))),
                        CLOSE),
                state(
                        "PendingBounded",
                        "What is pending is bounded, and a transaction begins within the limit alone.",
                        eachOwner(o -> and(
                                size(o).atMost(MAX_UNFLUSHED.at().plus(sequences())),
                                OPENED.at(o).implies(size(o).atMost(MAX_UNFLUSHED.at())),
                                and(scanning(o), PENDING_CHECKPOINT.at(o).is(NEXT_OFFSET.at(o)))
                                        .implies(countKeys(k -> pendingBeforeScan(o, k))
                                                .less(MAX_UNFLUSHED.at().max(1))))),
                        BOUND));
    }

    /** Those of a step. */
    public static List<Property> ofSteps() {
        return List.of(
                step(
                        "CheckpointForward",
                        "The stored checkpoint never goes back, unless a crash takes the storage back.",
                        or(FORGETFUL.at(), CHECKPOINT.at().atMost(CHECKPOINT.next()))),
                step(
                        "NumbersForward",
                        "A stored number never goes back, unless a crash takes the storage back.",
                        or(FORGETFUL.at(), eachKey(k -> STORED.at(k).atMost(STORED.next(k))))));
    }

    private static Property state(String name, String sentence, Term term, Part.Group... groups) {
        return new Property(name, sentence, Set.of(groups), term);
    }

    private static Property step(String name, String sentence, Term term) {
        return new Property(name, sentence, Set.of(HIGHEST), term);
    }

    /** Some event of the log holds such a number under the key. */
    private static Term someNumber(Key k, UnaryOperator<Term> such) {
        return exists(
                Sort.OFFSET,
                "j",
                j -> exists(Sort.NUMBER, "m", m -> and(TAKEN.at(j), carries(j, k, m), such.apply(m))));
    }

    private static Term unique() {
        return forAll(
                Sort.OFFSET,
                "i",
                Sort.OFFSET,
                "j",
                (i, j) -> eachKey(k -> eachNumber(
                        n -> not(and(TAKEN.at(i), ISSUED.at(i, k, n), TAKEN.at(j), j.less(i), carries(j, k, n))))));
    }

    private static Term monotone() {
        return forAll(
                Sort.OFFSET,
                "i",
                Sort.OFFSET,
                "j",
                (i, j) -> eachKey(k -> forAll(
                        Sort.NUMBER,
                        "n",
                        Sort.NUMBER,
                        "m",
                        (n, m) -> and(TAKEN.at(i), ISSUED.at(i, k, n), TAKEN.at(j), j.less(i), carries(j, k, m))
                                .implies(m.less(n)))));
    }

    private static Term dense() {
        return eachEvent((i, k) -> eachNumber(n -> and(TAKEN.at(i), ISSUED.at(i, k, n))
                .implies(or(
                        n.is(INITIAL.at(k.seq())),
                        exists(Sort.OFFSET, "j", j -> and(TAKEN.at(j), j.atMost(i), carries(j, k, n.minus(1))))))));
    }

    private static Term checkpointSound() {
        return eachEvent((i, k) -> eachNumber(
                n -> and(TAKEN.at(i), i.less(CHECKPOINT.at()), carries(i, k, n)).implies(n.atMost(STORED.at(k)))));
    }

    private static Term upToDate(Term o) {
        return and(
                UP.at(o),
                not(ACTUALIZING.at(o)),
                not(OPENED.at(o)),
                NEXT_OFFSET.at(o).is(END.at().plus(1)));
    }

    private static Term typeOk() {
        return and(
                offset(SYNCED.at()),
                offset(CHECKPOINT.at()),
                eachOffset(i -> TAKEN.at(i).implies(offset(i))),
                eachKey(k -> number(STORED.at(k))),
                eachWrite(f -> LATE_WRITE.at(f).implies(offset(LATE_CHECKPOINT.at(f)))),
                eachWritesKey((f, k) -> LATE_WRITE.at(f).implies(number(LATE_STORED.at(f, k)))),
                eachAppend(a -> LATE_APPEND.at(a).implies(offset(LATE_OFFSET.at(a)))),
                eachOwner(o -> and(
                        offset(NEXT_OFFSET.at(o)),
                        offset(PENDING_CHECKPOINT.at(o)),
                        offset(TX_OFFSET.at(o)),
                        offset(FL_CHECKPOINT.at(o)),
                        number(MISS_PENDING.at(o)))),
                eachOwnersKey((o, k) -> and(number(PENDING.at(o, k)), number(CACHE.at(o, k)), number(BATCH.at(o, k)))),
                eachOwnersSeq((o, s) -> and(
                        TX_LAST.at(o, s).atLeast(-1),
                        TX_LAST.at(o, s).atMost(MAX_NUMBER.at()),
                        number(ANSWER.at(o, s)))));
    }

    private static Term offset(Term value) {
        return and(value.atLeast(0), value.atMost(MAX_EVENTS.at().plus(2)));
    }

    private static Term number(Term value) {
        return and(value.atLeast(0), value.atMost(MAX_NUMBER.at()));
    }
}
