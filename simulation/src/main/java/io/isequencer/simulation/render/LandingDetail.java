package io.isequencer.simulation.render;

import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/** What a late write or a late append changed, seen from the states around it: by then the call is forgotten. */
final class LandingDetail {
    private LandingDetail() {}

    static String ofWrite(Map<String, Object> before, Map<String, Object> after) {
        Map<?, ?> was = part(before, "storage");
        Map<?, ?> is = part(after, "storage");
        StringJoiner changes = new StringJoiner(", ");
        if (!Objects.equals(was.get("checkpoint"), is.get("checkpoint"))) {
            changes.add("checkpoint=" + is.get("checkpoint") + " lands");
        }
        Map<?, ?> numbers = part(was, "numbers");
        part(is, "numbers").forEach((key, number) -> {
            if (!number.equals(numbers.get(key))) {
                changes.add(key + "=" + number + " lands");
            }
        });
        return changes.length() == 0 ? "changes nothing: what is stored is not older" : changes.toString();
    }

    static String ofAppend(Map<String, Object> before, Map<String, Object> after) {
        Map<?, ?> log = part(after, "log");
        if (Objects.equals(part(before, "log").get("end"), log.get("end"))) {
            return "refused: the offset is taken";
        }
        long plogOffset = (Long) log.get("end") - 1;
        return "log has event " + plogOffset + ", " + part(log, "events").get(Long.toString(plogOffset));
    }

    private static Map<?, ?> part(Map<?, ?> state, String name) {
        return state.get(name) instanceof Map<?, ?> part ? part : Map.of();
    }
}
