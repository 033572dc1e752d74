package io.isequencer.oracle.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.laboratory.StrictJson;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** Cases and steps as JSON, byte for byte the same on every machine. */
public final class CaseJson {
    private static final int DIGEST_CHARS = 16;
    private static final JsonMapper MAPPER = StrictJson.MAPPER
            .rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private CaseJson() {}

    /** The case as a tree; the order of its fields is fixed. */
    public static ObjectNode tree(Case it) {
        return MAPPER.valueToTree(it);
    }

    /** The parameters as a tree. */
    public static ObjectNode tree(CaseParams params) {
        return MAPPER.valueToTree(params);
    }

    /** One step on one line. */
    public static String line(Step step) {
        return write(MAPPER.valueToTree(step));
    }

    /** Reads back what {@link #tree(Case)} made. */
    public static Case read(String json) {
        try {
            return MAPPER.readValue(json, Case.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A short digest of what the case does, without its words: it must never change under the same id. */
    public static String digest(Case it) {
        ObjectNode meaning = tree(it);
        meaning.remove("title");
        meaning.remove("comment");
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(write(meaning).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    private static String write(Object tree) {
        try {
            return MAPPER.writeValueAsString(Objects.requireNonNull(tree, "tree"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
