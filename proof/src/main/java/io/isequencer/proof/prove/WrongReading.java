package io.isequencer.proof.prove;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What is expected of the proof with a wrong reading in force, as {@code wrong-readings.txt} has it.
 *
 * @param name of a configuration in {@code tla/configs}, or of a change in {@code tla/mutants.txt}
 * @param change as {@code Relation.named} takes it
 * @param where the obligation that breaks, or the action that becomes impossible; else empty
 * @param reason why it is no wonder that nothing breaks; else empty
 */
public record WrongReading(String name, String rule, String change, Outcome outcome, String where, String reason) {
    /** What becomes of the proof. */
    public enum Outcome {
        /** An obligation of an action that the reading changes does not hold. */
        BREAKS,
        /** An action can never happen: what is proved of it is empty. */
        IMPOSSIBLE,
        /** Everything is proved all the same: the caution is not needed for safety, or not under max-wins. */
        HARMLESS,
        /** Everything is proved all the same: what it breaks is no part of the invariant. */
        BEYOND
    }

    /** All of them, in the order of the file. */
    public static List<WrongReading> all() {
        try (InputStream file = WrongReading.class.getResourceAsStream("/io/isequencer/proof/wrong-readings.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(WrongReading::parse)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static WrongReading parse(String line) {
        String[] fields = line.split("\\|", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException("line must have five fields: line=" + line);
        }
        Outcome outcome = Outcome.valueOf(fields[3].strip());
        boolean placed = outcome == Outcome.BREAKS || outcome == Outcome.IMPOSSIBLE;
        String last = fields[4].strip();
        return new WrongReading(
                fields[0].strip(),
                fields[1].strip(),
                fields[2].strip(),
                outcome,
                placed ? last : "",
                placed ? "" : last);
    }
}
