package io.isequencer.cli.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text came in, what is read is UTF-8. */
public class TextInputTest {
    private static final String TEXT = "{\"ref\":\"\u00e4\uD83D\uDE00\"}\r\n\n{\"ref\":\"2\"}";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void marksAreTakenOffAndEncodingsConverted(String charset) throws IOException {
        byte[] marked = ("\uFEFF" + TEXT).getBytes(Charset.forName(charset));
        assertEquals(TEXT, read(marked));
        assertEquals(TEXT, read(gzip(marked)));
        assertEquals(TEXT, read(TEXT.getBytes(Charset.forName(charset))), "told by its zero bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 65_537, 131_072, 200_001})
    void pairsMayLieOnTheBordersOfBuffers(int length) throws IOException {
        String text = "x".repeat(length) + "\uD83D\uDE00".repeat(length) + "\n";
        assertEquals(text, read(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "{", "{}", "{}\n", "ab", "\u0000", "a\u0000", "a\u0000b", "a\u0000bc"})
    void whatIsTooShortToTellIsLeftAsItIs(String text) throws IOException {
        assertEquals(text, read(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void bytesThatAreNotUtf8AreForTheReaderOfTheLine() throws IOException {
        byte[] bytes = HexFormat.of().parseHex("7bff80c0af7d0a");
        assertEquals("7bff80c0af7d0a", HexFormat.of().formatHex(bytes(bytes)));
    }

    @ParameterizedTest
    @CsvSource({
        "fffe7b, 'encoding=UTF-16LE, firstBytes=FF FE 7B'",
        "feff007bd83d000a, 'encoding=UTF-16BE, firstBytes=FE FF 00 7B'",
        "fffe00007b00, 'encoding=UTF-32LE, firstBytes=FF FE 00 00'",
    })
    void whatIsNoneIsNamedByItsFirstBytes(String hex, String named) {
        CliException e =
                assertThrows(CliException.class, () -> bytes(HexFormat.of().parseHex(hex)));
        assertEquals(ExitCode.BAD_DATA, e.exitCode());
        assertEquals("input must be in one valid encoding, convert it to UTF-8: " + named, e.getMessage());
    }

    @Test
    void gzipThatIsCutIsAnError() throws IOException {
        byte[] packed = gzip(TEXT.getBytes(StandardCharsets.UTF_8));
        CliException e = assertThrows(CliException.class, () -> bytes(Arrays.copyOf(packed, packed.length - 1)));
        assertEquals(ExitCode.BAD_DATA, e.exitCode());
        assertTrue(
                e.getMessage().startsWith("input must be whole gzip: cause=gzip member must be whole"), e.getMessage());
    }

    @Test
    void theSourcesPositionCountsPackedBytes() throws IOException {
        byte[] packed = gzip("{}\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
        TextInput in = new TextInput("input", new ByteArrayInputStream(packed));
        assertEquals(0, in.sourcePosition());
        in.transferTo(new ByteArrayOutputStream());
        assertEquals(packed.length, in.sourcePosition());
    }

    @Test
    void aShortLineIsNotHeldBack() throws IOException {
        try (PipedOutputStream feed = new PipedOutputStream();
                InputStream in = new TextInput("input", new PipedInputStream(feed))) {
            feed.write("{}\n".getBytes(StandardCharsets.UTF_8));
            feed.flush();
            byte[] line = new byte[3];
            assertEquals(3, in.read(line) + (line[2] == 0 ? in.read(line, 2, 1) : 0));
            assertEquals("{}\n", new String(line, StandardCharsets.UTF_8));
        }
    }

    public static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static String read(byte[] bytes) throws IOException {
        return new String(bytes(bytes), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(byte[] bytes) throws IOException {
        return new TextInput("input", new ByteArrayInputStream(bytes)).readAllBytes();
    }
}
