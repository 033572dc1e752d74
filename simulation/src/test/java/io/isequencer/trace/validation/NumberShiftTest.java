package io.isequencer.trace.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.recording.OwnerTrace;
import io.isequencer.recording.TraceWriter;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.caches.LruCache;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Numbers that TLC cannot count to are shifted, without a change of the verdict. */
@Timeout(600)
class NumberShiftTest {
    private static final long FIRST = 322_680_000_000_001L;

    @TempDir
    private Path temp;

    @Test
    void allNumbersOfASeqIdAreShiftedByTheSame() throws IOException {
        NumberShift shift = new NumberShift();
        JsonNode line = new ObjectMapper().readTree("""
                {"seqs":[{"seqId":1,"initialValue":"5000000000"},{"seqId":2,"initialValue":"1"}],
                 "changed":{"pending":{"7/1":"5000000003","7/2":"4"},"tx.last":{"1":"-1","2":"3"},"nextOffset":"9"},
                 "left":[{"wsId":"7","seqId":1,"number":"5000000001"},{"wsId":"7","seqId":1,"number":"0"}]}""");
        shift.look(line);
        shift.apply(line);
        assertEquals(
                "{\"seqs\":[{\"seqId\":1,\"initialValue\":\"1\"},{\"seqId\":2,\"initialValue\":\"1\"}],"
                        + "\"changed\":{\"pending\":{\"7/1\":\"4\",\"7/2\":\"4\"},\"tx.last\":{\"1\":\"-1\",\"2\":\"3\"},"
                        + "\"nextOffset\":\"9\"},"
                        + "\"left\":[{\"wsId\":\"7\",\"seqId\":1,\"number\":\"2\"},"
                        + "{\"wsId\":\"7\",\"seqId\":1,\"number\":\"0\"}]}",
                line.toString());
        assertEquals(List.of("numbers of seqId 1 are shown less 4999999999"), shift.text());
    }

    @Test
    void numbersThatAreTooFarApartAreRefused() throws IOException {
        NumberShift shift = new NumberShift();
        shift.look(new ObjectMapper()
                .readTree("[{\"seqId\":1,\"number\":\"1\"},{\"seqId\":1,\"number\":\"2147483647\"}]"));
        String message =
                assertThrows(BadTraceException.class, () -> shift.of("1")).getMessage();
        assertTrue(message.contains("smallest=1, largest=2147483647"), message);
    }

    @Tag("tlc")
    @Test
    void aRunWithHugeNumbersFitsAndACorruptedOneDoesNot() throws IOException, InterruptedException {
        Path file = temp.resolve("huge.ndjson");
        record(file);
        List<String> lines = Files.readAllLines(file);
        assertTrue(validate(file).valid());
        assertTrue(new RelationValidator(file, steps -> {}).validate(in -> in).valid());
        int next = -1;
        for (int i = 0; i < lines.size(); i++) {
            next = lines.get(i).contains("\"a\":\"Next\"") ? i : next;
        }
        lines.set(next, lines.get(next).replaceFirst("\"number\":\"(\\d+)\"", "\"number\":\"1$1\""));
        Files.writeString(file, String.join("\n", lines) + "\n");
        CheckFailedException tooFar = assertThrows(CheckFailedException.class, () -> validate(file));
        assertTrue(tooFar.getMessage().contains("apart"), tooFar.getMessage());
        lines.set(next, lines.get(next).replaceFirst("\"number\":\"1(\\d+)\\d\"", "\"number\":\"$19\""));
        Files.writeString(file, String.join("\n", lines) + "\n");
        String text = validate(file).text();
        assertTrue(text.contains("line " + (next + 1) + " fits no action"), text);
        assertEquals(
                next + 1,
                new RelationValidator(file, steps -> {})
                        .validate(in -> in)
                        .misfit()
                        .number());
        assertTrue(text.contains("numbers of seqId 1 are shown less " + (FIRST - 1)), text);
        for (String action : List.of("Next", "Use", "AppendUnknownLate", "PowerLoss")) {
            assertTrue(text.contains("  " + action), text);
        }
    }

    private TraceVerdict validate(Path file) {
        Path tla = ProjectFiles.ROOT.resolve("tla");
        return new TraceValidator(TraceFile.read(file, in -> in), tla, temp.resolve("work"), TraceValidator.WINDOW)
                .validate();
    }

    private static void record(Path file) throws IOException, InterruptedException {
        SeqTypes types = SeqTypes.builder().add(1, 1, FIRST).build();
        SequencerParams params = SequencerParams.of(types);
        EventLog log = new MemoryEventLog();
        try (Writer out = Files.newBufferedWriter(file);
                TraceWriter trace = new TraceWriter(out, params);
                SequencerRuntime runtime = SequencerRuntime.create()) {
            OwnerTrace owner = trace.open("a");
            EventLog traced = owner.over(log);
            try (Sequencer sequencer =
                    runtime.open(params, owner.over(new MemoryStorage()), traced, new LruCache(2), owner)) {
                sequencer.awaitReady(10_000);
                for (int i = 0; i < 5; i++) {
                    long plogOffset = sequencer.start(1, 7);
                    LogEvent.Builder event = LogEvent.builder(plogOffset, 1, 7);
                    traced.append(event.add(1, sequencer.next(1)).build());
                    sequencer.flush();
                }
            }
        }
    }
}
