package io.isequencer.cli.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The writer does its next step whenever the reader waits. */
@Timeout(300)
class FollowerTest {
    private interface Step {
        void run() throws IOException;
    }

    @TempDir
    private Path dir;

    private Path file;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Follower follower = new Follower(
            new Follower.Watcher() {
                @Override
                public void reads() {
                    // What is there is read.
                }

                @Override
                public void waits() {
                    Step step = steps.poll();
                    try {
                        if (step != null) {
                            step.run();
                        } else {
                            follower.stop();
                        }
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
            },
            0);

    @BeforeEach
    void create() throws IOException {
        file = dir.resolve("run.ndjson");
        Files.writeString(file, "one\ntw");
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path rotate(int number) throws IOException {
        return Files.move(file, dir.resolve("run.ndjson." + number));
    }

    private static String all(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private String allOfCurrent(FollowedFile followed) throws IOException {
        return all(follower.text("history", followed.current()));
    }

    @Test
    void theRestOfALineIsWaitedFor() throws IOException {
        steps.add(() -> append("o\n"));
        steps.add(() -> append("three"));
        try (FollowedFile followed = follower.file(file)) {
            assertEquals("one\ntwo\nthree", allOfCurrent(followed));
            assertFalse(followed.advance());
        }
    }

    @Test
    void aRotatedFileEndsWhereItsSuccessorBegins() throws IOException {
        steps.add(() -> {
            Path rotated = rotate(1);
            Files.createFile(file);
            // Its writer has not been told to reopen it yet.
            Files.writeString(rotated, "o\n", StandardOpenOption.APPEND);
        });
        steps.add(() -> append("three\n"));
        steps.add(() -> rotate(2));
        steps.add(() -> append("four\n"));
        try (FollowedFile followed = follower.file(file)) {
            assertEquals("one\ntwo\n", allOfCurrent(followed));
            assertTrue(followed.advance());
            assertEquals("three\n", allOfCurrent(followed));
            assertTrue(followed.advance());
            assertEquals("four\n", allOfCurrent(followed));
            assertFalse(followed.advance());
        }
    }

    @Test
    void aReaderThatIsBehindMissesNoSuccessor() throws IOException {
        try (FollowedFile followed = follower.file(file)) {
            InputStream first = followed.current();
            assertEquals('o', first.read());
            rotate(1);
            append("three\n");
            assertEquals('n', first.read());
            rotate(2);
            append("four\n");
            assertEquals("e\ntw", all(first));
            assertTrue(followed.advance());
            Files.delete(dir.resolve("run.ndjson.2"));
            assertEquals("three\n", allOfCurrent(followed));
            assertTrue(followed.advance());
            assertEquals("four\n", allOfCurrent(followed));
        }
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        steps.add(() -> Files.writeString(file, "1\n"));
        try (FollowedFile followed = follower.file(file)) {
            CliException refusal = assertThrows(CliException.class, () -> allOfCurrent(followed));
            assertEquals(ExitCode.BAD_DATA, refusal.exitCode());
            assertEquals(
                    "a followed file must not be truncated, rename it instead: size=2, read=6", refusal.getMessage());
        }
        assertThrows(NoSuchFileException.class, () -> follower.file(dir.resolve("none")));
    }

    @Test
    void gzipThatIsStillPackedIsReadAsFarAsItGoes() throws IOException {
        Files.delete(file);
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file), true)) {
            gzip.write("one\n".getBytes(StandardCharsets.UTF_8));
            gzip.flush();
            steps.add(() -> {
                gzip.write("two\n".getBytes(StandardCharsets.UTF_8));
                gzip.flush();
            });
            try (FollowedFile followed = follower.file(file)) {
                assertEquals("one\ntwo\n", allOfCurrent(followed));
            }
        }
    }

    @Test
    void aReaderThatIsStoppedFinishesItsLine() throws IOException {
        InputStream text =
                follower.text("history", new ByteArrayInputStream("one\ntwo\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals('o', text.read());
        follower.stop();
        assertEquals("ne\n", all(text));
        assertEquals(-1, text.read());
        assertEquals(
                "", all(follower.text("history", new ByteArrayInputStream("one\n".getBytes(StandardCharsets.UTF_8)))));
    }

    @Test
    void aStreamIsReadToItsEndOrUntilItIsStopped() throws IOException {
        byte[] bytes = "x".repeat(300_000).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream stream = follower.stream(new ByteArrayInputStream(bytes))) {
            // The thread may be slower than the reader.
            for (int i = 0; i < 10_000; i++) {
                steps.add(() -> {});
            }
            stream.transferTo(read);
        }
        assertEquals(bytes.length, read.size());
        steps.clear();
        try (PipedOutputStream writer = new PipedOutputStream();
                InputStream stream = follower.text("history", follower.stream(new PipedInputStream(writer)))) {
            writer.write("one\ntw".getBytes(StandardCharsets.UTF_8));
            writer.flush();
            steps.add(() -> {});
            steps.add(() -> {});
            String all = all(stream);
            assertTrue("one\ntw".startsWith(all), all);
        }
    }

    @Test
    void whatBreaksAStreamIsThrown() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("device is gone");
            }
        };
        for (int i = 0; i < 10_000; i++) {
            steps.add(() -> {});
        }
        IOException failure = assertThrows(IOException.class, () -> all(follower.stream(broken)));
        assertEquals("device is gone", failure.getMessage());
    }
}
