package io.isequencer.crash;

import io.isequencer.api.StorageException;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.segment.CrashLogs;
import io.isequencer.storage.segment.SegmentEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One run: a life that ends at a chosen call, perhaps a second and a third one whose recovery ends in the same way, and
 * a last one that must find everything and finishes the work.
 */
final class CrashRun {
    static final int EVENTS = 48;
    private static final long[] SEGMENT_BYTES = {600, 1_500, 5_000};
    private static final int LEGS = 3;

    private final long seed;
    private final NumbersKind numbersKind;
    private final Path home;
    private final long segmentBytes;
    private final CrashInput input;
    private final CrashChecks checks;
    private CrashNumbers numbers;
    private long acknowledgedEnd = 1;
    private CrashDisk before;
    private int life;
    private int besideFsync;

    /** The calls of a life, and whether the chosen one was among them. */
    record Life(List<CallKind> kinds, boolean struck) {}

    CrashRun(long seed, NumbersKind numbersKind, Path root) {
        this.seed = seed;
        this.numbersKind = numbersKind;
        home = root.toAbsolutePath();
        segmentBytes = SEGMENT_BYTES[(int) Math.floorMod(seed, (long) SEGMENT_BYTES.length)];
        input = new CrashInput(seed, EVENTS);
        checks = new CrashChecks(input);
        numbers = CrashNumbers.of(numbersKind);
    }

    /** Lives through the points, one life each, then checks and finishes; returns what each life called. */
    List<Life> run(List<CrashPoint> points) throws IOException {
        Files.createDirectories(home);
        List<Life> lives = new ArrayList<>();
        for (CrashPoint point : points) {
            lives.add(live(point));
        }
        lives.add(live(CrashPoint.NONE));
        return lives;
    }

    /** How many events were appended while an fsync was under way, in all lives. */
    int besideFsync() {
        return besideFsync;
    }

    private Life live(CrashPoint point) throws IOException {
        SplittableRandom random = new SplittableRandom(seed * 1_000 + life);
        CrashDisk disk = new CrashDisk(point, random.nextLong(), before);
        SegmentEventLog[] log = new SegmentEventLog[1];
        try {
            work(disk, random, log);
        } catch (StorageException | MachineStopped e) {
            if (!disk.struck()) {
                throw new AssertionError("log must work after a crash: " + e, e);
            }
        }
        boolean struck = disk.struck();
        if (struck && !disk.stopped() && log[0] != null && disk.struckAt().startsWith(home.resolve("plog"))) {
            checks.requireRefusal(log[0]);
        }
        end(disk, log[0]);
        boolean powerLost = struck && point.after() == After.POWER_LOSS;
        if (powerLost) {
            disk.losePower();
        }
        before = powerLost ? null : disk;
        life++;
        numbers = numbers.afterCrash(struck);
        return new Life(disk.kinds(), struck);
    }

    private void work(CrashDisk disk, SplittableRandom random, SegmentEventLog[] open) throws IOException {
        Path plog = home.resolve("plog");
        Files.createDirectories(plog);
        boolean finished = false;
        for (int leg = 1; leg <= LEGS && !finished; leg++) {
            open[0] = null;
            long mayRead = CrashLogs.openBound(plog);
            long readBefore = disk.bytesRead();
            SegmentEventLog log = CrashLogs.open(disk, plog, segmentBytes);
            open[0] = log;
            checks.requireBound(disk.bytesRead() - readBefore, mayRead);
            checks.requireWhole(log, acknowledgedEnd);
            // Whoever dumps the log now sees these events: from here on they must not vanish either.
            acknowledgedEnd = log.end();
            SequenceStorage storage = numbers.open(disk, home, log);
            checks.requireReal(storage, log);
            CrashOwner owner = new CrashOwner(input, disk, log, storage, random);
            boolean settles = random.nextInt(4) > 0;
            try {
                owner.runTo(Math.min(input.end(), log.end() + EVENTS / LEGS + 1));
                if (settles) {
                    owner.commit();
                    owner.settle();
                }
            } finally {
                acknowledgedEnd = Math.max(acknowledgedEnd, owner.acknowledgedEnd());
                besideFsync += owner.besideFsync();
            }
            checks.requireReaderSees(disk, plog, acknowledgedEnd);
            if (settles) {
                checks.requireReady(storage, log, owner);
            } else {
                checks.requireReal(storage, log);
            }
            // A close leaves nothing behind in memory, however much there was.
            long end = log.end();
            numbers.close();
            log.close();
            acknowledgedEnd = end;
            finished = acknowledgedEnd == input.end();
            if (random.nextBoolean()) {
                open[0] = null;
                CrashLogs.drop(disk, plog, 1 + random.nextLong(acknowledgedEnd));
            }
        }
    }

    /** The process ends; what it still does reaches no disk. */
    private void end(CrashDisk disk, SegmentEventLog log) throws IOException {
        for (AutoCloseable left : new AutoCloseable[] {numbers::close, log == null ? () -> {} : log}) {
            try {
                left.close();
            } catch (Exception | MachineStopped e) {
                // It failed before.
            }
        }
        disk.closeAll();
    }
}
