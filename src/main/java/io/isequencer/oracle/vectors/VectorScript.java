package io.isequencer.oracle.vectors;

import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.CaseLimits;
import io.isequencer.oracle.cases.CaseParams;
import io.isequencer.oracle.cases.Expect;
import io.isequencer.oracle.cases.KeyNumber;
import io.isequencer.oracle.cases.KindDeclaration;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.cases.LoggedEvent;
import io.isequencer.oracle.cases.Outcome;
import io.isequencer.oracle.cases.SeqDeclaration;
import io.isequencer.oracle.cases.SeqNumber;
import io.isequencer.oracle.cases.Step;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes a vector down; {@link Reference} says what to expect.
 *
 * <p>First what is declared, stored and logged, then the steps.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
final class VectorScript {
    static final int KIND = 1;
    private static final int EXHAUSTED = 1004;
    private static final int READ_LIMIT = 100;

    private final Map<Integer, Map<Integer, BigInteger>> kinds = new TreeMap<>();
    private final List<KeyNumber> numbers = new ArrayList<>();
    private final List<LoggedEvent> plog = new ArrayList<>();
    private final Set<Capability> needs = EnumSet.noneOf(Capability.class);
    private final List<Step> steps = new ArrayList<>();
    private CaseLimits limits = CaseLimits.USUAL;
    private BigInteger firstOffset = BigInteger.ONE;
    private BigInteger checkpoint = BigInteger.ZERO;
    private int readLimit = READ_LIMIT;
    private Reference reference;

    VectorScript declare(int wsKind, int seqId, BigInteger initial) {
        kinds.computeIfAbsent(wsKind, none -> new TreeMap<>()).put(seqId, initial);
        return this;
    }

    VectorScript declare(int wsKind, int seqId, long initial) {
        return declare(wsKind, seqId, BigInteger.valueOf(initial));
    }

    VectorScript stored(String wsId, int seqId, BigInteger number) {
        numbers.add(new KeyNumber(wsId, seqId, number.toString()));
        return this;
    }

    VectorScript stored(String wsId, int seqId, long number) {
        return stored(wsId, seqId, BigInteger.valueOf(number));
    }

    VectorScript checkpoint(long plogOffset) {
        checkpoint = BigInteger.valueOf(plogOffset);
        return this;
    }

    /** The log begins here; what was before is covered. */
    VectorScript firstOffset(BigInteger plogOffset) {
        firstOffset = plogOffset;
        checkpoint = plogOffset;
        return this;
    }

    VectorScript limits(int maxUnflushedValues, int cacheSize, int readLimitEvents) {
        limits = limits.withMaxUnflushedValues(maxUnflushedValues).withCacheSize(cacheSize);
        readLimit = readLimitEvents;
        return this;
    }

    VectorScript logged(String wsId, SeqNumber... values) {
        plog.add(reference().append(wsId, List.of(values)));
        return this;
    }

    VectorScript open() {
        reference();
        return add(new Step.Open(0, null));
    }

    VectorScript start(int wsKind, String wsId) {
        reference.start(wsKind, wsId);
        return add(new Step.Start(
                0, wsKind, wsId, Expect.plogOffset(reference.end().toString())));
    }

    VectorScript start(String wsId) {
        return start(KIND, wsId);
    }

    VectorScript startRefused(int wsKind, String wsId, int code) {
        return add(new Step.Start(0, wsKind, wsId, Expect.error(code)));
    }

    VectorScript next(int... seqIds) {
        for (int seqId : seqIds) {
            BigInteger number = reference.next(seqId);
            Expect expect = number == null ? Expect.error(EXHAUSTED) : Expect.number(number.toString());
            add(new Step.Next(0, seqId, expect, false));
        }
        return this;
    }

    VectorScript nextRefused(int seqId, int code) {
        return add(new Step.Next(0, seqId, Expect.error(code), false));
    }

    VectorScript use(int seqId, BigInteger number) {
        needs.add(Capability.USE);
        return add(new Step.Use(0, seqId, number.toString(), Expect.raised(reference.use(seqId, number)), false));
    }

