package io.isequencer.defects.matrix;

import io.isequencer.defects.Defect;
import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Planted defects against checks: which check killed which, and how.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CheckFailedException} if a check kills the code as it is.
 *   <li><i>Units:</i> seconds of wall time.
 * </ul>
 */
public final class KillMatrix {
    /** The code as it is. */
    private static final Defect NONE =
            new Defect("none", "", "io/isequencer/core/Pending.java", "Nothing is changed.", null, Set.of(), Map.of());

    private final List<Column> columns;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Double> control = new LinkedHashMap<>();

    public KillMatrix(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /**
     * A defect and what each check did with it.
     *
     * @param kills by the column's name, in the columns' order
     */
    public record Row(Defect defect, Map<String, Kill> kills) {
        /** Whether any of the checks has a place for it: one alone may not. */
        boolean asked() {
            return kills.values().stream().anyMatch(kill -> kill.outcome() != Kill.Outcome.NOT_APPLICABLE);
        }

        boolean survived() {
            return asked() && kills.values().stream().noneMatch(Kill::killed);
        }
    }

    /** Runs all checks without a defect: one that fails then would kill whatever is planted. */
    public void runControl() {
        for (Column column : columns) {
            if (column.appliesTo(NONE)) {
                Kill kill = column.detect(NONE);
                if (kill.killed()) {
                    throw new CheckFailedException(
                            Kind.VACUOUS,
                            "check must pass without a defect: column=" + column.name() + ", saw=" + kill.how());
                }
                control.put(column.name(), kill.seconds());
            }
        }
    }

    /** Runs all checks on each defect. */
    public void run(List<Defect> defects, Consumer<Row> done) {
        for (Defect defect : defects) {
            Map<String, Kill> kills = new LinkedHashMap<>();
            for (Column column : columns) {
                kills.put(column.name(), column.appliesTo(defect) ? column.detect(defect) : Kill.NOT_APPLICABLE);
            }
            Row row = new Row(defect, kills);
            rows.add(row);
            done.accept(row);
        }
    }

    /** What is new over what an earlier run found; rows may lack answers, see {@link #complete}. */
    public KillMatrix over(KillMatrix earlier, List<Defect> defects) {
        KillMatrix merged = new KillMatrix(earlier.columns);
        merged.control.putAll(earlier.control);
        merged.control.putAll(control);
        for (Defect defect : defects) {
            Map<String, Kill> known = earlier.killsOf(defect);
            known.putAll(killsOf(defect));
            merged.add(defect, known);
        }
        return merged;
    }

    /** Adds a row, if anything is known. */
    public void add(Defect defect, Map<String, Kill> known) {
        if (known.isEmpty()) {
            return;
        }
        Map<String, Kill> kills = new LinkedHashMap<>();
        for (Column column : columns) {
            Kill kill = column.appliesTo(defect) ? known.get(column.name()) : Kill.NOT_APPLICABLE;
            if (kill != null) {
                kills.put(column.name(), kill);
            }
        }
        rows.add(new Row(defect, kills));
    }

    /** The rows that have an answer of each check. */
    public KillMatrix complete() {
        KillMatrix complete = new KillMatrix(columns);
        complete.control.putAll(control);
        rows.stream().filter(row -> row.kills().size() == columns.size()).forEach(complete.rows::add);
        return complete;
    }

    private Map<String, Kill> killsOf(Defect defect) {
        Map<String, Kill> kills = new LinkedHashMap<>();
        rows.stream().filter(row -> row.defect().equals(defect)).forEach(row -> kills.putAll(row.kills()));
        return kills;
    }

    public List<Column> columns() {
        return columns;
    }

    public List<Row> rows() {
        return rows;
    }

    /** How long each check takes without a defect; empty if that was not tried. */
    public Map<String, Double> control() {
        return control;
    }

    public List<Row> survivors() {
        return rows.stream().filter(Row::survived).toList();
    }

    /**
     * Whether each defect was seen, and each check saw one.
     *
     * @param whole whether all defects were tried: a few say nothing about a check
     */
    public boolean passed(boolean whole) {
        return survivors().isEmpty() && (!whole || idle().isEmpty());
    }

    /** How many defects none of these checks has a place for. */
    long notAsked() {
        return rows.stream().filter(row -> !row.asked()).count();
    }

    /** How many defects a check killed. */
    long kills(Column column) {
        return count(column, Kill.Outcome.KILLED);
    }

    /** How many defects a check has a place for. */
    long asked(Column column) {
        return rows.size() - count(column, Kill.Outcome.NOT_APPLICABLE);
    }

    private long count(Column column, Kill.Outcome outcome) {
        return rows.stream()
                .filter(row -> row.kills().get(column.name()).outcome() == outcome)
                .count();
    }

    /** The checks that killed nothing: of them nobody knows whether they can. */
    public List<Column> idle() {
        return columns.stream().filter(column -> kills(column) == 0).toList();
    }
}
