package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SeqTypes;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCommandParserTest {
    private final EventCommandParser parser = new EventCommandParser(SeqTypes.DEFAULT);

    @Test
    void readsAllFields() throws BadLineException {
        EventCommand command = parse(
                "{\"ref\":\"ä\\n\",\"wsKind\":1,\"wsId\":\"18446744073709551615\",\"seqIds\":[1,2,2],"
                        + "\"explicit\":[{\"seqId\":2,\"number\":\"9223372036854775807\"},{\"number\":7,\"seqId\":1}]}");
        assertEquals("ä\n", command.ref());
        assertEquals(1, command.wsKind());
        assertEquals(-1, command.wsId());
        assertArrayEquals(new int[] {1, 2, 2}, command.seqIds());
        assertArrayEquals(new int[] {2, 1}, command.explicitSeqIds());
        assertArrayEquals(new long[] {Long.MAX_VALUE, 7}, command.explicitNumbers());
    }

    @Test
    void acceptsNumbersAndAnyOrderAndBlanks() throws BadLineException {
        EventCommand command =
                parse(" { \"seqIds\" : [ ] , \"wsId\" : 18446744073709551615 ,\t\"wsKind\":1,\"ref\":\"\" } \r");
        assertEquals(-1, command.wsId());
        assertEquals(0, command.seqIds().length);
        assertEquals(
                0, parse("{\"ref\":\"\",\"wsKind\":1,\"wsId\":0,\"seqIds\":[]}").wsId());
    }

    @Test
    void acceptsAsManySeqIdsAsTheLimitSays() throws BadLineException {
        assertEquals(65_536, parse(withSeqIds(65_536)).seqIds().length);
        assertProblem("seqIds must have at most 65536 entries: size>65536", withSeqIds(65_537));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            line must be a JSON object: found=[                          | []
            line must be a JSON object: found=1                          | 1
            line must be a JSON object: found="x"                        | "x"
            line must be JSON: problem=                                  | nonsense
            line must be JSON: problem=                                  | {"ref":"a"
            line must be JSON: problem=                                  | {'ref':'a'}
            line must be JSON: problem=                                  | {"ref":"a",}
            line must be JSON: problem=                                  | {"ref":"a","wsKind":01}
            line must end after the object: found={                      | {"ref":"a","wsKind":1,"wsId":"7","seqIds":[1]}{}
            field must be given: field="ref"                             | {}
            field must be given: field="wsKind"                          | {"ref":"a"}
            field must be given: field="wsId"                            | {"ref":"a","wsKind":1}
            field must be given: field="seqIds"                          | {"ref":"a","wsKind":1,"wsId":"7"}
            field must be given once: field="ref"                        | {"ref":"a","ref":"a"}
            field must be one of ref, wsKind, wsId, seqIds, explicit: field="explcit" | {"explcit":1}
            ref must be a string: ref=1                                  | {"ref":1}
            ref must be a string: ref=null                               | {"ref":null}
            ref must be Unicode without lone surrogates: length=1        | {"ref":"\\ud800"}
            wsKind must be 0..65535: wsKind=-1                           | {"wsKind":-1}
            wsKind must be 0..65535: wsKind=65536                        | {"wsKind":65536}
            wsKind must be 0..65535: wsKind="1"                          | {"wsKind":"1"}
            wsKind must be 0..65535: wsKind=1.0                          | {"wsKind":1.0}
            wsKind must be 0..65535: wsKind=99999999999999999999         | {"wsKind":99999999999999999999}
            wsId must be 0..18446744073709551615: wsId=-1                | {"wsId":-1}
            wsId must be 0..18446744073709551615: wsId=-1                | {"wsId":"-1"}
            wsId must be 0..18446744073709551615: wsId=18446744073709551616 | {"wsId":18446744073709551616}
            wsId must be 0..18446744073709551615: wsId=18446744073709551616 | {"wsId":"18446744073709551616"}
            wsId must be 0..18446744073709551615: wsId=1e3               | {"wsId":1e3}
            wsId must be 0..18446744073709551615: wsId=007               | {"wsId":"007"}
            wsId must be 0..18446744073709551615: wsId=                  | {"wsId":""}
            wsId must be 0..18446744073709551615: wsId=true              | {"wsId":true}
            wsId must be 0..18446744073709551615: wsId=[                 | {"wsId":[]}
            seqIds must be an array: seqIds=1                            | {"seqIds":1}
            seqId must be 1..65535: seqId=0                              | {"seqIds":[1,0]}
            seqId must be 1..65535: seqId=-1                             | {"seqIds":[-1]}
            seqId must be 1..65535: seqId=70000                          | {"seqIds":[70000]}
            seqId must be 1..65535: seqId="1"                            | {"seqIds":["1"]}
            seqId must be 1..65535: seqId=null                           | {"seqIds":[null]}
            explicit must be an array: explicit={                        | {"explicit":{}}
            explicit must hold objects: found=1                          | {"explicit":[1]}
            explicit entry must hold seqId and number: missing=seqId     | {"explicit":[{"number":1}]}
            explicit entry must hold seqId and number: missing=number    | {"explicit":[{"seqId":1}]}
            explicit entry must hold seqId and number once: field="x"    | {"explicit":[{"x":1}]}
            explicit entry must hold seqId and number once: field="seqId" | {"explicit":[{"seqId":1,"seqId":1}]}
            number must be 1..9223372036854775807: number=0              | {"explicit":[{"seqId":1,"number":"0"}]}
            number must be 1..9223372036854775807: number=-5             | {"explicit":[{"seqId":1,"number":-5}]}
            number must be 1..9223372036854775807: number=9223372036854775808 | {"explicit":[{"seqId":1,"number":9223372036854775808}]}
            wsKind must be declared in seqTypes: wsKind=2                | {"ref":"a","wsKind":2,"wsId":"7","seqIds":[1]}
            seqId must be declared in seqTypes for wsKind 1: seqId=3     | {"ref":"a","wsKind":1,"wsId":"7","seqIds":[3]}
            seqId must be declared in seqTypes for wsKind 1: seqId=3     | {"ref":"a","wsKind":1,"wsId":"7","seqIds":[1],"explicit":[{"seqId":3,"number":1}]}
            """)
    void namesRuleAndValue(String problem, String line) {
        assertProblem(problem, line);
    }

    @Test
    void rejectsWhatIsNotUtf8() {
        // Overlong slash, a lone continuation byte, an encoded surrogate, an incomplete sequence.
        byte[][] wrong = {
            {(byte) 0xC0, (byte) 0xAF}, {(byte) 0x80}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xE2}
        };
        for (byte[] bytes : wrong) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            byte[] line = ("{\"ref\":\"" + text + "\"}").getBytes(StandardCharsets.ISO_8859_1);
            BadLineException e = assertThrows(BadLineException.class, () -> parser.parse(line));
            assertEquals("line must be UTF-8: bytes=" + line.length, e.getMessage());
        }
    }

    @Test
    void rejectsOtherEncodings() {
        byte[] utf16 = "{\"ref\":\"a\"}".getBytes(StandardCharsets.UTF_16LE);
        BadLineException e = assertThrows(BadLineException.class, () -> parser.parse(utf16));
        assertEquals("line must hold no control characters: code=0", e.getMessage());
    }

    @Test
    void aLongValueIsShortenedInTheMessage() {
        BadLineException e =
                assertThrows(BadLineException.class, () -> parse("{\"" + "x".repeat(10_000) + "\\u001b\":1}"));
        assertTrue(e.getMessage().length() < 250, e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 100_000})
    void anEndlessNumberIsRejected(int digits) {
        assertThrows(BadLineException.class, () -> parse("{\"wsId\":" + "9".repeat(digits) + "}"));
        assertThrows(BadLineException.class, () -> parse("{\"wsId\":\"" + "9".repeat(digits) + "\"}"));
    }

    @Test
    void aBadLineLeavesNothingBehind() throws BadLineException {
        assertThrows(BadLineException.class, () -> parse("{\"ref\":\"a\",\"seqIds\":[1,1,1],\"wsKind\":-1}"));
        assertEquals(
                1,
                parse("{\"ref\":\"b\",\"wsKind\":1,\"wsId\":\"7\",\"seqIds\":[2]}")
                        .seqIds()
                        .length);
    }

    private EventCommand parse(String line) throws BadLineException {
        return parser.parse(line.getBytes(StandardCharsets.UTF_8));
    }

    private void assertProblem(String problem, String line) {
        BadLineException e = assertThrows(BadLineException.class, () -> parse(line));
        if (problem.endsWith("problem=")) {
            assertTrue(e.getMessage().startsWith(problem), e.getMessage());
        } else {
            assertEquals(problem, e.getMessage());
        }
    }

    private static String withSeqIds(int count) {
        String seqIds = IntStream.range(0, count).mapToObj(i -> "1").collect(Collectors.joining(","));
        return "{\"ref\":\"a\",\"wsKind\":1,\"wsId\":\"7\",\"seqIds\":[" + seqIds + "]}";
    }
}
