package io.isequencer.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs at chosen points, as many as asked for: each seed is run once undisturbed, which shows its calls, and then once
 * for each of some of them, so that rare kinds of calls get as many points as frequent ones.
 *
 * <p>To run one again: {@code mvn test -Dtest=CrashCampaignTest -Disequencer.crash.replay='SEED NUMBERS POINT…'} with
 * what the failure says.
 */
public final class CrashCampaign {
    private static final int POINTS_PER_KIND = 2;
    private static final int MAX_LATER_CALL = 60;
    private static final int MAX_RECOVERY_CALL = 9;

    private final Path root;
    private final List<NumbersKind> numbersKinds;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int maxFailures = 5;
    private String only = ".*";
    private int points;
    private int runs;
    private int besideFsync;

    CrashCampaign(Path root, List<NumbersKind> numbersKinds) {
        this.root = root;
        this.numbersKinds = numbersKinds;
    }

    /**
     * Tries up to so many points on the log; returns what failed first, or null if nothing did.
     *
     * @param only the kinds of calls to choose from, as a pattern
     */
    public static String firstFailure(int points, String only, Path root) throws IOException {
        CrashCampaign campaign = new CrashCampaign(root, NumbersKind.WITHOUT_MAPDB);
        campaign.maxFailures = 1;
        campaign.only = only;
        campaign.run(points, 1);
        return campaign.failures.isEmpty() ? null : campaign.failures.get(0);
    }

    int points() {
        return points;
    }

    List<String> failures() {
        return failures;
    }

    /** Points by what they are, as "fsync", "no space", "power loss". */
    Map<String, Integer> counts() {
        return counts;
    }

    /** How many events came while an fsync was under way. */
    int besideFsync() {
        return besideFsync;
    }

    void run(int wanted, long firstSeed) throws IOException {
        for (long seed = firstSeed; points < wanted && !over(); seed++) {
            NumbersKind kind = numbersKinds.get((int) Math.floorMod(seed, (long) numbersKinds.size()));
            SplittableRandom random = new SplittableRandom(seed);
            List<CallKind> calls;
            try {
                calls = calls(seed, kind);
            } catch (AssertionError e) {
                failures.add(seed + " " + kind + ": " + e.getMessage());
                continue;
            }
            Map<CallKind, List<Integer>> byKind = new EnumMap<>(CallKind.class);
            for (int i = 0; i < calls.size(); i++) {
                if (calls.get(i).name().matches(only)) {
                    byKind.computeIfAbsent(calls.get(i), key -> new ArrayList<>())
                            .add(i + 1);
                }
            }
            for (List<Integer> ofKind : byKind.values()) {
                for (int i = 0; i < POINTS_PER_KIND && !over(); i++) {
                    int call = ofKind.get(random.nextInt(ofKind.size()));
                    List<CrashPoint> chosen = new ArrayList<>(List.of(point(call, calls.get(call - 1), random)));
                    while (random.nextInt(3) == 0 && chosen.size() < 3) {
                        int within = random.nextBoolean() ? MAX_RECOVERY_CALL : MAX_LATER_CALL;
                        chosen.add(point(1 + random.nextInt(within), CallKind.WRITE, random));
                    }
                    tryOut(seed, kind, chosen);
                }
            }
        }
    }

    /** Runs one again, given as its failure names it. */
    static void replay(String text, Path root) throws IOException {
        String[] words = text.trim().split("\\s+");
        List<CrashPoint> chosen =
                Stream.of(words).skip(2).map(CrashPoint::parse).toList();
        new CrashRun(Long.parseLong(words[0]), NumbersKind.valueOf(words[1]), root).run(chosen);
    }

    private boolean over() {
        return failures.size() >= maxFailures;
    }

    private List<CallKind> calls(long seed, NumbersKind kind) throws IOException {
        Path directory = root.resolve("dry-" + seed);
        try {
            return new CrashRun(seed, kind, directory).run(List.of()).get(0).kinds();
        } finally {
            deleteAll(directory);
        }
    }

    private static CrashPoint point(int call, CallKind kind, SplittableRandom random) {
        Ending ending = Ending.values()[random.nextInt(Ending.values().length)];
        while (!ending.fits(kind)) {
            ending = Ending.values()[random.nextInt(Ending.values().length)];
        }
        return new CrashPoint(call, ending, After.values()[random.nextInt(After.values().length)]);
    }

    private void tryOut(long seed, NumbersKind kind, List<CrashPoint> chosen) throws IOException {
        Path directory = root.resolve("run-" + runs++);
        try {
            CrashRun run = new CrashRun(seed, kind, directory);
            count(kind, chosen, run.run(chosen));
            besideFsync += run.besideFsync();
        } catch (AssertionError | RuntimeException e) {
            points++;
            StringBuilder text = new StringBuilder().append(seed).append(' ').append(kind);
            chosen.forEach(point -> text.append(' ').append(point.text()));
            failures.add(text + ": " + e.getMessage());
        } finally {
            deleteAll(directory);
        }
    }

    private void count(NumbersKind numbers, List<CrashPoint> chosen, List<CrashRun.Life> lives) {
        if (!lives.get(0).struck()) {
            throw new AssertionError("the chosen call must be reached: calls="
                    + lives.get(0).kinds().size());
        }
        for (int i = 0; i < chosen.size(); i++) {
            CrashPoint point = chosen.get(i);
            CrashRun.Life life = lives.get(i);
            if (life.struck()) {
                points++;
                counts.merge("call " + life.kinds().get(point.call() - 1), 1, Integer::sum);
                counts.merge("ending " + point.ending(), 1, Integer::sum);
                counts.merge("after " + point.after(), 1, Integer::sum);
                counts.merge("numbers " + numbers, 1, Integer::sum);
                counts.merge(i == 0 ? "life first" : "life later", 1, Integer::sum);
            }
        }
    }

    private static void deleteAll(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
