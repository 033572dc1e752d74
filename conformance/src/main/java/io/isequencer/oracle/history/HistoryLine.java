package io.isequencer.oracle.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.isequencer.api.Limits;
import io.isequencer.oracle.wire.Escaped;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * One line, read into fields that are used again for the next.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BadHistoryException} naming line, rule and value.
 *   <li><i>Units:</i> wsId is unsigned 64-bit; a field that the line does not have is 0.
 * </ul>
 */
final class HistoryLine {
    /** How an append or a write ended. */
    enum Result {
        OK,
        CONFLICT,
        FAILED,
        UNKNOWN
    }

    /** Why a start was refused. */
    enum Refused {
        ACTUALIZING,
        BACK_PRESSURE
    }

    private static final int MAX_SHOWN_DIGITS = 40;

    LineKind kind;
    long owner;
    int wsKind;
    long wsId;
    int seqId;
    long number;
    long plogOffset;
    long checkpoint;
    Result result;
    Refused busy;
    int error;
    boolean raised;
    long id;
    long maxUnflushed;
    int version;
    boolean calls;

    /** The values: of an event (seqId, number, explicit), of a write (wsId, seqId, number). */
    int size;

    long[] wsIds = new long[16];
    int[] seqIds = new int[16];
    long[] numbers = new long[16];
    boolean[] explicit = new boolean[16];

    /** The declared sequences (wsKind, seqId, initial value), of a header. */
    DeclaredTypes types;

    /** The first value that is an integer, and none of the protocol: {@code name must be 1..9…: name=value}; or null. */
    String outOfRange;

    private int present;
    private JsonParser json;
    private LongSupplier lineNumber;

    private void clear() {
        present = 0;
        kind = null;
        owner = 1;
        wsKind = 0;
        wsId = 0;
        seqId = 0;
        number = 0;
        plogOffset = 0;
        checkpoint = 0;
        result = null;
        busy = null;
        error = 0;
        raised = false;
        id = 0;
        maxUnflushed = 0;
        version = 0;
        calls = true;
        size = 0;
        types = null;
        outOfRange = null;
    }

    private void mark(int field) {
        present |= field;
    }

    boolean has(int field) {
        return (present & field) != 0;
    }

    /** The required fields that are not there, as bits. */
    int missing() {
        return kind.required() & ~present;
    }

    /** Room for one more value; its index. */
    int addValue() {
        if (size == numbers.length) {
            wsIds = Arrays.copyOf(wsIds, size * 2);
            seqIds = Arrays.copyOf(seqIds, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
            explicit = Arrays.copyOf(explicit, size * 2);
        }
        return size++;
    }

    /**
     * Reads the fields of an object that the parser has entered.
     *
     * @param parser at the object's beginning; behind its end afterwards
     * @param at where the parser is, for what is wrong
     */
    void read(JsonParser parser, LongSupplier at) throws IOException {
        json = parser;
        lineNumber = at;
        clear();
        readFields();
    }

    private void readFields() throws IOException {
        String name = json.nextFieldName();
        while (name != null) {
            int field = Field.of(name);
            JsonToken token = json.nextToken();
            if (field == 0) {
                json.skipChildren();
            } else {
                if (has(field)) {
                    throw bad(name + " must come once");
                }
                mark(field);
                read(field, name, token);
            }
            name = json.nextFieldName();
        }
    }

    private void read(int field, String name, JsonToken token) throws IOException {
        switch (field) {
            case Field.KIND -> kind = parsedKind();
            case Field.OWNER -> owner = ranged(name, 1, Long.MAX_VALUE);
            case Field.WS_KIND -> wsKind = (int) ranged(name, 0, Limits.MAX_UINT16);
            case Field.WS_ID -> wsId = unsigned(name);
            case Field.SEQ_ID -> seqId = (int) ranged(name, 1, Limits.MAX_UINT16);
            case Field.NUMBER -> number = judged(name, 1);
            case Field.PLOG_OFFSET -> plogOffset = judged(name, 1);
            case Field.CHECKPOINT -> checkpoint = judged(name, 0);
            case Field.VALUES -> readValues(token);
            case Field.RESULT -> result = parsedResult();
            case Field.BUSY -> busy = parsedBusy();
            case Field.ERROR -> error = (int) ranged(name, 0, Integer.MAX_VALUE);
            case Field.RAISED -> raised = bool(name, token);
            case Field.ID -> id = ranged(name, 0, Long.MAX_VALUE);
            case Field.MAX_UNFLUSHED -> maxUnflushed = ranged(name, 1, Integer.MAX_VALUE);
            case Field.CALLS -> calls = bool(name, token);
            case Field.VERSION -> version = (int) ranged(name, 1, Integer.MAX_VALUE);
            default -> readTypes(token);
        }
    }

    private boolean bool(String name, JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw bad(name + " must be true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private LineKind parsedKind() throws IOException {
        LineKind found = json.currentToken() == JsonToken.VALUE_STRING ? LineKind.of(json.getText()) : null;
        require(found != null, "e must be a kind of line");
        return found;
    }

    private Result parsedResult() throws IOException {
        return switch (json.getText()) {
            case "ok" -> Result.OK;
            case "conflict" -> Result.CONFLICT;
            case "failed" -> Result.FAILED;
            case "unknown" -> Result.UNKNOWN;
            default -> throw bad("r must be ok, conflict, failed or unknown");
        };
    }

    private Refused parsedBusy() throws IOException {
        return switch (json.getText()) {
            case "actualizing" -> Refused.ACTUALIZING;
            case "backPressure" -> Refused.BACK_PRESSURE;
            default -> throw bad("b must be actualizing or backPressure");
        };
    }

    /** Either {@code [seqId, number]}, {@code [seqId, number, 1]} or {@code [wsId, seqId, number]}: the kind decides. */
    private void readValues(JsonToken token) throws IOException {
        require(kind != null, "e must come before v");
        require(token == JsonToken.START_ARRAY, "v must be an array of arrays");
        boolean ofWrite = kind == LineKind.WRITE || kind == LineKind.WRITE_BEGIN;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json.currentToken() == JsonToken.START_ARRAY, "v must be an array of arrays");
            int index = addValue();
            if (ofWrite) {
                json.nextToken();
                wsIds[index] = unsigned("wsId of v");
            }
            json.nextToken();
            seqIds[index] = (int) ranged("seqId of v", 1, Limits.MAX_UINT16);
            json.nextToken();
            numbers[index] = judged("number of v", 1);
            explicit[index] = false;
            if (json.nextToken() != JsonToken.END_ARRAY) {
                require(!ofWrite, "a value must end after its number");
                explicit[index] = ranged("explicit of v", 0, 1) == 1;
                require(json.nextToken() == JsonToken.END_ARRAY, "a value must end after explicit");
            }
        }
    }

