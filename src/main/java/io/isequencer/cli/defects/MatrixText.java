package io.isequencer.cli.defects;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.defects.KillMatrix.Row;
import java.util.Locale;

/**
 * The kill matrix as JSON, as Markdown, and as rows on a terminal.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless.
 * </ul>
 */
final class MatrixText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MatrixText() {}

    static String row(Row row) {
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
                                String.format(Locale.ROOT, "%n    %-12s %s (%.1f s)", name, kill.how(), kill.seconds());
                            case SURVIVED ->
                                String.format(Locale.ROOT, "%n    %-12s saw nothing (%.1f s)", name, kill.seconds());
                            case NOT_APPLICABLE -> "";
                        }));
        return text.toString();
    }

    static String summary(KillMatrix matrix) {
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
                        text.append(String.format(Locale.ROOT, "%n    %-12s %d", column.name(), matrix.kills(column))));
        return text.toString();
    }

    static String json(KillMatrix matrix, ExitCode verdict) {
        ObjectNode root = JSON.createObjectNode();
        root.put("verdict", verdict == ExitCode.OK ? "PASS" : verdict.name());
        ArrayNode defects = root.putArray("defects");
        for (Row row : matrix.rows()) {
            ObjectNode node = defects.addObject();
            node.put("id", row.defect().id());
            node.put("rule", row.defect().rule());
            ObjectNode killedBy = node.putObject("killedBy");
            row.kills().forEach((name, kill) -> {
                if (kill.killed()) {
                    ObjectNode cell = killedBy.putObject(name);
                    cell.put("how", kill.how());
                    cell.put("seconds", Math.round(kill.seconds() * 10) / 10.0);
                }
            });
        }
        return root.toString();
    }

    static String markdown(KillMatrix matrix) {
        StringBuilder text = new StringBuilder();
        text.append("| defect |");
        matrix.columns()
                .forEach(column -> text.append(' ').append(column.name()).append(" |"));
        text.append("\n|---|").append("---|".repeat(matrix.columns().size())).append('\n');
        for (Row row : matrix.rows()) {
            text.append("| `").append(row.defect().id()).append("` |");
            row.kills()
                    .values()
                    .forEach(kill -> text.append(' ').append(cell(kill)).append(" |"));
            text.append('\n');
        }
        text.append("| **killed** |");
        matrix.columns()
                .forEach(column ->
                        text.append(" **").append(matrix.kills(column)).append("** |"));
        return text.append('\n').toString();
    }

    private static String cell(Kill kill) {
        return switch (kill.outcome()) {
            case KILLED -> kill.how().replace("|", "\\|");
            case SURVIVED -> "·";
            case NOT_APPLICABLE -> "";
        };
    }
}
