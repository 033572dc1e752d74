package io.isequencer.laboratory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedSpecificationTest {
    @TempDir
    Path directory;

    /** What is packed, and nothing but it and the documents, is in the checkout. */
    @Test
    void isTheSpecificationOfTheCheckout() throws IOException {
        Map<String, String> expected = contents(ProjectFiles.ROOT.resolve("tla"));
        expected.keySet().removeIf(name -> name.endsWith(".md") || name.endsWith(".sh"));
        assertFalse(expected.isEmpty());
        assertEquals(expected, contents(PackedSpecification.directory()));
    }

    @Test
    void aJarIsCopiedAsFarAsItIsTheSpecification() throws IOException {
        Path jar = directory.resolve("program.jar");
        try (OutputStream file = Files.newOutputStream(jar)) {
            // As in the self-contained file: a script, and the jar behind it.
            file.write("#!/bin/sh\nexec true\n".getBytes(StandardCharsets.UTF_8));
            try (ZipOutputStream zip = new ZipOutputStream(file)) {
                for (String name : List.of("other.txt", "a/tla/", "a/tla/Sequencer.tla", "a/tla/explore/tiny.cfg")) {
                    zip.putNextEntry(new ZipEntry(name));
                    zip.write(name.endsWith("/") ? new byte[0] : name.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        Path copy = PackedSpecification.of(
                URI.create("jar:" + jar.toUri() + "!/a/tla/Sequencer.tla").toURL());
        assertEquals(
                Map.of("Sequencer.tla", "a/tla/Sequencer.tla", "explore/tiny.cfg", "a/tla/explore/tiny.cfg"),
                contents(copy));
        TemporaryDirectory.deleteAll(copy);
        assertFalse(Files.exists(copy));
    }

    @Test
    void aProgramWithoutItIsAnError() {
        String message = assertThrows(CheckFailedException.class, () -> PackedSpecification.of(null))
                .getMessage();
        assertTrue(message.contains("the program must have the specification in it"), message);
    }

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return contents;
    }
}
