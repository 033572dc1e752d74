package io.isequencer.simulation.explore.tlc;

import io.isequencer.simulation.explore.state.OutOfBoundsException;
import io.isequencer.simulation.explore.state.StateLayout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a state of the specification, as {@link TlaReader} read it, in its canonical form.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} if the state has another shape than {@link StateLayout}: a variable
 *       that nobody compares would be one that nobody checks.
 * </ul>
 */
final class SpecState {
    private final StateLayout layout;
    private final List<String> seqs;

    /** By key, as a tuple of workspace and sequence. */
    private final Map<Object, Integer> keys = new LinkedHashMap<>();

    private final byte[] state;

    SpecState(StateLayout layout) {
        this.layout = layout;
        seqs = layout.constants.seqs();
        for (String workspace : layout.constants.workspaces()) {
            for (String seq : seqs) {
                keys.put(Map.of(1, workspace, 2, seq), keys.size());
            }
        }
        state = new byte[layout.width];
    }

    /** The canonical form, valid until the next call. */
    byte[] write(Map<Object, Object> variables) {
        Arrays.fill(state, (byte) 0);
        Map<Object, Object> owners = record(variables, "owner");
        for (int i = 0; i < layout.constants.owners().size(); i++) {
            writeOwner(record(owners, layout.constants.owners().get(i)), layout.owner(i));
        }
        Map<Object, Object> storage = record(variables, "storage");
        putNumbers(layout.number, storage, "number");
        put(layout.checkpoint, number(storage, "checkpoint"));
        writeLateWrites(list(storage, "late"));
        Map<Object, Object> log = record(variables, "log");
        writeLog(log);
        put(layout.weather, index(StateLayout.WEATHERS, variables, "weather"));
        requireEmpty(owners, storage, log, variables);
        return state;
    }

    private void writeOwner(Map<Object, Object> owner, int at) {
        put(at + layout.up, truth(owner, "up"));
        put(at + layout.nextOffset, number(owner, "nextOffset"));
        put(at + layout.actualizing, truth(owner, "actualizing"));
        put(at + layout.closing, truth(owner, "closing"));
        put(at + layout.signalled, truth(owner, "signalled"));
        put(at + layout.cancelled, truth(owner, "cancelled"));
        putNumbers(at + layout.pending, owner, "pending");
        put(at + layout.pendingCheckpoint, number(owner, "pendingCheckpoint"));
        putNumbers(at + layout.cache, owner, "cache");
        writeTransaction(record(owner, "tx"), at);
        Map<Object, Object> flusher = record(owner, "flusher");
        put(at + layout.flusher, index(StateLayout.FLUSHERS, flusher, "state"));
        putNumbers(at + layout.batch, flusher, "batch");
        int left = 0;
        for (Object key : list(flusher, "left")) {
            left |= 1 << keys.get(key);
        }
        put(at + layout.left, left);
        put(at + layout.flusherCheckpoint, number(flusher, "checkpoint"));
        put(at + layout.tried, truth(flusher, "tried"));
        Map<Object, Object> actualizer = record(owner, "actualizer");
        put(at + layout.actualizer, index(StateLayout.ACTUALIZERS, actualizer, "state"));
        put(at + layout.early, number(actualizer, "early"));
        requireEmpty(flusher, actualizer, owner);
    }

    private void writeTransaction(Map<Object, Object> tx, int at) {
        put(at + layout.txWs, layout.constants.workspaces().indexOf(tx.remove("ws")) + 1);
        put(at + layout.txOffset, number(tx, "offset"));
        Map<Object, Object> last = record(tx, "last");
        Map<Object, Object> answer = record(tx, "answer");
        for (int i = 0; i < seqs.size(); i++) {
            put(at + layout.txLast + i, number(last, seqs.get(i)));
            put(at + layout.txAnswer + i, number(answer, seqs.get(i)));
        }
        writeEvent(at + layout.txEvent, list(tx, "event"));
        put(at + layout.txAppend, index(StateLayout.APPENDS, tx, "append"));
        put(at + layout.txMiss, seqs.indexOf(tx.remove("miss")) + 1);
        put(at + layout.txMissPending, number(tx, "missPending"));
        put(at + layout.txAnswered, truth(tx, "answered"));
        requireEmpty(last, answer, tx);
    }

