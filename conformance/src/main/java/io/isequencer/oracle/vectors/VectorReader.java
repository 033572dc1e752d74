package io.isequencer.oracle.vectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.isequencer.laboratory.StrictJson;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.CaseJson;
import io.isequencer.oracle.wire.Escaped;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a directory of vectors back: what the index names, if it is what the index says.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BadVectorException} naming file, rule and value; {@link IOException}.
 * </ul>
 */
public final class VectorReader {

    private VectorReader() {}

    public static List<Case> read(Path directory) throws IOException {
        List<Case> vectors = new ArrayList<>();
        JsonNode index = parse(VectorFiles.INDEX, Files.readAllBytes(directory.resolve(VectorFiles.INDEX)));
        try {
            requireKnown(VectorFiles.INDEX, index);
            for (JsonNode entry : Json.array(index, "files")) {
                readFile(directory, entry, vectors);
            }
            long count = Json.integer(index, "count", 1, Integer.MAX_VALUE);
            if (vectors.size() != count) {
                throw new BadVectorException("count must be that of all files: count=" + count + ", vectors="
                        + vectors.size() + ", file=" + VectorFiles.INDEX);
            }
        } catch (WireException e) {
            throw new BadVectorException(e.getMessage() + ", file=" + VectorFiles.INDEX, e);
        }
        return vectors;
    }

    private static void readFile(Path directory, JsonNode entry, List<Case> vectors) throws IOException {
        String name = Json.string(entry, "file");
        if (!name.matches("[A-Za-z0-9.-]+\\.json")) {
            throw new BadVectorException("file must be the name of a file: file=" + Escaped.shown(name));
        }
        byte[] bytes = Files.readAllBytes(directory.resolve(name));
        String sha256 = VectorFiles.sha256(bytes);
        JsonNode file = parse(name, bytes);
        try {
            // A newer version is reported before a checksum that does not fit.
            requireKnown(name, file);
            if (!sha256.equals(Json.string(entry, "sha256"))) {
                throw new BadVectorException("sha256 must be that of the index: sha256=" + sha256 + ", file=" + name);
            }
            for (JsonNode vector : Json.array(file, "vectors")) {
                vectors.add(CaseJson.read(vector.toString()));
            }
        } catch (WireException e) {
            throw new BadVectorException(e.getMessage() + ", file=" + name, e);
        } catch (UncheckedIOException e) {
            throw new BadVectorException(
                    "a vector must be of the schema: problem=" + firstLine(e) + ", file=" + name, e);
        }
    }

    private static JsonNode parse(String name, byte[] bytes) throws IOException {
        try {
            return StrictJson.MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new BadVectorException(
                    "a file of vectors must be JSON: problem=" + Escaped.shown(firstLine(e)) + ", file=" + name, e);
        }
    }

    private static void requireKnown(String name, JsonNode root) {
        long version = Json.integer(root, "version", 1, Integer.MAX_VALUE);
        if (version > VectorFiles.VERSION) {
            throw new BadVectorException("version must be at most " + VectorFiles.VERSION
                    + ", the file is newer than this program: version=" + version + ", file=" + name);
        }
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
