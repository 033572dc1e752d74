package io.isequencer.storage.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import io.isequencer.api.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the tables that are missing. Cassandra does not order two nodes that make the same table at once, and would give
 * it two identities; so whoever makes tables asks the same node, the one with the lowest id.
 */
final class Schema {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String keyspace;
    private final int replicas;

    Schema(String keyspace, int replicas) {
        this.keyspace = keyspace;
        this.replicas = replicas;
    }

    /** Each table with its columns. */
    static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put(
                "isequencer_numbers",
                "partition text, bucket int, ws_id bigint, seq_id int, number bigint,"
                        + " PRIMARY KEY ((partition, bucket), ws_id, seq_id)");
        tables.put("isequencer_checkpoints", "partition text PRIMARY KEY, checkpoint bigint");
        tables.put("isequencer_partitions", "partition text PRIMARY KEY, types text");
        tables.put(
                "isequencer_plog",
                "partition text, bucket bigint, plog_offset bigint, writer uuid, ws_kind int, ws_id bigint,"
                        + " seq_ids frozen<list<int>>, numbers frozen<list<bigint>>, explicit frozen<list<boolean>>,"
                        + " payload blob, PRIMARY KEY ((partition, bucket), plog_offset)");
        return tables;
    }

    /** What is to be made, given what is there. */
    List<String> missing(boolean hasKeyspace, Set<String> standing) {
        List<String> statements = new ArrayList<>();
        if (!hasKeyspace) {
            statements.add("CREATE KEYSPACE IF NOT EXISTS " + keyspace
                    + " WITH replication = {'class': 'NetworkTopologyStrategy', 'replication_factor': " + replicas
                    + "}");
        }
        tables().forEach((table, columns) -> {
            if (!standing.contains(table)) {
                statements.add("CREATE TABLE IF NOT EXISTS " + keyspace + "." + table + " (" + columns + ")");
            }
        });
        return statements;
    }

    void make(CqlSession session) {
        if (missing(session, null).isEmpty()) {
            return;
        }
        Node maker = maker(session);
        for (String statement : missing(session, maker)) {
            session.execute(at(maker, statement));
            if (!session.checkSchemaAgreement()) {
                throw new StorageException("nodes must agree on the schema: keyspace=" + keyspace, false);
            }
        }
    }

    /** Makes nothing. */
    void requireMade(CqlSession session) {
        List<String> missing = missing(session, null);
        if (!missing.isEmpty()) {
            long tables = missing.stream()
                    .filter(statement -> statement.startsWith("CREATE TABLE"))
                    .count();
            throw new StorageException(
                    "keyspace must hold partitions: keyspace=" + keyspace + ", missing tables=" + tables, true);
        }
    }

    /** @param node who is asked; null for any, which may be one that has not heard of the newest */
    private List<String> missing(CqlSession session, Node node) {
        String ofKeyspace = " WHERE keyspace_name = '" + keyspace + "'";
        boolean hasKeyspace =
                session.execute(at(node, "SELECT keyspace_name FROM system_schema.keyspaces" + ofKeyspace))
                                .one()
                        != null;
        Set<String> standing = new HashSet<>();
        for (Row row : session.execute(at(node, "SELECT table_name FROM system_schema.tables" + ofKeyspace))) {
            standing.add(row.getString(0));
        }
        return missing(hasKeyspace, standing);
    }

    private Node maker(CqlSession session) {
        return session.getMetadata().getNodes().values().stream()
                .filter(node -> node.getState() == NodeState.UP && node.getHostId() != null)
                .min(Comparator.comparing(node -> node.getHostId().toString()))
                .orElseThrow(() -> new StorageException("a node must be up: keyspace=" + keyspace, true));
    }

    private static SimpleStatement at(Node node, String cql) {
        SimpleStatement statement = SimpleStatement.newInstance(cql).setIdempotent(true);
        return node == null ? statement : statement.setNode(node).setTimeout(PATIENCE);
    }
}
