package io.isequencer.oracle.channel;

import io.isequencer.oracle.wire.BoundedLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An adapter that is a process. Three daemon threads move bytes; each ends with the process, and
 * none of them dies without a word.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IOException} if the process cannot be started.
 *   <li><i>Units:</i> at most {@value #QUEUED_LINES} lines wait in each direction, of at most 64 KiB each.
 * </ul>
 */
public final class ProcessChannel implements Channel {
    public static final int QUEUED_LINES = 1024;
    private static final int STDERR_HEAD_BYTES = 4_096;
    private static final int STDERR_TAIL_BYTES = 16_384;
    private static final long KILL_WAIT_MS = 5_000;
    private static final long EXIT_WAIT_MS = 2_000;
    private static final long ERRORS_WAIT_MS = 2_000;
    private static final long LATE_ERRORS_MS = 50;
    private static final long POLL_MS = 5;

    /** Behind the last line. How it ended is found out when somebody wants to know: it may take a moment to end. */
    private static final Incoming END_OF_OUTPUT = new Incoming.Ended("");

    private final Process process;
    private final BlockingQueue<Incoming> incoming = new LinkedBlockingQueue<>(QUEUED_LINES);
    private final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>(QUEUED_LINES);
    private final ByteEnds stderr = new ByteEnds(STDERR_HEAD_BYTES, STDERR_TAIL_BYTES);
    private final Thread errorReader;
    private final List<Thread> threads;
    private final BoundedLines output;

    ProcessChannel(Process process) {
        this.process = process;
        this.output = new BoundedLines(process.getInputStream());
        this.errorReader = thread("stderr", this::readErrors);
        this.threads = List.of(errorReader, thread("stdout", this::readOutput), thread("stdin", this::write));
        threads.forEach(Thread::start);
    }

    /** Starts the command. */
    public static ProcessChannel start(List<String> command) throws IOException {
        return new ProcessChannel(new ProcessBuilder(command).start());
    }

    /** Connects to an adapter that listens. */
    public static ProcessChannel connect(String host, int port) throws IOException {
        return new ProcessChannel(new Connection(host, port));
    }

    /** The number of the process. Not of one that is connected to. */
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean send(String line) {
        return outgoing.offer(line);
    }

    @Override
    public Incoming receive(long waitMs) {
        try {
            Incoming next = incoming.poll(waitMs, TimeUnit.MILLISECONDS);
            return next == END_OF_OUTPUT ? new Incoming.Ended(how()) : next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Incoming.Ended("the oracle was interrupted");
        }
    }

    @Override
    public String stderrTail() {
        String text = stderr.text();
        try {
            // What was written before the last line that came may still be on its way.
            for (long waited = 0;
                    text.isEmpty() && errorReader.isAlive() && waited < LATE_ERRORS_MS;
                    waited += POLL_MS) {
                errorReader.join(POLL_MS);
                text = stderr.text();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return text;
    }

    @Override
    public void forgetErrors() {
        stderr.clear();
    }

    @Override
    public BoundedLines.Unfinished unfinished() {
        return output.unfinished();
    }

    @Override
    public void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        end();
        threads.forEach(Thread::interrupt);
        try {
            process.waitFor(KILL_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readOutput() {
        try (output) {
            for (BoundedLines.Line line = output.next(); line != null; line = output.next()) {
                if (line.tooLong()) {
                    incoming.put(new Incoming.TooLong());
                    return;
                }
                incoming.put(line.utf8() ? new Incoming.Text(line.text()) : new Incoming.NotUtf8(line.text()));
            }
            incoming.put(END_OF_OUTPUT);
        } catch (IOException e) {
            tell(new Incoming.Ended("its output could not be read: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String how() throws InterruptedException {
        if (!process.waitFor(EXIT_WAIT_MS, TimeUnit.MILLISECONDS)) {
            return "its output was closed, the process lives on";
        }
        if (process instanceof Connection) {
            return "the connection was closed";
        }
        // What it said last often says why.
        errorReader.join(ERRORS_WAIT_MS);
        return "exit code " + process.exitValue();
    }

    private void readErrors() {
        byte[] chunk = new byte[STDERR_TAIL_BYTES];
        try (InputStream in = process.getErrorStream()) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                stderr.add(chunk, read);
            }
        } catch (IOException e) {
            stderr.add(new byte[0], 0);
        }
    }

    private void write() {
        try (OutputStream out = process.getOutputStream()) {
            while (true) {
                out.write((outgoing.take() + "\n").getBytes(StandardCharsets.UTF_8));
                if (outgoing.isEmpty()) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            // The reader of its output will tell that it has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A thread that cannot end unnoticed: whatever waits for the adapter is notified why nothing comes any more. */
    private Thread thread(String name, Runnable body) {
        Runnable noticed = () -> {
            try {
                body.run();
            } catch (RuntimeException | Error e) {
                tell(new Incoming.Ended("the oracle failed at its " + name + ": " + e));
            }
        };
        Thread thread = new Thread(noticed, "oracle-" + name);
        thread.setDaemon(true);
        return thread;
    }

    private void tell(Incoming last) {
        try {
            incoming.put(last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
