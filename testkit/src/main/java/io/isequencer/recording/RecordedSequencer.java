package io.isequencer.recording;

import io.isequencer.api.Busy;
import io.isequencer.api.Sequencer;
import io.isequencer.api.UseResult;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Writes down each client call and its result.
 *
 * <ul>
 *   <li><i>Threading:</i> as {@link Sequencer} says.
 * </ul>
 */
final class RecordedSequencer implements Sequencer {
    private final HistoryWriter writer;
    private final long owner;
    private final Sequencer sequencer;

    RecordedSequencer(HistoryWriter writer, long owner, Sequencer sequencer) {
        this.writer = writer;
        this.owner = owner;
        this.sequencer = sequencer;
    }

    @Override
    public long start(int wsKind, long wsId) {
        String fields = "\"k\":" + wsKind + ",\"w\":\"" + Long.toUnsignedString(wsId) + "\"";
        return record("start", fields, () -> sequencer.start(wsKind, wsId), result -> {
            if (!Busy.isBusy(result)) {
                return "\"p\":\"" + result + "\"";
            }
            return Busy.of(result) == Busy.ACTUALIZING ? "\"b\":\"actualizing\"" : "\"b\":\"backPressure\"";
        });
    }

    @Override
    public long next(int seqId) {
        return record("next", "\"s\":" + seqId, () -> sequencer.next(seqId), number -> "\"n\":\"" + number + "\"");
    }

    @Override
    public UseResult use(int seqId, long number) {
        String fields = "\"s\":" + seqId + ",\"n\":\"" + number + "\"";
        return record(
                "use", fields, () -> sequencer.use(seqId, number), result -> "\"up\":" + (result == UseResult.RAISED));
    }

    @Override
    public void flush() {
        record("flush", sequencer::flush);
    }

    @Override
    public void actualize() {
        record("actualize", sequencer::actualize);
    }

    @Override
    public boolean awaitReady(long timeoutMs) throws InterruptedException {
        return sequencer.awaitReady(timeoutMs);
    }

    @Override
    public CompletionStage<Void> whenReady() {
        return sequencer.whenReady();
    }

    @Override
    public Throwable failure() {
        return sequencer.failure();
    }

    @Override
    public boolean awaitIdle(long timeoutMs) throws InterruptedException {
        return sequencer.awaitIdle(timeoutMs);
    }

    @Override
    public void close() {
        sequencer.close();
        writer.call("close", owner, "");
    }

    private void record(String call, Runnable made) {
        record(
                call,
                "",
                () -> {
                    made.run();
                    return null;
                },
                result -> "");
    }

    private <T> T record(String call, String fields, Supplier<T> made, Function<T, String> told) {
        T result;
        try {
            result = made.get();
        } catch (RuntimeException failure) {
            ErrorCode code = ErrorCode.of(call, failure);
            if (code != null) {
                writer.call(call, owner, joined(fields, "\"x\":" + code.code()));
            }
            throw failure;
        }
        writer.call(call, owner, joined(fields, told.apply(result)));
        return result;
    }

    private static String joined(String fields, String more) {
        return fields.isEmpty() || more.isEmpty() ? fields + more : fields + "," + more;
    }
}
