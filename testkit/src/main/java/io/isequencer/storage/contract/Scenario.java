package io.isequencer.storage.contract;

import java.util.Set;

/**
 * A piece of the suite: what is done to an engine, and which rule it is that this is for. It may find others broken.
 *
 * @param name as in the report
 * @param group when it is played
 * @param rule what is broken if a call fails that should not
 * @param needs what the engine must have declared, or null
 */
record Scenario<P extends AutoCloseable>(String name, Group group, EngineRule rule, Capability needs, Body<P> body) {

    /** What is done. */
    @FunctionalInterface
    interface Body<P extends AutoCloseable> {
        void play(Bench<P> bench) throws Exception;
    }

    /** Each presupposes that what the groups before it judge is in order. */
    enum Group {
        BASICS,
        SEQUENTIAL,
        UNKNOWN_OUTCOMES,
        RESTART,
        THREADS,
        HANDLES,
        RESOURCES,
        RANDOM;

        /** Whether it takes threads or time. */
        boolean isLengthy() {
            return compareTo(THREADS) >= 0;
        }
    }

    static <P extends AutoCloseable> Scenario<P> of(String name, Group group, EngineRule rule, Body<P> body) {
        return of(name, group, rule, null, body);
    }

    static <P extends AutoCloseable> Scenario<P> of(
            String name, Group group, EngineRule rule, Capability needs, Body<P> body) {
        return new Scenario<>(name, group, rule, needs, body);
    }

    boolean isFor(Set<Capability> declared) {
        return needs == null || declared.contains(needs);
    }

    /** Whether the other one, which comes later, means little if this one fails. */
    boolean isPresupposedBy(Scenario<P> other) {
        return group.compareTo(other.group) < 0 || group == Group.BASICS || group == Group.RESTART;
    }

    @Override
    public String toString() {
        return name + " (" + rule + ")";
    }
}
