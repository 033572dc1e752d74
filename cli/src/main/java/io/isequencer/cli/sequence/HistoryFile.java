package io.isequencer.cli.sequence;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.output.OutputFile;
import io.isequencer.spi.EventLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The file of a history that may have been begun by an earlier run: then this one's life goes behind it, and all are
 * judged as one.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#BAD_DATA}: the file cannot be read or written, holds
 *       something else, or is another log's.
 * </ul>
 *
 * @param force whether what is there may be replaced
 */
record HistoryFile(Path path, boolean force) {
    private static final byte[] BEGIN = "{\"e\":\"history\"".getBytes(StandardCharsets.US_ASCII);

    /** Opens it for the life that begins now. */
    Writer writer(EventLog log) {
        OutputFile file = OutputFile.of("history", path, force);
        if (force || !Files.isRegularFile(path)) {
            return file.writer();
        }
        boolean torn = false;
        try {
            long bytes = Files.size(path);
            if (bytes > 0) {
                requireHistory();
                requireOfThisLog(log);
                torn = byteAt(bytes - 1) != '\n';
            }
        } catch (IOException e) {
            throw file.unwritable(e);
        }
        Writer writer = file.appender();
        if (torn) {
            // A run that was killed left its last line as it was; it stays, and ends here.
            end(writer, file);
        }
        return writer;
    }

    private static void end(Writer writer, OutputFile file) {
        try {
            writer.write('\n');
        } catch (IOException e) {
            throw file.unwritable(e);
        }
    }

    private void requireHistory() throws IOException {
        byte[] begin;
        try (InputStream in = Files.newInputStream(path)) {
            begin = in.readNBytes(BEGIN.length);
        }
        if (!Arrays.equals(begin, BEGIN)) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "history must be a new file, or one that sequence wrote, or --force must be given: file=" + path);
        }
    }

    private void requireOfThisLog(EventLog log) {
        if (log.end() == 1) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "history must be a new file for an empty log, or --force must be given: file=" + path
                            + ", it holds the history of another log");
        }
    }

    private int byteAt(long index) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            in.skipNBytes(index);
            return in.read();
        }
    }
}
