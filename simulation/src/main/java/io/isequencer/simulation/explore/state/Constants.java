package io.isequencer.simulation.explore.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The constants of a TLC configuration: what bounds the specification bounds the code too.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for a file that lacks a constant.
 *   <li><i>Source:</i> {@code tla/Rules.tla}, CONSTANTS.
 * </ul>
 *
 * @param firstNumber what each sequence begins with
 */
public record Constants(
        List<String> owners,
        List<String> closers,
        List<String> workspaces,
        List<String> seqs,
        int firstNumber,
        List<String> explicit,
        int maxEvents,
        int maxPerEvent,
        int maxNumber,
        int maxUnflushed,
        int lateAppends,
        int lateWrites,
        boolean buffered,
        boolean forgetful,
        List<String> weathers) {
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)\\s*(?:=|<-)\\s*(\\{[^}]*\\}|\\w+)");

    /** Of a world that the code can be explored in. */
    public static Constants ofCode(Path cfg) throws IOException {
        return read(cfg).requireExplorable();
    }

    public static Constants read(Path cfg) throws IOException {
        return of(Files.readAllLines(cfg));
    }

    /** @param cfg the lines of a configuration */
    public static Constants of(List<String> cfg) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : cfg) {
            if (!line.startsWith("\\*")) {
                Matcher matcher = ASSIGNMENT.matcher(line);
                while (matcher.find()) {
                    values.put(matcher.group(1), matcher.group(2));
                }
            }
        }
        return new Constants(
                set(values, "Owners"),
                set(values, "Closers"),
                set(values, "Workspaces"),
                set(values, "Seqs"),
                "FromTwo".equals(value(values, "Initial")) ? 2 : 1,
                set(values, "Explicit"),
                number(values, "MaxEvents"),
                number(values, "MaxPerEvent"),
                number(values, "MaxNumber"),
                number(values, "MaxUnflushed"),
                number(values, "LateAppends"),
                number(values, "LateWrites"),
                truth(values, "Buffered"),
                truth(values, "Forgetful"),
                set(values, "Weathers"));
    }

    /** Fails if the code cannot be explored in that world. */
    public Constants requireExplorable() {
        if (forgetful) {
            throw new IllegalArgumentException("the explored storage must not forget: Forgetful=TRUE");
        }
        return this;
    }

    public int keys() {
        return workspaces.size() * seqs.size();
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("configuration must set each constant: missing=" + name);
        }
        return value;
    }

    private static List<String> set(Map<String, String> values, String name) {
        String body = value(values, name).replaceAll("[{}\"\\s]", "");
        return body.isEmpty() ? List.of() : Arrays.asList(body.split(","));
    }

    private static int number(Map<String, String> values, String name) {
        return Integer.parseInt(value(values, name));
    }

    private static boolean truth(Map<String, String> values, String name) {
        return "TRUE".equals(value(values, name));
    }
}
