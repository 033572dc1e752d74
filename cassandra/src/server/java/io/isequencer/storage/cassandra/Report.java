package io.isequencer.storage.cassandra;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a run on the cluster has shown: a directory of files, and a text of lines that are printed too. */
final class Report {
    private final Path directory;

    /** @param name of the directory below {@code cassandra/target}, with the process's number behind it */
    Report(String name) throws IOException {
        directory = Files.createDirectories(ProjectFiles.ROOT
                .resolve("cassandra/target/" + name + "-"
                        + ProcessHandle.current().pid())
                .toAbsolutePath()
                .normalize());
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    Path directory() {
        return directory;
    }

    void tell(String line) {
        System.out.println(line);
        write("report.txt", line);
    }

    /** The one line that says it all. */
    void summarize(String line) {
        tell(line);
        write("summary.txt", line);
    }

    private void write(String file, String line) {
        try {
            Files.writeString(file(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
