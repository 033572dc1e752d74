package io.isequencer.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Data directories as earlier versions left them, before logs had labels: 30 events of four workspaces in three segments,
 * types of their own, two generations. {@code shortened} lacks its first 12 events and has a base. {@code labelled} is
 * as versions since then leave one, with a label and two more events.
 */
public final class FrozenDirectories {
    private FrozenDirectories() {}

    public static Path unpack(String name, Path target) throws IOException {
        try (InputStream file = FrozenDirectories.class.getResourceAsStream("/data-directories/" + name + ".zip");
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path path = target.resolve(entry.getName());
                Files.createDirectories(path.getParent());
                Files.copy(zip, path);
            }
        }
        return target;
    }
}
