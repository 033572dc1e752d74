package io.isequencer.cli.explain;

import io.isequencer.laboratory.PackagedText;
import io.isequencer.oracle.history.HistoryChecker;
import io.isequencer.rules.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Explains the commands around the oracle. */
final class OracleTopics {
    private OracleTopics() {}

    static List<Topic> topics() {
        List<Topic> topics = new ArrayList<>();
        StringBuilder rules = new StringBuilder();
        for (Property property : HistoryChecker.PROPERTIES) {
            rules.append(String.format(Locale.ROOT, "%-16s %s\n", property.id(), property.sentence()));
        }
        topics.add(new Topic(
                "oracle-history",
                "what oracle history checks",
                "A history is checked line by line, up to the first that breaks one of these:\n\n" + rules
                        + "\nA write that is recorded as begun and ended is judged in its favour: no order"
                        + " of effects that could have\nbeen right is called wrong. The format"
                        + " is conformance/HISTORY.md: ./isequencer explain history-format.\n\nWith --follow, each line is judged as soon as it has been"
                        + " written. The watch ends at the first violation,\nor on SIGINT or SIGTERM with the verdict so"
                        + " far and that verdict's exit code."));
        topics.add(new Topic(
                "history-format",
                "how to log a history: conformance/HISTORY.md",
                PackagedText.of(OracleTopics.class, "HISTORY.md")));
        topics.add(new Topic(
                "adapter-protocol",
                "how an adapter speaks with the oracle: conformance/PROTOCOL.md",
                PackagedText.of(OracleTopics.class, "PROTOCOL.md")));
        topics.add(new Topic(
                "oracle-serve",
                "our own sequencer as an adapter",
                "oracle serve puts the reference sequencer behind the protocol of conformance/PROTOCOL.md: by"
                        + " default its core in virtual time, the same lines in giving the same lines out; with"
                        + " --threads the production runtime in real time."));
        topics.add(new Topic(
                "oracle-vectors",
                "plain data for unit tests",
                "vectors writes sequential cases as JSON: what is stored and logged at first, calls, and what"
                        + " they must answer. Each names its rule. The format is conformance/VECTORS.md."));
        return topics;
    }
}
