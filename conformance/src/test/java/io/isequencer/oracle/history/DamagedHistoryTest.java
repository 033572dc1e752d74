package io.isequencer.oracle.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule refuses what breaks it, at the first line that does. */
class DamagedHistoryTest {
    /** Rule, line of the violation, then edits: {@code n-} deletes line n, {@code n+text} inserts behind it, {@code n:a>b} replaces. */
    private static final String TABLE = """
            Unique|14|13:"n":"11">"n":"10"|14:[1,"11"]>[1,"10"]
            Unique|33|32:"x":1004>"n":"9223372036854775807"|33:[[3,>[[3,"9223372036854775807"],[3,
            Monotone|14|13:"n":"11">"n":"9"|14:[1,"11"]>[1,"9"]
            Dense|14|13:"n":"11">"n":"12"|14:[1,"11"]>[1,"12"]
            Dense|8|6:200001>1|8:"200001">"1"
            Dense|8|8:,[2,"200001"]>
            Dense|44|43:"n":"2">"n":"3"|44:"2">"3"
            OffsetGiven|11|11:"p":"2">"p":"1"
            InRange|5|5:"n":"1">"n":"-9223372036854775808"
            InRange|8|8:"200001">"0"
            InRange|35|35:"9223372036854775807">"9223372036854775808"
            StorageJustified|35|35:["5",1,"12"]>["5",1,"13"]
            StorageJustified|16|10:["5",1,"1"]>["5",1,"12"]
            StorageJustified|41|39+{"e":"write","o":2,"v":[["6",1,"2"]]}
            Durable|41|39+{"e":"synced","p":"6"}
            Durable|40|39+{"e":"synced","p":"7"}
            OffsetOnce|23|19:"unknown">"failed"|23-
            DenseOffsets|11|11:"p":"2">"p":"3"
            OffsetGiven|14|14:"p":"2">"p":"3"
            Provisional|14|14:[1,"11"]>[1,"11"],[1,"12"]
            Provisional|8|8:[[1,"1"],>[[1,"1"],[1,"1"],
            Provisional|8|8:"w":"5">"w":"6"
            Provisional|23|22-
            Provisional|23|23:"12">"13"
            Provisional|23|23:"w":"5">"w":"6"
            Provisional|24|23+{"e":"landed","o":1,"p":"3","w":"5","v":[[1,"12"]]}
            CallOrder|9|8+{"e":"append","o":1,"p":"1","w":"5","v":[[1,"1"],[2,"200001"]],"r":"ok"}
            CallOrder|9|8+{"e":"next","o":1,"s":1,"n":"2"}
            CallOrder|9|8+{"e":"use","o":1,"s":1,"n":"2"}
            CallOrder|10|9+{"e":"append","o":1,"p":"2","w":"5","v":[],"r":"ok"}
            CallOrder|3|2+{"e":"open","o":1}
            AppendFirst|8|8-
            AppendFirst|20|20:actualize>flush
            AppendFirst|25|25:actualize>flush
            AppendFirst|9|8:"ok">"failed"
            Raised|14|12:true>false
            Refusal|5|4+{"e":"start","o":1,"k":1,"w":"5","p":"1"}
            Refusal|10|9+{"e":"next","o":1,"s":1,"n":"2"}
            Refusal|10|9+{"e":"flush","o":1}
            Refusal|7|7:"x":1000>"n":"1"
            Refusal|4|4:"k":1>"k":2
            Refusal|27|26+{"e":"start","o":1,"k":1,"w":"5","p":"4"}
            Refusal|5|5:"n":"1">"x":1004
            Refusal|5|5:"n":"1">"x":1000
            Refusal|5|5:"n":"1">"x":1006
            Refusal|4|4:"p":"1">"x":1001
            Refusal|4|4:"p":"1">"x":1005
            Refusal|4|4:"p":"1">"x":1004
            Refusal|4|4:"p":"1">"x":11
            Refusal|4|4:"p":"1">"b":"backPressure"
            Refusal|11|11:"p":"2">"b":"actualizing"
            Refusal|9|9:"o":1>"o":1,"x":1002
            Refusal|20|20:"o":1>"o":1,"x":1003
            CheckpointSound|16|10:,["5",2,"200001"]>
            CheckpointSound|35|35:["5",1,"12"],>
            CheckpointSound|35|35:["5",1,"12"]>["5",1,"11"]
            CheckpointSound|28|28:]]>]],"c":"4"
            CheckpointReal|35|35:"c":"5">"c":"6"
            CheckpointReal|16|10:"c":"2">"c":"9"
            CheckpointReal|40|40:"p":"5">"p":"4"
            """;

    @Test
    void theWholeHistoryIsGood() {
        HistoryVerdict verdict = Histories.check(Histories.GOOD);
        assertNull(verdict.breach(), () -> verdict.breach().toString());
        assertEquals(Histories.GOOD.size(), verdict.lines());
        assertEquals(6, verdict.events());
        assertEquals(9, verdict.numbers());
        assertEquals(4, verdict.keys());
        assertFalse(verdict.vacuous());
    }

