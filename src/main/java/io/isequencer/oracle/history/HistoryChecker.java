package io.isequencer.oracle.history;

import java.io.IOException;
import java.util.Objects;

/**
 * Checks a history from its first line to the first violation.
 *
 * <p>Memory grows with the keys, with the events that no checkpoint covers, and with the writes and appends whose end
 * the history leaves open; not with its length.
 *
 * <ul>
 *   <li><i>Threading:</i> one use, by one thread.
 *   <li><i>Errors:</i> {@link BadHistoryException} for a line that is none.
 *   <li><i>Source:</i> {@code conformance/HISTORY.md}.
 * </ul>
 */
public final class HistoryChecker {
    private static final int VERSION = 1;

    private final HistoryReader reader;
    private final Keys keys = new Keys();
    private final Uncovered uncovered = new Uncovered();
    private final LogCheck log = new LogCheck(keys, uncovered);
    private final StorageCheck storage = new StorageCheck(keys, uncovered, log);
    private final ClientCheck client = new ClientCheck(log, keys, uncovered);
    private boolean calls = true;
    private boolean begun;
    private long lines;

    public HistoryChecker(HistoryReader reader) {
        this.reader = Objects.requireNonNull(reader, "reader");
    }

    public HistoryVerdict check() throws IOException {
        HistoryLine line = reader.next();
        if (line != null) {
            lines++;
            header(line);
            line = reader.next();
        }
        while (line != null) {
            lines++;
            try {
                take(line);
            } catch (BreachException e) {
                return verdict(new HistoryVerdict.Breach(
                        reader.lineNumber(), e.rule(), line.kind.id(), e.getMessage(), e.allowed()));
            }
            line = reader.next();
        }
        return verdict(null);
    }

    /** How many lines were read so far; for a display of progress. */
    public long lines() {
        return lines;
    }

    private void header(HistoryLine line) throws IOException {
        require(line.kind == LineKind.HISTORY, "the first line must be e=history: e=", line.kind.id());
        require(line.version == VERSION, "version must be " + VERSION + ": version=", line.version);
        require(!line.types.isEmpty(), "types must declare a sequence: size=", 0);
        log.types(line.types);
        calls = line.calls;
        client.calls(calls);
        storage.given(line.checkpoint);
        log.startAt(Math.max(line.checkpoint, 1));
    }

    private void take(HistoryLine line) throws IOException {
        switch (line.kind) {
            case GIVEN_NUMBER, GIVEN_EVENT -> given(line);
            case WRITE -> storage.write(line);
            case WRITE_BEGIN -> require(storage.begin(line), "id must not be of a write under way: id=", line.id);
            case WRITE_END -> require(storage.end(line), "id must be of a write under way: id=", line.id);
            case NOTE -> {
                // Not judged.
            }
            case HISTORY ->
                throw new BadHistoryException(reader.lineNumber(), "e=history must be the first line alone");
            case LOST -> {
                client.take(line);
                log.lose(line.plogOffset);
                storage.requireReal();
            }
            default -> {
                requireCall(line);
                client.take(line);
            }
        }
        begun |= line.kind != LineKind.GIVEN_NUMBER && line.kind != LineKind.GIVEN_EVENT;
    }

    private void given(HistoryLine line) throws IOException {
        require(!begun, "what was given must come before the first call: e=", line.kind.id());
        if (line.kind == LineKind.GIVEN_NUMBER) {
            storage.given(line.wsId, line.seqId, line.number);
            return;
        }
        require(
                line.plogOffset == log.end(),
                "given events must begin at the checkpoint and have no holes: p=",
                line.plogOffset);
        log.given(line);
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
        return new HistoryVerdict(lines, log.appended(), log.entries(), keys.size(), log.maxUncovered(), breach);
    }
}
