package io.isequencer.oracle.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.wire.Json;
import io.isequencer.testing.ProjectFiles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plays the worked session of the protocol document line by line: what it promises holds for us. */
@Timeout(300)
class WorkedSessionTest {
    private final Map<Long, Long> ourQuestions = new HashMap<>();
    private final Deque<ObjectNode> received = new ArrayDeque<>();
    private String lastLine = "";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isWhatHappens(boolean virtual) {
        List<String> lines = session();
        assertEquals(52, lines.size(), "the session was found");
        try (FakeOracle oracle = FakeOracle.of(virtual)) {
            for (String line : lines) {
                ObjectNode message = Json.parse(line.substring(2));
                if (line.startsWith("> ")) {
                    send(oracle, message);
                } else if (message.has("re")) {
                    assertReply(message, take(oracle, true));
                } else {
                    ObjectNode question = take(oracle, false);
                    ourQuestions.put(
                            message.get("id").longValue(), question.get("id").longValue());
                    assertEquals(comparable(message), comparable(question));
                }
            }
        }
    }

    private static List<String> session() {
        String text = ProjectFiles.read("conformance/PROTOCOL.md");
        String section = text.substring(text.indexOf("## 8. A worked session"));
        return section.lines()
                .filter(line -> line.startsWith("> {") || line.startsWith("< {"))
                .toList();
    }

    /** An answer goes to the question that we asked in its place. */
    private void send(FakeOracle oracle, ObjectNode message) {
        if (message.has("re")) {
            message.put("re", ourQuestions.get(message.get("re").longValue()));
        }
        lastLine = message.has("op") ? message.toString() : lastLine;
        oracle.sendLine(message.toString());
    }

    /**
     * The next reply or the next question; one may come before the other. We declare writeAhead, which the session's
     * adapter does not, and with virtual time a retry needs a tick.
     */
    private ObjectNode take(FakeOracle oracle, boolean reply) {
        while (true) {
            for (ObjectNode message : received) {
                if (message.has("re") == reply) {
                    received.remove(message);
                    return message;
                }
            }
            ObjectNode message = oracle.receive();
            boolean sync = message.path("op").asText().equals("syncPLog");
            boolean ofTick = message.path("re").asLong() == 1_000;
            if (message.has("busy")) {
                // On real threads the recovery may not be over yet: a client asks again.
                oracle.sendLine(lastLine);
            } else if (sync) {
                oracle.sendLine("{\"re\":" + message.get("id") + "}");
            } else if (message.has("wakeInMs")) {
                oracle.sendLine("{\"id\":1000,\"op\":\"tick\",\"ms\":" + message.get("wakeInMs") + "}");
                oracle.sendLine("{\"id\":" + message.get("re") + ",\"op\":\"quiesce\"}");
            } else if (!ofTick) {
                received.add(message);
            }
        }
    }

    private static void assertReply(ObjectNode expected, ObjectNode got) {
        assertEquals(expected.get("re"), got.get("re"));
        if (expected.has("capabilities")) {
            expected.fieldNames().forEachRemaining(name -> assertTrue(got.has(name), name));
            assertEquals(expected.get("protocol"), got.get("protocol"));
        } else if (expected.has("error")) {
            assertEquals(expected.at("/error/code"), got.at("/error/code"));
            assertEquals(expected.at("/error/definite"), got.at("/error/definite"));
        } else {
            assertEquals(expected, got);
        }
    }

    private static ObjectNode comparable(ObjectNode question) {
        ObjectNode copy = question.deepCopy();
        copy.remove(List.of("id", "limit"));
        if (copy.has("values")) {
            // In any order.
            List<String> values = new ArrayList<>();
            copy.get("values").forEach(value -> values.add(value.toString()));
            copy.put("values", values.stream().sorted().toList().toString());
        }
        return copy;
    }
}
