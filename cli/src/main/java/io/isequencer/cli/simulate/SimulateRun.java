package io.isequencer.cli.simulate;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.StopSignal;
import io.isequencer.cli.Terminal;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.simulation.run.Campaign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 *   <li><i>Errors:</i> a signal stops handing out seeds; the report of what was done still comes, and the exit code is
 *       the signal's.
 * </ul>
 */
final class SimulateRun {
    private static final int ENOUGH_FAILURES = 10;

    private final SimulatePlan plan;
    private final Terminal terminal;
    private final AtomicLong nextSeed;
    private final LiveCounts live = new LiveCounts();
    private final StopSignal signal;
    private final Stopwatch watch = new Stopwatch();
    private volatile boolean stopped;

    /**
     * What a campaign came to.
     *
     * @param run the seeds that were run
     * @param cutShort whether it was stopped before it had run what was asked for
     * @param interrupted whether a signal did that
     */
    record Outcome(Campaign campaign, SeedRange run, double seconds, boolean cutShort, boolean interrupted) {}

    SimulateRun(SimulatePlan plan, Terminal terminal) {
        this.plan = plan;
        this.terminal = terminal;
        nextSeed = new AtomicLong(plan.firstSeed());
        signal = StopSignal.install(() -> stopped = true);
    }

    Outcome execute() {
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
        terminal.erase();
        if (campaign.seeds() == 0) {
            String end = stopped ? "the run is interrupted" : "the time is over";
            throw new CliException(ExitCode.UNKNOWN, "a seed must be run before " + end + ": seeds=0");
        }
        SeedRange run = new SeedRange(plan.firstSeed(), plan.firstSeed() + campaign.seeds() - 1);
        boolean complete =
                plan.seeds() == null ? !stopped : run.last() == plan.seeds().last();
        return new Outcome(campaign, run, seconds(), !complete, stopped);
    }

    /** Lets a signal end the process: the summary is out. */
    void reported() {
        signal.finished();
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
        return watch.seconds();
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
        terminal.redraw(live.text(seconds) + String.format(Locale.ROOT, ", ETA %.0f s", Math.max(left, 0)));
    }
}
