package io.isequencer.trace.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.render.SimTracer;
import io.isequencer.simulation.run.Run;
import io.isequencer.testing.Mutation;
import io.isequencer.testing.Salt;
import io.isequencer.testing.SeededProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/** Traces of any run are read to the last line, and a malformed one is refused with its line. */
class TraceLineProperties {
    @SeededProperty
    void anyRunIsReadToTheLastLine(@ForAll("seeds") long seed) throws IOException {
        Path file = Files.createTempFile("isequencer-property-", ".ndjson");
        try {
            record(seed, file);
            List<String> lines = Files.readAllLines(file);
            List<TraceLine> read = TraceFile.read(file, in -> in).lines();
            assertEquals(lines.size() - 1, read.size());
            for (TraceLine line : read) {
                assertEquals(lines.get(line.number() - 1), line.json());
            }
        } finally {
            Files.delete(file);
        }
    }

    @SeededProperty
    void aMalformedTraceIsRefusedWithItsLine(@ForAll("seeds") long seed) throws IOException {
        Path file = Files.createTempFile("isequencer-property-", ".ndjson");
        try {
            record(seed, file);
            byte[] whole = Files.readAllBytes(file);
            Random random = new Random(seed);
            for (int i = 0; i < 5; i++) {
                Files.write(file, Mutation.of(whole, random));
                try {
                    assertTrue(TraceFile.read(file, in -> in).lines().size() > 0);
                } catch (CheckFailedException refused) {
                    String message = refused.getMessage();
                    assertTrue(message.contains(file.toString()), message);
                    assertEquals(1, message.lines().count(), message);
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Salt.of(Arbitraries.longs());
    }

    private static void record(long seed, Path file) throws IOException {
        Options options = Options.forSeed(seed, 60, EnumSet.allOf(FaultKind.class));
        try (SimTracer tracer = new SimTracer(Files.newBufferedWriter(file), options)) {
            assertTrue(new Run(seed, options, tracer, tracer).execute().passed());
        }
    }
}
