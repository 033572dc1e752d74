package io.isequencer.oracle.judge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.Expect;
import io.isequencer.oracle.wire.Escaped;
import io.isequencer.recording.ErrorCode;
import io.isequencer.rules.Property;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares replies with what a case allows.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link VerdictException}.
 *   <li><i>Source:</i> section 7 of {@code conformance/PROTOCOL.md}.
 * </ul>
 */
public final class ReplyJudge {
    private ReplyJudge() {}

    /** Whether the reply is one that is allowed; it ends the case if not. */
    public static void judge(String call, Expect expect, ObjectNode reply) {
        if (isAllowed(expect, reply)) {
            return;
        }
        String allowed = call + ": " + String.join(", or ", allowed(expect));
        ObjectNode got = reply.deepCopy();
        got.remove("re");
        String came = got.isEmpty() ? "it was done" : Escaped.shown(got.toString());
        throw new VerdictException(
                expect.should() ? Verdict.NON_STRICT : Verdict.FAIL,
                new Finding(Property.REPLY.id(), isUnknown(reply) ? "PROTOCOL" : "", allowed, came));
    }

    /** A call that an adapter does not know breaks no rule of sequencers, whatever the case is about. */
    private static boolean isUnknown(ObjectNode reply) {
        return reply.path("error").path("code").asInt() == ErrorCode.NOT_SUPPORTED.code();
    }

    private static boolean isAllowed(Expect expect, ObjectNode reply) {
        if (reply.has("error")) {
            return expect.error() != null
                    && expect.error().contains(reply.get("error").get("code").asInt());
        }
        if (expect.any()) {
            return true;
        }
        if (reply.has("busy")) {
            return expect.busy() != null
                    && expect.busy().contains(reply.get("busy").asText());
        }
        return matches(expect.plogOffset(), reply, "plogOffset")
                || matches(expect.number(), reply, "number")
                || expect.raised() != null
                        && reply.path("raised").isBoolean()
                        && expect.raised() == reply.get("raised").booleanValue()
                || isBare(expect);
    }

    private static boolean matches(String expected, ObjectNode reply, String field) {
        return expected != null
                && reply.has(field)
                && expected.equals(reply.get(field).asText());
    }

    private static boolean isBare(Expect expect) {
        return expect.equals(Expect.DONE);
    }

    private static List<String> allowed(Expect expect) {
        List<String> allowed = new ArrayList<>();
        if (expect.plogOffset() != null) {
            allowed.add("plogOffset " + expect.plogOffset());
        }
        if (expect.number() != null) {
            allowed.add("number " + expect.number());
        }
        if (expect.raised() != null) {
            allowed.add("raised " + expect.raised());
        }
        if (expect.busy() != null) {
            allowed.add("busy " + String.join(" or ", expect.busy()));
        }
        if (expect.error() != null) {
            expect.error().forEach(code -> allowed.add("error " + code));
        }
        if (expect.any()) {
            allowed.add("no error");
        }
        if (allowed.isEmpty()) {
            allowed.add("it is done");
        }
        return allowed;
    }
}
