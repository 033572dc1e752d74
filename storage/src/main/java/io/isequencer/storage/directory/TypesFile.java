package io.isequencer.storage.directory;

import io.isequencer.api.Limits;
import io.isequencer.api.SeqTypes;
import io.isequencer.api.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Declared sequences as a directory keeps them, in {@code types.json}, with a checksum over the entries:
 *
 * <pre>{@code
 * {"crc32c":"9c9cfa69","types":[
 *   {"wsKind":1,"seqId":1,"initialValue":"1"},
 *   {"wsKind":1,"seqId":2,"initialValue":"200001"}
 * ]}
 * }</pre>
 *
 * <p>Earlier versions kept the array alone. Nobody is meant to edit the file, so what is read is what was written, and
 * not JSON of every kind.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link StorageException} that names the file.
 * </ul>
 *
 * @param sealed whether the file carries the checksum
 */
public record TypesFile(SeqTypes types, boolean sealed) {
    private static final Pattern SEALED = Pattern.compile("\\{\"crc32c\":\"([^\"]*)\",\"types\":(\\[.*])}");
    private static final Pattern ARRAY = Pattern.compile("\\[(?:\\{[^{}]*},)*\\{[^{}]*}]");
    private static final Pattern ENTRY = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern FIELD = Pattern.compile("\"(wsKind|seqId|initialValue)\":(\"?)([0-9]{1,19})\\2");
    private static final Set<String> FIELDS = Set.of("wsKind", "seqId", "initialValue");
    private static final String MAX_DIGITS = Long.toString(Long.MAX_VALUE);
    private static final int MAX_SHOWN = 80;

    public TypesFile {
        Objects.requireNonNull(types, "types");
    }

    /** @throws MissingFileException if there is no such file, or it cannot be read */
    static TypesFile read(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new MissingFileException("types file must be a readable file: file=" + file);
        }
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MissingFileException("types file must be readable: file=" + file + ", cause=" + e, e);
        }
        try {
            return parse(text.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new StorageException(e.getMessage() + ", file=" + file, true, e);
        }
    }

    /** The content of a file that keeps them. */
    public static String sealed(SeqTypes types) {
        return "{\"crc32c\":\"" + checksum(types) + "\",\"types\":"
                + array(types).stripTrailing() + "}\n";
    }

    /** Tells two declarations apart, in eight digits. */
    public static String checksum(SeqTypes types) {
        CRC32C crc = new CRC32C();
        crc.update(array(types).getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    /** The first sequence that only one of the two declares, or with another initial value; null if they are the same. */
    static String firstDifference(SeqTypes types, SeqTypes others) {
        TreeSet<Entry> differing = new TreeSet<>(entries(types));
        for (Entry other : entries(others)) {
            if (!differing.remove(other)) {
                differing.add(other);
            }
        }
        if (differing.isEmpty()) {
            return null;
        }
        Entry first = differing.first();
        return "wsKind=" + first.wsKind + ", seqId=" + first.seqId;
    }

    private record Entry(int wsKind, int seqId, long initialValue) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byKind = Integer.compare(wsKind, other.wsKind);
            int bySequence = byKind != 0 ? byKind : Integer.compare(seqId, other.seqId);
            return bySequence != 0 ? bySequence : Long.compare(initialValue, other.initialValue);
        }
    }

    /** By wsKind and seqId. */
    private static List<Entry> entries(SeqTypes types) {
        List<Entry> entries = new ArrayList<>();
        types.kinds().forEach((wsKind, kind) -> {
            for (int slot = 0; slot < kind.size(); slot++) {
                entries.add(new Entry(wsKind, kind.seqId(slot), kind.initialValue(slot)));
            }
        });
        return entries;
    }

    /** One entry a line: the checksum depends on each character. */
    private static String array(SeqTypes types) {
        StringBuilder json = new StringBuilder("[");
        String separator = "\n";
        for (Entry entry : entries(types)) {
            json.append(separator).append("  {\"wsKind\":").append(entry.wsKind);
            json.append(",\"seqId\":").append(entry.seqId);
            json.append(",\"initialValue\":\"").append(entry.initialValue).append("\"}");
            separator = ",\n";
        }
        return json.append("\n]\n").toString();
    }

    private static TypesFile parse(String text) {
        Matcher sealed = SEALED.matcher(text);
        if (!sealed.matches()) {
            return new TypesFile(parseArray(text), false);
        }
        SeqTypes types = parseArray(sealed.group(2));
        if (!sealed.group(1).equals(checksum(types))) {
            throw new IllegalArgumentException("types must match their checksum: crc32c=" + shown(sealed.group(1)));
        }
        return new TypesFile(types, true);
    }

    private static SeqTypes parseArray(String text) {
        if (!ARRAY.matcher(text).matches()) {
            throw new IllegalArgumentException("types must be as a data directory keeps them: found=" + shown(text));
        }
        SeqTypes.Builder builder = SeqTypes.builder();
        Matcher entry = ENTRY.matcher(text);
        while (entry.find()) {
            Map<String, Long> fields = fields(entry.group(1));
            if (!fields.keySet().equals(FIELDS)) {
                throw new IllegalArgumentException(
                        "type must hold wsKind, seqId and initialValue: found=" + shown(entry.group()));
            }
            builder.add(
                    Limits.requireWsKind(fields.get("wsKind")),
                    Limits.requireSeqId(fields.get("seqId")),
                    fields.get("initialValue"));
        }
        return builder.build();
    }

    /** What is no field, or stands there twice, is kept under its whole text: a name that nobody knows. */
    private static Map<String, Long> fields(String entry) {
        Map<String, Long> fields = new TreeMap<>();
        for (String part : entry.split(",", -1)) {
            Matcher field = FIELD.matcher(part);
            boolean known = field.matches() && fits(field.group(3)) && !fields.containsKey(field.group(1));
            fields.put(known ? field.group(1) : part, known ? Long.parseLong(field.group(3)) : 0);
        }
        return fields;
    }

    private static boolean fits(String digits) {
        return digits.length() < MAX_DIGITS.length() || digits.compareTo(MAX_DIGITS) <= 0;
    }

    /** What came in must not steer a terminal. */
    private static String shown(String value) {
        String head = value.length() > MAX_SHOWN ? value.substring(0, MAX_SHOWN) + "…" : value;
        return head.replaceAll("\\p{Cntrl}", "?");
    }
}
