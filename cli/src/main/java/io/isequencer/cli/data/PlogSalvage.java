package io.isequencer.cli.data;

import io.isequencer.api.StorageException;
import io.isequencer.cli.ByteText;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.Text;
import io.isequencer.cli.output.OutputFile;
import io.isequencer.cli.sequence.EventText;
import io.isequencer.spi.Event;
import io.isequencer.storage.directory.PartitionDirectory;
import io.isequencer.storage.mapdb.NumbersOnDisk;
import io.isequencer.storage.segment.maintenance.LogSalvage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * {@code plog --salvage}: writes all whole events to a new file, and between them what is missing; if anything is, behind
 * them the stored numbers, which know of events that are gone.
 *
 * <pre>{@code
 * {"ref":"a","plogOffset":"4","wsId":"7","numbers":[{"seqId":1,"number":"4"}]}
 * {"gap":{"from":"5","to":"9","file":"plog-00000000000000000001.seg","byteOffset":"212","bytes":"131","because":"…"}}
 * {"stored":{"wsId":"7","seqId":1,"number":"9"}}
 * }</pre>
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#BAD_DATA} if the file exists or cannot be written; then
 *       nothing is left of it.
 *   <li><i>Units:</i> memory is bounded, whatever the size of the log.
 * </ul>
 */
final class PlogSalvage {
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final int MAX_FINDINGS = 20;

    private final Terminal terminal;
    private final PartitionDirectory directory;
    private final boolean json;
    private final ByteText text = new ByteText();
    private long events;
    private long gaps;
    private long missing;
    private boolean missingWithoutEnd;

    PlogSalvage(Terminal terminal, PartitionDirectory directory, boolean json) {
        this.terminal = terminal;
        this.directory = directory;
        this.json = json;
    }

    /** Ends with {@link ExitCode#BAD_DATA} if anything is missing: a part must not pass for the whole. */
    ExitCode to(Path path) {
        OutputFile out = OutputFile.of("salvage", path, false);
        requireOutside(path);
        out.write(this::salvage);
        terminal.print(json ? json(path) : summary(path));
        return gaps == 0 ? ExitCode.OK : ExitCode.BAD_DATA;
    }

    /** A foreign name in the data directory would be an error at the next start. */
    private void requireOutside(Path path) {
        try {
            Path inside = directory.path().toRealPath();
            Path at = path.toAbsolutePath().normalize().getParent();
            while (at != null && !at.toFile().exists()) {
                at = at.getParent();
            }
            if (at != null && at.toRealPath().startsWith(inside)) {
                throw new CliException(
                        ExitCode.USAGE,
                        "OUT must lie outside of the data directory: salvage=" + path + ", data=" + inside);
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_DATA, "OUT must be in a readable place: salvage=" + path, e);
        }
    }

    private void salvage(OutputStream out) throws IOException {
        try {
            LogSalvage.Salvaged found = LogSalvage.read(directory.plog(), new LogSalvage.Visitor() {
                @Override
                public void event(Event event) {
                    append(event);
                    if (text.size() >= CHUNK_BYTES) {
                        text.writeTo(out);
                    }
                }

                @Override
                public void gap(LogSalvage.Gap gap) {
                    append(gap);
                }
            });
            compareWithNumbers(found.end(), out);
            text.writeTo(out);
            if (!found.setAside().isEmpty()) {
                terminal.tell(
                        "not read, they hold what was cut or dropped before: " + String.join(", ", found.setAside()));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void append(Event event) {
        try {
            EventText.append(text, event);
            events++;
        } catch (CliException e) {
            // Whole, but written by another program.
            append(new LogSalvage.Gap("", 0, 0, event.plogOffset(), event.plogOffset(), e.getMessage()));
        }
    }

    private void append(LogSalvage.Gap gap) {
        gaps++;
        text.string("{\"gap\":{");
        if (gap.from() > 0) {
            text.string("\"from\":\"").unsigned(gap.from()).string("\",");
            if (gap.to() > 0) {
                text.string("\"to\":\"").unsigned(gap.to()).string("\",");
                missing += gap.to() - gap.from() + 1;
            } else {
                missingWithoutEnd = true;
            }
        }
        if (!gap.file().isEmpty()) {
            text.string("\"file\":\"").jsonEscaped(gap.file().getBytes(StandardCharsets.UTF_8), 0);
            text.string("\",\"byteOffset\":\"").unsigned(gap.byteOffset());
            text.string("\",\"bytes\":\"").unsigned(gap.bytes()).string("\",");
        }
        text.string("\"because\":\"").jsonEscaped(gap.because().getBytes(StandardCharsets.UTF_8), 0);
        text.string("\"}}\n");
        tell(gap);
    }

    private void tell(LogSalvage.Gap gap) {
        if (gaps <= MAX_FINDINGS) {
            String range = gap.from() == 0
                    ? "no event is missing"
                    : "missing: events " + gap.from() + ".." + (gap.to() == 0 ? "" : gap.to());
            terminal.tell(range + ", because " + gap.because() + (gap.file().isEmpty() ? "" : ", file=" + gap.file()));
        } else if (gaps == MAX_FINDINGS + 1) {
            terminal.tell("and more, see the lines with gap in the file");
        }
    }

    /** The log cannot know what its end lost; the numbers may. They know the numbers of events that are gone, too. */
    private void compareWithNumbers(long end, OutputStream out) {
        try {
            NumbersOnDisk numbers = NumbersOnDisk.read(directory.path());
            if (numbers.known() && numbers.checkpoint() > end) {
                String because = "log must reach the checkpoint of the numbers: checkpoint=" + numbers.checkpoint()
                        + ", logEnd=" + end;
                append(new LogSalvage.Gap("", 0, 0, end, numbers.checkpoint() - 1, because));
            }
            if (gaps > 0
                    && numbers.known()
                    && !numbers.forEachNumber((wsId, seqId, number) -> {
                        text.string("{\"stored\":{\"wsId\":\"").unsigned(wsId);
                        text.string("\",\"seqId\":").unsigned(seqId);
                        text.string(",\"number\":\"").unsigned(number).string("\"}}\n");
                        if (text.size() >= CHUNK_BYTES) {
                            text.writeTo(out);
                        }
                    })) {
                terminal.tell("stored numbers are not all there, a process has changed them meanwhile: file="
                        + numbers.source());
            }
        } catch (StorageException e) {
            terminal.tell("numbers were not compared: " + e.getMessage());
        }
    }

    private String summary(Path path) {
        String lost = gaps == 0
                ? "nothing is missing"
                : "missing: " + Text.counted(missing, "event") + " in " + Text.counted(gaps, "gap")
                        + (missingWithoutEnd ? ", and an unknown number at the end" : "");
        return "salvaged: " + Text.counted(events, "event") + " to " + path + "; " + lost;
    }

    private String json(Path path) {
        ByteText line = new ByteText().string("{\"file\":\"");
        line.jsonEscaped(path.toString().getBytes(StandardCharsets.UTF_8), 0);
        line.string("\",\"events\":\"").unsigned(events);
        line.string("\",\"gaps\":\"").unsigned(gaps);
        line.string("\",\"missing\":\"").unsigned(missing);
        line.string("\",\"missingAtTheEnd\":").string(missingWithoutEnd ? "\"unknown\"}" : "\"0\"}");
        return line.toString();
    }
}
