package io.isequencer.oracle.judge;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.Expect;
import io.isequencer.oracle.wire.Json;
import org.junit.jupiter.api.Test;

/** What a case allows as a reply, and its nearest neighbours that it does not. */
class ReplyJudgeTest {
    private static ObjectNode reply(String fields) {
        return Json.parse("{\"re\":7" + (fields.isEmpty() ? "" : "," + fields) + "}");
    }

    private static void allowed(Expect expect, String fields) {
        assertDoesNotThrow(() -> ReplyJudge.judge("next", expect, reply(fields)));
    }

    private static VerdictException refused(Expect expect, String fields, String allowed, String got) {
        ObjectNode reply = reply(fields);
        VerdictException end = assertThrows(VerdictException.class, () -> ReplyJudge.judge("next", expect, reply));
        assertEquals(Finding.of("Reply", "next: " + allowed, got), end.finding());
        assertEquals(reply(fields), reply);
        return end;
    }

    @Test
    void aNumber() {
        Expect two = Expect.number("2");
        allowed(two, "\"number\":\"2\"");
        refused(two, "\"number\":\"3\"", "number 2", "{\"number\":\"3\"}");
        refused(two, "", "number 2", "it was done");
        refused(two, "\"error\":{\"code\":1004}", "number 2", "{\"error\":{\"code\":1004}}");
        refused(two, "\"busy\":\"actualizing\"", "number 2", "{\"busy\":\"actualizing\"}");
        refused(two, "\"plogOffset\":\"2\"", "number 2", "{\"plogOffset\":\"2\"}");
    }

    @Test
    void anOffset() {
        Expect seven = Expect.plogOffset("7");
        allowed(seven, "\"plogOffset\":\"7\"");
        refused(seven, "\"plogOffset\":\"8\"", "plogOffset 7", "{\"plogOffset\":\"8\"}");
        refused(seven, "\"number\":\"7\"", "plogOffset 7", "{\"number\":\"7\"}");
    }

    @Test
    void whetherItWasRaised() {
        allowed(Expect.raised(true), "\"raised\":true");
        allowed(Expect.raised(false), "\"raised\":false");
        refused(Expect.raised(true), "\"raised\":false", "raised true", "{\"raised\":false}");
        refused(Expect.raised(false), "\"raised\":true", "raised false", "{\"raised\":true}");
        refused(Expect.raised(false), "", "raised false", "it was done");
        refused(Expect.raised(true), "\"raised\":\"true\"", "raised true", "{\"raised\":\"true\"}");
        refused(Expect.number("1"), "\"raised\":true", "number 1", "{\"raised\":true}");
    }

    @Test
    void aRefusal() {
        Expect either = Expect.busy("actualizing", "backPressure");
        allowed(either, "\"busy\":\"actualizing\"");
        allowed(either, "\"busy\":\"backPressure\"");
        refused(either, "\"busy\":\"lazy\"", "busy actualizing or backPressure", "{\"busy\":\"lazy\"}");
        refused(either, "\"plogOffset\":\"1\"", "busy actualizing or backPressure", "{\"plogOffset\":\"1\"}");
        refused(Expect.DONE, "\"busy\":\"actualizing\"", "it is done", "{\"busy\":\"actualizing\"}");
    }

    @Test
    void anError() {
        Expect two = Expect.error(1000, 1002);
        allowed(two, "\"error\":{\"code\":1000}");
        allowed(two, "\"error\":{\"code\":1002}");
        refused(two, "\"error\":{\"code\":1001}", "error 1000, or error 1002", "{\"error\":{\"code\":1001}}");
        refused(two, "", "error 1000, or error 1002", "it was done");
        refused(Expect.DONE, "\"error\":{\"code\":11}", "it is done", "{\"error\":{\"code\":11}}");
    }

    @Test
    void oneOfSeveral() {
        Expect expect = Expect.plogOffset("7").orBusy("backPressure").orError(1004);
        allowed(expect, "\"plogOffset\":\"7\"");
        allowed(expect, "\"busy\":\"backPressure\"");
        allowed(expect, "\"error\":{\"code\":1004}");
        refused(expect, "", "plogOffset 7, or busy backPressure, or error 1004", "it was done");
    }

    @Test
    void theBareReply() {
        allowed(Expect.DONE, "");
    }

    @Test
    void whateverTheProtocolAllowsButAnError() {
        allowed(Expect.ANY, "");
        allowed(Expect.ANY, "\"number\":\"2\"");
        allowed(Expect.ANY, "\"busy\":\"actualizing\"");
        allowed(Expect.ANY.orError(11), "\"error\":{\"code\":11}");
        refused(Expect.ANY, "\"error\":{\"code\":11}", "no error", "{\"error\":{\"code\":11}}");
        refused(
                Expect.ANY.orError(11),
                "\"error\":{\"code\":12}",
                "error 11, or no error",
                "{\"error\":{\"code\":12}}");
    }

    @Test
    void aCallThatIsNotKnownBreaksTheProtocolAndNoOtherRule() {
        assertEquals("PROTOCOL", ruleOf("{\"re\":1,\"error\":{\"code\":10}}"));
        assertEquals("", ruleOf("{\"re\":1,\"error\":{\"code\":11}}"));
        assertEquals("", ruleOf("{\"re\":1,\"number\":\"10\"}"));
    }

    private static String ruleOf(String reply) {
        VerdictException refusal = assertThrows(
                VerdictException.class, () -> ReplyJudge.judge("start", Expect.plogOffset("1"), Json.parse(reply)));
        return refusal.finding().rule();
    }

    @Test
    void whatIsNotFollowedIsARuleOrARecommendation() {
        Expect rule = Expect.busy("backPressure");
        String got = "{\"plogOffset\":\"1\"}";
        assertEquals(
                Verdict.FAIL,
                refused(rule, "\"plogOffset\":\"1\"", "busy backPressure", got).verdict());
        assertEquals(
                Verdict.NON_STRICT,
                refused(rule.recommended(), "\"plogOffset\":\"1\"", "busy backPressure", got)
                        .verdict());
    }
}
