package io.isequencer.simulation.explore;

import io.isequencer.core.Actualizer;
import io.isequencer.core.Client;
import io.isequencer.core.Flusher;
import io.isequencer.core.Want;
import io.isequencer.laboratory.Violation;
import io.isequencer.rules.Property;
import io.isequencer.simulation.moves.Options;
import io.isequencer.spi.Action;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.ValueBatch;

/**
 * Makes moves, each one step of the core or of a device, and says which action of the specification it was. For steps of
 * the core that is what the core itself reports, not what we asked for.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link Violation} for what no state shows: a refused start that leaves a transaction, a write
 *       without a checkpoint.
 * </ul>
 */
final class MoveExecutor {
    private MoveExecutor() {}

    /** Makes the move; returns the action's name, or null if the core refused and nothing happened. */
    static String make(int move, ExploredWorld world) {
        ExploredOwner owner = world.owners[ExploredMove.owner(move)];
        ExploredMove kind = ExploredMove.kind(move);
        int a = ExploredMove.a(move);
        String label = switch (kind) {
            case START, NEXT, USE, READ, FILL, MISS_FAIL, FLUSH, ACTUALIZE, CLOSE -> {
                call(kind, world, owner, a, ExploredMove.b(move));
                yield null;
            }
            case APPEND, APPEND_FAIL, APPEND_UNKNOWN_WRITTEN, APPEND_UNKNOWN_LOST, APPEND_UNKNOWN_LATE ->
                append(kind, world, owner);
            case FL_STEP, FL_SYNC, FL_WRITE_VALUE, FL_WRITE_CHECKPOINT, FL_REPLY, FL_FAIL, FL_FAIL_LATE -> {
                flush(kind, world, owner, a);
                yield null;
            }
            case ACT_STEP, ACT_FAIL -> {
                actualize(kind, world, owner);
                yield null;
            }
            default -> {
                device(kind, world, owner, a, ExploredMove.b(move));
                yield null;
            }
        };
        Action step = owner.takeStep();
        if (step != null) {
            return step.specName();
        }
        return label != null ? label : kind.label;
    }

    private static void call(ExploredMove kind, ExploredWorld world, ExploredOwner owner, int a, int b) {
        Client client = owner.core.client();
        long admission = owner.core.admission();
        switch (kind) {
            case START -> {
                long answer = client.start(admission, Options.wsKind(), Options.wsId(a));
                if (answer <= 0 && client.inTransaction()) {
                    throw Violation.safety(
                            Property.REFUSED_MEANS_NO_TRANSACTION, "start answered " + answer + " and began one");
                }
            }
            case NEXT -> {
                long number = client.next(admission, Options.seqId(a));
                if (number > 0) {
                    owner.addToEvent(a, number, false);
                } else {
                    client.miss(Options.seqId(a));
                }
            }
            case USE -> {
                if (client.use(admission, Options.seqId(a), b) != null) {
                    owner.addToEvent(a, b, true);
                } else {
                    client.miss(Options.seqId(a));
                }
            }
            case READ -> {
                long number = world.storage.number(world.keys.keyOf(client.wsId(), client.missSeqId()));
                owner.readAnswered(number);
            }
            case FILL -> {
                client.fill(owner.answer);
                owner.readTaken();
            }
            case MISS_FAIL -> client.missFailed();
            case FLUSH -> {
                client.flush();
                owner.endTransaction();
            }
            case ACTUALIZE -> {
                client.actualize();
                owner.endTransaction();
            }
            case CLOSE -> owner.core.close();
            default -> throw new AssertionError(kind);
        }
    }

    private static String append(ExploredMove kind, ExploredWorld world, ExploredOwner owner) {
        LogEvent event = owner.event();
        switch (kind) {
            case APPEND -> {
                boolean appended = world.append(event);
                owner.appendEnded(appended ? 1 : 2);
                return appended ? "AppendOk" : "AppendConflict";
            }
            case APPEND_FAIL -> owner.appendEnded(2);
            case APPEND_UNKNOWN_WRITTEN -> {
                owner.appendEnded(3);
                // Refused, and nobody knows: the same as lost.
                return world.append(event) ? kind.label : ExploredMove.APPEND_UNKNOWN_LOST.label;
            }
            case APPEND_UNKNOWN_LOST -> owner.appendEnded(3);
            default -> {
                owner.appendEnded(3);
                world.lateAppends.add(event);
            }
        }
        return kind.label;
    }

