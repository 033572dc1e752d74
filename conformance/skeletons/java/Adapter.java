import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The adapter: what the oracle asks (conformance/PROTOCOL.md) becomes calls of the sequencer, and what the sequencer
 * wants of its storage becomes requests to the oracle.
 */
public final class Adapter {
    private static final Map<String, Object> HELLO = Map.of(
            "name", "java",
            "version", "1.0",
            "language", "Java",
            "protocol", 1,
            "capabilities", List.of("use", "crash", "writeAhead"));

    private final Wire wire = new Wire();
    private volatile Sequencer current;

    public static void main(String[] args) throws IOException {
        Adapter adapter = new Adapter();
        adapter.wire.serve(() -> adapter.current, adapter::perform);
    }

    private Map<String, Object> perform(Sequencer sequencer, String op, Map<String, Object> r) {
        switch (op) {
            case "hello":
                return HELLO;
            case "open":
                open(r);
                return Map.of();
            case "start":
                return Map.of(
                        "plogOffset",
                        text(client(sequencer).start(((Long) r.get("wsKind")).intValue(), unsigned(r, "wsId"))));
            case "next":
                return Map.of("number", text(client(sequencer).next(((Long) r.get("seqId")).intValue())));
            case "use":
                return Map.of(
                        "raised", client(sequencer).use(((Long) r.get("seqId")).intValue(), unsigned(r, "number")));
            case "flush":
                client(sequencer).flush();
                return Map.of();
            case "actualize":
                client(sequencer).actualize();
                return Map.of();
            case "quiesce":
                return Map.of("idle", sequencer == null || sequencer.awaitIdle());
            case "crash":
                wire.setLive(0);
                current = null;
                return Map.of();
            case "close":
                if (sequencer != null) {
                    sequencer.close();
                    current = null;
                }
                return Map.of();
            case "bye":
                return Map.of();
            default:
                throw new Sequencer.Refused(10, "op must be known: op=" + op);
        }
    }

    private static Sequencer client(Sequencer sequencer) {
        if (sequencer == null) {
            throw new Sequencer.Refused(1006, "a sequencer must be open");
        }
        return sequencer;
    }

    private void open(Map<String, Object> r) {
        Map<Integer, Map<Integer, Long>> types = new HashMap<>();
        for (Map<String, Object> kind : objects(r, "seqTypes")) {
            Map<Integer, Long> seqs = new HashMap<>();
            for (Map<String, Object> seq : objects(kind, "seqs")) {
                seqs.put(((Long) seq.get("seqId")).intValue(), unsigned(seq, "initial"));
            }
            types.put(((Long) kind.get("wsKind")).intValue(), seqs);
        }
        @SuppressWarnings("unchecked")
        Map<String, Long> limits = (Map<String, Long>) r.get("limits");
        long owner = (Long) r.get("owner");
        wire.setLive(owner);
        current = new Sequencer(
                types,
                new Sequencer.Limits(
                        limits.get("maxUnflushedValues"),
                        limits.get("cacheSize"),
                        limits.get("retryDelayMs"),
                        limits.get("closeTimeoutMs")),
                new OracleStorage(owner));
    }

    /** The database and the log, with the oracle behind them. */
    private final class OracleStorage implements Sequencer.Storage {
        private final long owner;

        OracleStorage(long owner) {
            this.owner = owner;
        }

        @Override
        public long readNumber(Sequencer.Key key) throws Sequencer.StorageException {
            Map<String, Object> reply =
                    ask("readNumbers", Map.of("wsId", Long.toUnsignedString(key.wsId()), "seqIds", List.of((long)
                            key.seqId())));
            return Long.parseLong((String) ((List<?>) reply.get("numbers")).get(0));
        }

        @Override
        public long readCheckpoint() throws Sequencer.StorageException {
            return unsigned(ask("readNextPLogOffset", Map.of()), "nextPLogOffset");
        }

        @Override
        public Sequencer.Page readPLog(long from, int limit) throws Sequencer.StorageException {
            Map<String, Object> reply = ask("readPLog", Map.of("from", text(from), "limit", limit));
            List<Sequencer.Event> events = new ArrayList<>();
            for (Map<String, Object> event : objects(reply, "events")) {
                List<Sequencer.Value> values = new ArrayList<>();
                for (Map<String, Object> value : objects(event, "values")) {
                    values.add(new Sequencer.Value(
                            new Sequencer.Key(unsigned(event, "wsId"), ((Long) value.get("seqId")).intValue()),
                            unsigned(value, "number")));
                }
                events.add(new Sequencer.Event(unsigned(event, "plogOffset"), values));
            }
            return new Sequencer.Page(events, (Boolean) reply.get("end"));
        }

        @Override
        public void write(List<Sequencer.Value> values) throws Sequencer.StorageException {
            ask("writeValues", Map.of("values", list(values)));
        }

        @Override
        public void write(List<Sequencer.Value> values, long checkpoint) throws Sequencer.StorageException {
            Map<String, Object> fields = Map.of("values", list(values), "nextPLogOffset", text(checkpoint));
            ask("writeValuesAndNextPLogOffset", fields);
        }

        @Override
        public void syncPLog(long below) throws Sequencer.StorageException {
            ask("syncPLog", Map.of("below", text(below)));
        }

        private Map<String, Object> ask(String op, Map<String, Object> fields) throws Sequencer.StorageException {
            return wire.ask(owner, op, fields);
        }

        private static List<Map<String, Object>> list(List<Sequencer.Value> values) {
            List<Map<String, Object>> list = new ArrayList<>();
            for (Sequencer.Value value : values) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("wsId", Long.toUnsignedString(value.key().wsId()));
                one.put("seqId", (long) value.key().seqId());
                one.put("number", text(value.number()));
                list.add(one);
            }
            return list;
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objects(Map<String, Object> object, String name) {
        return (List<Map<String, Object>>) object.get(name);
    }

    /** wsId uses all 64 bits. */
    private static long unsigned(Map<String, Object> object, String name) {
        return Long.parseUnsignedLong((String) object.get(name));
    }

    private static String text(long number) {
        return Long.toString(number);
    }
}
