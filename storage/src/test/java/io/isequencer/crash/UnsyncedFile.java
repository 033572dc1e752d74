package io.isequencer.crash;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What of a file is not durable: for each touched sector the contents that it had since the last fsync, the durable one
 * first. The real file always shows what the page cache does.
 */
final class UnsyncedFile {
    static final int SECTOR_BYTES = 512;

    private static final int MAX_VERSIONS = 4;

    private final Map<Long, List<byte[]>> sectors = new TreeMap<>();

    /** Of these an fsync is writing what they held when it began. */
    private final Map<Long, List<byte[]>> syncing = new TreeMap<>();

    /** Of these a failed fsync said that they were written; they are on no disk. */
    private final Map<Long, List<byte[]>> doomed = new TreeMap<>();

    private long durableSize;
    private long syncingSize;

    UnsyncedFile(long durableSize) {
        this.durableSize = durableSize;
    }

    /** Remembers what is there, before it changes. */
    void willChange(RandomAccessFile file, long from, long to) throws IOException {
        for (long sector = from / SECTOR_BYTES; sector * SECTOR_BYTES < to; sector++) {
            List<byte[]> versions = sectors.get(sector);
            if (versions == null) {
                versions = doomed.remove(sector);
                sectors.put(sector, versions == null ? versions = new ArrayList<>() : versions);
            }
            if (versions.size() < MAX_VERSIONS) {
                versions.add(read(file, sector));
            }
        }
    }

    /** An fsync begins: it need not cover what changes from here on. */
    void syncBegins(long size) {
        syncing.putAll(sectors);
        sectors.clear();
        syncingSize = size;
    }

    void synced() {
        syncing.clear();
        durableSize = syncingSize;
    }

    void syncFailed() {
        for (Map.Entry<Long, List<byte[]>> written : syncing.entrySet()) {
            if (!sectors.containsKey(written.getKey())) {
                doomed.putIfAbsent(written.getKey(), written.getValue());
            }
        }
        takeBack(sectors.keySet());
    }

    /** An fsync did not come to its end: these sectors are as before it, in what may be left of them. */
    private void takeBack(Set<Long> which) {
        syncing.keySet().retainAll(which);
        syncing.forEach((sector, older) -> {
            older.addAll(sectors.getOrDefault(sector, List.of()));
            sectors.put(sector, older);
        });
        syncing.clear();
    }

    /** Makes the real file one that a disk may show after the power came back. */
    void lose(RandomAccessFile file, SplittableRandom random) throws IOException {
        takeBack(Set.copyOf(syncing.keySet()));
        sectors.putAll(doomed);
        long size = file.length();
        Loss loss = Loss.values()[random.nextInt(Loss.values().length)];
        long cut = sectors.isEmpty() ? 0 : new ArrayList<>(sectors.keySet()).get(random.nextInt(sectors.size()));
        for (Map.Entry<Long, List<byte[]>> entry : sectors.entrySet()) {
            if (doomed.containsKey(entry.getKey()) || loss.loses(entry.getKey(), cut, random)) {
                List<byte[]> versions = entry.getValue();
                byte[] version = versions.get(random.nextInt(10) < 7 ? 0 : random.nextInt(versions.size()));
                long at = entry.getKey() * SECTOR_BYTES;
                boolean stale = at >= durableSize && random.nextInt(8) == 0;
                if (stale) {
                    // Never written here: the block shows what a deleted file left.
                    random.nextBytes(version);
                }
                write(file, at, version, Math.max(size, durableSize));
            }
        }
        if (!sectors.isEmpty() && size != durableSize && random.nextInt(3) == 0) {
            file.setLength(random.nextBoolean() ? durableSize : between(durableSize, size, random));
        }
    }

    private static long between(long a, long b, SplittableRandom random) {
        return Math.min(a, b) + random.nextLong(Math.abs(a - b) + 1);
    }

    private static byte[] read(RandomAccessFile file, long sector) throws IOException {
        byte[] bytes = new byte[SECTOR_BYTES];
        long at = sector * SECTOR_BYTES;
        if (at < file.length()) {
            file.seek(at);
            file.readFully(bytes, 0, (int) Math.min(SECTOR_BYTES, file.length() - at));
        }
        return bytes;
    }

    private static void write(RandomAccessFile file, long at, byte[] bytes, long size) throws IOException {
        int length = (int) Math.min(bytes.length, size - at);
        if (length > 0) {
            file.seek(at);
            file.write(bytes, 0, length);
        }
    }

    /** Which sectors the disk did not get to. */
    private enum Loss {
        ALL,
        FROM_ONE_ON,
        UP_TO_ONE,
        ONE,
        HALF,
        NONE;

        boolean loses(long sector, long cut, SplittableRandom random) {
            return switch (this) {
                case ALL -> true;
                case FROM_ONE_ON -> sector >= cut;
                case UP_TO_ONE -> sector <= cut;
                case ONE -> sector == cut;
                case HALF -> random.nextBoolean();
                case NONE -> false;
            };
        }
    }
}
