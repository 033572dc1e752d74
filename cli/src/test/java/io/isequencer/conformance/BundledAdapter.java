package io.isequencer.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An entry of {@code conformance/adapters/adapters.json}.
 *
 * @param tool the program without which it can neither be built nor run
 * @param build a shell command, from the root; empty if there is nothing to build
 * @param run the command, its arguments separated by blanks, from the root
 * @param adapter the file that speaks the protocol
 */
record BundledAdapter(
        String id, String language, String tool, String needs, String build, String run, String adapter, String how) {
    private record All(List<BundledAdapter> adapters) {}

    static List<BundledAdapter> all() {
        try {
            String json = ProjectFiles.read("conformance/adapters/adapters.json");
            return new ObjectMapper().readValue(json, All.class).adapters();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BundledAdapter of(String language) {
        return all().stream()
                .filter(adapter -> adapter.language().equals(language))
                .findFirst()
                .orElseThrow();
    }

    String directory() {
        return "conformance/adapters/" + id;
    }

    List<String> command() {
        List<String> command = new java.util.ArrayList<>(List.of(run.split(" ")));
        String program = command.get(0);
        if (program.contains("/")) {
            command.set(0, ProjectFiles.ROOT.resolve(program).toAbsolutePath().toString());
        }
        command.replaceAll(word -> word.startsWith("conformance/") ? path(word) : word);
        return List.copyOf(command);
    }

    private static String path(String name) {
        return Path.of("")
                .toAbsolutePath()
                .resolve(ProjectFiles.ROOT.resolve(name))
                .toString();
    }

    @Override
    public String toString() {
        return language;
    }
}
