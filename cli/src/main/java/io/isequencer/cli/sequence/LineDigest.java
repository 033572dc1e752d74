package io.isequencer.cli.sequence;

import io.isequencer.cli.input.TextInput;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * The running digest of an input: two inputs with the same digest at a line have the same lines up to it.
 *
 * <p>A chain: the digest of a line is SHA-256 over the 32 bytes of the digest before it (nothing, for the first line) and
 * the bytes of the line without its line feed. So it says what a line holds and where it ends, and is the same whether
 * the last line has a line feed or not. A carriage return counts, and so does a blank, a bad or an overlong line. The
 * bytes are those of the text as UTF-8, see {@link TextInput}: packed or not, it is the same input.
 *
 * <ul>
 *   <li><i>Units:</i> 64 bits, the first ones of the 256 that the chain continues with.
 * </ul>
 */
final class LineDigest {
    private final MessageDigest sha256;

    LineDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 must be there, every Java has it", e);
        }
    }

    /** Takes a piece of the line. */
    void update(byte[] bytes, int from, int length) {
        sha256.update(bytes, from, length);
    }

    /** Ends the line and gives the digest up to here. */
    long endLine() {
        byte[] chain = sha256.digest();
        sha256.update(chain);
        return ByteBuffer.wrap(chain).getLong();
    }

    /** As messages show it: 16 digits. */
    static String text(long digest) {
        return String.format(Locale.ROOT, "%016x", digest);
    }
}
