package io.isequencer.storage.cassandra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.history.HistoryVerdict;
import io.isequencer.trace.validation.RelationValidator;
import io.isequencer.trace.validation.TraceVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Owners over adapters with a planted defect, on the cluster of {@link BrokenClusterTest}: each defect is seen there too. And
 * what owners do step by step, over the right adapter, is a behaviour of the specification.
 */
@Tag("cluster")
class BrokenOwnersTest {
    private static final int OWNERS = 3;
    private static final int HOURS = 24;
    private static final int WRITTEN_AHEAD = 5;
    private static final int WRITTEN_LATER = 20;
    private static final long LOOK_MS = 100;
    private static final long PATIENCE_SECONDS = 120;
    private static final List<Adapter> ADAPTERS = List.of(Adapter.values());

    /** A node dies in the midst, misses what is written, and comes back. */
    @Test
    void eachDefectIsSeenByTheOracleOrByTheTrace() throws Exception {
        Report report = new Report("planted");
        CassandraCluster cluster = CassandraCluster.three();
        try (Owners owners = new Owners(cluster, report.directory(), OWNERS, work("own-"))) {
            owners.run("dump", "nothing", report.file("nothing.txt").toString());
            Process traced = beginTraces(owners, report);
            owners.start();
            for (int i = 0; i < ADAPTERS.size(); i++) {
                owners.awaitAcknowledgements(i, 10);
            }
            letAClockJump(owners);
            letANodeMiss(cluster, owners);
            for (int i = 0; i < ADAPTERS.size(); i++) {
                owners.awaitAcknowledgements(i, WRITTEN_LATER);
            }
            owners.end();
            traced.getOutputStream().close();
            assertTrue(traced.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "traces must end");
            assertEquals(0, traced.exitValue(), () -> "see " + report.file("traces.log"));
            for (Adapter adapter : ADAPTERS) {
                judge(adapter, owners, report);
            }
        }
    }

    /** What is written while a clock is ahead hides what is written later, if time stamps are the clock's. */
    private static void letAClockJump(Owners owners) {
        if (!WallClock.canJump()) {
            System.out.println("NOT POSSIBLE HERE: a clock that jumps needs the package libfaketime");
            return;
        }
        int partition = ADAPTERS.indexOf(Adapter.LAST_WRITER_WINS);
        Path record = owners.record(1, partition);
        owners.clock(1).jump(HOURS);
        await("the clock must have jumped", () -> Owners.count(record, line -> line.startsWith("jump ")) > 0);
        long before = Owners.acknowledged(record);
        await("what is written then must be accepted", () -> Owners.acknowledged(record) > before + WRITTEN_AHEAD);
        owners.clock(1).jump(0);
        owners.awaitAcknowledgements(partition, WRITTEN_LATER);
    }

    /** Whoever owns a partition when the node is back knows no number: each is read. */
    private static void letANodeMiss(CassandraCluster cluster, Owners owners) throws Exception {
        cluster.node(3).kill();
        owners.awaitAcknowledgements(ADAPTERS.indexOf(Adapter.READS_AT_ONE), WRITTEN_LATER);
        for (int owner = 1; owner <= OWNERS; owner++) {
            owners.kill(owner);
        }
        cluster.node(3).start();
        cluster.node(3).awaitReady();
        for (int owner = 1; owner <= OWNERS; owner++) {
            owners.replace(owner);
        }
    }

    private static void await(String what, BooleanSupplier seen) {
        for (long waited = 0; !seen.getAsBoolean(); waited += LOOK_MS) {
            assertTrue(waited < TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS), what);
            Commands.sleep(LOOK_MS);
        }
    }

    private static String[] work(String prefix) {
        return ADAPTERS.stream()
                .map(adapter -> prefix + adapter.id() + "=" + adapter.id())
                .toArray(String[]::new);
    }

    private static Process beginTraces(Owners owners, Report report) throws Exception {
        String[] words = Stream.concat(
                        Stream.of("trace", report.file("trace").toString()), Arrays.stream(work("trace-")))
                .toArray(String[]::new);
        return owners.begin(owners.clock(1), report.file("traces.log"), words);
    }

    private static void judge(Adapter adapter, Owners owners, Report report) throws Exception {
        int index = ADAPTERS.indexOf(adapter);
        Path dump = report.file(adapter.id() + ".txt");
        owners.run("dump", "own-" + adapter.id(), dump.toString());
        ClusterHistory history = new ClusterHistory(owners.records(index), dump);
        HistoryVerdict verdict = history.judge(report.file(adapter.id() + ".ndjson"));
        TraceVerdict trace =
                new RelationValidator(report.file("trace." + index + ".ndjson"), steps -> {}).validate(in -> in);
        List<String> wrong = history.wrongAtTheEnd();
        report.tell(adapter.id() + ": acknowledged=" + history.acknowledged() + " lost="
                + history.lost().size() + " wrong at the end=" + wrong.size()
                + wrong.stream().findFirst().map(first -> " (" + first + ")").orElse(""));
        report.tell("  oracle: " + (verdict.breach() == null ? verdict : verdict.breach()));
        report.tell("  trace: " + trace.text());
        assertTrue(history.acknowledged() > 20, adapter::id);
        if (adapter == Adapter.RIGHT) {
            assertEquals(List.of(), wrong);
            assertEquals(List.of(), history.lost());
            assertEquals(null, verdict.breach());
            assertTrue(trace.valid() && trace.steps() > 500, trace::text);
        } else {
            boolean possible = adapter != Adapter.LAST_WRITER_WINS || WallClock.canJump();
            boolean seen = verdict.breach() != null
                    || !wrong.isEmpty()
                    || !history.lost().isEmpty()
                    || !trace.valid();
            assertTrue(seen || !possible, () -> "a defect must be seen: adapter=" + adapter.id());
        }
    }

    /** A node that missed a write does not know it; who reads from a majority does not care. */
    @Test
    void whatANodeMissedIsReadFromTheOthers() throws Exception {
        Report report = new Report("stale");
        CassandraCluster cluster = CassandraCluster.three();
        try (Owners others = new Owners(cluster, report.directory(), 1)) {
            others.runVia(List.of(1, 2), "write", "stale", "10");
            cluster.node(3).kill();
            others.runVia(List.of(1, 2), "write", "stale", "20");
            cluster.node(3).start();
            cluster.node(3).awaitReady();
            Path answer = report.file("stale.txt");
            others.run("read", "stale", "20", answer.toString());
            String[] stale = Files.readString(answer).split(" ");
            report.tell("numbers that a node missed, read too low: by a majority " + stale[0] + ", at ONE " + stale[1]);
            assertEquals("0", stale[0]);
            assertNotEquals("0", stale[1], "who reads at ONE is given what a node missed: the number would come twice");
        }
    }
}
