package io.isequencer.model;

import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import io.isequencer.laboratory.ProjectHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A configuration of the specification, and what its header expects of it.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CheckFailedException} with {@link Kind#BAD_DATA} for a header that says too little.
 * </ul>
 *
 * @param property the property that must be violated; null if none may be
 * @param maxLength bound on the states of the counterexample, the initial one included
 * @param rule the rule that a wrong reading breaks; null if it breaks none
 * @param coverage whether to count how often each action is taken, which makes a run slower
 * @param temporal the properties under PROPERTIES: TLC does not name a violated one
 */
public record ModelConfig(
        String name, Path file, String property, int maxLength, String rule, boolean coverage, List<String> temporal) {
    private static final String SUFFIX = ".cfg";
    private static final String COMMENT = "\\*";
    private static final String VIOLATED = "violated ";

    /** All configurations of a directory, by name. */
    public static List<ModelConfig> readAll(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new CheckFailedException(
                    Kind.MISSING_FILE,
                    "the specification must be there: missing directory=" + directory + ProjectHome.ADVICE);
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<ModelConfig> configs = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                configs.add(read(file));
            }
            return configs;
        } catch (IOException e) {
            throw new CheckFailedException(
                    Kind.MISSING_FILE, "configurations must be readable: directory=" + directory, e);
        }
    }

    static ModelConfig read(Path file) throws IOException {
        String name = file.getFileName().toString();
        List<String> lines = Files.readAllLines(file);
        Map<String, String> header = header(lines);
        String expect = header.getOrDefault("expect", "");
        boolean fails = expect.startsWith(VIOLATED);
        if (!fails && !expect.equals("ok") || fails && !header.containsKey("maxLength")) {
            throw new CheckFailedException(
                    Kind.BAD_DATA,
                    "header must have expect: ok, or expect: violated NAME and maxLength: file=" + file + ", expect="
                            + expect);
        }
        return new ModelConfig(
                name.substring(0, name.length() - SUFFIX.length()),
                file,
                fails ? expect.substring(VIOLATED.length()).strip() : null,
                fails ? bound(file, header.get("maxLength")) : 0,
                header.get("rule"),
                "yes".equals(header.get("coverage")),
                temporal(lines));
    }

    boolean mustFail() {
        return property != null;
    }

    /** Runs for many minutes: only when asked for. */
    public boolean isLong() {
        return name.equals("deep");
    }

    public String expected() {
        return mustFail() ? VIOLATED + property : "ok";
    }

    private static int bound(Path file, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new CheckFailedException(Kind.BAD_DATA, "maxLength must be a number: file=" + file, e);
        }
    }

    private static Map<String, String> header(List<String> lines) {
        Map<String, String> header = new HashMap<>();
        for (String line : lines) {
            if (!line.startsWith(COMMENT)) {
                break;
            }
            String[] parts = line.substring(COMMENT.length()).split(":", 2);
            if (parts.length == 2) {
                header.put(parts[0].strip(), parts[1].strip());
            }
        }
        return header;
    }

    private static List<String> temporal(List<String> lines) {
        List<String> names = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            if (line.startsWith(" ")) {
                if (inside) {
                    names.addAll(List.of(line.strip().split("\\s+")));
                }
            } else {
                inside = line.startsWith("PROPERT");
            }
        }
        return names;
    }
}