    VectorScript use(int seqId, long number) {
        return use(seqId, BigInteger.valueOf(number));
    }

    VectorScript useRefused(int seqId, String number, int code) {
        needs.add(Capability.USE);
        return add(new Step.Use(0, seqId, number, Expect.error(code), false));
    }

    VectorScript append(Outcome outcome) {
        if (outcome == Outcome.OK || outcome == Outcome.UNKNOWN_LANDED) {
            reference.append();
        }
        return add(new Step.Append(0, outcome, List.of()));
    }

    VectorScript flush() {
        reference.forget();
        return add(new Step.Flush(0, Expect.DONE));
    }

    VectorScript flushRefused(int code) {
        return add(new Step.Flush(0, Expect.error(code)));
    }

    VectorScript actualize() {
        reference.forget();
        return add(new Step.Actualize(0, Expect.DONE, false));
    }

    /** A whole transaction that succeeds. */
    VectorScript tx(String wsId, int... seqIds) {
        return start(wsId).next(seqIds).append(Outcome.OK).flush();
    }

    VectorScript tx(int wsKind, String wsId, int... seqIds) {
        return start(wsKind, wsId).next(seqIds).append(Outcome.OK).flush();
    }

    VectorScript crash() {
        reference.forget();
        return add(new Step.Crash(0, 0));
    }

    VectorScript close() {
        reference.forget();
        return add(new Step.Close(0, Expect.DONE));
    }

    /** A crash, and a new sequencer over what is stored. */
    VectorScript reopen() {
        return crash().open();
    }

    /** Waits until nothing is left to do; then all of the log is stored. Either convention of the checkpoint is right. */
    VectorScript drained() {
        BigInteger end = reference.end();
        List<String> checkpoints = new ArrayList<>();
        checkpoints.add(end.toString());
        checkpoints.add(end.subtract(BigInteger.ONE).toString());
        if (end.equals(firstOffset)) {
            checkpoints.add("0");
        }
        return quiesce().add(new Step.Check(0, reference.stored(), checkpoints));
    }

    /** Waits until nothing is left to do. */
    VectorScript quiesce() {
        return add(new Step.Quiesce(0));
    }

    /** Whether the last start, flush, actualize or open was a start. */
    boolean inTransaction() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (step instanceof Step.Start) {
                return true;
            }
            if (step instanceof Step.Flush || step instanceof Step.Actualize || step instanceof Step.Open) {
                return false;
            }
        }
        return false;
    }

    /** What a start would be given. */
    String nextOffset() {
        return reference.end().toString();
    }

    /** What the last next was given. */
    String lastNumber() {
        return ((Step.Next) steps.get(steps.size() - 1)).expect().number();
    }

    Case build(String id, Level level, String rule, String title, String comment) {
        List<KindDeclaration> seqTypes = new ArrayList<>();
        kinds.forEach((wsKind, seqs) -> {
            List<SeqDeclaration> declared = new ArrayList<>();
            seqs.forEach((seqId, initial) -> declared.add(new SeqDeclaration(seqId, initial.toString())));
            seqTypes.add(new KindDeclaration(wsKind, declared));
        });
        CaseParams params = new CaseParams(
                seqTypes,
                limits,
                needs,
                numbers,
                checkpoint.toString(),
                firstOffset.toString(),
                plog,
                readLimit,
                false);
        return new Case(id, level, rule, title, comment, params, steps);
    }

    static SeqNumber value(int seqId, long number) {
        return new SeqNumber(seqId, Long.toString(number));
    }

    private VectorScript add(Step step) {
        steps.add(step);
        return this;
    }

    /** What is declared and stored is settled with the first event or step. */
    private Reference reference() {
        if (reference == null) {
            if (kinds.isEmpty()) {
                declare(KIND, 1, 1);
                declare(KIND, 2, 200_001);
            }
            reference = new Reference(firstOffset);
            kinds.forEach(
                    (wsKind, seqs) -> seqs.forEach((seqId, initial) -> reference.declare(wsKind, seqId, initial)));
            numbers.forEach(one -> reference.stored(one.wsId(), one.seqId(), new BigInteger(one.number())));
        }
        return reference;
    }
}
