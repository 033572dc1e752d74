package io.isequencer.trace.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import io.isequencer.laboratory.JsonProblem;
import io.isequencer.laboratory.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trace that was read: what it is about, and its lines.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CheckFailedException}: {@link Kind#MISSING_FILE} if there is no file, {@link
 *       Kind#BAD_DATA} with the line's number for a line that cannot be used.
 * </ul>
 */
public final class TraceFile {
    private static final Pattern WORKSPACE = Pattern.compile("\"(w\\d+)\"");

    private final Path file;
    private final UnaryOperator<InputStream> decoder;
    private final Set<String> owners = new TreeSet<>();
    private final Set<String> workspaces = new TreeSet<>();
    private final Map<String, Long> initials = new TreeMap<>();
    private final List<TraceLine> lines = new ArrayList<>();
    private final NumberShift shift = new NumberShift();
    private long maxUnflushed;
    private JsonNode given;

    private TraceFile(Path file, UnaryOperator<InputStream> decoder) {
        this.file = file;
        this.decoder = decoder;
    }

    /**
     * Reads a file.
     *
     * @param decoder makes UTF-8 of the file's bytes
     */
    public static TraceFile read(Path file, UnaryOperator<InputStream> decoder) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CheckFailedException(Kind.MISSING_FILE, "trace must be a readable file: file=" + file);
        }
        TraceFile trace = new TraceFile(file, decoder);
        try {
            // Twice: how far numbers are apart is known at the end.
            trace.each((number, text, json) -> trace.shift.look(json));
            trace.each(trace::take);
        } catch (IOException | UncheckedIOException e) {
            throw new CheckFailedException(Kind.BAD_DATA, "trace must be lines of UTF-8: file=" + file, e);
        }
        if (trace.lines.isEmpty()) {
            throw new CheckFailedException(
                    Kind.BAD_DATA, "trace must have a header and at least one line: file=" + file);
        }
        return trace;
    }

    private interface Taker {
        void take(int number, String text, JsonNode json);
    }

    private void each(Taker taker) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                // Its decoder reports what is no UTF-8.
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(decoder.apply(in), StandardCharsets.UTF_8.newDecoder()))) {
            String text = reader.readLine();
            for (int number = 1; text != null; number++) {
                try {
                    JsonNode json = StrictJson.MAPPER.readTree(text);
                    if (json == null || !json.isObject()) {
                        throw new BadTraceException("line must be a JSON object");
                    }
                    taker.take(number, text, json);
                } catch (BadTraceException | JsonProcessingException e) {
                    String problem = e instanceof JsonProcessingException json ? JsonProblem.of(json) : e.getMessage();
                    throw new CheckFailedException(Kind.BAD_DATA, file + ": line " + number + ": " + problem, e);
                }
                text = reader.readLine();
            }
        }
    }

    private void take(int number, String text, JsonNode json) {
        shift.apply(json);
        if (number == 1) {
            readHeader(json);
            return;
        }
        TraceLine line = TraceLine.of(number, text, json);
        if (json.has("owner")) {
            owners.add(TlaWriter.owner(json.get("owner").asText()));
        }
        addWorkspaces(line.tla());
        lines.add(line);
    }

    private void readHeader(JsonNode header) {
        if (header.path("v").asInt() != 1 || !header.path("spec").asText().equals("Sequencer")) {
            throw new BadTraceException("header must have v=1 and spec=Sequencer");
        }
        maxUnflushed = TlaWriter.number(header, "maxUnflushedValues");
        for (JsonNode seq : TlaWriter.require(header, "seqs")) {
            long initial = TlaWriter.number(seq, "initialValue");
            Long other = initials.put(TlaWriter.seq(seq), initial);
            if (other != null && other != initial) {
                throw new BadTraceException("initial value of a seqId must be the same in all wsKinds: seqId="
                        + seq.get("seqId").asText());
            }
        }
        if (initials.isEmpty()) {
            throw new BadTraceException("header must have seqs");
        }
        given = header.get("given");
        if (given != null) {
            addWorkspaces(givenNumbers() + givenEvents());
        }
    }

    private void addWorkspaces(String tla) {
        Matcher matcher = WORKSPACE.matcher(tla);
        while (matcher.find()) {
            workspaces.add("\"" + matcher.group(1) + "\"");
        }
    }

    Path file() {
        return file;
    }

    public List<TraceLine> lines() {
        return lines;
    }

    /** For people: which numbers TLC gets otherwise than they stand in the file. */
    List<String> shifts() {
        return shift.text();
    }

    /** The constants of the specification, as definitions of a module. */
    String constants() {
        StringJoiner initial = new StringJoiner(" @@ ");
        initials.forEach((seq, value) -> initial.add(seq + " :> " + value));
        Set<String> known = workspaces.isEmpty() ? Set.of("\"w0\"") : workspaces;
        Set<String> names = owners.isEmpty() ? Set.of("\"o_a\"") : owners;
        return "TheOwners == {" + String.join(", ", names) + "}\n"
                + "TheWorkspaces == {" + String.join(", ", known) + "}\n"
                + "TheSeqs == {" + String.join(", ", initials.keySet()) + "}\n"
                + "TheInitial == " + initial + "\n"
                + "TheMaxUnflushed == " + maxUnflushed + "\n";
    }

    /** The state before the first line: as {@code <<"END", owner, storage, log>>}. */
    String initialState() {
        String log = "[at |-> <<>>, synced |-> 0, late |-> {}, twice |-> FALSE]";
        String storage = "[number |-> NoNumbers, checkpoint |-> 0, late |-> {}]";
        if (given != null) {
            storage = "[number |-> InFlight(" + givenNumbers() + "), checkpoint |-> "
                    + TlaWriter.number(given, "checkpoint") + ", late |-> {}]";
            String events = givenEvents();
            log = "[at |-> " + events + ", synced |-> 0, late |-> {}, twice |-> FALSE]";
        }
        return "<<\"END\", [o \\in Owners |-> Down], " + storage + ", " + log + ">>";
    }

    private String givenNumbers() {
        return TlaWriter.pairs(TlaWriter.require(given, "numbers"));
    }

    private String givenEvents() {
        StringJoiner events = new StringJoiner(" @@ ");
        for (JsonNode event : TlaWriter.require(given, "events")) {
            events.add(TlaWriter.number(event, "plogOffset") + " :> " + TlaWriter.event(event));
        }
        return events.length() == 0 ? "<<>>" : events.toString();
    }
}
