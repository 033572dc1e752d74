package io.isequencer.storage.cassandra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Limits;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "1024, 0", "1025, 1", "2048, 1", "2049, 2", "9223372036854775806, 9007199254740991"})
    void anOffsetIsInOneBucket(long plogOffset, long bucket) {
        assertEquals(bucket, Buckets.ofEvent(plogOffset));
        assertTrue(Buckets.firstOffset(bucket) <= plogOffset && plogOffset <= Buckets.lastOffset(bucket));
    }

    @Test
    void bucketsFollowEachOtherWithoutAGap() {
        for (long bucket = 0; bucket < 10; bucket++) {
            assertEquals(Buckets.lastOffset(bucket) + 1, Buckets.firstOffset(bucket + 1));
            assertEquals(bucket, Buckets.ofEvent(Buckets.firstOffset(bucket)));
            assertEquals(bucket, Buckets.ofEvent(Buckets.lastOffset(bucket)));
        }
        assertEquals(Limits.MAX_PLOG_OFFSET, Buckets.lastOffset(Buckets.ofEvent(Limits.MAX_PLOG_OFFSET)));
    }

    @Test
    void workspacesAreSpreadOverAllBuckets() {
        Set<Integer> small = new HashSet<>();
        Set<Integer> large = new HashSet<>();
        for (long wsId = 0; wsId < 1_000; wsId++) {
            small.add(Buckets.ofWorkspace(wsId));
            large.add(Buckets.ofWorkspace(140_737_488_355_328L + wsId));
        }
        assertEquals(Buckets.OF_NUMBERS, small.size());
        assertEquals(Buckets.OF_NUMBERS, large.size());
        assertTrue(small.stream().allMatch(bucket -> bucket >= 0 && bucket < Buckets.OF_NUMBERS));
    }

    /** They are part of the format. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 9", "2, 3", "-1, 6", "140737488355329, 13"})
    void aWorkspaceStaysWhereItIs(long wsId, int bucket) {
        assertEquals(bucket, Buckets.ofWorkspace(wsId));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 7, 8, 1_000_000, 9_007_199_254_740_990L, 9_007_199_254_740_991L})
    void theLastBegunIsFoundInFewLooks(long last) {
        for (long known : new long[] {0, last / 2, last}) {
            int[] looks = new int[1];
            long found = Buckets.lastBegun(known, bucket -> {
                looks[0]++;
                assertTrue(bucket > known && bucket <= 9_007_199_254_740_991L, () -> "bucket=" + bucket);
                return bucket <= last;
            });
            assertEquals(last, found);
            assertTrue(looks[0] <= 110, () -> "looks=" + looks[0]);
        }
    }
}
