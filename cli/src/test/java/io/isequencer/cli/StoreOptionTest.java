package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where a partition is not given as it must be. */
class StoreOptionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "plog; a partition must be given by --data DIR, or by --storage postgres --url URL",
                "sequence; a partition must be given by --data DIR, or by --storage postgres --url URL",
                "plog --storage postgres; a partition must be given by --data DIR, or by --storage postgres --url URL",
                "plog --data d --url u; a partition must be given by --data DIR, or by --storage postgres --url URL",
                "plog --storage pg --url u; ENGINE must be directory or postgres: storage=pg",
                "plog --storage postgres --url u; URL must begin with jdbc:postgresql: url=u",
                "plog --storage postgres --url jdbc:postgresql://h/d?Password=x; "
                        + "user and password must be in PGUSER and PGPASSWORD, not in the URL",
                "plog --verify --storage postgres --url jdbc:postgresql://h/d; "
                        + "--data must be given for this: storage=postgres"
            })
    void isAUsageError(String words, String message) {
        Cli.Result result = Cli.run(words.split(" ")).requireExit(ExitCode.USAGE);
        String command = words.split(" ")[0];
        assertEquals("isequencer: " + message + " (try: ./isequencer " + command + " --help)\n", result.err());
    }
}
