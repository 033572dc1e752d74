package io.isequencer.architecture.violators.cli;

import java.io.IOException;
import java.io.InputStream;

/** Takes a pause of the input for its end. */
public final class AsksWhatIsThere {
    private AsksWhatIsThere() {}

    public static boolean more(InputStream in) throws IOException {
        return in.available() > 0;
    }
}