    @Test
    void eachDamageIsRefusedByItsRuleAtItsLine() {
        List<String> rows = TABLE.lines().toList();
        Set<String> rules = new TreeSet<>();
        for (String row : rows) {
            String[] parts = row.split("\\|");
            List<String> damaged = damaged(parts);
            HistoryVerdict.Breach breach = Histories.check(damaged).breach();
            assertNotNull(breach, () -> "goes unnoticed: " + row);
            assertEquals(
                    parts[0] + "|" + parts[1], breach.rule().id() + "|" + breach.line(), () -> row + ": " + breach);
            assertFalse(breach.allowed().isEmpty(), row);
            assertTrue(breach.problem().contains("="), () -> "names a value: " + breach);
            // What is called the good prefix is one.
            assertNull(
                    Histories.check(damaged.subList(0, (int) breach.line() - 1)).breach(), row);
            rules.add(parts[0]);
        }
        assertTrue(rows.size() >= 50, "rows=" + rows.size());
        assertEquals(HistoryChecker.PROPERTIES.size(), rules.size(), "each rule is broken by a row: " + rules);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2|nonsense|a line must be a JSON object",
                "2|[1]|a line must be a JSON object",
                "2|{\"e\":\"open\"|a line must be a JSON object",
                "2|{\"o\":1}|e must be there",
                "2|{\"e\":\"dance\"}|e must be a kind of line: value=dance",
                "2|{\"e\":\"open\",\"o\":0}|o must be 1..9223372036854775807: value=0",
                "2|{\"e\":\"open\",\"o\":1,\"o\":1}|o must come once",
                "2|{\"e\":\"next\",\"s\":65536,\"n\":\"1\"}|s must be 1..65535: value=65536",
                "2|{\"e\":\"next\",\"n\":\"1\"}|s must be there: e=next",
                "2|{\"e\":\"next\",\"s\":1}|n must be there unless next is refused: e=next",
                "2|{\"e\":\"start\",\"k\":1,\"w\":\"1\"}|p must be there unless start is refused: e=start",
                "2|{\"e\":\"next\",\"s\":1,\"n\":\"one\"}|n must be an integer: value=one",
                "2|{\"e\":\"next\",\"s\":1,\"n\":1.5}|a number must be a decimal string or an integer: value=1.5",
                "2|{\"e\":\"next\",\"s\":1,\"n\":\"\"}|a number must be a decimal string or an integer",
                "2|{\"e\":\"start\",\"k\":1,\"w\":\"18446744073709551616\"}|w must be 0..18446744073709551615",
                "2|{\"e\":\"start\",\"k\":1,\"w\":\"5\",\"b\":\"lazy\"}|b must be actualizing or backPressure: value=lazy",
                "2|{\"e\":\"append\",\"p\":1,\"w\":1,\"v\":[],\"r\":\"maybe\"}|r must be ok, conflict, failed or unknown",
                "2|{\"e\":\"append\",\"p\":1,\"w\":1,\"v\":[1],\"r\":\"ok\"}|v must be an array of arrays",
                "2|{\"e\":\"write\",\"v\":[[1,1,\"1\",1]]}|a value must end after its number",
                "2|{\"v\":[[1,1]],\"e\":\"write\"}|e must come before v",
                "2|{\"e\":\"writeEnd\",\"id\":7,\"r\":\"ok\"}|id must be of a write under way: id=7",
                "1|{\"e\":\"open\"}|the first line must be e=history: e=open",
                "1|{\"e\":\"history\",\"version\":2,\"types\":[[1,1,1]]}|version must be 1: version=2",
                "1|{\"e\":\"history\",\"version\":1,\"types\":[]}|types must declare a sequence",
                "1|{\"e\":\"history\",\"version\":1,\"types\":[[1,1,1],[1,1,2]]}|seqId must be declared once per wsKind",
                "11|{\"e\":\"givenNumber\",\"w\":1,\"s\":1,\"n\":1}|what was given must come before the first call",
            })
    void aBrokenLineIsNamed(String row) {
        String[] parts = row.split("\\|", 3);
        int line = Integer.parseInt(parts[0]);
        List<String> lines = new ArrayList<>(Histories.GOOD.subList(0, line - 1));
        lines.add(parts[1]);
        lines.addAll(Histories.GOOD.subList(line, Histories.GOOD.size()));
        BadHistoryException refusal = assertThrows(BadHistoryException.class, () -> Histories.check(lines));
        assertEquals(line, refusal.line(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(parts[2]), refusal.getMessage());
    }

    @Test
    void aLineThatIsTooLongIsRefusedUnread() {
        List<String> lines = new ArrayList<>(Histories.GOOD.subList(0, 2));
        lines.add("{\"e\":\"note\",\"text\":\"" + "x".repeat(LineBlocks.MAX_LINE_BYTES) + "\"}");
        BadHistoryException refusal = assertThrows(BadHistoryException.class, () -> Histories.check(lines));
        assertEquals(3, refusal.line());
    }

    @Test
    void whatIsNotKnownIsIgnored() {
        List<String> lines = new ArrayList<>(Histories.GOOD);
        lines.replaceAll(line -> line.replace("{\"e\":\"next\"", "{\"at\":{\"e\":[1,{\"n\":2}]},\"e\":\"next\""));
        lines.add(5, "{\"e\":\"note\",\"text\":\"a step\"}");
        assertNull(Histories.check(lines).breach());
    }

    private static List<String> damaged(String[] parts) {
        List<String> lines = new ArrayList<>(Histories.GOOD);
        for (int i = 2; i < parts.length; i++) {
            int digits = 0;
            while (Character.isDigit(parts[i].charAt(digits))) {
                digits++;
            }
            int at = Integer.parseInt(parts[i].substring(0, digits));
            String edit = parts[i].substring(digits + 1);
            switch (parts[i].charAt(digits)) {
                case '-' -> lines.remove(at - 1);
                case '+' -> lines.add(at, edit);
                default -> {
                    String[] change = edit.split(">", 2);
                    String before = lines.get(at - 1);
                    lines.set(at - 1, before.replace(change[0], change[1]));
                    assertFalse(before.equals(lines.get(at - 1)), parts[i] + " changes nothing");
                }
            }
        }
        return lines;
    }
}
