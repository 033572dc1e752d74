package io.isequencer.laboratory;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The specification that the program has in itself, as files that TLC can read. */
final class PackedSpecification {
    private static final String ROOT = "tla/";
    private static final String SOME_FILE = ROOT + "Sequencer.tla";

    private PackedSpecification() {}

    static Path directory() {
        return Copy.DIRECTORY;
    }

    /** Made when it is first asked for. */
    private static final class Copy {
        private static final Path DIRECTORY = of(PackedSpecification.class.getResource(SOME_FILE));
    }

    /** The directory of the file that a resource is, or a copy of all files beside one that is in a jar. */
    static Path of(URL file) {
        if (file == null) {
            throw new CheckFailedException(
                    CheckFailedException.Kind.MISSING_FILE,
                    "the program must have the specification in it: missing resource=" + SOME_FILE
                            + ProjectHome.ADVICE);
        }
        try {
            if (!(file.openConnection() instanceof JarURLConnection jar)) {
                return Path.of(new URI(file.toString())).getParent();
            }
            jar.setUseCaches(false);
            try (ZipFile zip = jar.getJarFile()) {
                String entry = jar.getEntryName();
                return unpack(zip, entry.substring(0, entry.lastIndexOf('/') + 1));
            }
        } catch (IOException | URISyntaxException failure) {
            throw new CheckFailedException(
                    CheckFailedException.Kind.MISSING_FILE,
                    "the specification must be readable: resource=" + file,
                    failure);
        }
    }

    private static Path unpack(ZipFile zip, String prefix) throws IOException {
        Path directory = TemporaryDirectory.create("isequencer-tla-");
        List<? extends ZipEntry> entries = zip.stream()
                .filter(entry -> entry.getName().startsWith(prefix) && !entry.isDirectory())
                .toList();
        for (ZipEntry entry : entries) {
            Path file = directory.resolve(entry.getName().substring(prefix.length()));
            try (InputStream in = zip.getInputStream(entry)) {
                ScratchFile.write(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return directory;
    }
}
