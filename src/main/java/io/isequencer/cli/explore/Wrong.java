package io.isequencer.cli.explore;

import io.isequencer.cli.KnownNames;
import io.isequencer.cli.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A TLC configuration with a wrong reading in force. */
final class Wrong {
    private static final Pattern READING = Pattern.compile("On\\(\"(\\w+)\"\\)");

    private Wrong() {}

    /** The names of all wrong readings. */
    static Set<String> readings(Path modules) throws IOException {
        Set<String> readings = new TreeSet<>();
        for (Path module : modules(modules)) {
            Matcher uses = READING.matcher(Files.readString(module));
            while (uses.find()) {
                readings.add(uses.group(1));
            }
        }
        return readings;
    }

    private static List<Path> modules(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".tla")).toList();
        }
    }

    /** Copies the modules and the configuration into the directory, with the reading; returns the configuration. */
    static Path write(Path modules, Path cfg, String reading, Path directory) throws IOException {
        KnownNames.require("wrong", "a wrong reading of tla", reading, readings(modules));
        String text = Files.readString(cfg)
                .replace("SPECIFICATION Spec\n", "SPECIFICATION WrongSpec\n")
                .replace("Wrong = {}", "Wrong = {\"" + reading + "\"}");
        for (Path module : modules(modules)) {
            OutputFile.scratch(directory.resolve(module.getFileName())).copyOf(module);
        }
        // TLC finds a configuration only below its module.
        Path wrong = directory.resolve("wrong.cfg");
        OutputFile.scratch(wrong).write(text);
        return wrong;
    }
}
