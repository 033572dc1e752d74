package io.isequencer.oracle.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.wire.BoundedLines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class SessionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[1]",
                "{\"id\":1",
                "{\"id\":1,\"id\":1,\"op\":\"bye\"}",
                "{\"id\":1,\"op\":\"bye\"} x",
                "{\"op\":\"close\"}",
                "{\"id\":0,\"op\":\"close\"}",
                "{\"id\":\"1\",\"op\":\"close\"}"
            })
    void aLineThatIsNoRequestIsAnsweredAsMalformed(String line) {
        try (FakeOracle oracle = FakeOracle.of(true)) {
            oracle.sendLine(line);
            ObjectNode reply = oracle.receive();
            assertEquals(0, reply.get("re").intValue());
            assertEquals(12, FakeOracle.errorCode(reply));
            assertNull(oracle.call("close").get("error"), "the session goes on");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"owner\":0,\"seqTypes\":[],\"limits\":{}",
                "\"owner\":1,\"seqTypes\":[],\"limits\":{}",
                "\"owner\":1,\"seqTypes\":[{\"wsKind\":1,\"seqs\":[{\"seqId\":1,\"initial\":\"0\"}]}],\"limits\":{}",
                "\"owner\":1,\"seqTypes\":[{\"wsKind\":1,\"seqs\":[{\"seqId\":1,\"initial\":1}]}],\"limits\":{}"
            })
    void whatCannotBeOpenedIsMalformed(String fields) {
        try (FakeOracle oracle = FakeOracle.of(true)) {
            assertEquals(12, FakeOracle.errorCode(oracle.call("open", fields)));
            assertEquals(1006, FakeOracle.errorCode(oracle.call("flush")));
        }
    }

    @Test
    void aSecondOpenIsRefusedUntilTheFirstHasEnded() {
        try (FakeOracle oracle = FakeOracle.of(true)) {
            oracle.open(1);
            assertEquals(
                    12,
                    FakeOracle.errorCode(oracle.call(
                            "open",
                            "\"owner\":2,\"seqTypes\":[{\"wsKind\":1,\"seqs\":[{\"seqId\":1,\"initial\":\"1\"}]}],"
                                    + "\"limits\":{}")));
            oracle.call("close");
            oracle.open(3);
            assertEquals("1", oracle.event(1, 1));
        }
    }

    @Test
    void aLineThatIsTooLongIsReadPast() throws IOException {
        String fill = "x".repeat(BoundedLines.MAX_LINE_BYTES - 40);
        String fits = "{\"id\":1,\"op\":\"close\",\"f\":\"" + fill + "\"}";
        String tooLong = "y".repeat(3 * BoundedLines.MAX_LINE_BYTES);
        assertEquals(
                "{\"re\":1}\n{\"re\":0,\"error\":{\"code\":12,\"definite\":true,\"text\":\"a line must be at most 65536"
                        + " bytes: size>65536\"}}\n{\"re\":2}\n",
                play(fits + "\n" + tooLong + "\n{\"id\":2,\"op\":\"bye\"}\n{\"id\":3,\"op\":\"close\"}\n"));
    }

    @Test
    void theSameLinesInGiveTheSameLinesOut() throws IOException {
        String lines = "{\"id\":1,\"op\":\"open\",\"owner\":7,\"seqTypes\":[{\"wsKind\":1,\"seqs\":[{\"seqId\":1,"
                + "\"initial\":\"1\"}]}],\"limits\":{\"maxUnflushedValues\":5,\"cacheSize\":5,\"retryDelayMs\":20,"
                + "\"closeTimeoutMs\":500}}\n{\"id\":2,\"op\":\"observe\"}\n{\"re\":1,\"nextPLogOffset\":\"0\"}\n"
                + "{\"re\":2,\"events\":[],\"end\":true}\n{\"id\":3,\"op\":\"quiesce\"}";
        String first = play(lines);
        assertTrue(first.endsWith("{\"re\":3,\"idle\":true}\n"), first);
        assertEquals(first, play(lines));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"re\":99}",
                "{\"re\":\"1\"}",
                "{\"re\":null}",
                "{\"re\":1,\"nextPLogOffset\":\"-1\"}",
                "{\"re\":1,\"nextPLogOffset\":7}",
                "{\"re\":1}",
                "{\"re\":1,\"error\":{\"code\":11}}"
            })
    void aReplyToAQuestionNeverAskedOrUnreadableEndsTheSession(String reply) {
        FakeOracle oracle = FakeOracle.of(true);
        oracle.answers(question -> FakeOracle.SILENCE);
        oracle.open(1);
        oracle.awaitAsked("readNextPLogOffset");
        oracle.sendLine(reply);
        Throwable failure = oracle.end();
        assertInstanceOf(BadReplyException.class, failure);
        assertTrue(failure.getMessage().contains("re="), failure.getMessage());
    }

    @Test
    void aPageWithoutEventsThatIsNotTheEndEndsTheSession() {
        FakeOracle oracle = FakeOracle.of(true);
        oracle.answers(question -> FakeOracle.SILENCE);
        oracle.open(1);
        oracle.awaitAsked("readNextPLogOffset");
        oracle.sendLine("{\"re\":1,\"nextPLogOffset\":\"0\"}");
        oracle.sendLine("{\"re\":2,\"events\":[],\"end\":false}");
        assertInstanceOf(BadReplyException.class, oracle.end());
    }

    @Test
    void timeMovesByTicksAlone() {
        try (FakeOracle oracle = FakeOracle.of(true)) {
            oracle.fail(op -> true);
            oracle.open(1);
            oracle.awaitAsked("readNextPLogOffset");
            ObjectNode asleep = oracle.call("quiesce");
            assertFalse(asleep.get("idle").booleanValue());
            assertEquals(20, asleep.get("wakeInMs").intValue());
            oracle.call("tick", "\"ms\":19");
            assertEquals(1, oracle.asked.size());
            assertEquals(1, oracle.call("quiesce").get("wakeInMs").intValue());
            oracle.call("tick", "\"ms\":1");
            assertEquals(2, oracle.asked.size());
        }
    }

    @Test
    void aCloseEndsInTimeThoughTheStorageIsSilent() {
        try (FakeOracle oracle = FakeOracle.of(true)) {
            oracle.open(1);
            oracle.quiesce();
            oracle.answers(question -> FakeOracle.SILENCE);
            oracle.start(5);
            oracle.call("flush");
            oracle.start(5);
            long next = oracle.send("next", "\"seqId\":1");
            oracle.awaitAsked("readNumbers");
            assertEquals(12, FakeOracle.errorCode(oracle.call("flush")), "one client call at a time");
            long close = oracle.send("close", "");
            assertEquals(500, oracle.call("quiesce").get("wakeInMs").intValue());
            oracle.call("tick", "\"ms\":500");
            oracle.await(close);
            assertEquals(1006, FakeOracle.errorCode(oracle.await(next)));
            oracle.restoreStorage();
            oracle.open(2);
            assertEquals(1, oracle.start(5));
        }
    }

    @Test
    void anAnswerThatComesAfterTheCrashIsDropped() {
        try (FakeOracle oracle = FakeOracle.of(true)) {
            oracle.answers(question -> FakeOracle.SILENCE);
            oracle.open(1);
            oracle.awaitAsked("readNextPLogOffset");
            oracle.call("crash");
            oracle.sendLine("{\"re\":1,\"nextPLogOffset\":\"9\"}");
            oracle.restoreStorage();
            oracle.open(2);
            assertEquals(1, oracle.start(5));
        }
    }

    private static String play(String lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Channel channel = new Channel(out);
        ByteArrayInputStream in = new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
        new Session(in, channel, new VirtualAdapter(channel), "1.0").run();
        return out.toString(StandardCharsets.UTF_8);
    }
}
