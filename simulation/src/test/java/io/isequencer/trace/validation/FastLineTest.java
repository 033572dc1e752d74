package io.isequencer.trace.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.check.Cells;
import io.isequencer.proof.check.Field;
import io.isequencer.proof.check.Names;
import io.isequencer.proof.check.RecordedStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read straight from bytes means the same as what is read as JSON. */
class FastLineTest {
    @TempDir
    private Path temp;

    private final Names names = new Names();
    private final FastLine fast = new FastLine(names);
    private final StepReader strict = new StepReader(names);
    private final RecordedStep one = new RecordedStep();
    private final RecordedStep other = new RecordedStep();

    private boolean readsFast(String line) {
        byte[] bytes = ("??" + line).getBytes(StandardCharsets.UTF_8);
        return fast.read(bytes, 2, bytes.length, one);
    }

    private void know(String... owners) {
        for (String owner : owners) {
            fast.know(names.owner(owner));
        }
    }

    private static String dump(RecordedStep step) {
        StringBuilder text = new StringBuilder().append(step.kind());
        text.append(step.kind().hasOwner() ? " of " + step.owner() : "");
        switch (step.kind()) {
            case FL_FAIL -> text.append(step.late());
            case START -> text.append(step.workspace()).append(' ').append(step.plogOffset());
            case MISS, MISS_FAIL -> text.append(step.seqId());
            case NEXT, USE, FILL, READ -> text.append(step.seqId()).append(' ').append(step.number());
            default -> {
                // Below.
            }
        }
        for (Cells cells : List.of(step.event, step.left, step.pending, step.batch, step.last)) {
            text.append(" [");
            for (int i = 0; i < cells.size(); i++) {
                text.append(' ').append(cells.key(i)).append('=').append(cells.number(i));
            }
            text.append(']');
        }
        text.append(step.seen());
        for (Field field : Field.values()) {
            text.append(step.hasChanged(field) ? " " + field + "=" + step.value(field) : "");
        }
        return text.toString();
    }

    @Test
    void linesOfTheSimulationAreReadFastAndAlike() throws IOException {
        know("0", "1", "2", "3");
        Random random = new Random(1);
        int damaged = 0;
        for (long seed = 1; seed <= 5; seed++) {
            Path file = temp.resolve("seed-" + seed);
            TraceTest.simulate(seed, 400, file);
            List<String> lines = Files.readAllLines(file);
            for (String line : lines.subList(1, lines.size())) {
                assertTrue(readsFast(line), line);
                strict.read(StepReader.parse(line), other);
                assertEquals(dump(other), dump(one), line);
                for (int i = 0; i < 10; i++) {
                    String wrong = damaged(line, random);
                    // Who tells a key twice is refused, and the line then read as JSON.
                    if (readsFast(wrong) && one.pending.areDistinct() && one.batch.areDistinct()) {
                        damaged++;
                        strict.read(StepReader.parse(wrong), other);
                        assertEquals(dump(other), dump(one), wrong);
                    }
                }
            }
        }
        assertTrue(damaged > 100, "damage must leave some lines readable: " + damaged);
    }

    private static String damaged(String line, Random random) {
        int at = random.nextInt(line.length());
        return switch (random.nextInt(4)) {
            case 0 -> line.substring(0, at);
            case 1 -> line.substring(0, at) + line.substring(at + 1);
            case 2 -> line.substring(0, at) + line.charAt(random.nextInt(line.length())) + line.substring(at + 1);
            default -> line.substring(0, at) + line.charAt(random.nextInt(line.length())) + line.substring(at);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"a\":\"Open\",\"owner\":\"stranger\"}",
                "{\"a\":\"Open\",\"owner\":\"x\",\"owner\":\"x\"}",
                "{ \"a\":\"Open\",\"owner\":\"x\"}",
                "{\"a\":\"Open\",\"owner\":\"x\"} ",
                "{\"a\":\"Open\"}",
                "{\"a\":\"Dance\",\"owner\":\"x\"}",
                "{\"a\":\"FlPrune\",\"owner\":\"x\"}",
                "{\"a\":\"FlPrune\",\"owner\":\"x\",\"changed\":{\"closing\":true,\"closing\":true}}",
                "{\"a\":\"FlPrune\",\"owner\":\"x\",\"changed\":{\"closing\":true}",
                "{\"a\":\"FlPrune\",\"owner\":\"x\",\"changed\":{\"pending\":{\"7/65536\":\"1\"}}}",
                "{\"a\":\"FlPrune\",\"owner\":\"x\",\"changed\":{\"pending\":{\"7/1\":\"9223372036854775808\"}}}",
                "{\"a\":\"Start\",\"owner\":\"x\",\"plogOffset\":\"1\",\"changed\":{}}",
                "{\"a\":\"Start\",\"owner\":\"x\",\"plogOffset\":\"1\",\"changed\":{\"tx.ws\":\"18446744073709551616\"}}",
                "{\"a\":\"Start\",\"owner\":\"x\",\"plogOffset\":\"1\",\"changed\":{\"tx.ws\":\"007\"}}",
            })
    void allElseIsLeftToJson(String line) {
        know("x");
        assertTrue(!readsFast(line), line);
    }
}
