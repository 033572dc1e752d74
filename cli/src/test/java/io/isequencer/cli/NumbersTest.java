package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers may get lost or damaged in any way: the log is the truth. */
@Tag("slow")
class NumbersTest {
    private static final String MORE = Cli.event("more", 7, "1,2");

    @TempDir
    private Path temp;

    private Path data;
    private Path file;
    private Path seal;

    @BeforeEach
    void threeEvents() {
        data = temp.resolve("d");
        file = data.resolve("numbers.mapdb");
        seal = data.resolve("numbers.seal");
        Cli.sequence(data, MORE + MORE + MORE).requireExit(ExitCode.OK);
    }

    @Test
    void areTrustedAfterAProperEnd() {
        assertTrue(Files.exists(seal));
        assertFalse(assertGoesOn().contains("warning"));
    }

    @Test
    void areTrustedAfterABadLine() {
        Cli.sequence(data, "[]").requireExit(ExitCode.BAD_DATA);
        assertTrue(Files.exists(seal));
    }

    @Test
    void areRebuiltWhenMissing() throws IOException {
        Files.delete(file);
        String err = assertGoesOn();
        assertTrue(err.contains("rebuilt from the log, events to read: 3, missing=" + file), err);
    }

    @Test
    void areRebuiltWhenNotClosed() throws IOException {
        Files.delete(seal);
        String err = assertGoesOn();
        assertTrue(err.contains("moved to numbers.mapdb.aside, because it was not closed properly"), err);
        assertTrue(Files.exists(seal));
    }

    @Test
    void areRebuiltWhenTheFileIsForeign() throws IOException {
        Files.writeString(file, "not a database");
        assertTrue(assertGoesOn().contains("because it does not match its seal"));
        assertEquals("not a database", Files.readString(file.resolveSibling("numbers.mapdb.aside")));
    }

    @Test
    void areRebuiltWhenOneBitIsAnother() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertTrue(assertGoesOn().contains("because it does not match its seal"));
    }

    @Test
    void goOnFromAGeneration() throws IOException {
        Path other = temp.resolve("generations");
        Cli.sequence(other, MORE.repeat(3), "--generation-events", "1").requireExit(ExitCode.OK);
        Files.delete(other.resolve("numbers.seal"));
        Cli.Result result = Cli.sequence(other, MORE).requireExit(ExitCode.OK);
        assertTrue(result.err().contains("go on from a generation, events of the log to read again: "), result.err());
        assertTrue(result.out().contains("\"number\":\"200004\""), result.out());
    }

    @Test
    void ofALongerLogAreRefused() throws IOException {
        Path other = temp.resolve("other");
        Cli.sequence(other, MORE.repeat(10)).requireExit(ExitCode.OK);
        copyNumbers(other);
        assertRefused("checkpoint must not be beyond the log's end: checkpoint=11, logEnd=4, file=" + file);
        Files.delete(file);
        Files.delete(seal);
        assertGoesOn();
    }

    @Test
    void ofAnotherLogAreRefused() throws IOException {
        Path other = temp.resolve("other");
        Cli.sequence(other, Cli.event("less", 8, "1,2").repeat(2)).requireExit(ExitCode.OK);
        copyNumbers(other);
        assertRefused("numbers and log must belong together: differsAt=1, file=" + file);
    }

    @Test
    void aBadIntervalIsReported() {
        Cli.Result result = Cli.sequence(data, MORE, "--generation-events", "0").requireExit(ExitCode.USAGE);
        assertEquals("isequencer: N must be >= 1: generation-events=0\n", result.err());
    }

    private void copyNumbers(Path from) throws IOException {
        for (Path to : List.of(file, seal)) {
            Files.copy(from.resolve(to.getFileName()), to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void assertRefused(String message) {
        Cli.Result result = Cli.sequence(data, MORE).requireExit(ExitCode.BAD_DATA);
        assertTrue(result.err().contains("isequencer: " + message + "; the log has lost events, or"), result.err());
    }

    private String assertGoesOn() {
        Cli.Result result = Cli.sequence(data, MORE).requireExit(ExitCode.OK);
        assertEquals(
                List.of("{\"ref\":\"more\",\"plogOffset\":\"4\",\"wsId\":\"7\",\"numbers\":"
                        + "[{\"seqId\":1,\"number\":\"4\"},{\"seqId\":2,\"number\":\"200004\"}]}"),
                result.lines());
        return result.err();
    }
}
