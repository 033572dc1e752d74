package io.isequencer.proof.invariant;

import static io.isequencer.proof.invariant.Vocabulary.actualizer;
import static io.isequencer.proof.invariant.Vocabulary.append;
import static io.isequencer.proof.invariant.Vocabulary.carries;
import static io.isequencer.proof.invariant.Vocabulary.countKeys;
import static io.isequencer.proof.invariant.Vocabulary.drafted;
import static io.isequencer.proof.invariant.Vocabulary.durable;
import static io.isequencer.proof.invariant.Vocabulary.eachAppend;
import static io.isequencer.proof.invariant.Vocabulary.eachAppendsKey;
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
import static io.isequencer.proof.invariant.Vocabulary.flushing;
import static io.isequencer.proof.invariant.Vocabulary.found;
import static io.isequencer.proof.invariant.Vocabulary.highest;
import static io.isequencer.proof.invariant.Vocabulary.keyOf;
import static io.isequencer.proof.invariant.Vocabulary.late;
import static io.isequencer.proof.invariant.Vocabulary.logMax;
import static io.isequencer.proof.invariant.Vocabulary.pendingBeforeScan;
import static io.isequencer.proof.invariant.Vocabulary.scanning;
import static io.isequencer.proof.invariant.Vocabulary.seen;
import static io.isequencer.proof.invariant.Vocabulary.sequences;
import static io.isequencer.proof.invariant.Vocabulary.size;
import static io.isequencer.proof.invariant.Vocabulary.somethingPending;
import static io.isequencer.proof.invariant.Vocabulary.speaks;
import static io.isequencer.proof.invariant.Vocabulary.wouldBeNext;
import static io.isequencer.proof.invariant.Vocabulary.writes;
import static io.isequencer.proof.relation.Variables.*;
import static io.isequencer.proof.term.Terms.and;
import static io.isequencer.proof.term.Terms.choose;
import static io.isequencer.proof.term.Terms.forAll;
import static io.isequencer.proof.term.Terms.not;
import static io.isequencer.proof.term.Terms.number;
import static io.isequencer.proof.term.Terms.or;

import io.isequencer.proof.term.Key;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * The inductive invariant: it holds in the beginning, and each step keeps it. So it holds in each state that can be
 * reached, for any number of owners, keys, events, late writes and late appends.
 *
 * <p>What is hinted tells a solver where an instance is worth a look. A part without a hint is found by its own terms.
 */
public final class Invariant {
    /** The offset behind the end of the log. */
    private static final Term NEXT = END.at().plus(1);

    private final List<Part> parts = new ArrayList<>();
    private Part.Group group = Part.Group.HIGHEST;

    private Invariant() {
        log();
        storage();
        memories();
        transactions();
        misses();
        flushers();
        inFlight();
        group = Part.Group.NUMBERS;
        numbersOfTheLog();
        numbersOnTheirWay();
        group = Part.Group.WITNESSES;
        witnesses();
        group = Part.Group.RANGES;
        ranges();
        group = Part.Group.SOLE_OWNER;
        soleOwner();
        group = Part.Group.CLOSE;
        close();
        group = Part.Group.BOUND;
        bound();
        group = Part.Group.PROGRESS;
        progress();
    }

    /** All parts, those that the others rest on first. */
    public static List<Part> parts() {
        return List.copyOf(new Invariant().parts);
    }

    private void part(String name, String sentence, Term term) {
        parts.add(new Part(name, group, sentence, term));
    }

