package io.isequencer.simulation.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.laboratory.Violation;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.world.SimLog;
import io.isequencer.spi.LogEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceModelTest {
    private static final Options OPTIONS = new Options(1, 2, 2, 1, 3, 10, true, 500, Map.of());
    private static final long WS = Options.wsId(0);

    private final SimLog log = new SimLog();
    private final ReferenceModel model = new ReferenceModel(OPTIONS);

    @Test
    void acceptsNumbersThatGrowByOneFromTheInitialValue() {
        append(event(1).add(1, 1).add(2, 200_001).add(2, 200_002));
        append(event(2).add(2, 200_003));
        append(LogEvent.builder(3, 1, Options.wsId(1)).add(2, 200_001));
        model.follow(log);
        assertArrayEquals(new long[] {1, 200_003, 0, 200_001}, model.maxBelow(4));
        assertArrayEquals(new long[] {1, 200_002, 0, 0}, model.maxBelow(2));
    }

    @Test
    void continuesBehindAnExplicitNumber() {
        append(event(1).add(1, 1).add(1, 10, true).add(1, 11));
        append(event(2).add(1, 5, true).add(1, 12));
        model.follow(log);
        assertEquals(12, model.maxBelow(3)[0]);
    }

    @Test
    void refusesANumberThatWasIssuedBefore() {
        append(event(1).add(1, 1));
        append(event(2).add(1, 1));
        assertViolation("Unique");
    }

    @Test
    void refusesANumberThatStandsFurtherInFrontInTheSameEvent() {
        append(event(1).add(1, 1).add(1, 1));
        assertViolation("Unique");
    }

    @Test
    void refusesANumberThatAnExplicitOneHasTaken() {
        append(event(1).add(1, 9, true));
        append(event(2).add(1, 9));
        assertViolation("Unique");
    }

    @Test
    void refusesANumberBelowTheLastOne() {
        append(event(1).add(1, 9, true));
        append(event(2).add(1, 3));
        assertViolation("Monotone");
    }

    @Test
    void refusesAHole() {
        append(event(1).add(1, 1));
        append(event(2).add(1, 3));
        assertViolation("Dense");
    }

    @Test
    void refusesAnotherBeginningThanTheInitialValue() {
        append(event(1).add(2, 200_000));
        assertViolation("Monotone");
    }

    @Test
    void forgetsALostTail() {
        append(event(1).add(1, 1));
        log.sync();
        append(event(2).add(1, 2));
        model.follow(log);
        log.loseTail(2);
        append(event(2).add(1, 2));
        model.follow(log);
        assertEquals(3, model.end());
        assertEquals(2, model.maxBelow(3)[0]);
    }

    private static LogEvent.Builder event(long plogOffset) {
        return LogEvent.builder(plogOffset, 1, WS);
    }

    private void append(LogEvent.Builder event) {
        log.append(event.build());
    }

    private void assertViolation(String property) {
        Violation violation = assertThrows(Violation.class, () -> model.follow(log));
        assertEquals(property, violation.property());
    }
}
