package io.isequencer.oracle.cases;

import java.util.List;
import java.util.stream.Stream;

/**
 * The last number and the last offset of a sequencer. The cases at the boundary are made for them.
 *
 * <ul>
 *   <li><i>Units:</i> unsigned 64-bit values.
 * </ul>
 */
public record Bounds(long maxNumber, long maxPlogOffset) {
    /** What PROTOCOL.md says if an adapter does not. */
    public static final Bounds USUAL = new Bounds(Long.MAX_VALUE, Long.MAX_VALUE - 1);

    /** Whether the sequencer has all numbers and offsets that the case expects of it, or has used before. */
    public boolean hold(Case testCase) {
        return numbers(testCase).allMatch(number -> isUpTo(maxNumber, number))
                && offsets(testCase).allMatch(offset -> isUpTo(maxPlogOffset, offset));
    }

    private static Stream<String> numbers(Case testCase) {
        CaseParams params = testCase.params();
        return Stream.of(
                        params.seqTypes().stream()
                                .flatMap(kind -> kind.seqs().stream())
                                .map(CaseParams.SeqDeclaration::initial),
                        params.numbers().stream().map(KeyNumber::number),
                        params.plog().stream().flatMap(event -> numbers(event.values())),
                        testCase.steps().stream().flatMap(Bounds::numbers))
                .flatMap(numbers -> numbers);
    }

    /** What is to be refused may be above them. */
    private static Stream<String> numbers(Step step) {
        if (step instanceof Step.Next next) {
            return Stream.ofNullable(next.expect().number());
        } else if (step instanceof Step.Use use) {
            return use.expect().error() == null ? Stream.of(use.number()) : Stream.empty();
        } else if (step instanceof Step.Append append) {
            return numbers(append.explicit());
        }
        return step instanceof Step.Foreign foreign ? numbers(foreign.values()) : Stream.empty();
    }

    private static Stream<String> numbers(List<SeqNumber> values) {
        return values.stream().map(SeqNumber::number);
    }

    private static Stream<String> offsets(Case testCase) {
        return Stream.concat(
                testCase.params().plog().stream().map(CaseParams.LoggedEvent::plogOffset),
                testCase.steps().stream()
                        .filter(Step.Start.class::isInstance)
                        .map(step -> ((Step.Start) step).expect().plogOffset())
                        .filter(offset -> offset != null));
    }

    private static boolean isUpTo(long max, String value) {
        return Long.compareUnsigned(Long.parseUnsignedLong(value), max) <= 0;
    }
}
