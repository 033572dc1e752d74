package io.isequencer.cli.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.Main;
import io.isequencer.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class TraceValidateCommandTest {
    private static final String MISFIT = "{\"a\":\"FlPrune\",\"owner\":\"0\",\"changed\":{\"closing\":true}}\n";

    @TempDir
    private Path temp;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path file;

    @BeforeEach
    void recordARun() {
        file = temp.resolve("run.ndjson");
        assertEquals(
                0,
                run(
                        InputStream.nullInputStream(),
                        "replay",
                        "--seed",
                        "3",
                        "--ops",
                        "300",
                        "--trace-json",
                        file.toString()));
        out.reset();
    }

    private int run(InputStream in, String... arguments) {
        return Main.run(
                new Terminal(in, out, new PrintStream(err, true, StandardCharsets.UTF_8), false, false), arguments);
    }

    private int validate(String... arguments) {
        return validate(InputStream.nullInputStream(), arguments);
    }

    private int validate(InputStream in, String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "trace";
        all[1] = "validate";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return run(in, all);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    @Test
    void aRunFitsAndAnotherLineDoesNot() throws IOException {
        int steps = Files.readAllLines(file).size() - 1;
        assertEquals(0, validate(file.toString()));
        assertTrue(printed().contains(": " + steps + " steps, all of the specification, "), printed());
        append(MISFIT);
        assertEquals(1, validate(file.toString()));
        assertTrue(printed().contains("line " + (steps + 2) + " fits no action, after " + steps + " steps"), printed());
        assertTrue(printed().contains("possible were:\n"), printed());
    }

    @Test
    void seedsAreValidatedWithoutTlc() {
        assertEquals(0, validate("--seeds", "1..3", "--ops", "200"));
        assertTrue(printed().contains("3 of 3 runs are behaviours of the specification"), printed());
    }

    @Test
    void whatGrowsIsFollowedToTheFirstMisfit() throws Exception {
        List<String> lines = Files.readAllLines(file);
        Files.writeString(
                file,
                String.join("\n", lines.subList(0, 20)) + "\n" + lines.get(20).substring(0, 5));
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> validate("--follow", file.toString()));
        Thread.sleep(500);
        assertFalse(exit.isDone());
        append(lines.get(20).substring(5) + "\n");
        append(String.join("\n", lines.subList(21, lines.size())) + "\n");
        append(MISFIT);
        assertEquals(1, exit.get(120, TimeUnit.SECONDS));
        assertTrue(printed().contains("line " + (lines.size() + 1) + " fits no action"), printed());
    }

    @Test
    void stdinIsFollowedToItsEnd() throws Exception {
        String text = Files.readString(file);
        PipedOutputStream writer = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(writer);
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> validate(in, "--follow", "-"));
        writer.write(text.getBytes(StandardCharsets.UTF_8));
        writer.write("{\"a\":\"Op".getBytes(StandardCharsets.UTF_8));
        writer.close();
        assertEquals(8, exit.get(120, TimeUnit.SECONDS));
        assertTrue(printed().contains("-: " + (text.lines().count() - 1) + " steps, all of"), printed());
        assertEquals(0, validate(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "--follow", "-"));
        assertEquals(6, validate(new ByteArrayInputStream(new byte[0]), "--follow", "-"));
    }

    @Test
    void aWriterThatRestsLeavesItsProgressToBeSeen() throws Exception {
        List<String> lines = Files.readAllLines(file);
        try (PipedOutputStream writer = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(writer)) {
            CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> Main.run(
                    new Terminal(in, out, new PrintStream(err, true, StandardCharsets.UTF_8), false, true),
                    "trace",
                    "validate",
                    "--follow",
                    "-"));
            writer.write((String.join("\n", lines.subList(0, 6)) + "\n").getBytes(StandardCharsets.UTF_8));
            writer.flush();
            awaitProgress("-: 5 steps fit", exit);
            writer.write((lines.get(6) + "\n").getBytes(StandardCharsets.UTF_8));
            writer.flush();
            awaitProgress("-: 6 steps fit", exit);
            writer.write(MISFIT.getBytes(StandardCharsets.UTF_8));
            writer.flush();
            assertEquals(1, exit.get(120, TimeUnit.SECONDS), "while its writer lives");
        }
        assertTrue(printed().contains("line 8 fits no action, after 6 steps"), printed());
    }

    private void awaitProgress(String line, CompletableFuture<Integer> exit) throws InterruptedException {
        while (!err.toString(StandardCharsets.UTF_8).contains(line)) {
            assertFalse(exit.isDone(), () -> printed() + err.toString(StandardCharsets.UTF_8));
            Thread.sleep(20);
        }
    }

    @Test
    void followingIsOneFilesAndTheRelations() {
        String name = file.toString();
        assertEquals(64, validate("--follow", name, name));
        assertEquals(64, validate("--follow", "--engine", "tlc", name));
        assertEquals(64, validate("--engine", "guess", name));
        assertEquals(66, validate("--follow", temp.resolve("none").toString()));
        assertEquals("", printed());
    }
}
