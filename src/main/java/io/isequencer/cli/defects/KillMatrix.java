package io.isequencer.cli.defects;

import io.isequencer.simulation.defects.Defect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Planted defects against checks: which check killed which, and how.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
final class KillMatrix {
    private final List<Column> columns;
    private final List<Row> rows = new ArrayList<>();

    KillMatrix(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /**
     * A defect and what each check did with it.
     *
     * @param kills by the column's name, in the columns' order
     */
    record Row(Defect defect, Map<String, Kill> kills) {
        /** Whether any of the checks has a place for it: one alone may not. */
        boolean asked() {
            return kills.values().stream().anyMatch(kill -> kill.outcome() != Kill.Outcome.NOT_APPLICABLE);
        }

        boolean survived() {
            return asked() && kills.values().stream().noneMatch(Kill::killed);
        }
    }

    /** Runs all checks on each defect. */
    void run(List<Defect> defects, Consumer<Row> done) {
        for (Defect defect : defects) {
            Map<String, Kill> kills = new LinkedHashMap<>();
            for (Column column : columns) {
                kills.put(column.name(), column.hunt(defect));
            }
            Row row = new Row(defect, kills);
            rows.add(row);
            done.accept(row);
        }
    }

    List<Column> columns() {
        return columns;
    }

    List<Row> rows() {
        return rows;
    }

    List<Row> survivors() {
        return rows.stream().filter(Row::survived).toList();
    }

    /** How many defects none of these checks has a place for. */
    long notAsked() {
        return rows.stream().filter(row -> !row.asked()).count();
    }

    /** How many defects a check killed. */
    long kills(Column column) {
        return rows.stream()
                .filter(row -> row.kills().get(column.name()).killed())
                .count();
    }

    /** The checks that killed nothing: of them nobody knows whether they can. */
    List<Column> idle() {
        return columns.stream().filter(column -> kills(column) == 0).toList();
    }
}
