package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where a partition is not given as it must be. */
class StoreOptionTest {
    private static final String PARTITION = "a partition must be given by --data DIR, by --storage postgres --url URL,"
            + " or by --storage cassandra --contact HOST:PORT --keyspace KEYSPACE";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "plog; " + PARTITION,
                "sequence; " + PARTITION,
                "plog --storage postgres; " + PARTITION,
                "plog --data d --url u; " + PARTITION,
                "plog --storage pg --url u; ENGINE must be directory, postgres or cassandra: storage=pg",
                "plog --storage postgres --url u; URL must begin with jdbc:postgresql: url=u",
                "plog --storage postgres --url jdbc:postgresql://h/d?Password=x; "
                        + "user and password must be in PGUSER and PGPASSWORD, not in the URL",
                "plog --verify --storage postgres --url jdbc:postgresql://h/d; "
                        + "--data must be given for this: storage=postgres",
                "inspect; " + PARTITION,
                "plog --storage cassandra --contact h:1; " + PARTITION,
                "plog --storage cassandra --keyspace k --contact h:1 --url u; " + PARTITION,
                "plog --storage cassandra --keyspace k --contact h; contact must be HOST:PORT: contact=h",
                "plog --storage cassandra --keyspace k --contact h:70000; contact must be HOST:PORT: contact=h:70000",
                "plog --storage cassandra --keyspace K --contact h:1; "
                        + "keyspace must match [a-z][a-z0-9_]{0,47}: keyspace=K",
                "plog --verify --storage cassandra --keyspace k --contact h:1; "
                        + "--data must be given for this: storage=cassandra"
            })
    void isAUsageError(String words, String message) {
        Cli.Result result = Cli.run(words.split(" ")).requireExit(ExitCode.USAGE);
        String command = words.split(" ")[0];
        assertEquals("isequencer: " + message + " (try: ./isequencer " + command + " --help)\n", result.err());
    }
}
