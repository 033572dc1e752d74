package io.isequencer.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.Main;
import io.isequencer.testing.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code sequence} and {@code plog} on a database, as processes: the password is in the environment. */
@Tag("slow")
class SequenceOnPostgresTest {
    private static final String LINE = "{\"ref\":\"%s\",\"wsKind\":1,\"wsId\":\"7\",\"seqIds\":[1,2]}\n";

    @TempDir
    private Path temp;

    private record Ended(int exit, String out, String err) {}

    @Test
    void numbersGoOnWhereTheyWereAndThePlogShowsThem() throws Exception {
        Path input = temp.resolve("in.ndjson");
        Files.writeString(input, LINE.replace("%s", "a"));
        Ended first = run(PostgresServer.PASSWORD, "sequence", input.toString());
        assertEquals(0, first.exit(), first::err);
        assertTrue(first.out().contains("\"plogOffset\":\"1\""), first::out);
        Files.writeString(input, LINE.replace("%s", "a") + LINE.replace("%s", "b"));
        Ended resumed = run(PostgresServer.PASSWORD, "sequence", "--resume", input.toString());
        assertEquals(0, resumed.exit(), resumed::err);
        assertTrue(resumed.out().contains("\"ref\":\"b\",\"plogOffset\":\"2\""), resumed::out);
        assertTrue(resumed.out().contains("{\"seqId\":2,\"number\":\"200002\"}"), resumed::out);
        Ended dumped = run(PostgresServer.PASSWORD, "plog");
        assertEquals(first.out() + resumed.out(), dumped.out(), dumped::err);
        Ended inspected = run(PostgresServer.PASSWORD, "inspect", "--json");
        assertEquals(
                "{\"database\":\"" + PostgresServer.shared().url() + "\",\"partition\":\"cli\",\"logEnd\":\"3\","
                        + "\"last\":{\"stream\":\"in.ndjson\",\"line\":\"2\"},\"checkpoint\":\"3\",\"lag\":\"0\","
                        + "\"numbers\":[{\"wsId\":\"7\",\"seqId\":1,\"number\":\"2\"},"
                        + "{\"wsId\":\"7\",\"seqId\":2,\"number\":\"200002\"}]}\n",
                inspected.out(),
                inspected::err);
        Ended shown = run(PostgresServer.PASSWORD, "inspect");
        assertTrue(
                shown.out()
                        .startsWith(
                                "database         " + PostgresServer.shared().url() + "\npartition        cli\n"),
                shown::out);
        Ended none = run(PostgresServer.PASSWORD, "inspect", "--partition", "none");
        assertEquals(66, none.exit(), none::err);
        assertTrue(none.err().contains("partition must hold something: partition=none"), none::err);

        Path types = temp.resolve("types.json");
        Files.writeString(types, "[{\"wsKind\":1,\"seqId\":1,\"initialValue\":\"5\"}]");
        Ended other = run(
                PostgresServer.PASSWORD,
                "sequence",
                "--append",
                "--stream",
                "s",
                "--types",
                types.toString(),
                input.toString());
        assertEquals(65, other.exit(), other::err);
        assertTrue(other.err().contains("types must be those that the partition was begun with"), other::err);
    }

    @Test
    void aWrongPasswordIsNotShown() throws Exception {
        Ended refused = run("a-wrong-one", "plog");
        assertEquals(65, refused.exit(), refused::err);
        assertTrue(refused.err().contains("sqlState=28P01"), refused::err);
        assertFalse(refused.err().contains("a-wrong-one"), refused::err);
    }

    private Ended run(String password, String command, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                command,
                "--storage",
                "postgres",
                "--url",
                PostgresServer.shared().url()));
        words.addAll(List.of(arguments));
        if (!words.contains("--partition")) {
            words.addAll(List.of("--partition", "cli"));
        }
        Path out = temp.resolve("out.txt");
        Path err = temp.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("PGUSER", PostgresServer.USER);
        builder.environment().put("PGPASSWORD", password);
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(300, TimeUnit.SECONDS), "it ends");
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
