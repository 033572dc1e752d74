package io.isequencer.docs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a document, and the notes directly above it. A note is a comment of the page, which its readers do
 * not see: {@code <!-- name: value -->}.
 *
 * @param line that of the opening fence, from 1
 * @param language what stands behind the fence; empty if nothing does
 * @param text without indentation of the block as a whole, with a line feed behind each line
 */
record FencedBlock(String document, int line, String language, String text, Map<String, String> notes) {
    /** What a note can say; {@link BlockCheck} does it. */
    static final List<String> NOTES = List.of(
            "before",
            "checked by",
            "exits",
            "given",
            "input of",
            "not run",
            "only shown",
            "output of",
            "schema",
            "smaller",
            "thorough");

    private static final Pattern FENCE = Pattern.compile("( *)(`{3,}|~{3,})(.*)");
    private static final Pattern NOTE = Pattern.compile("(?s)<!-- ([a-z ]+):\\s+(.+)\\s-->");

    /** @throws IllegalArgumentException if a note stands above no block, is unknown, or stands there twice */
    static List<FencedBlock> of(String document, String text) {
        return new Reader(document, text.lines().toList()).blocks();
    }

    /** Whether its commands are run, or commands whose output or input it is. */
    boolean isTried() {
        return Collections.disjoint(notes.keySet(), List.of("checked by", "not run", "only shown"))
                && (language.equals("sh") || notes.containsKey("output of") || notes.containsKey("input of"));
    }

    @Override
    public String toString() {
        return document + ":" + line;
    }

    private static final class Reader {
        private final String document;
        private final List<String> lines;
        private final List<FencedBlock> blocks = new ArrayList<>();
        private Map<String, String> notes = new LinkedHashMap<>();
        private int next;

        Reader(String document, List<String> lines) {
            this.document = document;
            this.lines = lines;
        }

        List<FencedBlock> blocks() {
            while (next < lines.size()) {
                Matcher fence = FENCE.matcher(lines.get(next));
                if (fence.matches()) {
                    block(
                            fence.group(1).length(),
                            fence.group(2),
                            fence.group(3).strip());
                } else if (lines.get(next).strip().startsWith("<!--")) {
                    comment();
                } else {
                    requireNoNotes();
                    next++;
                }
            }
            requireNoNotes();
            return blocks;
        }

        private void block(int indentation, String fence, String language) {
            int begin = next++;
            StringBuilder text = new StringBuilder();
            while (next < lines.size() && !lines.get(next).strip().equals(fence)) {
                String line = lines.get(next++);
                text.append(line.substring(Math.min(indentation, line.length())))
                        .append('\n');
            }
            if (next == lines.size()) {
                throw new IllegalArgumentException("block must end: block=" + document + ":" + (begin + 1));
            }
            next++;
            blocks.add(new FencedBlock(document, begin + 1, language, text.toString(), notes));
            notes = new LinkedHashMap<>();
        }

        private void comment() {
            int begin = next;
            while (!lines.get(next++).contains("-->")) {
                if (next == lines.size()) {
                    throw new IllegalArgumentException("comment must end: comment=" + document + ":" + (begin + 1));
                }
            }
            String comment = String.join("\n", lines.subList(begin, next)).strip();
            Matcher note = NOTE.matcher(comment);
            boolean isNote = note.matches() && NOTES.contains(note.group(1));
            boolean isAboveBlock =
                    next < lines.size() && FENCE.matcher(lines.get(next)).matches();
            if (!isNote && isAboveBlock) {
                throw new IllegalArgumentException("note must be one of " + NOTES + ": note=" + comment);
            }
            if (isNote && notes.put(note.group(1), note.group(2)) != null) {
                throw new IllegalArgumentException("note must stand above a block once: note=" + comment);
            }
        }

        private void requireNoNotes() {
            if (!notes.isEmpty()) {
                throw new IllegalArgumentException(
                        "notes must stand directly above a block: document=" + document + ", notes=" + notes);
            }
        }
    }
}
