package io.isequencer.runtime;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import java.util.Arrays;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** How Lincheck is asked in this project: for scenarios that are written down, not drawn. */
final class Lincheck {
    private static final int INVOCATIONS = Integer.getInteger("isequencer.lincheck.invocations", 100);

    private Lincheck() {}

    /**
     * Model checking of one scenario. A map's inner steps are not looked at: it is only ever used under the lock, and
     * with them a race needs too many switches to be met. Nor are those of the scanned events, which one worker has.
     *
     * @param share of the invocations, in hundredths: what some planted races need to be found is 400
     */
    static ModelCheckingOptions modelChecking(ExecutionScenario scenario, int share) {
        return new ModelCheckingOptions()
                .iterations(0)
                .addCustomScenario(scenario)
                .invocationsPerIteration(INVOCATIONS * share / 100)
                .minimizeFailedScenario(false)
                .loopIterationsBeforeThreadSwitch(20)
                .addGuarantee(forClasses(
                                "io.isequencer.core.NumberMap",
                                "io.isequencer.spi.ValueBatch",
                                "io.isequencer.runtime.ScannedEvents")
                        .allMethods()
                        .treatAsAtomic())
                .addGuarantee(forClasses(
                                "io.isequencer.api.Limits",
                                "io.isequencer.api.SeqTypes",
                                "io.isequencer.api.SeqTypes$Kind",
                                "io.isequencer.spi.LogEvent",
                                "io.isequencer.spi.LogEvent$Builder")
                        .allMethods()
                        .ignore());
    }

    /**
     * A scenario in words.
     *
     * @param operations whose methods are meant
     * @param before what happens first, as {@code "commit evict"}
     * @param threads what happens side by side
     */
    static ExecutionScenario scenario(Class<?> operations, String before, String... threads) {
        return new ExecutionScenario(
                actors(operations, before),
                Arrays.stream(threads).map(words -> actors(operations, words)).toList(),
                List.of(),
                null);
    }

    private static List<Actor> actors(Class<?> operations, String words) {
        return Arrays.stream(words.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> actor(operations, word))
                .toList();
    }

    private static Actor actor(Class<?> operations, String name) {
        try {
            return new Actor(operations.getMethod(name), List.of());
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException("operation must exist: operation=" + name, e);
        }
    }
}
