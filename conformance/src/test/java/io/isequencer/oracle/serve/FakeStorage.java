package io.isequencer.oracle.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Storage and log as messages know them. */
final class FakeStorage {
    final Map<String, Long> numbers = new TreeMap<>();
    final List<ObjectNode> events = new ArrayList<>();
    long checkpoint;
    int pageSize = 100;

    void append(long offset, long wsId, int seqId, String number) {
        ObjectNode event =
                Json.object().put("plogOffset", Long.toString(offset)).put("wsId", Long.toUnsignedString(wsId));
        event.putArray("values").addObject().put("seqId", seqId).put("number", number);
        events.add(event);
    }

    ObjectNode answer(ObjectNode question) {
        switch (question.get("op").textValue()) {
            case "readNumbers" -> {
                ObjectNode answer = Json.object();
                ArrayNode found = answer.putArray("numbers");
                for (JsonNode seqId : question.get("seqIds")) {
                    String key = question.get("wsId").textValue() + "/" + seqId.intValue();
                    found.add(Long.toString(numbers.getOrDefault(key, 0L)));
                }
                return answer;
            }
            case "readNextPLogOffset" -> {
                return Json.object().put("nextPLogOffset", Long.toString(checkpoint));
            }
            case "readPLog" -> {
                return page(Long.parseLong(question.get("from").textValue()));
            }
            default -> {
                write(question);
                return Json.object();
            }
        }
    }

    static ObjectNode failure(int code, boolean definite) {
        ObjectNode answer = Json.object();
        answer.putObject("error").put("code", code).put("definite", definite).put("text", "as planned");
        return answer;
    }

    private void write(ObjectNode question) {
        for (JsonNode value : question.path("values")) {
            String key =
                    value.get("wsId").textValue() + "/" + value.get("seqId").intValue();
            numbers.merge(key, Long.parseLong(value.get("number").textValue()), Math::max);
        }
        if (question.has("nextPLogOffset")) {
            checkpoint = Math.max(
                    checkpoint, Long.parseLong(question.get("nextPLogOffset").textValue()));
        }
    }

    private ObjectNode page(long from) {
        ObjectNode answer = Json.object();
        ArrayNode found = answer.putArray("events");
        events.stream()
                .filter(event -> Long.parseLong(event.get("plogOffset").textValue()) >= from)
                .limit(pageSize)
                .forEach(found::add);
        long last = found.isEmpty()
                ? 0
                : Long.parseLong(found.get(found.size() - 1).get("plogOffset").textValue());
        long end = events.isEmpty()
                ? 0
                : Long.parseLong(events.get(events.size() - 1).get("plogOffset").textValue());
        return answer.put("end", found.isEmpty() || last == end);
    }
}
