package io.isequencer.cli.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.cli.Terminal;
import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.catalogue.Catalogue;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.judge.Finding;
import io.isequencer.oracle.judge.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CheckProgressTest {
    private static final Case CASE = Catalogue.cases(Bounds.USUAL).get(0);

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long seconds;

    @Test
    void aLogGetsALineNowAndThen() {
        CheckProgress progress = progress(false);
        progress.ended(result(Verdict.PASS), 456);
        seconds = 4;
        progress.ended(result(Verdict.FAIL), 456);
        assertEquals("", text());
        seconds = 5;
        progress.ended(result(Verdict.PASS), 456);
        seconds = 9;
        progress.ended(result(Verdict.BROKE_PROTOCOL), 456);
        seconds = 12;
        progress.ended(result(Verdict.PASS), 456);
        progress.erase();
        assertEquals(
                List.of("oracle check: 3 of 456 cases, 1 failed, 5 s", "oracle check: 5 of 456 cases, 2 failed, 12 s"),
                text().lines().toList());
    }

    @Test
    void whoWatchesSeesTheLastCaseOnOneLine() {
        CheckProgress progress = progress(true);
        progress.ended(result(Verdict.PASS), 456);
        progress.erase();
        assertEquals("\r\u001b[KPASS " + CASE.id() + "\r\u001b[K", text());
    }

    private CheckProgress progress(boolean watched) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Terminal terminal =
                new Terminal(InputStream.nullInputStream(), OutputStream.nullOutputStream(), stream, false, watched);
        return new CheckProgress(terminal, () -> TimeUnit.SECONDS.toNanos(seconds));
    }

    private static CaseResult result(Verdict verdict) {
        return new CaseResult(CASE, verdict, Finding.of("Reply", "", ""), List.of(), "", 1);
    }

    private String text() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
