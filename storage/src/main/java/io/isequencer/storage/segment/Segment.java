package io.isequencer.storage.segment;

import io.isequencer.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A segment file and what is known of where its records are.
 *
 * @param firstOffset the offset of its first event, also in its name
 */
@SuppressWarnings("exports") // The package that maintains the log sees no more of it than this.
public record Segment(long firstOffset, Path file, SparseIndex index) {
    private static final Pattern NAME = Pattern.compile("plog-([0-9]{20})\\.seg");

    /** The segment that begins at an offset; the file need not exist. */
    static Segment of(Path directory, long firstOffset) {
        return new Segment(firstOffset, directory.resolve(name(firstOffset)), new SparseIndex());
    }

    /** Where the record of an offset begins, 0 for the first: then the header counts with it. Records up to it are valid. */
    long positionOf(DiskFile file, long plogOffset) throws IOException {
        if (plogOffset == firstOffset) {
            return 0;
        }
        SparseIndex.Place place = index.floor(plogOffset, firstOffset);
        // Not closed: the file is the caller's.
        SegmentReader reader = new SegmentReader(file, place.position(), file.size());
        long next = place.plogOffset();
        while (next < plogOffset && reader.next(next) == SegmentReader.Outcome.RECORD) {
            next++;
        }
        return reader.position();
    }

    public static String name(long firstOffset) {
        return String.format(Locale.ROOT, "plog-%020d.seg", firstOffset);
    }

    /** The first offset in a file's name, or 0 if the file is not a segment. */
    public static long firstOffset(String fileName) {
        Matcher matcher = NAME.matcher(fileName);
        return matcher.matches() ? parsed(matcher.group(1)) : 0;
    }

    /** The number that the digits make, or 0 if it is too large. */
    static long parsed(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
