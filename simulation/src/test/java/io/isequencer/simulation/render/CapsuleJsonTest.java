package io.isequencer.simulation.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Move;
import io.isequencer.simulation.moves.MoveKind;
import io.isequencer.simulation.moves.MoveText;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.run.Capsule;
import io.isequencer.simulation.run.Schedule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CapsuleJsonTest {
    private static final Capsule CAPSULE = new Capsule(
            -17,
            new Options(2, 3, 2, 1, 3, 10, true, 500, Map.of(FaultKind.CRASH, 4, FaultKind.EVICTION, 1)),
            new Schedule(
                    Move.of(MoveKind.RESTART, 1, 0, 0),
                    Move.of(MoveKind.START, 1, 2, 0),
                    Move.of(MoveKind.USE, 1, 0, 200_010)),
            false,
            "Unique",
            "Unique: \"quoted\" and ünicode",
            List.of(2, 3));

    @Test
    void survivesTheRoundTrip() {
        String text = CapsuleJson.format(CAPSULE);
        Capsule read = CapsuleJson.parse(text);
        assertEquals(text, CapsuleJson.format(read));
        assertEquals(CAPSULE.options(), read.options());
        assertEquals(CAPSULE.seed(), read.seed());
        assertEquals(CAPSULE.message(), read.message());
        assertEquals(CAPSULE.impossible(), read.impossible());
        assertTrue(text.contains("\"1 Use 0 200010\""), text);
    }

    @ParameterizedTest
    @EnumSource(MoveKind.class)
    void everyKindOfMoveHasWordsOfItsOwn(MoveKind kind) {
        long move = Move.of(kind, 3, 7, 11);
        assertEquals(move, MoveText.parse(MoveText.format(move)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"owners\" : 2 | \"owners\" : 5 | owners must be 1..4: owners=5",
                "\"owners\" : 2 | \"owners\" : 1 | move's owner must be one of the 1: move=1 Restart",
                "\"owners\" : 2, | `` | capsule must have the field: owners=absent",
                "capsule/1 | capsule/2 | format must be isequencer-capsule/1: format=\"isequencer-capsule/2\"",
                "1 Restart | 1 Dance | move must be 'owner Name [a [b]]': move=1 Dance",
                "1 Restart | 99 Restart | move's numbers must be 0..15: move=99 Restart",
                "1 Restart | x Restart | move's numbers must be 0..15: move=x Restart",
                "\"crash\" : 4 | \"crush\" : 4 | fault must be a known fault kind: fault=crush",
                "\"impossible\" : [ 2, 3 ] | \"impossible\" : 2 | impossible must be an array: impossible=2",
                "[ 2, 3 ] | [ 4 ] | impossible must hold numbers of moves, 1..3: impossible=4",
                "[ 2, 3 ] | [ \"2\" ] | impossible must hold numbers of moves, 1..3: impossible=\"2\"",
                "\"moves\" : [ \"1 Restart\", | \"moves\" : \"none\", \"others\" : [ | moves must be an array: moves=\"none\"",
                "\"liveness\" : false | \"liveness\" : \"no\" | liveness must be true or false: liveness=\"no\"",
                "\"explicitNumbers\" : true | \"explicitNumbers\" : 1 | explicitNumbers must be true or false: explicitNumbers=1",
                "\"-17\" | \"a\" | seed must be a 64-bit number: seed=a"
            })
    void namesWhatIsWrong(String find, String replace, String message) {
        String text = CapsuleJson.format(CAPSULE);
        assertTrue(text.contains(find), text);
        String broken = text.replace(find, replace);
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> CapsuleJson.parse(broken));
        assertEquals(message, error.getMessage());
    }

    @Test
    void saysWhenItIsNoJsonAtAll() {
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> CapsuleJson.parse("{"));
        assertTrue(error.getMessage().startsWith("capsule must be JSON: "), error.getMessage());
    }

    @Test
    void nothingIsReadInPart() {
        String text = CapsuleJson.format(CAPSULE);
        for (String other : List.of(text + text, text.replace("\"moves\"", "\"moves\" : [ ], \"moves\""))) {
            IllegalArgumentException error =
                    assertThrows(IllegalArgumentException.class, () -> CapsuleJson.parse(other));
            assertTrue(error.getMessage().startsWith("capsule must be JSON: "), error.getMessage());
        }
    }
}
