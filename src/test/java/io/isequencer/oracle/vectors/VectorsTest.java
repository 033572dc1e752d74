package io.isequencer.oracle.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Case;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VectorsTest {
    @Test
    void theCoreDoesWhatEveryVectorSays() {
        List<String> differences =
                Vectors.all().stream().map(VectorPlayer::play).filter(Objects::nonNull).toList();
        assertEquals(List.of(), differences);
    }

    @Test
    void thereAreManyEachWithAnIdAndAReason() {
        List<Case> all = Vectors.all();
        Set<String> ids = new HashSet<>();
        Set<String> meanings = new HashSet<>();
        for (Case vector : all) {
            assertTrue(ids.add(vector.id()), "twice: " + vector.id());
            assertTrue(vector.rule().matches("R([1-9]|1[0-8])"), vector.id());
            assertTrue(vector.comment().length() > 20, vector.id());
            assertFalse(vector.steps().isEmpty(), vector.id());
            meanings.add(vector.params() + " " + vector.steps());
        }
        System.err.println("COUNT " + all.size()+" meanings "+meanings.size());
        assertTrue(all.size() >= 300, "vectors=" + all.size());
    }
}