    private void writeLateWrites(List<Object> late) {
        requireRoom(late.size(), layout.lateWriteSlots);
        for (int i = 0; i < late.size(); i++) {
            int at = layout.lateWrites + i * layout.lateWriteWidth;
            Map<Object, Object> write = asRecord(late.get(i));
            putNumbers(at, write, "number");
            put(at + layout.keys, number(write, "checkpoint"));
            requireEmpty(write);
        }
        StateLayout.sortSlots(state, layout.lateWrites, layout.lateWriteSlots, layout.lateWriteWidth);
    }

    private void writeLog(Map<Object, Object> log) {
        for (Map.Entry<Object, Object> event : record(log, "at").entrySet()) {
            int at = layout.event((Integer) event.getKey());
            put(at, 1);
            writeEvent(at + 1, asList(event.getValue()));
        }
        put(layout.synced, number(log, "synced"));
        put(layout.twice, truth(log, "twice"));
        List<Object> late = list(log, "late");
        requireRoom(late.size(), layout.lateAppendSlots);
        for (int i = 0; i < late.size(); i++) {
            int at = layout.lateAppends + i * layout.lateAppendWidth;
            Map<Object, Object> append = asRecord(late.get(i));
            put(at, number(append, "offset"));
            writeEvent(at + 1, list(append, "event"));
            requireEmpty(append);
        }
        StateLayout.sortSlots(state, layout.lateAppends, layout.lateAppendSlots, layout.lateAppendWidth);
    }

    private void writeEvent(int at, List<Object> entries) {
        requireRoom(2 * entries.size(), layout.eventWidth);
        for (int i = 0; i < entries.size(); i++) {
            Map<Object, Object> entry = asRecord(entries.get(i));
            boolean explicit = "explicit".equals(entry.get(3));
            put(at + 2 * i, keys.get(entry.get(1)) + 1 + (explicit ? StateLayout.EXPLICIT : 0));
            put(at + 2 * i + 1, (Integer) entry.get(2));
        }
        StateLayout.sortSlots(state, at, layout.eventWidth / 2, 2);
    }

    private void putNumbers(int at, Map<Object, Object> from, String name) {
        Map<Object, Object> numbers = record(from, name);
        for (Map.Entry<Object, Integer> key : keys.entrySet()) {
            put(at + key.getValue(), (Integer) numbers.remove(key.getKey()));
        }
        requireEmpty(numbers);
    }

    private void put(int at, long value) {
        StateLayout.put(state, at, value);
    }

    private static int number(Map<Object, Object> from, String name) {
        return (Integer) taken(from, name);
    }

    private static int truth(Map<Object, Object> from, String name) {
        return "TRUE".equals(taken(from, name)) ? 1 : 0;
    }

    private static int index(List<String> words, Map<Object, Object> from, String name) {
        Object word = taken(from, name);
        int index = words.indexOf(word);
        if (index < 0) {
            throw new IllegalArgumentException(name + " must be one of " + words + ": " + name + "=" + word);
        }
        return index;
    }

    private static Map<Object, Object> record(Map<Object, Object> from, String name) {
        return asRecord(taken(from, name));
    }

    private static List<Object> list(Map<Object, Object> from, String name) {
        return asList(taken(from, name));
    }

    private static Object taken(Map<Object, Object> from, String name) {
        Object value = from.remove(name);
        if (value == null) {
            throw new IllegalArgumentException("state must have the variable: variable=" + name);
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> asRecord(Object value) {
        return (Map<Object, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> asList(Object value) {
        return (List<Object>) value;
    }

    private static void requireRoom(int needed, int room) {
        if (needed > room) {
            throw new OutOfBoundsException("a set must have at most " + room + " bytes or elements: needed=" + needed);
        }
    }

    @SafeVarargs
    private static void requireEmpty(Map<Object, Object>... records) {
        for (Map<Object, Object> record : records) {
            if (!record.isEmpty()) {
                throw new IllegalArgumentException("state must have no other variable: variables=" + record.keySet());
            }
        }
    }
}
