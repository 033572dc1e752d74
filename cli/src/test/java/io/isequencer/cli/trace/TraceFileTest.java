package io.isequencer.cli.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.cli.input.TextInput;
import io.isequencer.trace.validation.TraceFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
    private static final String TRACE =
            "{\"v\":1,\"spec\":\"Sequencer\",\"maxUnflushedValues\":500,\"seqs\":[{\"wsKind\":1,\"seqId\":1,"
                    + "\"initialValue\":\"1\"}]}\n{\"a\":\"Open\",\"owner\":\"x\"}\n{\"a\":\"Crash\",\"owner\":\"x\"}\n";

    @TempDir
    private Path temp;

    @Test
    void isReadPackedAndInOtherEncodingsToo() throws IOException {
        byte[] utf16 = ("\uFEFF" + TRACE).getBytes(StandardCharsets.UTF_16LE);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(utf16);
        }
        for (byte[] bytes : new byte[][] {TRACE.getBytes(StandardCharsets.UTF_8), utf16, packed.toByteArray()}) {
            Path file = Files.write(temp.resolve("trace"), bytes);
            TraceFile trace = TraceFile.read(file, in -> new TextInput("trace", in));
            assertEquals(2, trace.lines().size());
        }
    }
}
