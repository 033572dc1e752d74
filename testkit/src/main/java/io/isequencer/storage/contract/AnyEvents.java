package io.isequencer.storage.contract;

import io.isequencer.spi.LogEvent;
import java.util.function.LongFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Events, keys and numbers of any kind, for properties. */
public final class AnyEvents {
    private AnyEvents() {}

    /** What an event says, as a function of its offset. */
    public static Arbitrary<LongFunction<LogEvent>> contents() {
        Arbitrary<Entry> entry = Combinators.combine(seqIds(), numbers(), Arbitraries.of(true, false))
                .as(Entry::new);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 65_535),
                        Arbitraries.longs(),
                        entry.list().ofMaxSize(6),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(40))
                .as((wsKind, wsId, entries, payload) -> plogOffset -> {
                    LogEvent.Builder event = LogEvent.builder(plogOffset, wsKind, wsId);
                    entries.forEach(each -> event.add(each.seqId, each.number, each.explicit));
                    return event.payload(payload).build();
                });
    }

    public static Arbitrary<Long> wsIds() {
        return Arbitraries.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 140_737_488_355_329L);
    }

    public static Arbitrary<Integer> seqIds() {
        return Arbitraries.of(1, 2, 255, 256, 65_535);
    }

    /** Near each other, so that they meet, and near the end. */
    public static Arbitrary<Long> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, 6), Arbitraries.longs().between(1, Long.MAX_VALUE));
    }

    private record Entry(int seqId, long number, boolean explicit) {}
}
