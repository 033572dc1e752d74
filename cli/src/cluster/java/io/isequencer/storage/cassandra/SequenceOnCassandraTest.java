package io.isequencer.storage.cassandra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code sequence}, {@code plog} and {@code inspect} on a cluster, as processes: the password is in the environment. */
@Tag("cluster")
class SequenceOnCassandraTest {
    private static final String LINE = "{\"ref\":\"%s\",\"wsKind\":1,\"wsId\":\"7\",\"seqIds\":[1,2]}\n";

    private static final String PASSWORD = "not-to-be-printed";

    /** Makes the keyspace, with the one replica that one node can hold. */
    private final Served served = new Served(this);

    private final String partition = served.partition("cli");

    @TempDir
    private Path temp;

    @AfterEach
    void closeSession() {
        served.close();
    }

    private record Ended(int exit, String out, String err) {}

    @Test
    void numbersGoOnWhereTheyWereAndThePlogShowsThem() throws Exception {
        Path input = temp.resolve("in.ndjson");
        Files.writeString(input, LINE.replace("%s", "a"));
        Ended first = run("sequence", input.toString());
        assertEquals(0, first.exit(), first::err);
        assertTrue(first.out().contains("\"plogOffset\":\"1\""), first::out);
        Files.writeString(input, LINE.replace("%s", "a") + LINE.replace("%s", "b"));
        Ended resumed = run("sequence", "--resume", input.toString());
        assertEquals(0, resumed.exit(), resumed::err);
        assertTrue(resumed.out().contains("\"ref\":\"b\",\"plogOffset\":\"2\""), resumed::out);
        assertTrue(resumed.out().contains("{\"seqId\":2,\"number\":\"200002\"}"), resumed::out);
        Ended dumped = run("plog");
        assertEquals(first.out() + resumed.out(), dumped.out(), dumped::err);

        Path types = temp.resolve("types.json");
        Files.writeString(types, "[{\"wsKind\":1,\"seqId\":1,\"initialValue\":\"5\"}]");
        Ended other = run("sequence", "--append", "--stream", "s", "--types", types.toString(), input.toString());
        assertEquals(65, other.exit(), other::err);
        assertTrue(other.err().contains("types must be those that the partition was begun with"), other::err);
    }

    @Test
    void theNumbersAreShown() throws Exception {
        Path input = temp.resolve("in.ndjson");
        Files.writeString(input, LINE.replace("%s", "a"));
        Ended first = run("sequence", "--append", "--stream", "inspected", input.toString());
        assertEquals(0, first.exit(), first::err);
        Ended inspected = run("inspect", "--json");
        assertEquals(0, inspected.exit(), inspected::err);
        assertTrue(inspected.out().contains("\"numbers\":[{\"wsId\":\"7\",\"seqId\":1,\"number\":\""), inspected::out);
        Ended text = run("inspect");
        assertTrue(text.out().contains("stored numbers   2 keys"), text::out);
    }

    @Test
    void aPasswordIsNotShown() throws Exception {
        Ended refused = run("plog", "--contact", "127.0.0.1:1");
        assertEquals(65, refused.exit(), refused::err);
        assertTrue(refused.err().contains("cluster must answer: call=connect"), refused::err);
        assertFalse(refused.err().contains(PASSWORD), refused::err);
    }

    @Test
    void aKeyspaceThatIsMistypedIsNotMade() throws Exception {
        for (String command : new String[] {"plog", "inspect"}) {
            Ended refused = run(command, "--keyspace", "mistyped");
            assertEquals(65, refused.exit(), refused::err);
            assertTrue(
                    refused.err().contains("keyspace must hold partitions: keyspace=mistyped, missing tables=4"),
                    refused::err);
        }
    }

    @Test
    void tooFewReplicasAreTold() throws Exception {
        Path input = temp.resolve("in.ndjson");
        Files.writeString(input, LINE.replace("%s", "a"));
        Ended refused = run("sequence", "--keyspace", "three", input.toString());
        assertEquals(65, refused.exit(), refused::err);
        assertTrue(refused.err().contains("cluster must answer: call="), refused::err);
        assertTrue(refused.err().contains("2 required but only 1 alive"), refused::err);
    }

    private Ended run(String command, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                command,
                "--storage",
                "cassandra",
                "--partition",
                partition));
        if (!List.of(arguments).contains("--keyspace")) {
            words.addAll(List.of("--keyspace", Served.KEYSPACE));
        }
        if (!List.of(arguments).contains("--contact")) {
            words.add("--contact");
            words.add("127.0.0.1:" + CassandraCluster.single().port());
        }
        words.addAll(List.of(arguments));
        Path out = temp.resolve("out.txt");
        Path err = temp.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("CASSANDRA_USER", "somebody");
        builder.environment().put("CASSANDRA_PASSWORD", PASSWORD);
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
