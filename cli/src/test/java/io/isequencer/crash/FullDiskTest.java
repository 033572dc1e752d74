package io.isequencer.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.verdict.Notes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is really full: a file system in memory, mounted for the test in a namespace of its own. Where that is not
 * permitted, a limit on the size of files takes its place, and the build says so.
 */
@Tag("slow")
class FullDiskTest {
    private static final int PATIENCE_SECONDS = 600;
    private static final int EVENTS = 3_000;
    private static final String PAYLOAD = "x".repeat(900);

    /** Room for a new file of MapDB, 2 MiB, and the first part of the work, until the filler is gone. */
    private static final String MOUNT = "mount -t tmpfs -o size=12m isequencer \"$DISK\" || exit 90\n"
            + "head -c 9000000 /dev/zero > \"$DISK/filler\" || exit 91\n";

    private static final String ROOM = "rm \"$DISK/filler\" || exit 92\n";

    /** Of 512 bytes: above what an empty file of MapDB takes. The JVM is told of it by an error, not by a signal. */
    private static final String LIMIT = "ulimit -S -f 4200\n";

    private static final String NO_LIMIT = "ulimit -S -f unlimited\n";

    private static boolean mounts;

    @TempDir
    private Path temp;

    @BeforeAll
    static void look() throws IOException, InterruptedException {
        mounts = !Boolean.getBoolean("isequencer.full-disk.substitute")
                && new ProcessBuilder("unshare", "-m", "sh", "-c", "mount -t tmpfs isequencer /mnt")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
        Notes.write(
                FullDiskTest.class,
                mounts
                        ? List.of()
                        : List.of("No disk was really full: mounting is not permitted here, a limit on the size of"
                                + " files took its place"));
    }

    /** Log and numbers in MapDB: what was told is kept, and with room again the work is finished as if nothing had been. */
    @Test
    void aDirectoryOnAFullDiskLosesNothing() throws Exception {
        Path input = temp.resolve("in.ndjson");
        Files.writeString(
                input,
                IntStream.range(0, EVENTS)
                        .mapToObj(i -> "{\"ref\":\"" + i + PAYLOAD + "\",\"wsKind\":1,\"wsId\":\"" + i % 700
                                + "\",\"seqIds\":[1,2]}\n")
                        .collect(Collectors.joining()));
        String sequence = "\"$@\" io.isequencer.cli.Main sequence --stream s --data ";
        shell("undisturbed", sequence + "\"$OUT/d\" \"$OUT/in.ndjson\" > \"$OUT/expected\" || exit 93\n");
        onFullDisk(
                "head -n 100 \"$OUT/in.ndjson\" > \"$OUT/head.ndjson\"\n"
                        + sequence + "\"$DISK/d\" \"$OUT/head.ndjson\" > \"$OUT/told\" || exit 98\n"
                        + sequence
                        + "\"$DISK/d\" --resume \"$OUT/in.ndjson\" >> \"$OUT/told\" 2> \"$OUT/err\"; echo $? > \"$OUT/exit\"\n"
                        // The dump is as large as what fits: the limit is not for it.
                        + NO_LIMIT
                        + "\"$@\" io.isequencer.cli.Main plog --data \"$DISK/d\" > \"$OUT/kept\" || exit 94\n",
                sequence + "\"$DISK/d\" --resume \"$OUT/in.ndjson\" > \"$OUT/rest\" || exit 95\n"
                        + "\"$@\" io.isequencer.cli.Main plog --data \"$DISK/d\" > \"$OUT/all\" || exit 96\n"
                        + "\"$@\" io.isequencer.cli.Main plog --data \"$DISK/d\" --verify >&2 || exit 97\n");

        String expected = Files.readString(temp.resolve("expected"));
        String told = Files.readString(temp.resolve("told"));
        String kept = Files.readString(temp.resolve("kept"));
        String err = Files.readString(temp.resolve("err"));
        assertEquals("65\n", Files.readString(temp.resolve("exit")), err);
        assertTrue(err.contains(mounts ? "No space left on device" : "File too large"), err);
        assertTrue(told.lines().count() >= 100, "there was room for some");
        assertTrue(kept.startsWith(told), "what was told is kept");
        assertTrue(expected.startsWith(kept) && kept.length() < expected.length(), "not all had room");
        assertEquals(expected, Files.readString(temp.resolve("all")));
    }

    @Test
    void numbersInMvStoreOnAFullDiskAreThoseOfTheLastWriteThatReturned() throws Exception {
        String program = "\"$@\" " + FullDiskNumbers.class.getName() + " \"$DISK/numbers.mv\" ";
        onFullDisk(
                program + "fill > \"$OUT/told\" || exit 93\n",
                program + "check $(head -n 1 \"$OUT/told\") > \"$OUT/found\" || exit 94\n");
        List<String> told = Files.readAllLines(temp.resolve("told"));
        assertTrue(Long.parseLong(told.get(0)) > 1, told::toString);
        assertTrue(told.get(1).contains(mounts ? "No space left on device" : "File too large"), told::toString);
        assertTrue(told.get(1).contains("storage call must succeed: operation=write"), told::toString);
        assertEquals("found\n", Files.readString(temp.resolve("found")));
    }

    private void onFullDisk(String whileFull, String withRoom) throws Exception {
        shell("full", mounts ? MOUNT + whileFull + ROOM + withRoom : LIMIT + whileFull + NO_LIMIT + withRoom);
    }

    /** Runs a script with {@code "$@"} for a JVM, {@code $DISK} for what gets full, {@code $OUT} for all else. */
    private void shell(String name, String script) throws Exception {
        List<String> command = new ArrayList<>(mounts ? List.of("unshare", "-m") : List.of());
        command.addAll(List.of(
                "sh",
                "-c",
                script,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OUT", temp.toString());
        builder.environment()
                .put("DISK", Files.createDirectory(temp.resolve("disk-" + name)).toString());
        Path log = temp.resolve(name + ".txt");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertTrue(ended && process.exitValue() == 0, () -> name + ": " + process + ", " + read(log));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
