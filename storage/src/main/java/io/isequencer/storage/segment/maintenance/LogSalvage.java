package io.isequencer.storage.segment.maintenance;

import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.DiskFile;
import io.isequencer.storage.disk.RealDisk;
import io.isequencer.storage.segment.LogNames;
import io.isequencer.storage.segment.RetainedNumbers;
import io.isequencer.storage.segment.Segment;
import io.isequencer.storage.segment.SegmentHeader;
import io.isequencer.storage.segment.SegmentReader;
import io.isequencer.storage.segment.TailSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Reads all whole events of a log, however damaged, and says what is not whole between them. A log that lacks its first
 * segment, or has damage in its middle, cannot be opened; its events are still there.
 *
 * <p>Behind a damage the next valid record is searched for byte by byte. Files under a name that no log gives are read
 * too, if they begin as a segment does; what an opening cut or a repair replaced is not, see {@link Salvaged#setAside}.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless; reads only and takes no lock.
 *   <li><i>Errors:</i> {@link StorageException} if the directory cannot be listed. Sectors that cannot be read count as
 *       damage.
 *   <li><i>Units:</i> memory holds one record, at most 16 MiB, and a window of 1 MiB.
 * </ul>
 */
public final class LogSalvage {
    private static final String NO_FILE = "";

    private final Disk disk;
    private final Path directory;
    private final Visitor visitor;
    private long events;
    private long gaps;

    private LogSalvage(Disk disk, Path directory, Visitor visitor) {
        this.disk = disk;
        this.directory = directory;
        this.visitor = visitor;
    }

    /** Takes what is found, in the order of the log. */
    public interface Visitor {
        /** A whole event, valid only during the call. */
        void event(Event event);

        /** A place where something is missing or not what was written. */
        void gap(Gap gap);
    }

    /**
     * A place where something is missing or not what was written.
     *
     * @param file its name, empty if it is a file that is missing
     * @param byteOffset where it begins in the file
     * @param bytes how many bytes were passed over
     * @param from the first event that is missing, 0 if none is
     * @param to the last one, 0 if nobody can know: the gap is at the end of the log
     * @param because the broken rule, as {@code rule: name=value}
     */
    public record Gap(String file, long byteOffset, long bytes, long from, long to, String because) {
        /** Damage that cost no event. */
        static Gap without(String file, long byteOffset, long bytes, String because) {
            return new Gap(file, byteOffset, bytes, 0, 0, because);
        }
    }

    /**
     * What was found.
     *
     * @param begin the lowest offset that the log should have
     * @param end the offset behind the last whole event, {@code begin} if there is none
     * @param events how many whole events
     * @param setAside files of the log that were not read: they hold what was cut or dropped before
     */
    public record Salvaged(long begin, long end, long events, long gaps, List<String> setAside) {}

    /** Reads the log in a directory. */
    public static Salvaged read(Path directory, Visitor visitor) {
        return read(directory, visitor, new RealDisk());
    }

    static Salvaged read(Path directory, Visitor visitor, Disk disk) {
        try {
            return new LogSalvage(disk, directory, visitor).read();
        } catch (IOException e) {
            throw new StorageException("log must be readable: directory=" + directory + ", cause=" + e, true, e);
        }
    }

    /** A file with a segment's header, under whatever name. */
    private record Source(long firstOffset, String name) {}

    private Salvaged read() throws IOException {
        List<String> names = disk.list(directory);
        long begin = begin(names);
        List<Source> sources = sources(names, begin);
        long next = begin;
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            if (source.firstOffset > next) {
                gap(new Gap(NO_FILE, 0, 0, next, source.firstOffset - 1, "segment must be there: firstOffset=" + next));
            } else if (source.firstOffset < next) {
                gap(Gap.without(
                        source.name,
                        0,
                        0,
                        "segment must begin behind the one before: firstOffset=" + source.firstOffset + ", nextOffset="
                                + next));
            }
            long limit = i + 1 < sources.size() ? sources.get(i + 1).firstOffset : 0;
            next = Math.max(next, readSegment(source, limit));
        }
        return new Salvaged(
                begin,
                next,
                events,
                gaps,
                names.stream().filter(LogNames::setAside).toList());
    }

    /** The lowest offset of the log; a damaged base is reported, and the offset is then unknown. */
    private long begin(List<String> names) {
        long begin = 1;
        for (String name : names) {
            if (RetainedNumbers.begin(name) > begin) {
                // The name says where the log begins, whatever the content is worth.
                begin = RetainedNumbers.begin(name);
                checkBase(name);
            }
        }
        return begin;
    }

    private void checkBase(String name) {
        try {
            RetainedNumbers.forEachNumber(
                    RetainedNumbers.open(disk, directory.resolve(name)), (wsId, seqId, number) -> {});
        } catch (IOException | StorageException e) {
            gap(Gap.without(name, 0, 0, "base must be whole: cause=" + e.getMessage()));
        }
    }

    private List<Source> sources(List<String> names, long begin) {
        List<Source> sources = new ArrayList<>();
        for (String name : names) {
            long firstOffset = Segment.firstOffset(name);
            if (!LogNames.known(name)) {
                firstOffset = statedOffset(name);
            }
            if (firstOffset >= begin) {
                sources.add(new Source(firstOffset, name));
            }
        }
        sources.sort(Comparator.comparingLong(Source::firstOffset));
        return sources;
    }

    /** What the header of a file under an unknown name says, 0 if it is no segment. */
    private long statedOffset(String name) {
        try {
            long firstOffset = SegmentHeader.firstOffset(disk, directory.resolve(name));
            if (firstOffset > 0) {
                gap(Gap.without(name, 0, 0, "segment must have its own name: expected=" + Segment.name(firstOffset)));
            }
            return firstOffset;
        } catch (IOException | IllegalArgumentException e) {
            gap(Gap.without(name, 0, 0, "file must be readable: cause=" + e));
            return 0;
        }
    }

    /**
     * Reads what is whole in a segment.
     *
     * @param limit the first offset of the next segment, 0 if there is none
     * @return the offset behind the last whole event, or the limit if that is higher
     */
    private long readSegment(Source source, long limit) throws IOException {
        Path path = directory.resolve(source.name);
        try (DiskFile file = new UnreadableAsZeros(disk.openForRead(path))) {
            long size = file.size();
            String defect = SegmentHeader.defect(path, SegmentHeader.read(file), source.firstOffset);
            if (defect != null) {
                gap(Gap.without(source.name, 0, Math.min(size, SegmentHeader.BYTES), defect));
            }
            return readRecords(source, limit, file, size);
        } catch (IOException e) {
            long to = limit == 0 ? 0 : limit - 1;
            gap(new Gap(source.name, 0, 0, source.firstOffset, to, "segment must be readable: cause=" + e));
            return Math.max(source.firstOffset, limit);
        }
    }

    private long readRecords(Source source, long limit, DiskFile file, long size) throws IOException {
        long next = source.firstOffset;
        long position = Math.min(size, SegmentHeader.BYTES);
        while (true) {
            // Not closed: the file is the caller's.
            SegmentReader reader = new SegmentReader(file, position, size);
            SegmentReader.Outcome outcome = reader.next(next);
            while (outcome == SegmentReader.Outcome.RECORD) {
                visitor.event(reader.event());
                events++;
                next++;
                outcome = reader.next(next);
            }
            if (outcome == SegmentReader.Outcome.END) {
                if (limit > next) {
                    String defect = "segment must hold the events below " + limit + ": nextOffset=" + next;
                    gap(new Gap(source.name, size, 0, next, limit - 1, defect));
                }
                return Math.max(next, limit);
            }
            TailSearch.Tail found = following(file, size, next, reader.position());
            if (found.records() == 0) {
                long to = limit > next ? limit - 1 : 0;
                long bytes = size - reader.position();
                gap(new Gap(
                        source.name, reader.position(), bytes, limit > 0 && to == 0 ? 0 : next, to, reader.defect()));
                return Math.max(next, limit);
            }
            long from = found.firstOffset() == next ? 0 : next;
            long to = from == 0 ? 0 : found.firstOffset() - 1;
            long bytes = found.firstRecordAt() - reader.position();
            gap(new Gap(source.name, reader.position(), bytes, from, to, reader.defect()));
            next = found.firstOffset();
            position = found.firstRecordAt();
        }
    }

    /** The first record at or behind a broken place that can be read; its offset is not below the next one. */
    private static TailSearch.Tail following(DiskFile file, long size, long next, long position) throws IOException {
        TailSearch.Tail found = new TailSearch(file, size, next, next).searchFirst(position);
        while (found.records() > 0 && !readable(file, size, found)) {
            found = new TailSearch(file, size, next, next).searchFirst(found.firstRecordAt() + 1);
        }
        return found;
    }

    private static boolean readable(DiskFile file, long size, TailSearch.Tail found) throws IOException {
        return new SegmentReader(file, found.firstRecordAt(), size).next(found.firstOffset())
                == SegmentReader.Outcome.RECORD;
    }

    private void gap(Gap gap) {
        gaps++;
        visitor.gap(gap);
    }

    /** A file whose sectors may be broken: what cannot be read is zeros, which no checksum takes for a record. */
    private record UnreadableAsZeros(DiskFile file) implements DiskFile {
        private static final int SECTOR_BYTES = 4_096;

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            try {
                return file.read(position, target, offset, length);
            } catch (IOException e) {
                return readBySector(position, target, offset, (int) Math.min(length, size() - position));
            }
        }

        private int readBySector(long position, byte[] target, int offset, int length) {
            int done = 0;
            while (done < length) {
                int bytes = (int) Math.min(SECTOR_BYTES - (position + done) % SECTOR_BYTES, length - done);
                try {
                    file.read(position + done, target, offset + done, bytes);
                } catch (IOException e) {
                    Arrays.fill(target, offset + done, offset + done + bytes, (byte) 0);
                }
                done += bytes;
            }
            return length;
        }

        @Override
        public void write(long position, byte[] source, int offset, int length) {
            throw new UnsupportedOperationException("file must not be written: salvage=true");
        }

        @Override
        public void truncate(long size) {
            throw new UnsupportedOperationException("file must not be written: salvage=true");
        }

        @Override
        public void sync() {
            throw new UnsupportedOperationException("file must not be written: salvage=true");
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
