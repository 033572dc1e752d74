package io.isequencer.cli.explain;

import io.isequencer.rules.Property;
import io.isequencer.rules.Rule;
import java.util.Arrays;
import java.util.List;

/** Explains what failures name: the protocol's rules, and the properties that the checks look for. */
final class PropertyTopics {
    private PropertyTopics() {}

    static List<Topic> rules() {
        ProtocolPage page = ProtocolPage.read();
        return Arrays.stream(Rule.values())
                .map(rule -> new Topic(
                        rule.name(),
                        rule.sentence(),
                        rule.name() + ": " + rule.sentence() + "\n" + page.about(rule)
                                + "With the model checker's trace: " + rule.docs()))
                .toList();
    }

    static List<Topic> properties() {
        return Arrays.stream(Property.values())
                .map(property -> new Topic(
                        property.id(),
                        property.sentence(),
                        property.id() + ": " + property.sentence() + ". " + breaks(property)))
                .toList();
    }

    private static String breaks(Property property) {
        return switch (property) {
            case PROTOCOL -> "The document is conformance/PROTOCOL.md.";
            case RELATION -> "The document is proof/README.md.";
            default -> "What breaks it: ./isequencer explain " + property.nearest() + ".";
        };
    }
}
