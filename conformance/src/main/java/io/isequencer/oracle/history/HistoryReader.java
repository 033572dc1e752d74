package io.isequencer.oracle.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
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
    private HistoryVerdict.TornLine torn;

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
    HistoryVerdict.TornLine torn() {
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
        line.read(json, this::lineNumber);
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
            torn = new HistoryVerdict.TornLine(blocks.firstLine(), end - begin);
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

    private void require(boolean holds, String rule) throws IOException {
        if (!holds) {
            throw new BadHistoryException(lineNumber(), rule + ": value=" + Escaped.shown(json.getText()));
        }
    }
}
