package io.isequencer.trace.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import io.isequencer.testing.ProjectFiles;
import io.isequencer.testing.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A trace that tells anything else than what happened is refused. */
@Timeout(600)
class CorruptedTraceTest {
    private static final Path TLA = ProjectFiles.ROOT.resolve("tla");

    @TempDir
    private static Path temp;

    private static List<String> good;

    @BeforeAll
    static void recordARun() throws IOException {
        Path file = temp.resolve("good.ndjson");
        for (long seed = 1; good == null; seed++) {
            TraceTest.simulate(seed, 300, file);
            List<String> lines = Files.readAllLines(file);
            good = Stream.of(Corruption.values()).allMatch(each -> each.applies(lines)) ? lines : null;
        }
    }

    static List<Corruption> corruptions() {
        return Sample.of(List.of(Corruption.values()), corruption -> corruption.ordinal() % 5 == 0);
    }

    @Tag("tlc")
    @ParameterizedTest(name = "{0}")
    @MethodSource("corruptions")
    void isRefused(Corruption corruption) throws IOException {
        List<String> lines = new ArrayList<>(good);
        corruption.apply(lines);
        TraceVerdict verdict = validate(lines);
        assertFalse(verdict.valid());
        String text = verdict.text();
        assertTrue(text.contains("fits no action"), text);
        assertTrue(text.contains("possible were:"), text);
        TraceVerdict byRelation = validateByRelation(lines);
        assertEquals(verdict.misfit(), byRelation.misfit());
        assertEquals(verdict.steps(), byRelation.steps());
        assertTrue(byRelation.text().contains("fits no action"), byRelation.text());
        assertTrue(byRelation.text().contains("possible were:"), byRelation.text());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void isRefusedByTheRelation(Corruption corruption) throws IOException {
        List<String> lines = new ArrayList<>(good);
        assertTrue(validateByRelation(lines).valid());
        corruption.apply(lines);
        assertFalse(validateByRelation(lines).valid());
    }

    @Test
    void theRelationShowsWhatDiffers() throws IOException {
        List<String> lines = new ArrayList<>(good);
        int flush = find(lines, "\"a\":\"Flush\"", 0);
        lines.set(
                flush, lines.get(flush).replaceFirst("\"pendingCheckpoint\":\"\\d+\"", "\"pendingCheckpoint\":\"77\""));
        TraceVerdict verdict = validateByRelation(lines);
        assertEquals(flush + 1, verdict.misfit().number());
        assertTrue(
                verdict.text()
                        .matches("(?s).*but what it changes differs: "
                                + "pendingCheckpoint \\(\\d+ by the specification, 77 in the trace\\)\n"
                                + "possible were:\n.*"),
                verdict.text());
    }

    @Tag("tlc")
    @Test
    void theFirstLineThatDoesNotFitIsShownWithWhatDiffers() throws IOException {
        List<String> lines = new ArrayList<>(good);
        int flush = find(lines, "\"a\":\"Flush\"", 0);
        lines.set(
                flush, lines.get(flush).replaceFirst("\"pendingCheckpoint\":\"\\d+\"", "\"pendingCheckpoint\":\"77\""));
        TraceVerdict verdict = validate(lines);
        assertEquals(flush + 1, verdict.misfit().number());
        String text = verdict.text();
        assertTrue(text.contains("by the specification"), text);
        assertTrue(text.contains("pendingCheckpoint |-> 77"), text);
    }

    @Test
    void whatIsNoTraceIsBadData() throws IOException {
        assertEquals(Kind.MISSING_FILE, refusal(temp.resolve("none.ndjson")).kind());
        assertEquals(
                Kind.MISSING_FILE,
                refusalByRelation(temp.resolve("none.ndjson")).kind());
        Path file = temp.resolve("bad.ndjson");
        for (Consumer<List<String>> damage : List.<Consumer<List<String>>>of(
                lines -> lines.set(5, "{\"a\":\"Dance\",\"owner\":\"0\"}"),
                lines -> lines.set(5, "not JSON"),
                lines -> lines.set(5, "{\"a\":\"FlPrune\"}"))) {
            List<String> lines = new ArrayList<>(good);
            damage.accept(lines);
            Files.writeString(file, String.join("\n", lines) + "\n");
            CheckFailedException refusal = refusal(file);
            assertEquals(Kind.BAD_DATA, refusal.kind());
            assertTrue(refusal.getMessage().contains("line 6: "), refusal.getMessage());
            assertEquals(refusal.getMessage(), refusalByRelation(file).getMessage());
        }
        for (String text : List.of("{\"v\":2}\n", "")) {
            Files.writeString(file, text);
            assertEquals(refusal(file).getMessage(), refusalByRelation(file).getMessage());
        }
        Files.writeString(file, "{\"v\":2}\n");
        assertTrue(refusal(file).getMessage().contains("line 1: header"));
    }

    private static CheckFailedException refusalByRelation(Path file) {
        return assertThrows(CheckFailedException.class, () -> byRelation(file));
    }

    private static TraceVerdict byRelation(Path file) {
        return new RelationValidator(file, steps -> {}).validate(in -> in);
    }

    private static TraceVerdict validateByRelation(List<String> lines) throws IOException {
        Path file = temp.resolve("corrupted.ndjson");
        Files.writeString(file, String.join("\n", lines) + "\n");
        return byRelation(file);
    }

    private static CheckFailedException refusal(Path file) {
        return assertThrows(CheckFailedException.class, () -> TraceFile.read(file, in -> in));
    }

    private static TraceVerdict validate(List<String> lines) throws IOException {
        Path file = temp.resolve("corrupted.ndjson");
        Files.writeString(file, String.join("\n", lines) + "\n");
        return new TraceValidator(TraceFile.read(file, in -> in), TLA, temp.resolve("work"), TraceValidator.WINDOW)
                .validate();
    }

    private static int find(List<String> lines, String part, int from) {
        return first(from, lines.size(), i -> lines.get(i).contains(part));
    }

    private static int first(int from, int to, IntPredicate wanted) {
        return IntStream.range(from, to).filter(wanted).findFirst().orElseThrow();
    }

    private static void replace(List<String> lines, String part, String regex, String by) {
        int at = first(
                1,
                lines.size(),
                i -> lines.get(i).contains(part)
                        && !lines.get(i).replaceFirst(regex, by).equals(lines.get(i)));
        lines.set(at, lines.get(at).replaceFirst(regex, by));
    }

    enum Corruption {
        A_NUMBER_CHANGED(lines -> replace(lines, "\"a\":\"Next\"", "\"number\":\"(\\d+)\"", "\"number\":\"9$1\"")),
        A_STEP_DROPPED(lines -> lines.remove(find(lines, "\"a\":\"Miss\"", 1))),
        A_STORAGE_EFFECT_DROPPED(lines -> lines.remove(find(lines, "\"a\":\"FlWriteValue\"", 1))),
        TWO_SWAPPED(lines -> {
            // Of one owner: two steps of different ones may well come in either order.
            int miss = find(lines, "\"a\":\"Miss\"", 1);
            String owner = lines.get(miss).replaceFirst(".*(\"owner\":\"\\d\").*", "$1");
            int read = first(
                    miss,
                    lines.size(),
                    i -> lines.get(i).contains("\"a\":\"Read\"") && lines.get(i).contains(owner));
            Collections.swap(lines, miss, read);
        }),
        A_STEP_DOUBLED(lines -> {
            int next = find(lines, "\"a\":\"Flush\"", 1);
            lines.add(next, lines.get(next));
        }),
        THE_WRONG_OWNER(lines -> replace(lines, "\"a\":\"Next\"", "\"owner\":\"(\\d)\"", "\"owner\":\"7\"")),
        THE_WRONG_OFFSET(
                lines -> replace(lines, "\"a\":\"AppendOk\"", "\"plogOffset\":\"(\\d+)\"", "\"plogOffset\":\"9$1\"")),
        THE_WRONG_CHECKPOINT(lines ->
                replace(lines, "\"a\":\"FlWriteCheckpoint\"", "\"checkpoint\":\"(\\d+)\"", "\"checkpoint\":\"9$1\"")),
        AN_ACTION_RENAMED(lines -> replace(lines, "\"a\":\"FlSync\"", "FlSync", "FlSnapshot")),
        A_PENDING_VALUE_CHANGED(
                lines -> replace(lines, "\"a\":\"Flush\"", "(\"pending\":\\{\"\\d+/\\d\":\")(\\d+)", "$19$2")),
        A_CHANGE_LEFT_OUT(
                lines -> replace(lines, "\"a\":\"FlSnapshot\"", "\"signalled\":false", "\"nextOffset\":\"1\"")),
        A_CRASH_REMOVED(lines -> lines.remove(find(lines, "\"a\":\"Crash\"", 1)));

        private final Consumer<List<String>> damage;

        Corruption(Consumer<List<String>> damage) {
            this.damage = damage;
        }

        /** Whether the trace has what this one damages. */
        boolean applies(List<String> lines) {
            try {
                apply(new ArrayList<>(lines));
                return true;
            } catch (NoSuchElementException absent) {
                return false;
            }
        }

        void apply(List<String> lines) {
            damage.accept(lines);
        }
    }
}
