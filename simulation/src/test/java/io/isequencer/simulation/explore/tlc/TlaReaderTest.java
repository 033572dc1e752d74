package io.isequencer.simulation.explore.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TlaReaderTest {
    @Test
    void valuesAreReadAsTlcPrintsThem() {
        Map<Object, Object> state =
                TlaReader.state("/\\ x = [a |-> -1, b |-> {<<w1, \"s\">>, TRUE}]\n/\\ y = ( k1 :> 0 @@\n k2 :> <<>> )");
        assertEquals(Map.of("a", -1, "b", List.of(Map.of(1, "w1", 2, "s"), "TRUE")), state.get("x"));
        assertEquals(Map.of("k1", 0, "k2", Map.of()), state.get("y"));
    }

    @Test
    void whatIsLeftOverIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> TlaReader.state("/\\ x = 1 2"));
        assertThrows(IllegalArgumentException.class, () -> TlaReader.state("/\\ x ="));
    }

    @Test
    void statesAndEdgesAreReadLineByLine() throws IOException {
        String dot =
                "strict digraph DiskGraph {\nnodesep=0.35;\n-5 [label=\"/\\\\ x = \\\"a\\\"\\n/\\\\ y = 1\",style = filled]\n"
                        + "-5 -> 7 [label=\"Open\",color=\"black\",fontcolor=\"black\"];\n7 [label=\"/\\\\ x = \\\"b\\\"\"];\n}";
        List<String> read = new ArrayList<>();
        DotReader.read(new ByteArrayInputStream(dot.getBytes(StandardCharsets.UTF_8)), new DotReader.Sink() {
            @Override
            public void state(long fingerprint, String text) {
                read.add(fingerprint + ": " + text);
            }

            @Override
            public void edge(long from, long to, String label) {
                read.add(from + " " + label + " " + to);
            }
        });
        assertEquals(List.of("-5: /\\ x = \"a\"\n/\\ y = 1", "-5 Open 7", "7: /\\ x = \"b\""), read);
    }
}
