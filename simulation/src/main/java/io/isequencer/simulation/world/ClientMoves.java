package io.isequencer.simulation.world;

import io.isequencer.api.Busy;
import io.isequencer.api.UseResult;
import io.isequencer.core.Client;
import io.isequencer.core.Want;
import io.isequencer.laboratory.Violation;
import io.isequencer.rules.Property;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Mark;
import io.isequencer.simulation.moves.MoveKind;
import io.isequencer.simulation.moves.MoveList;
import io.isequencer.simulation.moves.Options;
import io.isequencer.spi.LogEvent;

/** What clients do: each follows the client's contract, one call at a time. */
final class ClientMoves {
    private final World world;
    private final Options options;
    private final ClientMarks marks;

    ClientMoves(World world) {
        this.world = world;
        options = world.options;
        marks = new ClientMarks(world);
    }

    void collect(Owner owner, MoveList moves) {
        int id = owner.id();
        switch (owner.phase()) {
            case IDLE -> collectWhenIdle(owner, moves);
            case IN_TRANSACTION -> collectInTransaction(owner, moves);
            case READING -> {
                moves.add(MoveKind.READ, id);
                moves.add(MoveKind.READ_FAIL, id);
            }
            case FILLING -> moves.add(MoveKind.FILL, id);
            case APPENDED -> moves.add(MoveKind.FLUSH, id);
            case REJECTED -> moves.add(MoveKind.ACTUALIZE, id);
            default -> {
                // A client that is down or closed does nothing.
            }
        }
    }

    private void collectWhenIdle(Owner owner, MoveList moves) {
        if (owner.core().admission() > 0) {
            for (int workspace = 0; workspace < options.workspaces(); workspace++) {
                moves.add(MoveKind.START, owner.id(), workspace, 0);
            }
        } else {
            moves.add(MoveKind.START_REFUSED, owner.id());
        }
        if (!owner.core().actualizing()) {
            moves.add(MoveKind.ABANDON, owner.id());
        }
        moves.add(MoveKind.CLOSE, owner.id());
    }

    private void collectInTransaction(Owner owner, MoveList moves) {
        int id = owner.id();
        if (owner.eventSize() < options.numbersPerEvent()) {
            for (int sequence = 0; sequence < options.sequences(); sequence++) {
                moves.add(MoveKind.NEXT, id, sequence, 0);
                collectUses(owner, sequence, moves);
            }
        }
        moves.add(MoveKind.APPEND, id);
        moves.add(MoveKind.APPEND_FAILED, id);
        moves.add(MoveKind.APPEND_UNKNOWN_WRITTEN, id);
        moves.add(MoveKind.APPEND_UNKNOWN_LOST, id);
        moves.add(MoveKind.APPEND_LATE, id);
        moves.add(MoveKind.ABANDON, id);
        moves.add(MoveKind.CLOSE, id);
    }

    /** Explicit numbers around what the storage knows: below, at, and above it. */
    private void collectUses(Owner owner, int sequence, MoveList moves) {
        if (!moves.allows(MoveKind.USE)) {
            return;
        }
        int key = options.keyOf(owner.core().wsId(), Options.seqId(sequence));
        long stored = Math.max(world.storage.number(key), Options.initialValue(sequence) - 1);
        moves.add(MoveKind.USE, owner.id(), sequence, (int) Math.max(1, stored - 1));
        moves.add(MoveKind.USE, owner.id(), sequence, (int) stored + 3);
    }

    void apply(MoveKind kind, Owner owner, int a, int b) {
        Client client = owner.core().client();
        switch (kind) {
            case START -> start(owner, client, a);
            case START_REFUSED -> startRefused(owner, client);
            case NEXT -> call(owner, client, Options.seqId(a), 0);
            case USE -> call(owner, client, Options.seqId(a), b);
            case READ -> {
                marks.beforeRead(owner);
                owner.answered(world.storage.readNumber(options.keyOf(client.wsId(), client.missSeqId())));
            }
            case READ_FAIL -> {
                client.missFailed();
                owner.resume();
                world.count(FaultKind.READ_ERROR);
            }
            case FILL -> {
                marks.beforeFill(owner);
                client.fill(owner.readNumber());
                owner.resume();
                call(owner, client, owner.missSeqId(), owner.missNumber());
            }
            case FLUSH -> {
                world.markIf(owner.core().flusher().want() == Want.IO, Mark.FLUSH_DURING_WRITE);
                client.flush();
                owner.idle();
            }
            case ACTUALIZE, ABANDON -> {
                world.markIf(owner.core().flusher().want() == Want.IO, Mark.ACTUALIZE_DURING_WRITE);
                client.actualize();
                owner.idle();
            }
            case CLOSE -> {
                marks.beforeClose(owner);
                owner.close();
            }
            default -> append(kind, owner);
        }
    }

    private void start(Owner owner, Client client, int workspace) {
        marks.beforeStart(owner);
        long wsId = Options.wsId(workspace);
        long plogOffset = client.start(owner.core().admission(), Options.wsKind(), wsId);
        owner.startTransaction(LogEvent.builder(plogOffset, Options.wsKind(), wsId));
    }

    /** A refused start must leave no transaction behind. */
    private void startRefused(Owner owner, Client client) {
        long result = client.start(owner.core().admission(), Options.wsKind(), Options.wsId(0));
        world.markIf(Busy.of(result) == Busy.BACK_PRESSURE, Mark.BACK_PRESSURE);
        if (client.inTransaction()) {
            throw Violation.safety(
                    Property.REFUSED_MEANS_NO_TRANSACTION, "start answered " + result + " and began one");
        }
    }

    /** A Use with the number, or a Next if it is 0; either may find that a storage read is needed. */
    private void call(Owner owner, Client client, int seqId, long number) {
        long issued = 0;
        boolean done;
        if (number > 0) {
            UseResult result = client.use(owner.core().admission(), seqId, number);
            done = result != null;
            marks.afterUse(result);
        } else {
            issued = client.next(owner.core().admission(), seqId);
            done = issued > 0;
            marks.afterNext(owner, seqId, issued);
        }
        if (done) {
            owner.add(seqId, number > 0 ? number : issued, number > 0);
        } else {
            client.miss(seqId);
            owner.waitForRead(seqId, number);
            marks.afterMiss(owner);
        }
    }

    private void append(MoveKind kind, Owner owner) {
        LogEvent event = owner.event().build();
        owner.rejected();
        switch (kind) {
            case APPEND -> {
                if (world.log.append(event)) {
                    owner.appended();
                    countZombie(owner);
                } else {
                    world.markIf(world.owners.size() > 1, Mark.OWNERS_RACED);
                }
            }
            case APPEND_FAILED -> world.count(FaultKind.APPEND_FAILED);
            case APPEND_UNKNOWN_LOST -> world.count(FaultKind.APPEND_UNKNOWN_LOST);
            case APPEND_UNKNOWN_WRITTEN -> {
                if (world.log.append(event)) {
                    world.count(FaultKind.APPEND_UNKNOWN_WRITTEN);
                    world.unknownAppends.set((int) event.plogOffset());
                }
            }
            case APPEND_LATE -> world.lateAppends.add(event);
            default -> throw new AssertionError(kind);
        }
    }

    private void countZombie(Owner owner) {
        for (Owner other : world.owners) {
            if (other.isUp() && other.generation() > owner.generation()) {
                world.count(FaultKind.ZOMBIE);
                return;
            }
        }
    }
}