    private void log() {
        part(
                "offsets",
                "The taken offsets are 1, 2, 3, ... up to the end.",
                and(
                        END.at().atLeast(0),
                        or(END.at().is(0), TAKEN.at(END.at())),
                        eachOffset(i -> TAKEN.at(i).is(and(i.atLeast(1), i.atMost(END.at()))))));
        part("once", "No event was ever replaced.", not(TWICE.at()));
        part(
                "synced",
                "The durable part of the log is part of it.",
                and(SYNCED.at().atLeast(0), SYNCED.at().atMost(END.at())));
        part(
                "highest",
                "The highest number of a key up to an offset is that at the offset, or that of before.",
                and(
                        eachKey(k -> highest(number(0), k).is(0)),
                        eachOffset(i ->
                                eachKey(k -> i.atLeast(0).implies(highest(i, k).atLeast(0)))),
                        eachOffset(i -> eachKey(k -> and(
                                        TOP.at(i, k).atMost(highest(i, k)),
                                        i.atLeast(1)
                                                .implies(highest(i, k)
                                                        .atMost(highest(i.minus(1), k)
                                                                .max(TOP.at(i, k)))))
                                .hinted(TOP.at(i, k))))));
        part(
                "rising",
                "The highest number of a key never falls along the log.",
                forAll(
                        Sort.OFFSET,
                        "i",
                        Sort.OFFSET,
                        "j",
                        (i, j) -> eachKey(k -> i.atMost(j)
                                .implies(highest(i, k).atMost(highest(j, k)))
                                .hinted(highest(i, k), highest(j, k)))));
        part(
                "beyond",
                "Behind the end of the log no number is higher.",
                eachOffset(i ->
                        eachKey(k -> i.atLeast(END.at()).implies(highest(i, k).is(logMax(k))))));
    }

    private void storage() {
        part(
                "checkpointReal",
                "The stored checkpoint speaks of events that no crash takes.",
                and(CHECKPOINT.at().atLeast(0), CHECKPOINT.at().atMost(durable().plus(1))));
        part(
                "checkpointSound",
                "The stored numbers cover each event below the stored checkpoint.",
                eachKey(k -> CHECKPOINT
                        .at()
                        .atLeast(1)
                        .implies(STORED.at(k).atLeast(highest(CHECKPOINT.at().minus(1), k)))));
        part(
                "justified",
                "A stored number is at most the highest one in events that no crash takes.",
                eachKey(k -> and(STORED.at(k).atLeast(0), STORED.at(k).atMost(highest(durable(), k)))));
    }

    private void memories() {
        part(
                "nextOffset",
                "An owner's next offset is one of the log's, or the one behind its end.",
                eachOwner(
                        o -> and(NEXT_OFFSET.at(o).atLeast(1), NEXT_OFFSET.at(o).atMost(NEXT))));
        part(
                "ready",
                "The actualizer of an owner that is ready has ended.",
                eachOwner(o ->
                        not(ACTUALIZING.at(o)).implies(or(actualizer(o, "actIdle"), actualizer(o, "actStopped")))));
        part(
                "cover",
                "Pending and stored numbers together cover each event before an owner's next offset.",
                eachOwnersKey((o, k) -> speaks(o)
                        .implies(found(o, k).atLeast(highest(NEXT_OFFSET.at(o).minus(1), k)))
                        .hinted(PENDING.at(o, k))
                        .hinted(NEXT_OFFSET.at(o), STORED.at(k))));
        part(
                "cached",
                "A cached number covers each event before its owner's next offset.",
                eachOwnersKey((o, k) -> and(
                                not(ACTUALIZING.at(o)), CACHE.at(o, k).above(0))
                        .implies(
                                CACHE.at(o, k).atLeast(highest(NEXT_OFFSET.at(o).minus(1), k)))));
        part(
                "cacheReal",
                "A cached number is at most the log's highest one.",
                eachOwnersKey(
                        (o, k) -> and(CACHE.at(o, k).atLeast(0), CACHE.at(o, k).atMost(logMax(k)))));
        part(
                "cacheEmpty",
                "Nothing is cached while the log is read.",
                eachOwnersKey((o, k) -> or(actualizer(o, "actReading"), scanning(o))
                        .implies(CACHE.at(o, k).is(0))));
        part(
                "published",
                "What is published never runs ahead of the next offset, and nothing is before the checkpoint is read.",
                eachOwner(o -> and(
                        PENDING_CHECKPOINT.at(o).atLeast(0),
                        PENDING_CHECKPOINT.at(o).atMost(NEXT_OFFSET.at(o)),
                        actualizer(o, "actReading")
                                .implies(PENDING_CHECKPOINT.at(o).is(0)))));
        part(
                "pending",
                "A pending number is at most the highest one before the pending checkpoint.",
                eachOwnersKey((o, k) -> and(
                        PENDING.at(o, k).atLeast(0),
                        choose(
                                PENDING_CHECKPOINT.at(o).above(0),
                                PENDING.at(o, k)
                                        .atMost(highest(PENDING_CHECKPOINT.at(o).minus(1), k)),
                                PENDING.at(o, k).is(0)))));
        part(
                "pendingSound",
                "Pending and stored numbers together cover each event below the pending checkpoint.",
                eachOwnersKey((o, k) -> PENDING_CHECKPOINT
                        .at(o)
                        .above(0)
                        .implies(found(o, k)
                                .atLeast(highest(PENDING_CHECKPOINT.at(o).minus(1), k)))
                        .hinted(PENDING.at(o, k))
                        .hinted(PENDING_CHECKPOINT.at(o), STORED.at(k))));
    }

