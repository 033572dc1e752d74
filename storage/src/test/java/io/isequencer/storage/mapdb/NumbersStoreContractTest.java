package io.isequencer.storage.mapdb;

import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.contract.Capability;
import io.isequencer.storage.contract.Declares;
import io.isequencer.storage.contract.SequenceStorageContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Declares(Capability.REOPEN)
class NumbersStoreContractTest extends SequenceStorageContract {
    @TempDir
    Path directory;

    @Override
    protected SequenceStorage open(String store) throws IOException {
        Path own = Files.createDirectories(directory.resolve(store));
        return NumbersStore.open(own, new Endless(), LogStart.WHOLE, 10, message -> {});
    }

    /** Each run makes files and commits. */
    @Override
    protected int randomRuns() {
        return 4;
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
            while (plogOffset < end()) {
                if (!visitor.visit(LogEvent.builder(plogOffset, 1, 7).build())) {
                    return false;
                }
                plogOffset++;
            }
            return true;
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
