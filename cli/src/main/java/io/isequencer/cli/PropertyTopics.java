package io.isequencer.cli;

import io.isequencer.oracle.history.HistoryRule;
import io.isequencer.oracle.judge.Property;
import io.isequencer.simulation.check.PropertyText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts in words what failures name: the properties of the oracle, of the simulation and of the model. What a history must
 * keep too has its topic in {@link OracleTopics}.
 */
final class PropertyTopics {
    /** What only the model names, as {@code tla/README.md} has it. */
    private static final List<Topic> MODEL = List.of(
            model("TypeOK", "the state has the right shape; numbers stay in range", "R17"),
            model(
                    "PendingBounded",
                    "what is pending stays below its limit plus one event's keys; a scan leaves room",
                    "R12"),
            model("LastTry", "a close has tried once to write what is pending", "R15"),
            model("CheckpointForward", "the stored checkpoint never goes back", "R13"),
            model("NumbersForward", "no stored number goes back", "R7"),
            model("Implements", "each step is one of the abstract sequence's: the refinement", "R1"),
            model("FlushReaches", "what was published is stored", "R12"));

    private PropertyTopics() {}

    static List<Topic> topics() {
        Map<String, Topic> topics = new LinkedHashMap<>();
        for (Property property : Property.values()) {
            add(topics, topic(property.id(), property.sentence(), nearest(property.rule())));
        }
        for (PropertyText property : PropertyText.values()) {
            add(
                    topics,
                    topic(
                            property.property(),
                            property.sentence(),
                            nearest(property.rules().get(0))));
        }
        MODEL.forEach(topic -> add(topics, topic));
        Arrays.stream(HistoryRule.values()).map(HistoryRule::id).forEach(topics::remove);
        return new ArrayList<>(topics.values());
    }

    private static void add(Map<String, Topic> topics, Topic topic) {
        topics.putIfAbsent(topic.id(), topic);
    }

    private static Topic model(String id, String sentence, String rule) {
        return topic(id, sentence, nearest(rule));
    }

    private static Topic topic(String id, String sentence, String more) {
        String words = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        return new Topic(id, words, id + ": " + words + ". " + more);
    }

    private static String nearest(String rule) {
        return rule.equals(Property.PROTOCOL.rule())
                ? "The document is conformance/PROTOCOL.md."
                : "What breaks it: ./isequencer explain " + rule + ".";
    }
}
