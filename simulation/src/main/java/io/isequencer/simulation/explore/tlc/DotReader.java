package io.isequencer.simulation.explore.tlc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Reads the graph that TLC writes with {@code -dump dot,actionlabels}, line by line.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for a line of another form.
 * </ul>
 */
public final class DotReader {
    private static final int BUFFER = 1 << 20;

    private DotReader() {}

    /** Takes what is read. States are named by their fingerprints. */
    interface Sink {
        void state(long fingerprint, String text);

        void edge(long from, long to, String label);
    }

    public static void read(InputStream graph, Sink sink) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(graph, StandardCharsets.UTF_8), BUFFER)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && (line.charAt(0) == '-' || Character.isDigit(line.charAt(0)))) {
                    statement(line, sink);
                }
            }
        }
    }

    private static void statement(String line, Sink sink) {
        int open = line.indexOf(" [label=\"");
        if (open < 0) {
            throw new IllegalArgumentException("dump must have labels: line=" + line);
        }
        int label = open + " [label=\"".length();
        int arrow = line.lastIndexOf(" -> ", open);
        if (arrow > 0) {
            long from = Long.parseLong(line.substring(0, arrow));
            long to = Long.parseLong(line.substring(arrow + " -> ".length(), open));
            sink.edge(from, to, line.substring(label, line.indexOf('"', label)));
        } else {
            long fingerprint = Long.parseLong(line.substring(0, open));
            sink.state(fingerprint, unescape(line.substring(label, line.lastIndexOf('"'))));
        }
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                c = text.charAt(i) == 'n' ? '\n' : text.charAt(i);
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
