package io.isequencer.storage.contract;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** What both contracts share: the test class is the engine, and each scenario of a suite is a test. */
public abstract class EngineContract<P extends AutoCloseable> extends Engine<P> {
    private final EngineSuite<P> suite;

    EngineContract(EngineSuite<P> suite) {
        this.suite = suite;
    }

    /** What the test class and its superclasses declare. */
    @Override
    public final Set<Capability> capabilities() {
        return declared(getClass());
    }

    @ParameterizedTest(name = "{0}")
    @ArgumentsSource(Quick.class)
    void rule(String scenario) {
        play(scenario);
    }

    @ParameterizedTest(name = "{0}")
    @ArgumentsSource(Lengthy.class)
    @Tag("lengthy")
    void ruleUnderLoad(String scenario) {
        play(scenario);
    }

    /** An interrupt that a test left behind must not meet the next one. */
    @AfterEach
    void forgetInterrupt() {
        Thread.interrupted();
    }

    private void play(String scenario) {
        Scenario<P> found = suite.of(this).stream()
                .filter(each -> each.toString().equals(scenario))
                .findFirst()
                .orElseThrow();
        suite.play(this, found);
    }

    /** What a test class and its superclasses declare. */
    public static Set<Capability> declared(Class<?> test) {
        Set<Capability> declared = EnumSet.noneOf(Capability.class);
        for (Class<?> each = test; each != null; each = each.getSuperclass()) {
            Declares declares = each.getAnnotation(Declares.class);
            if (declares != null) {
                declared.addAll(List.of(declares.value()));
            }
        }
        return declared;
    }

    /** The scenarios that are over in a moment. */
    static final class Quick extends Scenarios {
        Quick() {
            super(false);
        }
    }

    /** The scenarios with threads, and the many runs. */
    static final class Lengthy extends Scenarios {
        Lengthy() {
            super(true);
        }
    }

    /** Those for which the test class declares what they need. */
    private abstract static class Scenarios implements ArgumentsProvider {
        private final boolean lengthy;

        Scenarios(boolean lengthy) {
            this.lengthy = lengthy;
        }

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            Class<?> test = context.getRequiredTestClass();
            List<? extends Scenario<?>> all =
                    SequenceStorageContract.class.isAssignableFrom(test) ? StorageScenarios.ALL : LogScenarios.ALL;
            Set<Capability> declared = declared(test);
            return all.stream()
                    .filter(scenario -> scenario.group().isLengthy() == lengthy)
                    .filter(scenario -> scenario.isFor(declared))
                    .map(scenario -> Arguments.of(scenario.toString()));
        }
    }
}
