package io.isequencer.oracle.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.isequencer.api.Limits;
import io.isequencer.laboratory.JsonProblem;
import io.isequencer.oracle.wire.Escaped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a history line by line, into an object that is used again.
 *
 * <ul>
 *   <li><i>Threading:</i> one reader.
 *   <li><i>Errors:</i> {@link BadHistoryException} naming line, rule and value; {@link IOException} of the stream.
 *   <li><i>Source:</i> {@code conformance/HISTORY.md}.
 * </ul>
 */
public final class HistoryReader implements AutoCloseable {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String SPACE = " \t\r\n";
    private static final byte[] KIND_FIELD = "{\"e\"".getBytes(StandardCharsets.US_ASCII);

    private final LineBlocks blocks;
    private final HistoryLine line = new HistoryLine();
    /** Over what the block has behind {@link #parsedFrom}. */
    private JsonParser json;

    private int parsedFrom;
    /** The line feeds between the block's beginning and {@link #parsedFrom}: the parser counts from there on. */
    private long linesBefore;

    /** Where the last whole line ended. */
    private int position;

    private long startLine;
    private long tornLines;
    private TornLine torn;

    /** Reads nothing yet. */
    public HistoryReader(InputStream in) {
        blocks = new LineBlocks(in);
    }

    /**
     * The next line, valid until the one after it; null at the end.
     *
     * <p>A line that is cut off is passed over where a recorder's death explains it: at the end of the input, without
     * its line feed, and before the header of the next life.
     */
    HistoryLine next() throws IOException {
        while (torn == null && (json != null || nextBlock())) {
            try {
                JsonToken token = json.nextToken();
                if (token != null) {
                    HistoryLine whole = whole(token);
                    position = parsedFrom + (int) json.currentLocation().getByteOffset();
                    return whole;
                }
                json = null;
            } catch (JsonProcessingException e) {
                long broken = brokenLine(e);
                if (!passTorn()) {
                    String problem = JsonProblem.of(e);
                    throw new BadHistoryException(
                            broken, "a line must be a JSON object: problem=" + Escaped.shown(problem));
                }
            } catch (BadHistoryException e) {
                // A value that is missing is found out on a later line too.
                BadHistoryException broken =
                        e.line() == startLine ? e : new BadHistoryException(startLine, e.getMessage());
                if (!passTorn()) {
                    throw broken;
                }
            }
        }
        return null;
    }

    /** The line that the input ends in the middle of; null as long as it has not been met. */
    TornLine torn() {
        return torn;
    }

    /** How many cut lines were passed over, because the header of the next life followed. */
    long tornLines() {
        return tornLines;
    }

    /** Of the line that {@link #next} gave. */
    long lineNumber() {
        return json == null ? startLine : locatedLine(json.currentTokenLocation());
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }

    private boolean nextBlock() throws IOException {
        boolean found = blocks.next();
        if (found) {
            parseFrom(0);
        }
        return found;
    }

    private void parseFrom(int from) throws IOException {
        linesBefore = blocks.lineFeeds(0, from);
        parsedFrom = from;
        position = from;
        json = FACTORY.createParser(blocks.bytes(), from, blocks.end() - from);
    }

    private HistoryLine whole(JsonToken token) throws IOException {
        long previousLine = startLine;
        startLine = lineNumber();
        require(token == JsonToken.START_OBJECT, "a line must be a JSON object");
        line.clear();
        readFields();
        // Files whose last line has no line feed may have been joined.
        if (startLine == previousLine && line.kind != LineKind.HISTORY) {
            throw new BadHistoryException(startLine, "a line must be one JSON object: line=" + startLine);
        }
        if (lineNumber() != startLine) {
            throw new BadHistoryException(startLine, "an object must end on its line: line=" + startLine);
        }
        require(line.kind != null, "e must be there");
        int missing = line.missing();
        if (missing != 0) {
            throw new BadHistoryException(lineNumber(), Field.name(missing) + " must be there: e=" + line.kind.id());
        }
        return line;
    }

