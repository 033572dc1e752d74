package io.isequencer.model;

import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import java.nio.file.Path;

/**
 * A must-fail configuration, on its own.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless; runs of the same configuration must not overlap.
 *   <li><i>Errors:</i> {@link CheckFailedException} for a name that is none.
 * </ul>
 */
public final class WrongReading {
    private WrongReading() {}

    /** What TLC says against the wrong reading, as {@code Unique, 14 states}; empty if it has nothing against it. */
    public static String refute(Path home, String name) {
        ModelConfig config = ModelConfig.readAll(home.resolve("tla/configs")).stream()
                .filter(each -> each.name().equals(name) && each.mustFail())
                .findFirst()
                .orElseThrow(() -> new CheckFailedException(
                        Kind.UNKNOWN_NAME, "wrong reading must be a must-fail file of tla/configs: name=" + name));
        ModelResult result = new ModelRun(home.resolve("tla"), home.resolve("target/defects/tlc")).run(config);
        return result.asExpected() ? result.property() + ", " + result.depth() + " states" : "";
    }
}
