package io.isequencer.oracle.vectors;

import static io.isequencer.oracle.vectors.VectorScript.KIND;

import io.isequencer.oracle.cases.Level;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Numbers of one key after the other: initial values, widths, workspaces, names. */
final class NumberVectors {
    private static final String W = "5";
    private static final String V = "140737488355329";

    /** What two workspaces become one of if a wsId is cut off, made signed or made a double. */
    private static final String[][] TWINS = {
        {"0", "4294967296"},
        {"1", "4294967297"},
        {"0", "65536"},
        {"2147483648", "18446744071562067968"},
        {"5", "9223372036854775813"},
        {"0", "9223372036854775808"},
        {"4294967295", "18446744073709551615"},
        {"9223372036854775807", "18446744073709551615"},
        {"9007199254740992", "9007199254740993"},
        {"18446744073709551614", "18446744073709551615"},
        {"18446744073709549568", "18446744073709551615"},
        {"10", "16"}
    };

    private NumberVectors() {}

    static void addTo(VectorList list) {
        initialValues(list);
        storedNumbers(list);
        workspaces(list);
        names(list);
        emptyEvents(list);
    }

    /** Where a number no longer fits a narrower type. */
    private static List<BigInteger> widths() {
        List<BigInteger> widths = new ArrayList<>();
        for (long small : new long[] {1, 2, 10, 200_001}) {
            widths.add(BigInteger.valueOf(small));
        }
        for (int bits : new int[] {8, 15, 16, 31, 32, 53, 62}) {
            BigInteger power = BigInteger.ONE.shiftLeft(bits);
            widths.add(power.subtract(BigInteger.ONE));
            widths.add(power);
        }
        return widths;
    }

    private static void initialValues(VectorList list) {
        VectorList.Family inOne = list.family(Level.L0, "initial-in-one-event", "R6");
        VectorList.Family acrossEvents = list.family(Level.L0, "initial-across-events", "R6");
        for (BigInteger first : widths()) {
            String narrow =
                    "The first number is the initial value, and they rise by one: a type that is too narrow, or a"
                            + " memory that takes last for next, shows at " + first + ".";
            inOne.add(
                    "three numbers from " + first,
                    narrow,
                    s -> s.declare(KIND, 1, first).open().tx(W, 1, 1, 1).drained());
            acrossEvents.add(
                    "three events from " + first + ", and a restart",
                    narrow,
                    s -> s.declare(KIND, 1, first)
                            .open()
                            .tx(W, 1)
                            .tx(W, 1)
                            .drained()
                            .reopen()
                            .tx(W, 1));
        }
    }

    private static void storedNumbers(VectorList list) {
        VectorList.Family above = list.family(Level.L0, "stored-number", "R6");
        for (BigInteger last : widths()) {
            above.add(
                    "after the stored number " + last,
                    "Storage holds the last-used number: whoever takes it for the next one issues " + last + " again.",
                    s -> s.declare(KIND, 1, 1)
                            .stored(W, 1, last)
                            .firstOffset(BigInteger.TEN)
                            .open()
                            .tx(W, 1, 1)
                            .tx(V, 1)
                            .drained());
        }
    }

    private static void workspaces(VectorList list) {
        VectorList.Family turns = list.family(Level.L0, "workspaces-by-turns", "R16");
        VectorList.Family stored = list.family(Level.L0, "workspaces-stored", "R16");
        for (String[] twins : TWINS) {
            String comment = "The two are different workspaces of 64 bits: a wsId that is cut off, signed, or a JSON"
                    + " double gives both one counter.";
            turns.add(
                    twins[0] + " and " + twins[1],
                    comment,
                    s -> s.open()
                            .tx(twins[0], 1)
                            .tx(twins[1], 1, 1)
                            .tx(twins[0], 1, 2)
                            .tx(twins[1], 1, 2, 2)
                            .drained()
                            .reopen()
                            .tx(twins[1], 1)
                            .tx(twins[0], 1));
            stored.add(
                    twins[0] + " and " + twins[1],
                    comment,
                    s -> s.stored(twins[0], 1, 100)
                            .stored(twins[1], 1, 7)
                            .firstOffset(BigInteger.valueOf(108))
                            .open()
                            .tx(twins[1], 1)
                            .tx(twins[0], 1));
        }
    }

    private static void names(VectorList list) {
        int[][] twins = {{1, 257}, {255, 65_535}, {1, 32_769}, {32_767, 32_768}, {1, 65_535}, {16, 4096}};
        VectorList.Family seqs = list.family(Level.L0, "sequences-by-turns", "R17");
        VectorList.Family kinds = list.family(Level.L0, "kinds", "R17");
        for (int[] two : twins) {
            seqs.add(
                    "seqIds " + two[0] + " and " + two[1],
                    "A seqId has 16 bits, unsigned: cut off or signed, two sequences share a counter.",
                    s -> s.declare(KIND, two[0], 1)
                            .declare(KIND, two[1], 500)
                            .open()
                            .tx(W, two[0], two[1], two[0])
                            .tx(W, two[1])
                            .drained()
                            .reopen()
                            .tx(W, two[0], two[1]));
            kinds.add(
                    "wsKinds " + two[0] + " and " + two[1],
                    "The initial value is that of the transaction's wsKind, which has 16 bits, unsigned.",
                    s -> s.declare(two[0], 1, 1)
                            .declare(two[1], 1, 70_000)
                            .open()
                            .tx(two[0], W, 1, 1)
                            .tx(two[1], V, 1)
                            .tx(two[0], W, 1)
                            .tx(two[1], V, 1));
        }
    }

    private static void emptyEvents(VectorList list) {
        VectorList.Family empty = list.family(Level.L0, "events-without-numbers", "R3");
        for (int before = 0; before < 3; before++) {
            int count = before;
            empty.add(
                    count + " numbers, three events without any, then one",
                    "An event moves the offset, whether it carries numbers or not, and the checkpoint with it.",
                    s -> {
                        s.open();
                        for (int i = 0; i < count; i++) {
                            s.tx(W, 1);
                        }
                        s.tx(W).tx(V).tx(W).drained().reopen().tx(W, 1).drained();
                    });
        }
    }
}
