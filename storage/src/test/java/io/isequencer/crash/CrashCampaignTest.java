package io.isequencer.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.Sample;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The crash campaign, short. The long one:
 *
 * <pre>
 *   mvn test -Dtest=CrashCampaignTest -Disequencer.crash.points=5000
 * </pre>
 */
@Tag("crash")
class CrashCampaignTest {
    private static final long SEED = Long.getLong("isequencer.crash.seed", 1);
    private static final int POINTS = Integer.getInteger("isequencer.crash.points", Sample.isAll() ? 350 : 200);

    /** Each point costs as much as many without MapDB. */
    private static final int MAPDB_SHARE = 30;

    private static final int MVSTORE_SHARE = 5;

    @TempDir
    private Path temp;

    @Test
    void nothingIsLostWhereverItEnds() throws Exception {
        String replay = System.getProperty("isequencer.crash.replay");
        if (replay != null) {
            CrashCampaign.replay(replay, temp);
            return;
        }
        CrashCampaign campaign = assertNothingFails(POINTS, NumbersKind.WITHOUT_MAPDB);
        // Each kind of call, ending and loss was among them, or the campaign says less than it seems to.
        for (CallKind kind : CallKind.values()) {
            assertTrue(campaign.counts().containsKey("call " + kind), () -> "never: call=" + kind);
        }
        for (Ending ending : Ending.values()) {
            assertTrue(campaign.counts().containsKey("ending " + ending), () -> "never: ending=" + ending);
        }
        for (After after : After.values()) {
            assertTrue(campaign.counts().containsKey("after " + after), () -> "never: after=" + after);
        }
        assertTrue(campaign.besideFsync() > POINTS, () -> "appended beside an fsync: " + campaign.besideFsync());
    }

    @Test
    void theRealNumbersFitTheLogWhereverThatEnds() throws Exception {
        assertNothingFails(POINTS / MAPDB_SHARE, List.of(NumbersKind.MAPDB));
    }

    @Test
    void numbersInMvStoreAreFoundWhereverItEnds() throws Exception {
        assertNothingFails(POINTS / MVSTORE_SHARE, List.of(NumbersKind.MVSTORE));
    }

    private CrashCampaign assertNothingFails(int points, List<NumbersKind> numbers) throws Exception {
        CrashCampaign campaign = new CrashCampaign(temp, numbers);
        campaign.run(points, SEED);
        System.out.println(campaign.points() + " points: " + campaign.counts());
        assertEquals(List.of(), campaign.failures());
        assertTrue(campaign.points() >= points);
        return campaign;
    }
}
