package io.isequencer.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Good lines of the formats that have no short ones. */
final class FuzzSeeds {
    private static final List<String> HISTORY = record();

    private FuzzSeeds() {}

    /** The history of a short run of {@code sequence}. */
    static List<String> history() {
        return HISTORY;
    }

    /** What an oracle sends in a short session. */
    static List<String> requests() {
        return List.of(
                "{\"id\":1,\"op\":\"hello\",\"v\":1,\"protocol\":[1],\"oracle\":\"isequencer\"}",
                "{\"id\":2,\"op\":\"open\",\"owner\":1,\"seqTypes\":[{\"wsKind\":1,\"seqs\":[{\"seqId\":1,\"initial\":"
                        + "\"1\"}]}],\"limits\":{\"maxUnflushedValues\":500,\"cacheSize\":100,\"retryDelayMs\":20,"
                        + "\"closeTimeoutMs\":500}}",
                "{\"re\":1,\"nextPLogOffset\":\"0\"}",
                "{\"re\":2,\"events\":[],\"end\":true}",
                "{\"id\":3,\"op\":\"start\",\"wsKind\":1,\"wsId\":\"5\"}",
                "{\"id\":4,\"op\":\"next\",\"seqId\":1}",
                "{\"re\":3,\"numbers\":[\"0\"]}",
                "{\"id\":5,\"op\":\"flush\"}",
                "{\"id\":6,\"op\":\"actualize\"}",
                "{\"id\":7,\"op\":\"tick\",\"ms\":20}",
                "{\"id\":8,\"op\":\"quiesce\"}",
                "{\"id\":9,\"op\":\"observe\"}",
                "{\"id\":10,\"op\":\"use\",\"seqId\":1,\"number\":\"9\"}",
                "{\"id\":11,\"op\":\"crash\"}",
                "{\"id\":12,\"op\":\"close\"}",
                "{\"re\":5,\"error\":{\"code\":11,\"definite\":true,\"text\":\"storage is not available\"}}");
    }

    private static List<String> record() {
        try {
            Path temp = Files.createTempDirectory("isequencer-fuzz-");
            Path history = temp.resolve("history.ndjson");
            String input = Cli.event("a", 7, "1,2") + Cli.event("b", 8, "1") + Cli.event("c", 7, "2,2");
            Cli.sequence(temp.resolve("d"), input, "--history", history.toString())
                    .requireExit(ExitCode.OK);
            List<String> lines = Files.readAllLines(history);
            Trees.delete(temp);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
