package io.isequencer.storage.mapdb;

import io.isequencer.storage.disk.RealDisk;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.mapdb.DBMaker;

/**
 * The real file system, with a list of what was asked of it, which fails at a chosen call and, as a dead one, later; and
 * without the time that syncs and MapDB's access to single bytes take.
 */
final class TestDisk extends RealDisk implements Databases {
    final List<String> calls = new ArrayList<>();

    private boolean full;
    private int failAt = Integer.MAX_VALUE;
    private int failUntil = Integer.MAX_VALUE;

    /** The numbers of a directory on this disk. */
    NumbersFiles files(Path directory) {
        return new NumbersFiles(this, this, directory);
    }

    /** The changing calls from the given one on fail, counted from 0. */
    static TestDisk dyingAt(int call) {
        TestDisk disk = new TestDisk();
        disk.failAt = call;
        return disk;
    }

    /** One changing call fails. */
    static TestDisk failingAt(int call) {
        TestDisk disk = dyingAt(call);
        disk.failUntil = call + 1;
        return disk;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        change("createDirectory", directory);
        // One call, whatever it takes.
        new RealDisk().createDirectory(directory);
    }

    @Override
    public void write(Path file, Body body) throws IOException {
        try {
            change("write", file);
        } catch (IOException torn) {
            // What a full disk or a power loss leaves: a beginning.
            Files.write(file, new byte[] {'I', 'S', 'E', 'Q'}, StandardOpenOption.CREATE_NEW);
            throw torn;
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
            body.writeTo(out);
        }
    }

    @Override
    public void sync(Path file) throws IOException {
        change("sync", file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        change("rename", to);
        super.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        change("delete", file);
        super.delete(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        change("syncDirectory", directory);
    }

    /** From now on MapDB finds no room to make its file longer. */
    void fillUp() {
        full = true;
    }

    @Override
    public DBMaker.Maker at(Path file) {
        if (full) {
            return DBMaker.volumeDB(new FullVolume(), false);
        }
        return Databases.REAL.at(file).fileMmapEnable();
    }

    private void change(String operation, Path file) throws IOException {
        int call = calls.size();
        calls.add(operation + " " + file.getFileName());
        if (call >= failAt && call < failUntil) {
            throw new IOException("planned failure of " + operation);
        }
    }
}
