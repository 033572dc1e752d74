package io.isequencer.oracle.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What all messages have in common, whichever side sends them: requests with an id, and replies that name one. */
public final class Messages {
    private Messages() {}

    /** What the oracle says of itself first, as the fields of a request. */
    public static ObjectNode hello(int protocol) {
        ObjectNode fields = Json.object().put("v", protocol);
        fields.putArray("protocol").add(protocol);
        return fields.put("oracle", "isequencer");
    }

    public static ObjectNode request(long id, String op, ObjectNode fields) {
        ObjectNode message = Json.object().put("id", id).put("op", op);
        message.setAll(fields);
        return message;
    }

    public static ObjectNode reply(long re, ObjectNode fields) {
        ObjectNode message = Json.object().put("re", re);
        message.setAll(fields);
        return message;
    }

    /** The definition in the schemas that a reply must fit. */
    public static String definitionOf(String op, ObjectNode reply) {
        return reply.has("error") ? "error.reply" : op + ".reply";
    }
}
