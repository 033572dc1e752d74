package io.isequencer.cli.data;

import io.isequencer.cli.ByteText;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Text;
import io.isequencer.cli.sequence.Database;
import io.isequencer.cli.sequence.EventPayload;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.mapdb.NumbersView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What {@code inspect} found of a partition in a database, which its owners may be changing meanwhile.
 *
 * @param place the database, without what may be secret
 * @param last where the log's last event came from; null if there is none, or it is not from {@code sequence}
 * @param checkpoint 0 if there is none
 * @param values the stored numbers, by workspace and sequence
 */
record DatabaseInspection(
        String place,
        String partition,
        long logEnd,
        EventPayload last,
        long checkpoint,
        List<NumbersView.Value> values) {
    static DatabaseInspection of(Database database, String partition) {
        try (EventLog log = database.log(partition);
                SequenceStorage storage = database.storage(partition)) {
            // The end that is read later lies behind what the checkpoint covers.
            long checkpoint = storage.readCheckpoint();
            List<NumbersView.Value> values = new ArrayList<>();
            storage.forEachNumber((wsId, seqId, number) -> values.add(new NumbersView.Value(wsId, seqId, number)));
            values.sort(Comparator.comparingLong((NumbersView.Value value) -> value.wsId() + Long.MIN_VALUE)
                    .thenComparingInt(NumbersView.Value::seqId));
            long logEnd = log.end();
            if (logEnd == 1 && checkpoint == 0 && values.isEmpty()) {
                throw new CliException(
                        ExitCode.MISSING_FILE, "partition must hold something: partition=" + Text.shown(partition));
            }
            return new DatabaseInspection(
                    database.place(), partition, logEnd, Inspection.last(log), checkpoint, values);
        }
    }

    private long lag() {
        return Math.max(0, logEnd - Math.max(1, checkpoint));
    }

    void appendJson(ByteText text) {
        text.string("{\"database\":\"").jsonEscaped(place.getBytes(StandardCharsets.UTF_8), 0);
        text.string("\",\"partition\":\"").jsonEscaped(partition.getBytes(StandardCharsets.UTF_8), 0);
        text.string("\",\"logEnd\":\"").unsigned(logEnd);
        text.string("\",\"last\":");
        Inspection.appendLastJson(text, last);
        text.string(",\"checkpoint\":\"").unsigned(checkpoint);
        text.string("\",\"lag\":\"").unsigned(lag());
        text.string("\",\"numbers\":");
        Inspection.appendNumbersJson(text, values);
    }

    void appendText(ByteText text) {
        text.string("database         ").string(place).string("\n");
        text.string("partition        ").string(Text.shown(partition)).string("\n");
        text.string("log end          ").unsigned(logEnd).string("  (the next offset)\n");
        text.string("last event       ").string(Inspection.lastText(last)).string("\n");
        text.string("checkpoint       ")
                .string(checkpoint == 0 ? "none" : Long.toString(checkpoint))
                .string("\n");
        text.string("lag              ").unsigned(lag()).string(" events to read again at the next start\n");
        text.string("stored numbers   ").string(values.size() + " keys\n");
        Inspection.appendNumbersText(text, values);
    }
}
