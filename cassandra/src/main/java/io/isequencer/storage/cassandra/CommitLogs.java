package io.isequencer.storage.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import io.isequencer.api.StorageException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses nodes that forget what they have acknowledged. With {@code commitlog_sync: periodic}, which is Cassandra's default, a
 * node that is killed comes back without the writes, and without the promises of Paxos, of its last moments. A majority that
 * has an event is then none any more, and its offset is given away a second time.
 */
final class CommitLogs {
    private static final Logger LOG = LoggerFactory.getLogger(CommitLogs.class);
    private static final String SETTING = "SELECT value FROM system_views.settings WHERE name = 'commitlog_sync'";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private CommitLogs() {}

    static void requireSynced(CqlSession session) {
        for (Node node : session.getMetadata().getNodes().values()) {
            if (node.getState() == NodeState.UP) {
                requireSynced(session, node);
            }
        }
    }

    private static void requireSynced(CqlSession session, Node node) {
        try {
            Row row = session.execute(
                            SimpleStatement.newInstance(SETTING).setNode(node).setTimeout(PATIENCE))
                    .one();
            require(node.getEndPoint().toString(), row == null ? "unknown" : row.getString(0));
        } catch (DriverException e) {
            // It hangs, or knows no such table.
            LOG.warn("cannot see whether a node syncs its commit log: node={}, cause={}", node, e.getMessage());
        }
    }

    static void require(String node, String sync) {
        if ("periodic".equals(sync)) {
            throw new StorageException(
                    "commitlog_sync must be batch or group: commitlog_sync=periodic, node=" + node, true);
        }
    }
}