    private void readTypes(JsonToken token) throws IOException {
        require(token == JsonToken.START_ARRAY, "types must be an array of arrays");
        types = new DeclaredTypes();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json.currentToken() == JsonToken.START_ARRAY, "types must be an array of arrays");
            json.nextToken();
            int kindOfTypes = (int) ranged("wsKind of types", 0, Limits.MAX_UINT16);
            json.nextToken();
            int seqIdOfTypes = (int) ranged("seqId of types", 1, Limits.MAX_UINT16);
            json.nextToken();
            long initialValue = ranged("initial of types", 1, Limits.MAX_NUMBER);
            require(types.add(kindOfTypes, seqIdOfTypes, initialValue), "seqId must be declared once per wsKind");
            require(json.nextToken() == JsonToken.END_ARRAY, "a type must end after its initial value");
        }
    }

    /**
     * A number that an implementation has produced: each integer can be read, and one that is out of range is kept for
     * the judgement.
     */
    private long judged(String name, long minimum) throws IOException {
        long value = digits();
        if (value >= minimum) {
            return value;
        }
        String text = json.getText();
        if (!isInteger(text)) {
            throw bad(name + " must be an integer");
        }
        if (outOfRange == null) {
            outOfRange = name + " must be " + minimum + ".." + Long.MAX_VALUE + ": value="
                    + Escaped.shortened(text, MAX_SHOWN_DIGITS);
        }
        return minimum;
    }

    private static boolean isInteger(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        return text.length() > from && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }

    private long ranged(String name, long minimum, long maximum) throws IOException {
        long value = digits();
        if (value < minimum || value > maximum) {
            throw bad(name + " must be " + minimum + ".." + maximum);
        }
        return value;
    }

    private long unsigned(String name) throws IOException {
        char[] text = digitText();
        int from = json.getTextOffset();
        int length = json.getTextLength();
        long value = 0;
        for (int i = from; i < from + length; i++) {
            int digit = text[i] - '0';
            boolean overflows =
                    Long.compareUnsigned(value, 1844674407370955161L) > 0 || value == 1844674407370955161L && digit > 5;
            if (digit < 0 || digit > 9 || overflows) {
                throw bad(name + " must be 0..18446744073709551615");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** A decimal string or an integer: its value, or -1 if it is none of 63 bits. */
    private long digits() throws IOException {
        char[] text = digitText();
        int from = json.getTextOffset();
        int length = json.getTextLength();
        long value = 0;
        for (int i = from; i < from + length && value >= 0; i++) {
            int digit = text[i] - '0';
            boolean overflows = value > Long.MAX_VALUE / 10 || value == Long.MAX_VALUE / 10 && digit > 7;
            value = digit < 0 || digit > 9 || overflows ? -1 : value * 10 + digit;
        }
        return value;
    }

    private char[] digitText() throws IOException {
        JsonToken token = json.currentToken();
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT || json.getTextLength() == 0) {
            throw bad("a number must be a decimal string or an integer");
        }
        return json.getTextCharacters();
    }

    private void require(boolean holds, String rule) throws IOException {
        if (!holds) {
            throw bad(rule);
        }
    }

    private BadHistoryException bad(String rule) throws IOException {
        return new BadHistoryException(lineNumber.getAsLong(), rule + ": value=" + Escaped.shown(json.getText()));
    }
}
