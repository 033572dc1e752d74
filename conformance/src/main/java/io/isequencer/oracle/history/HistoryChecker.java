package io.isequencer.oracle.history;

import io.isequencer.rules.Property;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Checks a history from its first line to the first violation.
 *
 * <p>Memory grows with the keys, with the events that no checkpoint covers, and with the writes and appends whose end
 * the history leaves open; not with its length.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BadHistoryException} for a line that is none.
 *   <li><i>Source:</i> {@code conformance/HISTORY.md}.
 * </ul>
 */
public final class HistoryChecker {
    private static final int VERSION = 1;

    private final Iterator<HistoryReader> inputs;
    /** What a history must keep, as {@code conformance/HISTORY.md} has it. */
    public static final Set<Property> PROPERTIES = Collections.unmodifiableSet(EnumSet.of(
            Property.UNIQUE,
            Property.MONOTONE,
            Property.DENSE,
            Property.OFFSET_ONCE,
            Property.DENSE_OFFSETS,
            Property.CHECKPOINT_SOUND,
            Property.CHECKPOINT_REAL,
            Property.REFUSAL,
            Property.PROVISIONAL,
            Property.CALL_ORDER,
            Property.APPEND_FIRST,
            Property.OFFSET_GIVEN,
            Property.RAISED,
            Property.IN_RANGE,
            Property.STORAGE_JUSTIFIED,
            Property.DURABLE));

    private final Keys keys = new Keys();
    private final Uncovered uncovered = new Uncovered();
    private final LogCheck log = new LogCheck(keys, uncovered);
    private final StorageCheck storage = new StorageCheck(keys, uncovered, log);
    private final ClientCheck client = new ClientCheck(log, keys, uncovered);
    private HistoryReader reader;
    private boolean calls = true;
    /** What the life's first lines tell; null once the life goes on. */
    private GivenPast past;

    private boolean afterLife;
    private long lines;
    private long lives;
    private long torn;
    private HistoryVerdict.TornLine tornEnd;
    private long lost;
    private long unrecorded;

    public HistoryChecker(HistoryReader reader) {
        this(List.of(reader).iterator());
    }

    /** Of a history in several parts: each begins with a new life, or continues where the one before ended. */
    public HistoryChecker(Iterator<HistoryReader> inputs) {
        this.inputs = Objects.requireNonNull(inputs, "inputs");
    }

    /** Reads all inputs, or up to the first violation; who gave them closes them. */
    public HistoryVerdict check() throws IOException {
        while (inputs.hasNext()) {
            reader = inputs.next();
            HistoryVerdict.Breach breach = checkInput();
            if (breach != null) {
                return verdict(breach);
            }
            tornEnd = reader.torn();
        }
        return verdict(null);
    }

    /** How many lines were read so far; for a display of progress. */
    public long lines() {
        return lines;
    }

    private HistoryVerdict.Breach checkInput() throws IOException {
        long tornBefore = 0;
        HistoryLine line = reader.next();
        while (line != null) {
            lines++;
            if (tornEnd != null || reader.tornLines() > tornBefore) {
                require(
                        line.kind == LineKind.HISTORY,
                        "a line that is cut must be the last of its life: e=",
                        line.kind.id());
                torn++;
                tornEnd = null;
                tornBefore = reader.tornLines();
            }
            require(lives > 0 || line.kind == LineKind.HISTORY, "the first line must be e=history: e=", line.kind.id());
            try {
                take(line);
            } catch (BreachException e) {
                return new HistoryVerdict.Breach(
                        reader.lineNumber(), e.rule(), line.kind.id(), e.getMessage(), e.allowed());
            }
            line = reader.next();
        }
        return null;
    }

