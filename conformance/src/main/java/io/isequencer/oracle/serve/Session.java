package io.isequencer.oracle.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.wire.BoundedLines;
import io.isequencer.oracle.wire.Escaped;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.WireException;
import io.isequencer.recording.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * One session: reads line by line until {@code bye} or the end of the input.
 *
 * <ul>
 *   <li><i>Errors:</i> what is wrong with a request is its reply; {@link BadReplyException} for what is wrong with a
 *       reply.
 *   <li><i>Source:</i> sections 1 to 3 of {@code conformance/PROTOCOL.md}.
 * </ul>
 */
public final class Session {
    private static final int PROTOCOL = 1;

    private final BoundedLines in;
    private final Channel channel;
    private final Adapter adapter;
    private final String version;

    public Session(InputStream in, Channel channel, Adapter adapter, String version) {
        this.in = new BoundedLines(in);
        this.channel = Objects.requireNonNull(channel, "channel");
        this.adapter = Objects.requireNonNull(adapter, "adapter");
        this.version = Objects.requireNonNull(version, "version");
    }

    public void run() throws IOException {
        boolean goesOn = true;
        while (goesOn) {
            BoundedLines.Line line = in.next();
            goesOn = line != null && take(line);
            adapter.afterLine();
        }
    }

    private boolean take(BoundedLines.Line line) {
        long id = 0;
        try {
            if (line.tooLong()) {
                throw WireException.malformed("a line must be at most " + BoundedLines.MAX_LINE_BYTES + " bytes: size>"
                        + BoundedLines.MAX_LINE_BYTES);
            }
            if (!line.utf8()) {
                throw WireException.malformed("a line must be UTF-8: line=" + Escaped.shown(line.text()));
            }
            ObjectNode message = Json.parse(line.text());
            if (message.has("re")) {
                channel.answered(message);
                return true;
            }
            id = Json.integer(message, "id", 1, Long.MAX_VALUE);
            return take(new Request(channel, id, Json.string(message, "op"), message));
        } catch (WireException refusal) {
            channel.fail(id, refusal.code(), refusal.getMessage());
            return true;
        }
    }

    private boolean take(Request request) {
        switch (request.op()) {
            case "hello" -> hello(request);
            case "bye" -> request.done();
            default -> adapter.take(request);
        }
        return !request.op().equals("bye");
    }

    private void hello(Request request) {
        ArrayNode offered = Json.array(request.fields(), "protocol");
        boolean known = false;
        for (JsonNode one : offered) {
            known |= one.isIntegralNumber() && one.longValue() == PROTOCOL;
        }
        if (!known) {
            throw new WireException(
                    ErrorCode.NOT_SUPPORTED,
                    "protocol must offer " + PROTOCOL + ": protocol=" + Escaped.shown(offered.toString()));
        }
        ObjectNode reply = Json.object()
                .put("name", "isequencer")
                .put("version", version)
                .put("language", "Java")
                .put("protocol", PROTOCOL);
        adapter.capabilities().forEach(reply.putArray("capabilities")::add);
        request.reply(reply);
    }
}
