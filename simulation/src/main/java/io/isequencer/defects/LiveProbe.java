package io.isequencer.defects;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;
import io.isequencer.recording.RelationCheck;
import io.isequencer.recording.RelationCheck.State;
import java.util.List;

/**
 * What is called inside a defect's class loader to watch it under load. It speaks in strings, as {@link DefectProbe} does.
 *
 * <p>Each round is a partition of its own: clients take transactions, the runtime's threads write and rebuild, the storage
 * is slow and fails now and then, and a {@link RelationCheck} judges each step. What threads do at one moment shows in
 * some transactions and not in others, so there are many, and rounds that differ in what they make likely.
 */
public final class LiveProbe {
    private static final long FIRST_RECORD = 200_001;
    private static final SeqTypes USUAL = SeqTypes.DEFAULT;
    private static final SeqTypes NEAR_THE_LAST = SeqTypes.builder()
            .add(1, 1, Long.MAX_VALUE - 2)
            .add(1, 2, FIRST_RECORD)
            .build();

    private static final List<LiveRound> ROUNDS = List.of(
            new LiveRound(params(USUAL, 8, 4), 500),
            new LiveRound(params(USUAL, 3, 100), 300),
            new LiveRound(params(USUAL, 1, 2), 200),
            new LiveRound(params(USUAL, 100, 8), 500),
            new LiveRound(params(NEAR_THE_LAST, 8, 4), 20));

    private LiveProbe() {}

    private static SequencerParams params(SeqTypes types, int maxUnflushedValues, int cacheSize) {
        return SequencerParams.of(types)
                .withMaxUnflushedValues(maxUnflushedValues)
                .withCacheSize(cacheSize)
                .withRetryDelayMs(1)
                .withCloseTimeoutMs(200);
    }

    /**
     * Plays the rounds up to the first misfit, or until a sequencer lets its client wait without end.
     *
     * @return why a step does not fit, line by line, or nothing; whether the changed code has run; whether all rounds were
     *     played to their end
     */
    public static String[] watch() {
        boolean ended = true;
        for (LiveRound round : ROUNDS) {
            ended &= round.play();
            RelationCheck.Verdict verdict = round.verdict();
            if (verdict.state() != State.FITS || !ended) {
                return seen(verdict.state() == State.FITS ? List.of() : verdict.why(), ended);
            }
        }
        return seen(List.of(), ended);
    }

    private static String[] seen(List<String> why, boolean ended) {
        return new String[] {String.join("\n", why), Boolean.toString(ChangedCode.hasRun()), Boolean.toString(ended)};
    }
}
