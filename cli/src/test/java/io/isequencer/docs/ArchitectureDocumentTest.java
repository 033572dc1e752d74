package io.isequencer.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever follows a way through the code finds each of its stops. */
class ArchitectureDocumentTest {
    /** A class, with or without its package, and perhaps a method of it. */
    private static final Pattern NAMED = Pattern.compile("`((?:[a-z]+\\.)*)([A-Z]\\w+)(?:\\.([a-z]\\w*))?`");

    private static final int LEAST = 30;

    private final Map<String, String> sources =
            ProjectFiles.text(name -> name.contains("main/java/") && name.endsWith(".java"));

    @Test
    void eachClassAndMethodThatItNamesExists() {
        String document = ProjectFiles.read("docs/architecture.md");
        assertEquals(List.of(), missing(document));
        assertTrue(NAMED.matcher(document).results().count() >= LEAST, "the names were found");
    }

    @Test
    void aNameThatNothingHasIsFound() {
        assertEquals(List.of(), missing("`core.Client`, `Committer.append`, `Resume`"));
        assertEquals(
                List.of("`NoSuchClass`", "`Committer.noSuchMethod`", "`core.Committer`"),
                missing("`NoSuchClass`, `Committer.noSuchMethod`, `core.Committer`"));
    }

    private List<String> missing(String document) {
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED.matcher(document);
        while (named.find()) {
            String file = "/" + named.group(1).replace('.', '/') + named.group(2) + ".java";
            String method = named.group(3);
            boolean exists = sources.entrySet().stream()
                    .filter(source -> source.getKey().endsWith(file))
                    .anyMatch(source -> method == null || declares(source.getValue(), method));
            if (!exists) {
                missing.add(named.group());
            }
        }
        return missing;
    }

    private static boolean declares(String source, String method) {
        return Pattern.compile("(?m)^ {4}(?! ).*\\b" + method + "\\(")
                .matcher(source)
                .find();
    }
}
