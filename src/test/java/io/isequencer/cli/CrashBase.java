package io.isequencer.cli;

import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.segment.SegmentEventLog;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Opens the numbers of the command line for the crash campaign. */
public final class CrashBase {
    private static final Terminal SILENT = new Terminal(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            false,
            false);

    private CrashBase() {}

    public static void restore(SegmentEventLog log, SequenceStorage storage) {
        BaseNumbers.restore(log, storage, SILENT);
    }
}
