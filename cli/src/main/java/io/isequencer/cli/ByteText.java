package io.isequencer.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text being built as UTF-8 bytes; reused, so that millions of lines cost no garbage. */
public final class ByteText {
    private static final int MAX_DIGITS = 20;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] digits = new byte[MAX_DIGITS];
    private byte[] bytes = new byte[8192];
    private int size;

    public int size() {
        return size;
    }

    /** Appends the characters as they are. */
    public ByteText string(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    public ByteText raw(byte[] utf8) {
        reserve(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
        return this;
    }

    public ByteText unsigned(long value) {
        if (value < 0) {
            return string(Long.toUnsignedString(value));
        }
        reserve(MAX_DIGITS);
        int at = MAX_DIGITS;
        long rest = value;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        System.arraycopy(digits, at, bytes, size, MAX_DIGITS - at);
        size += MAX_DIGITS - at;
        return this;
    }

    /** Appends UTF-8 as the inside of a JSON string. */
    public ByteText jsonEscaped(byte[] utf8, int from) {
        reserve((utf8.length - from) * 6);
        for (int i = from; i < utf8.length; i++) {
            byte b = utf8[i];
            if (b == '"' || b == '\\') {
                bytes[size++] = '\\';
                bytes[size++] = b;
            } else if (b >= 0 && b < ' ') {
                raw(new byte[] {'\\', 'u', '0', '0', HEX[b >> 4], HEX[b & 15]});
            } else {
                bytes[size++] = b;
            }
        }
        return this;
    }

    /** Writes all that was built and starts afresh. */
    public void writeTo(OutputStream out) {
        try {
            out.write(bytes, 0, size);
            out.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        size = 0;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }
}
