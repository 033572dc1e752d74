package io.isequencer.storage.mapdb;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.NumberVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the files of a {@link NumbersStore} say, for a check that changes nothing, takes no lock, and may run beside the
 * process that has the store open: then the newest generation speaks, for the live file is in flux.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link StorageException} if a file cannot be read; one that is not what was written is a {@link
 *       #problems problem}.
 *   <li><i>Units:</i> the numbers are read again at each visit, and not kept.
 * </ul>
 */
public final class NumbersOnDisk {
    private static final int ATTEMPTS = 3;

    private final NumbersFiles files;
    private final List<String> problems = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();

    /** A file that vouches for its numbers. */
    private record Source(Path file, Manifest manifest, Generation generation) {}

    private NumbersOnDisk(NumbersFiles files) {
        this.files = files;
    }

    /** Looks at all files of numbers in a data directory. */
    public static NumbersOnDisk read(Path directory) {
        return read(NumbersFiles.in(directory));
    }

    static NumbersOnDisk read(NumbersFiles files) {
        NumbersOnDisk numbers = new NumbersOnDisk(files);
        numbers.lookAtLive();
        numbers.lookAtGenerations();
        return numbers;
    }

    /** What is not as it was written, each in one line that names the file. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Whether any file vouches for numbers; a crash, or a process that is at work, may leave none. */
    public boolean known() {
        return !sources.isEmpty();
    }

    /** Which file speaks. */
    public Path source() {
        return newest().file;
    }

    /** The checkpoint of the numbers that speak. */
    public long checkpoint() {
        return newest().manifest.checkpoint();
    }

    /** Where a file of numbers contradicts the log, each in one line. */
    public List<String> contradictions(EventLog log, long logStart) {
        List<String> found = new ArrayList<>();
        for (Source source : sources) {
            String contradiction = contradiction(source.manifest, log, logStart);
            if (contradiction != null) {
                found.add(contradiction + ", file=" + source.file);
            }
        }
        return found;
    }

    /** What in a manifest contradicts a log, as {@code rule: name=value}, or null. */
    static String contradiction(Manifest manifest, EventLog log, long logStart) {
        long end = log.end();
        if (manifest.checkpoint() > end) {
            return "checkpoint must not be beyond the log's end: checkpoint=" + manifest.checkpoint() + ", logEnd="
                    + end;
        }
        String difference = manifest.log().difference(log, logStart);
        return difference == null ? null : "numbers and log must belong together: " + difference;
    }

    /**
     * Visits the numbers that speak.
     *
     * @return false if the file was opened or replaced meanwhile: then what was visited counts for nothing
     */
    public boolean forEachNumber(NumberVisitor visitor) {
        Source source = newest();
        try {
            if (source.generation != null) {
                source.generation.read(visitor);
                return true;
            }
            MapDbFile.readSealed(files.disk(), source.file, visitor);
            return Files.exists(files.seal()) && Arrays.equals(files.sealed().encode(), source.manifest.encode());
        } catch (DamagedException e) {
            return false;
        }
    }

    private Source newest() {
        if (sources.isEmpty()) {
            throw new IllegalStateException("numbers must be known: directory=" + files.directory());
        }
        return sources.get(0);
    }

    private void lookAtLive() {
        String problem = null;
        // Whoever opens the store takes the seal away before the file changes.
        for (int attempt = 0; attempt < ATTEMPTS && Files.exists(files.seal()); attempt++) {
            try {
                sources.add(new Source(files.live(), files.sealed(), null));
                return;
            } catch (DamagedException e) {
                problem = "numbers must be what was sealed: because " + e.getMessage() + ", file=" + files.live();
            }
        }
        if (problem != null && Files.exists(files.seal())) {
            problems.add(problem);
        }
    }

    private void lookAtGenerations() {
        for (Generation generation : files.generations().newestFirst()) {
            try {
                sources.add(new Source(generation.file(), generation.verify(), generation));
            } catch (DamagedException e) {
                // One that is gone was replaced by a newer one since we saw its name.
                if (Files.exists(generation.file())) {
                    problems.add("generation must be whole: because " + e.getMessage() + ", file=" + generation.file());
                }
            }
        }
    }
}