    /** Goes on behind the line that could not be read, if it is one that a recorder's death has cut. */
    private boolean passTorn() throws IOException {
        int begin = afterSpace(position);
        int end = blocks.lineEnd(begin);
        if (begin == end || blocks.bytes()[begin] != '{' || isWhole(begin, end)) {
            return false;
        }
        int glued = headerWithin(begin, end);
        if (glued != end) {
            tornLines++;
            parseFrom(glued);
            return true;
        }
        if (blocks.endsOpen()) {
            torn = new TornLine(blocks.firstLine(), end - begin);
            json = null;
            return true;
        }
        int behind = end + 1;
        if (behind == blocks.end()) {
            // Behind the last one there is an empty block.
            blocks.next();
            behind = 0;
        }
        if (!isHeader(behind, blocks.lineEnd(behind))) {
            return false;
        }
        tornLines++;
        parseFrom(behind);
        return true;
    }

    private int afterSpace(int from) {
        int at = from;
        while (at != blocks.end() && SPACE.indexOf(blocks.bytes()[at]) >= 0) {
            at++;
        }
        return at;
    }

    /** Whether the line begins with a whole object: then it is not cut, whatever else is wrong with it. */
    private boolean isWhole(int begin, int end) {
        try (JsonParser one = FACTORY.createParser(blocks.bytes(), begin, end - begin)) {
            one.nextToken();
            one.skipChildren();
        } catch (IOException e) {
            return false;
        }
        return true;
    }

    /** Where a header begins behind the beginning of the line; the line's end if there is none. */
    private int headerWithin(int begin, int end) {
        for (int at = begin + 1; at + KIND_FIELD.length < end; at++) {
            boolean found = Arrays.equals(blocks.bytes(), at, at + KIND_FIELD.length, KIND_FIELD, 0, KIND_FIELD.length);
            if (found && isHeader(at, end)) {
                return at;
            }
        }
        return end;
    }

    private boolean isHeader(int begin, int end) {
        try (JsonParser one = FACTORY.createParser(blocks.bytes(), begin, end - begin)) {
            return one.nextToken() == JsonToken.START_OBJECT
                    && "e".equals(one.nextFieldName())
                    && LineKind.HISTORY.id().equals(one.nextTextValue());
        } catch (IOException e) {
            return false;
        }
    }

    private long locatedLine(JsonLocation location) {
        return blocks.firstLine() + linesBefore + location.getLineNr() - 1;
    }

    /** An object that is not closed is found out on a later line. */
    private long brokenLine(JsonProcessingException problem) {
        boolean inObject = json != null && !json.getParsingContext().inRoot();
        return inObject || problem.getLocation() == null ? startLine : locatedLine(problem.getLocation());
    }

    private void readFields() throws IOException {
        String name = json.nextFieldName();
        while (name != null) {
            int field = Field.of(name);
            JsonToken token = json.nextToken();
            if (field == 0) {
                json.skipChildren();
            } else {
                if (line.has(field)) {
                    throw bad(name + " must come once");
                }
                line.mark(field);
                read(field, name, token);
            }
            name = json.nextFieldName();
        }
    }

    private void read(int field, String name, JsonToken token) throws IOException {
        switch (field) {
            case Field.KIND -> line.kind = kind();
            case Field.OWNER -> line.owner = number(name, 1, Long.MAX_VALUE);
            case Field.WS_KIND -> line.wsKind = (int) number(name, 0, Limits.MAX_UINT16);
            case Field.WS_ID -> line.wsId = unsigned(name);
            case Field.SEQ_ID -> line.seqId = (int) number(name, 1, Limits.MAX_UINT16);
            case Field.NUMBER -> line.number = judged(name, 1);
            case Field.PLOG_OFFSET -> line.plogOffset = judged(name, 1);
            case Field.CHECKPOINT -> line.checkpoint = judged(name, 0);
            case Field.VALUES -> readValues(token);
            case Field.RESULT -> line.result = result();
            case Field.BUSY -> line.busy = busy();
            case Field.ERROR -> line.error = (int) number(name, 0, Integer.MAX_VALUE);
            case Field.RAISED -> line.raised = bool(name, token);
            case Field.ID -> line.id = number(name, 0, Long.MAX_VALUE);
            case Field.MAX_UNFLUSHED -> line.maxUnflushed = number(name, 1, Integer.MAX_VALUE);
            case Field.CALLS -> line.calls = bool(name, token);
            case Field.VERSION -> line.version = (int) number(name, 1, Integer.MAX_VALUE);
            default -> readTypes(token);
        }
    }

