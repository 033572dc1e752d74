package io.isequencer.laboratory;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;

/**
 * What is wrong with a text that is no JSON, for the one who wrote the text. The parser's own messages also tell the
 * programmer which of its features to switch on; that part goes.
 */
public final class JsonProblem {
    private static final Pattern FOR_PROGRAMMERS = Pattern.compile(
            ": enable `[^`]*` to allow$|, from `[^`]*`| \\(not recognized as one since Feature '[^']*' not enabled for parser\\)");

    private JsonProblem() {}

    /** One line, without the place. */
    public static String of(JsonProcessingException problem) {
        String line =
                String.valueOf(problem.getOriginalMessage()).lines().findFirst().orElse("");
        String text = FOR_PROGRAMMERS.matcher(line).replaceAll("");
        return text.startsWith("Non-standard token") ? text + " is no JSON number" : text;
    }
}
