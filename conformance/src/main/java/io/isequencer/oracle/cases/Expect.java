package io.isequencer.oracle.cases;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a call may answer: any of the things that are named. Nothing named means that the bare reply is expected.
 *
 * @param plogOffset the offset of a start that is accepted
 * @param number the number of a next
 * @param raised the answer of a use
 * @param busy the reasons for which a start may be refused: {@code actualizing}, {@code backPressure}
 * @param error the error codes that are allowed
 * @param any whether every answer that fits the protocol is allowed; the invariants judge it
 * @param should whether this is a recommendation: not to follow it is NON-STRICT, and ends the case
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Expect(
        String plogOffset,
        String number,
        // Not even false is a default.
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean raised,
        List<String> busy,
        List<Integer> error,
        boolean any,
        boolean should) {
    /** The bare reply. */
    public static final Expect DONE = new Expect(null, null, null, null, null, false, false);

    /** Whatever the protocol allows. */
    public static final Expect ANY = new Expect(null, null, null, null, null, true, false);

    public static Expect plogOffset(String offset) {
        return new Expect(offset, null, null, null, null, false, false);
    }

    public static Expect number(String number) {
        return new Expect(null, number, null, null, null, false, false);
    }

    public static Expect raised(boolean raised) {
        return new Expect(null, null, raised, null, null, false, false);
    }

    public static Expect busy(String... reasons) {
        return new Expect(null, null, null, List.of(reasons), null, false, false);
    }

    public static Expect error(Integer... codes) {
        return new Expect(null, null, null, null, List.of(codes), false, false);
    }

    public Expect orError(Integer... codes) {
        return new Expect(plogOffset, number, raised, busy, List.of(codes), any, should);
    }

    public Expect recommended() {
        return new Expect(plogOffset, number, raised, busy, error, any, true);
    }

    public Expect orBusy(String... reasons) {
        return new Expect(plogOffset, number, raised, List.of(reasons), error, any, should);
    }
}
