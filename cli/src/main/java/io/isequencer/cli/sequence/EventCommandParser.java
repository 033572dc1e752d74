package io.isequencer.cli.sequence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.isequencer.api.Limits;
import io.isequencer.api.SeqTypes;
import io.isequencer.api.UnknownSequenceException;
import io.isequencer.cli.Text;
import io.isequencer.laboratory.JsonProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads event commands, strictly: numbers are forever, so nothing is guessed and no field is ignored.
 *
 * <pre>{@code
 * {"ref":"a1","wsKind":1,"wsId":"140737488355329","seqIds":[1,2,2],"explicit":[{"seqId":2,"number":"300000"}]}
 * }</pre>
 *
 * <p>{@code explicit} may be left out. 64-bit values may be decimal strings or JSON numbers.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BadLineException}.
 *   <li><i>Units:</i> at most {@link #MAX_NUMBERS} entries in {@code seqIds}, and as many in {@code explicit}.
 * </ul>
 */
final class EventCommandParser {
    /** What one event may ask for. */
    static final int MAX_NUMBERS = 65_536;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final String WS_KIND_RULE = "wsKind must be 0..65535";
    private static final String WS_ID_RULE = "wsId must be 0..18446744073709551615";
    private static final String SEQ_ID_RULE = "seqId must be 1..65535";
    private static final String NUMBER_RULE = "number must be 1..9223372036854775807";

    private final JsonFactory json = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    private final SeqTypes types;
    private final SeenFields fields = new SeenFields();
    private int[] seqIds = new int[16];
    private int[] explicitSeqIds = new int[16];
    private long[] explicitNumbers = new long[16];
    private int seqIdCount;
    private int explicitCount;
    private String ref;
    private long wsId;
    private int wsKind;

    EventCommandParser(SeqTypes types) {
        this.types = types;
    }

    /** Whether the line holds nothing but blanks: such lines are counted, and passed over. */
    static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    EventCommand parse(byte[] line) throws BadLineException {
        fields.clear();
        seqIdCount = 0;
        explicitCount = 0;
        try (JsonParser parser = open(line)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "line must be a JSON object", "found", parser);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                readField(parser, parser.currentName());
            }
            require(parser.nextToken() == null, "line must end after the object", "found", parser);
        } catch (JsonProcessingException e) {
            String problem = JsonProblem.of(e);
            throw new BadLineException("line must be JSON: problem=" + Text.quoted(problem));
        } catch (IOException e) {
            // Nothing is read but an array.
            throw new UncheckedIOException(e);
        }
        fields.requireAll();
        EventCommand command = new EventCommand(
                ref,
                wsKind,
                wsId,
                Arrays.copyOf(seqIds, seqIdCount),
                Arrays.copyOf(explicitSeqIds, explicitCount),
                Arrays.copyOf(explicitNumbers, explicitCount));
        requireDeclared(command);
        return command;
    }

    private JsonParser open(byte[] line) throws IOException, BadLineException {
        boolean ascii = true;
        for (byte b : line) {
            // A zero byte would make Jackson guess UTF-16.
            if (b >= 0 && b < ' ' && b != '\t' && b != '\r') {
                throw new BadLineException("line must hold no control characters: code=" + b);
            }
            ascii &= b >= 0;
        }
        if (ascii) {
            return json.createParser(line);
        }
        try {
            // Jackson accepts some sequences that are not UTF-8, overlong ones for instance.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            if (text.charAt(0) == BYTE_ORDER_MARK) {
                throw new BadLineException("a byte order mark must stand at the input's begin alone, as files that were"
                        + " joined have it elsewhere: bytes=EF BB BF");
            }
            return json.createParser(text);
        } catch (CharacterCodingException e) {
            throw new BadLineException("line must be UTF-8: bytes=" + line.length);
        }
    }

    private void readField(JsonParser parser, String name) throws IOException, BadLineException {
        fields.take(name);
        parser.nextToken();
        switch (name) {
            case "ref" -> readRef(parser);
            case "wsKind" -> wsKind = readSmall(WS_KIND_RULE, "wsKind", parser);
            case "wsId" -> wsId = readUnsigned(WS_ID_RULE, "wsId", parser);
            case "seqIds" -> readSeqIds(parser);
            default -> readExplicit(parser);
        }
    }

    private void readRef(JsonParser parser) throws IOException, BadLineException {
        require(parser.currentToken() == JsonToken.VALUE_STRING, "ref must be a string", "ref", parser);
        ref = parser.getText();
        if (!Text.isUnicode(ref)) {
            throw new BadLineException("ref must be Unicode without lone surrogates: length=" + ref.length());
        }
    }

    private void readSeqIds(JsonParser parser) throws IOException, BadLineException {
        require(parser.currentToken() == JsonToken.START_ARRAY, "seqIds must be an array", "seqIds", parser);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            requireRoom("seqIds", seqIdCount);
            if (seqIdCount == seqIds.length) {
                seqIds = Arrays.copyOf(seqIds, seqIdCount * 2);
            }
            seqIds[seqIdCount++] = readSeqId(parser);
        }
    }

    private void readExplicit(JsonParser parser) throws IOException, BadLineException {
        require(parser.currentToken() == JsonToken.START_ARRAY, "explicit must be an array", "explicit", parser);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            requireRoom("explicit", explicitCount);
            if (explicitCount == explicitSeqIds.length) {
                explicitSeqIds = Arrays.copyOf(explicitSeqIds, explicitCount * 2);
                explicitNumbers = Arrays.copyOf(explicitNumbers, explicitCount * 2);
            }
            readExplicitEntry(parser);
            explicitCount++;
        }
    }

    private void readExplicitEntry(JsonParser parser) throws IOException, BadLineException {
        require(parser.currentToken() == JsonToken.START_OBJECT, "explicit must hold objects", "found", parser);
        int seqId = 0;
        long number = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("seqId") && seqId == 0) {
                seqId = readSeqId(parser);
            } else if (name.equals("number") && number == 0) {
                number = readNumber(parser);
            } else {
                throw new BadLineException(
                        "explicit entry must hold seqId and number once: field=" + Text.quoted(name));
            }
        }
        if (seqId == 0 || number == 0) {
            throw new BadLineException(
                    "explicit entry must hold seqId and number: missing=" + (seqId == 0 ? "seqId" : "number"));
        }
        explicitSeqIds[explicitCount] = seqId;
        explicitNumbers[explicitCount] = number;
    }

    private static int readSeqId(JsonParser parser) throws IOException, BadLineException {
        int seqId = readSmall(SEQ_ID_RULE, "seqId", parser);
        if (seqId == 0) {
            throw new BadLineException(SEQ_ID_RULE + ": seqId=0");
        }
        return seqId;
    }

    private static long readNumber(JsonParser parser) throws IOException, BadLineException {
        long number = readUnsigned(NUMBER_RULE, "number", parser);
        if (number < 1) {
            throw new BadLineException(NUMBER_RULE + ": number=" + Long.toUnsignedString(number));
        }
        return number;
    }

    private static long readUnsigned(String rule, String name, JsonParser parser) throws IOException, BadLineException {
        JsonToken token = parser.currentToken();
        boolean readable = token == JsonToken.VALUE_STRING || token != null && token.isNumeric();
        require(readable, rule, name, parser);
        return IntegerText.unsigned(rule, name, parser.getText());
    }

    private static int readSmall(String rule, String name, JsonParser parser) throws IOException, BadLineException {
        require(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, rule, name, parser);
        if (parser.getNumberType() == JsonParser.NumberType.INT) {
            int value = parser.getIntValue();
            if (value >= 0 && value <= Limits.MAX_UINT16) {
                return value;
            }
        }
        throw new BadLineException(rule + ": " + name + "=" + Text.shown(parser.getText()));
    }

    private void requireDeclared(EventCommand command) throws BadLineException {
        try {
            SeqTypes.Kind kind = types.kind(command.wsKind());
            for (int seqId : command.seqIds()) {
                kind.slot(seqId);
            }
            for (int seqId : command.explicitSeqIds()) {
                kind.slot(seqId);
            }
        } catch (UnknownSequenceException e) {
            throw new BadLineException(e.getMessage());
        }
    }

    private static void requireRoom(String name, int count) throws BadLineException {
        if (count == MAX_NUMBERS) {
            throw new BadLineException(name + " must have at most " + MAX_NUMBERS + " entries: size>" + MAX_NUMBERS);
        }
    }

    private static void require(boolean holds, String rule, String name, JsonParser parser)
            throws IOException, BadLineException {
        if (!holds) {
            String text = parser.currentToken() == JsonToken.VALUE_STRING
                    ? Text.quoted(parser.getText())
                    : Text.shown(String.valueOf(parser.getText()));
            throw new BadLineException(rule + ": " + name + "=" + text);
        }
    }
}
