package io.isequencer.timeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.isequencer.laboratory.PackagedText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Collects the frames of a run and makes one HTML page of them that needs nothing else.
 *
 * <pre>{@code
 * TimelinePage page = new TimelinePage();
 * Framer framer = new Framer(page);
 * RunResult result = capsule.replay(framer, framer);
 * String html = page.html(RunHeader.of(result, "./isequencer replay failure.json"));
 * }</pre>
 *
 * <ul>
 *   <li><i>Units:</i> the text of a page is about 130 bytes a step, besides some 45 KB for the page itself.
 *   <li><i>Source:</i> the page is {@code timeline.html} with its style, its scripts and two blocks of JSON put in.
 * </ul>
 */
public final class TimelinePage implements Consumer<Frame> {
    /** The page's script in parts, in the order in which they are read. */
    private static final List<String> SCRIPTS =
            List.of("model.js", "lanes.js", "diagram.js", "numbers.js", "panel.js", "main.js");

    private static final long LARGEST_EXACT = 1L << 53;

    private final StateDeltas deltas = new StateDeltas();
    private final StringWriter steps = new StringWriter();
    private final JsonGenerator json = generator(steps);

    public TimelinePage() {
        try {
            json.writeStartArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Adds a step: time, owner, lane, move, actions, detail, fault, arrows, changes of the state. */
    @Override
    public void accept(Frame frame) {
        try {
            json.writeStartArray();
            json.writeNumber(frame.virtualMs());
            json.writeNumber(frame.owner());
            json.writeString(frame.lane());
            json.writeString(frame.move());
            json.writeString(String.join(" ", frame.actions()));
            json.writeString(frame.detail());
            json.writeNumber(frame.fault() ? 1 : 0);
            json.writeStartArray();
            for (Arrow arrow : frame.arrows()) {
                json.writeStartArray();
                json.writeString(arrow.kind().name().toLowerCase(Locale.ROOT));
                json.writeNumber(arrow.fromStep());
                json.writeString(arrow.from());
                json.writeString(arrow.to());
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeStartArray();
            for (StateDeltas.Change change : deltas.next(frame.state())) {
                json.writeNumber(change.path());
                writeValue(change.value());
            }
            json.writeEndArray();
            json.writeEndArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A browser's numbers have 53 bits; larger ones are shown as text. */
    private void writeValue(Object value) throws IOException {
        boolean inexact = value instanceof Long number && (number > LARGEST_EXACT || number < -LARGEST_EXACT);
        if (value == null || value instanceof Boolean || value instanceof Number && !inexact) {
            json.writeObject(value);
        } else {
            json.writeString(value.toString());
        }
    }

    /** The page as text. No step can be added afterwards. */
    public String html(TimelineHeader header) {
        try {
            if (!json.isClosed()) {
                json.writeEndArray();
                json.close();
            }
            StringBuilder scripts = new StringBuilder();
            for (String script : SCRIPTS) {
                scripts.append(packaged(script));
            }
            return packaged("timeline.html")
                    .replace("/*STYLE*/", packaged("timeline.css"))
                    .replace("/*SCRIPT*/", scripts)
                    .replace("/*STEPS*/", embeddable(steps.toString()))
                    // Last: only the header holds text of others, which could look like a place to fill.
                    .replace("/*HEADER*/", embeddable(headerJson(header)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String headerJson(TimelineHeader header) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = generator(text)) {
            out.writeStartObject();
            out.writeStringField("seed", header.seed() == null ? null : Long.toString(header.seed()));
            out.writeStringField("property", header.property());
            out.writeStringField("message", header.message());
            out.writeNumberField("faultsStoppedAt", header.faultsStoppedAt());
            out.writeStringField("replay", header.replayCommand());
            out.writeStringField("note", header.note());
            writeRules(out, header);
            writeOptions(out, header);
            out.writeArrayFieldStart("paths");
            for (String path : deltas.paths()) {
                out.writeString(path);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void writeRules(JsonGenerator out, TimelineHeader header) throws IOException {
        out.writeStringField("mustHold", header.mustHold());
        out.writeArrayFieldStart("rules");
        for (String rule : header.guards()) {
            out.writeStartArray();
            out.writeString(rule);
            out.writeString(header.docs() + "#" + rule.toLowerCase(Locale.ROOT));
            out.writeString(header.rules().getOrDefault(rule, ""));
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private static void writeOptions(JsonGenerator out, TimelineHeader header) throws IOException {
        out.writeNumberField("owners", header.owners());
        out.writeArrayFieldStart("keys");
        for (TimelineKey key : header.keys()) {
            out.writeStartArray();
            out.writeString(key.name());
            out.writeString(Long.toUnsignedString(key.wsId()));
            out.writeNumber(key.seqId());
            out.writeNumber(key.initialValue());
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeObjectFieldStart("options");
        for (Map.Entry<String, Object> option : header.options().entrySet()) {
            out.writeFieldName(option.getKey());
            if (option.getValue() instanceof Integer number) {
                out.writeNumber(number);
            } else {
                out.writeString(option.getValue().toString());
            }
        }
        out.writeEndObject();
    }

    private static JsonGenerator generator(StringWriter out) {
        try {
            return new JsonFactory().createGenerator(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** JSON that can stand in a script element: nothing in it can end the element or a line of script. */
    private static String embeddable(String text) {
        return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }

    private static String packaged(String name) {
        return PackagedText.of(TimelinePage.class, name);
    }
}
