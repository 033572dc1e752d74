package io.isequencer.oracle.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is between the oracle and a process: bounded in each direction, and never silent about its end. */
@Tag("lengthy")
@Timeout(300)
class ProcessChannelTest {
    private static final int BOUND = ProcessChannel.QUEUED_LINES;
    private static final long WAIT_MS = 120_000;

    @ParameterizedTest
    @ValueSource(ints = {BOUND - 1, BOUND, BOUND + 1})
    void soManyLinesWaitToBeReadByTheAdapter(int lines) throws InterruptedException {
        Deaf adapter = new Deaf();
        try (ProcessChannel channel = new ProcessChannel(adapter)) {
            assertTrue(channel.send("the one that is being written"));
            adapter.writing.await();
            for (int i = 1; i < lines; i++) {
                assertTrue(channel.send("line " + i), "line " + i);
            }
            assertEquals(lines <= BOUND, channel.send("the last"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {BOUND - 1, BOUND, BOUND + 1})
    void soManyLinesWaitToBeReadByTheOracle(int lines) throws InterruptedException {
        Talkative adapter = new Talkative();
        try (ProcessChannel channel = new ProcessChannel(adapter)) {
            adapter.say(lines);
            // One line above the bound is in the reader's hands, who asks for no further one until there is room.
            assertEquals(lines <= BOUND, adapter.asksForMoreThan(lines));
            for (int i = 1; i <= lines; i++) {
                assertEquals(new Incoming.Text("line " + i), channel.receive(WAIT_MS));
            }
            assertTrue(adapter.asksForMoreThan(lines));
            assertNull(channel.receive(0));
        }
    }

    @Test
    void anEndWaitsForRoom() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < BOUND; i++) {
            text.append("x\n");
        }
        String tooLong = "y".repeat(100_000);
        try (ProcessChannel channel = new ProcessChannel(new Saying(text + tooLong))) {
            for (int i = 0; i < BOUND; i++) {
                assertEquals(new Incoming.Text("x"), channel.receive(WAIT_MS));
            }
            assertEquals(new Incoming.TooLong(), channel.receive(WAIT_MS));
        }
    }

    @Test
    void whatAProcessSaidLastIsReadBeforeItsEndIsReported() {
        Silent dying = new Silent() {
            @Override
            public InputStream getErrorStream() {
                return new ByteArrayInputStream("panic".getBytes(StandardCharsets.UTF_8)) {
                    @Override
                    public synchronized int read(byte[] bytes, int from, int length) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                        return super.read(bytes, from, length);
                    }
                };
            }
        };
        try (ProcessChannel channel = new ProcessChannel(dying)) {
            assertEquals(new Incoming.Ended("exit code 0"), channel.receive(WAIT_MS));
            assertEquals("panic", channel.stderrTail());
        }
    }

    @Test
    void aFailureOfTheReaderEndsTheCase() {
        assertEquals(
                new Incoming.Ended("the oracle failed at its stdout: java.lang.IllegalStateException: no idea"),
                endOf(new IllegalStateException("no idea")));
        assertEquals(
                new Incoming.Ended("the oracle failed at its stdout: java.lang.StackOverflowError"),
                endOf(new StackOverflowError()));
        assertEquals(new Incoming.Ended("its output could not be read: broken"), endOf(new IOException("broken")));
    }

    private static Incoming endOf(Throwable failure) {
        try (ProcessChannel channel = new ProcessChannel(new Failing(failure))) {
            return channel.receive(WAIT_MS);
        }
    }

    /** A process that is none: silent, and alive until it is killed. */
    private static class Silent extends Process {
        private final CountDownLatch killed = new CountDownLatch(1);

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public int waitFor() throws InterruptedException {
            killed.await();
            return exitValue();
        }

        @Override
        public int exitValue() {
            return 0;
        }

        @Override
        public void destroy() {
            killed.countDown();
        }

        @Override
        public boolean isAlive() {
            return killed.getCount() > 0;
        }

        @Override
        public Stream<ProcessHandle> descendants() {
            return Stream.of();
        }
    }

    /** Never reads what it is sent: the first write hangs. */
    private static final class Deaf extends Silent {
        private final CountDownLatch writing = new CountDownLatch(1);

        @Override
        public OutputStream getOutputStream() {
            return new OutputStream() {
                @Override
                public void write(int b) {
                    writing.countDown();
                    hang();
                }
            };
        }
    }

    private static class Saying extends Silent {
        private final String text;

        Saying(String text) {
            this.text = text;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Says a line whenever it is asked for one and allowed to. */
    private static final class Talkative extends Silent {
        private final Semaphore allowed = new Semaphore(0);
        private volatile Thread reader;
        private int asked;

        void say(int lines) {
            allowed.release(lines);
        }

        /** Whether the reader has had so many lines and waits for one more; else it waits for room. */
        boolean asksForMoreThan(int lines) throws InterruptedException {
            synchronized (this) {
                while (asked < lines) {
                    wait();
                }
            }
            while (reader.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            synchronized (this) {
                return asked > lines;
            }
        }

        private synchronized int ask() {
            reader = Thread.currentThread();
            asked++;
            notifyAll();
            return asked;
        }

        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                @Override
                public int read() {
                    throw new UnsupportedOperationException("by chunks alone");
                }

                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    int number = ask();
                    try {
                        allowed.acquire();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    byte[] line = ("line " + number + "\n").getBytes(StandardCharsets.UTF_8);
                    System.arraycopy(line, 0, bytes, from, line.length);
                    return line.length;
                }
            };
        }
    }

    private static final class Failing extends Silent {
        private final Throwable failure;

        Failing(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    if (failure instanceof RuntimeException exception) {
                        throw exception;
                    }
                    throw (IOException) failure;
                }
            };
        }
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
