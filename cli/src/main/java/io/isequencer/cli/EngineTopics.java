package io.isequencer.cli;

import io.isequencer.storage.contract.EngineRule;
import java.util.Arrays;
import java.util.List;

/** Puts in words what an engine behind a port must keep. */
final class EngineTopics {
    private EngineTopics() {}

    static List<Topic> topics() {
        return Arrays.stream(EngineRule.values())
                .map(rule -> new Topic(rule.name(), rule.sentence(), text(rule)))
                .toList();
    }

    private static String text(EngineRule rule) {
        return rule + ": " + rule.sentence() + "\nWithout it: " + rule.story() + "\nIt binds a "
                + (rule.isOfStorage() ? "SequenceStorage" : "EventLog") + "; how engines are judged: docs/engines.md";
    }
}