    private void transactions() {
        part(
                "outside",
                "Outside of a transaction nothing was looked up, and nothing appended.",
                and(
                        eachOwnersSeq(
                                (o, s) -> or(OPENED.at(o), TX_LAST.at(o, s).is(-1))),
                        eachOwner(o -> or(OPENED.at(o), append(o, "none")))));
        part(
                "opened",
                "A transaction is open in a ready owner alone, and has its next offset.",
                eachOwner(o -> OPENED.at(o)
                        .implies(and(not(ACTUALIZING.at(o)), TX_OFFSET.at(o).is(NEXT_OFFSET.at(o))))));
        part(
                "draftLoaded",
                "A key that a draft has numbers of was looked up.",
                eachOwnersSeq((o, s) ->
                        TX_TOP.at(o, s).above(0).implies(TX_LAST.at(o, s).above(0))));
        part(
                "slot",
                "The last-used number of a draft that would be the next event is exact.",
                eachOwnersSeq((o, s) -> and(
                                wouldBeNext(o),
                                append(o, "none"),
                                TX_LAST.at(o, s).isNot(number(-1)))
                        .implies(TX_LAST.at(o, s).is(logMax(keyOf(o, s)).max(TX_TOP.at(o, s))))));
        part(
                "appended",
                "An event that was surely appended is in the log, and its slots are exact.",
                and(
                        eachOwner(o -> append(o, "ok")
                                .implies(and(OPENED.at(o), TX_OFFSET.at(o).atMost(END.at())))),
                        eachOwnersSeq((o, s) -> and(
                                        append(o, "ok"), TX_LAST.at(o, s).isNot(number(-1)))
                                .implies(TX_LAST.at(o, s).is(highest(TX_OFFSET.at(o), keyOf(o, s))))
                                .hinted(TX_LAST.at(o, s)))));
        part(
                "appendedAlone",
                "An event that was surely appended carries nothing of a key that it has no slot of.",
                eachOwnersKey((o, k) -> or(
                                not(append(o, "ok")),
                                and(
                                        k.workspace().is(TX_WS.at(o)),
                                        TX_LAST.at(o, k.seq()).above(0)),
                                highest(TX_OFFSET.at(o), k)
                                        .atMost(highest(TX_OFFSET.at(o).minus(1), k)))
                        .hinted(PENDING.at(o, k))
                        .hinted(CACHE.at(o, k))
                        .hinted(highest(TX_OFFSET.at(o), k))
                        .hinted(TX_APPEND.at(o), STORED.at(k))));
    }

