package io.isequencer.cli.defects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.defects.Defect;
import io.isequencer.defects.matrix.Kill;
import io.isequencer.defects.matrix.KillMatrix;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ProofColumnTest {
    private final ProofColumn column = new ProofColumn();

    private static Defect saying(String spec) {
        return new Defect("x", "R1", "A.java", "One.", spec, Set.of(), Map.of("right", "wrong"));
    }

    @Test
    void namesTheActionAndThePart() {
        Kill kill = column.detect(saying("R10-prune-blindly"));
        assertTrue(kill.killed());
        assertEquals("FlPrune, cover", kill.how());
    }

    @Test
    void anActionWithASlashInItsNameStaysWhole() {
        assertEquals(
                "PowerLoss/storage, lateSound",
                column.detect(saying("WA-late-write")).how());
    }

    @Test
    void anActionThatCanNeverHappenIsSeen() {
        assertEquals(
                "Start, can never happen",
                column.detect(saying("R12-start-is-never-accepted")).how());
    }

    @Test
    void whatNeverEndsIsSeen() {
        assertEquals(
                "FlSnapshot, Closes",
                column.detect(saying("R15-close-until-written")).how());
    }

    @Test
    void whatStaysProvableIsNotSeen() {
        assertFalse(column.detect(saying("R17-last-number-is-lost")).killed());
    }

    @Test
    void itHasNoPlaceForAReadingThatIsNotListed() {
        assertFalse(column.appliesTo(saying("R16-limit-zero")));
        assertFalse(column.appliesTo(saying(null)));
    }

    @Test
    void theRightRelationIsProvedWithoutADefect() {
        KillMatrix matrix = new KillMatrix(List.of(column));
        matrix.runControl();
        assertEquals(Set.of("proof"), matrix.control().keySet());
    }
}
