package io.isequencer.simulation.moves;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;
import io.isequencer.laboratory.SplitMix64;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a world is made of. Swarm: each seed draws its own sizes and switches its own subset of faults on, since a run
 * with all faults on rarely gets far enough for any of them to matter.
 *
 * <ul>
 *   <li><i>Units:</i> {@code faults} maps those that are on to their intensity, {@code steps} is the length of the part with faults, {@code maxUnflushedValues} counts keys,
 *       {@code retryDelayMs} is virtual.
 * </ul>
 */
public record Options(
        int owners,
        int workspaces,
        int sequences,
        int maxUnflushedValues,
        int numbersPerEvent,
        int steps,
        boolean explicitNumbers,
        long retryDelayMs,
        Map<FaultKind, Integer> faults) {
    public static final int MAX_OWNERS = 4;
    public static final int MAX_WORKSPACES = 4;
    public static final int MAX_SEQUENCES = 3;

    private static final int WS_KIND = 1;

    /** How many times likelier an ordinary move is than a fault of intensity 1. */
    private static final int CALM = 16;

    /** Ordinary ones, the smallest, the largest unsigned one, and the first with the sign bit. */
    private static final long[] WS_IDS = {140_737_488_355_329L, 0, -1, Long.MIN_VALUE};

    private static final long[] INITIAL_VALUES = {1, 200_001, 7};

    /** By how many sequences there are, from 1. Each owner that is opened needs them, and owners are opened often. */
    private static final List<SeqTypes> SEQ_TYPES =
            IntStream.rangeClosed(1, MAX_SEQUENCES).mapToObj(Options::seqTypes).toList();

    private static SeqTypes seqTypes(int sequences) {
        SeqTypes.Builder types = SeqTypes.builder();
        for (int i = 0; i < sequences; i++) {
            types.add(WS_KIND, seqId(i), initialValue(i));
        }
        return types.build();
    }

    public Options {
        // Sorted: the order of Map.copyOf differs from one JVM to the next.
        faults = Collections.unmodifiableMap(new TreeMap<>(faults));
    }

    /** The options that a seed draws, with faults from {@code allowed} only. */
    public static Options forSeed(long seed, int steps, Set<FaultKind> allowed) {
        SplitMix64 rng = new SplitMix64(SplitMix64.mix(seed) ^ 0x5EEDL);
        Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
        for (FaultKind fault : FaultKind.values()) {
            boolean drawn = rng.oneIn(2);
            int intensity = rng.pick(1, 2, 4, 16);
            if (drawn && allowed.contains(fault)) {
                faults.put(fault, intensity);
            }
        }
        return new Options(
                faults.containsKey(FaultKind.ZOMBIE) ? rng.pick(2, 2, 3, 4) : 1,
                rng.pick(1, 2, 3, 4),
                rng.pick(1, 2, 2, 3),
                rng.pick(1, 1, 2, 3, 8),
                rng.pick(1, 2, 3, 5),
                steps,
                rng.oneIn(2),
                500,
                faults);
    }

    public int keys() {
        return workspaces * sequences;
    }

    public static int wsKind() {
        return WS_KIND;
    }

    public static long wsId(int workspace) {
        return WS_IDS[workspace];
    }

    public static int seqId(int sequence) {
        return sequence + 1;
    }

    public static long initialValue(int sequence) {
        return INITIAL_VALUES[sequence];
    }

    /** The dense index of a key. */
    public int keyOf(long wsId, int seqId) {
        return workspace(wsId) * sequences + seqId - 1;
    }

    /** The inverse of {@link #wsId}. */
    public static int workspace(long wsId) {
        int workspace = 0;
        while (WS_IDS[workspace] != wsId) {
            workspace++;
        }
        return workspace;
    }

    public SequencerParams params() {
        return SequencerParams.of(SEQ_TYPES.get(sequences - 1))
                .withMaxUnflushedValues(maxUnflushedValues)
                .withRetryDelayMs(retryDelayMs);
    }

    public Options withOwners(int count) {
        return new Options(
                count,
                workspaces,
                sequences,
                maxUnflushedValues,
                numbersPerEvent,
                steps,
                explicitNumbers,
                retryDelayMs,
                faults);
    }

    /** All kinds of moves alike. */
    public static int[] evenWeights() {
        int[] weights = new int[MoveKind.values().length];
        Arrays.fill(weights, 1);
        return weights;
    }

    /** The weight of each kind of move, by ordinal; 0 for a fault that this seed did not draw. */
    public int[] weights() {
        int[] weights = new int[MoveKind.values().length];
        for (MoveKind kind : MoveKind.values()) {
            weights[kind.ordinal()] = kind.isFault() ? 0 : kind.weight() * CALM;
        }
        for (MoveKind rare : new MoveKind[] {MoveKind.CLOSE, MoveKind.ABANDON, MoveKind.START_REFUSED}) {
            weights[rare.ordinal()] = rare.weight();
        }
        faults.forEach((fault, intensity) -> {
            MoveKind cause = MoveKind.causeOf(fault);
            if (cause != null) {
                int weight = cause.weight() * intensity;
                weights[cause.ordinal()] = Math.max(weights[cause.ordinal()], weight);
            }
        });
        if (!explicitNumbers) {
            weights[MoveKind.USE.ordinal()] = 0;
        }
        return weights;
    }
}