    private void misses() {
        part(
                "missing",
                "Only an open transaction that fills its event misses a number, of a slot that is empty.",
                eachOwner(o -> and(
                        or(
                                not(MISSING.at(o)),
                                and(
                                        OPENED.at(o),
                                        append(o, "none"),
                                        TX_LAST.at(o, MISS_SEQ.at(o)).is(-1))),
                        ANSWERED.at(o).implies(MISSING.at(o)))));
        part(
                "asked",
                "Until the storage answers, what was pending and what is stored cover the log.",
                eachOwner(o -> and(MISSING.at(o), not(ANSWERED.at(o)), wouldBeNext(o))
                        .implies(and(
                                MISS_PENDING.at(o).atMost(logMax(missed(o))),
                                MISS_PENDING.at(o).max(STORED.at(missed(o))).atLeast(logMax(missed(o)))))));
        part(
                "answered",
                "What was pending and the storage's answer give exactly the log's highest number.",
                eachOwner(o -> and(ANSWERED.at(o), wouldBeNext(o))
                        .implies(MISS_PENDING
                                .at(o)
                                .max(ANSWER.at(o, MISS_SEQ.at(o)))
                                .is(logMax(missed(o))))));
    }

    private static Key missed(Term o) {
        return keyOf(o, MISS_SEQ.at(o));
    }

    private void flushers() {
        part(
                "flushedReal",
                "The flusher's checkpoint speaks of the log.",
                eachOwner(o -> flushing(o)
                        .implies(and(
                                FL_CHECKPOINT.at(o).atLeast(1),
                                FL_CHECKPOINT.at(o).atMost(NEXT)))));
        part(
                "durableFirst",
                "What the flusher writes speaks of events that no crash takes.",
                eachOwner(o ->
                        writes(o).implies(FL_CHECKPOINT.at(o).atMost(durable().plus(1)))));
        part(
                "batch",
                "The flusher's copy is at most the highest number before its checkpoint.",
                eachOwnersKey((o, k) -> flushing(o)
                        .implies(and(
                                BATCH.at(o, k).atLeast(0),
                                BATCH.at(o, k)
                                        .atMost(highest(FL_CHECKPOINT.at(o).minus(1), k))))));
        part(
                "batchSound",
                "The flusher's copy and the stored numbers cover each event below its checkpoint.",
                eachOwnersKey((o, k) -> flushing(o)
                        .implies(BATCH.at(o, k)
                                .max(STORED.at(k))
                                .atLeast(highest(FL_CHECKPOINT.at(o).minus(1), k)))
                        .hinted(BATCH.at(o, k))
                        .hinted(FL_CHECKPOINT.at(o), STORED.at(k))));
        part(
                "left",
                "What the flusher has not left to be written is stored; in the end nothing is left.",
                eachOwnersKey((o, k) -> and(
                                flushing(o)
                                        .implies(
                                                or(LEFT.at(o, k), BATCH.at(o, k).atMost(STORED.at(k)))),
                                flusher(o, "flWritten").implies(not(LEFT.at(o, k))))
                        .hinted(BATCH.at(o, k))
                        .hinted(LEFT.at(o, k))));
    }

    private void inFlight() {
        part(
                "lateReal",
                "A write in flight speaks of events that no crash takes.",
                and(
                        eachWrite(f -> LATE_WRITE
                                .at(f)
                                .implies(and(
                                        LATE_CHECKPOINT.at(f).atLeast(1),
                                        LATE_CHECKPOINT.at(f).atMost(durable().plus(1))))),
                        eachWritesKey((f, k) -> LATE_WRITE
                                .at(f)
                                .implies(and(
                                        LATE_STORED.at(f, k).atLeast(0),
                                        LATE_STORED.at(f, k).atMost(highest(durable(), k)))))));
        part(
                "lateSound",
                "A write in flight and the stored numbers cover each event below its checkpoint.",
                eachWritesKey((f, k) -> LATE_WRITE
                        .at(f)
                        .implies(LATE_STORED
                                .at(f, k)
                                .max(STORED.at(k))
                                .atLeast(highest(LATE_CHECKPOINT.at(f).minus(1), k)))
                        .hinted(LATE_STORED.at(f, k))
                        .hinted(LATE_CHECKPOINT.at(f), STORED.at(k))));
        part(
                "lateOffset",
                "An append in flight is for an offset of the log, or the one behind its end.",
                eachAppend(a -> LATE_APPEND
                        .at(a)
                        .implies(and(
                                LATE_OFFSET.at(a).atLeast(1), LATE_OFFSET.at(a).atMost(NEXT)))));
    }

