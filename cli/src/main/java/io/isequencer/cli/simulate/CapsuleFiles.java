package io.isequencer.cli.simulate;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.input.TextInput;
import io.isequencer.cli.output.OutputDirectory;
import io.isequencer.cli.output.OutputFile;
import io.isequencer.cli.output.SideOutputs;
import io.isequencer.simulation.render.CapsuleJson;
import io.isequencer.simulation.render.RelationJudge;
import io.isequencer.simulation.run.Capsule;
import io.isequencer.simulation.run.RunResult;
import io.isequencer.simulation.run.SecondJudge;
import io.isequencer.simulation.run.Shrinker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Capsules on disk. */
final class CapsuleFiles {
    private final OutputDirectory directory;
    private final SideOutputs outputs;
    private final Terminal terminal;

    CapsuleFiles(OutputDirectory directory, SideOutputs outputs, Terminal terminal) {
        this.directory = directory;
        this.outputs = outputs;
        this.terminal = terminal;
    }

    /**
     * Shrinks and writes a capsule for each failure; returns the files by seed.
     *
     * @param disagreements failures that the relation has found, and the reference model has not
     */
    Map<Long, Path> write(List<RunResult> failures, List<RunResult> disagreements) {
        Map<Long, Path> files = new LinkedHashMap<>();
        write(failures, SecondJudge.NONE, files);
        if (!disagreements.isEmpty()) {
            // To compile the relation takes half a second.
            write(disagreements, new RelationJudge(), files);
        }
        return files;
    }

    private void write(List<RunResult> failures, SecondJudge judge, Map<Long, Path> files) {
        for (RunResult failure : failures) {
            Capsule whole = Capsule.of(failure, judge);
            Shrinker shrinker = new Shrinker(whole, judge);
            Capsule small = shrinker.shrink();
            String shrunk = "seed " + failure.seed() + ": " + headline(small) + "; " + whole.size()
                    + " moves shrunk to " + small.size() + " in " + shrinker.replays() + " replays: ";
            outputs.write(() -> {
                String name = freeName("seed-" + failure.seed());
                Path file = directory.path().resolve(name + ".json");
                directory.file(name + ".json").write(CapsuleJson.format(small));
                files.put(failure.seed(), file);
                OutputFile page = directory.file(name + ".html");
                TimelineFile.writeShrunk(page, small, file);
                terminal.tell(shrunk + file + ", explained in " + page.path());
            });
        }
    }

    private static String headline(Capsule capsule) {
        String first = capsule.message().lines().findFirst().orElse("");
        return first.endsWith(":") ? first.substring(0, first.length() - 1) : first;
    }

    /** A capsule of an earlier campaign stays: the same seed may have failed in another way. */
    private String freeName(String name) {
        String free = name;
        for (int next = 2; !directory.force() && isTaken(free); next++) {
            free = name + "-" + next;
        }
        return free;
    }

    private boolean isTaken(String name) {
        return Files.exists(directory.path().resolve(name + ".json"))
                || Files.exists(directory.path().resolve(name + ".html"));
    }

    static Capsule read(Path file) {
        try {
            return CapsuleJson.parse(TextInput.read("capsule", file));
        } catch (NoSuchFileException missing) {
            throw new CliException(ExitCode.MISSING_FILE, "capsule must exist: file=" + file, missing);
        } catch (IOException failure) {
            throw CliException.unreadable("capsule", "file=" + file, failure);
        } catch (IllegalArgumentException malformed) {
            throw new CliException(ExitCode.BAD_DATA, file + ": " + malformed.getMessage(), malformed);
        }
    }
}
