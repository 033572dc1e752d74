package io.isequencer.oracle.vectors;

import io.isequencer.api.Busy;
import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;
import io.isequencer.api.UseResult;
import io.isequencer.core.Actualizer;
import io.isequencer.core.Client;
import io.isequencer.core.Flusher;
import io.isequencer.core.Partition;
import io.isequencer.core.Task;
import io.isequencer.core.Want;
import io.isequencer.oracle.cases.CaseParams;
import io.isequencer.oracle.cases.CaseParams.KindDeclaration;
import io.isequencer.oracle.cases.CaseParams.SeqDeclaration;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.StepListener;
import io.isequencer.storage.caches.LruCache;
import java.util.List;

/** Our own core, as a vector meets it: its background works only when it is told to settle. */
final class CoreSubject {
    private final VectorWorld world;
    private final Partition partition;
    private final Client client;

    CoreSubject(VectorWorld world, CaseParams params) {
        this.world = world;
        SequencerParams core = new SequencerParams(
                seqTypes(params),
                params.limits().maxUnflushedValues(),
                params.limits().cacheSize(),
                params.limits().retryDelayMs(),
                params.limits().closeTimeoutMs());
        partition = new Partition(core, new LruCache(core.cacheSize()), StepListener.NONE);
        client = partition.client();
    }

    long start(int wsKind, long wsId) {
        return client.start(partition.admission(), wsKind, wsId);
    }

    long plogOffset() {
        return client.plogOffset();
    }

    long next(int seqId) {
        long number = client.next(partition.admission(), seqId);
        if (number == 0) {
            load(seqId);
            number = client.next(partition.admission(), seqId);
        }
        return number;
    }

    boolean use(int seqId, long number) {
        UseResult result = client.use(partition.admission(), seqId, number);
        if (result == null) {
            load(seqId);
            result = client.use(partition.admission(), seqId, number);
        }
        return result == UseResult.RAISED;
    }

    void flush() {
        client.flush();
    }

    void actualize() {
        client.actualize();
    }

    void close() {
        partition.close();
        settle();
    }

    /** Waits as a client does that is refused: no longer than it must. */
    void settleIfBusy() {
        if (Busy.isBusy(partition.admission()) && partition.admission() != Partition.CLOSED) {
            settle();
        }
    }

    /** Lets the background work until there is nothing left to do. */
    void settle() {
        Flusher flusher = partition.flusher();
        Actualizer actualizer = partition.actualizer();
        boolean moved = true;
        while (moved) {
            moved = advance(flusher, () -> flush(flusher));
            moved |= advance(actualizer, () -> recover(actualizer));
        }
    }

    private static boolean advance(Task task, Runnable io) {
        Want want = task.want();
        if (want == Want.STEP) {
            task.step();
        } else if (want == Want.IO) {
            io.run();
        }
        return want == Want.STEP || want == Want.IO;
    }

    private void flush(Flusher flusher) {
        if (flusher.syncing()) {
            flusher.synced();
        } else {
            world.write(flusher.batch(), flusher.checkpoint());
            flusher.written();
        }
    }

    private void recover(Actualizer actualizer) {
        if (actualizer.reading()) {
            actualizer.checkpointRead(world.checkpoint());
            return;
        }
        List<LogEvent> page = world.read(actualizer.scanFrom());
        for (LogEvent event : page) {
            if (!actualizer.offer(event)) {
                return;
            }
        }
        if (actualizer.scanFrom() >= world.end()) {
            actualizer.scanEnded();
        }
    }

    private void load(int seqId) {
        client.miss(seqId);
        client.fill(world.number(client.wsId(), seqId));
    }

    private static SeqTypes seqTypes(CaseParams params) {
        SeqTypes.Builder builder = SeqTypes.builder();
        for (KindDeclaration kind : params.seqTypes()) {
            for (SeqDeclaration seq : kind.seqs()) {
                builder.add(kind.wsKind(), seq.seqId(), Long.parseLong(seq.initial()));
            }
        }
        return builder.build();
    }
}
