package io.isequencer.cli.defects;

import io.isequencer.cli.defects.KillMatrix.Row;

/**
 * The kill matrix as a page that needs nothing else.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless.
 * </ul>
 */
final class MatrixHtml {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Kill matrix</title>
            <style>
            body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;padding:0 1.5rem;max-width:100rem;color:#1d2530}
            h1{font-size:1.7rem;margin-bottom:.3rem}p{max-width:46rem}
            table{border-collapse:separate;border-spacing:0;font-size:12px;line-height:1.35;width:100%}
            th,td{border:solid #d8dde3;border-width:0 1px 1px 0;padding:.35rem .5rem;text-align:left;vertical-align:top}
            tr>:first-child{border-left-width:1px}thead th{border-top-width:1px}
            thead th{position:sticky;top:0;background:#eef1f4;z-index:1}
            table.matrix{table-layout:fixed}table.matrix th:first-child{width:24%}
            td{overflow-wrap:break-word}small{color:#5b6672;display:block}code{font-size:12px;font-weight:600}
            .KILLED{background:#e3f3e4}.SURVIVED{color:#5b6672;text-align:center}
            .NOT_APPLICABLE{background:repeating-linear-gradient(135deg,#fff 0 5px,#eef1f4 5px 6px)}
            .lost td:first-child{background:#fbdcda}
            .legend{display:flex;flex-wrap:wrap;gap:.4rem 1.5rem;list-style:none;padding:0}
            .legend span{display:inline-block;width:1.8em;margin-right:.5em;border:1px solid #d8dde3;text-align:center}
            .bar{white-space:nowrap}.bar i{display:inline-block;height:.7em;background:#7dbb82;margin-right:.4em}
            </style>
            </head>
            <body>
            <h1>Kill matrix</h1>
            <p>Each row is a known defect of the protocol, planted alone into the code. Each column is one of this
            project’s checks, run on the defective code until it sees something. A cell says what the check saw, after how
            much, and the seconds that it took, on a machine with two busy cores. Without a defect every check passes; that
            is tried first.</p>
            <ul class="legend">
            <li><span class="KILLED">&nbsp;</span>the check saw the defect</li>
            <li><span class="SURVIVED">·</span>it ran as a whole and saw nothing</li>
            <li><span class="NOT_APPLICABLE">&nbsp;</span>it has no place for the defect</li>
            </ul>
            """;

    private MatrixHtml() {}

    static String page(KillMatrix matrix) {
        StringBuilder text = new StringBuilder(HEAD);
        appendColumns(text, matrix);
        text.append("<h2>").append(matrix.rows().size()).append(" defects</h2>\n");
        text.append("<table class=\"matrix\">\n<thead><tr><th>defect</th>");
        matrix.columns()
                .forEach(column -> text.append("<th>")
                        .append(column.name())
                        .append("<small>")
                        .append(matrix.kills(column))
                        .append(" killed</small></th>"));
        text.append("</tr></thead>\n<tbody>\n");
        matrix.rows().forEach(row -> appendRow(text, row));
        return text.append("</tbody>\n</table>\n</body>\n</html>\n").toString();
    }

    private static void appendColumns(StringBuilder text, KillMatrix matrix) {
        text.append("<table>\n<thead><tr><th>column</th><th>the check</th><th>no place for a defect where</th>")
                .append("<th>killed</th><th>seconds without a defect</th></tr></thead>\n<tbody>\n");
        for (Column column : matrix.columns()) {
            long kills = matrix.kills(column);
            Double seconds = matrix.control().get(column.name());
            text.append("<tr><td><code>").append(column.name()).append("</code></td>");
            text.append("<td>").append(escape(column.words())).append("</td>");
            text.append("<td>").append(escape(column.blindTo())).append("</td>");
            text.append("<td class=\"bar\"><i style=\"width:").append(kills).append("px\"></i>");
            text.append(kills).append(" of ").append(matrix.asked(column)).append("</td>");
            text.append("<td>")
                    .append(seconds == null ? "" : Math.round(seconds))
                    .append("</td></tr>\n");
        }
        text.append("</tbody>\n</table>\n");
    }

    private static void appendRow(StringBuilder text, Row row) {
        text.append(row.survived() ? "<tr class=\"lost\">" : "<tr>")
                .append("<td><code>")
                .append(breakable(row.defect().id()))
                .append("</code><br>")
                .append(escape(row.defect().what()))
                .append("</td>");
        row.kills()
                .values()
                .forEach(kill -> text.append("<td class=\"")
                        .append(kill.outcome())
                        .append("\">")
                        .append(cell(kill))
                        .append("</td>"));
        text.append("</tr>\n");
    }

    private static String cell(Kill kill) {
        return switch (kill.outcome()) {
            case KILLED -> {
                String[] parts = kill.how().split(", ", 2);
                String after = parts.length > 1 ? escape(parts[1]) + ", " : "";
                yield breakable(parts[0]) + "<small>" + after + MatrixText.seconds(kill) + "</small>";
            }
            case SURVIVED -> "·";
            case NOT_APPLICABLE -> "";
        };
    }

    /** A long name may go on in the next line, between its words. */
    private static String breakable(String name) {
        return escape(name).replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[.-])", "<wbr>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
