package io.isequencer.oracle.contract;

import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.channel.Incoming;
import io.isequencer.oracle.serve.Session;
import io.isequencer.oracle.serve.ThreadedAdapter;
import io.isequencer.oracle.wire.LinePipe;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A sequencer in this process, behind the oracle's protocol: the same lines as with a process of its own.
 *
 * <ul>
 *   <li><i>Threading:</i> as {@link Channel}. The sequencer has threads of its own, all of them daemons.
 * </ul>
 */
final class LocalChannel implements Channel {
    private static final int REAL_THREADS = 4;

    private final LinePipe toSequencer = new LinePipe();
    private final OutputStream out = toSequencer.out();
    private final BlockingQueue<Incoming> incoming = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(LocalChannel::daemon);
    private final ExecutorService clientThread = Executors.newSingleThreadExecutor(LocalChannel::daemon);
    private final ScheduledExecutorService scheduler;
    private final ThreadedAdapter adapter;
    private volatile String thrown = "";

    /** What opens a sequencer. */
    interface Opener {
        Sequencer open(
                SequencerParams params, SequenceStorage storage, EventLog log, ScheduledExecutorService scheduler);
    }

    /** @param virtual whether the sequencer's background runs on the scheduler alone */
    LocalChannel(Opener opener, boolean virtual) {
        io.isequencer.oracle.serve.Channel answers = new io.isequencer.oracle.serve.Channel(lines());
        VirtualScheduler time = virtual ? new VirtualScheduler() : null;
        scheduler = virtual ? time : Executors.newScheduledThreadPool(REAL_THREADS, LocalChannel::daemon);
        adapter = new ThreadedAdapter(
                answers,
                clientThread,
                threads,
                (params, storage, log) -> opener.open(params, storage, log, scheduler),
                time,
                scheduler::shutdownNow);
        threads.execute(() -> run(answers));
    }

    private void run(io.isequencer.oracle.serve.Channel answers) {
        try {
            new Session(toSequencer.in(), answers, adapter, "in this process").run();
            incoming.add(new Incoming.Ended("bye"));
        } catch (IOException | RuntimeException | Error e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            thrown = trace.toString();
            incoming.add(new Incoming.Ended("it threw: " + e));
        }
    }

    @Override
    public boolean send(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Incoming receive(long waitMs) {
        try {
            return incoming.poll(waitMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Incoming.Ended("the test was interrupted");
        }
    }

    @Override
    public String stderrTail() {
        return thrown;
    }

    @Override
    public void close() {
        adapter.close();
        threads.shutdownNow();
        clientThread.shutdownNow();
    }

    /** Takes each message as a whole: it is written at once. */
    private OutputStream lines() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                throw new UnsupportedOperationException("a line must be written at once");
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                incoming.add(new Incoming.Text(new String(bytes, from, length - 1, StandardCharsets.UTF_8)));
            }
        };
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "oracle-case");
        thread.setDaemon(true);
        return thread;
    }
}
