package io.isequencer.laboratory;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A small wrong change of sources, planted to see whether a check notices.
 *
 * <p>As text: lines {@code key: value}, then pairs of blocks after {@code --- find} and {@code --- replace}. Space at the
 * end of a block is not part of it.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for a malformed text, and when a change no longer applies: one
 *       that is not planted would be one that nothing can notice.
 * </ul>
 *
 * @param name of the change, for messages, as {@code defect=R1-one}
 * @param changes what to find and what to put there
 */
public record PlantedChange(String name, Map<String, String> head, Map<String, String> changes) {
    private static final String FIND = "--- find\n";
    private static final String REPLACE = "--- replace\n";

    public static PlantedChange parse(String name, String text) {
        String[] blocks = text.split("(?m)^" + FIND);
        if (blocks.length < 2) {
            throw new IllegalArgumentException("change must have a text to find: " + name);
        }
        Map<String, String> head = new LinkedHashMap<>();
        for (String line : blocks[0].split("\n")) {
            String[] parts = line.split(": ", 2);
            if (parts.length == 2) {
                head.put(parts[0], parts[1]);
            }
        }
        Map<String, String> changes = new LinkedHashMap<>();
        for (int i = 1; i < blocks.length; i++) {
            String[] halves = (blocks[i] + "\n").split("(?m)^" + REPLACE, -1);
            if (halves.length != 2) {
                throw new IllegalArgumentException("change must have one replacement for each text to find: " + name);
            }
            changes.put(halves[0].stripTrailing(), halves[1].stripTrailing());
        }
        return new PlantedChange(name, head, changes);
    }

    /** A value that must be in the head. */
    public String require(String key) {
        String value = head.get(key);
        if (value == null) {
            throw new IllegalArgumentException("change must have " + key + ": " + name);
        }
        return value;
    }

    /**
     * The sources with the change in them.
     *
     * @param sources by file; each text to find must be there exactly once in all of them, and each must be changed
     */
    public Map<String, String> plant(Map<String, String> sources) {
        Map<String, String> planted = new LinkedHashMap<>(sources);
        changes.forEach((find, replace) ->
                planted.computeIfPresent(theFileWith(find, planted), (file, text) -> text.replace(find, replace)));
        planted.forEach((file, text) -> {
            if (text.equals(sources.get(file))) {
                throw new IllegalArgumentException(
                        "change must be one of each of its files: " + name + ", file=" + file);
            }
        });
        return planted;
    }

    private String theFileWith(String find, Map<String, String> sources) {
        String found = null;
        int places = 0;
        for (Map.Entry<String, String> source : sources.entrySet()) {
            for (int at = source.getValue().indexOf(find);
                    at >= 0;
                    at = source.getValue().indexOf(find, at + 1)) {
                found = source.getKey();
                places++;
            }
        }
        if (places != 1) {
            throw new IllegalArgumentException("change must apply at exactly one place: " + name + ", files="
                    + String.join(" ", sources.keySet()) + ", places=" + places);
        }
        return found;
    }
}
