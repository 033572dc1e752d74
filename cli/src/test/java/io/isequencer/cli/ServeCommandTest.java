package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeCommandTest {
    private static final String HELLO = "{\"id\":1,\"op\":\"hello\",\"v\":1,\"protocol\":[1],\"oracle\":\"test\"}\n";

    @ParameterizedTest
    @ValueSource(strings = {"", "--threads"})
    void endsWithItsInput(String option) {
        Cli.Result result = serve(HELLO, option).requireExit(ExitCode.OK);
        assertEquals(1, result.lines().size());
        assertTrue(result.out().startsWith("{\"re\":1,\"name\":\"isequencer\""), result.out());
        assertEquals("", result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--threads"})
    void aReplyToNoRequestIsReported(String option) {
        Cli.Result result = serve(HELLO + "{\"re\":7}\n" + HELLO, option).requireExit(ExitCode.BAD_DATA);
        assertEquals("isequencer: a reply must answer an open request: re=7\n", result.err());
        assertEquals(1, result.lines().size());
    }

    @Test
    void whatIsNoSubcommandIsRefused() {
        Cli.run("oracle").requireExit(ExitCode.USAGE);
        Cli.run("oracle", "serve", "--fast").requireExit(ExitCode.USAGE);
    }

    private static Cli.Result serve(String input, String option) {
        return option.isEmpty() ? Cli.runWith(input, "oracle", "serve") : Cli.runWith(input, "oracle", "serve", option);
    }
}
