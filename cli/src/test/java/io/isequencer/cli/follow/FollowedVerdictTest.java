package io.isequencer.cli.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.history.BadHistoryException;
import io.isequencer.oracle.history.HistoryChecker;
import io.isequencer.oracle.history.HistoryReader;
import io.isequencer.testing.ProjectFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history that is written in pieces and rotated is judged as the finished files are. */
@Tag("lengthy")
class FollowedVerdictTest {
    private static final Path CASES = ProjectFiles.ROOT.resolve("cli/src/test/resources/cases");

    @TempDir
    private Path dir;

    private int count;

    @Test
    void eachHistoryAndEachDamagedOneIsJudgedAlike() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        Set<String> verdicts = new TreeSet<>();
        for (List<String> lines : histories()) {
            verdicts.add(judgeBoth(lines, "\n", random));
            verdicts.add(judgeBoth(lines, "", random));
            for (int i = 0; i < lines.size(); i += 1 + lines.size() / 40) {
                List<String> missing = new ArrayList<>(lines);
                missing.remove(i);
                verdicts.add(judgeBoth(missing, "\n", random));
                List<String> twice = new ArrayList<>(lines);
                twice.add(i, lines.get(i));
                verdicts.add(judgeBoth(twice, "\n", random));
                List<String> cut = new ArrayList<>(lines.subList(0, i + 1));
                cut.set(i, lines.get(i).substring(0, lines.get(i).length() / 2));
                verdicts.add(judgeBoth(cut, "", random));
            }
        }
        assertTrue(count > 300, "count=" + count);
        assertEquals(Set.of("bad", "ok", "torn", "vacuous", "violation"), verdicts);
    }

    private static List<List<String>> histories() throws IOException {
        List<List<String>> histories = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CASES)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".ndjson")
                        && Files.readString(file).startsWith("{\"e\":\"history\"")) {
                    histories.add(Files.readAllLines(file));
                }
            }
        }
        assertTrue(histories.size() >= 9, "count=" + histories.size());
        return histories;
    }

    private String judgeBoth(List<String> lines, String end, SplittableRandom random) throws IOException {
        count++;
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        while (from < lines.size()) {
            int to = from + 1 + random.nextInt(lines.size());
            boolean last = to >= lines.size();
            List<String> ofPart = lines.subList(from, Math.min(to, lines.size()));
            parts.add((String.join("\n", ofPart) + (last ? end : "\n")).getBytes(StandardCharsets.UTF_8));
            from = to;
        }
        String expected = finished(parts);
        assertEquals(expected, followed(parts, random), () -> String.join("\n", lines));
        return expected.substring(0, expected.indexOf(' '));
    }

    private static String finished(List<byte[]> parts) throws IOException {
        return judge(parts.stream()
                .map(part -> new HistoryReader(new ByteArrayInputStream(part)))
                .iterator());
    }

    private static String judge(Iterator<HistoryReader> inputs) throws IOException {
        try {
            var verdict = new HistoryChecker(inputs).check();
            String word = verdict.breach() != null
                    ? "violation"
                    : verdict.vacuous() ? "vacuous" : verdict.lives().end() != null ? "torn" : "ok";
            return word + " " + verdict;
        } catch (BadHistoryException e) {
            return "bad line " + e.line() + ": " + e.getMessage();
        }
    }

    private String followed(List<byte[]> parts, SplittableRandom random) throws IOException {
        Path file = dir.resolve("run-" + count + ".ndjson");
        Writer writer = new Writer(file, parts, random);
        writer.goOn();
        Follower follower = new Follower(writer, 0);
        writer.follower = follower;
        try (FollowedFile followed = follower.file(file)) {
            return judge(new Iterator<>() {
                private boolean begun;

                @Override
                public boolean hasNext() {
                    try {
                        return !begun || followed.advance();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }

                @Override
                public HistoryReader next() {
                    begun = true;
                    InputStream text = follower.text("history", followed.current());
                    return new HistoryReader(text);
                }
            });
        }
    }

    /** Writes a piece more whenever the reader waits; in the end it stops the reader. */
    private static final class Writer implements Follower.Watcher {
        private final Path file;
        private final Deque<byte[]> parts;
        private final SplittableRandom random;
        private Follower follower;
        private byte[] rest;
        private int rotated;

        Writer(Path file, List<byte[]> parts, SplittableRandom random) {
            this.file = file;
            this.parts = new ArrayDeque<>(parts);
            this.random = random;
            rest = this.parts.remove();
        }

        @Override
        public void reads() {
            // What is there is read.
        }

        @Override
        public void waits() {
            try {
                goOn();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private void goOn() throws IOException {
            if (rest.length > 0) {
                int size = 1 + random.nextInt(rest.length);
                Files.write(file, Arrays.copyOf(rest, size), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                rest = Arrays.copyOfRange(rest, size, rest.length);
            } else if (parts.isEmpty()) {
                follower.stop();
            } else {
                rotated++;
                Files.move(file, file.resolveSibling(file.getFileName() + "." + rotated));
                rest = parts.remove();
                goOn();
            }
        }
    }
}
