package io.isequencer.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes hostile lines out of good ones; none holds a line feed. The same seed makes the same lines. */
final class LineMutator {
    private static final String[] TOKENS = {
        "0",
        "-1",
        "1",
        "65535",
        "65536",
        "2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "1e400",
        "1.5",
        "-0",
        "NaN",
        "null",
        "true",
        "\"\"",
        "\"-1\"",
        "[]",
        "{}",
        "[[[[[[",
        "}}",
        "\\u0000",
        "\\ud800",
        "\\",
        "\"",
        ",",
        ":",
        "/*",
        "\u00e9",
        "\ufeff",
        "\"seqIds\":",
        "\"wsId\":",
        "\"explicit\":[{\"seqId\":2,\"number\":\"9223372036854775807\"}]",
        "\"id\":",
        "\"op\":\"open\"",
        "\"e\":\"flush\"",
        "\"re\":1"
    };
    private static final int LONG_BYTES = 1_100_000;

    private final SplittableRandom random;
    private final List<String> seeds;

    LineMutator(long seed, List<String> seeds) {
        random = new SplittableRandom(seed);
        this.seeds = seeds;
    }

    byte[] next() {
        byte[] line = seed();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            line = change(line);
        }
        for (int i = 0; i < line.length; i++) {
            if (line[i] == '\n') {
                line[i] = ' ';
            }
        }
        return line;
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] change(byte[] line) {
        int at = random.nextInt(line.length + 1);
        int to = Math.min(line.length, at + random.nextInt(12));
        return switch (random.nextInt(10)) {
            case 0 -> joined(line, at, bytes(1 + random.nextInt(4)), to);
            case 1 -> joined(line, at, new byte[0], to);
            case 2 -> joined(line, at, Arrays.copyOfRange(line, at, to), at);
            case 3, 4 -> joined(line, at, token(), at);
            case 5 -> joined(line, at, token(), to);
            case 6 -> Arrays.copyOf(line, at);
            case 7 -> number(line);
            case 8 -> joined(line, at, seed(), random.nextBoolean() ? line.length : at);
            default -> rare(line, at);
        };
    }

    /** Replaces a run of digits by another value. */
    private byte[] number(byte[] line) {
        int start = random.nextInt(line.length + 1);
        while (start < line.length && !Character.isDigit(line[start])) {
            start++;
        }
        int end = start;
        while (end < line.length && Character.isDigit(line[end])) {
            end++;
        }
        return joined(line, start, token(), end);
    }

    /** Long lines, deep nesting: seldom, they cost. */
    private byte[] rare(byte[] line, int at) {
        if (random.nextInt(4_000) == 0) {
            return joined(line, at, "7".repeat(LONG_BYTES).getBytes(StandardCharsets.UTF_8), at);
        }
        if (random.nextInt(200) == 0) {
            return joined(line, at, "[".repeat(random.nextInt(1, 5_000)).getBytes(StandardCharsets.UTF_8), at);
        }
        byte[] flipped = line.clone();
        if (flipped.length > 0) {
            flipped[Math.min(at, flipped.length - 1)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private byte[] token() {
        return TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[] line, int at, byte[] middle, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(line.length + middle.length);
        out.write(line, 0, at);
        out.writeBytes(middle);
        out.write(line, from, line.length - from);
        return out.toByteArray();
    }
}
