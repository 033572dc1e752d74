package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.Cli;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.FrozenDirectories;
import io.isequencer.storage.directory.TypesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The declared types of a log cannot be exchanged under it. */
@Tag("slow")
class DataTypesTest {
    private static final String EVENT = "{\"ref\":\"a\",\"wsKind\":5,\"wsId\":1,\"seqIds\":[9]}\n";
    private static final String TYPES =
            "[{\"wsKind\":5,\"seqId\":9,\"initialValue\":\"1\"},{\"wsKind\":6,\"seqId\":9,\"initialValue\":\"7\"}]";

    /** For the sequence that the log has, and for one that it does not have yet. */
    private static final String[] OTHERS = {TYPES.replace("\"1\"", "\"5000\""), TYPES.replace("\"7\"", "\"8\"")};

    @TempDir
    private Path temp;

    private Path data;
    private Path types;
    private Path label;

    @BeforeEach
    void threeEvents() throws IOException {
        data = temp.resolve("d");
        types = data.resolve("types.json");
        label = data.resolve("plog/LABEL");
        Cli.sequence(data, EVENT.repeat(3), "--types", asked(TYPES)).requireExit(ExitCode.OK);
    }

    private String asked(String json) throws IOException {
        return Files.writeString(temp.resolve("asked.json"), json).toString();
    }

    private String sealed(String json) throws IOException {
        return TypesFile.sealed(SeqTypesFile.read(Path.of(asked(json))));
    }

    private void assertRefused(String rule, String... options) {
        Cli.Result result = Cli.sequence(data, EVENT, options).requireExit(ExitCode.BAD_DATA);
        assertTrue(result.err().contains("isequencer: " + rule), result.err());
        assertEquals("", result.out());
        Cli.Result verified =
                Cli.run("plog", "--data", data.toString(), "--verify").requireExit(ExitCode.BAD_DATA);
        assertFalse(verified.out().contains("sound"), verified.out());
    }

    private void assertGoesOn(int number) {
        Cli.Result result = Cli.sequence(data, EVENT).requireExit(ExitCode.OK);
        assertTrue(result.out().contains("\"number\":\"" + number + "\""), result.out());
        assertEquals(
                "sound: events 1.." + number + "\n",
                Cli.run("plog", "--data", data.toString(), "--verify").out());
    }

    @Test
    void theLogHoldsTheirChecksum() throws IOException {
        assertTrue(Files.readString(label).endsWith(" types=" + TypesFile.checksum(SeqTypesFile.read(types)) + "\n"));
        assertGoesOn(4);
    }

    @Test
    void othersAreRefusedHoweverWellSealed() throws IOException {
        for (String other : OTHERS) {
            Files.writeString(types, sealed(other));
            assertRefused("types must be those that the log was begun with: label=types=");
        }
        Files.writeString(types, sealed(TYPES));
        assertGoesOn(4);
    }

    @Test
    void withoutTheirSealTheyDoNotCount() throws IOException {
        for (String plain : OTHERS) {
            Files.writeString(types, plain);
            assertRefused("types must be those that the log was begun with: label=types=");
        }
        Files.writeString(types, TYPES);
        assertRefused("types of a data directory must be sealed with their checksum: sealed=false, file=" + types);
    }

    @Test
    void whereTheyAreGoneNoOthersTakeTheirPlace() throws IOException {
        Files.delete(types);
        for (String other : new String[] {TYPES, OTHERS[0]}) {
            assertRefused("types.json must be there for a log with events: missing=" + types, "--types", asked(other));
        }
        assertRefused("types.json must be there for a log with events: missing=" + types);
    }

    @Test
    void aLogWithoutALabelIsComparedEventByEvent() throws IOException {
        Files.delete(label);
        Files.writeString(types, sealed(OTHERS[0]));
        assertRefused("first number of a sequence must be its initial value: initialValue=5000, wsKind=5, seqId=9,"
                + " number=1, plogOffset=1, file=" + types);
        Files.writeString(types, sealed("[{\"wsKind\":6,\"seqId\":9,\"initialValue\":\"7\"}]"));
        assertRefused("types must declare what the log has numbers of: declared=false, wsKind=5, seqId=9, number=1");
        Files.writeString(types, OTHERS[0]);
        assertRefused("first number of a sequence must be its initial value");
        assertFalse(Files.exists(label));
        Files.writeString(types, TYPES);
        assertGoesOn(4);
        assertEquals(sealed(TYPES), Files.readString(types));
        assertTrue(Files.exists(label));
    }

