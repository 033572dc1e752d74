package io.isequencer.oracle.drive;

import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Judges one adapter by a stream of cases, in several processes of it side by side.
 *
 * <ul>
 *   <li><i>Threading:</i> used by one thread; it has a daemon thread for each process, which reports the outcome of a case.
 *   <li><i>Errors:</i> as {@link CaseJudge}, from {@link #begin}; what goes wrong in a thread later ends the check.
 * </ul>
 */
public final class ParallelCheck implements AutoCloseable {
    private static final int QUEUED_PER_JOB = 32;
    private static final long POLL_MS = 50;

    private final BlockingQueue<Job> queue;
    private final List<CaseJudge> judges = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean complete;
    private volatile boolean over;
    private volatile Throwable trouble;

    private record Job(Case testCase, Consumer<CaseJudge.Run> done) {}

    /** @param jobs how many processes run side by side */
    public ParallelCheck(Channel.Launcher launcher, Profile profile, long patienceMs, int jobs) {
        queue = new ArrayBlockingQueue<>(jobs * QUEUED_PER_JOB);
        for (int i = 0; i < jobs; i++) {
            judges.add(new CaseJudge(launcher, profile, patienceMs));
        }
    }

    /** Starts the adapter, and asks how it introduces itself. */
    public Hello begin() {
        Hello hello = judges.get(0).begin();
        judges.forEach(judge -> threads.add(thread(judge)));
        threads.forEach(Thread::start);
        return hello;
    }

    /** The end of what the first process wrote to standard error. */
    public String stderrTail() {
        return judges.get(0).stderrTail();
    }

    /**
     * Has a case run, now or later; waits while there is enough to do.
     *
     * @param done is notified of the outcome, in another thread
     * @return false if no more cases are run
     */
    public boolean run(Case testCase, Consumer<CaseJudge.Run> done) {
        try {
            Job job = new Job(testCase, done);
            while (!isOver()) {
                if (queue.offer(job, POLL_MS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
        return false;
    }

    /** No more cases are begun. */
    public void stop() {
        over = true;
    }

    private boolean isOver() {
        return over || trouble != null;
    }

    /** Waits until all that was to be run has been. */
    public void finish() {
        complete = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
        if (trouble instanceof RuntimeException failure) {
            throw failure;
        } else if (trouble instanceof Error failure) {
            throw failure;
        }
    }

    private Thread thread(CaseJudge judge) {
        Thread thread = new Thread(() -> work(judge), "oracle-paths");
        thread.setDaemon(true);
        return thread;
    }

    private void work(CaseJudge judge) {
        try (judge) {
            judge.begin();
            while (!isOver()) {
                Job job = queue.poll(POLL_MS, TimeUnit.MILLISECONDS);
                if (job != null) {
                    job.done.accept(run(judge, job.testCase));
                } else if (complete) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            trouble = e;
        }
    }

    /** A case that was bad is run once more, in a new process: nothing else was run in that one. */
    private static CaseJudge.Run run(CaseJudge judge, Case testCase) {
        Optional<CaseResult> without = judge.withoutRun(testCase);
        if (without.isPresent()) {
            return CaseJudge.Run.none(without.get());
        }
        CaseJudge.Run run = judge.run(testCase);
        return run.result().again().bad() == 0
                ? run
                : run.withAlone(judge.run(testCase).result());
    }

    @Override
    public void close() {
        stop();
        threads.forEach(Thread::interrupt);
        if (threads.isEmpty()) {
            judges.forEach(CaseJudge::close);
        }
    }
}
