package io.isequencer.model;

import io.isequencer.laboratory.ScratchFile;
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
public final class WrongReadingConfig {
    private static final Pattern READING = Pattern.compile("On\\(\"(\\w+)\"\\)");

    private WrongReadingConfig() {}

    /** The names of all wrong readings. */
    public static Set<String> readings(Path modules) throws IOException {
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
    public static Path write(Path modules, Path cfg, String reading, Path directory) throws IOException {
        String text = Files.readString(cfg)
                .replace("SPECIFICATION Spec\n", "SPECIFICATION WrongSpec\n")
                .replace("Wrong = {}", "Wrong = {\"" + reading + "\"}");
        for (Path module : modules(modules)) {
            ScratchFile.copy(module, directory.resolve(module.getFileName()));
        }
        // TLC finds a configuration only below its module.
        Path wrong = directory.resolve("wrong.cfg");
        ScratchFile.write(wrong, text);
        return wrong;
    }
}
