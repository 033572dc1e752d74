package io.isequencer.oracle.drive;

import io.isequencer.oracle.judge.Key;
import io.isequencer.oracle.judge.LogEntry;
import io.isequencer.oracle.judge.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** What the oracle can see of a case's state, by name, for people to read. */
final class CaseStateTable {
    private static final int EVENTS = 8;

    private CaseStateTable() {}

    static Map<String, Object> of(World world, List<OwnerSession> sessions) {
        Map<String, Object> table = new LinkedHashMap<>();
        for (OwnerSession session : sessions) {
            table.put("owner" + session.index(), ofOwner(session));
        }
        Map<String, Object> storage = new LinkedHashMap<>();
        storage.put("checkpoint", shown(world.storage().checkpoint()));
        Map<String, Object> numbers = new TreeMap<>();
        world.storage().numbers().forEach((key, number) -> numbers.put(name(key), shown(number)));
        storage.put("numbers", numbers);
        table.put("storage", storage);
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("end", shown(world.plog().end()));
        log.put("durableEnd", shown(world.plog().durableEnd()));
        Map<String, Object> largest = new TreeMap<>();
        Map<String, Object> events = new LinkedHashMap<>();
        List<LogEntry> entries = world.plog().entries();
        for (LogEntry entry : entries) {
            entry.values()
                    .forEach(value -> largest.put(
                            name(entry.key(value)), shown(world.invariants().last(entry.key(value)))));
        }
        for (LogEntry entry : entries.subList(Math.max(0, entries.size() - EVENTS), entries.size())) {
            StringJoiner text = new StringJoiner(", ");
            entry.values()
                    .forEach(value -> text.add("seqId " + value.seqId() + "=" + Long.toUnsignedString(value.number())));
            events.put(
                    Long.toUnsignedString(entry.plogOffset()),
                    "workspace " + Long.toUnsignedString(entry.wsId()) + ": " + text);
        }
        log.put("largest", largest);
        log.put("events", events);
        table.put("log", log);
        table.put("lateWrites", world.lateWrites());
        table.put("lateAppends", world.lateAppends());
        return table;
    }

    private static Map<String, Object> ofOwner(OwnerSession session) {
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("client", session.isClosed() ? "down" : session.inTransaction() ? "transaction" : "idle");
        if (session.isClosed()) {
            return table;
        }
        table.put("actualizer", session.isReady() ? "idle" : "unknown");
        table.put("flusher", session.faults().holdsAny() ? "waits" : "idle");
        Map<String, Object> inproc = new TreeMap<>();
        if (session.inTransaction()) {
            OwnerSession.Transaction transaction = session.transaction();
            table.put("nextOffset", shown(transaction.plogOffset()));
            session.values().forEach(value -> inproc.put(name(transaction.key(value.seqId())), shown(value.number())));
        }
        table.put("inproc", inproc);
        return table;
    }

    /** As messages have it, so that one name is to be learnt. */
    static String name(Key key) {
        return key.toString();
    }

    /** A number, or a text if it has all 64 bits. */
    private static Object shown(long unsigned) {
        return unsigned >= 0 ? (Object) unsigned : Long.toUnsignedString(unsigned);
    }
}
