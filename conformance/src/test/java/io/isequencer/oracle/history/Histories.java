package io.isequencer.oracle.history;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A history with all kinds of lines, and how to check one. */
final class Histories {
    /** Two owners, an append that lands late, a late torn write, a lost tail. */
    static final List<String> GOOD = """
            {"e":"history","version":1,"types":[[1,1,"1"],[1,2,"200001"],[1,3,"9223372036854775807"]]}
            {"e":"open","o":1,"max":2}
            {"e":"start","o":1,"k":1,"w":"5","b":"actualizing"}
            {"e":"start","o":1,"k":1,"w":"5","p":"1"}
            {"e":"next","o":1,"s":1,"n":"1"}
            {"e":"next","o":1,"s":2,"n":"200001"}
            {"e":"next","o":1,"s":9,"x":1000}
            {"e":"append","o":1,"p":"1","w":"5","v":[[1,"1"],[2,"200001"]],"r":"ok"}
            {"e":"flush","o":1}
            {"e":"writeBegin","o":1,"id":1,"v":[["5",1,"1"],["5",2,"200001"]],"c":"2"}
            {"e":"start","o":1,"k":1,"w":"5","p":"2"}
            {"e":"use","o":1,"s":1,"n":"10","up":true}
            {"e":"next","o":1,"s":1,"n":"11"}
            {"e":"append","o":1,"p":"2","w":"5","v":[[1,"10",1],[1,"11"]],"r":"ok"}
            {"e":"flush","o":1}
            {"e":"writeEnd","o":1,"id":1,"r":"ok"}
            {"e":"start","o":1,"k":1,"w":"5","p":"3"}
            {"e":"next","o":1,"s":1,"n":"12"}
            {"e":"append","o":1,"p":"3","w":"5","v":[[1,"12"]],"r":"unknown"}
            {"e":"actualize","o":1}
            {"e":"start","o":1,"k":1,"w":"5","p":"3"}
            {"e":"next","o":1,"s":1,"n":"12"}
            {"e":"landed","o":1,"p":"3","w":"5","v":[[1,"12"]]}
            {"e":"append","o":1,"p":"3","w":"5","v":[[1,"12"]],"r":"conflict"}
            {"e":"actualize","o":1}
            {"e":"crash","o":1}
            {"e":"open","o":2,"max":2}
            {"e":"write","o":1,"v":[["5",1,"11"]]}
            {"e":"start","o":2,"k":1,"w":"6","p":"4"}
            {"e":"next","o":2,"s":1,"n":"1"}
            {"e":"next","o":2,"s":3,"n":"9223372036854775807"}
            {"e":"next","o":2,"s":3,"x":1004}
            {"e":"append","o":2,"p":"4","w":"6","v":[[3,"9223372036854775807"],[1,"1"]],"r":"ok"}
            {"e":"flush","o":2}
            {"e":"write","o":2,"v":[["5",1,"12"],["6",1,"1"],["6",3,"9223372036854775807"]],"c":"5"}
            {"e":"start","o":2,"k":1,"w":"6","p":"5"}
            {"e":"next","o":2,"s":1,"n":"2"}
            {"e":"append","o":2,"p":"5","w":"6","v":[[1,"2"]],"r":"ok"}
            {"e":"flush","o":2}
            {"e":"lost","p":"5"}
            {"e":"open","o":3}
            {"e":"start","o":3,"k":1,"w":"6","p":"5"}
            {"e":"next","o":3,"s":1,"n":"2"}
            {"e":"append","o":3,"p":"5","w":"6","v":[[1,"2"]],"r":"ok"}
            {"e":"flush","o":3}
            {"e":"close","o":3}
            """.lines().toList();

    private Histories() {}

    static HistoryVerdict check(List<String> lines) {
        return check(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    static HistoryVerdict check(byte[] history) {
        try (HistoryReader reader = new HistoryReader(new ByteArrayInputStream(history))) {
            return new HistoryChecker(reader).check();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