    private void numbersOfTheLog() {
        part(
                "entries",
                "Numbers are 1 to the last number there is, and stand in events at taken offsets.",
                eachEvent((i, k) -> eachNumber(n -> carries(i, k, n)
                        .implies(and(TAKEN.at(i), n.atLeast(1), n.atMost(MAX_NUMBER.at()), n.atMost(TOP.at(i, k)))))));
        part(
                "firstReal",
                "The first event that holds a number is one of the log.",
                eachKey(k -> eachNumber(
                        n -> and(FIRST.at(k, n).atLeast(0), FIRST.at(k, n).atMost(END.at())))));
        part(
                "seenHighest",
                "The highest number of a key up to an offset stands in an event up to there, or is 0.",
                eachEvent((i, k) -> highest(i, k).above(0).implies(seen(i, k, highest(i, k)))));
        part(
                "fits",
                "Each issued number is above all of its key before it, and follows one of them, or is the first.",
                eachEvent((i, k) -> eachNumber(n -> ISSUED.at(i, k, n)
                        .implies(and(
                                n.above(highest(i.minus(1), k)),
                                or(n.is(INITIAL.at(k.seq())), seen(i, k, n.minus(1))))))));
    }

    private void numbersOnTheirWay() {
        part(
                "draft",
                "A draft's numbers are in range, and its highest number of a key is the highest.",
                eachOwnersSeq((o, s) -> eachNumber(n -> drafted(o, s, n)
                        .implies(and(n.atLeast(1), n.atMost(MAX_NUMBER.at()), n.atMost(TX_TOP.at(o, s)))))));
        part(
                "draftTop",
                "A draft's highest number of a key is one of its numbers, or 0.",
                eachOwnersSeq((o, s) -> TX_TOP.at(o, s).above(0).implies(drafted(o, s, TX_TOP.at(o, s)))));
        part(
                "draftFits",
                "A draft that would be the next event fits at the end of the log.",
                eachOwnersSeq((o, s) -> eachNumber(n -> and(wouldBeNext(o), TX_ISSUED.at(o, s, n))
                        .implies(and(
                                n.above(logMax(keyOf(o, s))),
                                or(
                                        n.is(INITIAL.at(s)),
                                        seen(END.at(), keyOf(o, s), n.minus(1)),
                                        drafted(o, s, n.minus(1))))))));
        part(
                "late",
                "The numbers of an append in flight are in range, and its highest number of a key is the highest.",
                eachAppendsKey((a, k) -> eachNumber(n -> and(LATE_APPEND.at(a), late(a, k, n))
                        .implies(and(n.atLeast(1), n.atMost(MAX_NUMBER.at()), n.atMost(LATE_TOP.at(a, k)))))));
        part(
                "lateTop",
                "The highest number of a key in an append in flight is one of its numbers, or 0.",
                eachAppendsKey((a, k) ->
                        and(LATE_APPEND.at(a), LATE_TOP.at(a, k).above(0)).implies(late(a, k, LATE_TOP.at(a, k)))));
        part(
                "lateFits",
                "An append in flight that would be the next event fits at the end of the log.",
                eachAppendsKey((a, k) ->
                        eachNumber(n -> and(LATE_APPEND.at(a), LATE_OFFSET.at(a).is(NEXT), LATE_ISSUED.at(a, k, n))
                                .implies(and(
                                        n.above(logMax(k)),
                                        or(
                                                n.is(INITIAL.at(k.seq())),
                                                seen(END.at(), k, n.minus(1)),
                                                late(a, k, n.minus(1))))))));
    }

