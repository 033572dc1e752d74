package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What documents and comments tell to run can be run. */
class DocumentedCommandsTest {
    /** Up to the end of the code, of the line, of the quotes, or to a comment behind it. */
    private static final Pattern COMMAND = Pattern.compile("\\./isequencer ([a-z][^`\"\\n#|>;)]*)");

    private static final Pattern TEST = Pattern.compile("-Dtest='?([A-Za-z*,]+)");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

    private final Map<List<String>, String> helps = new HashMap<>();

    @Test
    void everyCommandAndOptionExists() {
        Set<String> unknown = new TreeSet<>();
        int[] found = {0};
        ProjectFiles.text(name -> name.endsWith(".md")).forEach((name, text) -> {
            Matcher matcher = COMMAND.matcher(text);
            while (matcher.find()) {
                found[0]++;
                unknown.addAll(unknownIn(matcher.group(1)));
            }
        });
        assertTrue(found[0] >= 20, "commands were found: " + found[0]);
        assertEquals(Set.of(), unknown);
    }

    @Test
    void everyTestThatIsToBeRunExists() {
        Set<String> classes = new TreeSet<>();
        Map<String, String> sources = ProjectFiles.text(name -> name.endsWith(".java"));
        sources.keySet().forEach(name -> classes.add(name.replaceAll(".*/|\\.java", "")));
        Set<String> missing = new TreeSet<>();
        int[] found = {0};
        ProjectFiles.text(name -> name.endsWith(".md") || name.endsWith(".java"))
                .forEach((name, text) -> {
                    Matcher matcher = TEST.matcher(text);
                    while (matcher.find()) {
                        found[0]++;
                        missing.addAll(testsMissing(matcher.group(1), classes));
                    }
                });
        assertTrue(found[0] >= 5, "tests were found: " + found[0]);
        assertEquals(Set.of(), missing);
    }

    @Test
    void whatDoesNotExistIsFound() {
        assertEquals(List.of("explian"), unknownIn("explian R7"));
        assertEquals(List.of("replay --traec"), unknownIn("replay --traec FILE"));
        assertEquals(List.of("trace validat"), unknownIn("trace validat FILE"));
        assertEquals(List.of(), unknownIn("trace validate FILE"));
        assertEquals(List.of("NoTest", "No*"), testsMissing("ATest,NoTest,A*,No*", Set.of("ATest")));
    }

    private List<String> unknownIn(String command) {
        List<String> words = Arrays.asList(command.strip().split("\\s+"));
        String help = help(List.of(words.get(0)));
        if (help.isEmpty()) {
            return List.of(words.get(0));
        }
        // A command of commands shows them below this line.
        if (help.contains("\nCommands:") && words.size() > 1 && words.get(1).matches("[a-z]+")) {
            help = help(words.subList(0, 2));
            if (help.isEmpty()) {
                return List.of(words.get(0) + " " + words.get(1));
            }
        }
        List<String> unknown = new ArrayList<>();
        Matcher options = OPTION.matcher(command);
        while (options.find()) {
            if (!Pattern.compile(Pattern.quote(options.group()) + "(?![\\w-])")
                    .matcher(help)
                    .find()) {
                unknown.add(words.get(0) + " " + options.group());
            }
        }
        return unknown;
    }

    /** Empty if there is no such command. */
    private String help(List<String> command) {
        return helps.computeIfAbsent(command, words -> {
            List<String> line = new ArrayList<>(words);
            line.add("--help");
            Cli.Result result = Cli.run(line.toArray(String[]::new));
            // With an unknown command, the help is that of the whole.
            return result.out().contains("isequencer " + String.join(" ", words)) ? result.out() : "";
        });
    }

    private static List<String> testsMissing(String names, Set<String> classes) {
        return Arrays.stream(names.split(","))
                // A placeholder is written in capitals.
                .filter(name -> !name.matches("[A-Z]+"))
                .filter(name -> classes.stream().noneMatch(type -> type.matches(name.replace("*", ".*"))))
                .toList();
    }
}
