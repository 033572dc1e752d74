package io.isequencer.oracle.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each field at both ends of its range, and what is no line. Here ' stands for the quote. */
class HistoryReaderTest {
    private static final String HEADER = "{'e':'history','version':1,'types':[[1,1,1]]}\n";

    private static HistoryReader reader(String text) throws IOException {
        return new HistoryReader(
                new ByteArrayInputStream(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    private static HistoryLine read(String line) throws IOException {
        return reader(line).next();
    }

    private static void refused(String text, long line, String problem) {
        BadHistoryException refusal = assertThrows(BadHistoryException.class, () -> {
            HistoryReader reader = reader(text);
            while (reader.next() != null) {
                assertTrue(reader.lineNumber() > 0);
            }
        });
        assertEquals(problem, refusal.getMessage());
        assertEquals(line, refusal.line());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "o|1|9223372036854775807|0",
                "k|0|65535|65536",
                "w|0|18446744073709551615|18446744073709551616",
                "s|1|65535|0",
                "s|1|65535|65536",
                "x|0|2147483647|2147483648",
                "id|0|9223372036854775807|9223372036854775808",
                "max|1|2147483647|0",
                "max|1|2147483647|2147483648",
                "version|1|2147483647|0",
            })
    void aNumberIsAnIntegerOrAStringOfDigitsInItsRange(String field, String least, String most, String other)
            throws IOException {
        for (String value : new String[] {least, most}) {
            read("{'e':'note','" + field + "':" + value + "}");
            read("{'e':'note','" + field + "':'" + value + "'}");
            read("{'e':'note','" + field + "':'00" + value + "'}");
        }
        String range = field + " must be " + least + ".." + most + ": value=";
        refused("{'e':'note','" + field + "':" + other + "}", 1, range + other);
        refused("{'e':'note','" + field + "':'" + other + "'}", 1, range + other);
        for (String none : new String[] {"1x", "x1", "-1", " 1", "1/", "1:", "99999999999999999999"}) {
            refused("{'e':'note','" + field + "':'" + none + "'}", 1, range + none);
        }
        String digits = "a number must be a decimal string or an integer: value=";
        refused("{'e':'note','" + field + "':''}", 1, digits);
        refused("{'e':'note','" + field + "':1.0}", 1, digits + "1.0");
        refused("{'e':'note','" + field + "':true}", 1, digits + "true");
        refused("{'e':'note','" + field + "':[1]}", 1, digits + "[");
    }

    /** What an implementation has produced is for the judge, as long as it is an integer. */
    @ParameterizedTest
    @CsvSource({"n, 1", "p, 1", "c, 0"})
    void aNumberThatIsOutOfRangeIsKeptForTheJudge(String field, String least) throws IOException {
        for (String value : new String[] {least, "9223372036854775807"}) {
            assertNull(read("{'e':'note','" + field + "':" + value + "}").outOfRange);
            assertNull(read("{'e':'note','" + field + "':'00" + value + "'}").outOfRange);
        }
        String rule = field + " must be " + least + "..9223372036854775807: value=";
        for (String value :
                new String[] {"-1", "-9223372036854775808", "9223372036854775808", "99999999999999999999"}) {
            assertEquals(rule + value, read("{'e':'note','" + field + "':" + value + "}").outOfRange);
            assertEquals(rule + value, read("{'e':'note','" + field + "':'" + value + "'}").outOfRange);
        }
        String forty = "9".repeat(40);
        assertEquals(rule + forty, read("{'e':'note','" + field + "':" + forty + "}").outOfRange);
        assertEquals(rule + forty + "…", read("{'e':'note','" + field + "':" + forty + "0}").outOfRange);
    }

    @Test
    void theFirstValueThatIsOutOfRangeIsKept() throws IOException {
        HistoryLine line = read("{'e':'write','v':[[5,1,-2],[5,1,0],[5,2,7]],'c':-4}");
        assertEquals("number of v must be 1..9223372036854775807: value=-2", line.outOfRange);
        // The least of the range stands for it.
        assertArrayEquals(new long[] {1, 1, 7}, Arrays.copyOf(line.numbers, line.size));
        HistoryReader reader = reader("{'e':'next','s':1,'n':0}\n{'e':'next','s':1,'n':1}\n");
        assertEquals("n must be 1..9223372036854775807: value=0", reader.next().outOfRange);
        assertNull(reader.next().outOfRange);
    }

    @Test
    void eachFieldIsReadIntoItsPlace() throws IOException {
        HistoryLine line = read("{'e':'start','o':2,'k':3,'w':'18446744073709551610','s':4,'n':9,'p':'10','c':11,"
                + "'r':'conflict','b':'backPressure','x':1004,'up':true,'id':12,'max':13,'version':14,'calls':false}");
        assertEquals(LineKind.START, line.kind);
        assertEquals(2, line.owner);
        assertEquals(3, line.wsKind);
        assertEquals(-6, line.wsId);
        assertEquals(4, line.seqId);
        assertEquals(9, line.number);
        assertEquals(10, line.plogOffset);
        assertEquals(11, line.checkpoint);
        assertEquals(HistoryLine.Result.CONFLICT, line.result);
        assertEquals(HistoryLine.Refused.BACK_PRESSURE, line.busy);
        assertEquals(1004, line.error);
        assertTrue(line.raised);
        assertEquals(12, line.id);
        assertEquals(13, line.maxUnflushed);
        assertEquals(14, line.version);
        assertFalse(line.calls);
        assertTrue(line.has(Field.CALLS));
        assertFalse(line.has(Field.VALUES));
    }

    @Test
    void nothingIsLeftOfTheLineBefore() throws IOException {
        HistoryReader reader = reader("{'e':'use','o':7,'s':1,'n':2,'up':true,'r':'ok','b':'actualizing','calls':false}"
                + "\n{'e':'append','p':1,'w':1,'r':'failed','v':[[1,2,1]]}\n{'e':'append','p':1,'w':1,'r':'ok','v':[[1,2]]}"
                + "\n{'e':'note'}\n");
        reader.next();
        assertTrue(reader.next().explicit[0]);
        assertFalse(reader.next().explicit[0]);
        HistoryLine line = reader.next();
        assertEquals(1, line.owner);
        assertEquals(0, line.size);
        assertNull(line.result);
        assertNull(line.busy);
        assertTrue(line.calls);
        assertFalse(line.raised);
        assertFalse(line.has(Field.NUMBER));
        assertEquals(4, reader.lineNumber());
        assertNull(reader.next());
    }

    @Test
    void aLineHasAnyNumberOfValues() throws IOException {
        StringBuilder values = new StringBuilder("[18446744073709551615,1,1]");
        for (int i = 2; i <= 100; i++) {
            values.append(",[")
                    .append(i)
                    .append(',')
                    .append(i)
                    .append(",'")
                    .append(i)
                    .append("']");
        }
        HistoryLine line = read("{'e':'write','v':[" + values + "]}");
        assertEquals(100, line.size);
        assertEquals(-1, line.wsIds[0]);
        for (int i = 2; i <= 100; i++) {
            assertEquals(i, line.wsIds[i - 1]);
            assertEquals(i, line.seqIds[i - 1]);
            assertEquals(i, line.numbers[i - 1]);
        }
    }

    @Test
    void aLineHasAnyNumberOfExplicitValues() throws IOException {
        HistoryLine line = read("{'e':'landed','p':1,'w':1,'v':[[1,1,1]" + ",[1,2,0],[1,3,1]".repeat(30) + "]}");
        assertEquals(61, line.size);
        for (int i = 0; i < 61; i++) {
            assertEquals(i % 2 == 0, line.explicit[i]);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'v':[[1,1]],'e':'write'}|e must come before v: value=[",
                "{'e':'write','v':1}|v must be an array of arrays: value=1",
                "{'e':'write','v':[1]}|v must be an array of arrays: value=1",
                "{'e':'write','v':[[5,1,1,1]]}|a value must end after its number: value=1",
                "{'e':'writeBegin','id':1,'v':[[5,1,1,1]]}|a value must end after its number: value=1",
                "{'e':'write','v':[[5,0,1]]}|seqId of v must be 1..65535: value=0",
                "{'e':'write','v':[[-1,1,1]]}|wsId of v must be 0..18446744073709551615: value=-1",
                "{'e':'write','v':[[5,1,'x']]}|number of v must be an integer: value=x",
                "{'e':'next','s':1,'n':'1-'}|n must be an integer: value=1-",
                "{'e':'next','s':1,'n':'-'}|n must be an integer: value=-",
                "{'e':'lost','p':' 1'}|p must be an integer: value= 1",
                "{'e':'write','c':'1/'}|c must be an integer: value=1/",
                "{'e':'write','c':'1:'}|c must be an integer: value=1:",
                "{'e':'write','c':1.0}|a number must be a decimal string or an integer: value=1.0",
                "{'e':'landed','p':1,'w':1,'v':[[1,1,2]]}|explicit of v must be 0..1: value=2",
                "{'e':'landed','p':1,'w':1,'v':[[1,1,1,1]]}|a value must end after explicit: value=1",
                "{'e':'landed','p':1,'w':1,'v':[[1]]}|a number must be a decimal string or an integer: value=]",
                "{'e':'history','version':1,'types':1}|types must be an array of arrays: value=1",
                "{'e':'history','version':1,'types':[1]}|types must be an array of arrays: value=1",
                "{'e':'history','version':1,'types':[[1,1,1,1]]}|a type must end after its initial value: value=1",
                "{'e':'history','version':1,'types':[[65536,1,1]]}|wsKind of types must be 0..65535: value=65536",
                "{'e':'history','version':1,'types':[[1,0,1]]}|seqId of types must be 1..65535: value=0",
                "{'e':'history','version':1,'types':[[1,1,0]]}|initial of types must be 1..9223372036854775807: value=0",
                "{'e':'history','version':1,'types':[[1,1,1],[1,1,1]]}|seqId must be declared once per wsKind: value=1",
                "{'e':'append','p':1,'w':1,'v':[],'r':'OK'}|r must be ok, conflict, failed or unknown: value=OK",
                "{'e':'start','k':1,'w':1,'b':'busy'}|b must be actualizing or backPressure: value=busy",
                "{'e':'use','s':1,'n':1,'up':1}|up must be true or false: value=1",
                "{'e':'history','version':1,'types':[],'calls':'no'}|calls must be true or false: value=no",
                "{'e':1}|e must be a kind of line: value=1",
                "{'e':'Open'}|e must be a kind of line: value=Open",
                "{'o':1}|e must be there: value=}",
                "{'e':'open','e':'open'}|e must come once: value=open",
                "[1]|a line must be a JSON object: value=[",
                "1|a line must be a JSON object: value=1",
            })
    void whatIsNoLineIsNamed(String line, String problem) {
        refused("{'e':'note'}\n" + line + "\n", 2, problem);
    }

    @ParameterizedTest
    @CsvSource({
        "givenNumber, w",
        "givenEvent, w",
        "start, k",
        "next, s",
        "use, s",
        "append, w",
        "landed, w",
        "writeBegin, id",
        "writeEnd, r",
        "lost, p",
        "synced, p",
        "history, version"
    })
    void theFirstFieldThatIsMissingIsNamed(String kind, String field) {
        refused("{'e':'" + kind + "'}", 1, field + " must be there: e=" + kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'e':'note'", "{'e':'note',", "{'e':'note'\n}", "{\n'e':'note'}", "{'e':'note','a':[1}", "{'e'"
            })
    void anObjectEndsOnItsLine(String torn) {
        BadHistoryException refusal = assertThrows(BadHistoryException.class, () -> {
            HistoryReader reader = reader("{'e':'note'}\n" + torn + "\n{'e':'note'}\n");
            while (reader.next() != null) {
                assertTrue(reader.lineNumber() > 0);
            }
        });
        assertEquals(2, refusal.line(), refusal.getMessage());
    }

    @Test
    void anObjectBeginsOnALineOfItsOwn() {
        refused("{'e':'note'}\n{'e':'note'} {'e':'note'}\n", 2, "a line must be one JSON object: line=2");
    }

    @Test
    void whatStandsBehindAnObjectIsNoLine() {
        BadHistoryException refusal = assertThrows(BadHistoryException.class, () -> {
            HistoryReader reader = reader("{'e':'note'}\n{'e':'note'} x\n");
            reader.next();
            reader.next();
            reader.next();
        });
        assertEquals(2, refusal.line());
        assertTrue(refusal.getMessage().startsWith("a line must be a JSON object: problem=Unrecognized token 'x'"));
    }

    @Test
    void emptyLinesCountAndAreNotJudged() throws IOException {
        HistoryReader reader = reader("\n\n{'e':'note'}\r\n\r\n{'e':'note'}");
        reader.next();
        assertEquals(3, reader.lineNumber());
        reader.next();
        assertEquals(5, reader.lineNumber());
        assertNull(reader.next());
    }

    @Test
    void whatIsShownOfALongValueIsItsBeginningWithoutControls() {
        String eighty = "x".repeat(79) + "y";
        refused("{'e':'" + eighty + "'}", 1, "e must be a kind of line: value=" + eighty);
        refused("{'e':'" + eighty + "z'}", 1, "e must be a kind of line: value=" + eighty + "…");
        refused("{'e':'a\\u001bb'}", 1, "e must be a kind of line: value=a?b");
    }

    @Test
    void closingItClosesTheStream() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        HistoryReader reader = new HistoryReader(new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed.set(true);
            }
        });
        reader.close();
        assertTrue(closed.get());
    }

    /** What each read of the stream gives. */
    private static HistoryReader inReads(String... reads) {
        List<InputStream> streams = Stream.of(reads)
                .<InputStream>map(
                        read -> new ByteArrayInputStream(read.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .toList();
        return new HistoryReader(new SequenceInputStream(Collections.enumeration(streams)));
    }

    @Test
    void theHeaderBehindACutLineMayComeWithTheNextRead() throws IOException {
        HistoryReader reader = inReads("{'e':'note'}\n{'e':'no\n", HEADER + "{'e':'note'}\n");
        assertEquals(LineKind.NOTE, reader.next().kind);
        assertEquals(LineKind.HISTORY, reader.next().kind);
        assertEquals(3, reader.lineNumber());
        assertEquals(1, reader.tornLines());
        reader.next();
        assertEquals(4, reader.lineNumber());
        assertNull(reader.next());
        assertNull(reader.torn());
    }

    @Test
    void aCutLineThatNoHeaderFollowsIsBroken() throws IOException {
        String cut = "{'e':'note'}\n{'e':'no\n";
        for (HistoryReader reader : List.of(
                reader(cut),
                reader(cut + "{'e':'note'}\n"),
                reader(cut + "{'e':\n'history','version':1,'types':[[1,1,1]]}\n"),
                inReads(cut, "{'e':'note'}\n"))) {
            reader.next();
            assertEquals(
                    2, assertThrows(BadHistoryException.class, reader::next).line());
            assertEquals(0, reader.tornLines());
        }
    }

    @Test
    void aCutLineIsNotMadeWholeByWhatFollows() throws IOException {
        String before = "{'e':'note','text':'" + "x".repeat(HEADER.length()) + "'}\n";
        HistoryReader reader = reader(before + "{'e':'note','a':\n" + HEADER + "}\n");
        reader.next();
        assertEquals(LineKind.HISTORY, reader.next().kind);
        assertEquals(1, reader.tornLines());
    }

    @Test
    void aWholeObjectIsNotCutWhateverIsBehindIt() {
        String problem = "e must be a kind of line: value=dance";
        refused("{'e':'note'}\n{'e':'dance'} {'e':'note'}", 2, problem);
        refused("{'e':'note'}\n{'e':'dance'}" + HEADER, 2, problem);
        refused("{'e':'note'}\n{'e':'dance'}\n" + HEADER, 2, problem);
    }

    @Test
    void theSpaceBeforeACutLineIsNotPartOfIt() throws IOException {
        HistoryReader reader = reader("{'e':'note'}\r\n\n \t{'e':'no");
        reader.next();
        assertNull(reader.next());
        assertEquals(new HistoryVerdict.TornLine(3, 8), reader.torn());
    }
}
