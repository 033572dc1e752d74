package io.isequencer.cli.simulate;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.TextInput;
import io.isequencer.simulation.Capsule;
import io.isequencer.simulation.CapsuleJson;
import io.isequencer.simulation.RunResult;
import io.isequencer.simulation.Shrinker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Capsules on disk.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} that names the file.
 * </ul>
 */
final class CapsuleFiles {
    private final Path directory;
    private final Terminal terminal;

    CapsuleFiles(Path directory, Terminal terminal) {
        this.directory = directory;
        this.terminal = terminal;
    }

    /** Shrinks and writes a capsule for each failure; returns the files by seed. */
    Map<Long, Path> write(List<RunResult> failures) {
        Map<Long, Path> files = new LinkedHashMap<>();
        for (RunResult failure : failures) {
            Capsule whole = Capsule.of(failure);
            Shrinker shrinker = new Shrinker(whole);
            Capsule small = shrinker.shrink();
            Path file = directory.resolve("seed-" + failure.seed() + ".json");
            write(file, small);
            Path page = directory.resolve("seed-" + failure.seed() + ".html");
            TimelineFile.writeShrunk(page, small, file);
            terminal.tell("seed " + failure.seed() + ": " + small.message() + "; " + whole.size() + " moves shrunk to "
                    + small.size() + " in " + shrinker.replays() + " replays: " + file + ", explained in " + page);
            files.put(failure.seed(), file);
        }
        return files;
    }

    static void write(Path file, Capsule capsule) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Files.writeString(file, CapsuleJson.format(capsule));
        } catch (IOException failure) {
            throw new CliException(ExitCode.BAD_DATA, "file must be writable: file=" + file, failure);
        }
    }

    static Capsule read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] utf8 = new TextInput("capsule", in).readAllBytes();
            // The decoder reports what is no UTF-8.
            return CapsuleJson.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (NoSuchFileException missing) {
            throw new CliException(ExitCode.MISSING_FILE, "capsule must exist: file=" + file, missing);
        } catch (IOException failure) {
            throw new CliException(ExitCode.MISSING_FILE, "capsule must be readable: file=" + file, failure);
        } catch (IllegalArgumentException malformed) {
            throw new CliException(ExitCode.BAD_DATA, file + ": " + malformed.getMessage(), malformed);
        }
    }
}
