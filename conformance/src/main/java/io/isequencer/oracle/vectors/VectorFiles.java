package io.isequencer.oracle.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.CaseJson;
import io.isequencer.oracle.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Vectors as files: one a family, a step a line, so that a difference is a line too; and an index with checksums.
 *
 * <ul>
 *   <li><i>Source:</i> {@code conformance/VECTORS.md}. The same vectors give the same bytes.
 * </ul>
 */
public final class VectorFiles {
    /** The version of the format. */
    public static final int VERSION = 1;

    /** The name of the index. */
    public static final String INDEX = "index.json";

    private static final String SCHEMA = "vectors.schema.json";

    private VectorFiles() {}

    /** The content of each file by its name, in order, the index last. */
    public static Map<String, byte[]> of(List<Case> vectors) {
        Map<String, List<Case>> families = new LinkedHashMap<>();
        for (Case vector : vectors) {
            families.computeIfAbsent(familyOf(vector.id()), none -> new ArrayList<>())
                    .add(vector);
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        StringBuilder index = new StringBuilder("{\"schema\":\"" + SCHEMA + "\",\"version\":" + VERSION + ",\"count\":"
                + vectors.size() + ",\"files\":[\n");
        String separator = "";
        for (Map.Entry<String, List<Case>> family : families.entrySet()) {
            byte[] bytes = text(family.getKey(), family.getValue()).getBytes(StandardCharsets.UTF_8);
            String name = family.getKey() + ".json";
            files.put(name, bytes);
            ObjectNode entry = Json.object().put("file", name).put("sha256", sha256(bytes));
            ArrayNode ids = entry.putArray("ids");
            family.getValue().forEach(vector -> ids.add(vector.id()));
            index.append(separator).append(entry);
            separator = ",\n";
        }
        files.put(INDEX, index.append("\n]}\n").toString().getBytes(StandardCharsets.UTF_8));
        return files;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    private static String familyOf(String id) {
        return id.substring(0, id.lastIndexOf('-'));
    }

    private static String text(String family, List<Case> vectors) {
        StringBuilder text = new StringBuilder("{\"schema\":\"" + SCHEMA + "\",\"version\":" + VERSION
                + ",\"family\":\"" + family + "\",\"vectors\":[\n");
        String separator = "";
        for (Case vector : vectors) {
            ObjectNode head = CaseJson.tree(vector);
            JsonNode steps = head.remove("steps");
            String begin = head.toString();
            text.append(separator).append(begin, 0, begin.length() - 1).append(",\"steps\":[");
            String stepSeparator = "\n  ";
            for (JsonNode step : steps) {
                text.append(stepSeparator).append(step);
                stepSeparator = ",\n  ";
            }
            text.append("\n]}");
            separator = ",\n";
        }
        return text.append("\n]}\n").toString();
    }
}
