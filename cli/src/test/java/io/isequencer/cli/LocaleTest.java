package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.isequencer.testing.DefaultLocale;
import io.isequencer.testing.ProjectFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The default locale of the JVM, which may be the one of an embedder's user, shows nowhere. */
class LocaleTest {
    private static final Path CASE = ProjectFiles.ROOT.resolve("cli/src/test/resources/cases/01-locale");
    private static final String ENGLISH = "en-US";
    private static final List<String> NUMBERED = List.of(
            "{\"ref\":\"a1\",\"plogOffset\":\"1\",\"wsId\":\"7\",\"numbers\":[{\"seqId\":1,\"number\":\"1\"},"
                    + "{\"seqId\":2,\"number\":\"200001\"}]}",
            "{\"ref\":\"a2\",\"plogOffset\":\"2\",\"wsId\":\"7\",\"numbers\":[{\"seqId\":1,\"number\":\"2\"}]}",
            "{\"ref\":\"b1\",\"plogOffset\":\"3\",\"wsId\":\"7\",\"numbers\":[{\"seqId\":1,\"number\":\"3\"},"
                    + "{\"seqId\":2,\"number\":\"200002\"}]}");
    private static final List<List<String>> TEXTS = List.of(
            List.of("--help"),
            List.of("sequence", "--help"),
            List.of("oracle", "check", "--help"),
            List.of("explain"),
            List.of("explain", "exit-codes"),
            List.of("explain", "oracle-history"),
            List.of("explain", "faults"),
            List.of("oracle", "list"),
            List.of("oracle", "nonsense"),
            List.of("sequence", "--generation-events=x"));

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({"ar-EG, en-US", "en-US, ar-EG", "th-TH-u-ca-buddhist-nu-thai, tr-TR"})
    void whatWasKilledUnderOneLocaleContinuesUnderAnother(String first, String second) throws Exception {
        Path data = temp.resolve("data");
        List<String> printed = new ArrayList<>(DefaultLocale.in(first, () -> killed(data)));
        printed.addAll(DefaultLocale.in(second, () -> resumed(data)));
        assertEquals(NUMBERED, printed);
        assertEquals(NUMBERED, DefaultLocale.in(second, () -> Cli.plog(data)));
        assertEquals(Set.of("plog-00000000000000000001.seg", "LOCK", "LABEL"), names(data.resolve("plog")));
        assertEquals(Set.of("000000000001.numbers"), names(data.resolve("numbers.generations")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "tr-TR"})
    void textsAndIdsAreTheSame(String tag) throws Exception {
        assertEquals(DefaultLocale.in(ENGLISH, LocaleTest::texts), DefaultLocale.in(tag, LocaleTest::texts));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "mr-IN", "th-TH-u-ca-buddhist-nu-thai"})
    void theseLocalesHaveDigitsOfTheirOwn(String tag) {
        assertNotEquals("1", String.format(Locale.forLanguageTag(tag), "%d", 1));
    }

    private static List<Cli.Result> texts() {
        return TEXTS.stream().map(args -> Cli.run(args.toArray(String[]::new))).toList();
    }

    /** Numbers the first events; the directory is what a kill leaves behind when all are acknowledged. */
    private List<String> killed(Path data) throws IOException {
        Path alive = temp.resolve("alive-" + data.getFileName());
        byte[] input = Files.readAllBytes(CASE.resolve("events.ndjson"));
        long events = lines(input);
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                super.write(bytes, from, length);
                if (lines(toByteArray()) == events) {
                    copy(alive, data);
                }
            }
        };
        Cli.run(new ByteArrayInputStream(input), out, out, "sequence", "--data", alive.toString())
                .requireExit(ExitCode.OK);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<String> resumed(Path data) throws IOException {
        String input = Files.readString(CASE.resolve("events.ndjson")) + Files.readString(CASE.resolve("more.ndjson"));
        return Cli.sequence(data, input, "--resume", "--generation-events", "1")
                .requireExit(ExitCode.OK)
                .lines();
    }

    private static long lines(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).lines().count();
    }

    private static void copy(Path from, Path to) {
        try {
            Trees.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
