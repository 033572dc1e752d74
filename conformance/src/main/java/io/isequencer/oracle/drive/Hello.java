package io.isequencer.oracle.drive;

import com.fasterxml.jackson.databind.JsonNode;
import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.judge.VerdictException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How an adapter introduced itself.
 *
 * @param unknown the capabilities that it declares and this version does not know, in order
 */
public record Hello(
        String name,
        String version,
        String language,
        Set<Capability> capabilities,
        List<String> unknown,
        Bounds bounds) {
    public Hello {
        capabilities = Set.copyOf(capabilities);
        unknown = List.copyOf(unknown);
    }

    /** With capabilities that are all known. */
    public Hello(String name, String version, String language, Set<Capability> capabilities, Bounds bounds) {
        this(name, version, language, capabilities, List.of(), bounds);
    }

    static Hello of(JsonNode reply) {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        List<String> unknown = new ArrayList<>();
        for (JsonNode id : reply.get("capabilities")) {
            Capability.of(id.asText()).ifPresentOrElse(capabilities::add, () -> unknown.add(id.asText()));
        }
        JsonNode limits = reply.path("limits");
        Bounds bounds = new Bounds(
                limit(limits, "maxNumber", Bounds.USUAL.maxNumber()),
                limit(limits, "maxPLogOffset", Bounds.USUAL.maxPlogOffset()));
        return new Hello(
                reply.get("name").asText(),
                reply.get("version").asText(),
                reply.get("language").asText(),
                capabilities,
                unknown,
                bounds);
    }

    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    private static long limit(JsonNode limits, String name, long otherwise) {
        if (!limits.has(name)) {
            return otherwise;
        }
        String text = limits.get(name).asText();
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw VerdictException.brokeProtocol("limits of at most 64 bits in the reply to hello", name + "=" + text);
        }
    }
}
