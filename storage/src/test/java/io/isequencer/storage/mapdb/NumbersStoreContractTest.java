package io.isequencer.storage.mapdb;

import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.contract.DurableSequenceStorageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("lengthy")
class NumbersStoreContractTest extends DurableSequenceStorageContract {
    @TempDir
    Path directory;

    @Override
    protected SequenceStorage open() {
        return NumbersStore.open(directory, new Endless(), LogStart.WHOLE, 10, message -> {});
    }

    /** A log that has whatever event it is asked for. */
    private static final class Endless implements EventLog {
        @Override
        public AppendResult append(Event event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean scan(long fromOffset, EventVisitor visitor) {
            long plogOffset = fromOffset;
            while (visitor.visit(LogEvent.builder(plogOffset, 1, 7).build())) {
                plogOffset++;
            }
            return false;
        }

        @Override
        public void sync(long belowOffset) {}

        @Override
        public long end() {
            return Long.MAX_VALUE;
        }

        @Override
        public void close() {}
    }
}
