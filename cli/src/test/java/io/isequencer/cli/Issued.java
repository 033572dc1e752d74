package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers that anyone was ever told, over all lives of a data directory. */
final class Issued {
    private static final Pattern EVENT = Pattern.compile("\"wsId\":\"(\\d+)\",\"numbers\":\\[([^\\]]*)\\]");
    private static final Pattern ENTRY = Pattern.compile("\"seqId\":(\\d+),\"number\":\"(\\d+)\"");

    private static final Pattern STORED =
            Pattern.compile("\\{\"stored\":\\{\"wsId\":\"(\\d+)\",\"seqId\":(\\d+),\"number\":\"(\\d+)\"");

    private final Set<String> all = new HashSet<>();
    private final Map<String, Long> highest = new HashMap<>();

    /** Takes printed lines; fails if one of their numbers was printed before. */
    List<String> add(List<String> lines) {
        List<String> twice = new ArrayList<>();
        for (String line : lines) {
            Matcher event = EVENT.matcher(line);
            if (!event.find()) {
                continue;
            }
            Matcher entry = ENTRY.matcher(event.group(2));
            while (entry.find()) {
                String key = event.group(1) + "/" + entry.group(1);
                if (!all.add(key + "=" + entry.group(2))) {
                    twice.add(key + "=" + entry.group(2));
                }
                highest.merge(key, Long.parseLong(entry.group(2)), Math::max);
            }
        }
        assertTrue(twice.isEmpty(), () -> "issued twice: " + twice);
        return lines;
    }

    /** Events that tell these lines' highest numbers as explicit ones, an event for each key. */
    static String told(List<String> lines) {
        Issued told = new Issued();
        told.add(lines);
        for (String line : lines) {
            Matcher stored = STORED.matcher(line);
            if (stored.find()) {
                told.highest.merge(stored.group(1) + "/" + stored.group(2), Long.parseLong(stored.group(3)), Math::max);
            }
        }
        StringBuilder input = new StringBuilder();
        told.highest.forEach((key, number) -> input.append("{\"ref\":\"told\",\"wsKind\":1,\"wsId\":\"")
                .append(key, 0, key.indexOf('/'))
                .append("\",\"seqIds\":[],\"explicit\":[{\"seqId\":")
                .append(key.substring(key.indexOf('/') + 1))
                .append(",\"number\":\"")
                .append(number)
                .append("\"}]}\n"));
        return input.toString();
    }
}
