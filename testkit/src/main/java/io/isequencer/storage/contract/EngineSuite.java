package io.isequencer.storage.contract;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is judged of one port.
 *
 * <p>A scenario that fails presupposes much: before it blames its own rule, the simpler ones are played, and the first of
 * them that fails is what is reported. So one fault is one rule, wherever it was seen.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe if the engine is; an engine is judged by one thread at a time.
 * </ul>
 *
 * @param <P> the port
 */
public final class EngineSuite<P extends AutoCloseable> {
    public static final EngineSuite<SequenceStorage> STORAGE = new EngineSuite<>(StorageScenarios.ALL);
    public static final EngineSuite<EventLog> LOG = new EngineSuite<>(LogScenarios.ALL);

    private static final AtomicLong RUNS = new AtomicLong();

    private final List<Scenario<P>> scenarios;

    private EngineSuite(List<Scenario<P>> scenarios) {
        this.scenarios = scenarios;
    }

    /**
     * The outcome of one scenario.
     *
     * @param rule what it is for, or what it found broken
     * @param broken null if all is well
     */
    public record Finding(String scenario, EngineRule rule, BrokenRule broken) {}

    /** The names of the scenarios that an engine can be put through. */
    public List<String> scenarios(Engine<P> engine) {
        return of(engine).stream().map(Scenario::name).toList();
    }

    /** The rules that are judged of an engine that declares this, those of both ports. */
    public static Set<EngineRule> rules(Set<Capability> declared) {
        return Stream.concat(STORAGE.scenarios.stream(), LOG.scenarios.stream())
                .filter(scenario -> scenario.isFor(declared))
                .map(Scenario::rule)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(EngineRule.class)));
    }

    /** Plays all of them. */
    public List<Finding> judge(Engine<P> engine) {
        List<Finding> findings = new ArrayList<>();
        for (Scenario<P> scenario : of(engine)) {
            findings.add(judge(engine, scenario));
        }
        return findings;
    }

    /** Plays one of them, by its name. */
    public Finding judge(Engine<P> engine, String name) {
        return scenarios.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .map(scenario -> judge(engine, scenario))
                .orElseThrow(() -> new IllegalArgumentException("scenario must be known: scenario=" + name));
    }

    /** @throws BrokenRule which names the simplest rule that is broken */
    void play(Engine<P> engine, Scenario<P> scenario) {
        Finding finding = judge(engine, scenario);
        if (finding.broken() != null) {
            throw finding.broken();
        }
    }

    List<Scenario<P>> of(Engine<P> engine) {
        return scenarios.stream()
                .filter(scenario -> scenario.isFor(engine.capabilities()))
                .filter(scenario -> engine.isInProcess() || !scenario.rule().isAboutTheProcess())
                .toList();
    }

    private Finding judge(Engine<P> engine, Scenario<P> scenario) {
        BrokenRule broken = once(engine, scenario);
        if (broken != null) {
            broken = of(engine).stream()
                    .filter(other -> other.isPresupposedBy(scenario) && precedes(other, scenario))
                    .map(other -> once(engine, other))
                    .filter(other -> other != null)
                    .findFirst()
                    .orElse(broken);
        }
        return new Finding(scenario.name(), broken == null ? scenario.rule() : broken.rule(), broken);
    }

    private boolean precedes(Scenario<P> one, Scenario<P> other) {
        return scenarios.indexOf(one) < scenarios.indexOf(other);
    }

    /** What one playing finds broken, or null. */
    private BrokenRule once(Engine<P> engine, Scenario<P> scenario) {
        String prefix = scenario.name().replace(' ', '-') + "-" + RUNS.incrementAndGet() + "-";
        Bench<P> bench = new Bench<>(engine, prefix);
        BrokenRule broken = null;
        try {
            scenario.body().play(bench);
        } catch (BrokenRule e) {
            broken = e;
        } catch (Exception | AssertionError e) {
            broken = brokenBy(scenario, e);
        }
        try {
            bench.closeAll();
        } catch (Exception e) {
            broken = broken == null ? brokenBy(scenario, e) : broken;
        }
        return broken;
    }

    private static BrokenRule brokenBy(Scenario<?> scenario, Throwable failure) {
        // What fails in a thread comes wrapped.
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BrokenRule broken) {
                return broken;
            }
        }
        return scenario.rule().broken("A call failed in '" + scenario.name() + "': " + failure, failure);
    }
}
