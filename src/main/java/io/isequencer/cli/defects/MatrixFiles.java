package io.isequencer.cli.defects;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.defects.KillMatrix.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the kill matrix for the documents.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless.
 *   <li><i>Errors:</i> {@link CliException} if a file cannot be written.
 * </ul>
 */
final class MatrixFiles {
    private static final String STYLE =
            "body{font:14px/1.4 system-ui,sans-serif;margin:2rem;color:#222;background:#fff}"
                    + "table{border-collapse:collapse}th,td{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;"
                    + "vertical-align:top;font-size:12px}th{position:sticky;top:0;background:#f4f4f4}"
                    + "td.KILLED{background:#dff2df}td.SURVIVED{background:#f6f6f6;color:#666}"
                    + "tr.lost td{background:#f9d6d5}code{white-space:nowrap}";

    private MatrixFiles() {}

    static void write(Path path, KillMatrix matrix, ExitCode verdict) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(sibling(path, ".md"), markdown(matrix));
            Files.writeString(sibling(path, ".html"), html(matrix));
            Files.writeString(sibling(path, ".json"), MatrixText.json(matrix, verdict) + "\n");
        } catch (IOException failure) {
            throw new CliException(ExitCode.BAD_DATA, "matrix must be writable: path=" + path, failure);
        }
    }

    private static Path sibling(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    private static String markdown(KillMatrix matrix) {
        StringBuilder text = new StringBuilder("""
                # Kill matrix

                Each row is a defect of the protocol, planted into the code; each column a check of this project. A cell
                says what the check saw and after how much; `·` that it ran and saw nothing; an empty cell that the check
                has no place for the defect. Written by `./isequencer defects --column all --out docs/kill-matrix`.

                """);
        matrix.columns()
                .forEach(column -> text.append("- **")
                        .append(column.name())
                        .append("**: ")
                        .append(column.words())
                        .append("\n"));
        return text.append('\n').append(MatrixText.markdown(matrix)).toString();
    }

    private static String html(KillMatrix matrix) {
        StringBuilder text = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<title>Kill matrix</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>Kill matrix</h1>\n<table>\n<tr><th>defect</th>");
        matrix.columns()
                .forEach(column -> text.append("<th title=\"")
                        .append(escape(column.words()))
                        .append("\">")
                        .append(column.name())
                        .append("</th>"));
        text.append("</tr>\n");
        matrix.rows().forEach(row -> appendRow(text, row));
        text.append("<tr><th>killed</th>");
        matrix.columns()
                .forEach(column ->
                        text.append("<th>").append(matrix.kills(column)).append("</th>"));
        return text.append("</tr>\n</table>\n</body></html>\n").toString();
    }

    private static void appendRow(StringBuilder text, Row row) {
        text.append(row.survived() ? "<tr class=\"lost\">" : "<tr>")
                .append("<td><code>")
                .append(escape(row.defect().id()))
                .append("</code><br>")
                .append(escape(row.defect().what()))
                .append("</td>");
        row.kills()
                .values()
                .forEach(kill -> text.append("<td class=\"")
                        .append(kill.outcome())
                        .append("\">")
                        .append(kill.outcome() == Kill.Outcome.SURVIVED ? "·" : escape(kill.how()))
                        .append("</td>"));
        text.append("</tr>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