    private void witnesses() {
        part(
                "first",
                "The first event that holds a number holds it.",
                eachKey(k -> eachNumber(n -> FIRST.at(k, n).atLeast(1).implies(carries(FIRST.at(k, n), k, n)))));
    }

    private void ranges() {
        part(
                "numberRange",
                "No number is above the last one there is.",
                and(
                        eachEvent((i, k) -> and(inRange(TOP.at(i, k)), inRange(highest(i, k)))),
                        eachOwnersSeq((o, s) -> and(inRange(TX_TOP.at(o, s)), inRange(TX_LAST.at(o, s)))),
                        eachAppendsKey((a, k) -> LATE_APPEND.at(a).implies(inRange(LATE_TOP.at(a, k))))));
        part(
                "slotRange",
                "A slot holds -1 or a number, what was noted and answered is a number.",
                and(
                        eachOwnersSeq((o, s) -> and(
                                TX_LAST.at(o, s).atLeast(-1), ANSWER.at(o, s).atLeast(0), inRange(ANSWER.at(o, s)))),
                        eachOwner(o -> and(MISS_PENDING.at(o).atLeast(0), inRange(MISS_PENDING.at(o))))));
        part(
                "offsetRange",
                "No event, and no draft, is behind the offset that bounds the log.",
                and(
                        END.at().atMost(MAX_EVENTS.at()),
                        eachOwner(o ->
                                and(TX_OFFSET.at(o).atLeast(0), TX_OFFSET.at(o).atMost(MAX_EVENTS.at()))),
                        eachAppend(
                                a -> LATE_APPEND.at(a).implies(LATE_OFFSET.at(a).atMost(MAX_EVENTS.at())))));
        part(
                "idleFlusher",
                "A flusher that is idle or has ended holds nothing.",
                and(
                        eachOwnersKey((o, k) ->
                                or(flushing(o), and(BATCH.at(o, k).is(0), not(LEFT.at(o, k))))),
                        eachOwner(o -> or(flushing(o), FL_CHECKPOINT.at(o).is(0)))));
    }

    private static Term inRange(Term number) {
        return number.atMost(MAX_NUMBER.at());
    }

    private void soleOwner() {
        part(
                "soleAppends",
                "Where no append may be late, none is.",
                eachAppend(a -> LATE_APPENDS.at().is(0).implies(not(LATE_APPEND.at(a)))));
        part(
                "soleNext",
                "A sole ready owner knows where the log ends.",
                eachOwner(o -> and(ONE_OWNER.at(), LATE_APPENDS.at().is(0), not(ACTUALIZING.at(o)))
                        .implies(and(
                                or(append(o, "none"), append(o, "failed"))
                                        .implies(NEXT_OFFSET.at(o).is(NEXT)),
                                append(o, "ok").implies(NEXT_OFFSET.at(o).is(END.at()))))));
    }

    private void close() {
        part(
                "stoppedWhy",
                "A flusher that was not told to stop has ended because of a close.",
                eachOwner(
                        o -> and(flusher(o, "flStopped"), not(CANCELLED.at(o))).implies(CLOSING.at(o))));
        part(
                "lastTry",
                "A flusher that a close has ended has tried once to write what is pending.",
                eachOwner(o -> and(
                                CLOSING.at(o),
                                not(CANCELLED.at(o)),
                                flusher(o, "flStopped"),
                                PENDING_CHECKPOINT.at(o).above(0),
                                somethingPending(o))
                        .implies(TRIED.at(o))));
    }

