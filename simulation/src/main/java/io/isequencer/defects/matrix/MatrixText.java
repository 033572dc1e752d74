package io.isequencer.defects.matrix;

import io.isequencer.defects.matrix.KillMatrix.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The kill matrix as Markdown, and as rows on a terminal. */
public final class MatrixText {
    private MatrixText() {}

    public static String row(Row row) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%-44s %-4s", row.defect().id(), row.defect().rule()));
        if (row.survived()) {
            text.append(" SURVIVED");
        } else if (!row.asked()) {
            text.append(" is beyond what was run");
        }
        row.kills()
                .forEach((name, kill) -> text.append(
                        switch (kill.outcome()) {
                            case KILLED ->
                                String.format(Locale.ROOT, "\n    %-12s %s (%.1f s)", name, kill.how(), kill.seconds());
                            case SURVIVED ->
                                String.format(Locale.ROOT, "\n    %-12s saw nothing (%.1f s)", name, kill.seconds());
                            case NOT_APPLICABLE -> "";
                        }));
        return text.toString();
    }

    public static String summary(KillMatrix matrix) {
        long asked = matrix.rows().size() - matrix.notAsked();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d of %d defects found",
                asked - matrix.survivors().size(),
                asked));
        if (matrix.notAsked() > 0) {
            text.append(String.format(Locale.ROOT, ", %d are beyond what was run", matrix.notAsked()));
        }
        matrix.columns()
                .forEach(column ->
                        text.append(String.format(Locale.ROOT, "\n    %-12s %d", column.name(), matrix.kills(column))));
        return text.toString();
    }

    public static String markdown(KillMatrix matrix) {
        StringBuilder text = new StringBuilder("""
                # Kill matrix

                Each row is a known defect of the protocol, planted alone into the code; each column one of this project's
                checks, run on the defective code until it sees something. A cell says what the check saw, after how much,
                and the seconds that it took, on a machine with two busy cores. `·`: the check ran as a whole and saw
                nothing. Empty: it has no place for the defect. Without a defect every check passes; that is tried first.
                The same as [JSON](kill-matrix.json).

                | column | the check | empty where | killed | seconds without a defect |
                |---|---|---|--:|--:|
                """);
        for (Column column : matrix.columns()) {
            Double seconds = matrix.control().get(column.name());
            line(
                    text,
                    column.name(),
                    column.description(),
                    column.notApplicableWhen(),
                    matrix.kills(column) + " of " + matrix.asked(column),
                    seconds == null ? "" : Long.toString(Math.round(seconds)));
        }
        text.append("\n| defect |");
        matrix.columns()
                .forEach(column -> text.append(' ').append(column.name()).append(" |"));
        text.append("\n|---|").append("---|".repeat(matrix.columns().size())).append('\n');
        for (Row row : matrix.rows()) {
            text.append("| `").append(row.defect().id()).append("` ");
            text.append(escape(row.defect().what())).append(" |");
            row.kills()
                    .values()
                    .forEach(kill -> text.append(' ').append(cell(kill)).append(" |"));
            text.append('\n');
        }
        reasons(text, matrix);
        return text.append("""

                Written by `./isequencer defects --column all --out docs/kill-matrix`. With `--defect ID` only the rows of
                these are rebuilt.
                """).toString();
    }

    private static void reasons(StringBuilder text, KillMatrix matrix) {
        List<String> reasons = new ArrayList<>();
        for (Row row : matrix.rows()) {
            row.defect()
                    .unseen()
                    .forEach((column, why) -> reasons.add("- `" + row.defect().id() + "`, " + column + ": " + why));
        }
        if (!reasons.isEmpty()) {
            text.append("\nWhy a check that runs the defect cannot see it:\n\n");
            reasons.forEach(reason -> text.append(reason).append('\n'));
        }
    }

    private static void line(StringBuilder text, String... cells) {
        for (String cell : cells) {
            text.append("| ").append(escape(cell)).append(' ');
        }
        text.append("|\n");
    }

    private static String cell(Kill kill) {
        return switch (kill.outcome()) {
            case KILLED -> escape(kill.how()) + ", " + seconds(kill);
            case SURVIVED -> "·";
            case NOT_APPLICABLE -> "";
        };
    }

    private static String seconds(Kill kill) {
        return String.format(Locale.ROOT, "%.1f s", kill.seconds());
    }

    private static String escape(String text) {
        return text.replace("|", "\\|");
    }
}
