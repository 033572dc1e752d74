package io.isequencer.cli.explain;

import io.isequencer.laboratory.PackagedText;
import io.isequencer.rules.Rule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/protocol.md says of a rule, as plain text. The page is in the program. */
final class ProtocolPage {
    private static final Pattern SAID =
            Pattern.compile("(?s)\\*\\*Requirement\\.\\*\\* (.+?)\n\n\\*\\*Why\\.\\*\\* (.+?)\n\n");

    private static final Pattern STEP = Pattern.compile("(?m)^\\d+\\. .+$");

    private final String text;

    private ProtocolPage(String text) {
        this.text = text;
    }

    static ProtocolPage read() {
        return new ProtocolPage(PackagedText.of(ProtocolPage.class, "protocol.md"));
    }

    /** Requirement, reason, and the steps of the shortest failure without the rule. */
    String about(Rule rule) {
        String anchor = rule.docs().substring(rule.docs().indexOf('#') + 1);
        String section = text.substring(text.indexOf("<a id=\"" + anchor + "\"></a>") + 1);
        section = section.substring(0, section.indexOf("<!-- /story"));
        Matcher said = SAID.matcher(section);
        if (!said.find()) {
            throw new IllegalStateException("a rule must have a requirement and a reason: rule=" + rule);
        }
        StringBuilder about = new StringBuilder();
        about.append("Requirement: ").append(plain(said.group(1))).append('\n');
        about.append("Why: ").append(plain(said.group(2))).append('\n');
        about.append("Without it, for example:\n");
        STEP.matcher(section)
                .results()
                .forEach(step -> about.append("  ").append(plain(step.group())).append('\n'));
        return about.toString();
    }

    private static String plain(String markdown) {
        return markdown.replace('\n', ' ')
                .replaceAll("\\[([^]]+)]\\([^)]+\\)", "$1")
                .replaceAll("\\*([^*]+)\\*", "$1")
                .replace("`", "");
    }
}
