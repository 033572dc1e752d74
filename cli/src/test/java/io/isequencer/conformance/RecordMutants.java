package io.isequencer.conformance;

import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.channel.ProcessChannel;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.Check;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.oracle.drive.Reruns;
import io.isequencer.oracle.drive.Timelines;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.judge.VerdictException;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Has the oracle judge mutants of a bundled sequencer by all fixed cases, and writes a file of
 * {@code conformance/results/mutants}. To be run after a change of the sequencer or of the cases; takes some ten seconds
 * for each mutant, and longest for those that live:
 *
 * <p>{@code mvn -q test-compile -pl cli -am -Drecord=RecordMutants "-Drecord.of=python 3 2"}
 *
 * <p>The arguments are an id of {@code adapters.json}, which part of the mutants is judged (one in so many), and how many
 * are judged side by side. What was seen of a mutant before is kept while the mutant is there; those that lived are judged
 * again with a fourth argument, {@code again}.
 */
final class RecordMutants {
    /** Longer than a pause that a busy machine makes: a mutant must not be seen by its slowness. */
    private static final CheckPlan ALL = new CheckPlan(Level.L3, null, 1, Profile.STRICT, 10_000);

    /** One that gives no verdict again and again is not going to. */
    private static final int MAX_UNKNOWN = 5;

    private final ForeignMutants.Sources sources;
    private final BundledAdapter adapter;
    private final Path directory;

    private RecordMutants(ForeignMutants.Sources sources) throws IOException {
        this.sources = sources;
        this.adapter = BundledAdapter.all().stream()
                .filter(one -> one.id().equals(sources.adapter()))
                .findFirst()
                .orElseThrow();
        this.directory = Files.createDirectories(ProjectFiles.ROOT.resolve("target/mutants"))
                .toAbsolutePath()
                .normalize();
    }

    public static void main(String[] args) throws Exception {
        ForeignMutants.Sources sources = ForeignMutants.ALL.stream()
                .filter(one -> one.adapter().equals(args[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("adapter must be one with mutants: id=" + args[0]));
        boolean again = args.length > 3 && args[3].equals("again");
        new RecordMutants(sources).record(Integer.parseInt(args[1]), Integer.parseInt(args[2]), again);
    }

    private void record(int every, int jobs, boolean again) throws Exception {
        List<ForeignMutants.Chosen> chosen = sources.mutants(every);
        String version = ToolVersions.of(adapter.id());
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try {
            List<Future<ForeignMutants.Judged>> outcomes = new ArrayList<>();
            List<ForeignMutants.Judged> known = known(again);
            for (ForeignMutants.Chosen one : chosen) {
                outcomes.add(pool.submit(() -> known.stream()
                        .filter(judged -> judged.isOf(one))
                        .findFirst()
                        .orElseGet(() -> judged(one))));
            }
            List<ForeignMutants.Judged> all = new ArrayList<>();
            for (Future<ForeignMutants.Judged> outcome : outcomes) {
                all.add(outcome.get());
                System.err.println(all.size() + " of " + chosen.size() + ": " + all.get(all.size() - 1));
                new ForeignMutants(adapter.id(), version, every, all).write();
            }
        } catch (ExecutionException failed) {
            throw new IOException("a mutant must be judged: adapter=" + adapter.id(), failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private List<ForeignMutants.Judged> known(boolean again) throws IOException {
        ForeignMutants before = ForeignMutants.read(adapter.id());
        if (before == null) {
            return List.of();
        }
        return before.mutants().stream()
                .filter(judged -> !again || judged.outcome() != ForeignMutants.Outcome.LIVES)
                .toList();
    }

    private ForeignMutants.Judged judged(ForeignMutants.Chosen chosen) {
        try {
            Path copy = copy(chosen);
            try {
                if (!adapter.build().isEmpty() && !isBuilt(copy)) {
                    return outcome(chosen, ForeignMutants.Outcome.NO_PROGRAM, "", "");
                }
                return judged(chosen, command(copy));
            } finally {
                delete(copy);
            }
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private ForeignMutants.Judged judged(ForeignMutants.Chosen chosen, List<String> command) {
        List<CaseResult> seen = new ArrayList<>();
        int[] unknown = new int[1];
        Reruns untilSeen = new Reruns(
                1,
                result -> {
                    unknown[0] += result.verdict() == Verdict.UNKNOWN ? 1 : 0;
                    return isSeen(result) || unknown[0] == MAX_UNKNOWN;
                },
                true);
        Check check = new Check(
                () -> ProcessChannel.start(command),
                ALL,
                result -> {
                    if (isSeen(result)) {
                        seen.add(result);
                    }
                },
                new Timelines(false),
                untilSeen);
        try {
            check.run();
        } catch (VerdictException broken) {
            return outcome(chosen, ForeignMutants.Outcome.SEEN, "hello", "");
        }
        if (seen.isEmpty()) {
            return outcome(chosen, ForeignMutants.Outcome.LIVES, "", "");
        }
        CaseResult first = seen.get(0);
        return outcome(chosen, ForeignMutants.Outcome.SEEN, first.testCase().id(), first.rule());
    }

    /** Alone too, if there was time for it: what a machine is too busy for is no verdict. */
    private static boolean isSeen(CaseResult result) {
        CaseResult alone = result.again().alone();
        return isBad(result) && (alone == null || isBad(alone));
    }

    private static boolean isBad(CaseResult result) {
        return result.verdict() == Verdict.FAIL || result.verdict() == Verdict.BROKE_PROTOCOL;
    }

    private static ForeignMutants.Judged outcome(
            ForeignMutants.Chosen chosen, ForeignMutants.Outcome outcome, String by, String rule) {
        SourceMutants.Mutant mutant = chosen.mutant();
        return new ForeignMutants.Judged(chosen.file(), mutant.was(), mutant.is(), mutant.nth(), outcome, by, rule);
    }

    /** The adapter in a directory of its own, with the mutant. */
    private Path copy(ForeignMutants.Chosen chosen) throws IOException {
        Path copy = Files.createTempDirectory(directory, adapter.id());
        try (Stream<Path> files = Files.list(ProjectFiles.ROOT.resolve(adapter.directory()))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        Path mutated = copy.resolve(chosen.file());
        Files.writeString(mutated, chosen.mutant().of(Files.readString(mutated)));
        return copy;
    }

    private boolean isBuilt(Path copy) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("go", "build", "-o", "mutant", ".")
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(copy.resolve("build.log").toFile());
        builder.environment().put("GOTOOLCHAIN", "local");
        return builder.start().waitFor() == 0;
    }

    private List<String> command(Path copy) {
        return adapter.build().isEmpty()
                ? List.of(adapter.tool(), copy.resolve(adapter.adapter()).toString())
                : List.of(copy.resolve("mutant").toString());
    }

    private static void delete(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
