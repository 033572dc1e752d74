package io.isequencer.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Uses the page as a reader would, in a real browser:
 *
 * <pre>apt-get install -y chromium &amp;&amp; mvn test -Dtest=TimelineBrowserTest</pre>
 */
@Tag("slow")
@Timeout(600)
class TimelineBrowserTest {
    private static final int STEPS = Runs.STORY.size();

    @TempDir(cleanup = CleanupMode.NEVER)
    static Path directory;

    private static Chromium browser;
    private static String failure;
    private static String large;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Optional<Path> program = Chromium.find();
        if (program.isEmpty()) {
            missing("TimelineBrowserTest: NOT RUN, since Chromium is not installed (apt-get install -y chromium)");
        }
        failure = write("failure.html", Runs.shortFailure());
        large = write("large.html", Runs.ofSeed(1, 5_000));
        browser = Chromium.start(program.orElseThrow(), directory.resolve("profile"));
    }

    private static void missing(String message) {
        // Past the test runner, which keeps the output of tests in files.
        try (PrintStream console =
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)) {
            console.println(message);
        }
        if ("true".equals(System.getenv("CI"))) {
            fail(message);
        }
        abort(message);
    }

    private static String write(String name, String page) throws IOException {
        return Files.writeString(directory.resolve(name), page).toUri().toString();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void theBrowserHadNothingToComplainOf() {
        assertEquals(List.of(), browser.problems());
    }

    @Test
    void opensAtTheViolation() throws InterruptedException {
        browser.open(failure);

        assertEquals(STEPS, selectedStep());
        assertEquals("✖ Violated", text("#verdict"));
        assertEquals("PendingSound", text("#title"));
        assertTrue(text("#finding").contains("at least 2"), text("#finding"));
        assertEquals(
                "docs/protocol.md#r10",
                browser.evaluate("document.querySelector('#finding a').getAttribute('href')")
                        .asText());
        assertTrue(exists("#row-" + STEPS + ".violating"));
        assertTrue(text(".end").contains("PendingSound"));
    }

    @Test
    void aClickSelectsAStep() throws InterruptedException {
        browser.open(failure);
        String before = text("#state");

        browser.click("#row-10 .no");

        assertEquals(10, selectedStep());
        // The address is written a moment later.
        browser.await("location.hash === '#step=10'");
        assertNotEquals(before, text("#state"));
        assertTrue(text("#step .where").startsWith("Move 10 of " + STEPS), text("#step"));
        assertTrue(text("#step .changes").contains("pending checkpoint"), text("#step"));
        assertTrue(exists("#state td.changed"));
    }

    @Test
    void theHeadsOfNumberAndTimeStandApart() throws InterruptedException {
        browser.open(failure);
        assertEquals("move", text(".colname:nth-child(1)"));
        assertEquals("ms", text(".colname:nth-child(2)"));
        double gap = browser.evaluate("document.querySelector('.colname:nth-child(2)').getBoundingClientRect().left"
                        + " - document.querySelector('.colname:nth-child(1)').getBoundingClientRect().right")
                .asDouble();
        assertTrue(gap >= 4, "gap " + gap);
    }

    @Test
    void keysWalkThroughTheSteps() throws InterruptedException {
        browser.open(failure);

        browser.press("Home");
        assertEquals(1, selectedStep());
        browser.press("ArrowRight");
        browser.press("ArrowRight");
        assertEquals(3, selectedStep());
        browser.press("ArrowLeft");
        assertEquals(2, selectedStep());
        browser.press("PageDown");
        assertEquals(12, selectedStep());
        browser.press("PageUp");
        assertEquals(2, selectedStep());
        browser.press("End");
        assertEquals(STEPS, selectedStep());
        browser.press("ArrowRight");
        assertEquals(STEPS, selectedStep());
    }

    @Test
    void spacePlays() throws InterruptedException {
        // So long that it does not come to its end meanwhile.
        browser.open(large + "#step=3");

        browser.press(" ");
        while (selectedStep() < 5) {
            Thread.sleep(50);
        }
        browser.press(" ");
        int paused = selectedStep();
        Thread.sleep(500);

        assertTrue(paused >= 5, "step " + paused);
        assertEquals(paused, selectedStep());
    }

    @Test
    void theSearchFindsAndFilters() throws InterruptedException {
        browser.open(failure);

        browser.press("/");
        browser.type("late");
        assertTrue(text("#hits").matches("\\d+ found"), text("#hits"));
        browser.press("Enter");
        String found = text("#row-" + selectedStep());
        browser.click("#only-hits");
        int rows = browser.evaluate("document.querySelectorAll('.row').length").asInt();

        assertTrue(found.contains("late") || found.contains("delayed"), found);
        assertTrue(rows > 0 && rows < STEPS, "rows " + rows);
    }

    @Test
    void arrowsLeadFromCauseToEffect() throws InterruptedException {
        browser.open(failure + "#step=19");

        assertTrue(text("#step .links").contains("timed out at move 14"), text("#step"));
        assertTrue(exists("svg .arrow.late.hot"));
        browser.click("#step .links a");

        assertEquals(14, selectedStep());
        assertTrue(text("#step .links").contains("lands at move 19"), text("#step"));
    }

    @Test
    void whatRepeatsIsFolded() throws IOException, InterruptedException {
        List<String> story = new ArrayList<>(List.of("0 Restart", "0 ActStep"));
        for (int i = 0; i < 200; i++) {
            story.addAll(List.of("0 ActFail", "0 ActWake"));
        }
        browser.open(write("repeats.html", Runs.shortRun("ActEnds", "ActEnds: still actualizing", story)));

        assertEquals(
                6, browser.evaluate("document.querySelectorAll('.row').length").asInt());
        assertTrue(text(".gap span").startsWith("396 moves"), text(".gap span"));
        browser.press("ArrowLeft");
        browser.press("ArrowLeft");
        assertEquals(4, selectedStep());
        browser.click("#fold");
        assertTrue(browser.evaluate("document.querySelectorAll('.row').length").asInt() > 20);
    }

    @Test
    void lightAndDark() throws InterruptedException {
        browser.prefer("dark");
        browser.open(failure);
        browser.evaluate("localStorage.clear()");
        browser.open(failure);
        String dark = background();
        browser.click("#theme");
        String light = background();
        browser.evaluate("localStorage.clear()");
        browser.prefer("light");

        assertNotEquals(dark, light);
        assertEquals("rgb(255, 255, 255)", light);
    }

    @Test
    void aLargeRunIsReadySoonAndDrawsOnlyWhatIsInSight() throws InterruptedException {
        browser.open(large + "#step=2500");

        double ready = browser.evaluate("performance.timing.domContentLoadedEventEnd - performance.timing.responseEnd")
                .asDouble();
        double select = browser.evaluate("(() => { const from = performance.now();"
                        + " for (let i = 0; i < 20; i++) { document.body.dispatchEvent("
                        + "new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true })); }"
                        + " return (performance.now() - from) / 20; })()")
                .asDouble();
        int rows = browser.evaluate("document.querySelectorAll('.row').length").asInt();

        System.err.printf(
                Locale.ROOT, "timeline of 5,000 steps: ready after %.0f ms, a step takes %.1f ms\n", ready, select);
        assertEquals(2520, selectedStep());
        assertTrue(rows < 120, "rows " + rows);
        assertTrue(exists("#row-2520"));
        // Far above what it takes, since the machine may be busy.
        assertTrue(ready < 10_000, "ready after ms " + ready);
        assertFalse(text("#verdict").contains("Violated"));
    }

    @ParameterizedTest
    @CsvSource({"390, 844, 350", "844, 390, 200", "360, 640, 200", "320, 568, 100"})
    void aPhoneShowsTheTimelineAndWhatHappened(int width, int height, int least) throws InterruptedException {
        browser.becomePhone(width, height);
        try {
            for (String page : List.of(failure, large + "#step=2500")) {
                browser.open(page);

                int top = number("document.getElementById('diagram').getBoundingClientRect().top");
                int buttons = number("document.getElementById('scrub').getBoundingClientRect().top");
                assertTrue(number("innerHeight") - buttons < 70, "buttons from " + buttons);
                assertTrue(buttons - top >= least, "timeline from " + top + " to " + buttons);
                String text = "document.querySelector('.row.selected .text').getBoundingClientRect()";
                assertTrue(number(text + ".left") >= 0, "text from " + number(text + ".left"));
                assertTrue(number(text + ".right") <= width, "text to " + number(text + ".right"));
                assertTrue(number(text + ".width") >= width / 3, "text has " + number(text + ".width"));
                assertEquals(width, number("document.documentElement.scrollWidth"));
            }
        } finally {
            browser.becomeDesktop();
        }
    }

    private static int number(String expression) {
        return (int) Math.round(browser.evaluate(expression).asDouble());
    }

    private static int selectedStep() {
        return browser.evaluate("Number(document.getElementById('current').textContent)")
                .asInt();
    }

    private static String text(String selector) {
        return browser.evaluate("document.querySelector('" + selector + "').textContent")
                .asText();
    }

    private static boolean exists(String selector) {
        return browser.evaluate("document.querySelector('" + selector + "') !== null")
                .asBoolean();
    }

    private static String background() {
        return browser.evaluate("getComputedStyle(document.body).backgroundColor")
                .asText();
    }
}
