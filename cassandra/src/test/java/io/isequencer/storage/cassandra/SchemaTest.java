package io.isequencer.storage.cassandra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private final Schema schema = new Schema("orders", 5);

    @Test
    void onlyWhatIsMissingIsMade() {
        assertEquals(List.of(), schema.missing(true, Schema.tables().keySet()));
        List<String> some = schema.missing(true, Set.of("isequencer_numbers", "isequencer_plog"));
        assertEquals(
                List.of(
                        "CREATE TABLE IF NOT EXISTS orders.isequencer_checkpoints (partition text PRIMARY KEY, checkpoint bigint)",
                        "CREATE TABLE IF NOT EXISTS orders.isequencer_partitions (partition text PRIMARY KEY, types text)"),
                some);
    }

    @Test
    void aMissingKeyspaceGetsItsReplicasInEachDataCentre() {
        List<String> all = schema.missing(false, Set.of());
        assertEquals(5, all.size());
        assertEquals(
                "CREATE KEYSPACE IF NOT EXISTS orders WITH replication ="
                        + " {'class': 'NetworkTopologyStrategy', 'replication_factor': 5}",
                all.get(0));
        assertTrue(all.get(4).contains("orders.isequencer_plog"), () -> all.get(4));
    }
}
