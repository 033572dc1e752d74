package io.isequencer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AwaitTest {
    private static final Pattern LONG_WAIT = Pattern.compile("await(?:Ready|Idle)\\([^()]*\\b[0-9_]{4,}\\)");

    @Test
    void whatWasReachedInTimeIsEnough() throws InterruptedException {
        Await.woken("x", 60_000, timeoutMs -> true);
    }

    @Test
    void whatWasReachedOnlyWhenTheTimeWasOverWasNotWoken() {
        AssertionError lost = assertThrows(
                AssertionError.class,
                () -> Await.woken("x", 2, timeoutMs -> !new CountDownLatch(1).await(timeoutMs, TimeUnit.MILLISECONDS)));
        assertTrue(
                lost.getMessage().startsWith("nobody woke who waits for it: waitingFor=x, reached=true"),
                lost::getMessage);
    }

    @Test
    void whatWasNotReachedIsReported() {
        AssertionError late = assertThrows(AssertionError.class, () -> Await.woken("x", 60_000, timeoutMs -> false));
        assertTrue(late.getMessage().contains("reached=false"), late::getMessage);
    }

    @Test
    void noTestOfTheRuntimeWaitsWithoutLookingAtTheTime() {
        Map<String, String> files =
                ProjectFiles.text(name -> name.matches("src/test/java/io/isequencer/runtime/.*\\.java"));
        assertTrue(files.size() > 30, "files were found: " + files.size());
        List<String> found = files.entrySet().stream()
                .filter(file -> LONG_WAIT.matcher(file.getValue()).find())
                .map(Map.Entry::getKey)
                .collect(Collectors.toList());
        assertEquals(List.of(), found, "use Await.ready or Await.idle: a lost wake-up passes for a slow one");
    }

    @Test
    void aWaitThatLooksAtNoTimeIsFound() {
        assertTrue(LONG_WAIT.matcher("assertTrue(a.await" + "Ready(30_000));").find());
        assertTrue(LONG_WAIT.matcher("SequencerRuntime.await" + "Idle(a, 5000)").find());
    }
}
