package io.isequencer.docs;

import io.isequencer.api.Busy;
import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;

/** The README's example; a test compares the two. */
final class EmbeddingExample {
    private EmbeddingExample() {}

    /** Commits one event; returns its record id, or 0 if it must be tried again. */
    static long commit(EventLog log, SequenceStorage storage) throws InterruptedException {
        // README begins
        try (SequencerRuntime runtime = SequencerRuntime.create();
                Sequencer sequencer = runtime.open(SequencerParams.of(SeqTypes.DEFAULT), storage, log)) {
            sequencer.awaitReady(10_000);
            long plogOffset = sequencer.start(1, 42); // wsKind, wsId
            if (Busy.isBusy(plogOffset)) return 0; // rebuilding, or the flusher is behind
            long recordId = sequencer.next(2); // provisional: tell nobody yet
            var event = LogEvent.builder(plogOffset, 1, 42).add(2, recordId).build();
            boolean appended = append(log, event); // insert-if-absent
            if (appended) sequencer.flush(); // surely in the log: the number is real
            else sequencer.actualize(); // failed or unknown: the number was never issued
            return appended ? recordId : 0;
        }
        // README ends
    }

    /** Whether the event is surely in the log. */
    private static boolean append(EventLog log, LogEvent event) {
        try {
            return log.append(event) == EventLog.AppendResult.APPENDED;
        } catch (RuntimeException unknown) {
            return false;
        }
    }
}