    @Test
    void explicitNumbersBelowTheInitialValueAreNoContradiction() throws IOException {
        data = temp.resolve("e");
        String explicit =
                "{\"ref\":\"a\",\"wsKind\":6,\"wsId\":2,\"seqIds\":[],\"explicit\":[{\"seqId\":9,\"number\":\"3\"}]}\n";
        Cli.sequence(data, explicit, "--types", asked(TYPES)).requireExit(ExitCode.OK);
        Files.delete(data.resolve("plog/LABEL"));
        String next = explicit.replace("[]", "[9]");
        assertTrue(Cli.sequence(data, next).requireExit(ExitCode.OK).out().contains("\"number\":\"7\""));
        Files.delete(data.resolve("plog/LABEL"));
        assertTrue(Cli.sequence(data, next).requireExit(ExitCode.OK).out().contains("\"number\":\"8\""));
    }

    @Test
    void anEmptyLogIsBoundToThemToo() throws IOException {
        data = temp.resolve("e");
        Cli.sequence(data, "", "--types", asked(TYPES)).requireExit(ExitCode.OK);
        Files.delete(data.resolve("types.json"));
        Cli.Result result =
                Cli.sequence(data, EVENT, "--types", asked(OTHERS[0])).requireExit(ExitCode.BAD_DATA);
        assertTrue(result.err().contains("types must be those that the log was begun with"), result.err());
        assertTrue(Cli.sequence(data, EVENT, "--types", asked(TYPES))
                .requireExit(ExitCode.OK)
                .out()
                .contains("\"number\":\"1\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "shortened"})
    void directoriesOfEarlierVersionsOpenAndAreBound(String name) throws IOException {
        data = FrozenDirectories.unpack(name, temp.resolve("old"));
        String verdict = "sound: events " + (name.equals("whole") ? 1 : 13) + "..";
        assertEquals(
                verdict + "30\n",
                Cli.run("plog", "--data", data.toString(), "--verify").out());
        Cli.Result result = Cli.sequence(data, Cli.event("n", 0, "1,2") + Cli.event("n", 1, "2"))
                .requireExit(ExitCode.OK);
        assertEquals(
                "{\"ref\":\"n\",\"plogOffset\":\"31\",\"wsId\":\"0\",\"numbers\":"
                        + "[{\"seqId\":1,\"number\":\"9\"},{\"seqId\":2,\"number\":\"200007\"}]}",
                result.lines().get(0));
        assertTrue(result.err().contains("types are compared with the events once"), result.err());
        assertEquals(
                verdict + "32\n",
                Cli.run("plog", "--data", data.toString(), "--verify").out());
        assertFalse(Cli.sequence(data, "").err().contains("types are compared"));

        Files.writeString(data.resolve("types.json"), sealed(OTHERS[0]));
        Cli.sequence(data, Cli.event("n", 0, "1")).requireExit(ExitCode.BAD_DATA);
    }

    @Test
    void aDirectoryOfThisVersionOpensWithoutAWord() throws IOException {
        data = FrozenDirectories.unpack("labelled", temp.resolve("kept"));
        assertEquals(
                "sound: events 1..32\n",
                Cli.run("plog", "--data", data.toString(), "--verify").out());
        Cli.Result result = Cli.sequence(data, Cli.event("n", 0, "1,2")).requireExit(ExitCode.OK);
        assertEquals(
                "{\"ref\":\"n\",\"plogOffset\":\"33\",\"wsId\":\"0\",\"numbers\":"
                        + "[{\"seqId\":1,\"number\":\"10\"},{\"seqId\":2,\"number\":\"200008\"}]}\n",
                result.out());
        assertEquals(1, result.err().lines().count(), result.err());
    }
}
