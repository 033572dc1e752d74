package io.isequencer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isequencer.api.Limits;
import io.isequencer.api.SeqTypes;
import io.isequencer.laboratory.JsonProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * Declared sequences as a file: those of {@code --types}, and those that a data directory remembers.
 *
 * <pre>{@code
 * [{"wsKind":1,"seqId":1,"initialValue":"1"},{"wsKind":1,"seqId":2,"initialValue":"200001"}]
 * }</pre>
 *
 * <p>A data directory keeps them with a checksum: {@code {"crc32c":"…","types":[…]}}.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#MISSING_FILE} or {@link ExitCode#BAD_DATA}, naming the
 *       file.
 * </ul>
 *
 * @param entries sorted by wsKind and seqId, none twice
 */
record SeqTypesFile(List<Entry> entries) {
    /** What {@link SeqTypes#DEFAULT} declares. */
    static final SeqTypesFile DEFAULT = new SeqTypesFile(List.of(new Entry(1, 1, 1), new Entry(1, 2, 200_001)));

    private static final Set<String> FIELDS = Set.of("wsKind", "seqId", "initialValue");

    record Entry(int wsKind, int seqId, long initialValue) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byKind = Integer.compare(wsKind, other.wsKind);
            return byKind != 0 ? byKind : Integer.compare(seqId, other.seqId);
        }
    }

    /**
     * As a data directory keeps them.
     *
     * @param sealed whether they carry their checksum
     */
    record Stored(SeqTypesFile types, boolean sealed) {}

    static SeqTypesFile read(Path file) {
        return readStored(file).types;
    }

    static Stored readStored(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CliException(ExitCode.MISSING_FILE, "types file must be a readable file: file=" + file);
        }
        try {
            return parse(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            String problem = JsonProblem.of(e);
            throw bad(file, "types must be JSON: problem=" + Text.quoted(problem));
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.MISSING_FILE, "types file must be readable: file=" + file + ", cause=" + e, e);
        } catch (BadLineException | IllegalArgumentException e) {
            throw bad(file, e.getMessage());
        }
    }

    SeqTypes toSeqTypes() {
        SeqTypes.Builder builder = SeqTypes.builder();
        entries.forEach(entry -> builder.add(entry.wsKind, entry.seqId, entry.initialValue));
        return builder.build();
    }

    /** In the form that {@link #read} takes, one entry a line. */
    String toJson() {
        StringBuilder json = new StringBuilder("[");
        String separator = "\n";
        for (Entry entry : entries) {
            json.append(separator).append("  {\"wsKind\":").append(entry.wsKind);
            json.append(",\"seqId\":").append(entry.seqId);
            json.append(",\"initialValue\":\"").append(entry.initialValue).append("\"}");
            separator = ",\n";
        }
        return json.append("\n]\n").toString();
    }

    /** As {@link #toJson}, with a checksum over the entries: for a file that nobody is meant to edit. */
    String toSealedJson() {
        return "{\"crc32c\":\"" + checksum() + "\",\"types\":" + toJson().stripTrailing() + "}\n";
    }

    /** Tells two declarations apart, in eight digits. */
    String checksum() {
        CRC32C crc = new CRC32C();
        crc.update(toJson().getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    /** The first entry that only one of the two has, for an error message. */
    String firstDifference(SeqTypesFile other) {
        TreeSet<Entry> differing = new TreeSet<>();
        entries.stream().filter(entry -> !other.entries.contains(entry)).forEach(differing::add);
        other.entries.stream().filter(entry -> !entries.contains(entry)).forEach(differing::add);
        Entry first = differing.first();
        return "wsKind=" + first.wsKind + ", seqId=" + first.seqId;
    }

    /** The initial value of a sequence, 0 if it is not declared. */
    long initialValue(int wsKind, int seqId) {
        for (Entry entry : entries) {
            if (entry.wsKind == wsKind && entry.seqId == seqId) {
                return entry.initialValue;
            }
        }
        return 0;
    }

    private static Stored parse(byte[] bytes) throws IOException, BadLineException {
        JsonNode root = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readTree(bytes);
        if (root.isObject() && root.has("types")) {
            SeqTypesFile sealed = ofArray(root.get("types"));
            String crc = root.path("crc32c").asText();
            if (root.size() != 2 || !crc.equals(sealed.checksum())) {
                throw new BadLineException("types must match their checksum: crc32c=" + Text.shown(crc));
            }
            return new Stored(sealed, true);
        }
        return new Stored(ofArray(root), false);
    }

    private static SeqTypesFile ofArray(JsonNode root) throws BadLineException {
        if (!root.isArray() || root.isEmpty()) {
            throw new BadLineException("types must be an array with an entry: found=" + root.getNodeType());
        }
        TreeSet<Entry> entries = new TreeSet<>();
        for (JsonNode node : root) {
            Entry entry = entry(node);
            if (!entries.add(entry)) {
                throw new BadLineException(
                        "seqId must be declared once per wsKind: wsKind=" + entry.wsKind + ", seqId=" + entry.seqId);
            }
        }
        return new SeqTypesFile(List.copyOf(entries));
    }

    private static Entry entry(JsonNode node) throws BadLineException {
        if (!node.isObject() || node.size() != FIELDS.size() || !FIELDS.stream().allMatch(node::has)) {
            throw new BadLineException(
                    "type must hold wsKind, seqId and initialValue: found=" + Text.shown(node.toString()));
        }
        int wsKind = Limits.requireWsKind(small("wsKind must be 0..65535", node, "wsKind"));
        int seqId = Limits.requireSeqId(small("seqId must be 1..65535", node, "seqId"));
        String rule = "initialValue must be 1..9223372036854775807";
        long initialValue = IntegerText.unsigned(
                rule, "initialValue", node.get("initialValue").asText());
        if (initialValue < 1) {
            throw new BadLineException(rule + ": initialValue=" + Long.toUnsignedString(initialValue));
        }
        return new Entry(wsKind, seqId, initialValue);
    }

    private static long small(String rule, JsonNode node, String name) throws BadLineException {
        JsonNode value = node.get(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new BadLineException(rule + ": " + name + "=" + Text.shown(value.toString()));
        }
        return value.asLong();
    }

    private static CliException bad(Path file, String problem) {
        return new CliException(ExitCode.BAD_DATA, problem + ", file=" + file);
    }
}
