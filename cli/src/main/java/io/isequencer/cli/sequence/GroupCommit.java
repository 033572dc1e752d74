package io.isequencer.cli.sequence;

import io.isequencer.cli.ByteText;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Holds back the lines of appended events until one fsync covers them all, has it witnessed, then prints them: printed
 * means durable.
 *
 * <ul>
 *   <li><i>Durability:</i> after {@link #commit} all added events are durable and printed. If it throws, they may be
 *       durable, and some may be printed. If it was the witness who failed, all of them are both.
 *   <li><i>Units:</i> a group is at most {@link #MAX_EVENTS} events, about {@link #MAX_BYTES} of output, and about
 *       {@link #MAX_DELAY_MS} old when another event comes.
 * </ul>
 */
final class GroupCommit {
    static final int MAX_EVENTS = 4_096;
    static final int MAX_BYTES = 1024 * 1024;

    /** Bounds how long a steady stream waits for its acknowledgement; an idle one does not wait at all. */
    static final int MAX_DELAY_MS = 50;

    private final EventLog log;
    private final OutputStream out;
    private final Witness witness;
    private final LongSupplier nanoTime;
    private final ByteText text = new ByteText();
    private long firstNanos;
    private long end;
    private int waiting;

    /** What is notified of durable events, before they are printed. */
    interface Witness {
        Witness NONE = new Witness() {
            @Override
            public void durable(long belowOffset) {
                // Nobody asked.
            }

            @Override
            public boolean full() {
                return false;
            }
        };

        /** The events below the offset are durable. A failure ends the run, once they are printed. */
        void durable(long belowOffset);

        /** Whether it would like to be told soon, since it keeps much until then. */
        boolean full();
    }

    GroupCommit(EventLog log, OutputStream out, Witness witness) {
        this(log, out, witness, System::nanoTime);
    }

    GroupCommit(EventLog log, OutputStream out, LongSupplier nanoTime) {
        this(log, out, Witness.NONE, nanoTime);
    }

    private GroupCommit(EventLog log, OutputStream out, Witness witness, LongSupplier nanoTime) {
        this.log = Objects.requireNonNull(log, "log");
        this.out = Objects.requireNonNull(out, "out");
        this.witness = Objects.requireNonNull(witness, "witness");
        this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
    }

    /** Adds an event that was appended. */
    void add(Event event) {
        long now = nanoTime.getAsLong();
        if (waiting == 0) {
            firstNanos = now;
        }
        EventText.append(text, event);
        end = event.plogOffset() + 1;
        waiting++;
        boolean late = now - firstNanos >= TimeUnit.MILLISECONDS.toNanos(MAX_DELAY_MS);
        if (late || waiting >= MAX_EVENTS || text.size() >= MAX_BYTES || witness.full()) {
            commit();
        }
    }

    /** Commits if the witness keeps much, though perhaps no event was added. */
    void relieve() {
        if (witness.full()) {
            commit();
        }
    }

    void commit() {
        if (waiting == 0) {
            witness.durable(end);
            return;
        }
        waiting = 0;
        log.sync(end);
        try {
            witness.durable(end);
        } finally {
            text.writeTo(out);
        }
    }
}
