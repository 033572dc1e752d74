package io.isequencer.conformance;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of {@code conformance/results/paths}: what came of all paths of a configuration against an adapter. Written by
 * {@link RecordPaths}.
 *
 * @param adapter id in {@code adapters.json}, or of the reference
 * @param toolVersion what its compiler or interpreter calls itself
 * @param jobs how many of its processes ran side by side
 * @param processors of the machine
 * @param cpuSeconds of the oracle, the adapter's processes and the exploration together
 * @param loadAverage of the last minute, when the check ended
 * @param report the output of {@code oracle check --paths --json}
 */
record PathsResult(
        String adapter,
        String language,
        String toolVersion,
        String config,
        int jobs,
        int processors,
        double cpuSeconds,
        double loadAverage,
        JsonNode report) {
    private static final String DIRECTORY = "conformance/results/paths";

    /** All that are committed, by file name. */
    static List<PathsResult> all() {
        ObjectMapper json = new ObjectMapper();
        List<PathsResult> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(ProjectFiles.ROOT.resolve(DIRECTORY))) {
            for (Path file : files.sorted().toList()) {
                all.add(json.readValue(Files.readString(file), PathsResult.class));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(String config, String adapter) {
        return ProjectFiles.ROOT.resolve(DIRECTORY).resolve(config + "-" + adapter + ".json");
    }

    void write() throws IOException {
        Path file = file(config, adapter);
        Files.createDirectories(file.getParent());
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        Files.writeString(file, new ObjectMapper().writer(lines).writeValueAsString(this) + "\n");
    }

    long paths(String count) {
        return report.get("paths").get(count).longValue();
    }

    long edges(String count) {
        return report.get("edges").get(count).longValue();
    }

    /** Paths that were played and did not pass. */
    long notPassed() {
        return paths("played") - paths("PASS");
    }

    long elapsedMs() {
        return report.get("elapsedMs").longValue();
    }

    int exitCode() {
        return report.get("exitCode").intValue();
    }
}
