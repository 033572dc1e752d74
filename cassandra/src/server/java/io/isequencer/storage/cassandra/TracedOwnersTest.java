package io.isequencer.storage.cassandra;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import io.isequencer.trace.validation.RelationValidator;
import io.isequencer.trace.validation.TraceVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three owners at once over memory: their trace fits, whatever answers are lost and whatever lands late. */
@Tag("lengthy")
@Timeout(120)
class TracedOwnersTest {
    private static final int APPENDS = 400;

    private final EventLog log = new MemoryEventLog();
    private final SequenceStorage storage = new MemoryStorage();
    private final AtomicInteger appends = new AtomicInteger();

    @TempDir
    private Path temp;

    /** What the owners do until there were enough appends, judged. */
    private TraceVerdict judged(EventLog ownersLog, SequenceStorage ownersStorage) throws Exception {
        Path file = temp.resolve("trace.ndjson");
        EventLog counted = new ForwardingEventLog(ownersLog) {
            @Override
            public AppendResult append(Event event) {
                appends.incrementAndGet();
                return super.append(event);
            }

            @Override
            public void close() {
                // It is shared.
            }
        };
        SequenceStorage shared = new ForwardingStorage(ownersStorage) {
            @Override
            public void close() {
                // It is shared.
            }
        };
        try (TracedOwners owners = new TracedOwners(Files.newBufferedWriter(file), () -> counted, () -> shared)) {
            owners.run(3, () -> appends.get() >= APPENDS);
        }
        return new RelationValidator(file, steps -> {}).validate(in -> in);
    }

    @Test
    void whatTheyDoFits() throws Exception {
        TraceVerdict verdict = judged(log, storage);
        assertTrue(verdict.valid() && verdict.steps() > APPENDS, verdict::text);
    }

    /** Every seventh answer is lost; of these, every other event is in the log, and the rest land before the next append. */
    private static final class Doubtful extends ForwardingEventLog {
        private int calls;
        private LogEvent late;

        Doubtful(EventLog log) {
            super(log);
        }

        @Override
        public synchronized AppendResult append(Event event) {
            calls++;
            if (late != null) {
                log.append(late);
                late = null;
            }
            if (calls % 7 > 0) {
                return super.append(event);
            }
            if (calls % 14 == 0) {
                super.append(event);
            } else if (log.end() == event.plogOffset()) {
                late = LogEvent.copyOf(event);
            }
            throw new StorageException("the answer is lost: plogOffset=" + event.plogOffset(), false);
        }
    }

    @Test
    void whatLandsLateFits() throws Exception {
        TraceVerdict verdict = judged(new Doubtful(log), storage);
        assertTrue(verdict.valid(), verdict::text);
        String trace = Files.readString(temp.resolve("trace.ndjson"));
        for (String step :
                new String[] {"AppendUnknownWritten", "AppendUnknownLate", "LateAppendLands", "AppendConflict"}) {
            assertTrue(trace.contains("\"a\":\"" + step + "\""), step);
        }
    }

    @Test
    void aNumberThatIsReadTooLowDoesNotFit() throws Exception {
        TraceVerdict verdict = judged(log, new ForwardingStorage(storage) {
            @Override
            public long readNumber(long wsId, int seqId) {
                long number = super.readNumber(wsId, seqId);
                return appends.get() > APPENDS / 2 && number > 0 ? number - 1 : number;
            }
        });
        assertFalse(verdict.valid(), verdict::text);
        assertTrue(verdict.misfit().json().contains("\"Read\""), verdict::text);
    }
}