    private static void flush(ExploredMove kind, ExploredWorld world, ExploredOwner owner, int key) {
        Flusher flusher = owner.core.flusher();
        switch (kind) {
            case FL_STEP -> {
                if (flusher.want() == Want.SLEEP) {
                    flusher.wake();
                }
                owner.endWrite();
                flusher.step();
                if (flusher.want() == Want.IO && flusher.checkpoint() == 0) {
                    throw Violation.safety(Property.NOTHING_IS_NOT_WRITTEN, "the flusher writes checkpoint 0");
                }
            }
            case FL_SYNC -> {
                if (world.constants.buffered()) {
                    world.log.sync(flusher.checkpoint());
                }
                flusher.synced();
            }
            case FL_WRITE_VALUE -> {
                world.storage.writeNumber(key, numberOf(world, flusher.batch(), key));
                owner.wrote(key);
            }
            case FL_WRITE_CHECKPOINT -> {
                world.storage.writeCheckpoint(flusher.checkpoint());
                owner.wroteCheckpoint();
            }
            case FL_REPLY -> {
                owner.endWrite();
                flusher.written();
                flusher.step();
            }
            default -> fail(kind, world, owner, flusher);
        }
    }

    private static void fail(ExploredMove kind, ExploredWorld world, ExploredOwner owner, Flusher flusher) {
        if (kind == ExploredMove.FL_FAIL_LATE) {
            world.addLateWrite(rest(world, owner, flusher));
        }
        flusher.failed();
        owner.endWrite();
    }

    private static AbandonedWrite rest(ExploredWorld world, ExploredOwner owner, Flusher flusher) {
        long[] numbers = new long[world.constants.keys()];
        int left = owner.left(world.keys);
        for (int key = 0; key < numbers.length; key++) {
            numbers[key] = (left >> key & 1) == 0 ? 0 : numberOf(world, flusher.batch(), key);
        }
        return new AbandonedWrite(numbers, flusher.checkpoint());
    }

    private static long numberOf(ExploredWorld world, ValueBatch batch, int key) {
        for (int i = 0; i < batch.size(); i++) {
            if (world.keys.keyOf(batch.wsId(i), batch.seqId(i)) == key) {
                return batch.number(i);
            }
        }
        throw new AssertionError("key must be in the batch: key=" + key);
    }

    private static void actualize(ExploredMove kind, ExploredWorld world, ExploredOwner owner) {
        Actualizer actualizer = owner.core.actualizer();
        if (actualizer.want() == Want.SLEEP) {
            actualizer.wake();
        }
        Want want = actualizer.want();
        if (kind == ExploredMove.ACT_FAIL) {
            if (want == Want.IO) {
                actualizer.failed();
            }
        } else if (want == Want.STEP) {
            actualizer.step();
        } else if (want == Want.IO && actualizer.reading()) {
            actualizer.checkpointRead(world.storage.checkpoint());
        } else if (want == Want.IO && actualizer.scanFrom() < world.log.end()) {
            actualizer.offer(world.log.event(actualizer.scanFrom()));
        } else if (want == Want.IO) {
            actualizer.scanEnded();
        }
    }

    private static void device(ExploredMove kind, ExploredWorld world, ExploredOwner owner, int a, int b) {
        switch (kind) {
            case OPEN -> owner.open();
            case CRASH -> owner.crash();
            case EVICT -> owner.cache.evict(a);
            case LATE_APPEND_LANDS -> world.append(world.lateAppends.remove(a));
            case LATE_VALUE_LANDS -> {
                AbandonedWrite rest = world.lateWrites.remove(a);
                world.storage.writeNumber(b, rest.numbers()[b]);
                world.addLateWrite(rest.without(b));
            }
            case LATE_CHECKPOINT_LANDS ->
                world.storage.writeCheckpoint(world.lateWrites.remove(a).checkpoint());
            case LOG_SYNC -> world.log.sync();
            case POWER_LOSS -> {
                for (ExploredOwner each : world.owners) {
                    each.crash();
                }
                world.log.loseTail(a);
                world.lateAppends.clear();
            }
            case TURN -> world.turn(a);
            default -> throw new AssertionError(kind);
        }
    }
}
