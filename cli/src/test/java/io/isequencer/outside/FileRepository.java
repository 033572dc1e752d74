package io.isequencer.outside;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A local repository of Maven with all that this build has used, and with the modules that it has built. */
final class FileRepository {
    private static final String GROUP = "io/isequencer";
    private static final String VERSION = "0.1.0-SNAPSHOT";

    private final Path root;

    private FileRepository(Path root) {
        this.root = root;
    }

    /** Nothing is written into the repository of whoever runs the tests. */
    static FileRepository in(Path root) throws IOException {
        String used = System.getProperty("isequencer.repository");
        if (used == null) {
            throw new IllegalStateException("isequencer.repository must be the local repository of Maven: none given");
        }
        link(Path.of(used), root);
        return new FileRepository(root);
    }

    Path root() {
        return root;
    }

    /** Puts the parent of all modules there, and the versions to be imported. */
    FileRepository withParent() throws IOException {
        copyPom(ProjectFiles.ROOT.resolve("pom.xml"), "isequencer-parent");
        copyPom(ProjectFiles.ROOT.resolve("bom/pom.xml"), "isequencer-bom");
        return this;
    }

    /** @param inside a class of it */
    FileRepository with(String artifact, String module, Class<?> inside) throws IOException, URISyntaxException {
        copyPom(ProjectFiles.ROOT.resolve(module).resolve("pom.xml"), artifact);
        Path built = Path.of(
                inside.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path jar = place(artifact, "jar");
        if (Files.isDirectory(built)) {
            pack(built, jar);
        } else {
            Files.copy(built, jar);
        }
        return this;
    }

    private void copyPom(Path pom, String artifact) throws IOException {
        Files.copy(pom, place(artifact, "pom"));
    }

    private Path place(String artifact, String extension) throws IOException {
        Path directory =
                Files.createDirectories(root.resolve(GROUP).resolve(artifact).resolve(VERSION));
        return directory.resolve(artifact + "-" + VERSION + "." + extension);
    }

    private static void pack(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out)) {
            for (Path file : files) {
                packed.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, packed);
                packed.closeEntry();
            }
        }
    }

    /** Thousands of files: a second name for each is made at once, a copy is not. */
    private static void link(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (directory.equals(from.resolve(GROUP))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path other = to.resolve(from.relativize(file));
                try {
                    Files.createLink(other, file);
                } catch (IOException | UnsupportedOperationException onAnotherFileSystem) {
                    Files.copy(file, other);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
