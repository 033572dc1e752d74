package io.isequencer.oracle.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What both ways of serving do alike. */
@Timeout(300)
class ServeTest {
    private static final String LIMITS =
            "\"maxUnflushedValues\":%d,\"cacheSize\":%d,\"retryDelayMs\":20,\"closeTimeoutMs\":300";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void declaresWhatItIs(boolean virtual) {
        try (FakeOracle oracle = FakeOracle.of(virtual)) {
            ObjectNode hello = oracle.call("hello", "\"v\":1,\"protocol\":[1,2],\"oracle\":\"test\"");
            assertEquals("isequencer", hello.get("name").textValue());
            assertEquals(1, hello.get("protocol").intValue());
            assertEquals(virtual, hello.get("capabilities").toString().contains("virtualTime"));
            assertEquals(10, FakeOracle.errorCode(oracle.call("hello", "\"v\":1,\"protocol\":[2]")));
            assertEquals(10, FakeOracle.errorCode(oracle.call("dance")));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void numbersAndRecovers(boolean virtual) {
        try (FakeOracle oracle = FakeOracle.of(virtual)) {
            oracle.open(1);
            assertEquals("1", oracle.event(0, 1));
            assertEquals("2", oracle.event(0, 1));
            assertEquals("200001", oracle.event(-1, 2));
            oracle.quiesce();
            assertEquals(Map.of("0/1", 2L, "18446744073709551615/2", 200_001L), oracle.storage.numbers);
            assertEquals(4, oracle.storage.checkpoint);
            oracle.call("crash");
            oracle.open(2);
            assertEquals("3", oracle.event(0, 1));
            assertEquals(4, oracle.storage.events.size());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void recoversWhatWasNeverStoredPageByPage(boolean virtual) {
        try (FakeOracle oracle = FakeOracle.of(virtual)) {
            oracle.storage.pageSize = 3;
            for (int i = 1; i <= 20; i++) {
                oracle.storage.append(i, i % 7, 1, Integer.toString(1 + (i - 1) / 7));
            }
            oracle.open(1, String.format(Locale.ROOT, LIMITS, 2, 5));
            assertEquals("4", oracle.event(1, 1));
            oracle.quiesce();
            assertEquals(22, oracle.storage.checkpoint);
            assertEquals(7, oracle.storage.numbers.size());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void syncsBeforeTheCheckpointIsWrittenAndTriesAgain(boolean virtual) {
        try (FakeOracle oracle = FakeOracle.of(virtual)) {
            oracle.open(1);
            oracle.quiesce();
            oracle.asked.clear();
            oracle.fail("writeValuesAndNextPLogOffset"::equals);
            oracle.event(5, 1);
            oracle.awaitAsked("writeValuesAndNextPLogOffset");
            assertEquals(
                    List.of("readNumbers", "syncPLog", "writeValuesAndNextPLogOffset"), FakeOracle.ops(oracle.asked));
            assertEquals(0, oracle.storage.checkpoint);
            oracle.restoreStorage();
            oracle.quiesce();
            assertEquals(2, oracle.storage.checkpoint);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersEachErrorWithItsCode(boolean virtual) {
        try (FakeOracle oracle = FakeOracle.of(virtual)) {
            assertEquals(1006, FakeOracle.errorCode(oracle.call("start", "\"wsKind\":1,\"wsId\":\"5\"")));
            oracle.open(1);
            oracle.quiesce();
            assertEquals(12, FakeOracle.errorCode(oracle.call("start", "\"wsKind\":1,\"wsId\":5")));
            assertEquals(1005, FakeOracle.errorCode(oracle.call("start", "\"wsKind\":2,\"wsId\":\"5\"")));
            assertEquals(1002, FakeOracle.errorCode(oracle.call("next", "\"seqId\":1")));
            assertEquals(1002, FakeOracle.errorCode(oracle.call("flush")));
            oracle.start(5);
            assertEquals(1001, FakeOracle.errorCode(oracle.call("start", "\"wsKind\":1,\"wsId\":\"5\"")));
            assertEquals(1000, FakeOracle.errorCode(oracle.call("next", "\"seqId\":9")));
            assertEquals(12, FakeOracle.errorCode(oracle.call("next", "\"seqId\":0")));
            assertEquals(12, FakeOracle.errorCode(oracle.call("use", "\"seqId\":1,\"number\":\"0\"")));
            assertEquals("9223372036854775807", oracle.next(3));
            assertEquals(1004, FakeOracle.errorCode(oracle.call("next", "\"seqId\":3")));
            assertTrue(oracle.call("use", "\"seqId\":1,\"number\":\"10\"")
                    .get("raised")
                    .booleanValue());
            assertFalse(oracle.call("use", "\"seqId\":1,\"number\":\"10\"")
                    .get("raised")
                    .booleanValue());
            assertEquals("11", oracle.next(1));
            oracle.call("close");
            assertEquals(1006, FakeOracle.errorCode(oracle.call("flush")));
            assertNull(oracle.call("close").get("error"));
            assertNull(oracle.end());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void actualizeWhileRecoveringIsRefused(boolean virtual) {
        try (FakeOracle oracle = FakeOracle.of(virtual)) {
            oracle.answers(question -> FakeOracle.SILENCE);
            oracle.open(1);
            oracle.awaitAsked("readNextPLogOffset");
            assertEquals(1003, FakeOracle.errorCode(oracle.call("actualize")));
            assertEquals(
                    "actualizing",
                    oracle.call("start", "\"wsKind\":1,\"wsId\":\"5\"")
                            .get("busy")
                            .textValue());
            oracle.restoreStorage();
            oracle.call("crash");
            oracle.open(2);
            assertEquals("1", oracle.event(5, 1));
            oracle.start(5);
            assertEquals("2", oracle.next(1));
            oracle.call("actualize");
            assertEquals("2", oracle.event(5, 1), "what was provisional is handed out again");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailedReadLeavesTheTransactionOpen(boolean virtual) {
        try (FakeOracle oracle = FakeOracle.of(virtual)) {
            oracle.open(1);
            oracle.start(5);
            oracle.fail("readNumbers"::equals);
            assertEquals(11, FakeOracle.errorCode(oracle.call("next", "\"seqId\":1")));
            oracle.restoreStorage();
            assertEquals("1", oracle.next(1));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatWaitsForItsReadIsNoBusinessOfQuiesce(boolean virtual) {
        try (FakeOracle oracle = FakeOracle.of(virtual)) {
            oracle.open(1);
            oracle.quiesce();
            oracle.start(5);
            oracle.answers(question -> FakeOracle.SILENCE);
            oracle.sendLine("{\"id\":1000,\"op\":\"next\",\"seqId\":1}");
            oracle.awaitAsked("readNumbers");
            oracle.quiesce();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void backPressureIsReportedAndEnds(boolean virtual) {
        try (FakeOracle oracle = FakeOracle.of(virtual)) {
            oracle.open(1, String.format(Locale.ROOT, LIMITS, 1, 10));
            oracle.quiesce();
            oracle.fail(op -> op.startsWith("write"));
            oracle.event(1, 1);
            oracle.event(2, 1);
            assertEquals(
                    "backPressure",
                    oracle.call("start", "\"wsKind\":1,\"wsId\":\"3\"")
                            .get("busy")
                            .textValue());
            oracle.restoreStorage();
            assertEquals("1", oracle.event(3, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBatchThatFitsNoLineIsCutIntoPieces(boolean virtual) {
        try (FakeOracle oracle = FakeOracle.of(virtual)) {
            openWithPending(oracle, 1_001);
            oracle.restoreStorage();
            oracle.quiesce();
            assertEquals(1_001, oracle.storage.numbers.size());
            assertEquals(1_002, oracle.storage.checkpoint);
            assertEquals(
                    2,
                    FakeOracle.ops(oracle.asked).stream()
                            .filter("writeValues"::equals)
                            .count());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPieceThatFailsFailsTheWrite(boolean virtual) {
        try (FakeOracle oracle = FakeOracle.of(virtual)) {
            openWithPending(oracle, 501);
            oracle.fail("writeValues"::equals);
            oracle.awaitAskedAfterDelay("writeValues");
            assertEquals(0, oracle.storage.checkpoint, "no checkpoint without its values");
            oracle.restoreStorage();
            oracle.quiesce();
            assertEquals(502, oracle.storage.checkpoint);
        }
    }

    /** So many keys wait to be written, and the try to write them that comes next is of all. */
    private static void openWithPending(FakeOracle oracle, int keys) {
        for (int i = 1; i <= keys; i++) {
            oracle.storage.append(i, -i, 1, "1");
        }
        oracle.fail("syncPLog"::equals);
        oracle.open(1, String.format(Locale.ROOT, LIMITS, 5_000, 5_000));
        ObjectNode started = oracle.call("start", "\"wsKind\":1,\"wsId\":\"5\"");
        while (started.has("busy")) {
            started = oracle.call("start", "\"wsKind\":1,\"wsId\":\"5\"");
        }
        // One that began before the recovery was over may be under way.
        for (int tries = 0; tries < 2; tries++) {
            oracle.asked.clear();
            oracle.awaitAskedAfterDelay("syncPLog");
        }
        oracle.asked.clear();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theEndOfTheInputEndsTheSession(boolean virtual) {
        FakeOracle oracle = FakeOracle.of(virtual);
        oracle.answers(question -> FakeOracle.SILENCE);
        oracle.open(1);
        oracle.awaitAsked("readNextPLogOffset");
        assertNull(oracle.end());
    }
}