    private void bound() {
        part(
                "oneWorkspace",
                "The numbers of an event, in the log or on its way there, are of one workspace.",
                and(
                        forAll(
                                Sort.OFFSET,
                                "i",
                                WORKSPACE,
                                "v",
                                (i, v) -> forAll(
                                        SEQ,
                                        "t",
                                        t -> eachKey(k -> and(
                                                        TOP.at(i, v, t).above(0),
                                                        TOP.at(i, k).above(0))
                                                .implies(v.is(k.workspace()))
                                                .hinted(TOP.at(i, v, t), TOP.at(i, k))))),
                        forAll(
                                APPEND,
                                "a",
                                WORKSPACE,
                                "v",
                                (a, v) -> forAll(
                                        SEQ,
                                        "t",
                                        t -> eachKey(k -> and(
                                                        LATE_APPEND.at(a),
                                                        LATE_TOP.at(a, v, t).above(0),
                                                        LATE_TOP.at(a, k).above(0))
                                                .implies(v.is(k.workspace()))
                                                .hinted(LATE_TOP.at(a, v, t), LATE_TOP.at(a, k)))))));
        part(
                "bounded",
                "What is pending is above the limit by one workspace's sequences at most.",
                eachOwner(o -> size(o).atMost(MAX_UNFLUSHED.at().plus(sequences()))));
        part(
                "boundedInside",
                "In a transaction, what is pending is within the limit.",
                eachOwner(o -> OPENED.at(o).implies(size(o).atMost(MAX_UNFLUSHED.at()))));
        part(
                "boundedScan",
                "But for the event that was scanned last, a scan leaves room for one.",
                eachOwner(o -> and(scanning(o), PENDING_CHECKPOINT.at(o).is(NEXT_OFFSET.at(o)))
                        .implies(countKeys(k -> pendingBeforeScan(o, k))
                                .less(MAX_UNFLUSHED.at().max(1)))));
    }

    private void progress() {
        part(
                "told",
                "A flusher is told to stop while the actualizer waits for that, and at no other time.",
                eachOwner(o -> and(
                        actualizer(o, "actStopping").implies(CANCELLED.at(o)),
                        or(actualizer(o, "actReading"), scanning(o), actualizer(o, "actIdle"))
                                .implies(not(CANCELLED.at(o))))));
        part(
                "ended",
                "An actualizer is idle because it is done, and stops because of a close.",
                eachOwner(o -> and(
                        actualizer(o, "actIdle").implies(not(ACTUALIZING.at(o))),
                        actualizer(o, "actStopped").implies(CLOSING.at(o)))));
        part(
                "written",
                "What the flusher calls written is stored, its checkpoint included.",
                eachOwner(o -> flusher(o, "flWritten").implies(CHECKPOINT.at().atLeast(FL_CHECKPOINT.at(o)))));
        part(
                "upToNext",
                "What is published reaches to the next offset; if nothing is, the storage does.",
                eachOwner(o -> speaks(o)
                        .implies(choose(
                                PENDING_CHECKPOINT.at(o).above(0),
                                PENDING_CHECKPOINT.at(o).is(NEXT_OFFSET.at(o)),
                                NEXT_OFFSET.at(o).atMost(CHECKPOINT.at().max(1))))));
        part(
                "wokenForRoom",
                "While a scan waits for room, the flusher is signalled, or has a copy of all, or nothing is pending.",
                eachOwner(o -> actualizer(o, "actWaitingRoom")
                        .implies(or(SIGNALLED.at(o), copiedAll(o), not(somethingPending(o))))));
        part(
                "woken",
                "When a rebuild is done, the flusher is signalled, or has a copy of all, or all is stored.",
                eachOwner(o -> actualizer(o, "actIdle")
                        .implies(or(
                                SIGNALLED.at(o),
                                and(copiedAll(o), FL_CHECKPOINT.at(o).is(PENDING_CHECKPOINT.at(o))),
                                and(not(somethingPending(o)), CHECKPOINT.at().atLeast(PENDING_CHECKPOINT.at(o)))))));
    }

    /** The flusher's copy is what is pending now. */
    private static Term copiedAll(Term o) {
        return and(flushing(o), eachKey(k -> BATCH.at(o, k).is(PENDING.at(o, k))));
    }
}
