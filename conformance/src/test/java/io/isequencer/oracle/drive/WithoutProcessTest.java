package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.catalogue.CaseParser;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.channel.Incoming;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.wire.BoundedLines;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call of an owner that has no process, as after a crash that ended it, is answered by a new one: none is open. */
class WithoutProcessTest {
    private static final long PATIENCE_MS = 1_000;

    private int launched;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '~', textBlock = """
            tx(5:1) crash start(5)!closed next(1)!closed use(1=3)!closed flush!closed actualize!closed open tx(5:1) drained ~ 2
            tx(5:1) crash quiesce open tx(5:1) drained                                                ~ 2
            tx(5:1) crash close open tx(5:1) drained                                                  ~ 2
            tx(5:1) crash call({"op":"frobnicate"})!notSupported open tx(5:1) drained                 ~ 2
            tx(5:1) crash await(write) open tx(5:1) drained                                           ~ 2
            hold(readNumbers) start(5) nextLater(1) crash join open tx(5:1) drained                   ~ 2
            hold(readNumbers) start(5) nextLater(1) await(readNumbers) crash open quiesce tx(5:1) join drained ~ 2
            tx(5:1) crash crash open tx(5:1) drained                                                  ~ 3
            tx(5:1) crash land landAppend heal release(write) foreign(5:1=2) open tx(5:1) drained     ~ 2
            owner(1) start(5)!closed close quiesce crash owner(0) tx(5:1) drained                     ~ 2
            """)
    void theCaseIsPlayedToItsEnd(String words, int processes) {
        Case testCase = CaseParser.parse("F", "family L3 gone R15 Why.\n001 t  open " + words, Bounds.USUAL)
                .get(0);
        assertPassed(testCase, true);
        assertEquals(processes, launched, "processes without the capability crash");
        launched = 0;
        assertPassed(testCase, false);
    }

    private void assertPassed(Case testCase, boolean withoutCrash) {
        Channel.Launcher launcher = () -> {
            launched++;
            FakeChannel channel = new FakeChannel(Planted.NONE);
            return withoutCrash ? new WithoutCrash(channel) : channel;
        };
        try (CaseJudge judge = new CaseJudge(launcher, Profile.STRICT, PATIENCE_MS)) {
            judge.begin();
            CaseResult result = judge.run(testCase).result();
            assertEquals(Verdict.PASS, result.verdict(), () -> String.valueOf(result.finding()));
        }
    }

    /** Does not declare the capability crash, so its process is ended instead. */
    private record WithoutCrash(FakeChannel channel) implements Channel {
        @Override
        public boolean send(String line) {
            return channel.send(line);
        }

        @Override
        public Incoming receive(long waitMs) {
            Incoming incoming = channel.receive(waitMs);
            return incoming instanceof Incoming.Text text
                    ? new Incoming.Text(text.line().replace("\"crash\",", ""))
                    : incoming;
        }

        @Override
        public BoundedLines.Unfinished unfinished() {
            return channel.unfinished();
        }

        @Override
        public String stderrTail() {
            return channel.stderrTail();
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
