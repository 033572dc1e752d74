package io.isequencer.judge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Makes well-formed text malformed, or at least other. */
public final class Mutation {
    private static final byte[] TELLING = "{}[]\",:\\0123456789-+eE.tfn \u00e9".getBytes(StandardCharsets.UTF_8);

    private Mutation() {}

    /** One to four changes: a byte replaced, put in or taken out, a stretch doubled, the end cut off. */
    public static byte[] of(byte[] bytes, Random random) {
        byte[] changed = bytes;
        for (int i = random.nextInt(4); i >= 0 && changed.length > 0; i--) {
            changed = once(changed, random);
        }
        return changed;
    }

    private static byte[] once(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(5)) {
            case 0 -> replaced(bytes, at, at + 1, any(random));
            case 1 -> replaced(bytes, at, at, any(random));
            case 2 -> replaced(bytes, at, at + 1);
            case 3 -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, end(bytes, at, random)));
            default -> replaced(bytes, at, bytes.length);
        };
    }

    private static int end(byte[] bytes, int from, Random random) {
        return Math.min(bytes.length, from + 1 + random.nextInt(20));
    }

    private static byte any(Random random) {
        return random.nextInt(4) == 0 ? (byte) random.nextInt(256) : TELLING[random.nextInt(TELLING.length)];
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte... by) {
        byte[] result = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
        return result;
    }
}
