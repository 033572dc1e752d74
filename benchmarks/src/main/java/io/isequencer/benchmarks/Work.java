package io.isequencer.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a process is to do, in pieces that are counted. */
interface Work {
    /** Puts its input into a directory of its own, and gives its command line. */
    List<String> prepare(Path directory) throws IOException, InterruptedException;

    /** How many operations it was, by what it printed. */
    double operations(Path output) throws IOException;
}