    private void header(HistoryLine line) throws IOException {
        require(line.version == VERSION, "version must be " + VERSION + ": version=", line.version);
        require(!line.types.isEmpty(), "types must declare a sequence: size=", 0);
        String contradiction = log.types().contradictedBy(line.types);
        if (contradiction != null) {
            throw new BreachException(
                    Property.DENSE,
                    "the initial value of a sequence must stay what it was: " + contradiction,
                    "the types of the life before, and more");
        }
        // A life that ends before all is given has found nothing, and has done nothing.
        afterLife |= lives > 0 && past == null;
        lives++;
        client.end();
        log.types(line.types);
        calls = line.calls;
        client.calls(calls);
        past = new GivenPast(keys, log, storage, line.checkpoint);
    }

    private void take(HistoryLine line) throws IOException {
        requireInRange(line);
        if (line.kind == LineKind.HISTORY) {
            header(line);
            return;
        }
        if (line.kind == LineKind.GIVEN_NUMBER || line.kind == LineKind.GIVEN_EVENT) {
            given(line);
            return;
        }
        beginLife();
        switch (line.kind) {
            case WRITE -> storage.write(line);
            case WRITE_BEGIN -> require(storage.begin(line), "id must not be of a write under way: id=", line.id);
            case WRITE_END -> require(storage.end(line), "id must be of a write under way: id=", line.id);
            case NOTE -> {
                // Not judged.
            }
            case SYNCED -> log.synced(line.plogOffset);
            case LOST -> {
                client.end();
                storage.requireKept(log.lose(line.plogOffset));
            }
            default -> {
                requireCall(line);
                client.take(line);
            }
        }
    }

    /** A value that an implementation has produced may be wrong; what a client asks with it may be refused. */
    private static void requireInRange(HistoryLine line) {
        boolean refused = line.kind == LineKind.USE && line.has(Field.ERROR);
        if (line.outOfRange != null && !refused) {
            throw new BreachException(Property.IN_RANGE, line.outOfRange, "a number in the range, or error 1004");
        }
    }

    private void beginLife() {
        if (past != null) {
            if (afterLife) {
                past.requireContinued();
                lost += past.lost();
                unrecorded += past.unrecorded();
            }
            past.begin();
            past = null;
        }
    }

    private void given(HistoryLine line) throws IOException {
        require(past != null, "what was given must come before the first call: e=", line.kind.id());
        if (line.kind == LineKind.GIVEN_NUMBER) {
            past.number(line);
            return;
        }
        require(
                line.plogOffset == past.end(),
                "given events must begin at the checkpoint and have no holes: p=",
                line.plogOffset);
        past.event(line, log.types());
    }

    /** What a call's line must have besides the fields of its kind, and what it must not be. */
    private void requireCall(HistoryLine line) throws IOException {
        boolean refused = line.has(Field.ERROR) || line.has(Field.BUSY);
        switch (line.kind) {
            case START ->
                require(refused || line.has(Field.PLOG_OFFSET), "p must be there unless start is refused: e=", "start");
            case NEXT ->
                require(refused || line.has(Field.NUMBER), "n must be there unless next is refused: e=", "next");
            case APPEND ->
                require(calls || line.has(Field.WS_KIND), "k must be there where calls are not recorded: e=", "append");
            default -> {
                // Nothing more.
            }
        }
        boolean ofLog = line.kind == LineKind.APPEND || line.kind == LineKind.LANDED;
        boolean ofOwner = line.kind == LineKind.OPEN || line.kind == LineKind.CLOSE || line.kind == LineKind.CRASH;
        require(calls || ofLog || ofOwner, "a history with calls=false must have none: e=", line.kind.id());
    }

    private void require(boolean holds, String rule, Object value) throws IOException {
        if (!holds) {
            throw new BadHistoryException(reader.lineNumber(), rule + value);
        }
    }

    private HistoryVerdict verdict(HistoryVerdict.Breach breach) {
        return new HistoryVerdict(
                lines,
                log.appended(),
                log.entries(),
                keys.size(),
                log.maxUncovered(),
                breach,
                new HistoryVerdict.Lives(
                        Math.max(lives, 1),
                        torn,
                        breach == null ? tornEnd : null,
                        lost,
                        unrecorded,
                        log.assumptions()));
    }
}
