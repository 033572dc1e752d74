package io.isequencer.oracle.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.wire.Escaped;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.Messages;
import io.isequencer.recording.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Sends lines to the oracle, and knows which of our questions are open.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; a line is written as a whole.
 *   <li><i>Errors:</i> {@link UncheckedIOException}; {@link BadReplyException} for an answer to a question never asked.
 * </ul>
 */
public final class Channel {
    private final OutputStream out;
    private final Map<Long, Consumer<ObjectNode>> open = new HashMap<>();
    private long lastId;

    public Channel(OutputStream out) {
        this.out = Objects.requireNonNull(out, "out");
    }

    /** Asks; the answer goes to the consumer, in the thread that reads. */
    synchronized void ask(ObjectNode question, Consumer<ObjectNode> onReply) {
        lastId++;
        open.put(lastId, onReply);
        ObjectNode message = Json.object().put("id", lastId);
        message.setAll(question);
        send(message);
    }

    /** Takes an answer of the oracle. */
    void answered(ObjectNode answer) {
        JsonNode re = answer.get("re");
        Consumer<ObjectNode> onReply = re.isIntegralNumber() ? close(re.longValue()) : null;
        if (onReply == null) {
            throw new BadReplyException("a reply must answer an open request: re=" + Escaped.shown(re.toString()));
        }
        onReply.accept(answer);
    }

    synchronized void reply(long re, ObjectNode body) {
        send(Messages.reply(re, body));
    }

    void fail(long re, ErrorCode code, String text) {
        ObjectNode error = Json.object();
        error.putObject("error").put("code", code.code()).put("definite", true).put("text", text);
        reply(re, error);
    }

    private synchronized Consumer<ObjectNode> close(long id) {
        return open.remove(id);
    }

    private void send(ObjectNode message) {
        try {
            out.write((message + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
