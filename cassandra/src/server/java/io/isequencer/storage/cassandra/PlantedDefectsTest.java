package io.isequencer.storage.cassandra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.contract.Capability;
import io.isequencer.storage.contract.Engine;
import io.isequencer.storage.contract.EngineRule;
import io.isequencer.storage.contract.EngineSuite;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each wrong adapter of Cassandra breaks its rule on a real node; the right one does not. */
@Tag("cluster")
class PlantedDefectsTest {
    private final Served served = new Served(this);

    @AfterEach
    void closeSession() {
        served.close();
    }

    @Test
    void theLastWriterMustNotWin() {
        assertRefused("lower number", EngineRule.E4, PlantedStorages.LastWriterWins::new);
    }

    @Test
    void toLookAndThenToWriteIsARace() {
        assertRefused("racing writers", EngineRule.E15, PlantedStorages.LooksThenWrites::new);
    }

    @Test
    void theCheckpointComesLast() {
        assertRefused("reader beside writer", EngineRule.E16, PlantedStorages.CheckpointFirst::new);
    }

    @Test
    void nothingOfABatchIsDropped() {
        assertRefused("many values", EngineRule.E3, PlantedStorages.DropsTheRest::new);
    }

    @Test
    void anInsertIsNotALookAndAWrite() {
        assertLogRefused("racing appends", EngineRule.E47, PlantedLogs.LooksThenWrites::new);
    }

    @Test
    void anAppendIsNotRetriedBlindly() {
        assertLogRefused("append and read", EngineRule.E38, PlantedLogs.RetriesBlindly::new);
    }

    @Test
    void anUnknownOutcomeIsNotANo() {
        assertLogRefused("append and read", EngineRule.E38, PlantedLogs.TakesUnknownForNo::new);
    }

    @Test
    void whoReadsWhatStandsThereMayLoseAnswers() {
        for (String scenario : new String[] {"append and read", "hole", "racing appends"}) {
            assertNull(EngineSuite.LOG
                    .judge(engine(PlantedLogs.LosesAnswers::new), scenario)
                    .broken());
        }
    }

    private void assertRefused(
            String scenario, EngineRule rule, BiFunction<CassandraSession, String, SequenceStorage> wrong) {
        EngineSuite.Finding finding = EngineSuite.STORAGE.judge(engine(wrong), scenario);
        assertNotNull(finding.broken(), scenario);
        assertEquals(rule, finding.rule(), () -> finding.broken().getMessage());
    }

    private void assertLogRefused(
            String scenario, EngineRule rule, BiFunction<CassandraSession, String, EventLog> wrong) {
        EngineSuite.Finding finding = EngineSuite.LOG.judge(engine(wrong), scenario);
        assertNotNull(finding.broken(), scenario);
        assertEquals(rule, finding.rule(), () -> finding.broken().getMessage());
    }

    private <P extends AutoCloseable> Engine<P> engine(BiFunction<CassandraSession, String, P> port) {
        return new Engine<>() {
            @Override
            protected P open(String store) {
                return port.apply(served.session(), served.partition(store));
            }

            @Override
            public Set<Capability> capabilities() {
                return EnumSet.of(Capability.REOPEN, Capability.SHARED);
            }
        };
    }
}
