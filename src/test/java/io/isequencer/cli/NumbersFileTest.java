package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers file may get lost or damaged in any way: the log is the truth. */
@Tag("slow")
class NumbersFileTest {
    private static final String MORE = Cli.event("more", 7, "1,2");

    @TempDir
    private Path temp;

    private Path data;
    private Path file;
    private Path marker;

    @BeforeEach
    void threeEvents() {
        data = temp.resolve("d");
        file = data.resolve("numbers.mapdb");
        marker = data.resolve("numbers.dirty");
        Cli.sequence(data, MORE + MORE + MORE).requireExit(ExitCode.OK);
    }

    @Test
    void isTrustedAfterAProperEnd() {
        assertFalse(Files.exists(marker));
        assertFalse(assertGoesOn().contains("warning"));
    }

    @Test
    void isTrustedAfterABadLine() {
        Cli.sequence(data, "[]").requireExit(ExitCode.BAD_DATA);
        assertFalse(Files.exists(marker));
    }

    @Test
    void isRebuiltWhenMissing() throws IOException {
        Files.delete(file);
        assertTrue(assertGoesOn().contains("warning: numbers are rebuilt from the log: missing=" + file));
    }

    @Test
    void isRebuiltWhenItWasNotClosed() throws IOException {
        Files.createFile(marker);
        String err = assertGoesOn();
        assertTrue(err.contains("moved to numbers.mapdb.aside, because it was not closed properly"), err);
        assertFalse(Files.exists(marker));
    }

    @Test
    void isRebuiltWhenItIsNoMapDbFile() throws IOException {
        Files.writeString(file, "not a database");
        assertTrue(assertGoesOn().contains("because it is damaged"));
        assertEquals("not a database", Files.readString(file.resolveSibling("numbers.mapdb.aside")));
    }

    @Test
    void isRebuiltWhenItsHeaderIsDamaged() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 8, 4096, (byte) 0x5A);
        Files.write(file, bytes);
        assertTrue(assertGoesOn().contains("because it is damaged"));
    }

    @Test
    void isRebuiltWhenItIsEmpty() throws IOException {
        Files.write(file, new byte[0]);
        assertGoesOn();
    }

    @Test
    void isRebuiltWhenItBelongsToALongerLog() throws IOException {
        Path other = temp.resolve("other");
        Cli.sequence(other, MORE.repeat(10)).requireExit(ExitCode.OK);
        Files.copy(other.resolve("numbers.mapdb"), file, StandardCopyOption.REPLACE_EXISTING);
        String err = assertGoesOn();
        assertTrue(err.contains("because it belongs to another log: checkpoint=11, logEnd=4"), err);
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
