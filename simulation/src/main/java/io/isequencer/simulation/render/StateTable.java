package io.isequencer.simulation.render;

import io.isequencer.core.Partition;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.world.Owner;
import io.isequencer.simulation.world.Words;
import io.isequencer.simulation.world.World;
import io.isequencer.spi.ValueBatch;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The state of a world by name, in a fixed order, for people to read. */
final class StateTable {
    private static final long EVENTS = 8;

    private StateTable() {}

    static Map<String, Object> of(World world) {
        Map<String, Object> table = new LinkedHashMap<>();
        for (Owner owner : world.owners()) {
            table.put("owner" + owner.id(), ofOwner(world.options(), owner));
        }
        Map<String, Object> storage = new LinkedHashMap<>();
        storage.put("checkpoint", world.storage().checkpoint());
        Map<String, Long> numbers = new TreeMap<>();
        Map<String, Long> logged = new TreeMap<>();
        Map<String, Long> issued = new TreeMap<>();
        for (int key = 0; key < world.options().keys(); key++) {
            put(numbers, Words.key(world.options(), key), world.storage().number(key));
            put(logged, Words.key(world.options(), key), world.log().largest(world.options(), key));
            put(issued, Words.key(world.options(), key), world.issued(key));
        }
        storage.put("numbers", numbers);
        table.put("storage", storage);
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("end", world.log().end());
        log.put("durableEnd", world.log().durableEnd());
        log.put("largest", logged);
        log.put("events", lastEvents(world));
        table.put("log", log);
        table.put("issued", issued);
        table.put("lateWrites", world.lateWrites().size());
        table.put("lateAppends", world.lateAppends().size());
        return table;
    }

    /** The last events of the log, by offset. */
    private static Map<String, String> lastEvents(World world) {
        Map<String, String> events = new LinkedHashMap<>();
        for (long offset = Math.max(1, world.log().end() - EVENTS);
                offset < world.log().end();
                offset++) {
            events.put(
                    Long.toString(offset),
                    Words.event(world.options(), world.log().event(offset)));
        }
        return events;
    }

    private static Map<String, Object> ofOwner(Options options, Owner owner) {
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("client", owner.phase().name().toLowerCase(Locale.ROOT));
        if (!owner.isUp()) {
            return table;
        }
        Partition core = owner.core();
        table.put("nextOffset", core.nextOffset());
        table.put("actualizing", core.actualizing());
        table.put("closing", core.closing());
        table.put("flusher", core.flusherState());
        table.put("signalled", core.flusherSignalled());
        table.put("actualizer", core.actualizerState());
        Map<String, Long> inproc = new TreeMap<>();
        core.forEachInproc((wsId, seqId, number) -> inproc.put(Words.key(wsId, seqId), number));
        table.put("inproc", inproc);
        Map<String, Long> cache = new TreeMap<>();
        for (int key = 0; key < options.keys(); key++) {
            put(cache, Words.key(options, key), owner.cache().get(key));
        }
        table.put("cache", cache);
        Map<String, Long> pending = new TreeMap<>();
        core.forEachPending((wsId, seqId, number) -> pending.put(Words.key(wsId, seqId), number));
        table.put("pending", pending);
        table.put("pendingCheckpoint", core.pendingCheckpoint());
        Map<String, Long> writing = new TreeMap<>();
        ValueBatch batch = core.flusherBatch();
        for (int i = 0; i < batch.size(); i++) {
            writing.put(Words.key(batch.wsId(i), batch.seqId(i)), batch.number(i));
        }
        table.put("writing", writing);
        table.put("writingCheckpoint", core.flusherCheckpoint());
        return table;
    }

    private static void put(Map<String, Long> table, String name, long number) {
        if (number != 0) {
            table.put(name, number);
        }
    }
}
