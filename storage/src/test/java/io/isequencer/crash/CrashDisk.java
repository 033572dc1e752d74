package io.isequencer.crash;

import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.DiskFile;
import io.isequencer.storage.disk.RealDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Stands between a program and a directory: counts the calls that change something, ends or fails the chosen one, and
 * knows what is not durable. No fsync reaches the real disk.
 *
 * <p>Names follow POSIX: a file that was created, renamed or deleted may be as before until its directory is synced,
 * whatever became of later changes.
 */
public final class CrashDisk implements Disk {
    private final CrashPoint point;
    private final SplittableRandom random;
    private final Map<Path, UnsyncedFile> unsynced = new HashMap<>();
    private final List<NameChange> nameChanges = new ArrayList<>();
    private final List<CrashFile> open = new ArrayList<>();
    private final List<CallKind> kinds = new ArrayList<>();
    private long bytesRead;
    private boolean stopped;
    private boolean full;
    private Path struckAt;
    private Runnable beside = () -> {};

    /** @param before the disk of the process that ended before, null if there was none or the power failed since */
    CrashDisk(CrashPoint point, long seed, CrashDisk before) {
        this.point = point;
        random = new SplittableRandom(seed);
        if (before != null) {
            // What the system holds and did not write yet survives a process, and still gets lost with the power.
            unsynced.putAll(before.unsynced);
            nameChanges.addAll(before.nameChanges);
        }
    }

    /** Undoes a change of names. */
    private record NameChange(Path path, Undo undo) {
        interface Undo {
            void run() throws IOException;
        }
    }

    /** The kinds of all calls so far. */
    List<CallKind> kinds() {
        return kinds;
    }

    /** Whether the chosen call was reached. */
    boolean struck() {
        return struckAt != null;
    }

    boolean stopped() {
        return stopped;
    }

    /** The file of the chosen call. */
    Path struckAt() {
        return struckAt;
    }

    /** How many bytes of files were read. */
    long bytesRead() {
        return bytesRead;
    }

    void read(int bytes) {
        bytesRead += bytes;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return new RealDisk().list(directory);
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Ending ending = enter(CallKind.CREATE, file);
        if (ending != null && ending != Ending.STOP_WITHIN) {
            throw failed(ending);
        }
        Files.createFile(file);
        nameChanges.add(new NameChange(file, () -> Files.deleteIfExists(file)));
        stopIf(ending);
        return open(file, "rw");
    }

    @Override
    public DiskFile openForWrite(Path file) throws IOException {
        return open(file, "rw");
    }

    @Override
    public DiskFile openForRead(Path file) throws IOException {
        return open(file, "r");
    }

    private DiskFile open(Path path, String mode) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        CrashFile file = new CrashFile(this, path, new RandomAccessFile(path.toFile(), mode));
        open.add(file);
        return file;
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        replace(from, to);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        Ending ending = enter(CallKind.RENAME, from);
        failUnlessDone(ending);
        byte[] replaced = Files.exists(to) ? Files.readAllBytes(to) : null;
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        move(from, to);
        nameChanges.add(new NameChange(to, () -> {
            if (Files.exists(to)) {
                Files.move(to, from, StandardCopyOption.REPLACE_EXISTING);
                move(to, from);
                if (replaced != null) {
                    Files.write(to, replaced);
                }
            }
        }));
        stopIf(ending);
    }

    @Override
    public void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Ending ending = enter(CallKind.DELETE, path);
        failUnlessDone(ending);
        byte[] content = Files.readAllBytes(path);
        Files.delete(path);
        nameChanges.add(new NameChange(path, () -> {
            if (!Files.exists(path)) {
                Files.write(path, content);
            }
        }));
        stopIf(ending);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        Ending ending = enter(CallKind.DIRECTORY_SYNC, directory);
        failUnlessDone(ending);
        nameChanges.removeIf(change -> change.path.getParent().equals(directory.toAbsolutePath()));
        stopIf(ending);
    }

    /** What another thread does while an fsync is under way; returns when that is done, or waits for the fsync. */
    void beside(Runnable work) {
        beside = work;
    }

    /** The work, once: an fsync that it causes has nothing beside it. */
    Runnable beside() {
        Runnable work = beside;
        beside = () -> {};
        return work;
    }

    /** Closes all files, as the end of a process does. */
    void closeAll() throws IOException {
        for (CrashFile file : open) {
            file.closeQuietly();
        }
    }

    /** What is not durable gets lost, in part or as a whole. */
    void losePower() throws IOException {
        int kept = random.nextInt(nameChanges.size() + 1);
        List<Path> paths = new ArrayList<>(unsynced.keySet());
        paths.sort(null);
        for (Path path : paths) {
            if (Files.exists(path)) {
                try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                    unsynced.get(path).lose(file, random);
                }
            }
        }
        boolean inOrder = random.nextBoolean();
        for (int i = nameChanges.size() - 1; i >= 0; i--) {
            if (inOrder ? i >= kept : random.nextBoolean()) {
                nameChanges.get(i).undo.run();
            }
        }
    }

    /** Counts a call; returns what is to happen in it, null if nothing. */
    Ending enter(CallKind kind, Path path) throws IOException {
        if (stopped) {
            throw new MachineStopped();
        }
        kinds.add(kind);
        if (full && Ending.NO_SPACE.fits(kind)) {
            throw failed(Ending.NO_SPACE);
        }
        if (kinds.size() != point.call()) {
            return null;
        }
        struckAt = path;
        full = point.ending() == Ending.NO_SPACE;
        if (point.ending() == Ending.STOP_BEFORE) {
            stopped = true;
            throw new MachineStopped();
        }
        return point.ending();
    }

    void stopIf(Ending ending) {
        if (ending == Ending.STOP_WITHIN) {
            stopped = true;
            throw new MachineStopped();
        }
    }

    static IOException failed(Ending ending) {
        return new IOException(ending == Ending.NO_SPACE ? "No space left on device" : "Input/output error");
    }

    UnsyncedFile unsynced(Path path, long size) {
        return unsynced.computeIfAbsent(path, key -> new UnsyncedFile(size));
    }

    int partOf(int length) {
        return length == 0 ? 0 : random.nextInt(length);
    }

    private static void failUnlessDone(Ending ending) throws IOException {
        if (ending == Ending.IO_ERROR || ending == Ending.NO_SPACE) {
            throw failed(ending);
        }
    }

    private void move(Path from, Path to) {
        UnsyncedFile moved = unsynced.remove(from);
        unsynced.remove(to);
        if (moved != null) {
            unsynced.put(to, moved);
        }
    }
}
