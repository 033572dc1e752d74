package io.isequencer.storage.cassandra;

import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/**
 * What one owner did, a line each, in the operating system's hands before the owner goes on: words apart by blanks, the first
 * one the kind, the second one {@link System#nanoTime}, which all processes of a machine share.
 *
 * <pre>
 *   open TIME OWNER MAX
 *   send TIME ID OFFSET WSKIND WSID VALUES     an append begins; a value is SEQID:NUMBER
 *   told TIME ID ok|conflict|failed|unknown
 *   write TIME ID CHECKPOINT VALUES            a value is WSID:SEQID:NUMBER
 *   wrote TIME ID ok|failed|unknown
 *   jump TIME MS                               the time of day has jumped, so far since the last look
 *   error TIME TEXT
 *   close TIME
 * </pre>
 */
final class OwnerRecord {
    private static final long JUMP_MS = 60_000;

    private final OutputStream out;
    private long last;
    private long aheadMs = aheadMs();

    OwnerRecord(Path file) throws IOException {
        out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
    }

    synchronized void line(String kind, Object... words) {
        StringJoiner line = new StringJoiner(" ", "", "\n");
        line.add(kind).add(Long.toString(System.nanoTime()));
        for (Object word : words) {
            line.add(word.toString());
        }
        try {
            out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes down whether the time of day has jumped. */
    void lookAtTheClock() {
        long ahead = aheadMs();
        if (Math.abs(ahead - aheadMs) > JUMP_MS) {
            line("jump", ahead - aheadMs);
            aheadMs = ahead;
        }
    }

    /** How far the time of day is ahead of the time that cannot jump. */
    private static long aheadMs() {
        return System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private synchronized long nextId() {
        return ++last;
    }

    /** As {@code 1:17,2:200003}, or {@code -}. */
    static String values(Event event) {
        StringJoiner values = new StringJoiner(",");
        values.setEmptyValue("-");
        for (int i = 0; i < event.size(); i++) {
            values.add(event.seqId(i) + ":" + event.number(i));
        }
        return values.toString();
    }

    EventLog over(EventLog log) {
        return new ForwardingEventLog(log) {
            @Override
            public AppendResult append(Event event) {
                long id = nextId();
                line(
                        "send",
                        id,
                        event.plogOffset(),
                        event.wsKind(),
                        Long.toUnsignedString(event.wsId()),
                        values(event));
                String told = "unknown";
                try {
                    AppendResult result = super.append(event);
                    told = result == AppendResult.APPENDED ? "ok" : "conflict";
                    return result;
                } catch (StorageException e) {
                    told = e.definite() ? "failed" : "unknown";
                    throw e;
                } finally {
                    line("told", id, told);
                }
            }
        };
    }

    SequenceStorage over(SequenceStorage storage) {
        return new ForwardingStorage(storage) {
            @Override
            public void write(ValueBatch batch, long checkpoint) {
                long id = nextId();
                StringJoiner values = new StringJoiner(",");
                values.setEmptyValue("-");
                for (int i = 0; i < batch.size(); i++) {
                    values.add(Long.toUnsignedString(batch.wsId(i)) + ":" + batch.seqId(i) + ":" + batch.number(i));
                }
                line("write", id, checkpoint, values);
                String told = "unknown";
                try {
                    super.write(batch, checkpoint);
                    told = "ok";
                } catch (StorageException e) {
                    told = e.definite() ? "failed" : "unknown";
                    throw e;
                } finally {
                    line("wrote", id, told);
                }
            }
        };
    }
}
