package io.isequencer.oracle.vectors;

import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Collects vectors by family. A vector's number is its place in the family, for ever: new ones go to the end.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
final class VectorList {
    private final List<Case> vectors = new ArrayList<>();
    private final Map<String, Family> families = new HashMap<>();

    /** Vectors that differ in their parameters. */
    final class Family {
        private final Level level;
        private final String name;
        private final String rule;
        private int size;

        private Family(Level level, String name, String rule) {
            this.level = level;
            this.name = name;
            this.rule = rule;
        }

        /** @param comment what it is good for: what goes wrong where it fails */
        Family add(String title, String comment, Consumer<VectorScript> body) {
            VectorScript script = new VectorScript();
            body.accept(script);
            size++;
            String id = String.format(Locale.ROOT, "V%s-%s-%03d", level.name().substring(1), name, size);
            vectors.add(script.build(id, level, rule, title, comment));
            return this;
        }
    }

    /** A family by its name; the second time it goes on where it was. */
    Family family(Level level, String name, String rule) {
        return families.computeIfAbsent(name, unknown -> new Family(level, name, rule));
    }

    List<Case> vectors() {
        return List.copyOf(vectors);
    }
}
