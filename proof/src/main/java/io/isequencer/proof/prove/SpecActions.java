package io.isequencer.proof.prove;

import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Relation;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The actions of {@code tla/Sequencer.tla}, as its next-state relation lists them. */
public final class SpecActions {
    private static final Pattern NAME = Pattern.compile("[A-Z]\\w+");

    private SpecActions() {}

    /**
     * @param module the module's text
     * @throws IllegalArgumentException if it has no next-state relation
     */
    public static Set<String> of(String module) {
        int begin = module.indexOf("\nClientStep(o) ==");
        int end = module.indexOf("\nStep ==");
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("module must define ClientStep and Step: file=tla/Sequencer.tla");
        }
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(module.substring(begin, end));
        while (matcher.find()) {
            String name = matcher.group();
            boolean defined = Pattern.compile("(?m)^" + name + "(\\([^)]*\\))? ==")
                    .matcher(module)
                    .find();
            if (defined && !name.endsWith("Step")) {
                names.add(name);
            }
        }
        return names;
    }

    /** Those that the relation lacks. */
    public static Set<String> missing(String module, Relation relation) {
        Set<String> missing = new TreeSet<>(of(module));
        missing.removeAll(relation.actions().stream().map(Action::name).collect(Collectors.toSet()));
        return missing;
    }
}
