package io.isequencer.oracle.cases;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Cases that differ in their parameters. A case's number is its place in the family, for ever: new ones go to the end.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
final class Family {
    private final List<Case> cases;
    private final Bounds bounds;
    private final Level level;
    private final String name;
    private final String rule;
    private final String comment;
    private int size;

    Family(List<Case> cases, Bounds bounds, Level level, String name, String rule, String comment) {
        this.cases = cases;
        this.bounds = bounds;
        this.level = level;
        this.name = name;
        this.rule = rule;
        this.comment = comment;
    }

    Family add(String title, Consumer<Script> body) {
        Script script = new Script(bounds);
        body.accept(script);
        size++;
        String id = String.format(Locale.ROOT, "%s-%s-%03d", level, name, size);
        cases.add(script.build(id, level, rule, title, comment));
        return this;
    }
}
