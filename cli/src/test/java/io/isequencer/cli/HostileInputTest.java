package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Feeds hostile lines to each command that reads lines from whoever.
 *
 * <p>The long run: {@code mvn test -Dtest=HostileInputTest -Dfuzz.lines=340000}, which is for each of the targets.
 * Another seed: {@code -Dfuzz.seed=N}.
 */
@Tag("slow")
class HostileInputTest {
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_122);
    private static final int LINES = Integer.getInteger("fuzz.lines", Sample.isAll() ? 7_000 : 2_000);

    /** Longer than any limit, and than what a test's memory could hold many times. */
    private static final int ENDLESS_BYTES = 256 * 1024 * 1024;

    @TempDir
    private Path temp;

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void noLineCrashesOrHangsACommand(FuzzTarget target) {
        LineMutator mutator = new LineMutator(SEED, target.seeds());
        for (int from = 0; from < LINES; from += target.batch()) {
            int number = from;
            List<byte[]> lines = new ArrayList<>();
            target.begin().forEach(line -> lines.add(line.getBytes(StandardCharsets.UTF_8)));
            for (int i = 0; i < target.batch(); i++) {
                lines.add(mutator.next());
            }
            assertNull(target.feed(lines, temp), () -> "seed=" + SEED + ", lines from " + number);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIFF")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void anEndlessLineIsNotKept(FuzzTarget target) {
        InputStream endless = new InputStream() {
            private long left = ENDLESS_BYTES;

            @Override
            public int read() {
                return left-- > 0 ? '7' : -1;
            }

            @Override
            public int read(byte[] bytes, int from, int count) {
                int size = (int) Math.min(left, count);
                Arrays.fill(bytes, from, from + size, (byte) '7');
                left -= size;
                return size > 0 ? size : -1;
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Cli.Result result = Cli.run(endless, out, out, target.command(temp));
        assertEquals(target == FuzzTarget.HISTORY ? 65 : 0, result.exitCode(), result::err);
        String told = result.err() + result.out();
        assertTrue(told.contains("line must be at most"), told);
    }

    /** A file ends, but what a check nests, and how long a number is, has its limits all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"[", "7", "{\"a\":"})
    void anEndlessCheckIsNotKept(String text) throws IOException {
        Path check = Files.writeString(temp.resolve("check.json"), text.repeat(4_000_000));
        Cli.Result result = Cli.run("oracle", "diff", check.toString(), check.toString());
        result.requireExit(ExitCode.BAD_DATA);
        assertTrue(result.err().lines().count() <= 2, result::err);
    }

    @Test
    void aBadLineEndsTheRunWith65WithoutSkipping() {
        Cli.Result result = Cli.sequence(temp.resolve("d"), Cli.event("a", 7, "1") + "{\"ref\":7}\n");
        result.requireExit(ExitCode.BAD_DATA);
    }

    @Test
    void theSameSeedMakesTheSameLines() {
        LineMutator one = new LineMutator(5, FuzzTarget.SERVE.seeds());
        LineMutator other = new LineMutator(5, FuzzTarget.SERVE.seeds());
        for (int i = 0; i < 1_000; i++) {
            assertArrayEquals(one.next(), other.next());
        }
    }

    @Test
    void anUnaccountedLineAndABadReplyAreNoticed() {
        Cli.Result nothing = new Cli.Result(0, "", "");
        assertNotNull(FuzzTarget.SEQUENCE.problem("x\n".getBytes(StandardCharsets.UTF_8), 1, nothing));
        assertNotNull(FuzzTarget.SERVE.problem(new byte[0], 0, new Cli.Result(0, "[]\n", "")));
        assertNotNull(FuzzTarget.SERVE.problem(new byte[0], 0, new Cli.Result(0, "{\n", "")));
        assertNotNull(FuzzTarget.DIFF.problem(new byte[0], 0, new Cli.Result(1, "SAME\n", "")));
        assertNotNull(FuzzTarget.DIFF.problem(new byte[0], 0, new Cli.Result(65, "", "")));
    }
}
