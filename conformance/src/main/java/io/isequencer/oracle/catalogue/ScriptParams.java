package io.isequencer.oracle.catalogue;

import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.CaseLimits;
import io.isequencer.oracle.cases.CaseParams;
import io.isequencer.oracle.cases.CaseParams.KindDeclaration;
import io.isequencer.oracle.cases.CaseParams.LoggedEvent;
import io.isequencer.oracle.cases.CaseParams.SeqDeclaration;
import io.isequencer.oracle.cases.KeyNumber;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The parameters of a case while it is written down. */
public final class ScriptParams {
    private static final int USUAL_READ_LIMIT = 100;

    private final Map<Integer, Map<Integer, Long>> kinds = new TreeMap<>();
    private final Set<Capability> needs = EnumSet.noneOf(Capability.class);
    private final List<KeyNumber> numbers = new ArrayList<>();
    private final List<LoggedEvent> plog = new ArrayList<>();
    private CaseLimits limits = CaseLimits.USUAL;
    private long checkpoint;
    private long firstOffset = 1;
    private int readLimit = USUAL_READ_LIMIT;
    private boolean freeHeld;

    /** Declares a sequence. Without any there are the usual two: 1 from 1, and 2 from 200001. */
    public ScriptParams declare(int wsKind, int seqId, long initial) {
        kinds.computeIfAbsent(wsKind, unseen -> new TreeMap<>()).put(seqId, initial);
        return this;
    }

    /** Sequences 1 to count, each from 1. */
    public ScriptParams sequences(int count) {
        for (int seqId = 1; seqId <= count; seqId++) {
            declare(Script.KIND, seqId, 1);
        }
        return this;
    }

    public ScriptParams need(Capability capability) {
        needs.add(capability);
        return this;
    }

    public ScriptParams stored(long wsId, int seqId, long number) {
        numbers.add(new KeyNumber(Script.text(wsId), seqId, Script.text(number)));
        return this;
    }

    public ScriptParams checkpoint(long nextPlogOffset) {
        checkpoint = nextPlogOffset;
        return this;
    }

    public ScriptParams firstOffset(long offset) {
        firstOffset = offset;
        checkpoint = offset;
        return this;
    }

    public ScriptParams unflushed(int maxUnflushedValues) {
        limits = limits.withMaxUnflushedValues(maxUnflushedValues);
        return this;
    }

    public ScriptParams cache(int cacheSize) {
        limits = limits.withCacheSize(cacheSize);
        return this;
    }

    public ScriptParams closeTimeoutMs(int ms) {
        limits = new CaseLimits(limits.maxUnflushedValues(), limits.cacheSize(), limits.retryDelayMs(), ms);
        return this;
    }

    public ScriptParams retryDelayMs(int ms) {
        limits = new CaseLimits(limits.maxUnflushedValues(), limits.cacheSize(), ms, limits.closeTimeoutMs());
        return this;
    }

    public ScriptParams limits(CaseLimits all) {
        limits = all;
        return this;
    }

    public ScriptParams readLimit(int events) {
        readLimit = events;
        return this;
    }

    public ScriptParams freeHeld() {
        freeHeld = true;
        return this;
    }

    void logged(LoggedEvent event) {
        plog.add(event);
    }

    long firstOffset() {
        return firstOffset;
    }

    List<KeyNumber> numbers() {
        return numbers;
    }

    long initial(int wsKind, int seqId) {
        usualIfNone();
        Long initial = kinds.getOrDefault(wsKind, Map.of()).get(seqId);
        if (initial == null) {
            throw new IllegalArgumentException("a sequence must be declared: wsKind=" + wsKind + ", seqId=" + seqId);
        }
        return initial;
    }

    CaseParams build(long firstLogOffset) {
        usualIfNone();
        List<KindDeclaration> seqTypes = new ArrayList<>();
        kinds.forEach((wsKind, seqs) -> {
            List<SeqDeclaration> declared = new ArrayList<>();
            seqs.forEach((seqId, initial) -> declared.add(new SeqDeclaration(seqId, Script.text(initial))));
            seqTypes.add(new KindDeclaration(wsKind, declared));
        });
        return new CaseParams(
                seqTypes,
                limits,
                needs,
                numbers,
                Script.text(checkpoint),
                Script.text(firstLogOffset),
                plog,
                readLimit,
                freeHeld);
    }

    private void usualIfNone() {
        if (kinds.isEmpty()) {
            declare(Script.KIND, 1, 1);
            declare(Script.KIND, 2, 200_001);
        }
    }
}
