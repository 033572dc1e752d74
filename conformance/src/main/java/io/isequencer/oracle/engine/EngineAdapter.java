package io.isequencer.oracle.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.api.StorageException;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.judge.VerdictException;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.Schemas;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.contract.Capability;
import io.isequencer.storage.contract.Engine;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * An engine behind an adapter, in any language. A crash is the end of its process: another one is started over the same
 * directory.
 *
 * <ul>
 *   <li><i>Threading:</i> as {@link Engine}.
 *   <li><i>Errors:</i> {@link VerdictException} with BROKE-PROTOCOL from the constructor; later {@link #broken} tells.
 * </ul>
 */
public final class EngineAdapter implements AutoCloseable {
    private static final int RANDOM_RUNS = 60;

    private final Channel.Launcher launcher;
    private final String directory;
    private final long patienceMs;
    private final Schemas schemas = Schemas.ofEngines();
    private final Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    private final Set<String> unknown = new TreeSet<>();
    private final Set<String> ports = new HashSet<>();
    private final String introduction;
    private final int maxPayloadBytes;
    private EngineConnection connection;
    private long handles;

    /** @param directory empty, for the engine's files */
    public EngineAdapter(Channel.Launcher launcher, String directory, long patienceMs) throws IOException {
        this.launcher = launcher;
        this.directory = directory;
        this.patienceMs = patienceMs;
        ObjectNode hello = start();
        introduction = hello.get("name").asText() + " " + hello.get("version").asText() + ", "
                + hello.get("language").asText();
        hello.get("ports").forEach(port -> ports.add(port.asText()));
        for (JsonNode id : hello.get("capabilities")) {
            Capability.ofId(id.asText()).ifPresentOrElse(capabilities::add, () -> unknown.add(id.asText()));
        }
        if (capabilities.contains(Capability.REOPEN)) {
            // Whoever outlives a close can be asked to outlive a kill.
            capabilities.add(Capability.CRASH);
        }
        // Its connections are its own affair.
        capabilities.remove(Capability.CUT);
        JsonNode limit = hello.path("limits").path("payloadBytes");
        maxPayloadBytes = limit.isMissingNode() ? EngineLog.MAX_PAYLOAD_BYTES : limit.asInt();
    }

    private ObjectNode start() throws IOException {
        connection = new EngineConnection(launcher.launch(), schemas, patienceMs);
        try {
            return connection.greet(directory);
        } catch (RuntimeException | Error failure) {
            connection.close();
            throw failure;
        }
    }

    /** Name, version and language. */
    public String introduction() {
        return introduction;
    }

    public boolean has(String port) {
        return ports.contains(port);
    }

    public Set<Capability> capabilities() {
        return capabilities;
    }

    /** What was wrong with its messages, or null: then what was judged means nothing. */
    public VerdictException broken() {
        return connection.broken();
    }

    /** What it declares to be able to do, and is no capability: of a later version, or misspelt. */
    public Set<String> unknownCapabilities() {
        return unknown;
    }

    public Engine<SequenceStorage> storage() {
        return new Ported<>("storage", "openStorage", EngineStorage::new);
    }

    public Engine<EventLog> log() {
        return new Ported<>("log", "openLog", EngineLog::new);
    }

    @Override
    public void close() {
        connection.close();
    }

    /** A port that is open, by the handle that the adapter knows it by. */
    record Handle(EngineConnection connection, String port, long id) {
        ObjectNode call(String op, ObjectNode fields) {
            try {
                return connection.call(op, fields.put("handle", id));
            } catch (StorageException e) {
                throw new StorageException(port + " " + e.getMessage(), e.definite(), e);
            }
        }
    }

    private final class Ported<P extends AutoCloseable> extends Engine<P> {
        private final String name;
        private final String op;
        private final BiFunction<Handle, Integer, P> port;

        Ported(String name, String op, BiFunction<Handle, Integer, P> port) {
            this.name = name;
            this.op = op;
            this.port = port;
        }

        @Override
        protected P open(String store) {
            Handle handle = new Handle(connection, name, ++handles);
            handle.call(op, Json.object().put("store", store));
            return port.apply(handle, maxPayloadBytes);
        }

        @Override
        protected void crash(P open) throws Exception {
            connection.close();
            start();
        }

        @Override
        public Set<Capability> capabilities() {
            return capabilities;
        }

        @Override
        public boolean isInProcess() {
            return false;
        }

        @Override
        public int maxPayloadBytes() {
            return maxPayloadBytes;
        }

        @Override
        public int randomRuns() {
            return RANDOM_RUNS;
        }

        @Override
        protected long resources() {
            return connection.call("resources", Json.object()).get("count").asLong();
        }
    }
}
