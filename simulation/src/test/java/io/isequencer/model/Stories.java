package io.isequencer.model;

import io.isequencer.testing.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The counterexamples that a document tells as stories, each with its configuration and TLC's trace. */
final class Stories {
    private static final Pattern STORY = Pattern.compile("(?s)<!-- story:(\\w+) -->\n(.*?)\n<!-- /story:\\1 -->");
    private static final Pattern CONFIG = Pattern.compile("(?m)^Config: `(\\S+)`$");
    private static final Pattern TRACE = Pattern.compile("(?m)^Trace: (.+)$");
    private static final Pattern LINE = Pattern.compile("(?m)^\\d\\. \\S");
    private static final int MAX_LINES = 6;

    private final List<Story> stories;

    Stories(String document) {
        stories = new ArrayList<>();
        Matcher matcher = STORY.matcher(document);
        while (matcher.find()) {
            String text = matcher.group(2);
            int lines = (int) LINE.matcher(text).results().count();
            stories.add(new Story(
                    matcher.group(1),
                    first(CONFIG, text),
                    List.of(first(TRACE, text).split(" → ")),
                    lines));
        }
    }

    private Stories(List<Story> stories) {
        this.stories = stories;
    }

    /** Those whose counterexamples a build has TLC find. */
    Stories sample() {
        return new Stories(Sample.oneIn(3, stories));
    }

    List<String> rules() {
        return stories.stream().map(Story::rule).toList();
    }

    /** The names of those whose counterexamples are told. */
    List<String> configs() {
        return stories.stream().map(Story::config).toList();
    }

    /** What is wrong with the stories, given what TLC found; empty if they are true. */
    List<String> notAsTold(List<ModelResult> results) {
        Map<String, ModelResult> byName = results.stream()
                .collect(Collectors.toMap(result -> result.config().name(), Function.identity()));
        List<String> problems = new ArrayList<>();
        for (Story story : stories) {
            ModelResult result = byName.get(story.config());
            if (result == null) {
                problems.add(story.rule() + ": config must be one that was run: config=" + story.config());
            } else if (!story.rule().equals(result.config().rule())) {
                problems.add(story.rule() + ": config must be about this rule: config=" + story.config());
            } else if (!story.trace().equals(result.trace())) {
                problems.add(story.rule() + ": trace must be TLC's: Trace: " + String.join(" → ", result.trace()));
            }
            if (story.lines() < 2 || story.lines() > MAX_LINES) {
                problems.add(story.rule() + ": story must have 2..6 lines: lines=" + story.lines());
            }
        }
        return problems;
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private record Story(String rule, String config, List<String> trace, int lines) {}
}
