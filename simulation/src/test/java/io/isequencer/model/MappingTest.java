package io.isequencer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.Action;
import io.isequencer.testing.ProjectFiles;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The specification, the Java code and the documents use the same names. */
class MappingTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| `([\\w.]+)#([\\w<>]+)` \\|$");
    private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w+(?=\\()|(?<=\\\\/ )[A-Z]\\w+\\b");

    /** What only the world does. */
    private static final Set<String> WITHOUT_COUNTERPART =
            Set.of("LateAppendLands", "LateValueLands", "LateCheckpointLands", "Crash", "PowerLoss", "Turn");

    private final Map<String, String[]> table = table();

    @Test
    void eachActionOfTheSpecificationIsInTheTableAndNoOther() {
        Set<String> expected = specActions();
        expected.removeAll(WITHOUT_COUNTERPART);
        assertTrue(expected.size() > 30, "actions were found: " + expected);
        assertEquals(expected, table.keySet());
    }

    @Test
    void eachMethodOfTheTableExists() throws ClassNotFoundException {
        for (Map.Entry<String, String[]> row : table.entrySet()) {
            Class<?> type = Class.forName("io.isequencer." + row.getValue()[0]);
            String method = row.getValue()[1];
            boolean exists = method.equals("<init>")
                    || Arrays.stream(type.getDeclaredMethods())
                            .map(Method::getName)
                            .anyMatch(method::equals);
            assertTrue(exists, () -> row.getKey() + " must be a method: class=" + type + ", method=" + method);
        }
    }

    @Test
    void eachActionOfTheCoreIsInTheTableAndOfTheCore() {
        for (Action action : Action.values()) {
            assertTrue(table.containsKey(action.specName()), action::specName);
            assertTrue(table.get(action.specName())[0].startsWith("core."), action::specName);
        }
    }

    @Test
    void eachActionCanBeTheLineOfATrace() {
        String check = ProjectFiles.read("tla/TraceCheck.tla");
        Set<String> lines = new TreeSet<>();
        Matcher matcher = Pattern.compile("action = \"(\\w+)\"").matcher(check);
        while (matcher.find()) {
            lines.add(matcher.group(1));
        }
        Set<String> expected = specActions();
        // No weather in a trace: it is always stormy. A failure comes in two kinds, and Forget is none of the protocol.
        expected.remove("Turn");
        expected.add("FlFailLate");
        expected.add("Forget");
        assertEquals(expected, lines);
    }

    private static Set<String> specActions() {
        String spec = ProjectFiles.read("tla/Sequencer.tla");
        String steps = spec.substring(spec.indexOf("\nClientStep(o) =="), spec.indexOf("\nStep =="));
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(steps);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        names.removeIf(name -> name.endsWith("Step"));
        return names;
    }

    private static Map<String, String[]> table() {
        Map<String, String[]> table = new TreeMap<>();
        Matcher matcher = ROW.matcher(ProjectFiles.read("tla/JAVA.md"));
        while (matcher.find()) {
            table.put(matcher.group(1), new String[] {matcher.group(2), matcher.group(3)});
        }
        return table;
    }
}
