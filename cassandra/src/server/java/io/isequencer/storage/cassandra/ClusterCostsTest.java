package io.isequencer.storage.cassandra;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much a second goes into three nodes, which is written down and never judged. */
@Tag("cluster")
class ClusterCostsTest {
    private static final String SECONDS = "3";

    @Test
    void oneAndManyPartitionsAreMeasured() throws Exception {
        Report report = new Report("costs");
        try (Owners others = new Owners(CassandraCluster.three(), report.directory(), 1)) {
            for (String partitions : new String[] {"1", "64"}) {
                Path figures = report.file("measure-" + partitions + ".txt");
                others.run("measure", partitions, SECONDS, figures.toString());
                report.tell(Files.readString(figures));
                assertTrue(Files.readString(figures).startsWith("partitions=" + partitions + ": events/s="));
            }
        }
    }
}
