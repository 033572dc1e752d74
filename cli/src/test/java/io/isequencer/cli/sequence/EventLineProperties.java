package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.api.SeqTypes;
import io.isequencer.cli.ByteText;
import io.isequencer.spi.LogEvent;
import io.isequencer.testing.Mutation;
import io.isequencer.testing.Salt;
import io.isequencer.testing.SeededProperty;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/** The lines of {@code sequence}: what is written is read, and what cannot be read is told in one line. */
class EventLineProperties {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventCommandParser parser = new EventCommandParser(SeqTypes.DEFAULT);

    @SeededProperty
    void anyCommandIsReadAsItWasWritten(@ForAll("commands") EventCommand command, @ForAll boolean asStrings)
            throws Exception {
        EventCommand read = parser.parse(line(command, asStrings));
        assertEquals(command.ref(), read.ref());
        assertEquals(command.wsKind(), read.wsKind());
        assertEquals(command.wsId(), read.wsId());
        assertArrayEquals(command.seqIds(), read.seqIds());
        assertArrayEquals(command.explicitSeqIds(), read.explicitSeqIds());
        assertArrayEquals(command.explicitNumbers(), read.explicitNumbers());
    }

    @SeededProperty
    void aMalformedLineIsRefusedInOneLine(@ForAll("commands") EventCommand command, @ForAll("randoms") Random random)
            throws IOException {
        for (int i = 0; i < 50; i++) {
            byte[] line = Mutation.of(line(command, random.nextBoolean()), random);
            try {
                EventCommand read = parser.parse(line);
                // Still well-formed: then it says something that can be said again.
                assertEquals(read.ref(), parser.parse(line(read, true)).ref());
            } catch (BadLineException refused) {
                String message = refused.getMessage();
                assertEquals(1, message.lines().count(), message);
                assertTrue(message.matches("[^=]+: [^=]+=.*"), message);
                assertFalse(message.contains("Exception"), message);
            }
        }
    }

    @SeededProperty
    void anyEventIsPrintedAsJsonThatSaysIt(@ForAll("commands") EventCommand command, @ForAll("randoms") Random random)
            throws IOException {
        long plogOffset = 1 + random.nextInt(Integer.MAX_VALUE);
        LogEvent.Builder event = LogEvent.builder(plogOffset, command.wsKind(), command.wsId());
        for (int seqId : command.seqIds()) {
            event.add(seqId, 1 + (random.nextLong() & (Long.MAX_VALUE - 1)), false);
        }
        for (int i = 0; i < command.explicitSeqIds().length; i++) {
            event.add(command.explicitSeqIds()[i], command.explicitNumbers()[i], true);
        }
        EventPayload payload = new EventPayload(
                "s".repeat(1 + random.nextInt(EventPayload.MAX_STREAM_BYTES)),
                random.nextLong(),
                random.nextLong(),
                command.ref());
        LogEvent built = event.payload(payload.encode()).build();
        assertEquals(payload, EventPayload.decode(built));

        ByteText text = new ByteText();
        EventText.append(text, built);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text.writeTo(out);
        JsonNode line = JSON.readTree(out.toByteArray());
        assertEquals(command.ref(), line.get("ref").textValue());
        assertEquals(Long.toString(plogOffset), line.get("plogOffset").textValue());
        assertEquals(Long.toUnsignedString(command.wsId()), line.get("wsId").textValue());
        int issued = command.seqIds().length;
        assertNumbers(built, 0, issued, line.path("numbers"));
        assertNumbers(built, issued, built.size(), line.path("explicit"));
    }

    @Provide
    Arbitrary<EventCommand> commands() {
        Arbitrary<int[]> seqIds = Arbitraries.of(1, 2).array(int[].class).ofMaxSize(5);
        Arbitrary<List<Long>> numbers =
                Arbitraries.longs().between(1, Long.MAX_VALUE).list().ofMaxSize(4);
        return Salt.of(Combinators.combine(refs(), Arbitraries.longs(), seqIds, numbers)
                .as((ref, wsId, ids, explicit) -> new EventCommand(
                        ref,
                        1,
                        wsId,
                        ids,
                        explicit.stream()
                                .mapToInt(number -> 1 + (int) (number % 2))
                                .toArray(),
                        explicit.stream().mapToLong(Long::longValue).toArray())));
    }

    @Provide
    Arbitrary<Random> randoms() {
        return Salt.of(Arbitraries.longs()).map(Random::new);
    }

    /** Any text, but for what Java can hold and Unicode cannot. */
    private static Arbitrary<String> refs() {
        return Arbitraries.oneOf(
                        Arbitraries.strings()
                                .all()
                                .excludeChars('\uFFFE', '\uFFFF')
                                .ofMaxLength(12),
                        Arbitraries.strings()
                                .withChars('"', '\\', '\n', '\u0000', '\u001F', '\u007F', 'a')
                                .ofMaxLength(12),
                        Arbitraries.of("\uD83D\uDE00", "\u00e9", ""))
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    private static byte[] line(EventCommand command, boolean asStrings) throws IOException {
        ObjectNode line = JSON.createObjectNode();
        line.put("ref", command.ref()).put("wsKind", command.wsKind());
        String wsId = Long.toUnsignedString(command.wsId());
        if (asStrings) {
            line.put("wsId", wsId);
        } else {
            line.put("wsId", new BigInteger(wsId));
        }
        ArrayNode seqIds = line.putArray("seqIds");
        for (int seqId : command.seqIds()) {
            seqIds.add(seqId);
        }
        ArrayNode explicit = line.putArray("explicit");
        for (int i = 0; i < command.explicitSeqIds().length; i++) {
            ObjectNode entry = explicit.addObject().put("seqId", command.explicitSeqIds()[i]);
            if (asStrings) {
                entry.put("number", Long.toString(command.explicitNumbers()[i]));
            } else {
                entry.put("number", command.explicitNumbers()[i]);
            }
        }
        return JSON.writeValueAsBytes(line);
    }

    private static void assertNumbers(LogEvent event, int from, int to, JsonNode numbers) {
        assertEquals(to - from, numbers.size());
        for (int i = from; i < to; i++) {
            JsonNode entry = numbers.get(i - from);
            assertEquals(event.seqId(i), entry.get("seqId").intValue());
            assertEquals(Long.toString(event.number(i)), entry.get("number").textValue());
        }
    }
}
