package io.isequencer.storage.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.isequencer.api.SequencerException;
import io.isequencer.api.StorageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a lock is for a process that may read the lock file and not write to it. */
@Timeout(300)
class PathLockTest {
    @TempDir
    private Path temp;

    private final List<Process> probes = new ArrayList<>();
    private Path file;

    @AfterEach
    void end() {
        probes.forEach(Process::destroyForcibly);
    }

    @BeforeEach
    void aLockFileThatOthersMayRead() throws IOException {
        permit(temp, "rwxr-xr-x");
        file = Files.createFile(temp.resolve("LOCK"));
        // What another user runs must be where he may read; the jars of the class path need not be.
        for (Class<?> type :
                List.of(PathLockProbe.class, PathLock.class, StorageException.class, SequencerException.class)) {
            String name = type.getName().replace('.', '/') + ".class";
            Path copy = temp.resolve("classes").resolve(name);
            Files.createDirectories(copy.getParent());
            try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
                Files.copy(bytes, copy);
            }
        }
        permit(file, "r--r--r--");
    }

    @Test
    void whoMayNotWriteLocksToReadAlone() throws IOException {
        assertEquals("denied", probe("write").readLine());
        assertEquals("locked", probe("read").readLine());
    }

    @Test
    void whoReadsIsKeptAwayByWhoWrites() throws IOException {
        permit(file, "rw-r--r--");
        try (PathLock ours = PathLock.tryAcquire(file)) {
            assertNotNull(ours);
            permit(file, "r--r--r--");
            assertEquals("taken", probe("read").readLine());
        }
        assertEquals("locked", probe("read").readLine());
    }

    @Test
    void whoReadsKeepsAwayWhoWritesAndNoOtherReader() throws IOException {
        assertEquals("locked", probe("read").readLine());
        assertEquals("locked", probe("read").readLine());
        permit(file, "rw-r--r--");
        assertNull(PathLock.tryAcquire(file));
    }

    /** By somebody whom permissions hold back: if root runs the tests, somebody else. */
    private BufferedReader probe(String how) throws IOException {
        List<String> command = new ArrayList<>();
        if (ownsAll()) {
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                temp.resolve("classes").toString(),
                PathLockProbe.class.getName(),
                how,
                file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        probes.add(process);
        return process.inputReader();
    }

    private boolean ownsAll() throws IOException {
        Path forbidden = Files.createTempFile(temp, "forbidden", "");
        permit(forbidden, "r--r--r--");
        return Files.isWritable(forbidden);
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
