package io.isequencer.cli.simulate;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.simulation.Campaign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a campaign on worker threads. Seeds are handed out in order, so those that were run are a range without holes.
 *
 * <ul>
 *   <li><i>Threading:</i> one use, from one thread.
 *   <li><i>Errors:</i> Ctrl-C stops handing out seeds; the report of what was done still comes, and the exit code is
 *       {@link ExitCode#UNKNOWN}.
 * </ul>
 */
final class SimulateRun {
    private static final int ENOUGH_FAILURES = 10;
    private static final double NANOS_PER_SECOND = 1e9;

    private final SimulatePlan plan;
    private final Terminal terminal;
    private final AtomicLong nextSeed;
    private final LiveCounts live = new LiveCounts();
    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread interruptHook = new Thread(this::onInterrupt, "isequencer-stop");
    private final long startNanos = System.nanoTime();
    private volatile boolean stopped;
    private volatile int exitCode = ExitCode.UNKNOWN.code();

    SimulateRun(SimulatePlan plan, Terminal terminal) {
        this.plan = plan;
        this.terminal = terminal;
        nextSeed = new AtomicLong(plan.firstSeed());
    }

    Outcome execute() {
        Runtime.getRuntime().addShutdownHook(interruptHook);
        ExecutorService workers = Executors.newFixedThreadPool(plan.jobs());
        List<Future<Campaign>> parts = new ArrayList<>();
        for (int i = 0; i < plan.jobs(); i++) {
            parts.add(workers.submit(this::work));
        }
        workers.shutdown();
        Campaign campaign = plan.campaign();
        try {
            while (!workers.awaitTermination(200, TimeUnit.MILLISECONDS)) {
                showProgress();
            }
            for (Future<Campaign> part : parts) {
                campaign.addAll(part.get());
            }
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException("a worker must not fail", failure);
        }
        if (terminal.errTerminal()) {
            terminal.err().print("\r\u001b[K");
        }
        if (campaign.seeds() == 0) {
            throw new CliException(ExitCode.UNKNOWN, "a seed must be run before the time is over: seeds=0");
        }
        SeedRange run = new SeedRange(plan.firstSeed(), plan.firstSeed() + campaign.seeds() - 1);
        boolean complete =
                plan.seeds() == null ? !stopped : run.last() == plan.seeds().last();
        return new Outcome(campaign, run, seconds(), !complete);
    }

    /** Lets a Ctrl-C end the process: the summary is out. */
    void reported(ExitCode code) {
        if (!stopped) {
            exitCode = code.code();
        }
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(interruptHook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running: it ends the process.
        }
    }

    private Campaign work() {
        Campaign campaign = plan.campaign();
        while (!stopped && !isOver()) {
            long seed = nextSeed.getAndIncrement();
            if (plan.seeds() != null && seed > plan.seeds().last()) {
                break;
            }
            live.add(campaign.run(seed));
        }
        return campaign;
    }

    private boolean isOver() {
        boolean late = plan.budget() != null && seconds() >= plan.budget().toMillis() / 1e3;
        return late || live.failures() >= ENOUGH_FAILURES;
    }

    private double seconds() {
        return (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
    }

    private void showProgress() {
        if (!terminal.errTerminal()) {
            return;
        }
        double seconds = seconds();
        long seeds = live.seeds();
        double left = plan.budget() == null ? 0 : plan.budget().toMillis() / 1e3 - seconds;
        if (plan.seeds() != null && seeds > 0) {
            double bySeeds = (plan.seeds().size() - seeds) * seconds / seeds;
            left = left > 0 ? Math.min(left, bySeeds) : bySeeds;
        }
        terminal.err()
                .print("\r\u001b[K" + live.text(seconds)
                        + String.format(Locale.ROOT, ", ETA %.0f s", Math.max(left, 0)));
        terminal.err().flush();
    }

    /** Runs when the JVM is told to end. A halt, because its own exit code would be the signal's. */
    private void onInterrupt() {
        stopped = true;
        try {
            if (reported.await(15, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
