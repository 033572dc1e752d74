package io.isequencer.core;

import static io.isequencer.core.CoreDriver.A;
import static io.isequencer.core.CoreDriver.WS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.Salt;
import io.isequencer.testing.SeededProperty;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/**
 * However often calls fail: one try after each delay, none before its end, none too many, and in the end all is stored.
 * The close alone does not wait, and tries once.
 */
class RetryProperties {
    @SeededProperty
    void theFlusherTriesOnceAfterEachDelay(@ForAll("failures") List<Boolean> failures) {
        CoreDriver driver = CoreDriver.ready();
        commit(driver);
        int tries = 0;
        for (boolean failsAtSync : failures) {
            bring(driver.flusher, Want.IO);
            if (!failsAtSync) {
                driver.flusher.synced();
                assertEquals(Want.IO, driver.flusher.want());
            }
            driver.flusher.failed();
            tries++;
            assertSleepsUntilWoken(driver, driver.flusher);
        }
        driver.settle();
        assertEquals(tries, count(driver, "FlFail"));
        assertEquals(tries + 1, count(driver, "FlSnapshot"));
        assertEquals(driver.partition.nextOffset(), driver.storedCheckpoint);
        assertEquals(driver.log.size(), driver.storedNumber(WS, A));
    }

    @SeededProperty
    void theActualizerTriesOnceAfterEachDelayAndResumes(@ForAll("failures") List<Boolean> failures) {
        CoreDriver driver = CoreDriver.ready();
        for (int i = 0; i < failures.size() + 1; i++) {
            commit(driver);
        }
        driver.boot();
        driver.steps.clear();
        driver.actualizer.step();
        for (boolean goesOnBefore : failures) {
            if (goesOnBefore) {
                // The checkpoint is read, or one more event is scanned.
                driver.turn(driver.actualizer);
            }
            if (driver.actualizer.want() != Want.IO) {
                break;
            }
            long resumesAt = driver.actualizer.scanFrom();
            driver.actualizer.failed();
            assertSleepsUntilWoken(driver, driver.actualizer);
            assertEquals(resumesAt, driver.actualizer.scanFrom(), "R14: a scan resumes where it stopped");
        }
        driver.settle();
        assertEquals(1, count(driver, "ActClear"));
        assertEquals(1, count(driver, "ActDone"));
        assertEquals(driver.log.size() + 1, driver.partition.nextOffset());
        assertEquals(driver.log.size(), driver.storedNumber(WS, A));
    }

    @SeededProperty
    void aCloseTriesOnceAndEnds(@ForAll("failures") List<Boolean> failures) {
        CoreDriver driver = CoreDriver.ready();
        commit(driver);
        for (int i = 0; i < failures.size(); i++) {
            bring(driver.flusher, Want.IO);
            driver.flusher.failed();
            driver.flusher.wake();
        }
        driver.partition.close();
        driver.steps.clear();
        int tries = 0;
        while (driver.flusher.want() != Want.STOPPED) {
            assertTrue(tries <= 1, "R15: one last try");
            if (driver.flusher.want() == Want.IO) {
                driver.flusher.failed();
                tries++;
            } else {
                assertEquals(Want.STEP, driver.flusher.want(), "a close waits for no delay");
                driver.flusher.step();
            }
        }
        assertEquals(1, tries);
    }

    @Provide
    Arbitrary<List<Boolean>> failures() {
        return Salt.of(Arbitraries.of(true, false).list().ofMaxSize(20));
    }

    private static void assertSleepsUntilWoken(CoreDriver driver, Task task) {
        assertEquals(Want.SLEEP, task.want());
        if (task == driver.flusher) {
            // Another flush meanwhile is no reason to hurry.
            commit(driver);
            assertEquals(Want.SLEEP, task.want());
        }
        task.wake();
    }

    private static void bring(Task task, Want want) {
        while (task.want() == Want.STEP) {
            task.step();
        }
        assertEquals(want, task.want());
    }

    private static void commit(CoreDriver driver) {
        driver.commit(WS, A);
    }

    private static long count(CoreDriver driver, String step) {
        return driver.steps.stream().filter(text -> text.startsWith(step)).count();
    }
}
