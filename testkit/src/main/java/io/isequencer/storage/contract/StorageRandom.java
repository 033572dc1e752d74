package io.isequencer.storage.contract;

import static io.isequencer.storage.contract.EngineRule.E24;

import io.isequencer.api.NumberKey;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random calls on a storage, compared with a map whose numbers never fall. */
final class StorageRandom implements RandomRuns.Calls {
    static final String PROPERTY = "isequencer.engine.storage.replay";

    private static final long[] WS_IDS = {0, 1, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 140_737_488_355_329L};
    private static final int[] SEQ_IDS = {1, 2, 255, 256, 65_535};

    private final Bench<SequenceStorage> bench;

    private StorageRandom(Bench<SequenceStorage> bench) {
        this.bench = bench;
    }

    static void runs(Bench<SequenceStorage> bench) {
        RandomRuns.check(E24, PROPERTY, bench, new StorageRandom(bench));
    }

    /**
     * {@code write:WSID/SEQID=NUMBER,…@CHECKPOINT}; {@code twice}, {@code torn} (the values alone) and {@code late}
     * likewise; {@code land}, {@code reopen}.
     */
    @Override
    public String random(SplittableRandom random) {
        int choice = random.nextInt(12);
        if (choice == 0) {
            return "land";
        }
        if (choice == 1 && bench.engine().capabilities().contains(Capability.REOPEN)) {
            return "reopen";
        }
        String kind = choice == 2 ? "twice" : choice == 3 ? "torn" : choice < 6 ? "late" : "write";
        List<String> values = new ArrayList<>();
        for (NumberKey key : keys(random)) {
            long number = random.nextInt(4) == 0 ? random.nextLong(1, Long.MAX_VALUE) : random.nextLong(1, 7);
            values.add(Long.toUnsignedString(key.wsId()) + "/" + key.seqId() + "=" + number);
        }
        long checkpoint = random.nextInt(9) == 0 ? Long.MAX_VALUE : random.nextLong(0, 7);
        return kind + ":" + String.join(",", values) + "@" + checkpoint;
    }

    private static List<NumberKey> keys(SplittableRandom random) {
        List<NumberKey> keys = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            NumberKey key =
                    new NumberKey(WS_IDS[random.nextInt(WS_IDS.length)], SEQ_IDS[random.nextInt(SEQ_IDS.length)]);
            if (!keys.contains(key)) {
                keys.add(key);
            }
        }
        return keys;
    }

    @Override
    public RandomRuns.Model model() {
        return new Run();
    }

    /** The model beside the storage. */
    private final class Run implements RandomRuns.Model {
        private final Map<NumberKey, Long> numbers = new HashMap<>();
        private final List<String> late = new ArrayList<>();
        private long checkpoint;

        @Override
        public void make(String call) throws Exception {
            int colon = call.indexOf(':');
            String kind = colon < 0 ? call : call.substring(0, colon);
            String what = call.substring(colon + 1);
            switch (kind) {
                case "write" -> write(what, true);
                case "twice" -> {
                    write(what, true);
                    write(what, true);
                }
                case "torn" -> write(what, false);
                case "late" -> late.add(what);
                case "land" -> {
                    if (!late.isEmpty()) {
                        write(late.remove(0), true);
                    }
                }
                case "reopen" -> bench.reopen();
                default -> throw new IllegalArgumentException("call must be known: call=" + call);
            }
        }

        private void write(String what, boolean whole) throws Exception {
            int at = what.indexOf('@');
            ValueBatch batch = new ValueBatch();
            for (String value : what.substring(0, at).split(",")) {
                if (!value.isEmpty()) {
                    String[] parts = value.split("[/=]");
                    NumberKey key = new NumberKey(Long.parseUnsignedLong(parts[0]), Integer.parseInt(parts[1]));
                    long number = Long.parseLong(parts[2]);
                    batch.add(key.wsId(), key.seqId(), number);
                    numbers.merge(key, number, Math::max);
                }
            }
            long written = whole ? Long.parseLong(what.substring(at + 1)) : 0;
            bench.port().write(batch, written);
            checkpoint = Math.max(checkpoint, written);
        }

        @Override
        public void compare(String call) throws Exception {
            SequenceStorage storage = bench.port();
            E24.equal(checkpoint, storage.readCheckpoint(), "checkpoint after " + call);
            for (Map.Entry<NumberKey, Long> number : numbers.entrySet()) {
                NumberKey key = number.getKey();
                E24.equal(
                        number.getValue(),
                        storage.readNumber(key.wsId(), key.seqId()),
                        "number of " + key + " after " + call);
            }
            E24.equal(numbers, Batches.all(storage), "all numbers after " + call);
        }
    }
}