    private boolean bool(String name, JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw bad(name + " must be true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private LineKind kind() throws IOException {
        LineKind kind = json.currentToken() == JsonToken.VALUE_STRING ? LineKind.of(json.getText()) : null;
        require(kind != null, "e must be a kind of line");
        return kind;
    }

    private HistoryLine.Result result() throws IOException {
        return switch (json.getText()) {
            case "ok" -> HistoryLine.Result.OK;
            case "conflict" -> HistoryLine.Result.CONFLICT;
            case "failed" -> HistoryLine.Result.FAILED;
            case "unknown" -> HistoryLine.Result.UNKNOWN;
            default -> throw bad("r must be ok, conflict, failed or unknown");
        };
    }

    private HistoryLine.Refused busy() throws IOException {
        return switch (json.getText()) {
            case "actualizing" -> HistoryLine.Refused.ACTUALIZING;
            case "backPressure" -> HistoryLine.Refused.BACK_PRESSURE;
            default -> throw bad("b must be actualizing or backPressure");
        };
    }

    /** Either {@code [seqId, number]}, {@code [seqId, number, 1]} or {@code [wsId, seqId, number]}: the kind decides. */
    private void readValues(JsonToken token) throws IOException {
        require(line.kind != null, "e must come before v");
        require(token == JsonToken.START_ARRAY, "v must be an array of arrays");
        boolean ofWrite = line.kind == LineKind.WRITE || line.kind == LineKind.WRITE_BEGIN;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json.currentToken() == JsonToken.START_ARRAY, "v must be an array of arrays");
            int at = line.addValue();
            if (ofWrite) {
                json.nextToken();
                line.wsIds[at] = unsigned("wsId of v");
            }
            json.nextToken();
            line.seqIds[at] = (int) number("seqId of v", 1, Limits.MAX_UINT16);
            json.nextToken();
            line.numbers[at] = judged("number of v", 1);
            line.explicit[at] = false;
            if (json.nextToken() != JsonToken.END_ARRAY) {
                require(!ofWrite, "a value must end after its number");
                line.explicit[at] = number("explicit of v", 0, 1) == 1;
                require(json.nextToken() == JsonToken.END_ARRAY, "a value must end after explicit");
            }
        }
    }

    private void readTypes(JsonToken token) throws IOException {
        require(token == JsonToken.START_ARRAY, "types must be an array of arrays");
        line.types = new DeclaredTypes();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json.currentToken() == JsonToken.START_ARRAY, "types must be an array of arrays");
            json.nextToken();
            int wsKind = (int) number("wsKind of types", 0, Limits.MAX_UINT16);
            json.nextToken();
            int seqId = (int) number("seqId of types", 1, Limits.MAX_UINT16);
            json.nextToken();
            long initialValue = number("initial of types", 1, Limits.MAX_NUMBER);
            require(line.types.add(wsKind, seqId, initialValue), "seqId must be declared once per wsKind");
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
        line.outOfRange(name, minimum, text);
        return minimum;
    }

    private static boolean isInteger(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        return text.length() > from && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }

    private long number(String name, long minimum, long maximum) throws IOException {
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
        return new BadHistoryException(lineNumber(), rule + ": value=" + Escaped.shown(json.getText()));
    }
}
