package io.isequencer.recording;

import io.isequencer.proof.check.Field;
import io.isequencer.proof.check.StepKind;
import io.isequencer.recording.ToldStep.Group;
import io.isequencer.spi.Action;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.StateView;
import io.isequencer.spi.StepListener;
import io.isequencer.spi.ValueBatch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * One sequencer that a {@link RelationCheck} judges: hand it in as its listener, and have its storage and log wrapped. The
 * client must append through the wrapped log.
 *
 * <ul>
 *   <li><i>Threading:</i> as {@link StepListener} says.
 * </ul>
 */
public final class CheckedOwner implements StepListener {
    private static final StepKind[] KINDS = Arrays.stream(Action.values())
            .map(action -> StepKind.named(action.specName()))
            .toArray(StepKind[]::new);

    private static final Map<String, Long> FLUSHER_STATES = states(Field.FLUSHER);
    private static final Map<String, Long> ACTUALIZER_STATES = states(Field.ACTUALIZER);

    private final RelationCheck check;
    private final String name;
    private final int number;

    /** The transaction's sequences, as the last step in it has left them. */
    private int[] slots = new int[4];

    private int slotCount;
    private long workspace;

    private final StateNames flusher = new StateNames(FLUSHER_STATES);
    private final StateNames actualizer = new StateNames(ACTUALIZER_STATES);
    private ToldStep told;

    /** What the numbers are that are visited next: all go to one visitor, whose calls a JVM can then inline. */
    private Group visited = Group.LAST;

    private final NumberVisitor add = this::add;

    CheckedOwner(RelationCheck check, String name, int number) {
        this.check = check;
        this.name = name;
        this.number = number;
    }

    private static Map<String, Long> states(Field field) {
        Map<String, Long> values = new HashMap<>();
        field.stateNames().forEach(state -> values.put(state, field.state(state)));
        // That a write has ended the flusher notes with no step of its own.
        values.computeIfPresent("written", (state, written) -> field.state("writing"));
        return Map.copyOf(values);
    }

    /** The values of a field's states by name; most steps find it as the one before has left it. */
    private static final class StateNames {
        private final Map<String, Long> values;
        private String last = "";
        private long value;

        StateNames(Map<String, Long> values) {
            this.values = values;
        }

        long value(String name) {
            if (!name.equals(last)) {
                value = values.get(name);
                last = name;
            }
            return value;
        }
    }

    /** A storage whose effects are judged. */
    public SequenceStorage over(SequenceStorage storage) {
        return new RecordedStorage(new TracedPorts(check, name), storage);
    }

    /** A log whose effects are judged. */
    public EventLog over(EventLog log) {
        return new RecordedLog(new TracedPorts(check, name), log);
    }

    @Override
    public void onStep(Step step, StateView state) {
        synchronized (check.steps()) {
            if (check.isJudging()) {
                tell(step, state);
            } else {
                check.begin(KINDS[step.action().ordinal()], number);
                check.tellOfCore();
            }
        }
    }

    private void tell(Step step, StateView state) {
        told = check.begin(KINDS[step.action().ordinal()], number);
        told.seqId(step.seqId());
        told.number(step.number());
        told.plogOffset(step.plogOffset());
        addNumbers(step.action(), state);
        if (state.inTransaction()) {
            workspace = state.wsId();
            told.workspace(workspace);
        }
        told.field(Field.NEXT_OFFSET, state.nextOffset());
        told.field(Field.ACTUALIZING, state.actualizing() ? 1 : 0);
        told.field(Field.CLOSING, state.closing() ? 1 : 0);
        told.field(Field.SIGNALLED, state.flusherSignalled() ? 1 : 0);
        told.field(Field.PENDING_CHECKPOINT, state.pendingCheckpoint());
        told.field(Field.FLUSHER, flusher.value(state.flusherState()));
        told.field(Field.CHECKPOINT, state.flusherCheckpoint());
        told.field(Field.ACTUALIZER, actualizer.value(state.actualizerState()));
        told.whole(state.pendingSize(), state.flusherBatch().size(), slotCount);
        check.tellOfCore();
    }

    /** What a step is about; how many numbers there are is reported each time. */
    private void addNumbers(Action action, StateView state) {
        switch (action) {
            case FLUSH -> {
                for (int i = 0; i < slotCount; i++) {
                    told.add(Group.PENDING, workspace, slots[i], state.pendingNumber(workspace, slots[i]));
                }
            }
            case FL_PRUNE, ACT_DONE, ACT_WAIT_ROOM -> {
                visited = Group.PENDING;
                state.forEachPending(add);
            }
            case FL_SNAPSHOT -> {
                ValueBatch batch = state.flusherBatch();
                for (int i = 0; i < batch.size(); i++) {
                    told.add(Group.BATCH, batch.wsId(i), batch.seqId(i), batch.number(i));
                }
            }
            default -> {
                // It changes no more than what a transaction shows.
            }
        }
        slotCount = 0;
        visited = Group.LAST;
        state.forEachInproc(add);
    }

    private void add(long wsId, int seqId, long number) {
        if (visited == Group.PENDING) {
            told.add(Group.PENDING, wsId, seqId, number);
            return;
        }
        if (slotCount == slots.length) {
            slots = Arrays.copyOf(slots, slotCount * 2);
        }
        slots[slotCount++] = seqId;
        told.add(Group.LAST, 0, seqId, number);
    }
}
