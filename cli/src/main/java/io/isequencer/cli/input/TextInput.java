package io.isequencer.cli.input;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Lines of text as the commands read them, in UTF-8, from what users have: gzip is unpacked, a byte order mark taken
 * off, UTF-16 and UTF-32 are converted. All of it is recognised by the first bytes, whatever the file's name.
 *
 * <p>Without a mark, UTF-16 and UTF-32 are recognised by the zero bytes of the first characters: lines of JSON begin with
 * ASCII. UTF-8 is handed on as it is, valid or not, since who reads the lines can name the line.
 *
 * <ul>
 *   <li><i>Threading:</i> one reader; {@link #sourcePosition} from any thread. Nothing is read before the first read.
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#BAD_DATA} for what is no whole gzip or no valid UTF-16;
 *       {@link IOException} of the source.
 * </ul>
 */
public final class TextInput extends BlockInput {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int HEAD_BYTES = 4;
    private static final int GZIP_HEAD_BYTES = 2;

    private final String role;
    private final Counting source;
    private InputStream text;

    /**
     * The text in a stream of bytes.
     *
     * @param role what the user calls it, as {@code input}: the first word of each error
     */
    public TextInput(String role, InputStream source) {
        this.role = Objects.requireNonNull(role, "role");
        this.source = new Counting(source);
    }

    /** The whole of a small file. */
    public static String read(String role, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] utf8 = new TextInput(role, in).readAllBytes();
            // The decoder reports what is no UTF-8.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CliException(ExitCode.BAD_DATA, role + " must be UTF-8: file=" + file, e);
        }
    }

    /** How many bytes of the source were read so far, packed and in its own encoding. */
    public long sourcePosition() {
        return source.position;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        try {
            if (text == null) {
                text = decoded(unpacked(source));
            }
            return text.read(bytes, from, length);
        } catch (GzipMembers.DamagedException e) {
            throw new CliException(ExitCode.BAD_DATA, role + " must be whole gzip: cause=" + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private InputStream unpacked(InputStream packed) throws IOException {
        PushbackInputStream in = new PushbackInputStream(packed, GZIP_HEAD_BYTES);
        byte[] head = new byte[GZIP_HEAD_BYTES];
        int size = fill(in, head, 0, 1);
        if (size == 1 && head[0] == (byte) GzipMembers.MAGIC) {
            size += fill(in, head, 1, 1);
        }
        in.unread(head, 0, size);
        boolean gzip = size == GZIP_HEAD_BYTES && head[1] == (byte) (GzipMembers.MAGIC >> Byte.SIZE);
        return gzip ? new GzipMembers(in) : in;
    }

    private InputStream decoded(InputStream encoded) throws IOException {
        PushbackInputStream in = new PushbackInputStream(encoded, HEAD_BYTES);
        byte[] head = new byte[HEAD_BYTES];
        int size = fill(in, head, 0, 1);
        // No more than it takes to decide: somebody may be waiting for the answer to a short first line.
        if (size == 1 && (head[0] == 0 || head[0] == (byte) 0xEF || head[0] == (byte) 0xFE || head[0] == (byte) 0xFF)) {
            size += fill(in, head, 1, HEAD_BYTES - 1);
        } else if (size == 1) {
            size += fill(in, head, 1, 1);
            if (size == 2 && head[1] == 0) {
                size += fill(in, head, 2, HEAD_BYTES - 2);
            }
        }
        Encoding encoding = Encoding.of(head, size);
        int mark = encoding.markBytes(head, size);
        in.unread(head, mark, size - mark);
        return encoding == Encoding.UTF_8 ? in : new Converted(in, encoding.charset(), head, size);
    }

    private static int fill(InputStream in, byte[] bytes, int from, int length) throws IOException {
        return in.readNBytes(bytes, from, length);
    }

    /** How text may be encoded. */
    private enum Encoding {
        // Before UTF-16, whose mark is the beginning of this one's.
        UTF_32LE("UTF-32LE", "fffe0000"),
        UTF_32BE("UTF-32BE", "0000feff"),
        UTF_16LE("UTF-16LE", "fffe"),
        UTF_16BE("UTF-16BE", "feff"),
        UTF_8("UTF-8", "efbbbf");

        private final String charset;
        private final byte[] mark;

        Encoding(String charset, String mark) {
            this.charset = charset;
            this.mark = HexFormat.of().parseHex(mark);
        }

        static Encoding of(byte[] head, int size) {
            for (Encoding encoding : values()) {
                if (encoding.markBytes(head, size) > 0) {
                    return encoding;
                }
            }
            return size < HEAD_BYTES ? UTF_8 : unmarked(head);
        }

        /** Of ASCII characters: which of the bytes are zero. */
        private static Encoding unmarked(byte[] head) {
            int zeros = 0;
            for (byte b : head) {
                zeros = zeros << 1 | (b == 0 ? 1 : 0);
            }
            return switch (zeros) {
                case 0b0111 -> UTF_32LE;
                case 0b1110 -> UTF_32BE;
                case 0b0101 -> UTF_16LE;
                case 0b1010 -> UTF_16BE;
                default -> UTF_8;
            };
        }

        int markBytes(byte[] head, int size) {
            boolean marked = size >= mark.length;
            for (int i = 0; i < mark.length && marked; i++) {
                marked = head[i] == mark[i];
            }
            return marked ? mark.length : 0;
        }

        Charset charset() {
            return Charset.forName(charset);
        }
    }

    /** Counts what is taken from the source. */
    private static final class Counting extends BlockInput {
        private final InputStream in;
        private volatile long position;
        private boolean ended;

        Counting(InputStream in) {
            this.in = Objects.requireNonNull(in, "in");
        }

        /** Asks no second time at the end: whoever sits at a terminal would have to end it again. */
        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int size = ended ? -1 : in.read(bytes, from, length);
            ended = size < 0;
            // One thread writes it.
            position = position + Math.max(size, 0);
            return size;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** UTF-8 of what is encoded otherwise. */
    private final class Converted extends BlockInput {
        private final Reader reader;
        private final String was;
        private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES);
        private final ByteBuffer utf8 = ByteBuffer.allocate(4 * BUFFER_BYTES).flip();
        private boolean ended;

        Converted(InputStream in, Charset charset, byte[] head, int size) {
            CharsetDecoder decoder = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            reader = new InputStreamReader(in, decoder);
            was = "encoding=" + charset.name() + ", firstBytes="
                    + HexFormat.ofDelimiter(" ").withUpperCase().formatHex(head, 0, size);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            while (!utf8.hasRemaining() && !ended) {
                convert();
            }
            if (!utf8.hasRemaining()) {
                return length == 0 ? 0 : -1;
            }
            int size = Math.min(length, utf8.remaining());
            utf8.get(bytes, from, size);
            return size;
        }

        private void convert() throws IOException {
            try {
                ended = reader.read(chars) < 0;
                utf8.clear();
                CoderResult result = encoder.encode(chars.flip(), utf8, ended);
                if (result.isError()) {
                    result.throwException();
                }
                // What is left is the first half of a pair whose second half is still to come.
                chars.compact();
                utf8.flip();
            } catch (CharacterCodingException e) {
                throw new CliException(
                        ExitCode.BAD_DATA, role + " must be in one valid encoding, convert it to UTF-8: " + was, e);
            }
        }
    }
}
