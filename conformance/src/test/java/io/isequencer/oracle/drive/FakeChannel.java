package io.isequencer.oracle.drive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.channel.Incoming;
import io.isequencer.oracle.wire.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** An adapter in this process: it answers at once, or has nothing to say. */
final class FakeChannel implements Channel {
    private final Deque<String> out = new ArrayDeque<>();
    private final Map<Long, Consumer<ObjectNode>> open = new HashMap<>();
    private final FakeAdapter adapter;
    private long lastId;
    private boolean ended;

    FakeChannel(Planted planted) {
        adapter = new FakeAdapter(this, planted);
    }

    void reply(long re, ObjectNode fields) {
        ObjectNode message = Json.object().put("re", re);
        message.setAll(fields);
        out.add(message.toString());
    }

    void fail(long re, int code) {
        ObjectNode error = Json.object();
        error.putObject("error").put("code", code).put("definite", true).put("text", "refused");
        reply(re, error);
    }

    void ask(ObjectNode call, Consumer<ObjectNode> onReply) {
        lastId++;
        ObjectNode message = Json.object().put("id", lastId);
        message.setAll(call);
        open.put(lastId, onReply);
        out.add(message.toString());
    }

    void forgetCalls() {
        open.clear();
    }

    @Override
    public boolean send(String line) {
        ObjectNode message = Json.parse(line);
        if (message.has("re")) {
            Consumer<ObjectNode> onReply = open.remove(message.get("re").longValue());
            if (onReply != null) {
                onReply.accept(message);
            }
        } else {
            ended = message.get("op").textValue().equals("bye");
            adapter.take(message);
        }
        adapter.work();
        return true;
    }

    @Override
    public Incoming receive(long waitMs) {
        String line = out.poll();
        if (line != null) {
            return new Incoming.Text(line);
        }
        return ended ? new Incoming.Ended("exit code 0") : null;
    }

    @Override
    public String stderrTail() {
        return "";
    }

    @Override
    public void close() {
        ended = true;
    }
}
