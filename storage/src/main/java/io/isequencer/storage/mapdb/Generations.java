package io.isequencer.storage.mapdb;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import io.isequencer.storage.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The generations of a data directory, in files with ascending numbers. The newest {@link #KEPT} stay.
 *
 * <ul>
 *   <li><i>Durability:</i> an older generation goes only after a newer one is durable.
 * </ul>
 */
final class Generations {
    /** Two, so that a damaged one does not cost all. */
    static final int KEPT = 2;

    private static final Pattern NAME = Pattern.compile("([0-9]{12})\\.numbers");

    private final Disk disk;
    private final Path directory;

    Generations(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /** The newest first. */
    List<Generation> newestFirst() {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try {
            return disk.list(directory).stream()
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted((a, b) -> b.compareTo(a))
                    .map(name -> new Generation(disk, directory.resolve(name)))
                    .toList();
        } catch (IOException e) {
            throw new StorageException(
                    "generations must be readable: directory=" + directory + ", cause=" + e, true, e);
        }
    }

    /** Where the newest one stands, its records unread; 1 if there is none. */
    long newestCheckpoint() {
        List<Generation> kept = newestFirst();
        try {
            return kept.isEmpty() ? 1 : Math.max(1, kept.get(0).manifest().checkpoint());
        } catch (DamagedException e) {
            return 1;
        }
    }

    /** Writes the next one, then drops what is no longer kept. */
    void add(MapDbStorage storage, EventLog log, long logStart) throws IOException, DamagedException {
        disk.createDirectory(directory);
        List<Generation> before = newestFirst();
        long number = before.isEmpty() ? 1 : number(before.get(0)) + 1;
        Path file = directory.resolve(String.format(Locale.ROOT, "%012d.numbers", number));
        new Generation(disk, file).write(storage, log, logStart);
        for (Generation old : before.subList(Math.min(before.size(), KEPT - 1), before.size())) {
            disk.delete(old.file());
        }
        disk.syncDirectory(directory);
    }

    /** After this there is nothing to continue from. */
    void deleteAll() {
        try {
            List<Generation> all = newestFirst();
            for (Generation generation : all) {
                disk.delete(generation.file());
            }
            if (!all.isEmpty()) {
                disk.syncDirectory(directory);
            }
        } catch (IOException e) {
            throw new StorageException(
                    "generations must be removable: directory=" + directory + ", cause=" + e, true, e);
        }
    }

    private static long number(Generation generation) {
        Matcher name = NAME.matcher(generation.file().getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException("generation must have a number: file=" + generation.file());
        }
        return Long.parseLong(name.group(1));
    }
}
