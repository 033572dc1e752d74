package io.isequencer.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.channel.ProcessChannel;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.Check;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.skeleton.Skeleton;
import io.isequencer.testing.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code oracle init} writes can be built and judged at once, and the verdict says what must be written first. */
@Tag("slow")
class SkeletonsTest {
    private static final long BUILD_MINUTES = 15;
    private static final long PATIENCE_MS = 30_000;

    @TempDir
    Path directory;

    static List<Skeleton> skeletons() {
        return Sample.oneIn(3, Skeleton.all());
    }

    static List<Skeleton> examples() {
        return Sample.oneIn(
                3,
                Skeleton.all().stream().filter(one -> !one.example().isEmpty()).toList());
    }

    @ParameterizedTest
    @MethodSource("skeletons")
    void theFirstFailureSaysWhatMustBeWritten(Skeleton skeleton) throws Exception {
        install(skeleton, skeleton.files());
        List<CaseResult> results = check(skeleton, Level.L0, "L0-{empty-store,drain}-*");
        assertTrue(results.size() > 5, "cases=" + results.size());
        CaseResult first = results.get(0);
        assertEquals(Verdict.FAIL, first.verdict(), () -> first.finding().toString());
        assertEquals("PROTOCOL", first.rule(), "what is missing breaks no rule of sequencers");
        String told = String.join("\n", first.lastMessages()) + first.stderrTail();
        assertTrue(told.contains(skeleton.fill() + ": "), told);
        assertTrue(told.contains(" must be written"), told);
        assertEquals(
                Set.of(Verdict.FAIL),
                results.stream().map(CaseResult::verdict).collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void withTheExampleItPasses(Skeleton skeleton) throws Exception {
        install(skeleton, skeleton.exampleFiles());
        for (CaseResult result : check(skeleton, Level.L1, "{L0-drain-*,L0-scan-*,L1-small-cache-*}")) {
            assertEquals(Verdict.PASS, result.verdict(), () -> result.testCase().id() + " " + result.finding());
        }
    }

    /** There is no bundled adapter in Java, so its other files are tried with a sequencer that is just good enough. */
    @Test
    void theAdapterInJavaCarriesASequencer() throws Exception {
        Skeleton java = Skeleton.of("java").orElseThrow();
        install(java, java.files());
        Path file = directory.resolve(java.fill());
        String types = Files.readString(file);
        String head = types.substring(0, types.indexOf("    private static Refused mustBeWritten"));
        Files.writeString(file, head + NAIVE);
        build(java);
        for (CaseResult result : check(java, Level.L0, "{L0-drain-*,L0-scan-00*,L0-use-00[1-6],L0-workspace-*}")) {
            assertEquals(
                    Verdict.PASS,
                    result.verdict(),
                    () -> result.testCase().id() + " " + result.finding() + result.lastMessages());
        }
    }

    /** Recovers in its constructor, writes in flush, and never retries. */
    private static final String NAIVE = """
                private final Map<Integer, Map<Integer, Long>> types;
                private final Storage storage;
                private final java.util.Map<Key, Long> last = new java.util.HashMap<>();
                private final java.util.Map<Key, Long> inTransaction = new java.util.LinkedHashMap<>();
                private long nextOffset;
                private int kind;
                private long wsId;

                Sequencer(Map<Integer, Map<Integer, Long>> types, Limits limits, Storage storage) {
                    this.types = types;
                    this.storage = storage;
                    recover();
                }

                private synchronized void recover() {
                    try {
                        nextOffset = Math.max(1, storage.readCheckpoint());
                        Page page = new Page(List.of(), false);
                        while (!page.end()) {
                            page = storage.readPLog(nextOffset, 100);
                            for (Event event : page.events()) {
                                event.values().forEach(value -> last.merge(value.key(), value.number(), Math::max));
                                nextOffset = event.plogOffset() + 1;
                                write(last);
                            }
                        }
                    } catch (StorageException e) {
                        throw new IllegalStateException(e);
                    }
                }

                synchronized long start(int wsKind, long workspace) {
                    kind = wsKind;
                    wsId = workspace;
                    inTransaction.clear();
                    return nextOffset;
                }

                synchronized long next(int seqId) {
                    long number = Math.max(lastUsed(seqId), types.get(kind).get(seqId) - 1) + 1;
                    inTransaction.put(new Key(wsId, seqId), number);
                    return number;
                }

                private long lastUsed(int seqId) {
                    Key key = new Key(wsId, seqId);
                    Long known = inTransaction.containsKey(key) ? inTransaction.get(key) : last.get(key);
                    try {
                        return known == null ? storage.readNumber(key) : known;
                    } catch (StorageException e) {
                        throw new Refused(11, e.getMessage());
                    }
                }

                synchronized void flush() {
                    last.putAll(inTransaction);
                    nextOffset++;
                    try {
                        write(inTransaction);
                    } catch (StorageException e) {
                        throw new IllegalStateException(e);
                    }
                }

                private void write(Map<Key, Long> numbers) throws StorageException {
                    List<Value> values = new java.util.ArrayList<>();
                    numbers.forEach((key, number) -> values.add(new Value(key, number)));
                    storage.syncPLog(nextOffset);
                    storage.write(values, nextOffset);
                }

                synchronized boolean awaitIdle() {
                    return true;
                }

                synchronized void actualize() {
                    last.clear();
                    recover();
                }

                synchronized boolean use(int seqId, long number) {
                    long before = lastUsed(seqId);
                    inTransaction.put(new Key(wsId, seqId), Math.max(before, number));
                    return number > before;
                }

                void close() {}
            }
            """;

    private void install(Skeleton skeleton, Map<String, String> files) throws IOException, InterruptedException {
        Toolchains.require(skeleton.tool(), "the skeleton in " + skeleton.id());
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        build(skeleton);
    }

    private void build(Skeleton skeleton) throws IOException, InterruptedException {
        Path log = directory.resolve("build.log");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", skeleton.build())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("GOTOOLCHAIN", "local");
        Process process = builder.start();
        assertTrue(process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES), skeleton.build());
        assertEquals(0, process.exitValue(), () -> read(log));
        assertEquals("", read(log), "it builds without a warning");
    }

    private List<CaseResult> check(Skeleton skeleton, Level level, String glob) {
        List<String> command = List.of("sh", "-c", "cd '" + directory + "' && exec " + skeleton.run());
        return new Check(
                        () -> ProcessChannel.start(command),
                        new CheckPlan(level, glob, 1, Profile.STRICT, PATIENCE_MS),
                        result -> {})
                .run();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
