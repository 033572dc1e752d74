package io.isequencer.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the links of a Markdown file that lead nowhere: files, headings and anchors, not the web. */
final class MarkdownLinks {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");

    private MarkdownLinks() {}

    /** @param textOf the text of a project file, null if there is none; a directory has an empty text */
    static List<String> broken(String name, String text, Function<String, String> textOf) {
        List<String> broken = new ArrayList<>();
        Matcher link = LINK.matcher(CODE.matcher(text).replaceAll(""));
        while (link.find()) {
            String target = link.group(1);
            if (!target.matches("(?:https?|mailto):.*") && !leadsSomewhere(name, text, target, textOf)) {
                broken.add(name + ": a link must resolve: link=" + target);
            }
        }
        return broken;
    }

    private static boolean leadsSomewhere(String name, String text, String target, Function<String, String> textOf) {
        String[] parts = target.split("#", 2);
        String targetText = text;
        if (!parts[0].isEmpty()) {
            Path resolved = Path.of(name).resolveSibling(parts[0]).normalize();
            targetText = textOf.apply(resolved.toString());
        }
        return targetText != null && (parts.length == 1 || hasHeading(targetText, parts[1]));
    }

    private static boolean hasHeading(String text, String anchor) {
        return text.contains("<a id=\"" + anchor + "\">")
                || HEADING.matcher(text)
                        .results()
                        .anyMatch(heading -> slug(heading.group(1)).equals(anchor));
    }

    /** As the common hosts make anchors of headings. */
    private static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .strip()
                .replace(' ', '-');
    }
}
