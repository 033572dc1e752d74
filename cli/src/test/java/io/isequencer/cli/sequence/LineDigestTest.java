package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Logs keep these digests forever: they must not change. */
class LineDigestTest {
    @Test
    void isTheBeginOfSha256OverTheDigestBeforeAndTheLine() {
        LineDigest digest = new LineDigest();
        // printf abc | sha256sum
        assertEquals("ba7816bf8f01cfea", LineDigest.text(line(digest, "abc")));
        // (printf abc | openssl dgst -sha256 -binary; printf de) | sha256sum
        assertEquals("c43fe3b21de4f09b", LineDigest.text(line(digest, "de")));
        assertEquals("ca52a75bbd14d9b8", LineDigest.text(line(digest, "")));
    }

    @Test
    void piecesOfALineAreOneLine() {
        LineDigest pieces = new LineDigest();
        pieces.update("xab".getBytes(StandardCharsets.UTF_8), 1, 2);
        pieces.update("c".getBytes(StandardCharsets.UTF_8), 0, 1);
        assertEquals("ba7816bf8f01cfea", LineDigest.text(pieces.endLine()));
    }

    @Test
    void whereALineEndsCounts() {
        LineDigest one = new LineDigest();
        line(one, "ab");
        LineDigest other = new LineDigest();
        line(other, "a");
        assertNotEquals(line(one, "c"), line(other, "bc"));
    }

    private static long line(LineDigest digest, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        digest.update(bytes, 0, bytes.length);
        return digest.endLine();
    }
}
