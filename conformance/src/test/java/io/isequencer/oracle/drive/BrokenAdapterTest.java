package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.channel.Incoming;
import io.isequencer.oracle.channel.ProcessChannel;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.judge.VerdictException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes that do whatever a process can do. None may hang the oracle, fill its memory or end it. */
@Timeout(300)
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class BrokenAdapterTest {
    /** It ends nothing but a hang: what is wrong with these is said, and need not be waited for. */
    private static final long PATIENCE_MS = 60_000;

    /** For those that say nothing more: all that they have to say before takes a shell a moment. */
    private static final long IMPATIENCE_MS = 1_500;

    private static final String HELLO = "read l; echo '{\"re\":1,\"name\":\"x\",\"version\":\"1\",\"language\":\"sh\","
            + "\"protocol\":1,\"capabilities\":[\"crash\"]}'; ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 3|it ended: exit code 3",
                "echo garbage; sleep 999|a line that is no message",
                "echo '[1]'; sleep 999|a line that is no message",
                "echo '{\"re\":1}'; sleep 999|required property",
                "echo '{\"re\":77}'; sleep 999|never made: re=77",
                "echo '{\"re\":\"1\"}'; sleep 999|re=\"1\"",
                "echo '{\"op\":\"frobnicate\",\"id\":1}'; sleep 999|op=\"frobnicate\"",
                "printf '\\377\\n'; sleep 999|a line that is not UTF-8: line=\\ufffd",
                "echo; sleep 999|an empty line",
                "echo '{\"re\":1,\"error\":null}'; sleep 999|error null",
                "cat /dev/zero|a line that is longer",
                "tr '\\000' x < /dev/zero|a line that is longer",
                "exec 1>&-; sleep 999|its output was closed",
                "read l; echo '{\"re\":1,\"error\":{\"code\":12,\"definite\":true,\"text\":\"no\"}}'; sleep 999|error"
            })
    void anAdapterThatDoesNotIntroduceItselfIsNotJudged(String script, String got) {
        VerdictException end =
                assertThrows(VerdictException.class, () -> check(script, "*").run());
        assertEquals(Verdict.BROKE_PROTOCOL, end.verdict());
        assertTrue(end.finding().got().contains(got), end.finding().got());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read l; exit 0|it ended: exit code 0",
                "read l; echo '{\"re\":2,\"busy\":null}'; sleep 999|busy null in",
                "read l; echo '{\"re\":2,\"number\":null,\"x\":null}'; sleep 999|number null in",
                "read l; echo '{\"re\":2,\"busy\":\"actualizing\"}'; sleep 999|a reply to open with it",
                "read l; echo '{\"id\":1,\"op\":\"writeValues\",\"owner\":1,\"values\":[{\"wsId\":\"5\",\"seqId\":1,"
                        + "\"number\":null}]}'; sleep 999|values[0].number null in",
                "read l; echo '{\"re\":2}'; echo '{\"re\":2}'; sleep 999|a second reply to request 2",
                "read l; echo '{\"re\":3}'; sleep 999|never made: re=3",
                "read l; echo '{\"re\":2}'; read l; echo '{\"re\":3,\"plogOffset\":1}'; sleep 999|plogOffset",
                "read l; while echo '{\"id\":1,\"op\":\"readNextPLogOffset\",\"owner\":1}'; do :; done|id=1",
                "read l; i=1; while :; do echo \"{\\\"id\\\":$i,\\\"op\\\":\\\"readNextPLogOffset\\\",\\\"owner\\\":1}\";"
                        + " i=$((i+1)); done|wait to be read",
                "read l; echo '{\"id\":1,\"op\":\"readNextPLogOffset\",\"owner\":9}'; sleep 999|owner=9"
            })
    void whoBreaksTheProtocolInACaseIsNotJudged(String script, String got) {
        assertBroken(check(HELLO + script, "L0-empty-store-001"), got);
    }

    private static void assertBroken(Check check, String got) {
        List<CaseResult> results = check.run();
        assertEquals(1, results.size());
        CaseResult result = results.get(0);
        assertEquals(
                Verdict.BROKE_PROTOCOL, result.verdict(), () -> result.finding().got());
        assertTrue(result.finding().got().contains(got), result.finding().got());
        assertTrue(result.lastMessages().size() > 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sleep 999|no reply to hello in 4500 ms (three times --patience): nothing came on standard output; end each"
                        + " message with a line feed",
                "printf '{\"re\":1'; sleep 999|7 bytes came without a line feed behind them: {\"re\":1; end each message",
            })
    void anAdapterThatIsSilentIsNotJudged(String script, String got) {
        VerdictException end = assertThrows(
                VerdictException.class, () -> check(script, "*", IMPATIENCE_MS).run());
        assertEquals(Verdict.BROKE_PROTOCOL, end.verdict());
        assertTrue(end.finding().got().contains(got), end.finding().got());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read l; echo '{\"re\":2}'; read l; sleep 999|nor to anything else",
                "sleep 999|no reply to open",
            })
    void whoIsSilentInACaseIsNotJudged(String script, String got) {
        assertBroken(check(HELLO + script, "L0-empty-store-001", IMPATIENCE_MS), got);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"re\":3,\"plogOffset\":\"0\"}|R16|plogOffset=0",
                "{\"re\":3,\"plogOffset\":\"-1\"}|R17|plogOffset=-1",
                "{\"re\":3,\"plogOffset\":\"9223372036854775808\"}|R17|plogOffset=9223372036854775808",
                "{\"id\":1,\"op\":\"readPLog\",\"owner\":1,\"from\":\"-5\"}|R17|from=-5",
                "{\"id\":1,\"op\":\"readNumbers\",\"owner\":1,\"wsId\":\"-1\",\"seqIds\":[1]}|R17|wsId=-1",
                "{\"id\":1,\"op\":\"writeValues\",\"owner\":1,\"values\":[{\"wsId\":\"5\",\"seqId\":1,"
                        + "\"number\":\"99999999999999999999\"}]}|R17|number=99999999999999999999"
            })
    void anIntegerThatIsOutOfRangeIsJudged(String line, String rule, String got) {
        String script = HELLO + "read l; echo '{\"re\":2}'; read l; echo '" + line + "'; sleep 999";
        CaseResult result = check(script, "L0-empty-store-001").run().get(0);
        assertEquals(Verdict.FAIL, result.verdict(), () -> result.finding().got());
        assertEquals("InRange", result.finding().property());
        assertEquals(rule, result.rule());
        assertTrue(result.finding().got().startsWith(got), result.finding().got());
    }

    @Test
    void theFirstLinesOfAPanicAreKept() {
        String script =
                HELLO + "read l; echo 'panic: index out of range' >&2; head -c 50000 /dev/zero | tr '\\0' x >&2; "
                        + "echo 'exit status 2' >&2; exit 2";
        String errors = check(script, "L0-empty-store-001").run().get(0).stderrTail();
        assertTrue(errors.startsWith("panic: index out of range\n"), errors.substring(0, 80));
        assertTrue(errors.endsWith("exit status 2\n"), errors.substring(errors.length() - 80));
        assertTrue(errors.contains("bytes left out"), "the middle is counted");
    }

    @Test
    void whoBreaksTheProtocolAgainAndAgainIsLeftAlone() {
        List<CaseResult> results =
                check(HELLO + "echo oops >&2; read l; exit 1", "*").run();
        assertEquals(10, results.size());
        assertTrue(results.get(0).stderrTail().contains("oops"), results.get(0).stderrTail());
    }

    @Test
    void aProgramThatIsNoneCannotBeLaunched() {
        Check check = new Check(
                () -> ProcessChannel.start(List.of("no-such-program-here")),
                new CheckPlan(Level.L0, null, 1, Profile.STRICT, PATIENCE_MS),
                result -> {});
        assertThrows(Channel.LaunchException.class, check::run);
    }

    @Test
    void aStormOfStorageCallsEnds() {
        Check check = new Check(
                StormChannel::new, new CheckPlan(Level.L0, "L0-scan-001", 1, Profile.STRICT, PATIENCE_MS), r -> {});
        CaseResult result = check.run().get(0);
        assertEquals(Verdict.BROKE_PROTOCOL, result.verdict());
        assertTrue(
                result.finding().got().contains("a storm of storage calls"),
                result.finding().got());
    }

    /** Introduces itself, and then reads the checkpoint again and again. */
    private static final class StormChannel implements Channel {
        private long calls = -1;

        @Override
        public boolean send(String line) {
            return true;
        }

        @Override
        public Incoming receive(long waitMs) {
            calls++;
            return new Incoming.Text(
                    calls == 0
                            ? "{\"re\":1,\"name\":\"x\",\"version\":\"1\",\"language\":\"x\",\"protocol\":1,"
                                    + "\"capabilities\":[]}"
                            : "{\"id\":" + calls + ",\"op\":\"readNextPLogOffset\",\"owner\":1}");
        }

        @Override
        public String stderrTail() {
            return "";
        }

        @Override
        public void close() {
            calls = 0;
        }
    }

    private static Check check(String script, String glob) {
        return check(script, glob, PATIENCE_MS);
    }

    private static Check check(String script, String glob, long patienceMs) {
        return new Check(
                () -> ProcessChannel.start(List.of("/bin/sh", "-c", script)),
                new CheckPlan(Level.L0, glob, 1, Profile.STRICT, patienceMs),
                result -> {});
    }
}
