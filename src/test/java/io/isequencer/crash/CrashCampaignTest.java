package io.isequencer.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    private static final int POINTS = Integer.getInteger("isequencer.crash.points", 350);

    @TempDir
    private Path temp;

    @Test
    void nothingIsLostWhereverItEnds() throws Exception {
        String replay = System.getProperty("isequencer.crash.replay");
        if (replay != null) {
            CrashCampaign.replay(replay, temp);
            return;
        }
        CrashCampaign campaign = new CrashCampaign(temp, NumbersKind.WITHOUT_MAPDB);
        campaign.run(POINTS, SEED);
        campaign.counts().forEach((what, count) -> System.out.println(what + ": " + count));
        System.out.println("points: " + campaign.points());
        assertEquals(List.of(), campaign.failures());
        assertTrue(campaign.points() >= POINTS);
    }
}
