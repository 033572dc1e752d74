package io.isequencer.storage.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypesFileTest {
    private static final SeqTypes TYPES = SeqTypes.builder()
            .add(65_535, 1, Long.MAX_VALUE)
            .add(0, 65_535, 2)
            .add(0, 2, 3)
            .build();

    @TempDir
    private Path directory;

    private TypesFile read(String content) throws IOException {
        return TypesFile.read(Files.writeString(directory.resolve("types.json"), content));
    }

    private String problem(String content) {
        return assertThrows(StorageException.class, () -> read(content)).getMessage();
    }

    @Test
    void whatIsWrittenIsAsItAlwaysWas() {
        assertEquals("""
                {"crc32c":"9c9cfa69","types":[
                  {"wsKind":1,"seqId":1,"initialValue":"1"},
                  {"wsKind":1,"seqId":2,"initialValue":"200001"}
                ]}
                """, TypesFile.sealed(SeqTypes.DEFAULT));
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        TypesFile sealed = read(TypesFile.sealed(TYPES));
        assertTrue(sealed.sealed());
        assertNull(TypesFile.firstDifference(TYPES, sealed.types()));
        assertEquals(TypesFile.checksum(TYPES), TypesFile.checksum(sealed.types()));
    }

    @Test
    void theArrayAloneIsReadAsEarlierVersionsWroteIt() throws IOException {
        TypesFile plain = read(" [ {\"initialValue\":200001,\n\"seqId\":2,\"wsKind\":1},"
                + "{\"wsKind\":1,\"seqId\":1,\"initialValue\":\"1\"} ] ");
        assertFalse(plain.sealed());
        assertNull(TypesFile.firstDifference(SeqTypes.DEFAULT, plain.types()));
    }

    @Test
    void theFirstDifferenceIsNamed() {
        SeqTypes more =
                SeqTypes.builder().add(1, 1, 1).add(1, 2, 200_001).add(1, 3, 1).build();
        SeqTypes other = SeqTypes.builder().add(1, 1, 1).add(1, 2, 5).build();
        assertEquals("wsKind=1, seqId=3", TypesFile.firstDifference(SeqTypes.DEFAULT, more));
        assertEquals("wsKind=1, seqId=3", TypesFile.firstDifference(more, SeqTypes.DEFAULT));
        assertEquals("wsKind=1, seqId=2", TypesFile.firstDifference(SeqTypes.DEFAULT, other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            types must be as a data directory keeps them: found=                    | ` `
            types must be as a data directory keeps them: found=[]                  | []
            types must be as a data directory keeps them: found=[{},]               | [{},]
            types must be as a data directory keeps them: found=[1]                 | [1]
            types must be as a data directory keeps them: found={"types":[{}]}      | {"types":[{}]}
            type must hold wsKind, seqId and initialValue: found={}                 | [{}]
            type must hold wsKind, seqId and initialValue: found={"wsKind":1,"seqId":1,"initialValue":-1}  | [{"wsKind":1,"seqId":1,"initialValue":-1}]
            type must hold wsKind, seqId and initialValue: found={"wsKind":1,"wsKind":1,"seqId":1,"initialValue":1}  | [{"wsKind":1,"wsKind":1,"seqId":1,"initialValue":1}]
            type must hold wsKind, seqId and initialValue: found={"wsKind":1,"seqId":1,"initialValue":"9223372036854775808"}  | [{"wsKind":1,"seqId":1,"initialValue":"9223372036854775808"}]
            wsKind must be 0..65535: wsKind=65536                                   | [{"wsKind":65536,"seqId":1,"initialValue":1}]
            seqId must be 1..65535: seqId=0                                         | [{"wsKind":1,"seqId":0,"initialValue":1}]
            initialValue must be 1..9223372036854775807: initialValue=0             | [{"wsKind":1,"seqId":1,"initialValue":0}]
            seqId must be declared once per wsKind: wsKind=1, seqId=1               | [{"wsKind":1,"seqId":1,"initialValue":1},{"wsKind":1,"seqId":1,"initialValue":2}]
            types must match their checksum: crc32c=00000000                        | {"crc32c":"00000000","types":[{"wsKind":1,"seqId":1,"initialValue":1}]}
            """)
    void whatWasNotWrittenIsRefused(String problem, String content) {
        assertEquals(problem + ", file=" + directory.resolve("types.json"), problem(content));
    }

    @Test
    void whatIsShownIsShortAndHarmless() {
        String shown = problem("[\u001b" + "x".repeat(100));
        assertTrue(
                shown.startsWith("types must be as a data directory keeps them: found=[?" + "x".repeat(78) + "…"),
                shown);
    }

    @Test
    void aFileThatIsNotThereIsMissing() {
        assertThrows(MissingFileException.class, () -> TypesFile.read(directory.resolve("none")));
        assertThrows(MissingFileException.class, () -> TypesFile.read(directory));
    }
}
