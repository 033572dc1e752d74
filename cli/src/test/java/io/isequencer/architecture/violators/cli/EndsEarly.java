package io.isequencer.architecture.violators.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Takes a pause of the input, or a damaged member, for the end. */
public final class EndsEarly {
    private EndsEarly() {}

    public static boolean more(InputStream packed) throws IOException {
        return new GZIPInputStream(packed).read() >= 0;
    }
}
