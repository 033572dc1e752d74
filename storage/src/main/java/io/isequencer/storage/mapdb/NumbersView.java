package io.isequencer.storage.mapdb;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.storage.disk.PathLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the files of a {@link NumbersStore} hold, read without changing them.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable; nobody may have the store open while it is read.
 *   <li><i>Errors:</i> {@link StorageException} if the store is open.
 * </ul>
 *
 * @param state of the live file
 * @param checkpoint of the live file if it is usable, else of the newest whole generation; 0 if there is none
 * @param values the numbers at that checkpoint, by wsId (unsigned) and seqId
 */
public record NumbersView(State state, long checkpoint, List<Value> values) {

    /** A key with its number. */
    public record Value(long wsId, int seqId, long number) {

        /** Where its key stands beside another one: negative before it, 0 for the same. */
        int compareToKey(long otherWsId, int otherSeqId) {
            int byWorkspace = Long.compareUnsigned(wsId, otherWsId);
            return byWorkspace != 0 ? byWorkspace : Integer.compare(seqId, otherSeqId);
        }
    }

    /** How much the live file is worth. */
    public enum State {
        /** Sealed, and each byte as it was. */
        USABLE,
        /** It was never made, or is gone. */
        MISSING,
        /** There is no seal. */
        NOT_CLOSED,
        /** It does not match its seal. */
        DAMAGED,
        /** Sealed, but it contradicts the log. */
        OF_ANOTHER_LOG
    }

    /** Reads the numbers of a data directory. */
    public static NumbersView read(Path directory, EventLog log, long logStart) {
        return read(NumbersFiles.in(directory), log, logStart);
    }

    static NumbersView read(NumbersFiles files, EventLog log, long logStart) {
        if (!Files.exists(files.live())) {
            return fromGeneration(State.MISSING, files);
        }
        PathLock lock = files.lockToRead();
        try {
            Manifest seal = files.sealed();
            List<Value> values = new ArrayList<>();
            MapDbFile.readSealed(files.disk(), files.live(), into(values));
            boolean same = seal.checkpoint() <= log.end() && seal.log().difference(log, logStart) == null;
            return new NumbersView(same ? State.USABLE : State.OF_ANOTHER_LOG, seal.checkpoint(), values);
        } catch (DamagedException e) {
            return fromGeneration(Files.exists(files.seal()) ? State.DAMAGED : State.NOT_CLOSED, files);
        } finally {
            lock.close();
        }
    }

    private static NumbersView fromGeneration(State state, NumbersFiles files) {
        for (Generation generation : files.generations().newestFirst()) {
            try {
                List<Value> values = new ArrayList<>();
                Manifest manifest = generation.read(into(values));
                return new NumbersView(state, manifest.checkpoint(), values);
            } catch (DamagedException e) {
                // The next one may be whole.
                continue;
            }
        }
        return new NumbersView(state, 0, List.of());
    }

    private static NumberVisitor into(List<Value> values) {
        return (wsId, seqId, number) -> values.add(new Value(wsId, seqId, number));
    }
}
