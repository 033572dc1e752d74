package io.isequencer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.isequencer.api.Limits;
import io.isequencer.api.SeqTypes;
import io.isequencer.laboratory.JsonProblem;
import io.isequencer.laboratory.StrictJson;
import io.isequencer.storage.directory.TypesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Declared sequences as the user writes them, for {@code --types}:
 *
 * <pre>{@code
 * [{"wsKind":1,"seqId":1,"initialValue":"1"},{"wsKind":1,"seqId":2,"initialValue":"200001"}]
 * }</pre>
 *
 * <p>What a data directory keeps is read too, and its checksum compared.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#MISSING_FILE} or {@link ExitCode#BAD_DATA}, naming the
 *       file.
 * </ul>
 */
final class SeqTypesFile {
    private static final Set<String> FIELDS = Set.of("wsKind", "seqId", "initialValue");

    private SeqTypesFile() {}

    static SeqTypes read(Path file) {
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

    private static SeqTypes parse(byte[] bytes) throws IOException, BadLineException {
        JsonNode root = StrictJson.MAPPER.readTree(bytes);
        if (root.isObject() && root.has("types")) {
            SeqTypes sealed = ofArray(root.get("types"));
            String crc = root.path("crc32c").asText();
            if (root.size() != 2 || !crc.equals(TypesFile.checksum(sealed))) {
                throw new BadLineException("types must match their checksum: crc32c=" + Text.shown(crc));
            }
            return sealed;
        }
        return ofArray(root);
    }

    private static SeqTypes ofArray(JsonNode root) throws BadLineException {
        if (!root.isArray() || root.isEmpty()) {
            throw new BadLineException("types must be an array with an entry: found=" + root.getNodeType());
        }
        SeqTypes.Builder types = SeqTypes.builder();
        for (JsonNode node : root) {
            if (!node.isObject()
                    || node.size() != FIELDS.size()
                    || !FIELDS.stream().allMatch(node::has)) {
                throw new BadLineException(
                        "type must hold wsKind, seqId and initialValue: found=" + Text.shown(node.toString()));
            }
            int wsKind = Limits.requireWsKind(small("wsKind must be 0..65535", node, "wsKind"));
            int seqId = Limits.requireSeqId(small("seqId must be 1..65535", node, "seqId"));
            types.add(wsKind, seqId, initialValue(node));
        }
        return types.build();
    }

    private static long initialValue(JsonNode node) throws BadLineException {
        String rule = "initialValue must be 1..9223372036854775807";
        long initialValue = IntegerText.unsigned(
                rule, "initialValue", node.get("initialValue").asText());
        if (initialValue < 1) {
            throw new BadLineException(rule + ": initialValue=" + Long.toUnsignedString(initialValue));
        }
        return initialValue;
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
