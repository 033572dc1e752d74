package io.isequencer.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU time and allocated bytes of the thread that calls and of all others that work for it: the time on the clock says
 * little on a machine that others use too.
 *
 * <p>The last iteration of a benchmark that has threads of its own is left out: JMH tears down what was set up before it
 * asks, and what a thread has used is gone with it. JMH takes 0 for what an iteration does not tell, so all are sums, that
 * of the operations that were counted among them.
 */
public final class ThreadProfiler implements InternalProfiler {
    static final String CLIENT_CPU = "clientCpu";
    static final String BACKGROUND_CPU = "backgroundCpu";
    static final String BYTES = "bytes";
    static final String COUNTED_OPERATIONS = "countedOperations";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Map<Long, Use> before = Map.of();

    @Override
    public String getDescription() {
        return "CPU time and bytes by thread";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = uses();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        Map<Long, Use> after = uses();
        if (!after.keySet().containsAll(before.keySet())) {
            return List.of();
        }
        double client = 0;
        double background = 0;
        double bytes = 0;
        for (Map.Entry<Long, Use> entry : after.entrySet()) {
            Use then = before.getOrDefault(entry.getKey(), Use.NONE);
            Use now = entry.getValue();
            double cpu = now.cpuNanos - then.cpuNanos;
            client += now.client ? cpu : 0;
            background += now.client ? 0 : cpu;
            bytes += now.bytes - then.bytes;
        }
        return told(client, background, bytes, result.getMetadata().getAllOps());
    }

    static List<ScalarResult> told(double clientNanos, double backgroundNanos, double bytes, double operations) {
        return List.of(
                sum(CLIENT_CPU, clientNanos, "ns"),
                sum(BACKGROUND_CPU, backgroundNanos, "ns"),
                sum(BYTES, bytes, "B"),
                sum(COUNTED_OPERATIONS, operations, "ops"));
    }

    private static ScalarResult sum(String label, double value, String unit) {
        return new ScalarResult(label, value, unit, AggregationPolicy.SUM);
    }

    private static Map<Long, Use> uses() {
        Map<Long, Use> uses = new HashMap<>();
        for (long id : THREADS.getAllThreadIds()) {
            var thread = THREADS.getThreadInfo(id);
            if (thread != null && id != Thread.currentThread().getId()) {
                boolean client = thread.getThreadName().contains("jmh-worker");
                uses.put(id, new Use(client, THREADS.getThreadCpuTime(id), THREADS.getThreadAllocatedBytes(id)));
            }
        }
        return uses;
    }

    private record Use(boolean client, long cpuNanos, long bytes) {
        static final Use NONE = new Use(false, 0, 0);
    }
}
