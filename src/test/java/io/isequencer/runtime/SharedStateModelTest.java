package io.isequencer.runtime;

import static io.isequencer.runtime.World.A;
import static io.isequencer.runtime.World.KIND;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;
import io.isequencer.core.Client;
import io.isequencer.core.Flusher;
import io.isequencer.core.Partition;
import io.isequencer.core.Want;
import io.isequencer.spi.Cache;
import io.isequencer.spi.StepListener;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The pending set, as client, flusher and an onlooker share it under the partition's lock, is linearizable: it behaves
 * as the three fields of {@link Spec}.
 */
@Tag("lincheck")
public class SharedStateModelTest {
    private static final long WS = 5;
    private static final SequencerParams PARAMS =
            SequencerParams.of(SeqTypes.builder().add(KIND, A, 1).build());

    private final PartitionLock lock;
    private final Client client;
    private final Flusher flusher;

    public SharedStateModelTest() {
        Partition partition = new Partition(PARAMS, new OneNumber(), StepListener.NONE);
        partition.actualizer().step();
        partition.actualizer().checkpointRead(1);
        partition.actualizer().scanEnded();
        // The signal of the scan's end.
        partition.flusher().step();
        lock = new PartitionLock(partition);
        client = partition.client();
        flusher = partition.flusher();
        lock.step(same -> {});
    }

    /** Publishes the next number. */
    @Operation(nonParallelGroup = "client")
    public long publish() {
        client.start(lock.admission(), KIND, WS);
        long number = client.next(lock.admission(), A);
        if (number == 0) {
            lock.step(partition -> client.miss(A));
            lock.step(partition -> client.fill(0));
            number = client.next(lock.admission(), A);
        }
        lock.step(partition -> client.flush());
        return number;
    }

    /** The flusher copies what is pending; returns number and checkpoint of the copy. */
    @Operation(nonParallelGroup = "flusher")
    public String take() {
        if (!lock.call(partition -> flusher.want() == Want.STEP)) {
            return "nothing";
        }
        lock.step(partition -> flusher.step());
        return (flusher.batch().size() == 0 ? 0 : flusher.batch().number(0)) + " " + flusher.checkpoint();
    }

    /** The copy is stored; the flusher forgets what has not changed. */
    @Operation(nonParallelGroup = "flusher")
    public void prune() {
        if (lock.call(partition -> flusher.want() == Want.IO)) {
            lock.step(partition -> flusher.synced());
            lock.step(partition -> flusher.written());
            lock.step(partition -> flusher.step());
        }
    }

    /** What is pending: number and checkpoint. */
    @Operation
    public String look() {
        return lock.call(partition -> partition.pendingNumber(WS, A) + " " + partition.pendingCheckpoint());
    }

    @Test
    void publishingBesideTheFlusher() {
        check("publish", "publish", "take prune");
    }

    @Test
    void lookingOn() {
        check("publish take", "publish", "prune take", "look");
    }

    private static void check(String before, String... threads) {
        Lincheck.modelChecking(Lincheck.scenario(SharedStateModelTest.class, before, threads), 100)
                .sequentialSpecification(Spec.class)
                .check(SharedStateModelTest.class);
    }

    /** The pending set of one key, said plainly. */
    public static final class Spec {
        private long last;
        private long pending;
        private long checkpoint;
        private boolean signalled;
        private long taken = -1;

        public long publish() {
            last++;
            pending = last;
            checkpoint = last + 1;
            signalled = true;
            return last;
        }

        public String take() {
            if (!signalled || taken >= 0) {
                return "nothing";
            }
            signalled = false;
            taken = pending;
            return pending + " " + checkpoint;
        }

        public void prune() {
            if (taken >= 0 && pending == taken) {
                pending = 0;
            }
            taken = -1;
        }

        public String look() {
            return pending + " " + checkpoint;
        }
    }

    /** A cache of one key. */
    private static final class OneNumber implements Cache {
        private long cached;

        @Override
        public long get(long wsId, int seqId) {
            return cached;
        }

        @Override
        public void put(long wsId, int seqId, long number) {
            cached = number;
        }

        @Override
        public void clear() {
            cached = 0;
        }
    }
}
