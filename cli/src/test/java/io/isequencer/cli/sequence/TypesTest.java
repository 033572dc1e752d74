package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.Cli;
import io.isequencer.cli.ExitCode;
import io.isequencer.storage.directory.TypesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypesTest {
    private static final String EVENT = "{\"ref\":\"a\",\"wsKind\":5,\"wsId\":1,\"seqIds\":[9]}\n";
    private static final String TYPES = "[{\"seqId\":9,\"wsKind\":5,\"initialValue\":\"100\"}]";

    @TempDir
    private Path temp;

    @Test
    void areDeclaredOnceAndRemembered() throws IOException {
        Path data = temp.resolve("d");
        Path types = types(TYPES);
        assertTrue(sequence(data, types).out().contains("\"number\":\"100\""));
        assertTrue(Cli.sequence(data, EVENT).out().contains("\"number\":\"101\""));
        assertTrue(sequence(data, types).out().contains("\"number\":\"102\""));
        assertEquals(
                TypesFile.checksum(SeqTypesFile.read(types)),
                TypesFile.checksum(SeqTypesFile.read(data.resolve("types.json"))));
    }

    @Test
    void cannotChange() throws IOException {
        Path data = temp.resolve("d");
        sequence(data, types(TYPES)).requireExit(ExitCode.OK);
        Cli.Result result = sequence(data, types(TYPES.replace("100", "200"))).requireExit(ExitCode.BAD_DATA);
        assertEquals(
                "isequencer: types must be those of the data directory: differs at wsKind=5, seqId=9, file="
                        + data.resolve("types.json") + "\n",
                result.err());
    }

    @Test
    void areNotGuessedForALogWithEvents() throws IOException {
        Path data = temp.resolve("d");
        Path types = types(TYPES);
        sequence(data, types).requireExit(ExitCode.OK);
        Files.delete(data.resolve("types.json"));
        Cli.Result result = Cli.sequence(data, EVENT).requireExit(ExitCode.BAD_DATA);
        assertTrue(result.err().contains("types.json must be there for a log with events"), result.err());
    }

    @Test
    void aMissingFileIsReported() {
        Path missing = temp.resolve("none");
        Cli.Result result = sequence(temp.resolve("d"), missing).requireExit(ExitCode.MISSING_FILE);
        assertEquals("isequencer: types file must be a readable file: file=" + missing + "\n", result.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            types must be JSON: problem=                       | [
            types must be JSON: problem=                       | [{"wsKind":1,"wsKind":1}]
            types must be an array with an entry: found=       | []
            types must be an array with an entry: found=       | {}
            type must hold wsKind, seqId and initialValue: found=1 | [1]
            type must hold wsKind, seqId and initialValue: found={"wsKind":1} | [{"wsKind":1}]
            wsKind must be 0..65535: wsKind=65536              | [{"wsKind":65536,"seqId":1,"initialValue":1}]
            wsKind must be 0..65535: wsKind="1"                | [{"wsKind":"1","seqId":1,"initialValue":1}]
            seqId must be 1..65535: seqId=0                    | [{"wsKind":1,"seqId":0,"initialValue":1}]
            seqId must be 1..65535: seqId=1.5                  | [{"wsKind":1,"seqId":1.5,"initialValue":1}]
            initialValue must be 1..9223372036854775807: initialValue=0 | [{"wsKind":1,"seqId":1,"initialValue":0}]
            initialValue must be 1..9223372036854775807: initialValue=-1 | [{"wsKind":1,"seqId":1,"initialValue":"-1"}]
            initialValue must be 1..9223372036854775807: initialValue=9223372036854775808 | [{"wsKind":1,"seqId":1,"initialValue":"9223372036854775808"}]
            seqId must be declared once per wsKind: wsKind=1, seqId=1 | [{"wsKind":1,"seqId":1,"initialValue":1},{"wsKind":1,"seqId":1,"initialValue":2}]
            """)
    void aBadFileIsNamed(String problem, String json) throws IOException {
        Path types = types(json);
        Cli.Result result = sequence(temp.resolve("d"), types).requireExit(ExitCode.BAD_DATA);
        assertTrue(result.err().startsWith("isequencer: " + problem), result.err());
        assertTrue(result.err().endsWith(", file=" + types + "\n"), result.err());
    }

    private Path types(String json) throws IOException {
        return Files.writeString(temp.resolve("asked.json"), json);
    }

    private static Cli.Result sequence(Path data, Path types) {
        return Cli.sequence(data, EVENT, "--types", types.toString());
    }
}
